"""Points for the discount from a base price along two straight lines that meet at the mean.

Rule: with A the bid's discount, As the mean and Amax the deepest,
100 x X x A / As up to the mean, and 100 x (X + (1 - X) x (A - As) / (Amax - As)) above it.
Where all prices are equal the second line is 0 / 0 and the points the tender states
for it count.  Source: unverified (Italian practice).
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import (
    BASE_PRICE,
    FULL,
    WHEN_EQUAL,
    equal_words,
    shown_exactly,
    some_discount,
)
from bideval.scoring.given import number

AT_MEAN = (Fraction("0.80"), Fraction("0.85"), Fraction("0.90"))  # the values that x may have


def discount_bilinear(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, 0 to 100.

    All discounts are shares of one base price, so it cancels: A / As is
    (base - P) / (base - Pavg), and (A - As) / (Amax - As) is (Pavg - P) / (Pavg - Pmin).
    """
    if field.lowest == field.highest:
        return number(with_, "when_equal")
    base, at_mean = number(with_, "base_price"), number(with_, "x")
    if price >= field.mean:
        return FULL * at_mean * (base - price) / (base - field.mean)
    return FULL * (at_mean + (1 - at_mean) * (field.mean - price) / (field.mean - field.lowest))


def discounts_and_x(field: PriceField, with_: With) -> str | None:
    """Return the reason that x has no value of the rule or discounts cannot be compared, or None."""
    if number(with_, "x") not in AT_MEAN:
        return (
            f"x is {shown_exactly(number(with_, 'x'))}; it is one of {', '.join(map(figure_text, AT_MEAN))}"
        )
    return some_discount(field, with_)


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the line that the bid is on, with the prices put in."""
    if field.lowest == field.highest:
        return equal_words(with_)
    base, at_mean = figure_text(number(with_, "base_price")), figure_text(number(with_, "x"))
    mean, own = figure_text(field.mean), figure_text(price)
    if price >= field.mean:
        return f"100 x {at_mean} x ({base} - {own}) / ({base} - {mean})"
    line = f"({mean} - {own}) / ({mean} - {figure_text(field.lowest)})"
    return f"100 x ({at_mean} + (1 - {at_mean}) x {line})"


DISCOUNT_BILINEAR = PriceFormula(
    id="discount-bilinear",
    title="Discount from a base price, along two lines that meet at the mean",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST, Benchmark.ALL),
    points=discount_bilinear,
    guard=discounts_and_x,
    worked=worked,
    parameters=(
        BASE_PRICE,
        Parameter(
            "x",
            ParameterKind.NUMBER,
            "the share of the points that the mean discount gets: 0.80, 0.85 or 0.90",
            minimum=AT_MEAN[0],
            maximum=AT_MEAN[-1],
            unit="ratio",
        ),
        WHEN_EQUAL,
    ),
    rule="A <= As: 100 x X x A / As; else 100 x (X + (1 - X) x (A - As) / (Amax - As))",
    source="Italian practice (unverified)",
    status="U",
)
