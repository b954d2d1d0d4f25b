"""The financial score of quality- and cost-based selection: the lowest price over the bid's own.

Rule: Sf = 100 x Fm / F, which is ``lowest-over-bid`` in the words of that procedure.
Source: practice notes from India; the text of the World Bank's guidelines is unverified.
The technical minimum, and opening the prices of those alone that reach it, are gates
and phases of the tender; nothing of them is here.
"""

from fractions import Fraction

from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Benchmark, Kind, PriceField, PriceFormula
from bideval.scoring.formulas.lowest_over_bid import every_price_divides, lowest_over_bid, worked


def financial_score(price: Fraction, field: PriceField, with_: With) -> Fraction:
    """Return Sf, the points of ``price``, above 0 and up to 100."""
    return lowest_over_bid(price, field, with_)


QCBS = PriceFormula(
    id="qcbs",
    title="Financial score of quality- and cost-based selection",
    kind=Kind.RELATIVE,
    benchmarks=(Benchmark.LOWEST,),
    points=financial_score,
    guard=every_price_divides,
    worked=worked,
    parameters=(),
    rule="Sf = 100 x Fm / F",
    source="practice notes from India; World Bank Consultant Guidelines, section 2 (unverified)",
    status="S",
    divides_by_price=True,
)
