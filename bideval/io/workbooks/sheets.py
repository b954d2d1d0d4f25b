"""Sheets that people fill in: how they look, and cells that stay text.

One look for every workbook: what is to be filled in has a border on all sides and says so
in its header, so that nothing rests on colour alone; headers stay in view and are printed
on each page.  Text is written as text, never as a formula, an address or a number, and
with the flag that keeps it so when a cell is typed over.  The same contents give the same
bytes: the date of making is fixed.

Protection keeps honest hands from slipping.  It is no security, and nothing that comes
back is trusted for it.  Needs the extra ``excel``.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from fractions import Fraction
from io import BytesIO
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bideval.errors import BidevalError

MADE = datetime(2000, 1, 1, tzinfo=UTC)  # of every workbook, so that its bytes repeat
MOST_TEXT = 32_767  # UTF-16 units in a cell
_PLAIN = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
_LOST = re.compile(r"x005F_|_x000D_\n")  # what a reader of workbooks takes for an escape

INK, HEAD, BAND, FILL, RULE = "#1D1D1B", "#1F3B57", "#E4EBF1", "#FFF9E0", "#7A8793"
_TEXT: Mapping[str, object] = {"font_name": "Arial", "font_size": 10, "font_color": INK, "valign": "top"}
_LOOKS: Mapping[str, Mapping[str, object]] = {
    "title": {"bold": True, "font_size": 16},
    "words": {"text_wrap": True},
    "strong": {"text_wrap": True, "bold": True},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": HEAD, "text_wrap": True, "border": 1},
    "band": {"bold": True, "bg_color": BAND, "text_wrap": True, "font_size": 11, "top": 2, "top_color": HEAD},
    "scale": {"bg_color": BAND, "text_wrap": True, "italic": True},
    "cell": {"text_wrap": True, "border": 1, "border_color": RULE},
    "number": {
        "num_format": "General", "border": 1, "border_color": RULE, "align": "center", "quote_prefix": False,
    },
    "open": {"text_wrap": True, "border": 1, "border_color": HEAD, "bg_color": FILL, "locked": False},
    "open-mark": {
        "border": 2, "border_color": HEAD, "bg_color": FILL, "locked": False, "align": "center",
        "bold": True, "num_format": "General", "quote_prefix": False, "font_size": 12,
    },
    "key": {"font_size": 7, "font_color": RULE},
    "unsaid": {"pattern": 14, "bg_color": FILL, "fg_color": HEAD},
}  # fmt: skip

_PUT_IN: Mapping[str, object] = {"border": 2, "border_color": HEAD, "bg_color": FILL}

LINE = 13.5  # points of a line of text
_HEIGHTS = {"title": 30.0}
_LONGEST_ROW = 400.0  # points; a sheet takes 409


class CellTextError(BidevalError):
    """Raised when a text cannot stand in a cell and come back as it was; says why."""

    def __init__(self, text: str, why: str) -> None:
        """Keep the text and the reason."""
        self.text, self.why = text, why
        super().__init__(text, why)

    def __str__(self) -> str:
        shown = self.text if len(self.text) <= 40 else self.text[:37] + "..."
        return f"the text {shown!r} cannot stand in a workbook: {self.why}"


class Pen:
    """A workbook being written, with its formats by name."""

    def __init__(self, properties: Mapping[str, str], title: str) -> None:
        """Begin without sheets; ``properties`` are its own, by which it is known when it comes back."""
        self._bytes = BytesIO()
        self.book = xlsxwriter.Workbook(self._bytes, _PLAIN)
        self.book.set_properties({"title": title, "created": MADE})
        for name, value in sorted(properties.items()):
            self.book.set_custom_property(name, value, "text")
        self._formats: dict[str, Format] = {}

    def look(self, name: str) -> Format:
        """Return a format of ours by name."""
        if name not in self._formats:
            base = {**_TEXT, "num_format": "@", "quote_prefix": True, **_LOOKS[name]}
            self._formats[name] = self.book.add_format(base)
        return self._formats[name]

    def figure(self, places: int | None, *, put_in: bool = False, strong: bool = False) -> Format:
        """Return a format of numbers with so many decimals, None as many as there are.

        What was ``put_in`` has a heavy border, what is calculated a light one.
        """
        name = f"figure {places} {put_in} {strong}"
        if name not in self._formats:
            shape = "General" if places is None else f"#,##0{'.' if places else ''}{'0' * places}"
            edge = _PUT_IN if put_in else {"border": 1, "border_color": RULE}
            how = {**_TEXT, **edge, "num_format": shape, "bold": strong, "align": "right", "indent": 1}
            self._formats[name] = self.book.add_format(how)
        return self._formats[name]

    def sheet(self, name: str) -> Worksheet:
        """Add a sheet, printed on A4 across."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.5, 0.5, 0.6, 0.6)
        sheet.hide_gridlines(2)
        return sheet

    def text(self, sheet: Worksheet, row: int, column: int, text: str, look: str = "words") -> None:
        """Write text into a cell, counted from 0; raise CellTextError where it would not come back."""
        if len(text.encode("utf-16-le")) // 2 > MOST_TEXT:
            raise CellTextError(text, f"a cell takes {MOST_TEXT:,} characters")
        if _LOST.search(text):
            raise CellTextError(text, "it holds what a workbook uses as an escape")
        if text:
            sheet.write_string(row, column, text, self.look(look))
        else:
            sheet.write_blank(row, column, None, self.look(look))

    def number(self, sheet: Worksheet, row: int, column: int, value: Fraction | None, look: str) -> None:
        """Write a mark as a number; blank where there is none."""
        if value is None:
            sheet.write_blank(row, column, None, self.look(look))
        else:
            sheet.write_number(row, column, float(value), self.look(look))

    def lines(self, sheet: Worksheet, first: int, lines: list[tuple[str, str]]) -> int:
        """Write lines of (look, text) one below the other in the first column; return the next row."""
        row = first
        for look, text in lines:
            self.text(sheet, row, 0, text, look)
            sheet.set_row(row, _HEIGHTS.get(look, LINE + 3))
            row += 1
        return row

    def finish(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.book.close()
        return self._bytes.getvalue()


class Column(NamedTuple):
    """A column of a table: its header and how wide it is, in characters."""

    name: str
    width: float


def table_head(pen: Pen, sheet: Worksheet, row: int, columns: tuple[Column, ...]) -> None:
    """Write the header of a table, keep it in view, and print it on each page."""
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        pen.text(sheet, row, number, column.name, "head")
    fit_row(sheet, row, [(one.name, one.width) for one in columns])
    sheet.freeze_panes(row + 1, 0)
    sheet.repeat_rows(row)


def fit_row(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]], least: int = 1) -> None:
    """Make a row as high as its fullest cell needs; ``cells`` are texts with their widths in characters.

    Not every program makes rows fit when it opens a file.
    """
    lines = max([least, *(lines_needed(text, width) for text, width in cells)])
    sheet.set_row(row, min(lines * LINE + 4, _LONGEST_ROW))


def lines_needed(text: str, width: float) -> int:
    """How many lines ``text`` takes in a cell of ``width`` characters, about."""
    return sum(1 + int(len(line) // max(width, 1)) for line in text.split("\n"))


def lock(sheet: Worksheet) -> None:
    """Lock a sheet but for its open cells; rows may be made taller and columns wider."""
    sheet.protect("", {"format_rows": True, "format_columns": True})
