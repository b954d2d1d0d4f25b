"""How far along a line the published result stays, and what comes after."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.courses import Ray
from bideval.analysis.movers import Mover, in_proportion
from bideval.analysis.rays import Run, runs
from bideval.analysis.reweighed import (
    Award,
    Field,
    Reweighed,
    Weights,
    assessed,
    field_of,
    signature,
)


class End(NamedTuple):
    """Where the published result ends on a ray.

    From the start to ``sure`` it stays.  Between ``sure`` and ``gone`` the published
    rounding decides, so it comes and goes; beyond ``gone`` it never stays, up to where
    ``then`` has the result.  Without such a stretch the two are equal.
    """

    sure: Fraction
    sure_in: bool  # whether the result stays at exactly ``sure``
    gone: Fraction
    gone_in: bool  # whether it stays at exactly ``gone``
    then: Award | None  # clear of any rounding; None where rounding decides to the end of the ray
    at: Award | None  # at exactly ``sure``
    established: bool  # False where a stretch has too many jumps to be followed, or no rule gives a result


def end_of(lot: Reweighed, ray: Ray, base: Award) -> End | None:
    """Return where the result ``base`` ends on the ray; None where it stays all along."""
    kept, sure, at = (Fraction(0), True), None, base
    then, established = None, True
    for run in runs(lot, ray):
        if run.award == base:
            kept = (run.high, run.to_in)
            continue
        if sure is None:
            sure = kept
            at = base if kept[1] else run.award or base
        established = established and run.award is not None
        if run.low < run.high and not run.by_rounding:
            then = run.award
            break
    return None if sure is None else End(*sure, *kept, then, at, established)


class Leads(NamedTuple):
    """The published totals before rounding, to see at once where a small move changes nothing."""

    among: Field
    totals: Mapping[str, Fraction]  # percent of the whole, times 100
    rounding: Fraction  # the most that rounding can move a difference of totals, percent of the whole


def leads_of(lot: Reweighed, weights: Weights, rounding: Fraction) -> Leads | None:
    """Return the leads under the published weights; None where totals are not sums over the leaves."""
    among = field_of(lot, assessed(lot, signature(lot, weights)))
    if among is None or any(among.sections.values()):
        return None
    totals = {
        bid: sum((weights[leaf] * points for leaf, points in own.items()), Fraction(0))
        for bid, own in among.ranked.items()
    }
    return Leads(among, totals, rounding)


def stays_clear(lot: Reweighed, leads: Leads, ray: Ray) -> bool:
    """Whether the awarded bids lead by more than any rounding at both ends of a ray, so all along it.

    False says nothing.
    """
    moved = {leaf: step * ray.length for leaf, step in ray.step.items() if step}
    if any(leaf in moved for minimum in lot.minimums for leaf in minimum.leaves):
        return False
    ranked = sorted(leads.totals, key=lambda bid: (-leads.totals[bid], bid))
    inside, outside = ranked[: lot.case.rules.places], ranked[lot.case.rules.places :]
    after = {
        bid: total + sum((by * leads.among.ranked[bid][leaf] for leaf, by in moved.items()), Fraction(0))
        for bid, total in leads.totals.items()
    }
    return all(
        min(totals[bid] for bid in inside) - max(totals[bid] for bid in outside) > 100 * leads.rounding
        for totals in (leads.totals, after)
        if outside
    )


class Interval(NamedTuple):
    """How far a weight can move, the others in proportion, with the published result kept."""

    mover: Mover
    down: End | None
    up: End | None

    @property
    def nearest(self) -> Fraction | None:
        """The smallest move that ends the result, in percent of the whole; None where none does."""
        return min((end.sure for end in (self.down, self.up) if end is not None), default=None)

    @property
    def relative(self) -> Fraction | None:
        """The smallest move as a part of the published weight; None for a weight of 0."""
        if self.nearest is None or not self.mover.weight:
            return None
        return self.nearest / self.mover.weight


def interval_of(lot: Reweighed, mover: Mover, weights: Weights, base: Award) -> Interval | None:
    """Return the interval of a mover; None where the others have no proportion to keep."""
    down, up = (in_proportion(mover, weights, sign) for sign in (-1, 1))
    if down is None or up is None:
        return None
    return Interval(mover, end_of(lot, down, base), end_of(lot, up, base))


def by_delicacy(intervals: tuple[Interval, ...]) -> list[Interval]:
    """The intervals with an end, the smallest relative change first; equal ones as they are published.

    A weight of 0 has no relative change and comes after all others.
    """
    ended = [one for one in intervals if one.nearest is not None]
    return sorted(ended, key=lambda one: (one.relative is None, one.relative or 0, one.nearest or 0))


def whole_line(lot: Reweighed, mover: Mover, weights: Weights, most: Fraction = Fraction(100)) -> list[Run]:
    """Every run of the mover's weight from 0 to ``most`` percent, in terms of that weight."""
    down, up = (in_proportion(mover, weights, sign) for sign in (-1, 1))
    if down is None or up is None:
        return []
    at = mover.weight
    up = up._replace(length=max(min(up.length, most - at), Fraction(0)))
    below = [
        run._replace(low=at - run.high, high=at - run.low, from_in=run.to_in, to_in=run.from_in)
        for run in runs(lot, down)
    ]
    above = [run._replace(low=at + run.low, high=at + run.high) for run in runs(lot, up)]
    below.reverse()
    last, first = below[-1], above[0]
    if (last.award, last.by_rounding) == (first.award, first.by_rounding):
        below[-1] = last._replace(high=first.high, to_in=first.to_in)
        above = above[1:]
    return [*below, *above]
