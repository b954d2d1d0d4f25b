"""Fixed price, best quality: the price is published, the most quality wins.

Source: Local Government Procurement (Australia), Methods of evaluating price in
tenders, part 3, "Target price/Fit to Budget".  A bid above the published price is
left unranked.  The rule takes every bid at the published price; what becomes of one
below it the tender must say (``below``).

This module excludes nobody: an unranked bid keeps its figure.
"""

from fractions import Fraction

from bideval.model.numbers import shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number, word
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import first_refusal, price_of, quality_minimum, quality_of

RANKED, UNRANKED = "ranked", "unranked"


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return the quality points; ranked at the published price, see ``below`` under it."""
    price, quality, fixed = price_of(bid), quality_of(bid), number(with_, "fixed_price")
    ranked = price == fixed or (price < fixed and word(with_, "below") == RANKED)
    place = "at" if price == fixed else "below" if price < fixed else "above"
    worked = f"quality = {shown(quality)}; price {shown(price)} is {place} the fixed price {shown(fixed)}"
    return Figure(quality, worked if ranked else f"{worked}: unranked", ranked=ranked)


METHOD = Method(
    id="fixed-price-best-quality",
    title="Fixed price, best quality",
    kind=Kind.ABSOLUTE,
    better=Better.HIGHER,
    unit="points",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "fixed_price",
            ParameterKind.NUMBER,
            "the published price",
            minimum=Fraction(0),
            above_minimum=True,
            unit="money",
        ),
        Parameter(
            "below",
            ParameterKind.CHOICE,
            "what becomes of a bid below the published price",
            choices=(RANKED, UNRANKED),
        ),
        quality_minimum(),
    ),
    rule="Q, highest wins among the bids at the fixed price B; P > B is unranked",
    source="Local Government Procurement (Australia), Methods of evaluating price in tenders, part 3",
    status="V",
)
