"""Points that fall in a straight line from the lowest price to nothing at n times that.

Rule: 100 x (n x Pmin - P) / ((n - 1) x Pmin), and 0 beyond n x Pmin, which is part of
the rule; so no floor is asked for.  Source: a French practice note whose printed
bracket is ambiguous; this is the reading that gives 0 at n times the lowest.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.linear_to_double_lowest import lowest_price_divides
from bideval.scoring.formulas.terms import FULL, shown_exactly
from bideval.scoring.given import number


def linear_to_n_lowest(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, 0 to 100."""
    n = number(with_, "n")
    points = FULL * (n * field.lowest - price) / ((n - 1) * field.lowest)
    return max(points, Fraction(0))


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices and n put in."""
    n, lowest = shown_exactly(number(with_, "n")), figure_text(field.lowest)
    return f"100 x ({n} x {lowest} - {figure_text(price)}) / (({n} - 1) x {lowest}), at least 0"


LINEAR_TO_N_LOWEST = PriceFormula(
    id="linear-to-n-lowest",
    title="Straight line from the lowest price to n times the lowest",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=linear_to_n_lowest,
    guard=lowest_price_divides,
    worked=worked,
    parameters=(
        Parameter(
            "n",
            ParameterKind.NUMBER,
            "the multiple of the lowest price from which a bid gets 0",
            minimum=Fraction(1),
            above_minimum=True,
            unit="ratio",
        ),
    ),
    rule="100 x (n x Pmin - P) / ((n - 1) x Pmin), and 0 beyond n x Pmin",
    source="weka.fr, a practice note; a German tender portal (vergabeportal-bw) with n = 2",
    status="S",
    divides_by_price=True,
)
