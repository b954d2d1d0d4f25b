"""What the award of lots is decided on, in numbers: offers, discounts, rules, and what is aimed at.

Lots, bids, bidders, offers and rules are known by their places.  Money is in the tender's
currency, exact.  An *award* takes offers, at most one for each lot.

Which offer belongs to which bid, and what the rules are called, stands around a claim for its
reader.  ``bideval.proof.lots_program`` turns this into a programme, for the search and for
the checker alike.
"""

from itertools import pairwise
from typing import Literal, NamedTuple

from bideval.proof.linear import Number, count, is_exact

RuleName = Literal["amount", "share", "winners", "linked", "one-bidder", "budget"]
AimName = Literal["cost", "points", "broken", "fewer-winners", "more-winners", "order"]
RULES: tuple[RuleName, ...] = ("amount", "share", "winners", "linked", "one-bidder", "budget")
AIMS: tuple[AimName, ...] = ("cost", "points", "broken", "fewer-winners", "more-winners", "order")


class Offer(NamedTuple):
    """A bid's price for one lot, or for several, all or nothing."""

    bid: int
    lots: tuple[int, ...]
    price: Number
    points: Number = 0


class LotsDiscount(NamedTuple):
    """An amount off where the bid is awarded each of these lots by an offer for that lot alone."""

    bid: int
    lots: tuple[int, ...]
    amount: Number  # 0 or more


class VolumeStep(NamedTuple):
    """From so many lots, or so much money, on: so many percent off."""

    at: Number
    percent: Number


class VolumeDiscount(NamedTuple):
    """Percent off by what the bid is awarded through offers for one lot alone; at most one step counts."""

    bid: int
    by_lots: bool  # steps count lots; else their prices
    incremental: bool  # percent of what lies beyond each step; else of everything
    steps: tuple[VolumeStep, ...]  # rising


class LotRule(NamedTuple):
    """One rule.  ``penalty`` None: it is never broken; else what breaking it costs, 0 or more.

    amount      the bidders' awards in the lots: at least ``least``, at most ``most``
    share       the same, in percent of everybody's
    winners     how many of the bidders are awarded a lot
    linked      all of the lots are awarded, or none
    one-bidder  each bidder is awarded all of the lots, or none
    budget      what all awards cost, less discounts
    """

    kind: RuleName
    bidders: tuple[int, ...]
    lots: tuple[int, ...]
    weights: tuple[Number, ...] | None  # what each of the lots counts; None: the prices of the offers count
    least: Number | None
    most: Number | None
    penalty: Number | None = None


class Lots(NamedTuple):
    """Everything that the award is decided on."""

    reserves: tuple[Number | None, ...]  # one a lot: what leaving it unawarded costs; None: it is awarded
    bidders: tuple[int, ...]  # one a bid: whose it is
    offers: tuple[Offer, ...]  # in declared order
    discounts: tuple[LotsDiscount, ...] = ()
    volumes: tuple[VolumeDiscount, ...] = ()
    rules: tuple[LotRule, ...] = ()
    add_up: bool = False  # two discounts of a bid that need one lot may both come off


class Aim(NamedTuple):
    """What is made least: cost, points (made most), rules broken, winners, or the place of a lot's offer.

    ``of`` holds the rules that are counted, or the one lot.
    """

    kind: AimName
    of: tuple[int, ...] = ()


class Held(NamedTuple):
    """What was settled before: an aim, and the most that it may come to."""

    aim: Aim
    most: Number


def is_lots(lots: object) -> bool:
    """Say whether every part is exact and names only what is there."""
    if not isinstance(lots, Lots) or not _are_flags(lots.add_up):
        return False
    if min(count(part) for part in lots[:6]) < 0 or not all(map(_is_end, lots.reserves)):
        return False
    return (
        all(type(bidder) is int and bidder >= 0 for bidder in lots.bidders)
        and all(_is_offer(lots, one) for one in lots.offers)
        and all(_is_discount(lots, one) for one in lots.discounts)
        and all(_is_volume(lots, one) for one in lots.volumes)
        and all(_is_rule(lots, one) for one in lots.rules)
    )


def is_aim(lots: Lots, aim: object) -> bool:
    """Say whether an aim is one of those there are, about rules or a lot that are there."""
    if not isinstance(aim, Aim) or aim.kind not in AIMS:
        return False
    if aim.kind == "broken":
        return _are_places(aim.of, len(lots.rules)) and all(
            lots.rules[rule].penalty is not None for rule in aim.of
        )
    if aim.kind == "order":
        return _are_places(aim.of, len(lots.reserves)) and len(aim.of) == 1
    return aim.of == ()


def _is_offer(lots: Lots, offer: object) -> bool:
    if not isinstance(offer, Offer) or not _is_place(offer.bid, len(lots.bidders)):
        return False
    exact = is_exact(offer.price) and is_exact(offer.points)
    return exact and bool(offer.lots) and _are_places(offer.lots, len(lots.reserves))


def _is_discount(lots: Lots, one: object) -> bool:
    if not isinstance(one, LotsDiscount) or not _is_place(one.bid, len(lots.bidders)):
        return False
    placed = bool(one.lots) and _are_places(one.lots, len(lots.reserves))
    return placed and is_exact(one.amount) and one.amount >= 0


def _is_volume(lots: Lots, one: object) -> bool:
    if not isinstance(one, VolumeDiscount) or not _is_place(one.bid, len(lots.bidders)):
        return False
    if not _are_flags(one.by_lots, one.incremental) or count(one.steps) < 1:
        return False
    if one.by_lots and one.incremental:
        return False  # beyond a number of lots: which of the lots would these be?
    if not all(map(_is_step, one.steps)):
        return False
    return all(
        low.at < high.at and low.percent <= high.percent <= 100
        for low, high in pairwise((VolumeStep(0, 0), *one.steps))
    )


def _is_step(step: object) -> bool:
    return isinstance(step, VolumeStep) and all(map(is_exact, step))


def _are_flags(*values: object) -> bool:
    return all(type(value) is bool for value in values)


def _is_rule(lots: Lots, rule: object) -> bool:
    if not isinstance(rule, LotRule) or rule.kind not in RULES:
        return False
    if not _are_places(rule.lots, len(lots.reserves)) or not _are_places(rule.bidders, None):
        return False
    if not all(map(_is_end, (rule.least, rule.most, rule.penalty))):
        return False
    if rule.penalty is not None and rule.penalty < 0:
        return False
    weights = rule.weights
    return weights is None or (count(weights) == len(rule.lots) and all(map(is_exact, weights)))


def _is_end(value: object) -> bool:
    return value is None or is_exact(value)


def _is_place(value: object, size: int) -> bool:
    return type(value) is int and 0 <= value < size


def _are_places(values: object, size: int | None) -> bool:
    """Say whether these are places, each once; ``size`` None: of bidders, that nothing counts."""
    if not isinstance(values, tuple) or not all(type(value) is int and value >= 0 for value in values):
        return False
    return len(set(values)) == len(values) and (size is None or all(value < size for value in values))
