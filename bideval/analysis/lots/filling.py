"""Whether some lots can be filled while some rules are kept: put to the search, and remembered.

The other lots may stay empty.  A yes is an award that is recomputed from the rules; a no is a
claim that its checker accepted (``best_award``).  Rules that may be broken keep nobody off, so
they are left out.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.best import NotProved, best_award
from bideval.analysis.lots.effort import CASES
from bideval.analysis.lots.kept import broken_by
from bideval.analysis.lots.problem import Problem
from bideval.errors import BidevalError
from bideval.proof.awards import BestAward, is_best, offers_taken
from bideval.proof.lots import Aim, LotRule, Lots

ANY = Aim("broken")  # nothing is made least: any award will do
Places = frozenset[int]


class UnsettledError(BidevalError):
    """Raised when the search ends before it is known whether the lots can be filled."""


class Filled(NamedTuple):
    """An answer: an award that fills the lots (offers by place), or the claim that there is none."""

    award: tuple[int, ...] | None
    claim: BestAward


class Filling:
    """Questions about one problem; ``names`` are its hard rules by id, each with all its parts."""

    def __init__(self, problem: Problem, cases: int = CASES) -> None:
        """Begin with no answers."""
        self.problem = problem
        self._cases = cases
        hard = [
            part.id
            for part, rule in zip(problem.rules, problem.data.rules, strict=True)
            if rule.penalty is None
        ]
        self.names = tuple(dict.fromkeys(hard))
        self._known: dict[tuple[Places, Places], Filled] = {}

    def parts_of(self, rules: Places) -> Places:
        """Return the parts of rules, by place in the data."""
        ids = {self.names[one] for one in rules}
        pairs = enumerate(zip(self.problem.rules, self.problem.data.rules, strict=True))
        return frozenset(at for at, (part, rule) in pairs if part.id in ids and rule.penalty is None)

    def stands(self, lots: Places, parts: Places) -> bool:
        """Say whether all of ``lots`` can be filled with ``parts`` of rules kept.

        Raises UnsettledError.
        """
        known = (one.award for one in self._known.values() if one.award is not None)
        if any(self.is_kept(award, lots, parts) for award in known):
            return True
        return self.answer(lots, parts).award is not None

    def answer(self, lots: Places, parts: Places) -> Filled:
        """Return the award or the claim that there is none.  Raises UnsettledError."""
        if (lots, parts) not in self._known:
            claim = best_award(self.supposed(lots, parts), ANY, cases=self._cases)
            if isinstance(claim, NotProved) or (claim.taken is None and claim.least is not None):
                raise UnsettledError
            award = None if claim.taken is None else offers_taken(claim)
            self._known[lots, parts] = Filled(award, claim)
        return self._known[lots, parts]

    def witness(self, lots: Places, parts: Places) -> tuple[int, ...]:
        """Return an award that fills the lots and keeps the parts, where ``stands`` said that one does."""
        known = (one.award for one in self._known.values() if one.award is not None)
        kept = next((award for award in known if self.is_kept(award, lots, parts)), None)
        return kept if kept is not None else self.answer(lots, parts).award or ()

    def is_kept(self, award: tuple[int, ...], lots: Places, parts: Places) -> bool:
        """Say whether an award fills the lots and keeps the parts, by the rules themselves.

        A budget is held against prices before discounts, so a no is not the last word.
        """
        data = self.problem.data
        covered = {lot for place in award for lot in data.offers[place].lots}
        return lots <= covered and parts.isdisjoint(broken_by(data, award))

    def supposed(self, lots: Places, parts: Places) -> Lots:
        """Return the data with only ``lots`` to be filled and only ``parts`` to be kept."""
        data = self.problem.data
        reserves = tuple(None if lot in lots else Fraction(0) for lot in range(len(data.reserves)))
        return data._replace(reserves=reserves, rules=tuple(data.rules[place] for place in sorted(parts)))


def left_empty(filling: Filling, lots: Places, parts: Places) -> Places:
    """Return as few of ``lots`` as must stay empty so that the parts are kept; all, if nothing will do.

    Raises UnsettledError.
    """
    data = filling.supposed(frozenset(), parts)
    everybody = tuple(range(len(filling.problem.bidders)))
    fill = tuple(LotRule("amount", everybody, (lot,), (1,), 1, None, Fraction(0)) for lot in sorted(lots))
    kept = len(data.rules)
    aim = Aim("broken", tuple(range(kept, kept + len(fill))))
    claim = best_award(data._replace(rules=(*data.rules, *fill)), aim)
    if isinstance(claim, NotProved) or (claim.least is not None and not is_best(claim)):
        raise UnsettledError
    covered = {lot for place in offers_taken(claim) for lot in data.offers[place].lots}
    return lots - covered
