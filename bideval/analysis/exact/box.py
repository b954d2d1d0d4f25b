"""The least of a sum over weights that have bounds alone: filled in order, with no search.

    minimise D.w   subject to   low <= w <= high,   sum w = 100

Weights begin at their least, and what is left goes where D is least, as far as each may go.
The multiplier of the sum is the D of the last weight that takes any; with it the bound of
bideval.proof.linear meets the point, so the claim is checked like any other.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.proof.linear import Vector, dot
from bideval.proof.region import WHOLE, Region


class Filled(NamedTuple):
    """The least of the sum, weights that reach it, and the multiplier of the row of the sum."""

    least: Fraction
    weights: Vector
    multiplier: Fraction


def fill(region: Region, difference: Vector) -> Filled | None:
    """Return the least of ``difference``.weights; None where rows bind too, or none sum to the whole."""
    left = WHOLE - sum(map(Fraction, region.low), Fraction(0))
    if region.rows or left < 0:
        return None
    weights = list(region.low)
    order = sorted(range(len(weights)), key=lambda place: (difference[place], place))
    last = order[0]
    for place in order:
        if not left:
            break
        taken = min(left, Fraction(region.high[place]) - region.low[place])
        weights[place] += taken
        left -= taken
        last = place
    if left:
        return None
    return Filled(Fraction(dot(difference, weights)), tuple(weights), Fraction(difference[last]))
