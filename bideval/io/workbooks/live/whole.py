"""The workbook with the live formulas of every lot that can be told by them.

Sheets: what it is, a sheet for each lot, the tables that formulas look points up in.  The
values that formulas stand for are written beside them, so that a program that does not
calculate shows them too.  Texts are written as text.  Needs the extra ``excel``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from xlsxwriter.worksheet import Worksheet

from bideval.io.workbooks.live.cells import NoModelError, number_text
from bideval.io.workbooks.live.lot_sheet import FIRST_BID, FIRST_LINE, Line, LotSheet, lot_sheet
from bideval.io.workbooks.live.tables import TABLES, Tables
from bideval.io.workbooks.names import KIND, RULES, TENDER
from bideval.io.workbooks.sheets import Column, Pen, fit_row, table_head
from bideval.model.evaluation import Evaluation, LotResult, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.digest import rules_digest

MODEL_KIND = "model-1"
README = "Read me"
_COLUMNS = (Column("Criterion", 22), Column("Title", 34), Column("Weight", 10), Column("How", 60))
_BID_WIDTH = 16


class Model(NamedTuple):
    """The workbook, None where no lot can be told by formulas, and why which lots cannot."""

    workbook: bytes | None
    why_not: Mapping[str, str]  # by lot
    lots: Mapping[str, tuple[str, LotSheet]] = MappingProxyType({})  # the sheet of each lot that is told


def model_workbook(inputs: Inputs, evaluation: Evaluation) -> Model:
    """Return the workbook of an evaluation.  Raise CellTextError where a text cannot stand in a cell."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    tables = Tables()
    told: list[tuple[LotResult, LotSheet]] = []
    why_not: dict[str, str] = {}
    for result in evaluation.lots:
        try:
            told.append((result, lot_sheet(lot_case(inputs, rules[result.id]), result, tables)))
        except NoModelError as problem:
            why_not[result.id] = str(problem)
    if not told:
        return Model(None, why_not)
    names = sheet_names(evaluation)
    lots = {result.id: (names[result.id], sheet) for result, sheet in told}
    return Model(_written(inputs, evaluation, told, tables, why_not), why_not, lots)


def sheet_names(evaluation: Evaluation) -> Mapping[str, str]:
    """Return the name of the sheet of each lot."""
    if len(evaluation.lots) == 1:
        return {evaluation.lots[0].id: "Result"}
    return {result.id: f"Lot {at}" for at, result in enumerate(evaluation.lots, 1)}


def _written(
    inputs: Inputs,
    evaluation: Evaluation,
    told: list[tuple[LotResult, LotSheet]],
    tables: Tables,
    why_not: Mapping[str, str],
) -> bytes:
    known = {KIND: MODEL_KIND, TENDER: evaluation.tender, RULES: rules_digest(inputs)}
    pen = Pen(known, f"Model: {evaluation.title}")
    _readme(pen, pen.sheet(README), evaluation, why_not)
    single = len(evaluation.lots) == 1
    names = sheet_names(evaluation)
    for result, lot in told:
        sheet = pen.sheet(names[result.id])
        title = evaluation.title if single else f"Lot {result.id}: {result.title}"
        _lot(pen, sheet, title, lot, evaluation.currency)
    _tables(pen, pen.sheet(TABLES), tables)
    return pen.finish()


def _readme(pen: Pen, sheet: Worksheet, evaluation: Evaluation, why_not: Mapping[str, str]) -> None:
    lines = (
        [("strong", "Invented figures and fictional names: an illustration.")]
        if evaluation.illustration
        else []
    )
    lines += [
        ("title", evaluation.title),
        ("words", "The result of the published rules, worked out again by the formulas of this workbook."),
        ("words", f"Inputs {evaluation.digest}"),
        ("words", ""),
        ("strong", "How to read it"),
        ("words", "Bids stand side by side, the best first. Follow a criterion from what was read to its"),
        ("words", "points, to weighted points, to the total. Cells with a heavy border were typed in; all"),
        ("words", "others are formulas. The last lines say whether the total is the one that bideval has."),
        ("words", ""),
        ("words", "A rounding stands as ROUND(ROUND(x,10),2): the inner one takes away what the binary"),
        ("words", "fractions of a spreadsheet add, the outer one is the published rounding."),
        ("words", "Change a cell to see what follows. What you change is yours; the folder is the record."),
    ]  # fmt: skip
    out = [
        f"{placing.bid}{'' if len(evaluation.lots) == 1 else f' in lot {lot.id}'}: {placing.status.value}"
        for lot in evaluation.lots
        for placing in lot.placings
        if placing.status is not PlacingStatus.ASSESSED
    ]
    missing = [f"Lot {lot}: {why}" for lot, why in why_not.items()]
    for title, rows in (("Not assessed, and not in this workbook", out), ("Lots without formulas", missing)):
        if rows:
            lines += [("words", ""), ("strong", title), *(("words", one) for one in rows)]
    sheet.set_column(0, 0, 110)
    pen.lines(sheet, 0, lines)


def _lot(pen: Pen, sheet: Worksheet, title: str, lot: LotSheet, currency: str) -> None:
    """Write the sheet of a lot."""
    pen.text(sheet, 0, 0, title, "title")
    sheet.set_row(0, 30)
    pen.text(sheet, 1, 0, f"Prices are in {currency}.", "words")
    columns = (*_COLUMNS, *(Column(one.bid, _BID_WIDTH) for one in lot.bids))
    head = FIRST_LINE - 3
    table_head(pen, sheet, head, columns)
    for number, one in enumerate(lot.bids, FIRST_BID - 1):
        pen.text(sheet, head + 1, number, one.name, "strong")
    fit_row(sheet, head + 1, [(one.name, _BID_WIDTH) for one in lot.bids])
    sheet.freeze_panes(head + 2, 2)
    for row, line in enumerate(lot.lines, FIRST_LINE - 1):
        _line(pen, sheet, row, line, len(columns))


def _line(pen: Pen, sheet: Worksheet, row: int, line: Line, width: int) -> None:
    if not line.title:
        for column in range(width if line.name else 0):
            pen.text(sheet, row, column, line.name if column == 0 else "", "band")
        return
    look = "strong" if line.strong else "words"
    for column, text in ((0, line.name), (1, line.title), (3, line.how)):
        pen.text(sheet, row, column, text, look)
    if line.weight is not None and line.weight_sum:
        total = pen.figure(None, strong=line.strong)
        sheet.write_formula(row, 2, f"={line.weight_sum}", total, float(line.weight))
    elif line.weight is not None:
        _number(pen, sheet, (row, 2), number_text(line.weight), line, places=None)
    for number, formula in enumerate(line.formulas):
        at = (row, FIRST_BID - 1 + number)
        if line.typed:
            _number(pen, sheet, at, formula, line, line.places)
        else:
            value = line.words[number] if line.words else float(line.values[number])
            sheet.write_formula(*at, f"={formula}", pen.figure(line.places, strong=line.strong), value)
    fit_row(sheet, row, [(line.title, _COLUMNS[1].width), (line.how, _COLUMNS[3].width)])


def _number(
    pen: Pen, sheet: Worksheet, at: tuple[int, int], text: str, line: Line, places: int | None
) -> None:
    """Write a number that is put in; where its decimals do not end, as the division that it is."""
    look = pen.figure(places, put_in=True, strong=line.strong)
    if "/" in text:
        over, under = (int(one) for one in text.split("/"))
        sheet.write_formula(*at, f"={text}", look, over / under)
    else:
        sheet.write_number(*at, float(text), look)


def _tables(pen: Pen, sheet: Worksheet, tables: Tables) -> None:
    """Write every table where formulas look for it."""
    pen.text(sheet, 0, 0, "Points that formulas look up", "title")
    for column, width in enumerate((12, 12, 90)):
        sheet.set_column(column, column, width)
    for row, table in tables.all():
        for column, text in enumerate((table.keys, "points", "what it means")):
            pen.text(sheet, row - 1, column, text, "head")
        for number, one in enumerate(table.rows, row):
            for column, value in ((0, one.mark), (1, one.points)):
                _number(pen, sheet, (number, column), number_text(value), Line("", ""), places=None)
            pen.text(sheet, number, 2, one.words or "", "cell")
