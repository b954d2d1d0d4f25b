"""What a drawing needs to know of letters and scales: room for words, ink on a colour, round steps.

Widths of letters are estimates, on the wide side: a drawing does not know the reader's font.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.report.pictures.svg import INK

_BRIGHT = 100  # of 255: from here on dark letters read better than white ones
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))


class Swatch(NamedTuple):
    """A place in a legend."""

    x: int
    y: int
    words: str


def wide(words: str, size: int = 13) -> int:
    """Return the room that ``words`` take, in pixels."""
    return len(words) * size * 62 // 100 + 2


def cut(words: str, room: int, size: int = 13) -> str:
    """Return ``words``, cut to ``room`` pixels where they are longer."""
    if wide(words, size) <= room:
        return words
    most = max(room * 100 // (size * 62) - 1, 1)
    return words[:most].rstrip() + "\u2026"


def ink_on(colour: str) -> str:
    """Return the colour of letters on ``colour``: white where it is dark.

    >>> ink_on("#0072b2"), ink_on("#f0e442")
    ('#ffffff', '#1d2433')
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return INK if 299 * red + 587 * green + 114 * blue > 1000 * _BRIGHT else "#ffffff"


def steps(low: Fraction, high: Fraction, most: int = 6) -> list[Fraction]:
    """Return round figures from ``low`` to ``high``, no more than ``most`` of them and one.

    >>> [int(one) for one in steps(Fraction(421), Fraction(442))]
    [425, 430, 435, 440]
    """
    if low >= high:
        return [low]
    power = Fraction(1)
    while power * most < high - low:
        power *= 10
    while power * most >= 10 * (high - low):
        power /= 10
    size = next(power / 10 * one for one in _STEPS if power / 10 * one * most >= high - low)
    first = -(-low // size)
    return [size * number for number in range(first, int(high // size) + 1)]


def flowed(words: Iterable[str], left: int, right: int, size: int = 12) -> tuple[list[Swatch], int]:
    """Return where the entries of a legend stand, row by row, and how deep it is."""
    found, x, y = [], left, 0
    for one in words:
        need = 24 + wide(one, size) + 12
        if x > left and x + need > right:
            x, y = left, y + 22
        found.append(Swatch(x, y, one))
        x += need
    return found, y + 22


def rows_of(places: Sequence[Fraction], widths: Sequence[int]) -> list[int]:
    """Return a row for each label that hangs to the right of a line from its place.

    Places go from left to right; what stands further left hangs lower where it must, so that
    no label meets another or is crossed by the line of another.
    """
    starts: list[Fraction] = []
    rows = []
    for place, width in reversed(list(zip(places, widths, strict=True))):
        # A label must end before the line of every label to its right that hangs as low, or lower.
        row = next((at for at in range(len(starts)) if place + width <= min(starts[at:])), len(starts))
        starts[row : row + 1] = [place]
        rows.append(row)
    return rows[::-1]
