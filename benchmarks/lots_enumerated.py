"""``python -m benchmarks.lots_enumerated [COUNT]``: small lots, certified and held against every award.

Each case has six lots and five bidders, drawn as for the benchmark of lots; in every second one
all offers for a lot are within a hundred pounds, so that awards nearly tie.  The best award is
searched with a certificate.  Then every award that keeps the rules is tried in exact sums,
without a programme, a row or a solver.  The same cases are put to PuLP with HiGHS at its default
gap.  No time is compared here.
"""

import sys
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from typing import NamedTuple

from benchmarks.lots import by_pulp, dearer, ours, proved
from benchmarks.lots_drawn import Instance, drawn, nearly_tied
from bideval.proof.lots import Lots

LOTS, BIDDERS, PACKAGES = 6, 5, 3
_TOLD = 100  # cases between two words of progress


class Counts(NamedTuple):
    """Cases, how many have no award, and how many went as they should."""

    cases: int
    without_award: int
    certified: int
    agree: int
    dearer: int  # awards of PuLP with HiGHS at its default gap that cost more than ours


def least_by_trying(lots: Lots) -> Fraction | None:
    """Return the least that an award comes to which keeps the rules; None where none does."""
    first = [
        [place for place, offer in enumerate(lots.offers) if offer.lots[0] == lot]
        for lot in range(len(lots.reserves))
    ]
    kept = (award for award in _awards(lots, first, 0, (), frozenset()) if _keeps(lots, award))
    return min((_total(lots, award) for award in kept), default=None)


def _awards(
    lots: Lots, first: list[list[int]], lot: int, taken: tuple[int, ...], filled: frozenset[int]
) -> Iterator[tuple[int, ...]]:
    """Every way to give each lot to one offer, the lots in order; ``first`` has offers by first lot."""
    if lot == len(first):
        yield taken
    elif lot in filled:
        yield from _awards(lots, first, lot + 1, taken, filled)
    else:
        for place in first[lot]:
            inside = lots.offers[place].lots
            if filled.isdisjoint(inside):
                yield from _awards(lots, first, lot + 1, (*taken, place), filled.union(inside))


def _keeps(lots: Lots, award: tuple[int, ...]) -> bool:
    """Say whether an award keeps every rule; all of them are amounts of lots or of their values."""
    for rule in lots.rules:
        weights = dict(zip(rule.lots, rule.weights or (), strict=True))
        own = (lots.offers[place] for place in award if lots.offers[place].bid in rule.bidders)
        amount = sum(weights[lot] for lot in chain.from_iterable(offer.lots for offer in own))
        if (rule.most is not None and amount > rule.most) or (rule.least is not None and amount < rule.least):
            return False
    return True


def _total(lots: Lots, award: tuple[int, ...]) -> Fraction:
    return sum((Fraction(lots.offers[place].price) for place in award), Fraction(0))


def counted(count: int, first: int = 0) -> Counts:
    """Count over so many cases; progress goes to standard error."""
    total = Counts(0, 0, 0, 0, 0)
    for seed in range(first, first + count):
        given = drawn(seed, LOTS, BIDDERS, PACKAGES)
        total = _added(total, nearly_tied(given, seed) if seed % 2 else given)
        if total.cases % _TOLD == 0:
            sys.stderr.write(f"{total}\n")
    return total


def _added(total: Counts, given: Instance) -> Counts:
    claims = ours([given])
    least = least_by_trying(given.lots)
    return Counts(
        total.cases + 1,
        total.without_award + (least is None),
        total.certified + proved(claims),
        total.agree + (claims[0].value == least),
        total.dearer + dearer([given], claims, by_pulp([given], "HiGHS")),
    )


def _main(arguments: list[str]) -> None:
    found = counted(int(arguments[0]) if arguments else 1000)
    sys.stdout.write(
        f"{found.cases} cases of {LOTS} lots x {BIDDERS} bidders, {found.without_award} without an award: "
        f"{found.certified} certified, {found.agree} agree with every award tried, "
        f"{found.dearer} dearer by PuLP with HiGHS at its default gap\n"
    )


if __name__ == "__main__":
    _main(sys.argv[1:])
