"""Extended benchmark ratio: Z = L / P, and within a corridor one criterion decides.

Source: arriba help, UfAB extended benchmark method (erweiterte Richtwertmethode).
The corridor runs from the best Z down to the best Z less s percent, its lower end
included.  Inside it the criterion announced before, quality or price, ranks the
bids; below it a bid has no rank.

The corridor is drawn on unrounded ratios.  Bids level on the deciding criterion
are tied: the ratio does not decide among them.
"""

from fractions import Fraction

from bideval.model.numbers import shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number, word
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import in_order
from bideval.scoring.methods.readings import (
    first_refusal,
    price_as_divisor,
    quality_minimum,
    quality_not_negative,
)

QUALITY, PRICE = "quality", "price"


def figures(bids: tuple[MethodBid, ...], with_: With) -> dict[str, Figure]:
    """Return Z (points per money) of each bid, with its order inside the corridor."""
    ordered, decides = in_order(bids), word(with_, "decides")
    best = max(benchmark_ratio(bid) for bid in ordered)
    edge = best * (1 - number(with_, "corridor") / 100)
    return {bid.bid: _figure(bid, edge, decides) for bid in ordered}


def benchmark_ratio(bid: MethodBid) -> Fraction:
    """Return Z = L / P (points per money); P > 0, L >= 0."""
    return quality_not_negative(bid) / price_as_divisor(bid)


def _figure(bid: MethodBid, edge: Fraction, decides: str) -> Figure:
    """Place one bid against the lower edge of the corridor."""
    price, quality, ratio = price_as_divisor(bid), quality_not_negative(bid), benchmark_ratio(bid)
    worked = f"quality / price = {shown(quality)} / {shown(price)} = {shown(ratio)}"
    if ratio < edge:  # the leading 0 keeps it behind every bid of the corridor
        worked += f"; below the corridor, which ends at {shown(edge)}: unranked"
        return Figure(ratio, worked, order=(Fraction(0), ratio), ranked=False)
    worked += f"; in the corridor, which ends at {shown(edge)}: {decides} decides"
    return Figure(ratio, worked, order=(Fraction(1), quality if decides == QUALITY else -price))


METHOD = Method(
    id="extended-benchmark-ratio",
    title="Extended benchmark ratio",
    kind=Kind.RELATIVE,
    better=Better.HIGHER,
    unit="points per money",
    figures=figures,
    guard=first_refusal(figures),
    parameters=(
        Parameter(
            "corridor",
            ParameterKind.NUMBER,
            "s, the depth of the corridor below the best ratio",
            minimum=Fraction(1),
            maximum=Fraction(10),
            unit="percent",
        ),
        Parameter(
            "decides",
            ParameterKind.CHOICE,
            "the criterion that ranks the bids of the corridor",
            choices=(QUALITY, PRICE),
        ),
        quality_minimum(),
    ),
    rule="Z = L / P; for Z >= Zbest x (1 - s/100) the deciding criterion ranks, below it no rank",
    source="arriba help, UfAB extended benchmark method (erweiterte Richtwertmethode)",
    status="V",
)
