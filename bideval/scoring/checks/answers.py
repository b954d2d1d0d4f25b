"""Answers: questions that a recorded decision closes, one by one.

A question never blocks a result.  An answer closes the one question of its code that is
about the bid, gate, criterion and place it names.  Where several are, it closes none, and
says how each can be named.
"""

from collections.abc import Iterator, Mapping, Sequence

from bideval.errors import Finding, Severity, Source, warning
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.published import published_lots
from bideval.scoring.recorded import standing
from bideval.scoring.weights import everything

FILE = "tender.yaml"
MINIMUM = "/minimum"
MOST_NAMED = 6  # places that a finding lists

Places = Mapping[str, frozenset[str]]  # an id, and the JSON pointers in tender.yaml where it stands


def answered(findings: tuple[Finding, ...], inputs: Inputs) -> tuple[Finding, ...]:
    """Return ``findings`` without the questions that standing decisions answer.

    An answer to nothing in ``findings``, or to several of them, is a warning at their end:
    the question may have been put right since, or the answer does not say which is meant.
    """
    answers = [
        (index, one) for index, one in standing(inputs) if one.kind is DecisionKind.ANSWER and one.finding
    ]
    if not answers:
        return findings
    questions = [one for one in findings if one.severity is Severity.QUESTION]
    gates, criteria = _places(inputs)
    met = [
        (index, answer, [one for one in questions if _is_met(answer, one, gates, criteria)])
        for index, answer in answers
    ]
    closed = {one for _, _, some in met if _is_one(some) for one in some}
    left = tuple(one for one in findings if one not in closed)
    return (*left, *(said for index, answer, some in met for said in _unfit(index, answer, some)))


def _is_one(questions: Sequence[Finding]) -> bool:
    """Whether they are one question; what differs in nothing but its words is about one matter."""
    return len({one.sources for one in questions}) == 1


def _is_met(answer: Decision, question: Finding, gates: Places, criteria: Places) -> bool:
    return (
        answer.finding == question.code
        and (answer.bid is None or _is_about(question, answer.bid))
        and (answer.gate is None or _stands_in(question, gates.get(answer.gate, frozenset())))
        and (answer.criterion is None or _stands_in(question, criteria.get(answer.criterion, frozenset())))
        and (answer.field is None or answer.field in map(_named, question.sources))
    )


def _is_about(question: Finding, bid: str) -> bool:
    files = {f"bids/{bid}.yaml", f"prices/{bid}.yaml", f"prices/{bid}.csv"}
    return any(source.file in files for source in question.sources)


def _stands_in(question: Finding, pointers: frozenset[str]) -> bool:
    """Whether a place of the question is one of ``pointers``, or below it."""
    return any(
        source.file == FILE and (source.pointer == one or source.pointer.startswith(f"{one}/"))
        for source in question.sources
        for one in pointers
    )


def _named(source: Source) -> str:
    """The place as an answer writes it."""
    return f"{source.file}#{source.pointer}"


def _places(inputs: Inputs) -> tuple[Places, Places]:
    """Where each gate stands, minimums among them, and where each criterion does."""
    gates: dict[str, set[str]] = {}
    criteria: dict[str, set[str]] = {}
    for lot in published_lots(inputs.tender):
        for place, gate in enumerate(lot.gates):
            gates.setdefault(gate.id, set()).add(f"{lot.gates_at}/{place}")
        for criterion, pointer in everything(lot.criteria):
            criteria.setdefault(criterion.id, set()).add(pointer)
            gates.setdefault(f"{criterion.id}{MINIMUM}", set()).add(f"{pointer}{MINIMUM}")
    return _frozen(gates), _frozen(criteria)


def _frozen(found: Mapping[str, set[str]]) -> Places:
    return {name: frozenset(pointers) for name, pointers in found.items()}


def _unfit(index: int, answer: Decision, questions: Sequence[Finding]) -> Iterator[Finding]:
    """What an answer to no question is told, and one to several."""
    said = (("about", answer.bid), ("on", answer.gate), ("on", answer.criterion), ("at", answer.field))
    about = "".join(f" {word} {name}" for word, name in said if name)
    if not questions:
        yield warning(
            "BE411",
            f"{answer.id} answers {answer.finding}, and there is no such question{about}",
            "Correct the code or what it names, or leave it as it is if what was asked has been put right.",
            place_of(index, "finding"),
        )
    elif not _is_one(questions):
        yield warning(
            "BE414",
            f"{answer.id} answers {answer.finding}, and there are {len(questions)} such questions{about}: it "
            "closes none of them",
            f"Say which, and answer each by itself: {_ways(questions)}.",
            place_of(index, "finding"),
            questions[0].sources[0],
        )


def _ways(questions: Sequence[Finding]) -> str:
    """The places by which the questions can be told apart."""
    ways = list(dict.fromkeys(way for one in questions for way in _own_ways(one, questions)))
    more = f", and {len(ways) - MOST_NAMED} more" if len(ways) > MOST_NAMED else ""
    return f"{' or '.join(ways[:MOST_NAMED])}{more}"


def _own_ways(question: Finding, others: Sequence[Finding]) -> tuple[str, ...]:
    """The first place that no other question has; its first place where all are shared."""
    shared = [one.sources for one in others if one is not question]
    alone = [one for one in question.sources if not any(one in some for some in shared)]
    return (f"field: {_named((alone or list(question.sources))[0])}",)
