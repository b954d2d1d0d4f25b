"""What people declared about bidders: which declaration counts, and who takes no part in what.

A row that names a bid counts for every bid of its bidder, and counts before a row for ``*``,
also before a later one: what was declared of a bidder by name is taken back only by name.  Of rows
by name the latest stage counts; of two bids of one bidder the stricter row.

Work done at a stage is in conflict where the declaration then in force says so, or where any
later one does: what comes to light late was there before.

Nothing is judged here; ``bideval.scoring.checks.interests`` does.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from bideval.model.inputs import Inputs
from bideval.model.marking import EVERY, Declaration, Interest, Stage
from bideval.scoring.governing import unsuperseded

STAGES = tuple(Stage)
_STRICTNESS = (Interest.NONE, Interest.MANAGED, Interest.CONFLICT)


class Declared(NamedTuple):
    """A declaration that stands, with its row in declarations.csv."""

    row: int
    said: Declaration

    @property
    def stage(self) -> int:
        """The place of its stage in the order of a procurement."""
        return STAGES.index(Stage(self.said.stage))


class Interests(NamedTuple):
    """The declarations that stand, by person and bidder; ``*`` is every bidder."""

    declared: Mapping[tuple[str, str], tuple[Declared, ...]]
    bidders: Mapping[str, str]  # by bid

    @property
    def are_kept(self) -> bool:
        """Whether anybody declared anything."""
        return bool(self.declared)

    def by_name(self, person: str, bid: str) -> tuple[Declared, ...]:
        """The rows of a person that name a bid of this bidder, the earliest stage first."""
        return self.declared.get((person, self.bidders.get(bid, bid)), ())

    def about(self, person: str, bid: str) -> tuple[Declared, ...]:
        """The rows of a person that are about this bidder, those for every bidder among them."""
        return (*self.by_name(person, bid), *self.declared.get((person, EVERY), ()))

    def in_force(self, person: str, bid: str, stage: Stage) -> Declared | None:
        """The declaration that counts at a stage; None where none was made by then."""
        last = STAGES.index(stage)
        for rows in (self.by_name(person, bid), self.declared.get((person, EVERY), ())):
            by_then = [one for one in rows if one.stage <= last]
            if by_then:
                return by_then[-1]
        return None

    def conflict(self, person: str, bid: str, stage: Stage) -> Declared | None:
        """The declaration by which a person takes no part at a stage; None where there is none."""
        now = self.in_force(person, bid, stage)
        later = [one for one in self.about(person, bid) if one.stage > STAGES.index(stage)]
        found = [one for one in (now, *later) if one is not None and one.said.interest == Interest.CONFLICT]
        return found[0] if found else None

    def is_reviewed(self, person: str, bid: str, stage: Stage) -> bool:
        """Whether a declaration was made or reviewed at a stage.

        A conflict stands until a row by name takes it back.  An interest under measures is
        reviewed by name; what is neither, by a row for every bidder too.
        """
        at = STAGES.index(stage)
        if any(one.stage == at for one in self.by_name(person, bid)):
            return True
        now = self.in_force(person, bid, stage)
        if now is not None and now.said.interest == Interest.CONFLICT:
            return True
        is_named = now is not None and now.said.bid != EVERY and now.said.interest != Interest.NONE
        return not is_named and any(one.stage == at for one in self.declared.get((person, EVERY), ()))


def interests_of(inputs: Inputs) -> Interests:
    """Return what the people of a tender declared."""
    bidders = {bid: one.bidder.id for bid, one in inputs.bids.items()}
    found: dict[tuple[str, str], list[Declared]] = {}
    for row, said in standing_declarations(inputs):
        bidder = EVERY if said.bid == EVERY else bidders.get(said.bid, said.bid)
        found.setdefault((said.person, bidder), []).append(Declared(row, said))
    return Interests({key: _in_order(rows) for key, rows in found.items()}, bidders)


def standing_declarations(inputs: Inputs) -> tuple[tuple[int, Declaration], ...]:
    """Return the declarations that no later row replaces and that can be read, with their rows."""
    return tuple(
        (row, said)
        for row, said in unsuperseded(inputs.declarations)
        if said.stage in set(Stage) and said.interest in set(Interest)
    )


def _in_order(rows: Iterable[Declared]) -> tuple[Declared, ...]:
    """By stage, then the stricter last, then by their words: the order of the file does not matter."""
    return tuple(sorted(rows, key=lambda one: (one.stage, _strictness(one.said), one.said)))


def _strictness(said: Declaration) -> int:
    return _STRICTNESS.index(Interest(said.interest))
