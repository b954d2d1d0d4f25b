"""Read a setup workbook: the rows of its sheets, and what cannot be read.

Needs the extra ``excel``.  Putting the rows together is for ``restored``.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Severity, Source, error
from bideval.io.workbooks.book import Book, Sheet, address, cell_text
from bideval.io.workbooks.names import KIND, SETUP_KIND
from bideval.io.workbooks.returned import check_sheets, check_text
from bideval.io.workbooks.setup.plan import BY_SHEET, TABLES
from bideval.io.workbooks.setup.restored import Problem, Restored, Said, SheetRow, restore
from bideval.io.workbooks.setup.setup_out import FINDINGS, README
from bideval.scoring.panel.filled import Cell


def read_setup(book: Book) -> tuple[Restored | None, tuple[Finding, ...]]:
    """Return what the workbook says, or None with what is wrong with it."""
    if book.properties.get(KIND) != SETUP_KIND:
        message = "the workbook is not one from which a tender is set up"
        remedy = "Begin with one that bideval workbook start has written."
        return None, (error("BE702", message, remedy, Source(book.file)),)
    names = [one.sheet for one in TABLES]
    there = [one.name for one in book.sheets]
    beside = [one for one in (README, FINDINGS) if one in there]
    findings = [*check_sheets(book, (*(one for one in names if one in there), *beside))]
    sheets: dict[str, list[SheetRow]] = {}
    for sheet in book.sheets:
        if sheet.name in BY_SHEET:
            rows, wrong = _rows(book, sheet)
            sheets[sheet.name] = rows
            findings += wrong
    restored = restore(sheets)
    restored.places.setdefault(("tender.yaml", ""), "Tender!A1")
    restored.data()  # for the problems that show only when everything is put together
    findings += [_finding(book, one) for one in dict.fromkeys(restored.problems)]
    is_wrong = any(one.severity is Severity.ERROR for one in findings)
    return (None if is_wrong else restored), tuple(findings)


def _finding(book: Book, problem: Problem) -> Finding:
    remedy = "Correct the cell; the sheet Read me says how values are written."
    return error("BE720", problem.message, remedy, Source(book.file, problem.address))


def _rows(book: Book, sheet: Sheet) -> tuple[list[SheetRow], list[Finding]]:
    """The rows of a sheet below its header, blank cells left out."""
    findings: list[Finding] = []
    header: dict[int, str] = {}
    for column in sorted({column for _, column in sheet.cells}):
        name = sheet.text(1, column)
        if not name:
            findings.append(
                _finding(book, Problem(f"{sheet.name}!{address(1, column)}", "a column has no name"))
            )
        elif name in header.values():
            message = f"the column {name!r} stands twice"
            findings.append(_finding(book, Problem(f"{sheet.name}!{address(1, column)}", message)))
        else:
            header[column] = name
    by_row: dict[int, dict[str, Said]] = {}
    for row, column in sorted(sheet.cells):
        if row > 1 and column in header:
            text = cell_text(sheet.cells[row, column])
            text = text if text.startswith("\\") else text.strip()
            where = f"{sheet.name}!{address(row, column)}"
            findings += _checked(book, text, where)
            if text:
                by_row.setdefault(row, {})[header[column]] = Said(text, where)
    return [SheetRow(cells) for cells in by_row.values() if cells], findings


def _checked(book: Book, text: str, where: str) -> Iterator[Finding]:
    yield from check_text(Cell(text, Source(book.file, where)))
