"""Totals that move in whole steps, followed in integers.

Where every weighted figure that moves is rounded, and no later rounding is coarser, a
total is a sum of integers of one unit, and changes only where one of them jumps: at odd
multiples of half a unit for the modes that round to the nearest, at whole units for up
and down.  All jumps are put over one denominator, so that following thousands of them
needs no fractions.  What the tests hold: the same as following the steps in fractions.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import groupby
from math import lcm
from typing import NamedTuple

from bideval.analysis.courses import HALVES, Scale, own_line
from bideval.analysis.stepped import MOST_KNOTS, Affine, TooManyStepsError, value
from bideval.model.rules import Mode, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.lot_rules import Leaf, Node, Section, walk
from bideval.scoring.rounding import round_to

Totals = tuple[int, ...]  # in order of the bids, in units of the finest rounding


class _Jump(NamedTuple):
    """One jump of one figure of one bid; ``at`` and ``after`` are changes of the total."""

    place: int  # numerator over the common denominator
    bid: int
    at: int  # from before the jump to the jump itself
    after: int  # from before the jump to beyond it


class _Figure(NamedTuple):
    """A weighted figure that moves: it jumps at (multiple x a + b) / d."""

    bid: int
    line: Affine
    rule: RoundingRule
    a: int
    b: int
    d: int


def goes_in_whole_steps(tree: Sequence[Node], scale: Scale) -> bool:
    """Whether every leaf is rounded once, and every later rounding changes nothing."""
    policy = scale.policy
    nodes = list(walk(tuple(tree)))
    rules = [policy.rule(Stage.WEIGHTED, node.id) for node in nodes if isinstance(node, Leaf)]
    if any(rule is None for rule in rules) or any(_is_normalised(node) for node in nodes):
        return False
    finest = max((rule.places for rule in rules if rule is not None), default=0)
    later = [policy.rule(Stage.SECTION, node.id) for node in nodes if isinstance(node, Section)]
    return all(rule is None or rule.places >= finest for rule in (*later, policy.rule(Stage.TOTAL)))


def _is_normalised(node: Node) -> bool:
    return isinstance(node, Section) and node.normalise


def cells(
    leaves: Sequence[Leaf],
    points: Sequence[Mapping[str, Fraction]],
    scale: Scale,
    low: Fraction,
    high: Fraction,
) -> Iterator[tuple[Fraction, Fraction, Totals]]:
    """Yield points and the open stretches between them from ``low`` to ``high``, with the bids' totals.

    ``points`` by leaf, one mapping a bid.  Raise TooManyStepsError where there are too many.
    """
    policy = scale.policy
    rules = {leaf.id: _rule(policy.rule(Stage.WEIGHTED, leaf.id)) for leaf in leaves}
    finest = max(rule.places for rule in rules.values())
    figures = []
    now = [0] * len(points)
    for bid, own in enumerate(points):
        for leaf in leaves:
            line = own_line(leaf, own[leaf.id], scale)
            now[bid] += _units(value(line, low), rules[leaf.id], finest)
            if line[1]:
                figures.append(_figure(bid, line, rules[leaf.id]))
    shared = lcm(*(one.d for one in figures), low.denominator, high.denominator)
    found = sorted(jump for one in figures for jump in _jumps_of(one, shared, finest, low, high))
    yield from _walked(found, now, shared, low, high)


def _rule(rule: RoundingRule | None) -> RoundingRule:
    assert rule is not None
    return rule


def _units(figure: Fraction, rule: RoundingRule, finest: int) -> int:
    return int(round_to(figure, rule.places, rule.mode) * 10**finest)


def _figure(bid: int, line: Affine, rule: RoundingRule) -> _Figure:
    step = Fraction(1, 2 * 10**rule.places) / line[1]
    origin = -line[0] / line[1]
    shared = lcm(step.denominator, origin.denominator)
    a, b = (part.numerator * (shared // part.denominator) for part in (step, origin))
    return _Figure(bid, line, rule, a, b, shared)


def _jumps_of(one: _Figure, shared: int, finest: int, low: Fraction, high: Fraction) -> Iterator[_Jump]:
    """The jumps after ``low`` and up to ``high``, and one that begins at ``low`` itself."""
    half = Fraction(1, 2 * 10**one.rule.places)
    ends = sorted((value(one.line, low) / half, value(one.line, high) / half))
    first, last = ends[0].__ceil__(), ends[1].__floor__()
    if last - first > MOST_KNOTS:
        raise TooManyStepsError
    odd = 1 if one.rule.mode in HALVES else 0
    rising, scale = one.line[1] > 0, 10 ** (finest - one.rule.places)
    stretch = shared // one.d
    for multiple in range(first + (first % 2 != odd), last + 1, 2):
        small = _small(multiple)
        under, at, over = _around(small, one.rule.mode)
        before, beyond = (under, over) if rising else (over, under)
        place = (multiple * one.a + one.b) * stretch
        yield _Jump(place, one.bid, (at - before) * scale, (beyond - before) * scale)


def _small(multiple: int) -> int:
    """A small multiple of the same sign, an even number of units away: modes treat the two alike."""
    rest = multiple % 4
    if multiple > 0:
        return rest or 4
    return rest - 4 if multiple < 0 else 0


@cache
def _around(multiple: int, mode: Mode) -> tuple[int, int, int]:
    """Half a unit times ``multiple`` rounded to units: just under it, at it, and just over it."""
    under, at, over = (int(round_to(Fraction(2 * multiple + side, 4), 0, mode)) for side in (-1, 0, 1))
    return under, at, over


def _walked(
    found: Sequence[_Jump], now: list[int], shared: int, low: Fraction, high: Fraction
) -> Iterator[tuple[Fraction, Fraction, Totals]]:
    """``now`` holds the totals at ``low`` itself; a jump there counts from there on."""
    first = low.numerator * (shared // low.denominator)
    previous = low
    if not found or found[0].place != first:
        yield low, low, tuple(now)
    for place, group in groupby(found, key=lambda jump: jump.place):
        here, beyond = list(now), list(now)
        for jump in group:
            at, after = (0, jump.after - jump.at) if place == first else (jump.at, jump.after)
            here[jump.bid] += at
            beyond[jump.bid] += after
        knot = Fraction(place, shared)
        if knot != previous:
            yield previous, knot, tuple(now)
        yield knot, knot, tuple(here)
        now, previous = beyond, knot
    if previous != high:
        yield previous, high, tuple(now)
        yield high, high, tuple(now)
