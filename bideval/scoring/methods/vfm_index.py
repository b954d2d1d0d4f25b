"""Value-for-money index: NonCost / Cost, the highest wins.

Source: tessa, value_for_money_index.md.  NonCost is the quality of the bid in
points, Cost its evaluated price.
"""

from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import (
    first_refusal,
    price_as_divisor,
    quality_minimum,
    quality_not_negative,
)


def figure(bid: MethodBid, _with: With) -> Figure:
    """Return quality over cost (points per money); Cost > 0, NonCost >= 0."""
    cost, non_cost = price_as_divisor(bid), quality_not_negative(bid)
    value = non_cost / cost
    return Figure(value, f"non-cost / cost = {shown(non_cost)} / {shown(cost)} = {shown(value)}")


METHOD = Method(
    id="vfm-index",
    title="Value-for-money index",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="points per money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(quality_minimum(),),
    rule="NonCost / Cost, highest wins",
    source="tessa, value_for_money_index.md",
    status="V",
)
