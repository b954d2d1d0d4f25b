"""Points that fall in a straight line from the lowest price to nothing at twice that.

Rule: 100 x (2 x Pmin - P) / Pmin, and below 0 beyond twice the lowest unless the
tender states a floor.  Source: South Africa, form SBD 6.1 and CIDB clause F.3.11.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FLOOR, FULL, limit_words, limited, no_price_at_or_below_zero


def linear_to_double_lowest(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, up to 100; below 0 only where the floor is none."""
    return limited(FULL * (2 * field.lowest - price) / field.lowest, with_)


def lowest_price_divides(field: PriceField, with_: With) -> str | None:
    """Return the reason that the lowest price cannot be divided by, or None."""
    return no_price_at_or_below_zero(field, "this formula divides by the lowest price")


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices and the floor put in."""
    lowest = figure_text(field.lowest)
    return f"100 x (2 x {lowest} - {figure_text(price)}) / {lowest}{limit_words(with_)}"


LINEAR_TO_DOUBLE_LOWEST = PriceFormula(
    id="linear-to-double-lowest",
    title="Straight line from the lowest price to twice the lowest",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=linear_to_double_lowest,
    guard=lowest_price_divides,
    worked=worked,
    parameters=(FLOOR,),
    rule="100 x (2 x Pmin - P) / Pmin",
    source="South Africa, Preferential Procurement Policy Framework Act, form SBD 6.1; CIDB, clause F.3.11",
    status="V",
    divides_by_price=True,
)
