"""Who is awarded at every price of one bid, to the penny, where that can be followed without steps.

Rule.  Where a lower price can only help the bid (``own_price``), and no other bid's figure
moves with it, the bid passes the others one by one as its price falls: each award holds on one
stretch of prices, so that two prices with the same award have no other between them, and
every turn is found by halving.  Where the others' figures move too (the bid is then the
cheapest), the bid is still awarded below every price at which it is.  Plain limits of price
let it in on one stretch, and outside of it its price enters no figure.

None is returned where that does not hold: the prices are then evaluated at steps.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from math import ceil
from typing import NamedTuple

from bideval.analysis.eligible import award_of
from bideval.analysis.own_price import LOWER, UPPER, doubt, holds_a_minimum, price_gates, steady_from
from bideval.analysis.reweighed import Award
from bideval.model.evaluation import LotResult, Placing, PlacingStatus
from bideval.model.rules import OnFail, Test
from bideval.scoring.case import LotCase
from bideval.scoring.measure_figures import compare

PENNY = Fraction(1, 100)
Turn = tuple[int, int]  # the last penny of one award, and the first of the next


class Piece(NamedTuple):
    """Prices with one award, both ends among them, and a penny apart from the next piece."""

    low: Fraction
    high: Fraction
    award: Award | None


Result = Callable[[Fraction], LotResult | None]  # of the lot, at a price as the bid states it
Looked = Callable[[int], LotResult | None]  # the same, so many pennies above the lower end


def price_line(
    case: LotCase, bid: str, ends: tuple[Fraction, Fraction], result: Result
) -> tuple[Piece, ...] | None:
    """Return the awards between two prices of a bid, or None where steps are needed.

    ``case`` is the lot without the moving price; ``ends`` are a lower and a higher one.
    """
    low, high = ends
    last = ceil((high - low) / PENNY)

    def value(units: int) -> Fraction:
        return min(low + units * PENNY, high)

    def looked(units: int) -> LotResult | None:
        return result(value(units))

    if case.rules.authorities or holds_a_minimum(case) or doubt(case, bid) is not None:
        return None
    if case.rules.places > 1 and any(rung.by == "draw" for rung in case.rules.ties):
        return None  # a draw may fall either way with every bid more in the tie
    turns = _turns(case, bid, last, looked)
    if turns is None:
        return None
    starts, stops = [0, *(after for _, after in turns)], [*(before for before, _ in turns), last]
    return tuple(
        Piece(value(start), value(stop), award_of(looked(start)))
        for start, stop in zip(starts, stops, strict=True)
    )


def _turns(case: LotCase, bid: str, last: int, looked: Looked) -> list[Turn] | None:
    """Every turn up to ``last``; None where other bids may trade places."""

    @cache
    def award(units: int) -> Award | None:
        return award_of(looked(units))

    first, stop = _let_in(case, bid, last, looked)
    if first > stop or not _is_assessed(looked(first), bid):  # its price enters no figure anywhere
        return []
    steady = min(_first_steady(case, bid, (first, stop), looked), stop)
    if steady > first and (case.rules.places > 1 or not _alone(award(steady), bid)):
        return None
    inside = _halved(steady, stop, award)
    edges = [(first - 1, first)] if first else []
    edges += [(stop, stop + 1)] if stop < last else []
    return sorted([*inside, *(one for one in edges if award(one[0]) != award(one[1]))])


def _alone(award: Award | None, bid: str) -> bool:
    return award is not None and award.winners == (bid,) and not award.tied


def _halved(low: int, high: int, award: Callable[[int], Award | None]) -> Iterator[Turn]:
    """Every turn between two places, where each award holds on one stretch."""
    if award(low) == award(high):
        return
    if high - low == 1:
        yield low, high
        return
    middle = (low + high) // 2
    yield from _halved(low, middle, award)
    yield from _halved(middle, high, award)


def _let_in(case: LotCase, bid: str, last: int, looked: Looked) -> tuple[int, int]:
    """The first and the last place at which the tests of the own price let the bid in."""
    limits = [
        (gate.rule.test, gate.threshold)
        for gate in price_gates(case)
        if gate.rule.on_fail is OnFail.MUST_DISREGARD
    ]

    def passes(units: int, tests: frozenset[Test]) -> bool:
        own = _own_price(looked(units), bid)
        return own is None or all(compare(test, own, limit) for test, limit in limits if test in tests)

    return (
        _first(0, last, lambda units: passes(units, LOWER)),
        _first(0, last, lambda units: not passes(units, UPPER)) - 1,
    )


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The first place from which on it holds; one beyond ``high`` where it holds nowhere."""
    if not holds(high):
        return high + 1
    below = low - 1
    while high - below > 1:
        middle = (below + high) // 2
        below, high = (below, middle) if holds(middle) else (middle, high)
    return high


def _own_price(result: LotResult | None, bid: str) -> Fraction | None:
    return next((one.price for one in _placings(result) if one.bid == bid), None)


def _first_steady(case: LotCase, bid: str, ends: tuple[int, int], looked: Looked) -> int:
    """From which place on no other bid's figure moves; beyond the last where that is unknown."""
    others = [
        one.price
        for one in _placings(looked(ends[0]))
        if one.bid != bid and one.status is PlacingStatus.ASSESSED and one.price is not None
    ]
    steady = steady_from(case, others)

    def is_steady(units: int) -> bool:
        own = _own_price(looked(units), bid)
        return steady is not None and own is not None and own >= steady

    return _first(*ends, is_steady)


def _placings(result: LotResult | None) -> tuple[Placing, ...]:
    return result.placings if result is not None else ()


def _is_assessed(result: LotResult | None, bid: str) -> bool:
    return any(one.bid == bid and one.status is PlacingStatus.ASSESSED for one in _placings(result))
