"""Points in a straight line between two published prices.

Rule: 100 x (highest - P) / (highest - lowest), held between 0 and 100, which is
part of the rule.  Source: Negometrix, Weighted score method.
Whether a bid above the range is excluded is for a gate of the tender to say.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FULL
from bideval.scoring.given import number


def fixed_range(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, 0 to 100, whatever the other prices are."""
    lowest, highest = number(with_, "lowest"), number(with_, "highest")
    points = FULL * (highest - price) / (highest - lowest)
    return min(max(points, Fraction(0)), FULL)


def range_rises(field: PriceField, with_: With) -> str | None:
    """Return the reason that the published range is none, or None."""
    lowest, highest = number(with_, "lowest"), number(with_, "highest")
    if highest > lowest:
        return None
    return (
        f"highest, {figure_text(highest)}, is not above lowest, {figure_text(lowest)}; the range has no width"
    )


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the price and the range put in."""
    lowest, highest = figure_text(number(with_, "lowest")), figure_text(number(with_, "highest"))
    return f"100 x ({highest} - {figure_text(price)}) / ({highest} - {lowest}), at least 0, at most 100"


FIXED_RANGE = PriceFormula(
    id="fixed-range",
    title="Straight line between two published prices",
    kind=Kind.ABSOLUTE,
    points=fixed_range,
    guard=range_rises,
    worked=worked,
    parameters=(
        Parameter(
            "lowest", ParameterKind.NUMBER, "the price at and below which a bid gets 100", unit="money"
        ),
        Parameter("highest", ParameterKind.NUMBER, "the price at and above which a bid gets 0", unit="money"),
    ),
    rule="100 x (highest - P) / (highest - lowest), held between 0 and 100",
    source="Negometrix help, Weighted score method",
    status="V",
)
