"""The workbook of one evaluator: their questions, the scale beside each, and cells for marks and reasons.

No price and no other evaluator's mark stands in it.  Bidders are named, or hidden behind
codes.  What the evaluator has given already is filled in.  Needs the extra ``excel``.
"""

from itertools import groupby

from xlsxwriter.worksheet import Worksheet

from bideval.io.workbooks.names import MARKS_KIND, Labels, key_text, known_by
from bideval.io.workbooks.sheets import Column, Pen, fit_row, lock, table_head
from bideval.model.inputs import Inputs
from bideval.model.marking import Evaluator
from bideval.model.numbers import decimal_text
from bideval.model.scale import Scale, ScaleMark
from bideval.scoring.panel.asked import Agreeing, Asked

SHEET, SCALES, README = "Marks", "Scales", "Read me"
COLUMNS = (
    Column("Bid", 26),
    Column("Mark\n(fill in)", 9),
    Column("Strengths\n(fill in)", 44),
    Column("Weaknesses\n(fill in)", 44),
    Column("Where in the bid\n(fill in)", 22),
    Column("Key (leave as it is)", 16),
)
BID, MARK, STRENGTHS, WEAKNESSES, EVIDENCE, KEY = range(1, 7)  # columns, counted from 1
HEADER_ROW = 1
MOST_IN_LIST = 2_000  # marks of an even scale that are listed one by one


def marks_workbook(inputs: Inputs, person: Evaluator, rows: tuple[Asked, ...], labels: Labels) -> bytes:
    """Return the workbook of ``person``, who is asked for ``rows``.

    Raise CellTextError where a text cannot stand in a cell.
    """
    keys = [key_text(row.key, labels) for row in rows]
    pen = Pen(known_by(inputs, MARKS_KIND, person.id, keys, labels), f"Marks: {inputs.tender.title}")
    sheets = {name: pen.sheet(name) for name in (README, SHEET, SCALES)}
    _readme(pen, sheets[README], inputs, person, len(rows))
    ranges = write_scales(pen, sheets[SCALES], tuple(row.scale for row in rows))
    sheet = sheets[SHEET]
    table_head(pen, sheet, 0, COLUMNS)
    at = HEADER_ROW
    for _, group in groupby(rows, key=lambda row: (_lot(row), row.criterion)):
        at = _question(pen, sheet, at, tuple(group), labels, ranges)
    sheet.set_footer(f"&L{_footer(inputs.tender.title)}&C{_footer(person.name)}&RPage &P of &N")
    lock(sheet)
    sheet.activate()
    return pen.finish()


def _lot(row: Asked) -> str:
    return row.lot


def _footer(text: str) -> str:
    return " ".join(text.split()).replace("&", "&&")[:60]


def _readme(pen: Pen, sheet: Worksheet, inputs: Inputs, person: Evaluator, rows: int) -> None:
    tender = inputs.tender
    lines = (
        [("strong", "Invented figures and fictional names: an illustration.")] if tender.illustration else []
    )
    lines += [
        ("title", tender.title),
        ("strong", f"Marks of {person.name} ({person.id}): {rows} to give"),
        ("words", f"Authority: {tender.authority}" if tender.authority else f"Tender: {tender.id}"),
        ("words", ""),
        ("strong", "How to mark"),
        ("words", "1. Open the sheet Marks. Each question has its scale below its title."),
        ("words", "2. Choose the mark from the list in the cell. The cells to fill in have a heavy border."),
        ("words", "3. Say what the mark rests on, under strengths or weaknesses. A bare mark is refused."),
        ("words", "4. Words that only repeat the scale are no reason. Say where in the bid you read it."),
        ("words", "5. Leave what you have not marked yet blank; a blank is never read as zero."),
        ("words", "6. Type values, no formulas; add no rows; leave the keys alone. Send the file back."),
        ("words", ""),
        ("words", "Mark alone. What you give is kept, also when the panel agrees on another mark."),
    ]  # fmt: skip
    sheet.set_column(0, 0, 110)
    pen.lines(sheet, 0, lines)
    lock(sheet)


def write_scales(pen: Pen, sheet: Worksheet, scales: tuple[Scale, ...]) -> dict[Scale, str]:
    """List every scale with its words, and return the range of its marks for lists to choose from."""
    sheet.set_column(0, 0, 10)
    sheet.set_column(1, 1, 90)
    found: dict[Scale, str] = {}
    at = 0
    for scale in dict.fromkeys(scales):
        pen.text(sheet, at, 0, "Mark", "head")
        pen.text(sheet, at, 1, "What it means", "head")
        marks = every_mark(scale)
        for number, one in enumerate(marks, at + 1):
            pen.number(sheet, number, 0, one.mark, "number")
            pen.text(sheet, number, 1, one.words or "", "cell")
        if marks:
            found[scale] = f"={SCALES}!$A${at + 2}:$A${at + 1 + len(marks)}"
        else:
            pen.text(sheet, at + 1, 1, scale.words(), "cell")
        at += max(len(marks), 1) + 2
    lock(sheet)
    return found


def every_mark(scale: Scale) -> tuple[ScaleMark, ...]:
    """Every mark of a scale; none where an even scale has too many to list."""
    if scale.step is None:
        return scale.marks
    lowest, highest = scale.marks[0].mark, scale.marks[-1].mark
    count = int((highest - lowest) / scale.step) + 1
    if count > MOST_IN_LIST:
        return ()
    marks = (lowest + number * scale.step for number in range(count))
    return tuple(ScaleMark(mark, scale.points(mark)) for mark in marks)


def scale_line(scale: Scale) -> str:
    """A scale on one line: each mark with its words, or the marks there are."""
    said = [f"{decimal_text(one.mark)} = {one.words}" for one in scale.marks if one.words]
    return "Scale: " + ("; ".join(said) if said else scale.words())


def let_choose(sheet: Worksheet, row: int, column: int, scale: Scale, listed: str | None) -> None:
    """Let a cell take the marks of a scale alone."""
    lowest, highest = float(scale.marks[0].mark), float(scale.marks[-1].mark)
    said = {"error_title": "Not on the scale", "error_message": f"Choose one of {scale.words()}."[:250]}
    if listed is not None:
        sheet.data_validation(row, column, row, column, {"validate": "list", "source": listed, **said})
    else:
        between = {"validate": "decimal", "criteria": "between", "minimum": lowest, "maximum": highest}
        sheet.data_validation(row, column, row, column, {**between, **said})


def _question(
    pen: Pen, sheet: Worksheet, at: int, rows: tuple[Asked, ...], labels: Labels, ranges: dict[Scale, str]
) -> int:
    """Write one question: its title, its scale, and a row a bid; return the next free row."""
    at = question_head(pen, sheet, at, rows[0], COLUMNS)
    for number, row in enumerate(rows, at):
        given = row.standing
        pen.text(sheet, number, BID - 1, labels.by_bid[row.bid], "cell")
        pen.number(sheet, number, MARK - 1, given.mark if given else None, "open-mark")
        let_choose(sheet, number, MARK - 1, row.scale, ranges.get(row.scale))
        said = (given.strengths, given.weaknesses, given.evidence) if given else ("", "", "")
        for column, text in zip((STRENGTHS, WEAKNESSES, EVIDENCE), said, strict=True):
            pen.text(sheet, number, column - 1, text, "open")
        pen.text(sheet, number, KEY - 1, key_text(row.key, labels), "key")
        texts = (labels.by_bid[row.bid], "", *said, "")
        fit_row(sheet, number, zip(texts, (one.width for one in COLUMNS), strict=True), least=3)
        blank = f'AND($B{number + 1}<>"",$C{number + 1}="",$D{number + 1}="")'
        stripes = {"type": "formula", "criteria": f"={blank}", "format": pen.look("unsaid")}
        sheet.conditional_format(number, STRENGTHS - 1, number, WEAKNESSES - 1, stripes)
    return at + len(rows)


def question_head(
    pen: Pen, sheet: Worksheet, at: int, row: Asked | Agreeing, columns: tuple[Column, ...]
) -> int:
    """Write the title of a question and its scale across the table; return the row below."""
    title, clause, width = row.question.title, row.question.clause, sum(one.width for one in columns)
    where = "" if row.lot in {"*", "whole"} else f" (lot {row.lot})"
    for look, text in (
        ("band", f"{clause + ': ' if clause else ''}{title}{where}"),
        ("scale", scale_line(row.scale)),
    ):
        for column in range(1, len(columns)):
            pen.text(sheet, at, column, "", look)
        sheet.merge_range(at, 0, at, len(columns) - 1, "", pen.look(look))
        pen.text(sheet, at, 0, text, look)
        fit_row(sheet, at, [(text, width * 0.9)])
        at += 1
    return at
