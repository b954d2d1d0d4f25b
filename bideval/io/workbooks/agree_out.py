"""The moderation workbook: everybody's marks side by side, and cells for what the panel agrees on.

A second sheet has everybody's reasons.  No price stands in it.  Individual marks are
shown and locked; they are changed in nobody's name here.  Needs the extra ``excel``.
"""

from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from bideval.io.workbooks.marks_out import let_choose, question_head, write_scales
from bideval.io.workbooks.names import AGREE_KIND, Labels, key_text, known_by
from bideval.io.workbooks.sheets import Column, Pen, fit_row, lock, table_head
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.scoring.panel.asked import Agreeing
from bideval.scoring.panel.spread import Spread, spreads

SHEET, REASONS, SCALES, README = "Agree", "Reasons", "Scales", "Read me"
HEADER_ROW, BID, FIRST_PERSON = 1, 1, 2
FILL_IN = ("Agreed mark", "Reason", "Where in the bid", "Who agreed", "Why it moved")
_WIDTHS = (9.0, 44.0, 20.0, 18.0, 30.0)
_REASON_COLUMNS = (
    Column("Question", 24), Column("Bid", 24), Column("Who", 18), Column("Mark", 7), Column("Strengths", 44),
    Column("Weaknesses", 44), Column("Where in the bid", 22),
)  # fmt: skip


def people_of(rows: tuple[Agreeing, ...]) -> tuple[str, ...]:
    """Return the ids of everybody who marked any of the rows, in order."""
    return tuple(sorted({mark.evaluator for row in rows for mark in row.marks}))


def columns_of(people: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns of the table for a panel of ``people``."""
    fill_in = (Column(f"{name}\n(fill in)", width) for name, width in zip(FILL_IN, _WIDTHS, strict=True))
    return (
        Column("Bid", 24),
        *(Column(one, 10) for one in people),
        Column("Apart", 8),
        *fill_in,
        Column("Key (leave as it is)", 14),
    )


def agree_workbook(inputs: Inputs, rows: tuple[Agreeing, ...], labels: Labels) -> bytes:
    """Return the workbook in which the panel agrees on ``rows``.

    Raise CellTextError where a text cannot stand in a cell.
    """
    keys = [key_text(row.key, labels) for row in rows]
    pen = Pen(known_by(inputs, AGREE_KIND, "", keys, labels), f"Agreed marks: {inputs.tender.title}")
    sheets = {name: pen.sheet(name) for name in (README, SHEET, REASONS, SCALES)}
    _readme(pen, sheets[README], inputs)
    ranges = write_scales(pen, sheets[SCALES], tuple(row.scale for row in rows))
    sheet, columns = sheets[SHEET], columns_of(people_of(rows))
    sheet.set_paper(8)  # A3: a panel has many columns
    table_head(pen, sheet, 0, columns)
    at = HEADER_ROW
    for _, group in groupby(spreads(rows), key=lambda one: (one.row.lot, one.row.criterion)):
        found = tuple(group)
        at = question_head(pen, sheet, at, found[0].row, columns)
        for one in found:
            _row(pen, sheet, at, one, labels, columns)
            let_choose(sheet, at, len(columns) - 6, one.row.scale, ranges.get(one.row.scale))
            at += 1
    lock(sheet)
    _reasons(pen, sheets[REASONS], rows, labels)
    sheet.activate()
    return pen.finish()


def _readme(pen: Pen, sheet: Worksheet, inputs: Inputs) -> None:
    quorum = inputs.tender.marks.quorum if inputs.tender.marks else None
    people = "; ".join(f"{one.id} = {one.name}" for one in inputs.evaluators)
    lines = (
        [("strong", "Invented figures and fictional names: an illustration.")]
        if inputs.tender.illustration
        else []
    )
    lines += [
        ("title", inputs.tender.title),
        ("strong", "Marks to agree on"),
        ("words", f"Panel: {people}"),
        ("words", f"The published quorum is {quorum}." if quorum else "No quorum is published."),
        ("words", ""),
        ("words", "1. The sheet Agree has everybody's marks; the sheet Reasons has what they rest on."),
        ("words", "2. Talk about the rows that are far apart first. Choose the agreed mark from the list."),
        ("words", "3. Give the reason of the panel: what in the bid the mark rests on."),
        ("words", "4. Enter the ids of everybody who agreed, with ; between."),
        ("words", "5. Say why it moved, where anybody's mark is another. Outside the range it must be."),
        ("words", "6. A mean of the marks is no agreed mark. Individual marks stay as they were given."),
    ]  # fmt: skip
    sheet.set_column(0, 0, 110)
    pen.lines(sheet, 0, lines)
    lock(sheet)


def _row(
    pen: Pen, sheet: Worksheet, at: int, one: Spread, labels: Labels, columns: tuple[Column, ...]
) -> None:
    row, agreed = one.row, one.row.agreed
    given = {mark.evaluator: mark.mark for mark in row.marks}
    pen.text(sheet, at, 0, labels.by_bid[row.bid], "cell")
    for number, column in enumerate(columns[1:-7], 1):
        pen.number(sheet, at, number, given.get(column.name), "number")
    pen.text(sheet, at, len(columns) - 7, apart_words(one), "cell")
    pen.number(sheet, at, len(columns) - 6, agreed.mark if agreed else None, "open-mark")
    said = (
        (agreed.reason, agreed.evidence, ";".join(agreed.agreed_by), agreed.why_moved)
        if agreed
        else ("",) * 4
    )
    for number, text in enumerate(said, len(columns) - 5):
        pen.text(sheet, at, number, text, "open")
    pen.text(sheet, at, len(columns) - 1, key_text(row.key, labels), "key")
    widths = [column.width for column in columns[-5:-1]]
    fit_row(sheet, at, [(labels.by_bid[row.bid], 24), *zip(said, widths, strict=True)], least=2)


def apart_words(one: Spread) -> str:
    """How far the marks lie apart: the lowest and the highest, or that they are alike."""
    if one.low is None or one.high is None:
        return "no marks"
    return "alike" if one.low == one.high else f"{decimal_text(one.low)} to {decimal_text(one.high)}"


def _reasons(pen: Pen, sheet: Worksheet, rows: tuple[Agreeing, ...], labels: Labels) -> None:
    table_head(pen, sheet, 0, _REASON_COLUMNS)
    at = HEADER_ROW
    for row in rows:
        for mark in row.marks:
            texts = (row.question.title, labels.by_bid[row.bid], mark.evaluator, decimal_text(mark.mark),
                     mark.strengths, mark.weaknesses, mark.evidence)  # fmt: skip
            for number, text in enumerate(texts):
                pen.text(sheet, at, number, text, "cell")
            fit_row(sheet, at, zip(texts, (one.width for one in _REASON_COLUMNS), strict=True))
            at += 1
    lock(sheet)
