"""All weights within so many points of the published ones: its corners, and how far a line is off.

Points moved are half the sum of all changes.  The weights that are reached by moving at most so
many, none below 0, are the mixtures of finitely many corners: at each one criterion is given all
that is moved, and others give, all but one of them everything that they have.  Where no more is
moved than the least weight, these are the moves from one criterion to another.  So what is true
of a convex set of weights is true of all of them where it is true at the corners.

The way that is shown takes from where most is lost and gives to where most is gained: no way of
moving as much lowers a sum of weights times points further.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

Weights = tuple[Fraction, ...]  # percent of the whole, by criterion; they sum to 100
HUNDRED = Fraction(100)
ZERO = Fraction(0)


class Shift(NamedTuple):
    """Weight that moves: what each criterion gives, by place, and which one is given it all."""

    given: tuple[tuple[int, Fraction], ...]
    to: int

    @property
    def points(self) -> Fraction:
        """How many points of weight move."""
        return sum((amount for _, amount in self.given), ZERO)


def moved_by(weights: Weights, shift: Shift) -> Weights:
    """Return the weights after a shift."""
    after = list(weights)
    for place, amount in shift.given:
        after[place] -= amount
    after[shift.to] += shift.points
    return tuple(after)


def corners(weights: Weights, points: Fraction) -> Iterator[Shift]:
    """Yield the corners of all weights within ``points``, in the order of the criteria; none for 0."""
    for taker in range(len(weights)):
        givers = [place for place, weight in enumerate(weights) if weight and place != taker]
        most = sum((weights[place] for place in givers), ZERO)
        left = min(points, most)
        if left:
            yield from (Shift(given, taker) for given in _given(weights, tuple(givers), left))


def _given(
    weights: Weights, givers: tuple[int, ...], left: Fraction
) -> Iterator[tuple[tuple[int, Fraction], ...]]:
    """Yield every way to give ``left`` in which all but one of those that give, give all they have."""
    for wholly in _wholly(weights, givers, left):
        rest = left - sum((weights[place] for place in wholly), ZERO)
        given = [(place, weights[place]) for place in wholly]
        if not rest:
            yield tuple(given)
            continue
        for place in givers:
            if place not in wholly and weights[place] > rest:
                yield tuple(sorted([*given, (place, rest)]))


def _wholly(weights: Weights, givers: tuple[int, ...], left: Fraction) -> Iterator[tuple[int, ...]]:
    """Yield the sets of criteria that together weigh at most ``left``, the empty one first."""
    yield ()
    for at, place in enumerate(givers):
        if weights[place] <= left:
            for more in _wholly(weights, givers[at + 1 :], left - weights[place]):
                yield (place, *more)


def nearest(weights: Weights, lead: Weights) -> Shift | None:
    """Return the least shift at which the sum of weights times ``lead`` is no more than 0.

    None where it is above 0 whatever the weights; a shift of nothing where it is not above 0.
    """
    taker = min(range(len(weights)), key=lambda place: (lead[place], place))
    above = sum((weight * one for weight, one in zip(weights, lead, strict=True)), ZERO)
    given = list[tuple[int, Fraction]]()
    for place in sorted(range(len(weights)), key=lambda one: (-lead[one], one)):
        gain = lead[place] - lead[taker]
        if above <= 0 or not gain:
            break
        amount = min(weights[place], above / gain)
        if amount:
            given.append((place, amount))
            above -= amount * gain
    return Shift(tuple(sorted(given)), taker) if above <= 0 else None


def furthest(weights: Weights, lead: Weights, points: Fraction) -> Shift:
    """Return a move of so many points, or of all there are, that lowers the sum of ``nearest`` the most."""
    taker = min(range(len(weights)), key=lambda place: (lead[place], place))
    given, left = list[tuple[int, Fraction]](), points
    for place in sorted(range(len(weights)), key=lambda one: (-lead[one], one)):
        amount = ZERO if place == taker else min(weights[place], left)
        if amount:
            given.append((place, amount))
            left -= amount
    return Shift(tuple(sorted(given)), taker)
