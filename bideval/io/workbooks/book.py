"""A workbook as plain data: its properties, its sheets, their cells and where formulas stand.

.xlsx is read by openpyxl, which shows a formula where one is; .ods by python-calamine,
which shows its last value alone, so the places of formulas are looked up beside it.
A number comes as the binary fraction nearest to what was typed, and is taken as the
shortest decimal text that means it: 4.5 is 4.5.  What no scale and no file takes is for
others to refuse.

Needs the extra ``excel``; what needs this module asks for it first (``extra.py``).

Files are guarded (``guard.py``) before a library sees them.  Nothing is computed here.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import openpyxl
import python_calamine

from bideval.errors import Finding, Source
from bideval.io.workbooks.guard import UnfitError, column_letters, read_guarded, unfit
from bideval.io.workbooks.open_document import OdsMarks, ods_marks

Value = str | Fraction
At = tuple[int, int]  # row and column, counted from 1

# What the libraries raise on parts that are missing or are not what they say they are.
_DAMAGED = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    SyntaxError,
    OSError,
    zipfile.BadZipFile,
)
_RETURN = re.compile(r"_x000D_\n|\r\n?")


class _Cell(Protocol):
    data_type: str
    value: object


class _ReadOnly(Protocol):
    """A sheet as openpyxl reads it in passing, which its stubs do not know."""

    title: str
    sheet_state: str

    def reset_dimensions(self) -> None: ...

    def iter_rows(self) -> Iterator[tuple[_Cell, ...]]: ...


class _Own(Protocol):
    name: str | None
    value: object


class _Properties(Protocol):
    props: list[_Own]


class _Opened(Protocol):
    custom_doc_props: _Properties
    worksheets: list[_ReadOnly]


class Sheet(NamedTuple):
    """One sheet: what its cells say, by row and column; blank cells are not among them."""

    name: str
    hidden: bool
    cells: Mapping[At, Value]
    formulas: tuple[At, ...]  # in order

    def text(self, row: int, column: int) -> str:
        """Return what a cell says as text, without spaces around it; numbers in decimals."""
        return cell_text(self.cells.get((row, column), "")).strip()

    def last_row(self) -> int:
        """Return the number of the last row in which something stands; 0 where nothing does."""
        return max((row for row, _ in self.cells), default=0)


class Book(NamedTuple):
    """A workbook: ``file`` is its name for findings."""

    file: str
    properties: Mapping[str, str]
    sheets: tuple[Sheet, ...]

    def sheet(self, name: str) -> Sheet | None:
        """Return the sheet called ``name``."""
        return next((one for one in self.sheets if one.name == name), None)

    def place(self, sheet: str, row: int, column: int) -> Source:
        """Return the place of a cell for a finding: the file, and ``Sheet!C7``."""
        return Source(self.file, f"{sheet}!{address(row, column)}")


def address(row: int, column: int) -> str:
    """Return the address of a cell: C7 is column 3 of row 7."""
    return f"{column_letters(column)}{row}"


def cell_text(value: Value) -> str:
    """Return a cell as text: a number with all the digits that it was read with.

    >>> cell_text(Fraction("4.50")), cell_text("4.50")
    ('4.5', '4.50')
    """
    if isinstance(value, str):
        return value
    number = Decimal(value.numerator) / Decimal(value.denominator)
    return f"{number:f}"


def read_book(path: Path) -> Book | Finding:
    """Read the workbook at ``path``, or return the finding that says why it is not opened."""
    data = read_guarded(path)
    if isinstance(data, Finding):
        return data
    try:
        return _read(path.name, data)
    except UnfitError as problem:
        return unfit(path.name, problem)
    except _DAMAGED:
        return unfit(path.name, UnfitError("BE700", "it is not a workbook, or is damaged"))


def _read(name: str, data: bytes) -> Book:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            meta = archive.read("meta.xml") if "meta.xml" in names else b""
            return _ods(name, data, ods_marks(archive.read("content.xml"), meta))
    return _xlsx(name, data)


def _xlsx(name: str, data: bytes) -> Book:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that it does not read, and neither do we
        book = cast("_Opened", openpyxl.load_workbook(BytesIO(data), read_only=True, keep_links=False))
        properties = {one.name: str(one.value) for one in book.custom_doc_props.props if one.name}
        sheets = tuple(_xlsx_sheet(sheet.title, sheet.sheet_state, _rows(sheet)) for sheet in book.worksheets)
    return Book(name, properties, sheets)


def _rows(sheet: _ReadOnly) -> Iterator[tuple[tuple[str, object], ...]]:
    """The rows of a sheet, a kind and a value for each cell, as far as the cells of each row go."""
    sheet.reset_dimensions()  # what the file says of its own size may be wrong, or enormous
    for row in sheet.iter_rows():
        yield tuple((cell.data_type, cell.value) for cell in row)


def _xlsx_sheet(name: str, state: str, rows: Iterator[tuple[tuple[str, object], ...]]) -> Sheet:
    cells: dict[At, Value] = {}
    formulas: list[At] = []
    for number, row in enumerate(rows, 1):
        for column, (kind, value) in enumerate(row, 1):
            if value is None or value == "":
                continue
            if kind == "f":
                formulas.append((number, column))
            cells[number, column] = _value(value)
    return Sheet(name, state != "visible", cells, tuple(formulas))


def _value(value: object) -> Value:
    """A cell as exact number or text; a date as 2026-01-31."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int):
        return Fraction(value)
    if isinstance(value, float):
        return Fraction(Decimal(repr(value)))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value.isoformat()}Z"
    if isinstance(value, date | time | timedelta):
        return str(value)
    return _RETURN.sub("\n", str(value))


def _ods(name: str, data: bytes, marks: OdsMarks) -> Book:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(data))
        read = [
            (one, book.get_sheet_by_name(one).to_python(skip_empty_area=False)) for one in book.sheet_names
        ]
    except python_calamine.CalamineError as problem:
        raise UnfitError("BE700", "it is not a workbook, or is damaged") from problem
    sheets = tuple(
        Sheet(
            one,
            one in marks.hidden,
            {
                (number, column): _value(value)
                for number, row in enumerate(rows, 1)
                for column, value in enumerate(row, 1)
                if value not in {"", None}
            },
            marks.formulas.get(one, ()),
        )
        for one, rows in read
    )
    return Book(name, marks.properties, sheets)
