"""Utility index: U = [(1 - (Qbest - Q) x N) / P] x Pbest, the highest wins.

Source: Negometrix and Mercell help, "Utility index".  Q is a share of 1; N = Wq/Wp
is what quality counts against price; Qbest is the most quality and Pbest the least
price among the assessed bids.

Pbest scales every figure alike.  Qbest does not: it can change the order of two
other bids.  With N above 1 the bracket can be negative; it is kept as the rule has it.
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import in_order
from bideval.scoring.methods.readings import (
    FULL_QUALITY,
    first_refusal,
    price_as_divisor,
    quality_minimum,
    quality_not_negative,
)


def figures(bids: tuple[MethodBid, ...], with_: With) -> dict[str, Figure]:
    """Return U (a ratio, at most 1) of each bid; P > 0, Q of 0 to 100 points."""
    ordered, ratio = in_order(bids), number(with_, "quality_to_price")
    best = max(quality_share(bid) for bid in ordered)
    cheapest = min(price_as_divisor(bid) for bid in ordered)
    return {bid.bid: _figure(bid, ratio, best, cheapest) for bid in ordered}


def quality_share(bid: MethodBid) -> Fraction:
    """Return Q as a share of 1."""
    quality = quality_not_negative(bid)
    if quality > FULL_QUALITY:
        reason = f"the quality of bid {bid.bid} is {decimal_text(quality)} points; the rule needs 100 or less"
        raise GuardError(reason, bid.bid)
    return quality / FULL_QUALITY


def _figure(bid: MethodBid, ratio: Fraction, best: Fraction, cheapest: Fraction) -> Figure:
    """Return the figure of one bid, seen against the best quality and the least price."""
    price, quality = price_as_divisor(bid), quality_share(bid)
    value = (1 - (best - quality) * ratio) / price * cheapest
    bracket = f"1 - ({shown(best)} - {shown(quality)}) x {shown(ratio)}"
    terms = f"({bracket}) / {shown(price)} x {shown(cheapest)}"
    return Figure(value, f"(1 - (Qbest - Q) x N) / P x Pbest = {terms} = {shown(value)}")


METHOD = Method(
    id="utility-index",
    title="Utility index",
    kind=Kind.RELATIVE,
    better=Better.HIGHER,
    unit="ratio",
    figures=figures,
    guard=first_refusal(figures),
    parameters=(
        Parameter(
            "quality_to_price",
            ParameterKind.NUMBER,
            "N, the weight of quality over the weight of price",
            minimum=Fraction(0),
            unit="ratio",
        ),
        quality_minimum(),
    ),
    rule="[(1 - (Qbest - Q) x N) / P] x Pbest, highest wins",
    source="Negometrix and Mercell help, 'Utility index'",
    status="V",
)
