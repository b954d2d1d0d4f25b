"""A figure along a line, exactly as a published rounding leaves it: steps and straight pieces.

Along a line of weights an unrounded figure is straight; after a rounding it goes in
steps.  ``Steps`` holds its value at every knot and its straight course on the open
stretch after each knot, so sums and further roundings of it are exact everywhere.
Rounding itself is done by scoring.rounding; here only the places where a rounded figure
can jump are found: the multiples of half a unit.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import BidevalError
from bideval.model.tender import RoundingRule
from bideval.scoring.rounding import round_to

Affine = tuple[Fraction, Fraction]  # value at 0, and slope
MOST_KNOTS = 20_000  # beyond this a figure is not followed step by step
ZERO = Fraction(0)


class TooManyStepsError(BidevalError):
    """Raised when a rounded figure jumps more often than is followed."""

    def __str__(self) -> str:
        return f"a rounded figure jumps more than {MOST_KNOTS} times on the way"


class Steps(NamedTuple):
    """A figure from the first knot to the last."""

    knots: tuple[Fraction, ...]  # rising; one alone for a single point
    at: tuple[Fraction, ...]  # the value at each knot
    after: tuple[Affine, ...]  # the course on the open stretch after each knot but the last


def straight(course: Affine, low: Fraction, high: Fraction) -> Steps:
    """Return an unrounded figure from ``low`` to ``high``."""
    if low == high:
        return Steps((low,), (value(course, low),), ())
    return Steps((low, high), (value(course, low), value(course, high)), (course,))


def value(course: Affine, place: Fraction) -> Fraction:
    """The value of a straight course at ``place``."""
    return course[0] + course[1] * place if course[1] else course[0]


def added(parts: Sequence[Steps]) -> Steps:
    """Return the sum of figures that run from and to the same ends."""
    if len(parts) == 1:
        return parts[0]
    knots = sorted({knot for part in parts for knot in part.knots})
    nexts = [0] * len(parts)
    running = [(ZERO, ZERO)] * len(parts)
    constant, slope = ZERO, ZERO
    at, after = [], []
    for knot in knots:
        here = constant + slope * knot if slope else constant
        for place, part in enumerate(parts):
            index = nexts[place]
            if index < len(part.knots) and part.knots[index] == knot:
                here += part.at[index] - value(running[place], knot)
                old = running[place]
                new = part.after[index] if index < len(part.after) else old
                constant, slope = constant + new[0] - old[0], slope + new[1] - old[1]
                running[place], nexts[place] = new, index + 1
        at.append(here)
        after.append((constant, slope))
    return Steps(tuple(knots), tuple(at), tuple(after[:-1]))


def rounded(steps: Steps, rule: RoundingRule | None) -> Steps:
    """Return the figure after one more rounding; raise TooManyStepsError where it jumps too often."""
    if rule is None:
        return steps
    knots, at, after = [], [], []
    for index, knot in enumerate(steps.knots):
        knots.append(knot)
        at.append(round_to(steps.at[index], rule.places, rule.mode))
        if index == len(steps.after):
            break
        course, end = steps.after[index], steps.knots[index + 1]
        jumps = _jumps(course, knot, end, rule.places)
        for low, high in zip((knot, *jumps), (*jumps, end), strict=True):
            middle = value(course, (low + high) / 2) if course[1] else course[0]
            after.append((round_to(middle, rule.places, rule.mode), ZERO))
        for jump in jumps:
            knots.append(jump)
            at.append(round_to(value(course, jump), rule.places, rule.mode))
    return Steps(tuple(knots), tuple(at), tuple(after))


def _jumps(course: Affine, low: Fraction, high: Fraction, places: int) -> tuple[Fraction, ...]:
    """Where between ``low`` and ``high`` the course meets a multiple of half a unit."""
    constant, slope = course
    if not slope:
        return ()
    half = Fraction(1, 2 * 10**places)
    first, last = sorted((value(course, low) / half, value(course, high) / half))
    begin, end = first.__floor__() + 1, last.__ceil__() - 1
    if end - begin > MOST_KNOTS:
        raise TooManyStepsError
    return tuple(sorted((multiple * half - constant) / slope for multiple in range(begin, end + 1)))
