"""One tender under a scenario, decided in fractions by the formulas and the rounding of scoring.

This is for what whole numbers of 64 bits cannot settle: sums that are level after a cut, and
figures too large to multiply.  It begins again from the columns, so nothing that may have
left 64 bits is carried over.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from bideval.kernel.many import HUNDRED, POINT_UNIT, WEIGHT_UNIT
from bideval.portfolio.columns import Columns
from bideval.portfolio.flat import MONEY_UNIT, YEAR_UNIT
from bideval.portfolio.numbers_in import NONE
from bideval.portfolio.release import FORMULAS, OWNERSHIPS
from bideval.portfolio.scenario import PUBLISHED, Scenario
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceField
from bideval.scoring.rounding import Mode, round_to

if TYPE_CHECKING:
    from bideval.model.parameters import With

ZERO = Fraction(0)


class Varied(NamedTuple):
    """One tender as published but for this."""

    without: frozenset[int] = frozenset()  # places of bids, within the tender
    points: Mapping[tuple[int, int], int] = {}  # by criterion and bid, thousandths
    weights: tuple[int, ...] | None = None  # of price and the criteria, hundredths of a percent


AS_IT_IS = Varied()


def exact_winners(
    columns: Columns, place: int, scenario: Scenario = PUBLISHED, varied: Varied = AS_IT_IS
) -> frozenset[int]:
    """Return the places of the winning bids within the tender; several are tied, none is nobody."""
    prices = {
        one: _price(columns, place, one, scenario)
        for one in range(int(columns.of.bids[place]))
        if one not in varied.without and _is_admitted(columns, place, one, scenario)
    }
    if not prices:
        return frozenset()
    if columns.weighted:
        sums = _sums(columns, place, scenario, varied, prices)
    else:
        sums = {one: -price for one, price in prices.items()}
    best = max(sums.values())
    ahead = [one for one, total in sums.items() if total == best]
    if columns.of.ladder[place]:
        lowest = min(prices[one] for one in ahead)
        ahead = [one for one in ahead if prices[one] == lowest]
    return frozenset(ahead)


def _money(figure: object) -> Fraction:
    return Fraction(int(str(figure)), MONEY_UNIT)


def _is_admitted(columns: Columns, place: int, bid: int, scenario: Scenario) -> bool:
    of, one = columns.of, columns.bid
    if not (one.stands[bid, place] or scenario.disqualified_in):
        return False
    if scenario.reserve and OWNERSHIPS[int(one.ownership[bid, place])] not in scenario.reserve:
        return False
    asked = of.security[place]
    if (
        scenario.bond is None
        and asked != NONE
        and _money(one.security[bid, place]) < _money(asked) / scenario.lots
    ):
        return False
    threshold = _threshold(columns, place, scenario)
    return threshold is None or _money(one.turnover[bid, place]) >= threshold / scenario.lots


def _threshold(columns: Columns, place: int, scenario: Scenario) -> Fraction | None:
    """The turnover that is asked for, of the whole contract; None where there is no test."""
    of, turnover = columns.of, scenario.turnover
    published = None if of.turnover[place] == NONE else _money(of.turnover[place])
    if turnover is None:
        return published
    if turnover.kind == "off":
        return None
    limit = turnover.times * _money(of.value[place]) / Fraction(int(of.years[place]), YEAR_UNIT)
    return limit if turnover.kind == "on" or published is None else min(limit, published)


def _price(columns: Columns, place: int, bid: int, scenario: Scenario) -> Fraction:
    """The price as it is compared, of the whole contract."""
    price = _money(columns.bid.price[bid, place])
    bond = scenario.bond
    if bond is None or bond.kind != "fold":
        return price
    asked = _money(columns.of.security[place])
    if columns.bid.in_price[bid, place] and _money(columns.bid.security[bid, place]) >= asked / scenario.lots:
        return price
    years = Fraction(int(columns.of.years[place]), YEAR_UNIT)
    return price + bond.rate / 100 * asked * years


def _sums(
    columns: Columns, place: int, scenario: Scenario, varied: Varied, prices: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    """The weighted sum of each bid, each weighted figure with its published rounding."""
    of = columns.of
    price_weight, *weights = _weights(columns, place, scenario, varied)
    places = int(of.places[place])

    def rounded(value: Fraction) -> Fraction:
        return value if places < 0 else round_to(value, places, Mode.HALF_UP)

    of_price = (
        _price_points(columns, place, scenario, prices) if price_weight else dict.fromkeys(prices, ZERO)
    )
    sums = {}
    for one in prices:
        total = rounded(price_weight * of_price[one] / HUNDRED)
        for criterion, weight in enumerate(weights):
            given = varied.points.get((criterion, one), int(columns.points[criterion, one, place]))
            total += rounded(weight * Fraction(given, POINT_UNIT) / HUNDRED)
        sums[one] = total
    return sums


def _weights(columns: Columns, place: int, scenario: Scenario, varied: Varied) -> list[Fraction]:
    """Weights of price and the criteria, in percent."""
    published = varied.weights or (
        int(columns.of.price[place]),
        *(int(row[place]) for row in columns.weights),
    )
    weights = [Fraction(one, WEIGHT_UNIT) for one in published]
    if scenario.social_value is None:
        return weights
    social = [False, *(bool(row[place]) for row in columns.social)]
    held = sum((weight for weight, is_social in zip(weights, social, strict=True) if is_social), ZERO)
    up, down = scenario.social_value / held, (HUNDRED - scenario.social_value) / (HUNDRED - held)
    return [weight * (up if is_social else down) for weight, is_social in zip(weights, social, strict=True)]


def _price_points(
    columns: Columns, place: int, scenario: Scenario, prices: Mapping[int, Fraction]
) -> dict[int, Fraction]:
    """The points of each price, by the formula of scoring."""
    of, other = columns.of, scenario.formula
    name = other.id if other else FORMULAS[int(of.formula[place])]
    with_: With = {
        "n": other.n if other else Fraction(int(of.n[place]), 100),
        "when_equal": other.when_equal if other else Fraction(int(of.when_equal[place]), POINT_UNIT),
        "budget": _money(of.value[place]),
        "floor": ZERO,
    }
    formula = PRICE_FORMULAS[name]
    field = PriceField(tuple(prices.values()))
    return {one: formula.points(price, field, with_) for one, price in prices.items()}
