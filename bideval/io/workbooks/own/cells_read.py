"""Cells that are asked for by their addresses, from .xlsx and .ods alike, and numbers as exact as kept."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from bideval.scoring.own_book.held import Held, Kind

MOST_TEXT = 8_192  # characters of a formula or a text that are kept: what a formula may have

At = tuple[int, int]  # row and column, counted from 1
Wanted = Mapping[str, frozenset[At]]  # by sheet


class CellsRead(NamedTuple):
    """The names of all sheets, and every wanted cell of those that are there."""

    sheets: tuple[str, ...]
    cells: Mapping[str, Mapping[At, Held]]
    is_stale: bool = False  # the file asks to be calculated when it is opened


def number_of(said: str, places: int | None, *, percent: bool) -> Held:
    """Return the number that a file keeps as ``said``, in percent where it is shown so.

    >>> number_of("2.9300000000000002", 2, percent=False).value, number_of("0.15", 0, percent=True).value
    (Fraction(293, 100), Fraction(15, 1))
    """
    try:
        kept = float(said)  # what the program holds; its shortest decimals are what was typed
    except ValueError:
        return Held(Kind.TEXT, None, said)
    if not math.isfinite(kept):
        return Held(Kind.ERROR, text=said)
    value = Fraction(Decimal(repr(kept)))
    return Held(Kind.NUMBER, value * 100 if percent else value, places=places)
