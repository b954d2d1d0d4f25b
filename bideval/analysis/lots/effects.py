"""What an award of lots does beside its cost: how much one bidder has, local spend, surplus put back.

Concentration is of the money awarded, before discounts; a package counts at its price.  Local
spend and surplus are what the awarded bids declare, where the study names the declared value: a
percentage is taken of what is awarded to the bid, an amount in proportion to it.  Nothing here
says what a figure is worth.
"""

from fractions import Fraction
from typing import Literal, NamedTuple

from bideval.analysis.lots.allocation import Allocation
from bideval.errors import GuardError
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.model.units import DECLARED
from bideval.scoring.fields import declared_value

HUNDRED = Fraction(100)


class Declared(NamedTuple):
    """What awarded bids declare: money, or a percentage, weighed by the money awarded."""

    value: Fraction
    unit: Literal["money", "percent"]


class Effects(NamedTuple):
    """Figures of one award; None where nothing is awarded or nothing is stated."""

    lots: int  # that are awarded
    winners: int
    largest: Fraction | None  # percent of the money awarded that the bidder with most of it has
    concentration: Fraction | None  # the squares of all shares in percent, added: 10,000 is one bidder
    local_spend: Declared | None
    surplus: Declared | None


def effects_of(inputs: Inputs, found: Allocation, report: Report | None) -> Effects:
    """Return the figures of an award."""
    by_bid = money_by_bid(found)
    whole = sum(by_bid.values(), Fraction(0))
    by_bidder: dict[str, Fraction] = {}
    for bid, money in by_bid.items():
        bidder = inputs.bids[bid].bidder.id
        by_bidder[bidder] = by_bidder.get(bidder, Fraction(0)) + money
    shares = [HUNDRED * money / whole for money in by_bidder.values()] if whole else []
    return Effects(
        lots=sum(len(found.problem.offers[place].lots) for place in found.taken),
        winners=len(by_bidder),
        largest=max(shares, default=None),
        concentration=sum((share**2 for share in shares), Fraction(0)) if shares else None,
        local_spend=_declared(inputs, found, by_bid, report.local_spend if report else None),
        surplus=_declared(inputs, found, by_bid, report.surplus if report else None),
    )


def money_by_bid(found: Allocation) -> dict[str, Fraction]:
    """Return what each bid is awarded, before discounts."""
    money: dict[str, Fraction] = {}
    for place in found.taken:
        bid = found.problem.offers[place].bid
        money[bid] = money.get(bid, Fraction(0)) + Fraction(found.problem.data.offers[place].price)
    return money


def _declared(
    inputs: Inputs, found: Allocation, by_bid: dict[str, Fraction], measure: str | None
) -> Declared | None:
    """What the awarded bids declare, for what they are awarded; None where one of them states nothing."""
    if measure is None or not measure.startswith(DECLARED) or not by_bid:
        return None
    key = measure.removeprefix(DECLARED)
    declared = inputs.tender.declares.get(key)
    total, whole = Fraction(0), sum(by_bid.values(), Fraction(0))
    for bid, money in by_bid.items():
        raw = inputs.bids[bid].declared.get(key)
        try:
            value = None if raw is None else declared_value(raw)
        except GuardError:
            return None
        if not isinstance(value, Fraction) or declared is None or declared.unit not in {"percent", "money"}:
            return None
        if declared.unit == "percent":
            total += value * money / HUNDRED
        else:
            total += value * money / (_offered(found, bid) or 1)
    if declared is not None and declared.unit == "money":
        return Declared(total, "money")
    return Declared(HUNDRED * total / whole, "percent") if whole else None


def _offered(found: Allocation, bid: str) -> Fraction:
    """What a bid asks for all its lots at its prices lot by lot."""
    pairs = zip(found.problem.offers, found.problem.data.offers, strict=True)
    return sum(
        (Fraction(offer.price) for name, offer in pairs if name.bid == bid and not name.package), Fraction(0)
    )
