"""Who has still to mark what, by when, and who has still to declare what.

It counts marks and shows none.  Whether a deadline has passed is said of a day that is told; there
is no clock.  Somebody who declared a conflict about a bidder is not asked to mark it, whether or
not they did.

This module judges nothing; ``bideval.scoring.checks`` does.
"""

from collections.abc import Sequence
from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.model.marking import Evaluator, Mark, Stage
from bideval.model.rules import MarksFrom
from bideval.scoring.checks.deadlines import deadline
from bideval.scoring.checks.interests import begun, not_reviewed
from bideval.scoring.checks.known import live_bids
from bideval.scoring.governing import unsuperseded
from bideval.scoring.interests import Interests, interests_of
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.asked import Asked, asked_of, to_agree
from bideval.scoring.recorded_times import is_before


class ToMark(NamedTuple):
    """One mark that somebody has still to give."""

    lot: str
    criterion: str
    bid: str
    due: str  # blank without a deadline
    is_overdue: bool | None  # on the day that was told; None where no day or no deadline is


class Aside(NamedTuple):
    """A bid in which somebody takes no part, and how many marks of theirs stand all the same."""

    bid: str
    marks: int


class Member(NamedTuple):
    """One person of the panel."""

    id: str
    role: str
    asked: int  # marks
    given: int  # of those
    missing: tuple[ToMark, ...]
    aside: tuple[Aside, ...]
    declared: tuple[tuple[Stage, tuple[str, ...]], ...]  # by stage begun: the bids still to be reviewed

    @property
    def due(self) -> str:
        """The earliest deadline of what is missing; blank without one."""
        return min((one.due for one in self.missing if one.due), default="")


class Progress(NamedTuple):
    """How far the panel is."""

    tender: str
    title: str
    illustration: bool
    on: str  # the day that was told, or blank
    members: tuple[Member, ...]  # by id
    bids: tuple[str, ...]
    agreed: int | None  # None where nothing is agreed on
    to_agree: int


def progress_of(inputs: Inputs, lots: tuple[LotRules, ...], on: str = "") -> Progress:
    """Gather what is still to come; ``on`` is the day on which it is looked at."""
    interests = interests_of(inputs)
    bids = tuple(sorted({bid for some in live_bids(inputs).values() for bid in some}))
    stages = begun(inputs) if interests.are_kept else ()
    people = {one.id: one for one in inputs.evaluators}
    rule = inputs.tender.marks
    rows = to_agree(inputs, lots) if rule is not None and rule.from_ is MarksFrom.CONSENSUS else ()
    return Progress(
        inputs.tender.id,
        inputs.tender.title,
        inputs.tender.illustration,
        on,
        tuple(
            _member(inputs, person, asked_of(inputs, lots, name), (interests, bids, stages), on)
            for name, person in sorted(people.items())
        ),
        bids,
        sum(row.agreed is not None for row in rows) if rows else None,
        len(rows),
    )


Declaring = tuple[Interests, tuple[str, ...], tuple[Stage, ...]]  # with the live bids, and the stages begun


def _member(
    inputs: Inputs, person: Evaluator, asked: Sequence[Asked], declaring: Declaring, on: str
) -> Member:
    interests, bids, stages = declaring
    missing = tuple(_to_mark(inputs, person.id, one, on) for one in asked if one.standing is None)
    return Member(
        person.id,
        person.role,
        len(asked),
        len(asked) - len(missing),
        missing,
        tuple(
            Aside(bid, sum(row.evaluator == person.id and row.bid == bid for _, row in _standing(inputs)))
            for bid in bids
            if interests.conflict(person.id, bid, Stage.MARKING) is not None
        ),
        tuple((stage, not_reviewed(interests, person.id, stage, bids)) for stage in stages),
    )


def _standing(inputs: Inputs) -> list[tuple[int, Mark]]:
    return list(unsuperseded(inputs.marks))


def _to_mark(inputs: Inputs, person: str, asked: Asked, on: str) -> ToMark:
    due = deadline(inputs, person, asked.key)
    return ToMark(*asked.key, due, is_before(due, on) if due and on else None)
