"""Answers: questions that a recorded decision closes.

A question never blocks a result.  An answer closes the questions of one code; if it
names a bid, only those about that bid.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Severity, warning
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.recorded import standing


def answered(findings: tuple[Finding, ...], inputs: Inputs) -> tuple[Finding, ...]:
    """Return ``findings`` without the questions that standing decisions answer.

    An answer to nothing in ``findings`` is a warning at its end: the question may have
    been put right since, or the code may be mistyped.
    """
    answers = [
        (index, one) for index, one in standing(inputs) if one.kind is DecisionKind.ANSWER and one.finding
    ]
    questions = [one for one in findings if one.severity is Severity.QUESTION]
    closed = {question for question in questions for _, answer in answers if _closes(answer, question)}
    return (*(one for one in findings if one not in closed), *_to_nothing(answers, questions))


def _closes(answer: Decision, question: Finding) -> bool:
    return answer.finding == question.code and (answer.bid is None or _is_about(question, answer.bid))


def _is_about(question: Finding, bid: str) -> bool:
    files = {f"bids/{bid}.yaml", f"prices/{bid}.yaml", f"prices/{bid}.csv"}
    return any(source.file in files for source in question.sources)


def _to_nothing(answers: list[tuple[int, Decision]], questions: list[Finding]) -> Iterator[Finding]:
    for index, answer in answers:
        if any(_closes(answer, question) for question in questions):
            continue
        about = f" about {answer.bid}" if answer.bid else ""
        yield warning(
            "BE411",
            f"{answer.id} answers {answer.finding}, and there is no such question{about}",
            "Correct the code, or leave it as it is if what was asked has been put right.",
            place_of(index, "finding"),
        )
