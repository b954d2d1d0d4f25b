"""Points in a straight line between the highest price and the lowest.

Rule: 100 x (Pmax - P) / (Pmax - Pmin).  With one bid, or all prices equal, that is
0 / 0, and the points the tender states for it count.  Source: secondary only.
"""

from fractions import Fraction

from bideval.model.numbers import figure_text
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.terms import FULL, WHEN_EQUAL, always_defined, equal_words
from bideval.scoring.given import number


def lowest_to_highest(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return the points of ``price``, 0 to 100."""
    if field.lowest == field.highest:
        return number(with_, "when_equal")
    return FULL * (field.highest - price) / (field.highest - field.lowest)


def worked(price: Fraction, field: PriceField, with_: With) -> str:
    """Return the rule with the prices put in."""
    if field.lowest == field.highest:
        return equal_words(with_)
    highest = figure_text(field.highest)
    return f"100 x ({highest} - {figure_text(price)}) / ({highest} - {figure_text(field.lowest)})"


LOWEST_TO_HIGHEST = PriceFormula(
    id="lowest-to-highest",
    title="Straight line from the lowest price to the highest",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST, Benchmark.HIGHEST),
    points=lowest_to_highest,
    guard=always_defined,
    worked=worked,
    parameters=(WHEN_EQUAL,),
    rule="100 x (Pmax - P) / (Pmax - Pmin)",
    source="Ivanov, linear scoring without threshold; vergabe24 on two-sided interpolation",
    status="S",
)
