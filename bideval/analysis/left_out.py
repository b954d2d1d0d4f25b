"""Who wins with one person's marks left out: whether the award hangs on a single marker.

Each answer is a plain evaluation of the tender without the marks of one person.  Where
agreed marks govern, individual marks do not enter the result, so that leaving one out
changes nothing; then the question is put to the mean of the individual marks, which is no
published rule of that tender, and every output says so.

It says nothing about how a panel would have agreed without that person, and ranks nobody.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from bideval.analysis.changes.people import without_person
from bideval.errors import Severity
from bideval.model.inputs import Inputs
from bideval.model.rules import MarksFrom
from bideval.model.tender import MarkRule
from bideval.scoring.evaluate import judge

LEAST_PEOPLE = 3  # who marked; with two, what is left is one person's view


class Awarded(NamedTuple):
    """Who is awarded, by lot; ``why_not`` says why it is not established, where it is not."""

    winners: Mapping[str, tuple[str, ...]]
    why_not: str = ""


class LeftOut(NamedTuple):
    """The award with everybody's marks and without each person's, by id."""

    is_published: bool  # False: the mean of individual marks, where agreed marks govern
    everybody: Awarded
    without: tuple[tuple[str, Awarded], ...]  # empty with fewer than ``LEAST_PEOPLE``

    def moved_by(self) -> tuple[str, ...]:
        """Whose marks the award hangs on: without them it is another."""
        if self.everybody.why_not:
            return ()
        return tuple(
            person
            for person, one in self.without
            if not one.why_not and one.winners != self.everybody.winners
        )


def left_out(inputs: Inputs) -> LeftOut:
    """Evaluate without each person's marks in turn."""
    rule = inputs.tender.marks
    is_published = rule is not None and rule.from_ is not MarksFrom.CONSENSUS
    asked = inputs if is_published else _by_mean(inputs)
    people = sorted({row.evaluator for row in inputs.marks})
    enough = people if len(people) >= LEAST_PEOPLE else []
    return LeftOut(
        is_published, _awarded(asked), tuple((one, _awarded(without_person(asked, one))) for one in enough)
    )


def _by_mean(inputs: Inputs) -> Inputs:
    rule = MarkRule(from_=MarksFrom.MEAN)
    return replace(inputs, tender=inputs.tender.model_copy(update={"marks": rule}), consensus=())


def _awarded(inputs: Inputs) -> Awarded:
    judged = judge(inputs)
    if judged.evaluation is None:
        errors = [one.message for one in judged.findings if one.severity is Severity.ERROR]
        return Awarded({}, errors[0])
    return Awarded({lot.id: tuple(lot.winners) for lot in judged.evaluation.lots})
