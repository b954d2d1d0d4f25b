"""Feature coefficient: the price divided by a coefficient for features, the lowest wins.

``coef = 1 + sum(v) / (1 - sum(vmax))`` and reduced price ``P / coef``; v is what a
bid declares for a feature, vmax the published most.  Source: openprocurement/barbecue
(Prozorro), cooking() in barbecue/__init__.py.

The source gives a tie to the earlier bid.  Here ties follow the tender's own tie rule.
"""

from collections.abc import Mapping
from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text, shown
from bideval.model.parameters import Parameter, ParameterKind, Value, With
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.given import word
from bideval.scoring.methods.entry import Better, Figure, Method, MethodBid
from bideval.scoring.methods.pointwise import each
from bideval.scoring.methods.readings import declared_number, first_refusal, price_not_negative


def figure(bid: MethodBid, with_: With) -> Figure:
    """Return the reduced price (money) of one bid; P >= 0."""
    maxima = feature_maxima(with_)
    price, factor = price_not_negative(bid), coefficient(bid, maxima)
    taken = " + ".join(shown(declared_number(bid, name)) for name in maxima)
    given = " + ".join(shown(most) for most in maxima.values())
    worked = (
        f"coefficient = 1 + ({taken}) / (1 - ({given})) = {shown(factor)}; "
        f"price / coefficient = {shown(price)} / {shown(factor)} = {shown(price / factor)}"
    )
    return Figure(price / factor, worked)


def coefficient(bid: MethodBid, maxima: Mapping[str, Fraction]) -> Fraction:
    """Return coef, 1 or more, from the bid's declared values and the published maxima."""
    taken = sum((_feature_value(bid, name, most) for name, most in maxima.items()), Fraction(0))
    return 1 + taken / (1 - sum(maxima.values(), Fraction(0)))


def feature_maxima(with_: With) -> dict[str, Fraction]:
    """Return the most of each feature by id, sorted by id; together below 1."""
    raw = with_.get("features")
    if not isinstance(raw, tuple) or not raw:
        raise GuardError("the parameter features must list at least one feature")
    pairs = [_feature(item) for item in raw]
    maxima = dict(sorted(pairs))
    if len(maxima) != len(pairs):
        raise GuardError("a feature is listed twice")
    total = sum(maxima.values(), Fraction(0))
    if total >= 1:
        raise GuardError(
            f"the maxima of the features sum to {decimal_text(total)}; they must sum to less than 1"
        )
    return maxima


def _feature(item: Value) -> tuple[str, Fraction]:
    """Return the id and the most of one listed feature."""
    if not isinstance(item, Mapping) or item.keys() != {"id", "max"}:
        raise GuardError("a feature is given as {id: ..., max: ...} and nothing else")
    name, most = word(item, "id"), item["max"]
    if not isinstance(most, Fraction) or most < 0:
        raise GuardError(f"the max of feature {name} must be a number of 0 or more")
    return name, most


def _feature_value(bid: MethodBid, name: str, most: Fraction) -> Fraction:
    """Return what the bid declares for one feature, between 0 and the published most."""
    value = declared_number(bid, name)
    if not 0 <= value <= most:
        allowed = f"0 to {decimal_text(most)} is allowed"
        raise GuardError(
            f"bid {bid.bid} declares {decimal_text(value)} for feature {name}; {allowed}", bid.bid
        )
    return value


METHOD = Method(
    id="feature-coefficient",
    title="Feature coefficient",
    kind=Kind.ABSOLUTE,
    better=Better.LOWER,
    unit="money",
    figures=each(figure),
    guard=first_refusal(each(figure)),
    parameters=(
        Parameter(
            "features",
            ParameterKind.ITEMS,
            "the features, each with its id and its max; the maxima sum to less than 1",
            unit="ratio",
        ),
    ),
    rule="P / (1 + sum(v) / (1 - sum(vmax))), lowest wins",
    source="openprocurement/barbecue (Prozorro), cooking() in barbecue/__init__.py",
    status="V",
    reads_quality=False,
)
