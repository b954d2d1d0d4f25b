"""Amounts of a release that no price or value has: below zero, or of a bid that asks for nothing.

A price below zero is an error: whether the bidder would pay, or somebody mistyped, the release
does not say.  A price of 0 stands, as it does in a folder: a rule that compares prices alone
lets it win, and one that divides by it refuses it.  A value of the tender or of a lot below
zero is not used.  Whether a price is low is for screens and gates.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.io.ocds.desk import Desk
from bideval.io.ocds.release import Bid, Release, Tender, Value
from bideval.model.numbers import lossless_text

_OUT = frozenset({"invited", "withdrawn", "disqualified"})
ZERO = Fraction(0)


def check_amounts(release: Release, desk: Desk) -> None:
    """Note every amount of a bid that is 0 or below, and every value below zero."""
    for place, bid in enumerate(release.offers):
        _check_bid(bid, place, desk)
    for what, pointer, value in _values(release.tender or Tender()):
        if is_below_zero(value):
            assert value is not None
            assert value.amount is not None
            message = f"the value of the {what} is {lossless_text(value.amount)}, below zero, and is not used"
            desk.warning("BE922", message, "Have the release put right.", pointer)


def is_below_zero(value: Value | None) -> bool:
    """Whether a value states an amount below zero."""
    return value is not None and value.amount is not None and value.amount < ZERO


def _check_bid(bid: Bid, place: int, desk: Desk) -> None:
    pointer, name = f"/bids/details/{place}/value", bid.id or place + 1
    if is_below_zero(bid.value):
        desk.error("BE913", f"bid {name} states an amount below zero", "Have the release put right.", pointer)
    elif bid.value is not None and bid.value.amount == ZERO and bid.status not in _OUT:
        message = (
            f"bid {name} states a price of 0, which stands: a rule that compares prices alone lets it win"
        )
        remedy = "Find out whether 0 was offered, or no price was published."
        desk.warning("BE921", message, remedy, pointer)


def _values(tender: Tender) -> Iterator[tuple[str, str, Value | None]]:
    yield "tender", "/tender/value", tender.value
    yield "tender at least", "/tender/minValue", tender.min_value
    for place, lot in enumerate(tender.lots):
        yield f"lot {lot.id or place + 1}", f"/tender/lots/{place}/value", lot.value
