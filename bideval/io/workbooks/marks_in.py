"""Workbooks of marks that come back: whose they are, and each row with the places of its cells.

Needs the extra ``excel``.  Judging what is filled in is for ``bideval.scoring.panel.filled``.
"""

from bideval.errors import Finding, Source, error
from bideval.io.workbooks.book import Book, Sheet
from bideval.io.workbooks.marks_out import (
    BID,
    COLUMNS,
    EVIDENCE,
    HEADER_ROW,
    KEY,
    MARK,
    README,
    SCALES,
    SHEET,
    STRENGTHS,
    WEAKNESSES,
)
from bideval.io.workbooks.names import MARKS_KIND, PERSON, Labels
from bideval.io.workbooks.returned import (
    cell_at,
    check_book,
    check_header,
    check_label,
    check_sheets,
    check_stray,
    check_text,
    keyed_rows,
)
from bideval.model.inputs import Inputs
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.asked import asked_of
from bideval.scoring.panel.filled import Filled, Taken, take_marks
from bideval.scoring.panel.imported import Returned


def take_book(book: Book, inputs: Inputs, lots: tuple[LotRules, ...], labels: Labels, at: str) -> Returned:
    """Check a workbook and judge every row of it in which nothing else is wrong.

    No row is judged in a workbook of another tender, rules or person, or without its sheet or headers.
    """
    person = book.properties.get(PERSON, "")
    findings = [*check_book(book, inputs, MARKS_KIND, labels)]
    if not findings and all(one.id != person for one in inputs.evaluators):
        message = f"the workbook is of {person!r}, who is not in evaluators.csv"
        findings.append(error("BE702", message, "Add the evaluator, or export again.", Source(book.file)))
    if findings:
        return Returned(book.file, person, Taken((), 0, 0, tuple(findings)))
    findings += check_sheets(book, (README, SHEET, SCALES))
    sheet = book.sheet(SHEET)
    if sheet is None:
        return Returned(book.file, person, Taken((), 0, 0, tuple(findings)))
    rows, wrong = _rows(book, sheet, inputs, lots, labels, person)
    findings += wrong
    taken = take_marks(rows, person, at)
    return Returned(book.file, person, taken._replace(findings=(*findings, *taken.findings)))


def _rows(
    book: Book, sheet: Sheet, inputs: Inputs, lots: tuple[LotRules, ...], labels: Labels, person: str
) -> tuple[tuple[Filled, ...], list[Finding]]:
    """The rows to judge in the order of the questions, and what is wrong with rows as rows."""
    findings = [*check_header(book, sheet, HEADER_ROW, [one.name for one in COLUMNS])]
    if findings:
        return (), findings
    asked = {row.key: row for row in asked_of(inputs, lots, person, by_name=True)}
    found, wrong = keyed_rows(book, sheet, (HEADER_ROW + 1, KEY), asked, labels)
    findings += wrong
    filled_in = (MARK, STRENGTHS, WEAKNESSES, EVIDENCE)
    keyed = {
        row for row, column in sheet.cells if column == KEY
    }  # also those whose key is wrong: told already
    findings += check_stray(book, sheet, HEADER_ROW + 1, (BID, *filled_in), (*keyed, *_heads(sheet)))
    told = {row for row, _ in sheet.formulas}
    rows: list[Filled] = []
    for key, row in found.items():
        cells = [cell_at(book, sheet, row, column) for column in filled_in]
        flawed = [*check_label(book, sheet, row, BID, labels.by_bid[key[2]])]
        flawed += [one for cell in cells[1:] for one in check_text(cell)]
        findings += flawed
        if not flawed and row not in told:
            rows.append(Filled(asked[key], *cells))
    return tuple(rows), findings


def _heads(sheet: Sheet) -> list[int]:
    """The rows of titles and scales: something in the first column, nothing in the last."""
    keyed = {row for row, column in sheet.cells if column == KEY}
    filled = {row for row, column in sheet.cells if MARK <= column <= EVIDENCE}
    return sorted({row for row, column in sheet.cells if column == BID} - keyed - filled)
