"""Smallest moves of weights by whole percents: the size, one way that is unique by rule, and all ways.

A way moves ``size`` points up and as many down, each weight by a whole number.  Where
the ways are few enough they are all tried: counted, and what they share is named.  Else
the way is the search's own.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb, lcm
from typing import NamedTuple

from bideval.analysis.contest import Contest, award_under, is_awarded
from bideval.analysis.exact.certify import smallest_whole_move
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.question import Asked
from bideval.analysis.settings import Settings
from bideval.analysis.space import HUNDRED
from bideval.proof.claims import SmallestWholeMove
from bideval.proof.linear import Vector
from bideval.proof.region import contains

MOST_TRIED = 200_000  # ways
MOST_JUDGED = 400  # ways near enough to a rival that rounding may decide
Move = tuple[int, ...]  # points up or down, one a column; sums to 0


class WholeMoves(NamedTuple):
    """The fewest whole points that give the bid the award."""

    size: Fraction
    weights: Vector
    claim: SmallestWholeMove
    ways: int | None  # how many ways there are; None where they were not counted
    always_up: tuple[str, ...]  # columns that go up in every way
    always_down: tuple[str, ...]
    is_least: bool  # under the published rounding too, not in totals before it alone


def whole_moves(asked: Asked, settings: Settings, contest: Contest) -> WholeMoves | NotEstablished:
    """Return the fewest whole points for the bid to be ahead, ties settled as published."""
    required = _required(settings, contest)
    claim = smallest_whole_move(
        "points", settings.region, settings.space.weights, contest.differences, required
    )
    if isinstance(claim, NotEstablished):
        return claim
    if claim.size is None or claim.witness is None:
        return NotEstablished("no move of whole percents makes it win")
    size, ways, is_least = _by_rounding(asked, settings, contest, int(claim.size))
    if not ways:
        return WholeMoves(Fraction(claim.size), claim.witness, claim, None, (), (), is_least)
    first = min(ways, key=_plainest)
    columns = tuple(column.id for column in settings.space.columns)
    up = tuple(name for place, name in enumerate(columns) if all(way[place] > 0 for way in ways))
    down = tuple(name for place, name in enumerate(columns) if all(way[place] < 0 for way in ways))
    weights = _moved(settings, first)
    return WholeMoves(Fraction(size), weights, claim, len(ways), up, down, is_least)


def _by_rounding(
    asked: Asked, settings: Settings, contest: Contest, size: int
) -> tuple[int, list[Move], bool]:
    """The least size whose ways give the award by the published rounding, and whether none is smaller.

    Rounding can give the award to a smaller move than totals before it would, so every
    smaller size is tried as well; where its ways are too many, that is not established.
    """
    if not settings.space.rounding:
        return size, _all_ways(asked, settings, contest, size) or [], True
    for smaller in range(1, size):
        found = _all_ways(asked, settings, contest, smaller)
        if found is None:
            return size, _all_ways(asked, settings, contest, size) or [], False
        if found:
            return smaller, found, True
    return size, _all_ways(asked, settings, contest, size) or [], True


def least_largest_whole(settings: Settings, contest: Contest) -> SmallestWholeMove | NotEstablished:
    """Return the smallest largest change of a weight, all moved by whole percents."""
    required = _required(settings, contest)
    return smallest_whole_move(
        "largest", settings.region, settings.space.weights, contest.differences, required
    )


class _Scaled(NamedTuple):
    """The leads over the rivals as whole numbers: a lead is its number over ``unit``, in points."""

    unit: int
    base: tuple[int, ...]  # under the published weights, one a rival
    steps: tuple[tuple[int, ...], ...]  # what a point of each column's weight adds, a row a rival


def _scaled(settings: Settings, contest: Contest) -> _Scaled:
    """Bring all leads that moves by whole points can reach to one denominator."""
    now = [_lead(difference, settings.space.weights) for difference in contest.differences]
    numbers = [*now, *(Fraction(d) for difference in contest.differences for d in difference)]
    unit = lcm(*(number.denominator for number in numbers))
    steps = tuple(tuple(int(d * unit) for d in difference) for difference in contest.differences)
    return _Scaled(unit * int(HUNDRED), tuple(int(lead * unit) for lead in now), steps)


def _lead(difference: Vector, weights: Vector) -> Fraction:
    """The lead over one rival, in hundredths of a point."""
    return sum((Fraction(d) * Fraction(w) for d, w in zip(difference, weights, strict=True)), Fraction(0))


def _required(settings: Settings, contest: Contest) -> Vector:
    """Level is enough over those that ties favour the bid over; over others the least lead there is."""
    least = Fraction(1, _scaled(settings, contest).unit)
    return tuple(Fraction(0) if wins else least for wins in contest.wins_ties)


def _plainest(move: Move) -> tuple[int, Move]:
    """Fewest criteria touched, then the greatest changes at the earliest criteria."""
    return sum(1 for points in move if points), tuple(-abs(points) * 2 - (points > 0) for points in move)


def _moved(settings: Settings, move: Move) -> Vector:
    return tuple(before + points for before, points in zip(settings.space.weights, move, strict=True))


def _all_ways(asked: Asked, settings: Settings, contest: Contest, size: int) -> list[Move] | None:
    """Every way of this size that gives the bid the award; None where they are too many to try."""
    width = len(settings.space.columns)
    parts = comb(width + size - 1, size)
    if parts * parts > MOST_TRIED:
        return None
    sure, near = [], []
    scaled = _scaled(settings, contest)
    slack = settings.space.rounding * scaled.unit
    for move in _moves(width, size):
        margin = _margin(scaled, move)
        if margin > slack:
            sure.append(move)
        elif margin >= -slack:
            near.append(move)
    inside = [move for move in sure if contains(settings.region, _moved(settings, move))]
    close = [move for move in near if contains(settings.region, _moved(settings, move))]
    if len(close) > MOST_JUDGED:
        return None
    won = [move for move in close if is_awarded(award_under(settings, _moved(settings, move)), contest.bid)]
    return [*inside, *won]


def _moves(width: int, size: int) -> Iterator[Move]:
    """Every move of ``size`` points up and down, no weight both ways."""
    for ups in combinations_with_replacement(range(width), size):
        raised = frozenset(ups)
        for downs in combinations_with_replacement(range(width), size):
            if raised.isdisjoint(downs):
                yield tuple(ups.count(place) - downs.count(place) for place in range(width))


def _margin(scaled: _Scaled, move: Move) -> int:
    """The lead over the strongest rival after the move, before the last roundings, in units."""
    changed = [(place, points) for place, points in enumerate(move) if points]
    return min(
        base + sum(points * steps[place] for place, points in changed)
        for base, steps in zip(scaled.base, scaled.steps, strict=True)
    )
