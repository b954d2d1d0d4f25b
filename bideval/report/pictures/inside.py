"""Where a name stands inside an area, so that colour is not the only thing that tells whose it is.

A place is tried in the middle of an area and half way to each of its corners: the whole of the
name has to lie inside, and no line may cross it.  Where nothing fits, the legend alone says it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from bideval.report.pictures.room import wide

Spot = tuple[Fraction, Fraction]  # in pixels, y downward
SIZE = 12  # of the letters
_HALF_HIGH = 9


class Box(NamedTuple):
    """The room that a name takes around a place."""

    middle: Spot
    half: Fraction  # of its width

    def corners(self) -> Iterator[Spot]:
        """Return its four corners."""
        x, y = self.middle
        return product((x - self.half, x + self.half), (y - _HALF_HIGH, y + _HALF_HIGH))

    def is_clear_of(self, line: Spot) -> bool:
        """Whether the level and the upright line through a point both pass it by."""
        x, y = self.middle
        return abs(x - line[0]) > self.half + 6 and abs(y - line[1]) > _HALF_HIGH + 6


def place_for(name: str, corners: Sequence[Spot], lines: Spot | None) -> Spot | None:
    """Return the middle of the first place where ``name`` fits in an area; None where none does.

    ``lines``: where a level and an upright line cross that the name has to stay clear of.
    """
    half = Fraction(wide(name, SIZE), 2) + 3
    for spot in _spots(corners):
        box = Box(spot, half)
        if all(_is_inside(one, corners) for one in box.corners()) and (
            lines is None or box.is_clear_of(lines)
        ):
            return spot
    return None


def _spots(corners: Sequence[Spot]) -> Iterator[Spot]:
    x, y = (sum(one[axis] for one in corners) / Fraction(len(corners)) for axis in (0, 1))
    yield x, y
    yield from (((x + other[0]) / 2, (y + other[1]) / 2) for other in corners)


def _is_inside(spot: Spot, corners: Sequence[Spot]) -> bool:
    """Whether a point lies in an area: an odd number of its sides cross the ray to the right of it."""
    x, y = spot
    inside = False
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], *corners[:1]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            inside = not inside
    return inside
