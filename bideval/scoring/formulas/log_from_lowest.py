"""Points that fall with the logarithm of the price over the lowest price.

Rule: 100 x (1 - log(P / Pbest) / log A), where A is the ratio of prices that earns 0.
Equal percentages cost equal points.  Source: Negometrix.  Most values are irrational:
the points are the rule's value correctly rounded, as bideval.scoring.irrational does
it, to the places and by the mode of the tender's ``points`` rounding.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.linear_to_double_lowest import lowest_price_divides
from bideval.scoring.formulas.terms import FLOOR, FULL, limit_words, published, shown_exactly
from bideval.scoring.given import number
from bideval.scoring.irrational import Span, logarithm


def log_from_lowest(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, correctly rounded, up to 100."""
    fall = logarithm(price / field.lowest, number(with_, "ratio"))

    def points(bits: int) -> Span:
        low, high = fall(bits)
        return FULL * (1 - high), FULL * (1 - low)

    return published(points, with_)


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices, the ratio and the floor put in."""
    ratio = shown_exactly(number(with_, "ratio"))
    quotient = f"log({figure_text(price)} / {figure_text(field.lowest)}) / log({ratio})"
    return f"100 x (1 - {quotient}){limit_words(with_)}"


LOG_FROM_LOWEST = PriceFormula(
    id="log-from-lowest",
    title="Logarithm of the price over the lowest price",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=log_from_lowest,
    guard=lowest_price_divides,
    worked=worked,
    parameters=(
        Parameter(
            "ratio",
            ParameterKind.NUMBER,
            "A, the multiple of the lowest price at which a bid gets 0",
            minimum=Fraction(1),
            above_minimum=True,
            unit="ratio",
        ),
        FLOOR,
    ),
    rule="100 x (1 - log(P / Pbest) / log A)",
    source="Negometrix help, price formulas",
    status="V",
    irrational=True,
    divides_by_price=True,
)
