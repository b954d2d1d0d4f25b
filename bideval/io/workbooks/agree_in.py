"""Moderation workbooks that come back: each row with the places of its cells.

Needs the extra ``excel``.  Judging what is filled in is for ``bideval.scoring.panel.agreed``.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error
from bideval.io.workbooks.agree_out import (
    BID,
    FIRST_PERSON,
    HEADER_ROW,
    README,
    REASONS,
    SCALES,
    SHEET,
    columns_of,
    people_of,
)
from bideval.io.workbooks.book import Book, Sheet
from bideval.io.workbooks.names import AGREE_KIND, Labels
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
from bideval.model.numbers import decimal_text
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.agreed import AgreedRow, not_agreed_here, take_agreed
from bideval.scoring.panel.asked import Agreeing, to_agree
from bideval.scoring.panel.filled import Taken
from bideval.scoring.panel.imported import Returned


def take_panel(book: Book, inputs: Inputs, lots: tuple[LotRules, ...], labels: Labels, at: str) -> Returned:
    """Check a workbook and judge every row of it in which nothing else is wrong.

    No row is judged in a workbook of another tender or rules, or without its sheet or headers.
    """
    findings = [*not_agreed_here(inputs, Source(book.file)), *check_book(book, inputs, AGREE_KIND, labels)]
    if findings:
        return Returned(book.file, "", Taken((), 0, 0, tuple(findings)))
    findings += check_sheets(book, (README, SHEET, REASONS, SCALES))
    sheet = book.sheet(SHEET)
    if sheet is None:
        return Returned(book.file, "", Taken((), 0, 0, tuple(findings)))
    rows, wrong = _rows(book, sheet, to_agree(inputs, lots), labels)
    findings += wrong
    taken = take_agreed(rows, inputs, at)
    return Returned(book.file, "", taken._replace(findings=(*findings, *taken.findings)))


def _rows(
    book: Book, sheet: Sheet, rows: tuple[Agreeing, ...], labels: Labels
) -> tuple[tuple[AgreedRow, ...], list[Finding]]:
    """The rows to judge in the order of the questions, and what is wrong with rows as rows."""
    people = people_of(rows)
    columns = columns_of(people)
    findings = [*check_header(book, sheet, HEADER_ROW, [one.name for one in columns])]
    if findings:
        return (), findings
    asked = {row.key: row for row in rows}
    last = len(columns)
    filled_in = range(last - 5, last)
    found, wrong = keyed_rows(book, sheet, (HEADER_ROW + 1, last), asked, labels)
    findings += wrong
    keyed = {
        row for row, column in sheet.cells if column == last
    }  # also those whose key is wrong: told already
    heads = {row for row, column in sheet.cells if column == BID} - {
        row for row, column in sheet.cells if column > BID
    }
    findings += check_stray(book, sheet, HEADER_ROW + 1, (BID, *filled_in), (*keyed, *heads))
    told = {row for row, _ in sheet.formulas}
    taken: list[AgreedRow] = []
    for key, row in found.items():
        cells = [cell_at(book, sheet, row, column) for column in filled_in]
        flawed = [*check_label(book, sheet, row, BID, labels.by_bid[key[2]])]
        flawed += () if row in told else _as_given(book, sheet, row, people, asked[key])
        flawed += [one for cell in cells[1:] for one in check_text(cell)]
        findings += flawed
        if not flawed and row not in told:
            taken.append(AgreedRow(asked[key], *cells))
    return tuple(taken), findings


def _as_given(
    book: Book, sheet: Sheet, row: int, people: tuple[str, ...], asked: Agreeing
) -> Iterator[Finding]:
    """Report individual marks that are shown otherwise than they stand in marks.csv."""
    given = {mark.evaluator: decimal_text(mark.mark) for mark in asked.marks}
    for column, person in enumerate(people, FIRST_PERSON):
        shown, stands = sheet.text(row, column), given.get(person, "")
        if shown != stands:
            yield error(
                "BE705",
                f"the sheet shows {shown or 'no mark'} of {person} for {asked.bid} on {asked.criterion}, and "
                f"marks.csv has {stands or 'none'}",
                "Individual marks are not changed here. If they changed since, export the workbook again.",
                book.place(sheet.name, row, column),
            )
