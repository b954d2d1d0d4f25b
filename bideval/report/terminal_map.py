"""A map of two weights, or of a threshold and a weight, in letters: who wins where, on a terminal.

Each letter is who wins at the middle of its cell, decided on exact figures; a border inside a
cell is not seen.  A drawing, and never the only place of a figure: it is for a terminal alone,
and what is piped or read out does not have it.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from string import ascii_uppercase

from bideval.analysis.pictures import Area, Map, Point
from bideval.model.numbers import decimal_text

WIDE, HIGH = 48, 16  # cells
_MARGIN = 9  # columns for the figures of the axis that goes up
_NONE, _HERE = "·", "●"


def map_lines(picture: Map) -> Iterator[str]:
    """Yield the lines of a map, from the top, with its axes and what each letter stands for."""
    names = sorted({_named(one) for one in picture.areas})
    letters = dict(zip(names, ascii_uppercase, strict=False))
    rows = [[_letter(picture, x, y, letters) for x in range(WIDE)] for y in range(HIGH)]
    here = _cell(picture)
    if here is not None:
        rows[here[1]][here[0]] = _HERE
    low, high = ([_short(one) for one in ends] for ends in (picture.low, picture.high))
    for y in reversed(range(HIGH)):
        figure = high[1] if y == HIGH - 1 else low[1] if y == 0 else ""
        yield f"{figure:>{_MARGIN}} │{''.join(rows[y])}"
    yield f"{'':>{_MARGIN}} └{'─' * WIDE}"
    yield f"{'':>{_MARGIN}}  {low[0]}{high[0]:>{WIDE - len(low[0])}}"
    across, up = picture.words or tuple(f"weight of {name}, percent" for name in (picture.across, picture.up))
    yield f"across: {across}; up: {up}"
    yield from (f"{letter}: {name}" for name, letter in letters.items())
    if any(_NONE in row for row in rows):
        yield f"{_NONE}: no such settings"
    if here is not None:
        yield f"{_HERE}: as published"


def _named(area: Area) -> str:
    return " and ".join(area.winners) or "nobody"


def _middle(picture: Map, x: int, y: int) -> Point:
    """The middle of a cell, counted from the lower left."""
    low, high = picture.low, picture.high
    across = low[0] + (high[0] - low[0]) * Fraction(2 * x + 1, 2 * WIDE)
    return across, low[1] + (high[1] - low[1]) * Fraction(2 * y + 1, 2 * HIGH)


def _cell(picture: Map) -> tuple[int, int] | None:
    """The cell that holds the published point; none where it is not on the map."""
    if picture.published is None:
        return None
    found = []
    for at, low, high, cells in zip(picture.published, picture.low, picture.high, (WIDE, HIGH), strict=True):
        if not low <= at <= high or low == high:
            return None
        found.append(min(int((at - low) * cells / (high - low)), cells - 1))
    return found[0], found[1]


def _letter(picture: Map, x: int, y: int, letters: dict[str, str]) -> str:
    point = _middle(picture, x, y)
    found = next((one for one in picture.areas if _holds(one.corners, point)), None)
    return _NONE if found is None else letters.get(_named(found), "?")


def _holds(corners: Sequence[Point], point: Point) -> bool:
    """Whether a shape holds a point: going right from it, the border is crossed an odd number of times."""
    x, y = point
    crossed = False
    for (x1, y1), (x2, y2) in zip(corners, (*corners[1:], *corners[:1]), strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossed = not crossed
    return crossed


def _short(value: Fraction) -> str:
    return (
        decimal_text(value, 2).rstrip("0").rstrip(".") if value.denominator != 1 else f"{value.numerator:,}"
    )
