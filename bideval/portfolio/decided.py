"""Who wins each tender under a scenario: quickly in whole numbers, and where in doubt exactly.

Scenarios have much in common - the same bids admitted, the same weights - and what they have
in common is worked out once for a table of tenders.
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
    placed,
    points_beyond,
    price_part,
)
from bideval.kernel.many import WholeTable as Whole
from bideval.portfolio.columns import Columns
from bideval.portfolio.exact import AS_IT_IS, Varied, exact_winners
from bideval.portfolio.gathered import FORMULAS
from bideval.portfolio.ruled import Admitted, Priced, admitted, priced, reasons, weights
from bideval.portfolio.scenario import OtherFormula, Scenario

_TWICE = 200  # hundredths: linear-to-double-lowest
_Kept = TypeVar("_Kept")


@dataclass(frozen=True, slots=True)
class Desk:
    """A table of tenders, and what was worked out for it."""

    columns: Columns
    kept: dict[Hashable, object] = field(default_factory=dict)

    def of(self, key: Hashable, make: Callable[[], _Kept]) -> _Kept:
        """What was made under ``key``, made now if it was not."""
        if key not in self.kept:
            self.kept[key] = make()
        return cast("_Kept", self.kept[key])


class Decided(NamedTuple):
    """The winners of a scenario, by bid: one a tender, several where it is tied, or none."""

    winners: Truth
    many: Whole  # winners, by tender
    place: Whole  # of the one winner; means nothing where there are several, or none
    applies: Truth  # where it does not, the winners mean nothing
    cannot: tuple[tuple[str, Truth], ...]  # why not
    exact: int  # tenders that were decided in fractions


class Sums(NamedTuple):
    """What bids are ranked on, in a unit of each tender."""

    sums: Whole
    cut: Truth | None
    beyond: Truth


def decided(desk: Desk, scenario: Scenario) -> Decided:
    """Decide every tender."""
    columns = desk.columns
    cannot = reasons(columns, scenario)
    applies = np.ones(len(columns.names), np.bool_)
    for _, which in cannot:
        applies &= ~which
    bids, costs = _admitted(desk, scenario), _priced(desk, scenario)
    sums = summed(desk, scenario)
    winners, doubtful = first_of(columns, sums, bids.bids, costs.price)
    again = np.flatnonzero((doubtful | bids.beyond) & applies).tolist()
    if again:
        winners = winners.copy()
    for place in again:
        settle(columns, winners, place, scenario)
    return Decided(winners, counted(winners), placed(winners), applies, cannot, len(again))


def first_of(columns: Columns, sums: Sums, bids: Truth, price: Whole) -> tuple[Truth, Truth]:
    """Return the winners, and the tenders for which whole numbers do not settle them."""
    first = ahead(sums.sums, bids)
    doubtful = sums.beyond
    if sums.cut is not None:
        doubtful = doubtful | ((counted(first) > 1) & (first & sums.cut).any(axis=0))
    return lower_price_first(first, price, columns.of.ladder), doubtful


def settle(
    columns: Columns, winners: Truth, place: int, scenario: Scenario, varied: Varied = AS_IT_IS
) -> None:
    """Write the exact winners of one tender."""
    winners[:, place] = False
    for one in exact_winners(columns, place, scenario, varied):
        winners[one, place] = True


def summed(desk: Desk, scenario: Scenario) -> Sums:
    """Return what bids are ranked on; of a tender that the lowest price wins, the price turned round."""
    columns, costs = desk.columns, _priced(desk, scenario)
    if not columns.weighted:
        return Sums(-costs.price, None, costs.beyond)
    social = scenario.social_value
    weighed = desk.of(("weights", social), lambda: weights(columns, scenario))
    of_points = desk.of(("points", social), lambda: parts_of(columns, weighed).sum(axis=0))
    key = ("price", social, scenario.formula, *_admission(scenario), *_cost(scenario))
    of_price = desk.of(key, lambda: price_part(weighed, shares_of(desk, scenario), columns.times))
    unsafe = desk.of(("unsafe", social), lambda: points_beyond(weighed, columns.times))
    return added(of_points, of_price, costs.beyond | unsafe)


def added(of_points: Whole, of_price: PricePart, beyond: Truth) -> Sums:
    """Return the sums of what criteria and price add."""
    return Sums(of_points + of_price.sums, of_price.cut, of_price.beyond | beyond)


def parts_of(columns: Columns, weighed: Weights) -> Whole:
    """Return what each criterion adds to each sum."""
    return criterion_parts(weighed, columns.points, columns.times)


def _admission(scenario: Scenario) -> tuple[Hashable, ...]:
    """What decides who is admitted."""
    return (
        scenario.turnover,
        scenario.bond is None,
        scenario.reserve,
        scenario.lots,
        scenario.disqualified_in,
    )


def _cost(scenario: Scenario) -> tuple[Hashable, ...]:
    """What decides the prices that are compared."""
    is_folded = scenario.bond is not None and scenario.bond.kind == "fold"
    return (scenario.bond, scenario.lots) if is_folded else ()


def _admitted(desk: Desk, scenario: Scenario) -> Admitted:
    return desk.of(("admitted", *_admission(scenario)), lambda: admitted(desk.columns, scenario))


def _priced(desk: Desk, scenario: Scenario) -> Priced:
    return desk.of(("priced", *_cost(scenario)), lambda: priced(desk.columns, scenario))


def shares_of(desk: Desk, scenario: Scenario) -> Shares:
    """Return the price's part of the points, by the scenario's formula or that of each tender."""
    key = ("shares", scenario.formula, *_admission(scenario), *_cost(scenario))
    return desk.of(
        key,
        lambda: price_shares(
            desk.columns, scenario.formula, _admitted(desk, scenario).bids, _priced(desk, scenario)
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
    found = _by_formula(used[0], bids, costs, of.n, of.when_equal)
    for formula in used[1:]:
        one = _by_formula(formula, bids, costs, of.n, of.when_equal)
        own = of.formula == formula
        found = Shares(*(np.where(own, new, old) for new, old in zip(one, found, strict=True)))
    return found


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
