"""A small map of a threshold and a weight, in letters: a line for each stretch of the threshold.

Every stretch of the threshold has its line, however narrow, so that none is lost between
two others.  A letter is who wins at the middle of its cell, decided on exact figures; a
border inside a cell is not seen, and stands in the table.  A drawing, and never the only
place of a figure: it is for a terminal alone, and what is piped or read out does not have
it.  It has letters and no colours.
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from string import ascii_uppercase
from typing import NamedTuple

from bideval.analysis.pictures import Area, Map
from bideval.model.numbers import decimal_text
from bideval.report.tables import money_text, wrapped

WIDE = 48  # cells
NOBODY, ROUNDING, HERE = "-", "·", "●"
_MONEY = Fraction(1000)  # from here on figures are grouped as amounts


class _Row(NamedTuple):
    """A stretch of the threshold; None where it goes on without end."""

    low: Fraction
    high: Fraction
    words: str


def band_lines(picture: Map, named: Callable[[str], str] = str) -> Iterator[str]:
    """Yield the lines of a map whose areas are boxes, the highest threshold first, and its key.

    ``named`` says what the key calls those who are awarded.
    """
    letters = _letters(picture.areas)
    rows = _rows(picture)
    margin = max((len(row.words) for row in rows), default=0)
    across, up = picture.words or (picture.across, picture.up)
    yield f"Up: {up}. Across: {across}."
    drawn = [_cells(picture, row, letters) for row in rows]
    for row, cells in reversed(list(zip(rows, drawn, strict=True))):
        yield f"{row.words:>{margin}} |{cells}"
    low, high = (decimal_text(end[0], 2) for end in (picture.low, picture.high))
    yield f"{'':>{margin}}  {low}{high:>{WIDE - len(low)}}"
    for winners, letter in letters.items():
        yield from wrapped(f"{letter} {' and '.join(map(named, winners)) or 'nobody'}", "")
    seen = "".join(drawn)
    if ROUNDING in seen:
        yield f"{ROUNDING} {picture.open_words}"
    if HERE in seen:
        yield f"{HERE} as published"


def _letters(areas: Sequence[Area]) -> dict[tuple[str, ...], str]:
    named = sorted({one.winners for one in areas if one.winners})
    letters = dict(zip(named, ascii_uppercase, strict=False))
    return letters | ({(): NOBODY} if any(not one.winners for one in areas) else {})


def _rows(picture: Map) -> list[_Row]:
    """The stretches between two borders, the lowest first."""
    ends = sorted({y for one in picture.areas for _, y in one.corners})
    stretches = list(pairwise(ends))
    return [_Row(low, high, _words(picture, low, high, stretches)) for low, high in stretches]


def _words(picture: Map, low: Fraction, high: Fraction, all_: list[tuple[Fraction, Fraction]]) -> str:
    if len(all_) == 1:
        return "any"
    if high == all_[-1][1]:
        return f"beyond {_figure(low)}"
    return f"up to {_figure(high)}" if low == all_[0][0] else f"{_figure(low)} to {_figure(high)}"


def _figure(value: Fraction) -> str:
    return money_text(value) if value >= _MONEY else decimal_text(value, 4)


def _cells(picture: Map, row: _Row, letters: dict[tuple[str, ...], str]) -> str:
    start, wide = picture.low[0], picture.high[0] - picture.low[0]
    height = (row.low + row.high) / 2
    middles = [start + wide * Fraction(2 * place + 1, 2 * WIDE) for place in range(WIDE)]
    cells = [_letter(picture.areas, middle, height, letters) for middle in middles]
    here = _published(picture, row)
    if here is not None:
        cells[here] = HERE
    return "".join(cells)


def _letter(
    areas: Sequence[Area], across: Fraction, up: Fraction, letters: dict[tuple[str, ...], str]
) -> str:
    for one in areas:
        (left, bottom), _, (right, top), _ = one.corners
        if left <= across <= right and bottom < up < top:
            return letters.get(one.winners, "?")
    return ROUNDING


def _published(picture: Map, row: _Row) -> int | None:
    """The cell of the published point, where it lies in this row."""
    if picture.published is None or picture.low[0] == picture.high[0]:
        return None
    weight, threshold = picture.published
    inside = row.low < threshold < row.high
    on_border = threshold == (row.high if picture.border_below else row.low)
    if not (inside or on_border) or not picture.low[0] <= weight <= picture.high[0]:
        return None
    return min(int((weight - picture.low[0]) * WIDE / (picture.high[0] - picture.low[0])), WIDE - 1)
