"""Where the columns of an award's programme stand, and what each adds to what is paid.

All columns are 0 or 1.  Offers come first, each at its own place.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.proof.linear import Number
from bideval.proof.lots import Aim, Held, Lots, VolumeDiscount

Terms = dict[int, Number]


class Columns(NamedTuple):
    """Where each kind of column stands."""

    unawarded: Mapping[int, int]  # by lot
    discounts: tuple[int, ...]
    steps: tuple[tuple[int, ...], ...]  # by volume discount and step
    parts: tuple[tuple[Mapping[int, int], ...], ...]  # by volume discount, step and offer
    winners: Mapping[int, int]  # by bidder
    breaches: Mapping[int, int]  # by rule
    width: int


def columns_of(lots: Lots, aim: Aim, held: tuple[Held, ...] = ()) -> Columns:
    """Return where the columns stand: offers first, each at its own place."""
    free = iter(range(len(lots.offers), 10**9))
    unawarded = {lot: next(free) for lot, reserve in enumerate(lots.reserves) if reserve is not None}
    discounts = tuple(next(free) for _ in lots.discounts)
    steps = tuple(tuple(next(free) for _ in one.steps) for one in lots.volumes)
    parts = tuple(
        tuple({offer: next(free) for offer in singles(lots, one.bid)} for _ in one.steps)
        for one in lots.volumes
    )
    counted = any(rule.kind == "winners" for rule in lots.rules)
    counted = counted or any(one.kind.endswith("winners") for one in (aim, *(one.aim for one in held)))
    bidders = sorted(set(lots.bidders)) if counted else []
    winners = {bidder: next(free) for bidder in bidders}
    soft = [place for place, rule in enumerate(lots.rules) if rule.penalty is not None]
    breaches = {rule: next(free) for rule in soft}
    return Columns(unawarded, discounts, steps, parts, winners, breaches, next(free))


def money(lots: Lots, columns: Columns) -> Terms:
    """Return what each column adds to what the awards cost, less discounts."""
    found: Terms = {place: offer.price for place, offer in enumerate(lots.offers)}
    found |= {column: -one.amount for column, one in zip(columns.discounts, lots.discounts, strict=True)}
    for one, steps, parts in zip(lots.volumes, columns.steps, columns.parts, strict=True):
        for place, (step, column, taken) in enumerate(zip(one.steps, steps, parts, strict=True)):
            found[column] = _before(one, place) if one.incremental else 0
            percent = Fraction(step.percent) / 100
            found |= {part: -percent * lots.offers[offer].price for offer, part in taken.items()}
    return found


def _before(volume: VolumeDiscount, step: int) -> Number:
    """What the percentage of this step takes too much: that of the money before each step."""
    total, percent = Fraction(0), Fraction(0)
    for one in volume.steps[: step + 1]:
        total += (one.percent - percent) * one.at / 100
        percent = Fraction(one.percent)
    return total


def covering(lots: Lots, lot: int, bidder: int | None = None) -> list[int]:
    """Return the offers that take a lot; of one bidder, if one is given."""
    return [
        place
        for place, offer in enumerate(lots.offers)
        if lot in offer.lots and (bidder is None or lots.bidders[offer.bid] == bidder)
    ]


def singles(lots: Lots, bid: int) -> list[int]:
    """Return the offers of a bid for one lot alone."""
    return [place for place, one in enumerate(lots.offers) if one.bid == bid and len(one.lots) == 1]
