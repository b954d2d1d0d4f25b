"""Cells of an .ods file as they stand: values to the last digit, formulas, what is shown.

Rows and cells that a file says once and repeats are not multiplied: only cells that are asked
for are kept.  The file has been guarded.  Source: OpenDocument 1.2 part 1, sections 9 and 19.385.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from bideval.io.workbooks.own.cells_read import MOST_TEXT, At, CellsRead, Wanted, number_of
from bideval.io.workbooks.own.number_shapes import shown_places
from bideval.io.workbooks.own.xml_pass import Pass, parse
from bideval.scoring.own_book.held import Held, Kind, meant

CONTENT = "content.xml"
_NUMBERS = {"float", "percentage", "currency"}


def read_ods(data: bytes, wanted: Wanted) -> CellsRead:
    """Return the cells that are ``wanted``, by sheet."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        content = _Content(wanted)
        parse(archive.read(CONTENT), content)
    cells = {
        name: {at: content.found.get((name, at), Held()) for at in sorted(wanted[name])}
        for name in content.sheets
        if name in wanted
    }
    return CellsRead(tuple(content.sheets), cells)


class _Content(Pass):
    """Where in the sheets the reader is."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.sheets: list[str] = []
        self.found: dict[tuple[str, At], Held] = {}
        self.by_row: dict[int, list[int]] = {}
        self.row = self.column = 0
        self.rows = self.columns = 1  # how often the row, and the cell, stand
        self.has: Mapping[str, str] | None = None
        self.lines: list[str] = []
        self.in_note = 0

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "table":
            self._sheet(has.get("table:name", ""))
        elif name == "table-row":
            self.row += self.rows if self.row else 1
            self.rows = int(has.get("table:number-rows-repeated", "1"))
            self.column = 1
        elif name in {"table-cell", "covered-table-cell"}:
            self.has, self.lines = {**has, "covered": name[:7]}, []
            self.columns = int(has.get("table:number-columns-repeated", "1"))
        elif name == "annotation":
            self.in_note += 1
        elif name == "p" and self.has is not None and not self.in_note:
            self.lines.append("")

    def text(self, text: str) -> None:
        if self.lines and not self.in_note:
            self.lines[-1] = (self.lines[-1] + text)[:MOST_TEXT]

    def end(self, name: str) -> None:
        if name == "annotation":
            self.in_note -= 1
        elif name in {"table-cell", "covered-table-cell"} and self.has is not None:
            for at in self._here():
                self.found[self.sheets[-1], at] = _held(self.has, "\n".join(self.lines))
            self.column += self.columns
            self.has = None

    def _sheet(self, name: str) -> None:
        self.sheets.append(name)
        self.row, self.rows = 0, 1
        self.by_row = {}
        for row, column in sorted(self.wanted.get(name, ())):
            self.by_row.setdefault(row, []).append(column)

    def _here(self) -> list[At]:
        """The wanted cells that this one is."""
        last = self.row + self.rows
        rows = [self.row] if self.rows == 1 else [one for one in self.by_row if self.row <= one < last]
        columns = range(self.column, self.column + self.columns)
        return [(row, one) for row in rows for one in self.by_row.get(row, ()) if one in columns]


def _held(has: Mapping[str, str], shown: str) -> Held:
    """What a cell holds."""
    formula = has["table:formula"][:MOST_TEXT] if "table:formula" in has else None
    kind = has.get("office:value-type", "")
    if has.get("calcext:value-type") == "error":
        return Held(Kind.ERROR, text=shown, formula=formula)
    if kind in _NUMBERS:
        held = number_of(has.get("office:value", ""), None, percent=kind == "percentage")
        places = None if held.value is None else shown_places(shown, held.value)
        return held._replace(places=places, formula=formula)
    if kind == "boolean":
        return Held(Kind.LOGICAL, text=shown, formula=formula)
    if not kind and not shown:
        merged = "another cell" if has["covered"] == "covered" else None
        return Held(Kind.BLANK if formula is None else Kind.NOT_COMPUTED, formula=formula, part_of=merged)
    return Held(Kind.TEXT, meant(shown), shown, formula=formula)
