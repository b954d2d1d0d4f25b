"""Points in inverse proportion to the price: the lowest price over the bid's own.

Rule: 100 x Pmin / P.  Source: Georgia Procurement Manual, Table 5.7, among many.
It has no parameter: the rule itself gives 100 where all prices are equal.
Whether a bid is too low to be believed is not asked here.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FULL, no_price_at_or_below_zero


def lowest_over_bid(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, above 0 and up to 100."""
    return FULL * field.lowest / price


def every_price_divides(field: PriceField, with_: With) -> str | None:
    """Return the reason that a price cannot be divided by, or None."""
    return no_price_at_or_below_zero(field, "this formula divides by every price")


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices put in."""
    return f"100 x {figure_text(field.lowest)} / {figure_text(price)}"


LOWEST_OVER_BID = PriceFormula(
    id="lowest-over-bid",
    title="Lowest price over the bid's price",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=lowest_over_bid,
    guard=every_price_divides,
    worked=worked,
    parameters=(),
    rule="100 x Pmin / P",
    source="Georgia Procurement Manual, section 5.6.3.2.2, Table 5.7",
    status="V",
    divides_by_price=True,
)
