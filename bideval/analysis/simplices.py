"""Exact pieces of space: simplices cut by straight borders, and their volumes.

A simplex is one corner more than there are dimensions: a stretch, a triangle, a
tetrahedron.  A region is a set of simplices that overlap on borders only.  Cutting one
edge at a time keeps every piece a simplex, in any dimension, so volumes always sum.
Nothing here knows weights or bids.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import count
from math import factorial
from typing import NamedTuple

Corner = tuple[Fraction, ...]
Simplex = tuple[Corner, ...]
ZERO = Fraction(0)


class Border(NamedTuple):
    """The side on which normal.x + constant is 0 or more."""

    normal: Corner
    constant: Fraction

    def at(self, corner: Corner) -> Fraction:
        """How far inside a corner is; below zero outside."""
        return sum((a * x for a, x in zip(self.normal, corner, strict=True) if a), self.constant)


class Cut(NamedTuple):
    """What lies inside a border and what outside."""

    inside: tuple[Simplex, ...]
    outside: tuple[Simplex, ...]


def cut(simplices: Sequence[Simplex], border: Border) -> Cut:
    """Part simplices at a border; pieces of no volume on either side are left out."""
    inside: list[Simplex] = []
    outside: list[Simplex] = []
    for simplex in simplices:
        for piece, is_inside in _cut_one(simplex, border):
            (inside if is_inside else outside).append(piece)
    return Cut(tuple(inside), tuple(outside))


def _cut_one(simplex: Simplex, border: Border) -> Iterator[tuple[Simplex, bool]]:
    sides = [border.at(corner) for corner in simplex]
    above = next((place for place, side in enumerate(sides) if side > 0), None)
    below = next((place for place, side in enumerate(sides) if side < 0), None)
    if above is None or below is None:
        yield simplex, below is None
        return
    share = sides[above] / (sides[above] - sides[below])
    crossing = tuple(a + share * (b - a) for a, b in zip(simplex[above], simplex[below], strict=True))
    yield from _cut_one(_replaced(simplex, below, crossing), border)
    yield from _cut_one(_replaced(simplex, above, crossing), border)


def _replaced(simplex: Simplex, place: int, corner: Corner) -> Simplex:
    return (*simplex[:place], corner, *simplex[place + 1 :])


def corner_simplex(low: Corner, high: Corner) -> Simplex:
    """A simplex that holds the whole box from ``low`` to ``high``."""
    reach = sum((b - a for a, b in zip(low, high, strict=True)), ZERO)
    return (low, *(_replaced_at(low, place, low[place] + reach) for place in range(len(low))))


def _replaced_at(corner: Corner, place: int, value: Fraction) -> Corner:
    return (*corner[:place], value, *corner[place + 1 :])


def volume(simplices: Sequence[Simplex]) -> Fraction:
    """The length, area or volume of simplices together."""
    return sum((_volume(simplex) for simplex in simplices), ZERO)


def _volume(simplex: Simplex) -> Fraction:
    first, *others = simplex
    rows = [[b - a for a, b in zip(first, other, strict=True)] for other in others]
    return abs(determinant(rows)) / factorial(len(rows))


def determinant(rows: Sequence[Sequence[Fraction]]) -> Fraction:
    """The determinant of a small square table."""
    if not rows:
        return Fraction(1)
    head, *rest = rows
    return sum(
        (
            (-1) ** place * value * determinant([[*row[:place], *row[place + 1 :]] for row in rest])
            for place, value in enumerate(head)
            if value
        ),
        ZERO,
    )


def inner_points(simplex: Simplex) -> Iterator[Corner]:
    """Points inside a simplex, without end; no straight border can hold more than a few of them.

    The corners are mixed in the proportions 1, t, t^2, ... for t = 1, 2, 3, ...
    """
    for base in count(1):
        parts = [base**power for power in range(len(simplex))]
        whole = sum(parts)
        yield tuple(
            sum((part * corner[axis] for part, corner in zip(parts, simplex, strict=True)), ZERO) / whole
            for axis in range(len(simplex[0]))
        )


def outline(corners: Sequence[Corner]) -> tuple[Corner, ...]:
    """The corners of the convex hull of points of a plane, in order, none on a side (monotone chain)."""
    ordered = sorted(set(corners))
    if len(ordered) < 3:
        return tuple(ordered)
    halves = [_half(ordered), _half(ordered[::-1])]
    return tuple(corner for half in halves for corner in half[:-1])


def _half(ordered: Sequence[Corner]) -> list[Corner]:
    chain: list[Corner] = []
    for corner in ordered:
        while len(chain) > 1 and _turn(chain[-2], chain[-1], corner) <= 0:
            chain.pop()
        chain.append(corner)
    return chain


def _turn(a: Corner, b: Corner, c: Corner) -> Fraction:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
