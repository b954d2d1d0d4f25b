"""Price quality method: the price less a supplier quality premium, the lowest wins.

Adjusted price ``P - SQP`` with ``SQP = E x (WS - WSlow) / Wp``; E is the estimate
less the provisional sums, Wp the price weight, WS the weighted sum of the non-price
attributes, WSlow the least WS among the assessed bids.  Source: NZTA Form G for the
fields; the SQP formula itself is unverified.

Reading: the criteria tree gives Q on a scale of 100, while WS is in units of the
whole, of which quality has ``100 - Wp``.  So ``WS = Q x (100 - Wp) / 100``.

WSlow moves every adjusted price by one amount, so it moves no rank.  The prices are
taken as evaluated: whether they hold provisional sums is settled by the price rules.
"""

from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import in_order
from bideval.scoring.methods.readings import first_refusal, price_of, quality_minimum, quality_of


def figures(bids: tuple[MethodBid, ...], with_: With) -> dict[str, Figure]:
    """Return the adjusted price (money) of each bid; E > 0, Wp > 0."""
    base, weight = net_estimate(with_), number(with_, "price_weight")
    ordered = in_order(bids)
    lowest = min(weighted_sum(bid, weight) for bid in ordered)
    return {bid.bid: _figure(bid, base, weight, lowest) for bid in ordered}


def net_estimate(with_: With) -> Fraction:
    """Return E (money): the estimate less the provisional sums, more than 0."""
    estimate, sums = number(with_, "estimate"), number(with_, "provisional_sums")
    if estimate <= sums:
        words = f"the estimate is {decimal_text(estimate)}, the provisional sums are {decimal_text(sums)}"
        raise GuardError(f"{words}; the estimate must be more")
    return estimate - sums


def weighted_sum(bid: MethodBid, price_weight: Fraction) -> Fraction:
    """Return WS: the quality points scaled to the weight that price leaves."""
    return quality_of(bid) * (100 - price_weight) / 100


def _figure(bid: MethodBid, base: Fraction, weight: Fraction, lowest: Fraction) -> Figure:
    """Take the premium of one bid off its price."""
    price, own = price_of(bid), weighted_sum(bid, weight)
    value = price - base * (own - lowest) / weight
    premium = f"{shown(base)} x ({shown(own)} - {shown(lowest)}) / {shown(weight)}"
    return Figure(value, f"price - E x (WS - WSlow) / Wp = {shown(price)} - {premium} = {shown(value)}")


METHOD = Method(
    id="price-quality-method",
    title="Price quality method",
    kind=Kind.RELATIVE,
    better=Better.LOWER,
    unit="money",
    figures=figures,
    guard=first_refusal(figures),
    parameters=(
        Parameter(
            "estimate",
            ParameterKind.NUMBER,
            "the buyer's estimate of the price",
            minimum=Fraction(0),
            above_minimum=True,
            unit="money",
        ),
        Parameter(
            "provisional_sums",
            ParameterKind.NUMBER,
            "the provisional sums within the estimate, 0 if there are none",
            minimum=Fraction(0),
            unit="money",
        ),
        Parameter(
            "price_weight",
            ParameterKind.NUMBER,
            "the weight Wp of price; quality has the rest of 100",
            minimum=Fraction(0),
            maximum=Fraction(100),
            above_minimum=True,
            unit="percent",
        ),
        quality_minimum(),
    ),
    rule="P - E x (WS - WSlow) / Wp, lowest wins",
    source="NZTA Form G (its fields only); the SQP formula is unverified",
    status="U",
)
