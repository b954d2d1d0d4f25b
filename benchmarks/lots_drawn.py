"""Lots to award: drawn in pence from a seed, drawn so that awards nearly tie, and published cases.

Nothing here is solved.  Draws are for comparing programs, not for saying what tenders are like.
"""

import random
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.best import COST
from bideval.proof.binary import BinaryProgram
from bideval.proof.lots import LotRule, Lots, Offer
from bideval.proof.lots_program import award_program

_POUND = 100
_APART = 100 * _POUND  # how far apart the offers for a lot are at most, where awards nearly tie

# Items and what is bid for them: Nebel and Woelfl, constraint satisfaction problems, lecture 10;
# Numberjack tutorial, page 24. Both fetch 11 at most.
_PUBLISHED = (
    (((1, 2, 3, 4), 8), ((2, 3, 6), 6), ((1, 4, 5), 5), ((2, 7), 2), ((5, 6), 2)),
    (((1, 2), 8), ((1, 3), 6), ((2, 4), 5), ((2, 3, 4), 2), ((1,), 2)),
)


class Instance(NamedTuple):
    """Lots, and their programme as every contender is given it."""

    lots: Lots
    program: BinaryProgram


def drawn(seed: int, lots: int, bidders: int, packages: int) -> Instance:
    """Return an instance; every third has prices a penny from the next ten thousand pounds."""
    dice = random.Random(seed)
    base = [dice.randint(2_000_000, 9_000_000) * _POUND for _ in range(lots)]
    price: dict[tuple[int, int], int] = {}
    for bidder in range(bidders):
        level = dice.uniform(0.9, 1.15)
        for lot in range(lots):
            if dice.random() < 0.8:
                amount = int(base[lot] * level * dice.uniform(0.92, 1.1))
                near = amount // 1_000_000 * 1_000_000 + dice.randint(0, 1)
                price[bidder, lot] = near if seed % 3 == 0 else amount
    offers = [Offer(bidder, (lot,), Fraction(amount, _POUND)) for (bidder, lot), amount in price.items()]
    for _ in range(packages):
        bidder = dice.randrange(bidders)
        own = [lot for lot in range(lots) if (bidder, lot) in price]
        inside = tuple(sorted(dice.sample(own, min(len(own), dice.choice((2, 2, 3, 4))))))
        amount = int(sum(price[bidder, lot] for lot in inside) * dice.uniform(0.86, 0.99))
        offers.append(Offer(bidder, inside, Fraction(amount, _POUND)))
    every, values = tuple(range(lots)), tuple(Fraction(one, _POUND) for one in base)
    most = max(2, -(-2 * lots // bidders) + 1)
    rules = [LotRule("amount", (one,), every, (1,) * lots, None, most) for one in range(bidders)]
    mean = 100 // bidders  # percent, were all awarded alike
    rules += [
        LotRule(
            "amount", (one,), every, values, None, sum(values) * dice.randint(3 * mean // 2, 3 * mean) / 100
        )
        for one in range(bidders)
    ]
    rules.append(LotRule("amount", tuple(range(0, bidders, 3)), every, (1,) * lots, max(1, lots // 4), None))
    made = Lots((None,) * lots, tuple(range(bidders)), tuple(offers), rules=tuple(rules))
    return Instance(made, award_program(made, COST))


def nearly_tied(given: Instance, seed: int) -> Instance:
    """Return the instance with every offer within a hundred pounds a lot of every other for the same lots."""
    dice = random.Random(-seed - 1)
    base = [dice.randint(2_000_000, 9_000_000) * _POUND for _ in given.lots.reserves]
    offers = tuple(
        one._replace(
            price=Fraction(
                sum(base[lot] for lot in one.lots) + dice.randint(0, _APART * len(one.lots)), _POUND
            )
        )
        for one in given.lots.offers
    )
    made = given.lots._replace(offers=offers)
    return Instance(made, award_program(made, COST))


def published() -> list[Instance]:
    """Return the published cases: items that may stay unsold, and bids as costs below 0."""
    found = []
    for packages in _PUBLISHED:
        count = max(item for items, _ in packages for item in items)
        offers = tuple(
            Offer(at, tuple(item - 1 for item in items), -bid) for at, (items, bid) in enumerate(packages)
        )
        made = Lots((0,) * count, tuple(range(len(offers))), offers)
        found.append(Instance(made, award_program(made, COST)))
    return found
