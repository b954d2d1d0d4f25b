"""CSV of a tender folder, read strictly: rows of text in the order of the declared columns.

UTF-8 with commas, as RFC 4180 has it; a first row with the column names, each
once and none unknown; one cell for each column in every row.  Cells stay exactly
as written, but for line ends inside quotation marks, which become LF.  Text that
looks like a formula is text.  A row in which nothing stands is passed over, as
spreadsheets leave such rows behind.

This module does not open files, does not type cells and does not strip spaces.
"""

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from operator import itemgetter
from typing import NamedTuple

from bideval.errors import Finding
from bideval.io.characters import end_of_line, shown
from bideval.io.csv_records import RECORD, Fault, FaultKind, cell_spans, cells_of, first_fault
from bideval.io.lines import Lines, Notes
from bideval.io.places import Places
from bideval.io.plain_text import decoded, note_flaws
from bideval.io.table_places import TableWriter

MAX_CSV_BYTES = 32_000_000
MAX_ROWS = 1_000_000
MAX_COMMAS = 100_000  # in one row
MAX_ROW = 1_000_000  # characters
_LONGEST_NAME = 64  # characters of a column's name that are compared with the known ones
_MOST_SHARED = 65_536  # distinct cells kept so that equal ones share their memory

_BLANK_ROWS = re.compile(r"(?:[ ,]*+(?:\n|\Z))++")

Row = tuple[str, ...]

_OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "upright bars"}
_WITH_COMMAS = "Save it again with commas: in a spreadsheet choose the file type CSV UTF-8 (comma delimited)."


class CsvColumns(NamedTuple):
    """The columns that a file must have and those that it may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Return all names, in the order in which the cells of a row are given."""
        return self.required + self.optional


class _Record(NamedTuple):
    """A record of the file: its cells, the number of its first line, and its offsets."""

    cells: list[str]
    line: int
    start: int
    end: int  # after its line feed


def read_csv(
    name: str, data: bytes, columns: CsvColumns, places: Places
) -> tuple[list[Row], tuple[Finding, ...]]:
    """Return the rows of a CSV file and what is wrong with it.

    A row has one text for each of ``columns.names()``, empty where the file has
    no such column.  A row with a finding of its own is left out; where a
    required column is missing there are no rows.  Row ``i`` of the result is
    ``/i`` in ``places``; findings have their places already.
    """
    text, findings = decoded(name, data, MAX_CSV_BYTES)
    if text is None:
        return [], findings
    notes = Notes(name, Lines(text))
    if _other_separator(notes, text, columns):
        return [], findings + notes.all()
    records = _records(text, notes)
    header = next(records, None)
    if header is None and not notes.found:
        remedy = f"Begin the file with the line {','.join(columns.required)}."
        notes.error("BE021", "the file has no row with the column names", remedy, (0, 1))
    if header is None or notes.found:
        return [], findings + notes.all()
    note_flaws(notes)
    order = _column_order(notes, header, columns)
    header_lines = Lines(text[header.start : header.end].removesuffix("\n"), header.line)
    writer = TableWriter(text, header_lines, _positions(header))
    rows = _rows(notes, records, len(header.cells), order, writer)
    places.add_table(name, writer.finish(len(text)))
    return rows, findings + notes.all()


def _records(text: str, notes: Notes) -> Iterator[_Record]:
    """Yield the records in which something stands; note those that cannot be taken apart."""
    at, line = 0, 1
    while at < len(text):
        if text[at] in " ,\n" and (blank := _BLANK_ROWS.match(text, at)):
            end = blank.end()
        elif (match := RECORD.match(text, at)) is None or (cells := _cells(match[1], notes, at)) is None:
            end = _note_fault(notes, first_fault(text, at))
        else:
            end = match.end()
            if cells:
                yield _Record(cells, line, at, end)
        line += text.count("\n", at, end)
        at = end


def _cells(record: str, notes: Notes, at: int) -> list[str] | None:
    """Return the cells of the record at ``at``; none, and a finding, where it is too long for a table."""
    if len(record) > MAX_COMMAS and (length := _too_long(record)):
        message = f"the row has more than {length}"
        notes.error("BE029", message, "Check that it is the right file.", (at, at + 1))
        return []
    return cells_of(record)


def _too_long(record: str) -> str:
    """Return the bound that a record is over, in words, if it is over one."""
    if len(record) > MAX_ROW:
        return f"{MAX_ROW:,} characters"
    return f"{MAX_COMMAS:,} commas" if record.count(",") > MAX_COMMAS else ""


def _note_fault(notes: Notes, fault: Fault) -> int:
    """Note wrong quotation marks; return the offset from which to read on."""
    text = notes.lines.text
    at, cell = (fault.at, fault.at + 1), (fault.cell, fault.cell + 1)
    if fault.kind is FaultKind.NEVER_CLOSED:
        notes.error("BE027", "a quotation mark is opened here and never closed", _CLOSE, cell)
        return len(text)
    if fault.kind is FaultKind.TEXT_AFTER:
        message = "text stands after the quotation mark that closes the cell"
        notes.error("BE026", message, _QUOTES, at, cell)
    else:
        notes.error(
            "BE026", "a quotation mark stands inside a cell that does not begin with one", _QUOTES, at
        )
    return len(text) if notes.has_enough("BE026") else end_of_line(text, fault.at) + 1


_CLOSE = "Close it at the end of the cell; the rest of the file could not be read."
_QUOTES = "Put the whole cell in quotation marks, and write each quotation mark inside it twice."


def _other_separator(notes: Notes, text: str, columns: CsvColumns) -> bool:
    """Note a file whose cells are not separated by commas, and say whether it is one."""
    blank = _BLANK_ROWS.match(text)
    start = blank.end() if blank else 0
    first_line = text[start : end_of_line(text, start)]
    known = set(columns.names())
    if known & _names_between(",", first_line):
        return False
    for separator, words in _OTHER_SEPARATORS.items():
        names = _names_between(separator, first_line)
        if len(names) > 1 and (names & known or "," not in first_line):
            at = start + first_line.index(separator)
            notes.error(
                "BE020", f"the cells are separated by {words}, not by commas", _WITH_COMMAS, (at, at + 1)
            )
            return True
    return False


def _names_between(separator: str, first_line: str) -> set[str]:
    return {part.strip(' "') for part in first_line.split(separator)}


def _column_order(notes: Notes, header: _Record, columns: CsvColumns) -> tuple[int, ...] | None:
    """Note what is wrong with the column names; return where each declared column stands."""
    spans = cell_spans(notes.lines.text[header.start : header.end].removesuffix("\n"))
    positions = _positions(header)
    for position, name in enumerate(header.cells):
        span = (header.start + spans[position][0], header.start + spans[position][1])
        if positions[name] != position:
            first = header.start + spans[positions[name]][0]
            message = (
                f"the column {shown(name)} stands twice, in places {positions[name] + 1} and {position + 1}"
            )
            notes.error("BE023", message, "Take one of the two away.", span, (first, first + len(name)))
        elif name not in columns.names() and not notes.has_enough("BE022"):
            notes.error("BE022", *_unknown(name, position, columns), span)
    missing = [name for name in columns.required if name not in positions]
    unknown = [_comparable(name) for name in header.cells if name not in columns.names()]
    for name in missing:
        if get_close_matches(name, unknown, n=1):
            continue  # misspelt, and found as such
        remedy = f"Add it to the first row and to every row. The columns are {_listed(columns)}."
        whole_row = (header.start, end_of_line(notes.lines.text, header.start))
        notes.error("BE024", f"the column {name} is missing", remedy, whole_row)
    return None if missing else tuple(positions.get(name, -1) for name in columns.names())


def _positions(header: _Record) -> dict[str, int]:
    """Return where each column name stands first."""
    return {name: position for position, name in reversed(list(enumerate(header.cells)))}


def _unknown(name: str, position: int, columns: CsvColumns) -> tuple[str, str]:
    """Return message and remedy for a column that is not declared."""
    if not name.strip():
        return (
            f"column {position + 1} has no name",
            "Delete the empty column in the spreadsheet and save the file again.",
        )
    close = get_close_matches(_comparable(name), columns.names(), n=1)
    remedy = f"Did you mean {close[0]}?" if close else f"Take it out. The columns are {_listed(columns)}."
    return f"there is no column {shown(name)} in such a file", remedy


def _comparable(name: str) -> str:
    """Return what is compared with the names of columns, none of which is near so long."""
    return name.strip().lower()[:_LONGEST_NAME]


def _listed(columns: CsvColumns) -> str:
    optional = f"; {', '.join(columns.optional)} may be left out" if columns.optional else ""
    return ", ".join(columns.names()) + optional


def _rows(
    notes: Notes, records: Iterator[_Record], width: int, order: tuple[int, ...] | None, writer: TableWriter
) -> list[Row]:
    """Return the rows that have ``width`` cells, their cells in the declared order."""
    rows: list[Row] = []
    pick = _picker(order)
    shared: dict[str, str] = {}
    for count, record in enumerate(records, 1):
        if count > MAX_ROWS:
            message = f"the file has more than {MAX_ROWS:,} rows"
            notes.error(
                "BE028", message, "Check that it is the right file.", (record.start, record.start + 1)
            )
            break
        if len(record.cells) != width:
            _note_width(notes, record, width)
        elif order is not None:
            writer.add_row(record.line, record.start)
            record.cells.append("")  # what position -1 reads, for a column that is absent
            rows.append(tuple([shared.setdefault(cell, cell) for cell in pick(record.cells)]))
            if len(shared) > _MOST_SHARED:
                shared.clear()
    return rows


def _picker(order: tuple[int, ...] | None) -> Callable[[list[str]], tuple[str, ...]]:
    """Return the function that takes the cells at the positions of ``order``."""
    if order is not None and len(order) > 1:
        return itemgetter(*order)
    return lambda cells: tuple(cells[position] for position in order or ())


def _note_width(notes: Notes, record: _Record, width: int) -> None:
    """Note a row with too many or too few cells."""
    count = len(record.cells)
    cells = "1 cell" if count == 1 else f"{count} cells"
    message = f"the row on line {record.line} has {cells}; the first row has {width}"
    remedy = (
        "Put a cell that has a comma in it in quotation marks."
        if count > width
        else "Write a comma for each empty cell too."
    )
    text = notes.lines.text
    notes.error("BE025", message, remedy, (record.start, end_of_line(text, record.start)))
