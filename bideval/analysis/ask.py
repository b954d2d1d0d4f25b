"""Put questions to an evaluated tender, lot by lot."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from bideval.analysis.answer import Answer
from bideval.analysis.question import Asked, Question
from bideval.analysis.registry import ANALYSES
from bideval.analysis.settings import names_of
from bideval.errors import UnknownIdError
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules

Progress = Callable[[str, str], None]  # told the lot and the analysis before each begins


class LotAnswers(NamedTuple):
    """The answers about one lot, in the order of the registry."""

    lot: str
    title: str
    answers: tuple[Answer, ...]


def lots_asked(inputs: Inputs, evaluation: Evaluation, question: Question) -> tuple[Asked, ...]:
    """Return every lot of an evaluated tender, ready to be asked about.

    Raise UnknownIdError where a range names nothing that any lot has.
    """
    results = {result.id: result for result in evaluation.lots}
    lots = compile_rules(inputs).scorable
    known = {rules.id: names_of(rules) for rules in lots}
    unknown = sorted(set(question.ranges).difference(*known.values()))
    if unknown:
        there = tuple(sorted(set().union(*known.values())))
        raise UnknownIdError("criterion, section or group", unknown[0], there)
    return tuple(
        Asked(lot_case(inputs, rules), results[rules.id], _about(question, known[rules.id])) for rules in lots
    )


def _about(question: Question, known: frozenset[str]) -> Question:
    """What the question asks of a lot that has only the criteria ``known``."""
    return question._replace(
        ranges={name: given for name, given in question.ranges.items() if name in known},
        order=tuple(pair for pair in question.order if known.issuperset(pair)),
    )


def ask(
    inputs: Inputs,
    evaluation: Evaluation,
    question: Question,
    analyses: Sequence[str] = (),
    progress: Progress = lambda _lot, _analysis: None,
) -> tuple[LotAnswers, ...]:
    """Ask ``analyses`` (ids; all if empty) about every lot; raise UnknownIdError for an id there is not.

    The work is done lot by lot and analysis by analysis, each announced to ``progress``.
    """
    for one in analyses:
        if one not in ANALYSES:
            raise UnknownIdError("analysis", one, tuple(ANALYSES))
    chosen = tuple(analyses) or tuple(ANALYSES)
    return tuple(
        LotAnswers(asked.case.rules.id, asked.case.rules.title, tuple(_answers(asked, chosen, progress)))
        for asked in lots_asked(inputs, evaluation, question)
    )


def _answers(asked: Asked, chosen: Sequence[str], progress: Progress) -> Iterator[Answer]:
    for one in ANALYSES:
        if one in chosen:
            progress(asked.case.rules.id, one)
            yield from ANALYSES[one].run(asked)
