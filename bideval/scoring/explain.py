"""Why one bid is ahead of another: contributions that sum to the margin, to the last digit.

Each criterion contributes the difference of the two bids' weighted figures.  What
a section or the total adds by rounding or normalising is a line of its own, so
that nothing is left over.  Only an additive method has contributions; the others
show their rule with the numbers put in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bideval.model.evaluation import LotResult, Placing, Score
from bideval.model.rules import RankOn
from bideval.scoring.methods.registry import METHODS


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one criterion, or one rounding, adds to the gap between two bids.

    Figures are in units of the whole; ``difference`` is ``ours`` less ``theirs``.
    """

    what: str  # a criterion's id, or what was rounded or normalised
    criterion: bool
    ours: Fraction
    theirs: Fraction

    @property
    def difference(self) -> Fraction:
        """How far this puts the first bid ahead; below zero where it is behind."""
        return self.ours - self.theirs


def contributions(
    lot: LotResult, ours: Placing, theirs: Placing, rank_on: RankOn
) -> tuple[Contribution, ...]:
    """Return the contributions to ``ours`` less ``theirs``, largest first.

    They sum to the difference of the figures that are ranked on.  Empty for a
    method whose figure is not a sum, and for a bid that was not assessed.
    """
    if not METHODS[lot.method].additive or not ours.scores or not theirs.scores:
        return ()
    found = list(_parts(ours, theirs, exact=rank_on is RankOn.EXACT))
    return tuple(sorted(found, key=lambda one: (-abs(one.difference), not one.criterion, one.what)))


def _parts(ours: Placing, theirs: Placing, *, exact: bool) -> Iterator[Contribution]:
    mine, other = _by_criterion(ours), _by_criterion(theirs)
    for name, score in mine.items():
        if score.section:
            yield from _left_over(name, mine, other, exact=exact)
        else:
            yield Contribution(name, True, _figure(score, exact=exact), _figure(other[name], exact=exact))
    yield from _of_total(ours, theirs, exact=exact)


def _by_criterion(placing: Placing) -> dict[str, Score]:
    return {score.criterion: score for score in placing.scores}


def _figure(score: Score, *, exact: bool) -> Fraction:
    return score.weighted_exact if exact else score.weighted


def _left_over(
    name: str, mine: dict[str, Score], other: dict[str, Score], *, exact: bool
) -> Iterator[Contribution]:
    """What a section has beyond the sum of its criteria: rounding, or normalising to the best."""
    rest = [
        _figure(scores[name], exact=exact)
        - sum((_figure(one, exact=exact) for one in scores.values() if one.within == name), Fraction(0))
        for scores in (mine, other)
    ]
    if any(rest):
        yield Contribution(f"{name}: rounding or normalising", False, rest[0], rest[1])


def _of_total(ours: Placing, theirs: Placing, *, exact: bool) -> Iterator[Contribution]:
    rest = []
    for placing in (ours, theirs):
        total = placing.total_exact if exact else placing.total
        top = sum((_figure(one, exact=exact) for one in placing.scores if one.within is None), Fraction(0))
        rest.append((total or Fraction(0)) - top)
    if any(rest):
        yield Contribution("total: rounding", False, rest[0], rest[1])
