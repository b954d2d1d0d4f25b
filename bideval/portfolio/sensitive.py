"""What would have moved an award as published: a losing bid less, one mark, one point of weight.

Asked of awards with one winner, each exactly.  An award *moves* where the winner is then no
longer the one winner: another is ahead, or a tie is left that no published rule settles.

* A losing bid decides where the award moves without it.  Under the formulas that are read here
  only the lowest and the highest price touch other bids, so no other bid can.
* One mark: one step of the published scale up for a bid that lost, or down for the winner, on
  one criterion; beyond the ends of the scale nothing moves.
* One point of weight: a percentage point from one criterion to another, price included.
"""

from typing import NamedTuple

import numpy as np

from bideval.kernel.many import (
    HUNDRED,
    POINT_UNIT,
    WEIGHT_UNIT,
    Truth,
    Weights,
    criterion_parts,
    kept,
    masked,
    points_beyond,
    price_part,
)
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import Columns
from bideval.portfolio.course import AS_PUBLISHED
from bideval.portfolio.decided import (
    Decided,
    Desk,
    Sums,
    added,
    admitted_of,
    first_of,
    parts_of,
    price_shares,
    priced_of,
    settle,
    shares_of,
    summed,
    weights_of,
)
from bideval.portfolio.exact import Varied
from bideval.portfolio.release import FORMULAS
from bideval.portfolio.scenario import PUBLISHED

_BETWEEN, _ABSOLUTE = FORMULAS.index("lowest-to-highest"), FORMULAS.index("budget-linear")
_FAR = np.int64(2**62)


class Moved(NamedTuple):
    """Of how many awards it was asked, and which move, by tender."""

    asked: Truth
    moves: Truth


def by_losing_bids(desk: Desk, base: Decided) -> Moved:
    """Which awards a losing bid decided, of those under a formula that compares prices."""
    columns = desk.columns
    asked = _one_winner(base) & (columns.of.price > 0) & (columns.of.formula != _ABSOLUTE)
    moves = np.zeros(len(columns.names), np.bool_)
    if not columns.weighted or not asked.any():
        return Moved(asked & moves, moves)
    bids, price = admitted_of(desk, AS_PUBLISHED).bids, columns.bid.price
    lowest = kept(price, bids, _FAR).argmin(axis=0)
    moves |= _without(desk, base, lowest, asked)
    between = asked & (columns.of.formula == _BETWEEN)
    if between.any():
        moves |= _without(desk, base, kept(price, bids, np.int64(-1)).argmax(axis=0), between)
    return Moved(asked, moves)


def _without(desk: Desk, base: Decided, which: Whole, asked: Truth) -> Truth:
    """Which awards move without one bid each, where that bid lost."""
    columns = desk.columns
    every = np.arange(len(columns.names))
    lost = asked & ~base.winners[which, every]
    bids = admitted_of(desk, AS_PUBLISHED).bids.copy()
    bids[which[lost], every[lost]] = False
    costs, weighed = priced_of(desk, AS_PUBLISHED), weights_of(desk, AS_PUBLISHED)
    shares = price_shares(columns, None, bids, costs)
    of_points = masked(published_parts(desk).sum(axis=0), bids)
    unsafe = costs.beyond | points_beyond(weighed, columns.times)
    sums = added(of_points, price_part(weighed, shares, columns.times), unsafe)
    winners, doubtful = first_of(columns, sums, bids, costs.price)
    winners = winners.copy()
    for place in np.flatnonzero(doubtful & lost).tolist():
        settle(columns, winners, place, PUBLISHED, Varied(without=frozenset({int(which[place])})))
    found: Truth = lost & (winners != base.winners).any(axis=0)
    return found


def by_one_mark(desk: Desk, base: Decided) -> Moved:
    """Which awards one step of one mark moves, of those whose scale is stated."""
    columns = desk.columns
    asked = _one_winner(base) & (columns.of.step > 0) & (columns.of.criteria > 0)
    moves = np.zeros(len(columns.names), np.bool_)
    if not columns.weighted or not asked.any():
        return Moved(asked & moves, moves)
    weighed, sums = weights_of(desk, AS_PUBLISHED), summed(desk, PUBLISHED)
    parts = published_parts(desk)
    up = np.minimum(columns.points + columns.of.step, HUNDRED * POINT_UNIT)
    down = np.maximum(columns.points - columns.of.step, 0)
    risen = parts_of_points(columns, weighed, up) - parts
    fallen = parts_of_points(columns, weighed, down) - parts
    race = _Race.of(desk, base, sums)
    for criterion in range(len(parts)):
        moves |= asked & _marked(race, criterion, risen[criterion], up[criterion], fall=False)
        moves |= asked & _marked(race, criterion, fallen[criterion], down[criterion], fall=True)
    return Moved(asked, moves)


class _Race(NamedTuple):
    """The one winner of each tender and those who lost, as published."""

    columns: Columns
    base: Decided
    sums: Sums
    losers: Truth
    behind: Whole  # by how much a loser is ahead of the winner; far below 0 where there is no loser
    keeps: Truth  # level with this bid the winner still wins

    @classmethod
    def of(cls, desk: Desk, base: Decided, sums: Sums) -> "_Race":
        """Work it out once, for any mark."""
        columns = desk.columns
        losers, price = admitted_of(desk, AS_PUBLISHED).bids & ~base.winners, columns.bid.price
        own, paid = ((one * base.winners).sum(axis=0) for one in (sums.sums, price))
        behind = kept(sums.sums - own, losers, -_FAR)
        return cls(columns, base, sums, losers, behind, columns.of.ladder & (paid < price))


def published_parts(desk: Desk) -> Whole:
    """What each criterion adds as published."""
    return desk.of(("parts", "published"), lambda: parts_of(desk.columns, weights_of(desk, AS_PUBLISHED)))


def parts_of_points(columns: Columns, weighed: Weights, points: Whole) -> Whole:
    """What each criterion adds with other points."""
    return criterion_parts(weighed, points, columns.times)


def _marked(race: _Race, criterion: int, change: Whole, points: Whole, *, fall: bool) -> Truth:
    """Which awards move with one mark of a criterion: of the winner down, or of any loser up."""
    columns, base, sums = race.columns, race.base, race.sums
    lead = race.behind - (change * base.winners).sum(axis=0) if fall else race.behind + change
    level, above = (lead == 0) & race.losers, (lead > 0) & race.losers
    moves: Truth = (above | (level & ~race.keeps)).any(axis=0)
    unsure = sums.beyond if sums.cut is None else sums.beyond | (level.any(axis=0) & ~above.any(axis=0))
    for place in np.flatnonzero(unsure & (base.many == 1)).tolist():
        moves[place] = _marked_exactly(columns, base, place, criterion, points, fall=fall)
    return moves


def _marked_exactly(
    columns: Columns, base: Decided, place: int, criterion: int, points: Whole, *, fall: bool
) -> bool:
    """The same for one tender, bid by bid."""
    for bid in range(int(columns.of.bids[place])):
        if bool(base.winners[bid, place]) != fall:
            continue
        trial = np.zeros_like(base.winners)
        settle(columns, trial, place, PUBLISHED, Varied(points={(criterion, bid): int(points[bid, place])}))
        if (trial[:, place] != base.winners[:, place]).any():
            return True
    return False


def by_one_weight_point(desk: Desk, base: Decided) -> Moved:
    """Which awards a percentage point of weight moves, from one criterion to another."""
    columns = desk.columns
    published = np.vstack([columns.of.price, columns.weights])
    asked = _one_winner(base) & ((published > 0).sum(axis=0) > 1)
    moves = np.zeros(len(columns.names), np.bool_)
    if not columns.weighted or not asked.any():
        return Moved(asked & moves, moves)
    trial = _Reweighed.of(desk)
    for source in range(len(published)):
        for target in range(len(published)):
            both = asked & (published[source] >= WEIGHT_UNIT) & (published[target] > 0)
            if source != target and both.any():
                moves |= both & _reweighed(desk, base, trial, source, target, both)
    return Moved(asked, moves)


class _Reweighed(NamedTuple):
    """What the price and each criterion add more, or less, with a point of weight more, or less."""

    sums: Whole  # as published
    less: list[Whole]  # the price first, then the criteria
    more: list[Whole]
    cut: tuple[Truth | None, Truth | None, Truth | None]  # of the price: as published, less, more
    beyond: Truth  # for any of them

    @classmethod
    def of(cls, desk: Desk) -> "_Reweighed":
        """Work them out once, for any pair of criteria."""
        columns, sums = desk.columns, summed(desk, PUBLISHED)
        shares, parts = shares_of(desk, AS_PUBLISHED), published_parts(desk)
        price = price_part(weights_of(desk, AS_PUBLISHED), shares, columns.times)
        less, more = (
            Weights(columns.of.price + step, columns.weights + step, np.ones(len(columns.names), np.int64))
            for step in (-WEIGHT_UNIT, WEIGHT_UNIT)
        )
        cheap, dear = (price_part(one, shares, columns.times) for one in (less, more))
        beyond = sums.beyond | cheap.beyond | dear.beyond | points_beyond(more, columns.times)
        return cls(
            sums.sums,
            [cheap.sums - price.sums, *(parts_of(columns, less) - parts)],
            [dear.sums - price.sums, *(parts_of(columns, more) - parts)],
            (price.cut, cheap.cut, dear.cut),
            beyond,
        )


def _reweighed(desk: Desk, base: Decided, trial: _Reweighed, source: int, target: int, asked: Truth) -> Truth:
    columns = desk.columns
    cut = trial.cut[1 if source == 0 else 2 if target == 0 else 0]
    sums = Sums(trial.sums + trial.less[source] + trial.more[target], cut, trial.beyond)
    costs, bids = priced_of(desk, AS_PUBLISHED), admitted_of(desk, AS_PUBLISHED).bids
    winners, doubtful = first_of(columns, sums, bids, costs.price)
    again = np.flatnonzero(doubtful & asked).tolist()
    winners = winners.copy() if again else winners
    for place in again:
        moved = np.array([columns.of.price[place], *columns.weights[:, place]])
        moved[source] -= WEIGHT_UNIT
        moved[target] += WEIGHT_UNIT
        settle(columns, winners, place, PUBLISHED, Varied(weights=tuple(moved.tolist())))
    found: Truth = (winners != base.winners).any(axis=0)
    return found


def _one_winner(base: Decided) -> Truth:
    found: Truth = base.many == 1
    return found
