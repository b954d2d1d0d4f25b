"""From the sheets of a setup workbook back to the data of files, with the cell of every value.

What cannot be put together is a problem with its cell; nothing is guessed.  What the data
mean, and whether they make a tender, is for the readers of folders.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from bideval.io.workbooks.setup.leaves import (
    Data,
    Path,
    PathError,
    data_of,
    joined,
    path_of,
    path_text,
    pointer,
)
from bideval.io.workbooks.setup.plan import (
    BID,
    BID_LISTS,
    CRITERION,
    CSV_FILES,
    FIELD,
    FILE,
    ITEM,
    LOT,
    NAME,
    PART_OF,
    TAKEN_OUT,
    TENDER,
    TENDER_LISTS,
    VALUE,
    WHOLE_FILE,
)

_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
OTHER_FILE = re.compile(
    r"(study|decisions)\.yaml|(bids|prices|scenarios)/[a-z0-9][a-z0-9-]{0,63}\.yaml"
    r"|criteria(/[a-z0-9][a-z0-9-]{0,63}){1,2}\.yaml"
)


class Said(NamedTuple):
    """What a cell says, and its address: ``Criteria!C7``."""

    text: str
    address: str


class SheetRow(NamedTuple):
    """A row of a sheet: its cells that are not blank, by the header of their column."""

    cells: Mapping[str, Said]

    def text(self, column: str) -> str:
        """What stands in a column; empty where nothing does."""
        return self.cells[column].text if column in self.cells else ""

    def address(self, column: str = "") -> str:
        """The address of a cell, or of the first that is not blank."""
        return self.cells.get(column, next(iter(self.cells.values()))).address


class Problem(NamedTuple):
    """What cannot be put together, and where."""

    address: str
    message: str


@dataclass
class Restored:
    """The data of files as it is put together; ``places`` is the cell of each value by file and pointer."""

    values: dict[str, dict[Path, Data]] = field(default_factory=dict)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    places: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    criteria: dict[tuple[str, str], Path] = field(default_factory=dict)
    lots: dict[str, int] = field(default_factory=dict)
    counts: dict[tuple[str, Path], int] = field(default_factory=dict)

    def next_in(self, file: str, at: Path) -> Path:
        """Return the path of the next entry of a list."""
        number = self.counts.get((file, at), 0)
        self.counts[file, at] = number + 1
        return (*at, number)

    def put(self, file: str, path: Path, said: Said, named: str = "") -> None:
        """Put a value in its place, once; ``named`` is the cell that says which place, if it is another."""
        values = self.values.setdefault(file, {})
        if path in values:
            self.problems.append(Problem(named or said.address, f"{path_text(path)} of {file} stands twice"))
            return
        values[path] = data_of(said.text)
        self.places[file, pointer(path)] = said.address

    def put_row(self, file: str, at: Path, row: SheetRow, owner: tuple[str, ...]) -> None:
        """Put every cell of a row below ``at``, but for those that say whose the row is."""
        self.values.setdefault(file, {})
        self.places.setdefault((file, pointer(at)), row.address())
        if at:  # a list, or names with values, begins where its first row stands
            self.places.setdefault((file, pointer(at[:-1])), row.address())
        for column, said in row.cells.items():
            if column not in owner:
                try:
                    self.put(file, (*at, *path_of(column)), said)
                except PathError as problem:
                    self.problems.append(Problem(said.address, str(problem)))

    def data(self) -> dict[str, Data]:
        """Return the data of every YAML file; what does not go together is a problem."""
        found: dict[str, Data] = {}
        for file, values in self.values.items():
            try:
                found[file] = joined(values) if values else {}
            except PathError as problem:
                first = next(iter(values))
                self.problems.append(Problem(self.places[file, pointer(first)], f"{file}: {problem}"))
        return found


def restore(sheets: Mapping[str, list[SheetRow]]) -> Restored:
    """Put the rows of all sheets together."""
    found = Restored()
    found.values[TENDER] = {}
    for row in sheets.get("Lots", []):
        at = found.next_in(TENDER, ("lots",))
        found.lots.setdefault(row.text("id"), int(at[-1]))
        found.put_row(TENDER, at, row, ())
    for sheet, take in _TAKERS.items():
        for row in sheets.get(sheet, []):
            take(found, row)
    _lists(found, sheets)
    _tables(found, sheets)
    return found


def _lists(found: Restored, sheets: Mapping[str, list[SheetRow]]) -> None:
    """Lists of the tender, and of bids, in the order of their rows."""
    for key, sheet in TENDER_LISTS.items():
        for row in sheets.get(sheet, []) if key not in {"lots", "gates"} else []:
            found.put_row(TENDER, found.next_in(TENDER, (key,)), row, ())
    for key, sheet in BID_LISTS.items():
        for row in sheets.get(sheet, []):
            if (file := _file(found, row, BID, "bids", ".yaml")) is not None:
                found.put_row(file, found.next_in(file, (key,)), row, (BID,))


def _tables(found: Restored, sheets: Mapping[str, list[SheetRow]]) -> None:
    """Rows of CSV files."""
    for file, sheet in CSV_FILES.items():
        for row in sheets.get(sheet, []):
            _csv(found, file, row, ())
    for row in sheets.get("Rates", []):
        if (rates := _file(found, row, BID, "prices", ".csv")) is not None:
            _csv(found, rates, row, (BID,))


def _item(found: Restored, row: SheetRow) -> None:
    _value(found, TENDER, row)


def _value(found: Restored, file: str, row: SheetRow) -> None:
    """A row of one value; a blank value is not there."""
    if VALUE not in row.cells:
        return
    try:
        path = () if row.text(ITEM) == WHOLE_FILE else path_of(row.text(ITEM))
    except PathError as problem:
        found.problems.append(Problem(row.address(ITEM), str(problem)))
        return
    found.put(file, path, row.cells[VALUE], row.address(ITEM))


def _holder(found: Restored, row: SheetRow) -> Path | None:
    """Where the rules of the row's lot stand; a problem where there is no such lot."""
    lot = row.text(LOT)
    if not lot:
        return ()
    if lot not in found.lots:
        found.problems.append(Problem(row.address(LOT), f"there is no lot {lot!r} on the sheet Lots"))
        return None
    return ("lots", found.lots[lot])


def _criterion(found: Restored, row: SheetRow) -> None:
    holder, parent = _holder(found, row), row.text(PART_OF)
    if holder is None:
        return
    if parent and (row.text(LOT), parent) not in found.criteria:
        message = f"there is no criterion {parent!r} above this row that it could be part of"
        found.problems.append(Problem(row.address(PART_OF), message))
        return
    above = found.criteria[row.text(LOT), parent] if parent else holder
    at = found.next_in(TENDER, (*above, "criteria"))
    found.criteria.setdefault((row.text(LOT), row.text("id")), at)
    found.put_row(TENDER, at, row, (LOT, PART_OF))


def _taken_out(found: Restored, row: SheetRow) -> None:
    at = found.criteria.get((row.text(LOT), row.text(CRITERION)))
    fields = {path_text(path): path for path, _ in TAKEN_OUT}
    if at is None:
        message = f"there is no criterion {row.text(CRITERION)!r} on the sheet Criteria"
        found.problems.append(Problem(row.address(CRITERION), message))
    elif row.text(FIELD) not in fields:
        found.problems.append(Problem(row.address(FIELD), f"field is one of {', '.join(fields)}"))
    else:
        into = found.next_in(TENDER, (*at, *fields[row.text(FIELD)]))
        found.put_row(TENDER, into, row, (LOT, CRITERION, FIELD))


def _gate(found: Restored, row: SheetRow) -> None:
    holder = _holder(found, row)
    if holder is not None:
        found.put_row(TENDER, found.next_in(TENDER, (*holder, "gates")), row, (LOT,))


def _declared(found: Restored, row: SheetRow) -> None:
    if NAME not in row.cells:
        found.problems.append(Problem(row.address(), "a declared value needs a name"))
        return
    found.put_row(TENDER, ("declares", str(data_of(row.text(NAME)))), row, (NAME,))


def _bid(found: Restored, row: SheetRow) -> None:
    file = _file(found, row, FILE, "bids", ".yaml")
    if file is not None:
        found.put_row(file, (), row, (FILE,))


def _price(found: Restored, row: SheetRow) -> None:
    file = _file(found, row, BID, "prices", ".yaml")
    if file is not None and LOT not in row.cells:
        found.problems.append(Problem(row.address(), "a price needs a lot: whole, where there are no lots"))
    elif file is not None:
        found.put_row(file, ("lots", str(data_of(row.text(LOT)))), row, (BID, LOT))


def _other(found: Restored, row: SheetRow) -> None:
    file = row.text(FILE)
    if OTHER_FILE.fullmatch(file):
        _value(found, file, row)
    else:
        found.problems.append(Problem(row.address(FILE), f"{file[:80]!r} is no file that a tender has"))


def _file(found: Restored, row: SheetRow, column: str, folder: str, ending: str) -> str | None:
    """The file that a row is of; a problem where it names none."""
    name = row.text(column)
    if _ID.fullmatch(name):
        return f"{folder}/{name}{ending}"
    message = f"{name[:80]!r} is no id of a bid: small letters, digits and hyphens, at most 64"
    found.problems.append(Problem(row.address(column), message))
    return None


def _csv(found: Restored, file: str, row: SheetRow, owner: tuple[str, ...]) -> None:
    """A row of a CSV file."""
    rows = found.tables.setdefault(file, [])
    number = len(rows)
    rows.append({})
    found.places[file, f"/{number}"] = row.address()
    for column, said in row.cells.items():
        if column not in owner:
            rows[number][column] = _csv_text(said.text)
            found.places[file, f"/{number}/{column}"] = said.address


def _csv_text(text: str) -> str:
    """A CSV cell is text and nothing else: only the mark in front of text that looks otherwise goes."""
    return text.removeprefix("\\") if text.startswith("\\") else "" if text == "(blank)" else text


_TAKERS: Mapping[str, Callable[[Restored, SheetRow], None]] = {
    "Tender": _item,
    "Criteria": _criterion,
    "Scales": _taken_out,
    "Bands": _taken_out,
    "Gates": _gate,
    "Declares": _declared,
    "Bids": _bid,
    "Prices": _price,
    "Other": _other,
}
