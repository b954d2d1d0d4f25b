"""Points for the discount from a base price, raised to a published power.

Rule: 100 x (R / Rmax) ^ alpha with R = (base - P) / base and Rmax the deepest
discount.  Source: unverified (ANAC Guidelines 2; only that the text exists is
verified).  Most values are irrational: the points are the rule's value correctly
rounded, as bideval.scoring.irrational does it, to the places and by the mode of the
tender's ``points`` rounding.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import BASE_PRICE, FULL, published, shown_exactly, some_discount
from bideval.scoring.given import number
from bideval.scoring.irrational import Span, power


def discount_power(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, correctly rounded, 0 to 100.

    R / Rmax is (base - P) / (base - Pmin): the base price below the line cancels.
    """
    base = number(with_, "base_price")
    share = power((base - price) / (base - field.lowest), number(with_, "alpha"))

    def points(bits: int) -> Span:
        low, high = share(bits)
        return FULL * low, FULL * high

    return published(points, with_)


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices, the base price and alpha put in."""
    base, alpha = figure_text(number(with_, "base_price")), shown_exactly(number(with_, "alpha"))
    return f"100 x (({base} - {figure_text(price)}) / ({base} - {figure_text(field.lowest)})) ^ {alpha}"


DISCOUNT_POWER = PriceFormula(
    id="discount-power",
    title="Discount from a base price, to a power",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=discount_power,
    guard=some_discount,
    worked=worked,
    parameters=(
        BASE_PRICE,
        Parameter(
            "alpha",
            ParameterKind.NUMBER,
            "the power; below 1 it damps deep discounts, above 1 it rewards them",
            minimum=Fraction(0),
            maximum=Fraction(100),
            above_minimum=True,
            unit="ratio",
        ),
    ),
    rule="100 x (R / Rmax) ^ alpha, R = (base - P) / base",
    source="Italy, ANAC Guidelines 2 (unverified)",
    status="U",
    irrational=True,
)
