"""Stacked bars of a lot: what each section or criterion adds to the total of each bid.

Every piece has a letter as well as a colour, so that the picture can be read in grey.  What
is below zero is drawn to the left of it.  A bid that was not assessed has a bar only where
shadow results are asked for; it is hollow, because it is no result.
"""

from collections.abc import Sequence
from fractions import Fraction
from string import ascii_uppercase
from typing import NamedTuple

from bideval.model.evaluation import LotResult, Placing, PlacingStatus, Score
from bideval.report.evaluation_text import figure_places, sentence
from bideval.report.pictures.drawn import Drawn, Figures, NotDrawn
from bideval.report.pictures.room import cut, flowed, ink_on, wide
from bideval.report.pictures.svg import (
    COLOURS,
    INK,
    QUIET,
    WIDTH,
    Scale,
    bar,
    broken,
    line,
    number,
    text,
)
from bideval.report.tables import aligned, most_decimals, name_text
from bideval.scoring.methods.registry import METHODS

KIND = "totals"
SHADOW = "Shadow: not assessed"
ROUNDING = "rounding or normalising"
_LEFT, _RIGHT, _ROW, _DEEP = 190, WIDTH - 84, 46, 30
_PLACES = 2  # decimals in a bar at most; the table has all
ZERO = Fraction(0)


class _Row(NamedTuple):
    bid: str
    name: str
    rank: int | None
    total: Fraction
    parts: tuple[Fraction, ...]  # as the titles stand
    is_awarded: bool
    is_shadow: bool


def totals(name: str, lot: LotResult, currency: str, *, shadow: bool) -> Drawn | NotDrawn:
    """Return the stacked bars of a lot; ``shadow`` adds bids that were not assessed, as if they had been."""
    if not METHODS[lot.method].additive:
        return NotDrawn(name, f"the method {lot.method} adds no criteria, so a total has no parts")
    titles, rows = _rows(lot, shadow=shadow)
    if not rows:
        return NotDrawn(name, "no bid has a total")
    out = [one for one in lot.placings if one.status is not PlacingStatus.ASSESSED]
    said = f"{sentence(lot, currency, has_notes=False)} What each part adds to the total of each bid."
    note = "" if not out else f"Not assessed: {', '.join(f'{one.bid} ({one.status.value})' for one in out)}."
    told = " The hollow bars are shadow results: what there would have been." if shadow and out else ""
    notes = (note + told,) if note else ()
    pieces, height = _drawn(titles, rows, notes, lot)
    return Drawn(name, said, pieces, height, (_figures(titles, rows, lot),), notes)


def _rows(lot: LotResult, *, shadow: bool) -> tuple[tuple[str, ...], list[_Row]]:
    """The titles of the parts, and the bids; rounding is a part where there is any."""
    found: list[tuple[Placing, Sequence[Score], Fraction, bool]] = []
    for one in lot.placings:
        if one.status is PlacingStatus.ASSESSED and one.total is not None and one.scores:
            found.append((one, one.scores, one.total, False))
        elif shadow and one.shadow is not None and one.shadow.total is not None:
            found.append((one, one.shadow.scores, one.shadow.total, True))
    tops = [[score for score in scores if score.within is None] for _, scores, _, _ in found]
    titles = tuple(name_text(score.title) for score in tops[0]) if tops else ()
    rests = [
        total - sum((score.weighted for score in top), ZERO)
        for top, (_, _, total, _) in zip(tops, found, strict=True)
    ]
    has_rest = any(rests)
    rows = [
        _Row(
            placing.bid,
            name_text(placing.name),
            placing.shadow.rank if is_shadow and placing.shadow else placing.rank,
            total,
            (*(score.weighted for score in top), *((rest,) if has_rest else ())),
            placing.bid in lot.winners,
            is_shadow,
        )
        for (placing, _, total, is_shadow), top, rest in zip(found, tops, rests, strict=True)
    ]
    return (*titles, *((ROUNDING,) if has_rest else ())), rows


def _drawn(
    titles: Sequence[str], rows: Sequence[_Row], notes: Sequence[str], lot: LotResult
) -> tuple[list[str], int]:
    pieces, top = _legend(titles)
    low = min(ZERO, *(sum((part for part in row.parts if part < 0), ZERO) for row in rows))
    high = max(sum((part for part in row.parts if part > 0), ZERO) for row in rows)
    across = Scale(low, high, _LEFT, _RIGHT)
    shown = _totals(rows, lot)
    places = min(most_decimals([part for row in rows for part in row.parts]), _PLACES)
    y = top
    for place, (row, total) in enumerate(zip(rows, shown, strict=True)):
        if row.is_shadow and (place == 0 or not rows[place - 1].is_shadow):
            pieces.append(text(_LEFT - 12, y + 14, SHADOW, anchor="end", size=11, fill=QUIET, bold=True))
            y += 24
        pieces += _row(row, total, across, y, places)
        y += _ROW
    zero = across.at(ZERO)
    pieces.append(line((zero, top - 4, zero, y - 10), colour=INK))
    pieces.append(text(_RIGHT + 10, top - 8, lot.unit, size=11, fill=QUIET))
    for words in (part for note in notes for part in broken(note, 112)):
        pieces.append(text(16, y + 10, words, size=11, fill=QUIET))
        y += 16
    return pieces, y + 12


def _legend(titles: Sequence[str]) -> tuple[list[str], int]:
    placed, deep = flowed((cut(one, 440, 12) for one in titles), 16, WIDTH - 16)
    pieces = []
    for place, one in enumerate(placed):
        colour = COLOURS[place % len(COLOURS)]
        pieces.append(_piece(Fraction(one.x), one.y + 4, Fraction(18), 16, colour))
        letter = text(one.x + 9, one.y + 16, _letter(place), anchor="middle", size=11, fill=ink_on(colour))
        pieces += [letter, text(one.x + 24, one.y + 16, one.words, size=12)]
    return pieces, deep + 32


def _row(row: _Row, total: str, across: Scale, y: int, places: int) -> list[str]:
    rank = "" if row.rank is None else f"{row.rank}  "
    room = _LEFT - 30
    pieces = [
        text(_LEFT - 12, y + 13, cut(rank + row.bid, room), anchor="end", bold=row.is_awarded),
        text(_LEFT - 12, y + 28, cut(row.name, room, 11), anchor="end", size=11, fill=QUIET),
    ]
    right = left = ZERO
    for place, (part, said) in enumerate(zip(row.parts, aligned(row.parts, places), strict=True)):
        start = right if part > 0 else left + part
        right, left = (right + part, left) if part > 0 else (right, left + part)
        if part:
            labels = (f"{_letter(place)} {said}", _letter(place))
            ends = across.at(start), across.at(start + abs(part))
            pieces += _part(COLOURS[place % len(COLOURS)], labels, ends, y, is_shadow=row.is_shadow)
    pieces.append(text(_RIGHT + 10, y + 16, total, bold=row.is_awarded))
    if row.is_awarded:
        pieces.append(text(_RIGHT + 10, y + 30, "awarded", size=11, bold=True))
    return pieces


def _part(
    colour: str, labels: Sequence[str], ends: tuple[Fraction, Fraction], y: int, *, is_shadow: bool
) -> list[str]:
    """One piece, with the first of ``labels`` that fits."""
    start, end = ends
    pieces = [_piece(start, y, end - start, _DEEP, colour, hollow=is_shadow)]
    label = next((one for one in labels if wide(one, 11) + 4 <= end - start), "")
    if label:
        ink = INK if is_shadow else ink_on(colour)
        pieces.append(text((start + end) / 2, y + 19, label, anchor="middle", size=11, fill=ink))
    return pieces


def _piece(x: Fraction, y: int, width: Fraction, height: int, colour: str, *, hollow: bool = False) -> str:
    """A box with an edge: light colours stand out from the page, and hollow ones are dashed."""
    if not hollow:
        return bar(x, y, width, height, colour).replace("/>", f' stroke="{INK}" stroke-width="0.75"/>')
    return (
        f'<rect x="{number(x)}" y="{y}" width="{number(width)}" height="{height}" fill="#ffffff" '
        f'stroke="{INK}" stroke-width="1" stroke-dasharray="3 2"/>'
    )


def _letter(place: int) -> str:
    """A to Z, then A2 to Z2."""
    again, at = divmod(place, len(ascii_uppercase))
    return ascii_uppercase[at] + (str(again + 1) if again else "")


def _totals(rows: Sequence[_Row], lot: LotResult) -> list[str]:
    values = [row.total for row in rows]
    return aligned(values, max(most_decimals(values), figure_places(lot)))


def _figures(titles: Sequence[str], rows: Sequence[_Row], lot: LotResult) -> Figures:
    columns = [aligned([row.parts[place] for row in rows]) for place in range(len(titles))]
    cells = zip(rows, *columns, _totals(rows, lot), strict=True)
    header = ("rank", "bid", "", *titles, f"total, {lot.unit}")
    found = tuple(
        ("-" if row.rank is None else str(row.rank), row.bid, _status(row), *figures)
        for row, *figures in cells
    )
    return Figures(header, found, frozenset({0, *range(3, len(header))}))


def _status(row: _Row) -> str:
    return "shadow" if row.is_shadow else "awarded" if row.is_awarded else ""
