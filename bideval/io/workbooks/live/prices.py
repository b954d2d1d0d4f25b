"""Price formulas as a spreadsheet writes them: the price in one cell, all prices in a row.

Each is the rule of the formula of the same name in ``bideval.scoring.formulas``, and must
give what that gives; whoever builds a sheet compares the two.  Irrational formulas are
defined by their correct rounding, which no spreadsheet promises, and are not here.

``steady`` says whether binary fractions could move the points by more than they may.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.io.workbooks.live.cells import NoModelError
from bideval.model.parameters import With
from bideval.scoring.formulas.around_average import AT_MEAN
from bideval.scoring.formulas.entry import PriceField, PriceFormula
from bideval.scoring.given import word

_ULP = Fraction(1, 2**50)  # four times what a binary fraction is off at most
_STEADY = Fraction(1, 10**11)  # points


class PriceCells(NamedTuple):
    """Where a formula finds what it reads: addresses, and the names of published figures by name."""

    price: str
    prices: str  # the row of all prices
    given: Mapping[str, str]  # the cell of each published figure; of a table, its column of points


Writer = Callable[[PriceCells, With], str]


def price_text(formula: PriceFormula, at: PriceCells, with_: With) -> str:
    """Return the formula for the cells ``at``; raise NoModelError where there is none."""
    if formula.id not in _WRITERS:
        raise NoModelError(
            f"the points of {formula.id} are irrational, and no spreadsheet promises to round them correctly"
            if formula.irrational
            else f"{formula.id} has no formula of a spreadsheet yet"
        )
    return _WRITERS[formula.id](at, with_)


def steady(formula: PriceFormula, price: Fraction, field: PriceField, with_: With) -> bool:
    """Say whether a price that is off by what a binary fraction may be off has the same points.

    Places and equal prices do not move: prices that are equal are equal in binary too.
    """
    if formula.id == "rank-points" or field.lowest == field.highest:
        return True
    points = formula.points(price, field, with_)
    for off in (1 - _ULP, 1 + _ULP):
        moved = PriceField((*_without(field.prices, price), price * off))
        if abs(formula.points(price * off, moved, with_) - points) > _STEADY:
            return False
    return True


def _without(prices: tuple[Fraction, ...], price: Fraction) -> tuple[Fraction, ...]:
    at = prices.index(price)
    return prices[:at] + prices[at + 1 :]


def _limited(text: str, at: PriceCells, with_: With) -> str:
    if with_.get("floor") is not None:
        text = f"MAX({text},{at.given['floor']})"
    if with_.get("cap") is not None:
        text = f"MIN({text},{at.given['cap']})"
    return text


def _lowest_over_bid(at: PriceCells, _with: With) -> str:
    return f"100*MIN({at.prices})/{at.price}"


def _to_double(at: PriceCells, with_: With) -> str:
    return _limited(f"100*(2*MIN({at.prices})-{at.price})/MIN({at.prices})", at, with_)


def _to_n(at: PriceCells, _with: With) -> str:
    lowest, n = f"MIN({at.prices})", at.given["n"]
    return f"MAX(100*({n}*{lowest}-{at.price})/(({n}-1)*{lowest}),0)"


def _to_highest(at: PriceCells, _with: With) -> str:
    lowest, highest = f"MIN({at.prices})", f"MAX({at.prices})"
    line = f"100*({highest}-{at.price})/({highest}-{lowest})"
    return f"IF({lowest}={highest},{at.given['when_equal']},{line})"


def _around_average(at: PriceCells, with_: With) -> str:
    mean = f"AVERAGE({at.prices})"
    return _limited(f"{AT_MEAN[word(with_, 'form')]}-100*({at.price}-{mean})/{mean}", at, with_)


def _fixed_range(at: PriceCells, _with: With) -> str:
    lowest, highest = at.given["lowest"], at.given["highest"]
    return f"MIN(MAX(100*({highest}-{at.price})/({highest}-{lowest}),0),100)"


def _budget_linear(at: PriceCells, with_: With) -> str:
    budget = at.given["budget"]
    return _limited(f"100*({budget}-{at.price})/{budget}", at, with_)


def _bilinear(at: PriceCells, _with: With) -> str:
    base, at_mean, own = at.given["base_price"], at.given["x"], at.price
    lowest, mean = f"MIN({at.prices})", f"AVERAGE({at.prices})"
    above = f"100*{at_mean}*({base}-{own})/({base}-{mean})"
    below = f"100*({at_mean}+(1-{at_mean})*({mean}-{own})/({mean}-{lowest}))"
    lines = f"IF({own}>={mean},{above},{below})"
    return f"IF({lowest}=MAX({at.prices}),{at.given['when_equal']},{lines})"


def _by_place(at: PriceCells, with_: With) -> str:
    place, table = f"RANK({at.price},{at.prices},1)", at.given["table"]
    if word(with_, "equal") == "share-better":
        return f"INDEX({table},{place})"
    last = f"{place}+COUNTIF({at.prices},{at.price})-1"
    return f"AVERAGE(INDEX({table},{place}):INDEX({table},{last}))"


_WRITERS: Mapping[str, Writer] = {
    "lowest-over-bid": _lowest_over_bid,
    "qcbs": _lowest_over_bid,
    "linear-to-double-lowest": _to_double,
    "linear-to-n-lowest": _to_n,
    "lowest-to-highest": _to_highest,
    "around-average": _around_average,
    "fixed-range": _fixed_range,
    "budget-linear": _budget_linear,
    "discount-bilinear": _bilinear,
    "rank-points": _by_place,
}
