"""Monetised quality: the price less the money value of quality, the lowest wins.

Sources: tessa, monetising_non-cost_score.md (``P - q x WTP``, q in percent);
Negometrix help, "Award on value" (``P - sum of V_k x q_k``, V_k the money value of
criterion k at full marks).  The tender states one of the two, never both.

The adjusted price may be below 0; it is compared, never paid.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import shown
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import number
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import (
    FULL_QUALITY,
    first_refusal,
    price_of,
    quality_minimum,
    quality_of,
)


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return the price (money) less what the bid's quality is worth to the buyer."""
    if ("willingness_to_pay" in with_) == ("values" in with_):
        raise GuardError("state exactly one of willingness_to_pay and values")
    return _by_percent(bid, with_) if "willingness_to_pay" in with_ else _by_criterion(bid, with_)


def _by_percent(bid: MethodBid, with_: With) -> Figure:
    """Value each quality percent at the same amount."""
    price, quality, worth = price_of(bid), quality_of(bid), number(with_, "willingness_to_pay")
    value = price - quality * worth
    worked = f"price - quality x willingness to pay = {shown(price)} - {shown(quality)} x {shown(worth)}"
    return Figure(value, f"{worked} = {shown(value)}")


def _by_criterion(bid: MethodBid, with_: With) -> Figure:
    """Value each criterion at its own amount, in proportion to its points."""
    price, values = price_of(bid), _values(with_)
    if values.keys() != bid.criteria.keys():
        odd = ", ".join(sorted(values.keys() ^ bid.criteria.keys()))
        raise GuardError(f"values and the criteria of bid {bid.bid} do not match: {odd}", bid.bid)
    names = sorted(values)
    value = price - sum((values[name] * bid.criteria[name] / FULL_QUALITY for name in names), Fraction(0))
    terms = "".join(f" - {shown(values[name])} x {shown(bid.criteria[name])}/100" for name in names)
    return Figure(value, f"price - sum of value x points/100 = {shown(price)}{terms} = {shown(value)}")


def _values(with_: With) -> dict[str, Fraction]:
    """Return the money value of each criterion at 100 points, by criterion id."""
    raw = with_["values"]
    if not isinstance(raw, Mapping):
        raise GuardError("the parameter values must give an amount for each criterion")
    return {name: number(raw, name) for name in raw}


METHOD = Method(
    id="monetised-quality",
    title="Monetised quality",
    kind=Kind.ABSOLUTE,
    better=Better.LOWER,
    unit="money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "willingness_to_pay",
            ParameterKind.NUMBER,
            "the money value of one quality percent; this or values",
            required=False,
            minimum=Fraction(0),
            unit="money",
        ),
        Parameter(
            "values",
            ParameterKind.MAP,
            "the money value of each criterion at 100 points; this or willingness_to_pay",
            required=False,
            minimum=Fraction(0),
            unit="money",
        ),
        quality_minimum(),
    ),
    rule="P - Q x WTP, or P - sum of V_k x q_k / 100, lowest wins",
    source="tessa, monetising_non-cost_score.md; Negometrix help, 'Award on value'",
    status="V",
)
