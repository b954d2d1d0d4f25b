"""Who wins each tender under a scenario: quickly in whole numbers, and where in doubt exactly.

Scenarios have much in common - the same bids admitted, the same weights - and what they have
in common is worked out once for a table of tenders.  Another test changes the winner only where
it changes who is admitted or what is compared: the other tenders are not decided again.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar, cast

import numpy as np

from bideval.kernel.many import (
    POINT_UNIT,
    PricePart,
    Shares,
    Truth,
    Weights,
    ahead,
    budget_linear,
    counted,
    criterion_parts,
    linear_to_n_lowest,
    lower_price_first,
    lowest_over_bid,
    lowest_to_highest,
    masked,
    placed,
    points_beyond,
    price_part,
)
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import Columns, chosen
from bideval.portfolio.course import AS_PUBLISHED, Course, course_of
from bideval.portfolio.exact import AS_IT_IS, Varied, exact_winners
from bideval.portfolio.release import FORMULAS
from bideval.portfolio.ruled import Admitted, Priced, Standing, admitted, priced, standing_of, weights
from bideval.portfolio.scenario import OtherFormula, Scenario

_TWICE = 200  # hundredths: linear-to-double-lowest
_Kept = TypeVar("_Kept")
_Figures = TypeVar("_Figures", Whole, Truth)


@dataclass(frozen=True, slots=True)
class Desk:
    """A table of tenders, and what was worked out for it."""

    columns: Columns
    of_whole: "Part | None" = None  # where this is part of another table, whose figures hold here too
    kept: dict[Hashable, object] = field(default_factory=dict)

    def of(self, key: Hashable, make: Callable[[], _Kept]) -> _Kept:
        """What was made under ``key``, made now if it was not."""
        if key not in self.kept:
            self.kept[key] = make()
        return cast("_Kept", self.kept[key])


class Part(NamedTuple):
    """Some of the tenders of a desk."""

    desk: Desk
    which: Whole


class Decided(NamedTuple):
    """The winners of a scenario, by bid: one a tender, several where it is tied, or none."""

    winners: Truth
    many: Whole  # winners, by tender
    place: Whole  # of the one winner; means nothing where there are several, or none
    exact: Truth  # tenders that were decided in fractions
    standing: Standing  # where the scenario does not apply, the winners mean nothing

    @property
    def applies(self) -> Truth:
        """To which tenders the scenario applies."""
        return self.standing.applies


class Sums(NamedTuple):
    """What bids are ranked on, in a unit of each tender; those that are not admitted stand far below."""

    sums: Whole
    cut: Truth | None
    beyond: Truth


class _Won(NamedTuple):
    """As in Decided."""

    winners: Truth
    many: Whole
    place: Whole
    exact: Truth


class _Others(NamedTuple):
    """The tenders that a course admits to, or prices, otherwise than the published tests do."""

    which: Whole
    desk: Desk


def decided(desk: Desk, scenario: Scenario) -> Decided:
    """Decide every tender."""
    course = course_of(scenario)
    standing = desk.of(("standing", course.standing), lambda: standing_of(desk.columns, course))
    if not standing.applies.any():  # then nothing of it is counted
        course = AS_PUBLISHED
    return Decided(*_won(desk, course), standing)


def _won(desk: Desk, course: Course) -> _Won:
    """The winners: as with the published tests, but for the tenders in which these tests change a bid."""
    if course.tests == AS_PUBLISHED.tests:
        return _won_by_all(desk, course)
    twin = course_of(course.scenario.with_published_tests())
    as_published = desk.of(("won", twin.weights, twin.formula), lambda: _won_by_all(desk, twin))
    others = desk.of(("others", course.tests), lambda: _others(desk, course))
    if not len(others.which):
        return as_published
    again = _won_by_all(others.desk, course)
    return _Won(
        _put(as_published.winners, others.which, again.winners),
        _put(as_published.many, others.which, again.many),
        _put(as_published.place, others.which, again.place),
        _put(as_published.exact, others.which, again.exact),
    )


def _put(held: _Figures, which: Whole, new: _Figures) -> _Figures:
    """The figures with others in the places ``which``, tenders being the last axis."""
    found = held.copy()
    found[..., which] = new
    return found


def _others(desk: Desk, course: Course) -> _Others:
    """A tender with the same bids at the same prices has the same winners: only the others are left."""
    columns = desk.columns
    published, now = admitted_of(desk, AS_PUBLISHED), admitted(columns, course.scenario)
    differ = (published.bids != now.bids).any(axis=0) | now.beyond
    if course.cost:
        differ |= columns.of.security > 0
    which = np.flatnonzero(differ)
    return _Others(which, Desk(chosen(columns, which), Part(desk, which)))


def _won_by_all(desk: Desk, course: Course) -> _Won:
    columns, scenario = desk.columns, course.scenario
    bids, costs = admitted_of(desk, course), priced_of(desk, course)
    winners, doubtful = first_of(columns, _summed(desk, course), bids.bids, costs.price)
    again = doubtful | bids.beyond
    if again.any():
        again &= standing_of(columns, course).applies
        winners = winners.copy()
        for place in np.flatnonzero(again).tolist():
            settle(columns, winners, place, scenario)
    return _Won(winners, counted(winners), placed(winners), again)


def first_of(columns: Columns, sums: Sums, bids: Truth, price: Whole) -> tuple[Truth, Truth]:
    """Return the winners, and the tenders for which whole numbers do not settle them.

    ``sums`` of bids that are not among ``bids`` are below all others.
    """
    first = ahead(sums.sums, bids)
    level = counted(first) > 1
    doubtful = sums.beyond
    if sums.cut is not None:
        doubtful = doubtful | (level & (first & sums.cut).any(axis=0))
    return lower_price_first(first, price, columns.of.ladder & level), doubtful


def settle(
    columns: Columns, winners: Truth, place: int, scenario: Scenario, varied: Varied = AS_IT_IS
) -> None:
    """Write the exact winners of one tender."""
    winners[:, place] = False
    for one in exact_winners(columns, place, scenario, varied):
        winners[one, place] = True


def summed(desk: Desk, scenario: Scenario) -> Sums:
    """Return what bids are ranked on; of a tender that the lowest price wins, the price turned round."""
    return _summed(desk, course_of(scenario))


def _summed(desk: Desk, course: Course) -> Sums:
    columns, costs = desk.columns, priced_of(desk, course)
    if not columns.weighted:
        return Sums(masked(-costs.price, admitted_of(desk, course).bids), None, costs.beyond)
    of_price = price_part(weights_of(desk, course), shares_of(desk, course), columns.times)
    of_points, unsafe = _pointed(desk, course)
    return added(of_points, of_price, costs.beyond | unsafe)


def weights_of(desk: Desk, course: Course) -> Weights:
    """Return the weights."""
    return desk.of(("weights", course.weights), lambda: _weights(desk, course))


def _weights(desk: Desk, course: Course) -> Weights:
    if desk.of_whole is None:
        return weights(desk.columns, course.scenario)
    price, others, below = weights_of(desk.of_whole.desk, course)
    which = desk.of_whole.which
    return Weights(price[which], others.take(which, axis=1), below[which])


def _pointed(desk: Desk, course: Course) -> tuple[Whole, Truth]:
    """What criteria add to each sum of those who are admitted, and where that may leave 64 bits."""
    key = ("pointed", course.weights, course.admission)
    return desk.of(key, lambda: _masked_points(desk, course))


def _masked_points(desk: Desk, course: Course) -> tuple[Whole, Truth]:
    points, unsafe = _all_points(desk, course)
    return masked(points, admitted_of(desk, course).bids), unsafe


def _all_points(desk: Desk, course: Course) -> tuple[Whole, Truth]:
    """The same of all bids."""
    return desk.of(("points", course.weights), lambda: _points(desk, course))


def _points(desk: Desk, course: Course) -> tuple[Whole, Truth]:
    if desk.of_whole is None:
        columns, weighed = desk.columns, weights_of(desk, course)
        return parts_of(columns, weighed).sum(axis=0), points_beyond(weighed, columns.times)
    points, unsafe = _all_points(desk.of_whole.desk, course)
    return points.take(desk.of_whole.which, axis=1), unsafe[desk.of_whole.which]


def added(of_points: Whole, of_price: PricePart, beyond: Truth) -> Sums:
    """Return the sums of what criteria and price add."""
    return Sums(of_points + of_price.sums, of_price.cut, of_price.beyond | beyond)


def parts_of(columns: Columns, weighed: Weights) -> Whole:
    """Return what each criterion adds to each sum."""
    return criterion_parts(weighed, columns.points, columns.times)


def admitted_of(desk: Desk, course: Course) -> Admitted:
    """Return which bids are admitted."""
    return desk.of(("admitted", course.admission), lambda: admitted(desk.columns, course.scenario))


def priced_of(desk: Desk, course: Course) -> Priced:
    """Return the prices as they are compared."""
    return desk.of(("priced", course.cost), lambda: priced(desk.columns, course.scenario))


def shares_of(desk: Desk, course: Course) -> Shares:
    """Return the price's part of the points, by the scenario's formula or that of each tender."""
    key = ("shares", course.formula, course.tests)
    return desk.of(
        key,
        lambda: price_shares(
            desk.columns, course.scenario.formula, admitted_of(desk, course).bids, priced_of(desk, course)
        ),
    )


def price_shares(columns: Columns, other: OtherFormula | None, bids: Truth, costs: Priced) -> Shares:
    """Return the price's part of the points over ``bids``."""
    of = columns.of
    if other is not None:
        size = len(columns.names)
        n, equal = (np.full(size, int(one)) for one in (other.n * 100, other.when_equal * POINT_UNIT))
        return _by_formula(FORMULAS.index(other.id), bids, costs, n, equal)
    used = np.unique(of.formula).tolist()
    if len(used) == 1:
        return _by_formula(used[0], bids, costs, of.n, of.when_equal)
    found = _no_shares(bids.shape)
    for formula in used:
        which = np.flatnonzero(of.formula == formula)
        own = Priced(costs.price.take(which, axis=1), costs.budget[which], costs.beyond[which])
        some = _by_formula(formula, bids.take(which, axis=1), own, of.n[which], of.when_equal[which])
        for one, more in zip(found, some, strict=True):
            one[..., which] = more
    return found


def _no_shares(size: tuple[int, ...]) -> Shares:
    """Room for the shares of a table of this size."""
    of_tenders = size[-1]
    return Shares(
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(of_tenders, np.float64),
        np.empty(of_tenders, np.float64),
    )


def _by_formula(formula: int, bids: Truth, costs: Priced, n: Whole, when_equal: Whole) -> Shares:
    price = costs.price
    match formula:
        case 0:
            return lowest_over_bid(price, bids)
        case 1:
            return linear_to_n_lowest(price, bids, np.full(len(n), _TWICE))
        case 2:
            return linear_to_n_lowest(price, bids, np.maximum(n, 101))  # less does not apply
        case 3:
            return lowest_to_highest(price, bids, np.maximum(when_equal, 0))
        case _:
            return budget_linear(price, bids, np.maximum(costs.budget, 1))
