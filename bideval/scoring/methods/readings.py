"""Readings: the numbers a method takes from a bid and from the published terms.

Every reader gives an exact number or raises GuardError with the reason in plain
words, and with the bid where one bid is the cause.  A method is written with
these readers alone, and its guard is the first refusal met when the rule is run
(``first_refusal``), so that rule and guard cannot disagree.

Nothing is repaired here: no price is lifted above zero, no missing value is read
as zero.  The form and range of a single parameter are checked before, against
its declaration (bideval.model.parameters).
"""

from collections.abc import Callable
from fractions import Fraction

from bideval.errors import GuardError
from bideval.model.numbers import decimal_text
from bideval.model.parameters import Parameter, ParameterKind, With
from bideval.scoring.methods.entry import Figure, MethodBid

FULL_QUALITY = Fraction(100)  # points


def price_of(bid: MethodBid) -> Fraction:
    """Return the evaluated price (money), of any sign."""
    if bid.price is None:
        raise GuardError(f"bid {bid.bid} has no price", bid.bid)
    return bid.price


def price_not_negative(bid: MethodBid) -> Fraction:
    """Return the evaluated price (money), 0 or more.

    For rules that divide or multiply the price by quality: with a price below 0
    they would favour the worse bid.
    """
    price = price_of(bid)
    if price < 0:
        raise GuardError(
            f"the price of bid {bid.bid} is {decimal_text(price)}; the rule needs 0 or more", bid.bid
        )
    return price


def price_as_divisor(bid: MethodBid) -> Fraction:
    """Return the evaluated price (money), more than 0, for rules that divide by it."""
    price = price_of(bid)
    if price <= 0:
        words = "the rule divides by it and needs more than 0"
        reason = f"the price of bid {bid.bid} is {decimal_text(price)}; {words}"
        raise GuardError(reason, bid.bid)
    return price


def quality_of(bid: MethodBid) -> Fraction:
    """Return the quality points of the bid, as they come."""
    if bid.quality is None:
        raise GuardError(f"bid {bid.bid} has no quality points", bid.bid)
    return bid.quality


def quality_not_negative(bid: MethodBid) -> Fraction:
    """Return the quality points of the bid, 0 or more.

    A mark scale may run below 0; a ratio of quality to price may not, since a
    dearer bid would then come nearer to 0 and gain.
    """
    quality = quality_of(bid)
    if quality < 0:
        reason = f"the quality of bid {bid.bid} is {decimal_text(quality)} points; the rule needs 0 or more"
        raise GuardError(reason, bid.bid)
    return quality


def quality_as_divisor(bid: MethodBid) -> Fraction:
    """Return the quality points of the bid, more than 0, for rules that divide by them."""
    quality = quality_of(bid)
    if quality <= 0:
        words = "the rule divides by it and needs more than 0"
        reason = f"the quality of bid {bid.bid} is {decimal_text(quality)} points; {words}"
        raise GuardError(reason, bid.bid)
    return quality


def declared_number(bid: MethodBid, name: str) -> Fraction:
    """Return the number that the bid declares under the id ``name``."""
    value = bid.declared.get(name)
    if not isinstance(value, Fraction):
        raise GuardError(f"bid {bid.bid} declares no number for {name}", bid.bid)
    return value


def declared_whole(bid: MethodBid, name: str) -> int:
    """Return the whole number, 0 or more, that the bid declares under ``name``."""
    value = declared_number(bid, name)
    if value.denominator != 1 or value < 0:
        reason = (
            f"bid {bid.bid} declares {decimal_text(value)} for {name}; a whole number of 0 or more is needed"
        )
        raise GuardError(reason, bid.bid)
    return value.numerator


def quality_minimum(*, required: bool = False) -> Parameter:
    """Declare the quality minimum; it is tested as a gate, before any figure is taken."""
    return Parameter(
        "quality_minimum",
        ParameterKind.NUMBER,
        "the fewest quality points with which a bid is compared",
        required=required,
        minimum=Fraction(0),
        maximum=FULL_QUALITY,
        unit="points",
    )


def first_refusal(
    figures: Callable[[tuple[MethodBid, ...], With], dict[str, Figure]],
) -> Callable[[tuple[MethodBid, ...], With], tuple[str | None, str] | None]:
    """Return the guard of a rule: run it, and hand back the first refusal, if any."""

    def guard(bids: tuple[MethodBid, ...], with_: With) -> tuple[str | None, str] | None:
        try:
            figures(bids, with_)
        except GuardError as refusal:
            return refusal.bid, refusal.reason
        return None

    return guard
