"""Small drawn lots, and every award of them tried one by one: the truth that the search is held against.

Nothing here uses the programme, its rows or a solver: rules are read as the format page words them.
"""

import random
from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from bideval.proof.lots import LotRule, Lots, LotsDiscount, Offer, VolumeDiscount, VolumeStep

Award = tuple[int, ...]
F = Fraction


def drawn(seed: int, lots: int = 4, bids: int = 4, *, near_ties: bool = False) -> Lots:
    """Return lots with offers in pence, packages, discounts and rules of every kind, some of them soft."""
    dice = random.Random(seed)
    unit = 100_000_00 if near_ties else 1
    base = [dice.randint(3, 9) * 100_000_00 for _ in range(lots)]
    offers = []
    for lot in range(lots):
        for bid in range(bids):
            if dice.random() < 0.75:
                price = base[lot] + dice.randint(-50_000_00, 50_000_00)
                price = max(price // unit, 1) * unit + (dice.randint(0, 1) if near_ties else 0)
                offers.append(Offer(bid, (lot,), F(price, 100), dice.randint(40, 90)))
    offers += list(_packages(dice, offers, lots, bids))
    reserves = tuple(F(base[lot], 90) if dice.random() < 0.3 else None for lot in range(lots))
    discounts = tuple(
        LotsDiscount(bid, tuple(sorted(dice.sample(range(lots), 2))), dice.randint(1, 40_000))
        for bid in range(bids)
        if dice.random() < 0.4
        for _ in range(dice.randint(1, 2))
    )
    bidders = tuple(min(bid, bids - 2) for bid in range(bids))  # the last two bids are of one bidder
    return Lots(
        reserves,
        bidders,
        tuple(offers),
        discounts,
        tuple(_volume(dice, bid) for bid in range(bids) if dice.random() < 0.25),
        tuple(_rules(dice, lots, bids - 1, base)),
        add_up=dice.random() < 0.5,
    )


def _packages(dice: random.Random, offers: list[Offer], lots: int, bids: int) -> Iterator[Offer]:
    for _ in range(3):
        bid = dice.randrange(bids)
        own = [one for one in offers if one.bid == bid]
        if len(own) >= 2:
            inside = dice.sample(own, dice.randint(2, min(3, len(own))))
            total = sum((one.price for one in inside), F(0)) * dice.randint(85, 99) / 100
            yield Offer(
                bid, tuple(sorted(lot for one in inside for lot in one.lots)), F(int(total * 100), 100), 50
            )


def _volume(dice: random.Random, bid: int) -> VolumeDiscount:
    if dice.random() < 0.5:
        return VolumeDiscount(bid, True, False, (VolumeStep(2, 2), VolumeStep(3, 5)))
    steps = (VolumeStep(700_000, 2), VolumeStep(1_100_000, F(7, 2)))
    return VolumeDiscount(bid, False, dice.random() < 0.5, steps)


def _rules(dice: random.Random, lots: int, bidders: int, base: list[int]) -> Iterator[LotRule]:
    everywhere, values = tuple(range(lots)), tuple(F(one, 100) for one in base)
    ones, total = (1,) * lots, sum(base) // 100
    some = tuple(sorted(dice.sample(range(bidders), dice.randint(1, bidders))))
    two = tuple(sorted(dice.sample(range(lots), 2)))
    kinds = [
        LotRule("amount", (dice.randrange(bidders),), everywhere, ones, None, dice.randint(1, 3)),
        LotRule(
            "amount",
            (dice.randrange(bidders),),
            everywhere,
            values,
            None,
            total * dice.randint(20, 70) // 100,
        ),
        LotRule("amount", some, everywhere, ones, 1, None),
        LotRule("amount", some, everywhere, None, None, total * dice.randint(30, 90) // 100),
        LotRule("amount", some, two, (1, 1), None, 0),
        LotRule("share", some, everywhere, values, None, dice.randint(30, 80)),
        LotRule("share", some, everywhere, None, dice.randint(5, 30), None),
        LotRule("winners", tuple(range(bidders)), everywhere, ones, dice.randint(1, 3), None),
        LotRule("winners", some, everywhere, ones, None, 1),
        LotRule("linked", tuple(range(bidders)), two, (1, 1), None, None),
        LotRule("one-bidder", tuple(range(bidders)), two, (1, 1), None, None),
        LotRule(
            "budget", tuple(range(bidders)), everywhere, None, None, total * dice.randint(95, 115) // 100
        ),
    ]
    for rule in dice.sample(kinds, dice.randint(0, 5)):
        soft = dice.random() < 0.3
        yield rule._replace(penalty=dice.randint(0, 60_000)) if soft else rule


def awards(lots: Lots) -> Iterator[Award]:
    """Yield every way to award the lots in which no lot is taken twice or left that must be taken."""
    by_lot = [
        [at for at, one in enumerate(lots.offers) if min(one.lots) == lot]
        for lot in range(len(lots.reserves))
    ]

    def extend(lot: int, taken: Award, covered: frozenset[int]) -> Iterator[Award]:
        if lot == len(lots.reserves):
            yield tuple(sorted(taken))
            return
        if lot in covered or lots.reserves[lot] is not None:
            yield from extend(lot + 1, taken, covered)
        if lot not in covered:
            for at in by_lot[lot]:
                inside = frozenset(lots.offers[at].lots)
                if not inside & covered:
                    yield from extend(lot + 1, (*taken, at), covered | inside)

    yield from extend(0, (), frozenset())


def total_cost(lots: Lots, award: Award) -> Fraction:
    """Return prices, less the best discounts, and the reserve price of each lot that is left."""
    covered = {lot for at in award for lot in lots.offers[at].lots}
    left = sum((F(one or 0) for lot, one in enumerate(lots.reserves) if lot not in covered), F(0))
    return after_discounts(lots, award) + left


def after_discounts(lots: Lots, award: Award) -> Fraction:
    """Return the prices of the offers less what comes off."""
    prices = sum((F(lots.offers[at].price) for at in award), F(0))
    return prices - _best_discounts(lots, award) - sum((_off(lots, one, award) for one in lots.volumes), F(0))


def _best_discounts(lots: Lots, award: Award) -> Fraction:
    alone = {(lots.offers[at].bid, lots.offers[at].lots[0]) for at in award if len(lots.offers[at].lots) == 1}
    open_ = [one for one in lots.discounts if all((one.bid, lot) in alone for lot in one.lots)]
    best = F(0)
    for count in range(len(open_) + 1):
        for chosen in combinations(open_, count):
            needed = [(one.bid, lot) for one in chosen for lot in one.lots]
            if lots.add_up or len(set(needed)) == len(needed):
                best = max(best, sum((F(one.amount) for one in chosen), F(0)))
    return best


def _off(lots: Lots, volume: VolumeDiscount, award: Award) -> Fraction:
    own = [
        F(one.price)
        for one in (lots.offers[at] for at in award)
        if one.bid == volume.bid and len(one.lots) == 1
    ]
    reached = F(len(own)) if volume.by_lots else sum(own, F(0))
    passed = [step for step in volume.steps if reached >= step.at]
    if not passed:
        return F(0)
    if not volume.incremental:
        return sum(own, F(0)) * passed[-1].percent / 100
    edges = [F(step.at) for step in passed] + [reached]
    return sum((F(step.percent) * (edges[at + 1] - edges[at]) / 100 for at, step in enumerate(passed)), F(0))


def breaks(lots: Lots, rule: LotRule, award: Award) -> bool:
    """Say whether an award breaks a rule."""
    offers = [lots.offers[at] for at in award]
    of = {lot: lots.bidders[one.bid] for one in offers for lot in one.lots}
    if rule.kind == "linked":
        return len({lot in of for lot in rule.lots}) == 2
    if rule.kind == "one-bidder":
        return any(
            0 < [of.get(lot) for lot in rule.lots].count(one) < len(rule.lots) for one in set(of.values())
        )
    if rule.kind == "winners":
        value = F(len(set(of.values()) & set(rule.bidders)))
    elif rule.kind == "budget":
        value = after_discounts(lots, award)
    elif rule.weights is None:
        value = sum((F(one.price) for one in offers if lots.bidders[one.bid] in rule.bidders), F(0))
    else:
        weights = dict(zip(rule.lots, rule.weights, strict=True))
        value = sum((F(weights.get(lot, 0)) for lot, one in of.items() if one in rule.bidders), F(0))
    whole = F(1)
    if rule.kind == "share" and rule.weights is None:
        whole = sum((F(one.price) for one in offers), F(0)) / 100
    elif rule.kind == "share":
        weights = dict(zip(rule.lots, rule.weights or (), strict=True))
        whole = sum((F(weights[lot]) for lot in of), F(0)) / 100
    low, high = rule.least, rule.most
    return (high is not None and value > high * whole) or (low is not None and value < low * whole)


def best_by_trying(lots: Lots) -> tuple[Fraction | None, list[Award]]:
    """Return the least cost, penalties included, and every award that has it."""
    least: Fraction | None = None
    found: list[Award] = []
    for award in awards(lots):
        broken = [rule for rule in lots.rules if breaks(lots, rule, award)]
        if any(rule.penalty is None for rule in broken):
            continue
        cost = total_cost(lots, award) + sum((F(rule.penalty or 0) for rule in broken), F(0))
        if least is None or cost < least:
            least, found = cost, []
        if cost == least:
            found.append(award)
    return least, found
