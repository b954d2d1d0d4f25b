"""Weighted sum: weight x points / 100, added over all criteria, price among them.

The figure is the weighted total of the criteria tree.  The caller computes it,
with the published rounding of each stage, and passes it as ``quality``; this
entry hands it back, so that the registry names every method a lot may have.

The rule itself compares no bids.  A criterion may: a relative price formula or
``normalise: to-best`` makes the total of one bid depend on another.
"""

from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import first_refusal, quality_of


def figure(bid: MethodBid, _with: With) -> Figure:
    """Return the weighted total (points, 0 to 100) that stands in ``bid.quality``."""
    total = quality_of(bid)
    return Figure(total, f"weighted total = {shown(total)}")


METHOD = Method(
    id="weighted-sum",
    title="Weighted sum",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="points",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(),
    rule="total = sum of weight x points / 100 over all criteria",
    source="VCNR RFQ database documentation, 'Bid scoring' logic page (weighted sum over the sum of weights)",
    status="V",
    reads_price=False,  # its price criteria do, through their own formula
    additive=True,
)
