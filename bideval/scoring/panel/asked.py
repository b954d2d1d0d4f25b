"""What each evaluator is asked to mark, and what the panel has to agree on.

With assignments people mark what is assigned; without them every evaluator marks every
marked question, and a chair or moderator the questions they have marked already, or all
where they are asked for by name.  An observer, adviser or approver marks nothing, and nobody
marks a bidder about whom they declared a conflict of interest.  A tender without lots has
rows for ``*``; with lots a row for each lot, unless the mark that stands is for every lot.

This module does not judge marks; ``bideval.scoring.checks`` does.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Mark, Stage
from bideval.model.scale import Scale
from bideval.scoring.checks.board import EVERY
from bideval.scoring.checks.known import live_bids
from bideval.scoring.governing import unsuperseded
from bideval.scoring.interests import interests_of
from bideval.scoring.lot_rules import Leaf, LotRules, Reads

MARKS_ALL, MARKS_NOTHING = "evaluator", ("observer", "adviser", "approver")
Key = tuple[str, str, str]  # lot, criterion and bid, as a row of marks.csv has them


class Asked(NamedTuple):
    """One mark that one person is asked for; ``standing`` is what they gave before."""

    lot: str
    criterion: str
    bid: str
    question: Leaf
    scale: Scale
    standing: Mark | None

    @property
    def key(self) -> Key:
        """What the row is about."""
        return self.lot, self.criterion, self.bid


class Agreeing(NamedTuple):
    """One mark to agree on: everybody's marks, in the order of their ids, and what was agreed."""

    lot: str
    criterion: str
    bid: str
    question: Leaf
    scale: Scale
    marks: tuple[Mark, ...]
    agreed: Consensus | None
    missing: tuple[str, ...]  # who is still to mark it

    @property
    def key(self) -> Key:
        """What the row is about."""
        return self.lot, self.criterion, self.bid


def asked_of(
    inputs: Inputs, lots: tuple[LotRules, ...], person: str, *, by_name: bool = False
) -> tuple[Asked, ...]:
    """Return what ``person`` is asked to mark: by lot and question as published, bids by id.

    With ``by_name`` a chair or moderator without assignments is asked for everything.
    """
    own = {
        (row.lot, row.criterion, row.bid): row
        for _, row in unsuperseded(inputs.marks)
        if row.evaluator == person
    }
    found: dict[Key, Asked] = {}
    interests = interests_of(inputs)
    for lot, leaf, scale, bid in _questions(inputs, lots):
        if interests.conflict(person, bid, Stage.MARKING) is not None:
            continue
        if _is_asked(inputs, person, lot, leaf.id, own, by_name=by_name):
            key = _key(inputs, lot, leaf.id, bid, own)
            found.setdefault(key, Asked(*key, leaf, scale, own.get(key)))
    return tuple(found.values())


def people_asked(inputs: Inputs, lots: tuple[LotRules, ...]) -> Mapping[str, tuple[Asked, ...]]:
    """Return everybody who is asked to mark something, by id in order, and what."""
    everybody = sorted({one.id for one in inputs.evaluators})
    found = {person: asked_of(inputs, lots, person) for person in everybody}
    return {person: rows for person, rows in found.items() if rows}


def to_agree(inputs: Inputs, lots: tuple[LotRules, ...]) -> tuple[Agreeing, ...]:
    """Return every mark that the panel has to agree on, with what each of them gave."""
    given: dict[Key, dict[str, Mark]] = {}
    for _, row in unsuperseded(inputs.marks):
        given.setdefault((row.lot, row.criterion, row.bid), {})[row.evaluator] = row
    agreed = {(row.lot, row.criterion, row.bid): row for _, row in unsuperseded(inputs.consensus)}
    asked = {person: {row.key for row in own} for person, own in people_asked(inputs, lots).items()}
    rows: dict[Key, Agreeing] = {}
    for lot, leaf, scale, bid in _questions(inputs, lots):
        key = _key(inputs, lot, leaf.id, bid, {**given, **agreed})
        for_all = given.get((EVERY, leaf.id, bid), {})
        marks = {**for_all, **given.get((lot, leaf.id, bid), {}), **given.get(key, {})}
        keys = {key, (lot, leaf.id, bid), (EVERY, leaf.id, bid)}
        missing = tuple(sorted(one for one, wanted in asked.items() if wanted & keys and one not in marks))
        found = Agreeing(
            *key, leaf, scale, tuple(marks[one] for one in sorted(marks)), agreed.get(key), missing
        )
        rows.setdefault(key, found)
    return tuple(rows.values())


def _questions(inputs: Inputs, lots: tuple[LotRules, ...]) -> Iterator[tuple[str, Leaf, Scale, str]]:
    """Every marked question of every lot with every bid that is still in it."""
    live = live_bids(inputs)
    for rules in lots:
        for leaf in rules.leaves():
            if leaf.reads is Reads.MARK and leaf.scale is not None:
                for bid in live[rules.id]:
                    yield rules.id, leaf, leaf.scale, bid


def _key(inputs: Inputs, lot: str, criterion: str, bid: str, rows: Mapping[Key, object]) -> Key:
    """How a row about this is keyed: as the row that stands, else * in a tender without lots."""
    for known in ((lot, criterion, bid), (EVERY, criterion, bid)):
        if known in rows:
            return known
    return (lot if inputs.tender.lots else EVERY), criterion, bid


def _is_asked(
    inputs: Inputs, person: str, lot: str, criterion: str, own: Mapping[Key, Mark], *, by_name: bool
) -> bool:
    if inputs.assignments:
        return any(row.evaluator == person and row.is_about(lot, criterion) for row in inputs.assignments)
    role = next((one.role for one in inputs.evaluators if one.id == person), "")
    if role in {MARKS_ALL, *MARKS_NOTHING, ""}:
        return role == MARKS_ALL
    return by_name or any(key[1] == criterion and key[0] in {lot, EVERY} for key in own)
