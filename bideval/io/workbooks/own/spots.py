"""Addresses of a map, and the cell that each figure of each bid stands in.

``Prices!C5`` is a cell, ``Prices!5`` a row, ``C`` a column, ``5:9`` and ``C:F`` several; ``$`` and
quotation marks around the name of a sheet may stand as a spreadsheet writes them.  A row is met
with the column of a bid, a column with its row.  No workbook is opened here.
"""

import re
from typing import NamedTuple

from bideval.io.workbooks.guard import MOST_COLUMNS, MOST_ROWS, column_letters, column_number
from bideval.io.workbooks.own.cells_read import At
from bideval.model.workbook_map import MapBid, Place, WorkbookMap

MOST_OF_A_RANGE = 500
_ONE = re.compile(r"([A-Za-z]{0,3})([0-9]{0,7})")


class SpotError(ValueError):
    """Raised where an address cannot be followed; says why, and what would do."""

    def __init__(self, message: str, remedy: str) -> None:
        """Keep what is wrong and what to write."""
        self.message, self.remedy = message, remedy
        super().__init__(message)


class Spot(NamedTuple):
    """An address: what it does not say is None."""

    sheet: str | None
    row: int | None
    column: int | None


class CellAt(NamedTuple):
    """A cell of a sheet."""

    sheet: str
    at: At

    def words(self) -> str:
        """Return the address as it is written: ``Scores!D5``."""
        return f"{self.sheet}!{column_letters(self.at[1])}{self.at[0]}"


def spot_of(text: str) -> Spot:
    """Return an address; raise SpotError where it is none.

    >>> spot_of("'Lot 1'!$C$5")
    Spot(sheet='Lot 1', row=5, column=3)
    >>> spot_of("7"), spot_of("AB").column
    (Spot(sheet=None, row=7, column=None), 28)
    """
    before, mark, bare = text.strip().rpartition("!")
    match = _ONE.fullmatch(bare.replace("$", "").strip())
    if match is None or not any(match.groups()) or (mark and not before):
        raise SpotError(
            f"{text[:60]!r} is no address", "Write a cell such as C5, a row 5 or a column C, as in Prices!C5."
        )
    row, column = int(match[2] or 0) or None, column_number(match[1]) or None
    if (row or 0) > MOST_ROWS or (column or 0) > MOST_COLUMNS or match[2].startswith("0"):
        limit = f"Rows 1 to {MOST_ROWS:,} and columns up to {column_letters(MOST_COLUMNS)} are read."
        raise SpotError(f"{text[:60]!r} lies outside what is read", limit)
    return Spot(_unquoted(before.strip()) if mark else None, row, column)


def _unquoted(name: str) -> str:
    if len(name) > 1 and name[0] == name[-1] == "'":
        return name[1:-1].replace("''", "'")
    return name


def spots_of(text: str) -> list[str]:
    """Return the addresses of a range such as ``Prices!5:9``, one by one; an address alone as it is."""
    before, mark, bare = text.rpartition("!")
    first, between, last = bare.partition(":")
    if not between:
        return [text]
    one, other = spot_of(first), spot_of(last)
    rows = range(one.row or 0, (other.row or 0) + 1)
    columns = range(one.column or 0, (other.column or 0) + 1)
    is_alike = (one.row is None, one.column is None) == (other.row is None, other.column is None)
    if not is_alike or not rows or not columns or len(rows) * len(columns) > MOST_OF_A_RANGE:
        remedy = f"Write the first and the last, as in 5:9 or C5:C9; at most {MOST_OF_A_RANGE} cells."
        raise SpotError(f"{text[:60]!r} is no range", remedy)
    return [f"{before}{mark}{column_letters(column)}{row or ''}" for row in rows for column in columns]


def cell_of(text: str, of_map: WorkbookMap) -> CellAt:
    """Return the one cell that an address names."""
    spot = spot_of(text)
    if spot.row is None or spot.column is None:
        raise SpotError(f"{text[:60]!r} is no cell", "Write one cell, such as C5.")
    sheet = spot.sheet or of_map.sheet
    if sheet is None:
        raise SpotError(f"{text[:60]!r} names no sheet", _NO_SHEET)
    return CellAt(sheet, (spot.row, spot.column))


_NO_SHEET = "Write it in front, as in Scores!C5, or name the usual one: sheet: Scores."


def cell_of_bid(place: Place, bid: MapBid, of_map: WorkbookMap) -> CellAt:
    """Return the cell of a figure of ``bid``; raise SpotError where the map does not say which."""
    if not isinstance(place, str):
        if bid.id not in place:
            raise SpotError(
                f"no cell is given for {bid.id}", "Give each bid its cell, or one row or column for all."
            )
        return cell_of(place[bid.id], of_map)
    spot = spot_of(place)
    sheet = spot.sheet or bid.sheet or of_map.sheet
    if sheet is None:
        raise SpotError(f"{place[:60]!r} names no sheet", _NO_SHEET)
    if spot.row is not None and spot.column is not None:
        if bid.sheet is None or sheet != bid.sheet:
            remedy = "Name the row or column alone, or a cell for each bid: {ash: C5, elm: D5}."
            raise SpotError(f"{place[:60]!r} would be the same cell for every bid", remedy)
        return CellAt(sheet, (spot.row, spot.column))
    own = _line(bid, sheet)
    row, column = spot.row or own.row, spot.column or own.column
    if row is None or column is None:
        kind, other = ("row", "column") if spot.row is not None else ("column", "row")
        remedy = f"A {kind} is met with the {other} of a bid: put the other there."
        raise SpotError(f"{place[:60]!r} is a {kind}, and so is the place of {bid.id}", remedy)
    return CellAt(sheet, (row, column))


def _line(bid: MapBid, sheet: str) -> Spot:
    """The row or column of a bid on a sheet."""
    text = bid.at.get(sheet) if isinstance(bid.at, dict) else bid.at
    if text is None:
        remedy = "Say it under at: a column such as D or a row such as 5, or {Scores: D, Prices: 5}."
        raise SpotError(f"it is not said in which row or column of {sheet} the bid {bid.id} stands", remedy)
    spot = spot_of(text)
    if spot.sheet is not None or (spot.row is None) == (spot.column is None):
        raise SpotError(
            f"the bid {bid.id} stands at {text[:60]!r}, which is neither row nor column", "Write D, or 5."
        )
    return spot
