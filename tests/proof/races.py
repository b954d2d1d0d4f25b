"""Seeded races of 8 criteria and 6 bids: who can win, and what is the smallest move.

Families: random points; coarse marks; degenerate (cloned bids, equal and constant criteria,
fixed weights); tie (the challenger is a mixture of two rivals, so it is level at best);
near-tie (a tie, moved by 1e-6 to 1e-12 of a point); penny (equal quality, prices of about
100m that differ by a penny to 10 pounds).  The last three are built to be hard for floats.

Numbers are drawn from a SHA-256 counter, so they are the same on every Python.
"""

import hashlib
from fractions import Fraction
from typing import NamedTuple

from bideval.proof.linear import Vector
from bideval.proof.programs import Differences
from bideval.proof.region import Region, Row

CRITERIA, BIDS = 8, 6
FAMILIES = {"random": 500, "coarse": 500, "degenerate": 400, "tie": 300, "near-tie": 300, "penny": 500}
HARD = ("tie", "near-tie")

Table = list[list[Fraction]]


class Race(NamedTuple):
    """A challenger among its rivals, and the weights considered."""

    name: str  # family and number
    region: Region
    published: Vector
    differences: Differences


class Draw:
    """Whole numbers, all equally likely, from SHA-256 of a seed and a counter."""

    def __init__(self, seed: str) -> None:
        self.seed, self.counter = seed, 0

    def below(self, end: int) -> int:
        """Return a number from 0 to ``end`` - 1."""
        while True:
            self.counter += 1
            digest = hashlib.sha256(f"{self.seed},{self.counter}".encode()).digest()
            value = int.from_bytes(digest[:8], "big")
            if value < 2**64 // end * end:
                return value % end

    def between(self, low: int, high: int) -> int:
        """Return a number from ``low`` to ``high``."""
        return low + self.below(high - low + 1)


def race(family: str, number: int) -> Race:
    """Return one race of a family; about a third of the easier ones consider all weights."""
    draw = Draw(f"{family} {number}")
    published = weights(draw)
    low, high = box(draw, published)
    points = table(family, draw)
    challenger = draw.below(BIDS)
    if family in HARD:
        mix(family, draw, published, points, challenger)
    if family == "degenerate":
        low[1] = high[1] = published[1]
        low[2] = high[2] = published[2]
    elif family not in (*HARD, "penny") and draw.below(3) == 0:
        low, high = [Fraction(0)] * CRITERIA, [Fraction(100)] * CRITERIA
    region = Region(tuple(low), tuple(high), rows(draw, published) if draw.below(4) == 0 else ())
    rivals = [row for place, row in enumerate(points) if place != challenger]
    mine = points[challenger]
    return Race(
        f"{family} {number}",
        region,
        tuple(published),
        tuple(tuple(own - other for own, other in zip(mine, rival, strict=True)) for rival in rivals),
    )


def sample(every: int) -> list[Race]:
    """Return one race in ``every`` of each family."""
    return [race(family, number) for family, count in FAMILIES.items() for number in range(0, count, every)]


def weights(draw: Draw) -> list[Fraction]:
    """Return whole percents that sum to 100."""
    parts = [draw.between(2, 30) for _ in range(CRITERIA)]
    found = [Fraction(part * 100 // sum(parts)) for part in parts]
    found[0] += 100 - sum(found)
    return found


def box(draw: Draw, published: list[Fraction]) -> tuple[list[Fraction], list[Fraction]]:
    """Return ranges of the same share above and below each published weight."""
    share = Fraction(draw.between(5, 40), 100)
    return [weight * (1 - share) for weight in published], [weight * (1 + share) for weight in published]


def rows(draw: Draw, published: list[Fraction]) -> tuple[Row, ...]:
    """Return a group that keeps its total, and an order that the published weights keep."""
    group = tuple(int(place < 3) for place in range(CRITERIA))
    total = sum(published[:3])
    first, second = sorted((3, 4 + draw.below(CRITERIA - 4)), key=lambda place: -published[place])
    order = tuple((place == first) - (place == second) for place in range(CRITERIA))
    return Row(group, total, total), Row(order, 0, None)


def table(family: str, draw: Draw) -> Table:
    """Return the points of each bid on each criterion, 0 to 100."""
    if family == "penny":
        return penny_table(draw)
    prices = [draw.between(80_000_000_00, 140_000_000_00) for _ in range(BIDS)]  # pence
    fine = family == "random"
    points = [
        [
            Fraction(draw.between(3000, 9500), 100) if fine else Fraction(25 * draw.below(5))
            for _ in range(CRITERIA)
        ]
        for _ in range(BIDS)
    ]
    if family in ("random", "coarse"):
        for row, price in zip(points, prices, strict=True):
            row[0] = Fraction(100 * min(prices), price)
    if family == "degenerate":
        points[4], points[5] = list(points[3]), list(points[3])
        for row in points:
            row[7], row[5] = row[6], Fraction(50)
    return points


def penny_table(draw: Draw) -> Table:
    """Return equal quality but for tiny trade-offs, and prices a few pennies apart."""
    quality = [Fraction(25 * draw.below(5)) for _ in range(CRITERIA)]
    base = 100_000_000_00 + draw.below(10**9)
    prices = [base + draw.between(0, 10 ** draw.between(0, 3)) for _ in range(BIDS)]
    points = []
    for price in prices:
        row = list(quality)
        if draw.below(2):
            tiny = Fraction(1, 10 ** draw.between(6, 9))
            row[draw.between(1, 7)] += tiny
            row[draw.between(1, 7)] -= tiny
        row[0] = Fraction(100 * min(prices), price)
        points.append(row)
    return points


def mix(family: str, draw: Draw, published: list[Fraction], points: Table, challenger: int) -> None:
    """Make the challenger a mixture of two rivals that are level at the published weights."""
    first, second, *others = (place for place in range(BIDS) if place != challenger)
    share = Fraction(draw.between(1, 6), 7)
    gaps = zip(published, points[first], points[second], strict=True)
    points[second][0] += (
        sum((weight * (own - other) for weight, own, other in gaps), Fraction(0)) / published[0]
    )
    pairs = list(zip(points[first], points[second], strict=True))
    points[challenger] = [share * one + (1 - share) * other for one, other in pairs]
    for place in others:
        points[place] = [min(pair) - draw.between(0, 3) for pair in pairs]
    if family == "near-tie":
        tiny = Fraction(1, 10 ** draw.between(6, 12)) * (1 if draw.below(2) else -1)
        points[challenger] = [value + tiny for value in points[challenger]]
