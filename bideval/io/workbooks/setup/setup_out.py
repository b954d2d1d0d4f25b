"""Write the setup workbook: a sheet for each part of a tender, and what is wrong with it.

Every cell is text and stays text when it is typed over, so that 0.30 is 0.30.  Needs the
extra ``excel``.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from bideval.errors import Finding, Source
from bideval.io.workbooks.book import address
from bideval.io.workbooks.names import KIND, SETUP_KIND
from bideval.io.workbooks.setup.leaves import path_of, pointer
from bideval.io.workbooks.setup.plan import ITEM, ITEMS, TABLES, VALUE, Row, Sheets, Table
from bideval.io.workbooks.sheets import Column, Pen, fit_row, table_head
from bideval.model.rules import MarksFrom, Mode, OnFail, Phase, RankOn, Stage, Test

README, FINDINGS = "Read me", "Findings"
_WIDTHS = {"title": 38.0, "because": 34.0, "item": 34.0, "value": 60.0, "words": 60.0, "description": 40.0}
_WIDTH = 17.0
_CHOICES: Mapping[tuple[str, str], type[StrEnum]] = {
    ("Criteria", "minimum/on_fail"): OnFail,
    ("Gates", "phase"): Phase,
    ("Gates", "test"): Test,
    ("Gates", "on_fail"): OnFail,
    ("Rounding", "stage"): Stage,
    ("Rounding", "mode"): Mode,
    ("Tender", "marks/from"): MarksFrom,
    ("Tender", "rank_on"): RankOn,
}
_ROOM = 40  # rows below what stands in which lists of choices are offered too
_FINDING_COLUMNS = (
    Column("Cell", 22), Column("Severity", 10), Column("Code", 8), Column("What is wrong", 70),
    Column("How to put it right", 70),
)  # fmt: skip

Places = dict[tuple[str, str], str]  # the cell of each value, by file and JSON pointer


class Written(NamedTuple):
    """A workbook, and the cell of every value in it."""

    data: bytes
    places: Places


def setup_workbook(title: str, sheets: Sheets, findings: Iterable[Finding] = ()) -> Written:
    """Return the workbook of ``sheets``; ``findings`` about the files become a sheet with their cells.

    Raise CellTextError where a text cannot stand in a cell.
    """
    pen = Pen({KIND: SETUP_KIND}, f"Setting up: {title}")
    places: Places = {}
    listed = list(findings)
    drawn = {name: pen.sheet(name) for name in ((FINDINGS, README) if listed else (README,))}
    for table in TABLES:
        _table(pen, pen.sheet(table.sheet), table, sheets[table.sheet], places)
    _readme(pen, drawn[README], title)
    if listed:
        _findings(pen, drawn[FINDINGS], listed, places)
    return Written(pen.finish(), places)


def _readme(pen: Pen, sheet: Worksheet, title: str) -> None:
    lines = [
        ("title", title or "A tender"),
        ("strong", "What this workbook is"),
        ("words", "Everything from which a tender is set up. Fill it in, and turn it into a folder with:"),
        ("words", "    bideval workbook start FILE.xlsx -o FOLDER"),
        ("words", "What is wrong comes back with the address of its cell. A blank cell says nothing at all."),
        ("words", "Several words in one cell stand in brackets with ; between: [bond; parent-guarantee]."),
        (
            "words",
            "Columns further right are what one of the rows has beside the usual. Type values, no formulas.",
        ),
        ("words", "Marks and agreed marks are not in it: they have workbooks of their own."),
        ("words", ""),
        ("strong", "The sheets"),
        *(("words", f"{one.sheet}: {one.words}") for one in TABLES),
    ]
    sheet.set_column(0, 0, 110)
    pen.lines(sheet, 0, lines)


def _table(pen: Pen, sheet: Worksheet, table: Table, rows: list[Row], places: Places) -> None:
    """Write one sheet, and note where each value stands."""
    rows = _ordered(rows) if table.sheet == "Tender" else rows
    usual = (*table.owner, *table.fixed)
    names = tuple(dict.fromkeys([*usual, *(column for row in rows for column in row.cells)]))
    columns = tuple(Column(name, _WIDTHS.get(name, _WIDTH)) for name in names)
    table_head(pen, sheet, 0, columns)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, pen.look("open"))
    sheet.ignore_errors({"number_stored_as_text": f"A1:{address(len(rows) + 1000, len(names))}"})
    for at, row in enumerate(rows, 1):
        places.setdefault((row.file, pointer(row.at)), f"{table.sheet}!{address(at + 1, 1)}")
        if row.at and ITEM not in table.owner:  # a list begins where its first row stands
            places.setdefault((row.file, pointer(row.at[:-1])), f"{table.sheet}!{address(at + 1, 1)}")
        for number, name in enumerate(names):
            if text := row.cells.get(name, ""):
                pen.text(sheet, at, number, text, "open")
                _note(places, table, row, name, f"{table.sheet}!{address(at + 1, number + 1)}")
        fit_row(sheet, at, [(row.cells.get(one.name, ""), one.width) for one in columns])
    _choices(sheet, table, rows, names)


def _note(places: Places, table: Table, row: Row, column: str, cell: str) -> None:
    """Note the cell of a value."""
    if column == VALUE and ITEM in table.owner:
        places[row.file, pointer(row.at)] = cell
    elif column not in table.owner:
        places[row.file, pointer((*row.at, *path_of(column)))] = cell


def _ordered(rows: list[Row]) -> list[Row]:
    """The rows of tender.yaml: the usual items first, blank where nothing stands, then the others."""
    by_item = {row.cells[ITEM]: row for row in rows}
    usual = [by_item.get(item, Row({ITEM: item}, "tender.yaml", path_of(item))) for item in ITEMS]
    return [*usual, *(row for row in rows if row.cells[ITEM] not in ITEMS)]


def _choices(sheet: Worksheet, table: Table, rows: list[Row], names: tuple[str, ...]) -> None:
    for (name, column), words in _CHOICES.items():
        if name != table.sheet:
            continue
        listed = {"validate": "list", "source": [one.value for one in words], "error_type": "warning"}
        if column in names:
            number = names.index(column)
            sheet.data_validation(1, number, len(rows) + _ROOM, number, listed)
        else:
            found = [at for at, row in enumerate(rows, 1) if row.cells.get(ITEM) == column]
            for at in found:
                sheet.data_validation(at, 1, at, 1, listed)


def _findings(pen: Pen, sheet: Worksheet, findings: list[Finding], places: Places) -> None:
    """The first sheet: what is wrong, with the cell of each."""
    table_head(pen, sheet, 0, _FINDING_COLUMNS)
    for at, one in enumerate(findings, 1):
        source = one.sources[0] if one.sources else Source("")
        cell = nearest(places, source.file, source.pointer)
        said = (cell or source.file, one.severity.value, one.code, one.message, one.remedy)
        for number, text in enumerate(said):
            pen.text(sheet, at, number, text, "cell")
        if cell is not None:
            name, _, where = cell.partition("!")
            sheet.write_url(at, 0, f"internal:'{name}'!{where}", pen.look("cell"), cell)
        fit_row(sheet, at, zip(said, (column.width for column in _FINDING_COLUMNS), strict=True))


def nearest(places: Mapping[tuple[str, str], str], file: str, at: str) -> str | None:
    """Return the cell of a pointer, or of the nearest thing above it; None where the file has none."""
    text = at.removesuffix("#key")
    while True:
        if (file, text) in places:
            return places[file, text]
        if not text:
            return None
        text = text.rpartition("/")[0]
