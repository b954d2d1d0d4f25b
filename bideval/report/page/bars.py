"""Stacked bars of a ranking: what each section adds to each total, to one scale.

A drawing: positions are rounded to hundredths.  The table beside it holds the figures, so the
bars are hidden from readers of screens.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.model.numbers import decimal_text
from bideval.report.page.seen import Ranked
from bideval.report.pictures.svg import COLOURS

WIDTH = 1000  # of the drawing; it is stretched to the page


class Piece(NamedTuple):
    """One piece of a bar in the units of the drawing."""

    criterion: str
    title: str
    text: str
    x: str
    width: str
    colour: str


class Stacked(NamedTuple):
    """The bar of one bid."""

    pieces: tuple[Piece, ...]


def colour_of(place: int) -> str:
    """Return the colour of the section at ``place``; beyond eight they begin again."""
    return COLOURS[place % len(COLOURS)]


def stacked(row: Ranked, whole: Fraction) -> Stacked:
    """Return the bar of a ranked bid; what is below zero is not drawn."""
    pieces, at = [], Fraction(0)
    for place, part in enumerate(row.parts):
        wide = max(part.figure, Fraction(0)) * WIDTH / whole if whole else Fraction(0)
        x, width = decimal_text(at, 2), decimal_text(wide, 2)
        pieces.append(Piece(part.criterion, part.title, part.text, x, width, colour_of(place)))
        at += wide
    return Stacked(tuple(pieces))


def legend(rows: Sequence[Ranked]) -> tuple[tuple[str, str], ...]:
    """Return each section's title with its colour."""
    parts = next((row.parts for row in rows if row.parts), ())
    return tuple((part.title, colour_of(place)) for place, part in enumerate(parts))
