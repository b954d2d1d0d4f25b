"""The awards that several scenarios change, in one row: one figure for each scenario and tender.

A few long rows are quicker than many short ones.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bideval.kernel.many import Truth
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.decided import Decided

_FAR = np.int64(2**62)


class Spread(NamedTuple):
    """A figure of the winners, from the least to the most that possible winners have, by tender."""

    low: Whole
    high: Whole

    def at(self, which: Whole | Truth) -> "Spread":
        """The same of some tenders."""
        return Spread(self.low[which], self.high[which])


def spread(values: Whole, found: Decided, at: Whole) -> Spread:
    """Return the figure of the winners of the tenders ``at``."""
    tied = np.flatnonzero(found.many[at] > 1)
    return _between(values, found.place[at], at, tied, found.winners[:, at[tied]])


class Moved(NamedTuple):
    """The awards that several scenarios change, scenario by scenario: one figure a scenario and tender."""

    which: Truth  # scenarios x tenders
    at: Whole  # tenders
    ends: Whole  # where each scenario ends, 0 before the first
    was: Whole  # how many winners
    now: Whole
    place: Whole
    tied: Whole  # places in ``at`` where several win now
    winners: Truth  # bids x ``tied``

    def sums(self, figures: Whole) -> list[int]:
        """By scenario."""
        found = np.zeros(len(self.ends) - 1, np.int64)
        some = np.flatnonzero(np.diff(self.ends))  # where none moved nothing is summed
        if len(some):
            found[some] = np.add.reduceat(figures, self.ends[some])
        sums: list[int] = found.tolist()
        return sums

    def more(self, now: Truth, was: Truth) -> list[int]:
        """How many more there are now, by scenario."""
        return self.sums(np.subtract(now, was, dtype=np.int64))

    def spread(self, values: Whole) -> Spread:
        """The figure of those who win now."""
        return _between(values, self.place, self.at, self.tied, self.winners)


def _between(values: Whole, place: Whole, at: Whole, tied: Whole, winners: Truth) -> Spread:
    """The figure of the one winner, or from the least to the most of several."""
    low = values.ravel().take(place * values.shape[1] + at)  # as values[place, at], in half the time
    if not len(tied):
        return Spread(low, low)
    high, own = low.copy(), values[:, at[tied]]
    low[tied] = np.where(winners, own, _FAR).min(axis=0)
    high[tied] = np.where(winners, own, -1).max(axis=0)
    return Spread(low, high)


def _differ(base: Decided, found: Decided) -> Truth:
    """Where the winners are others, or are others' tie, or there is none."""
    differ: Truth = (base.many != found.many) | ((base.place != found.place) & (base.many > 0))
    tied = np.flatnonzero((base.many > 1) & (found.many > 1))
    if len(tied):
        differ[tied] = (base.winners[:, tied] != found.winners[:, tied]).any(axis=0)
    return differ


def moved_from(base: Decided, found: Sequence[Decided]) -> Moved:
    """Return the awards that are not as in ``base``, of those to which each scenario applies."""
    which = np.array([one.applies & _differ(base, one) for one in found])
    places = [np.flatnonzero(row) for row in which]
    at, ends = np.concatenate(places), np.cumsum([0, *map(len, places)])
    now, place = (
        np.concatenate([figures[own] for figures, own in zip(of_all, places, strict=True)]).astype(np.intp)
        for of_all in ([one.many for one in found], [one.place for one in found])
    )
    several = [own[one.many[own] > 1] for one, own in zip(found, places, strict=True)]
    winners = [one.winners[:, own] for one, own in zip(found, several, strict=True)]
    return Moved(
        which,
        at,
        ends,
        was=base.many[at],
        now=now,
        place=place,
        tied=np.flatnonzero(now > 1),
        winners=np.concatenate(winners, axis=1),
    )
