"""Lowest compliant price: gates decide who complies, then the least price wins.

Source: tessa, lowest_priced_tender.md.  Quality is pass or fail, and the gates have
tested it before; nothing above the bar is read here.
"""

from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import first_refusal, price_of


def figure(bid: MethodBid, _with: With) -> Figure:
    """Return the evaluated price (money), of any sign: a concession may be paid for."""
    price = price_of(bid)
    return Figure(price, f"price = {shown(price)}")


METHOD = Method(
    id="lowest-compliant",
    title="Lowest compliant price",
    kind=Kind.ABSOLUTE,
    better=Better.LOWER,
    unit="money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(),
    rule="P, lowest wins among the bids that pass every gate",
    source="tessa, lowest_priced_tender.md",
    status="V",
    reads_quality=False,
)
