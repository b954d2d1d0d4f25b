"""Workbooks that a page is about, made as it says: no page can hold one.

The page shows the sheet, or what was typed into one, as a table; the workbook is as the table says.
"""

import re
from pathlib import Path

import openpyxl

from tests.docs.console import entry_point
from tests.docs.pages import Table, code_words, tables_of
from tests.io.workbooks.own_sheet import TWO, Cells, F, evaluation

# A subtotal that was typed in, and what a spreadsheet program makes of it.
TYPED_SUBTOTAL: Cells = {
    "D11": 28,
    "D13": F("=D11+D12", 87.07, TWO),
    "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", 3.430000000000007, TWO),
}
PAGE = "workbook-check.md"
FILLED_IN = "marks-to-letters.md"
SAMPLE = "sample_tenders/community-health"
TYPED = "what is typed"


def write_workbooks(page: Path, folder: Path) -> None:
    """Write the workbooks of ``page`` into ``folder``."""
    if page.name == PAGE:
        (folder / "evaluation.xlsx").write_bytes(evaluation(**TYPED_SUBTOTAL))
    if page.name == FILLED_IN:
        marks, agreed = (one for one in tables_of(page) if TYPED in one.rows[0])
        handed = folder / "handed-out"
        assert entry_point(["workbook", "export", SAMPLE, "-o", str(handed)], folder).code == 0
        panel = folder / "handed-out" / "panel.xlsx"
        assert entry_point(["moderate", SAMPLE, "--workbook", str(panel)], folder).code == 0
        fill_in(handed / "community-health-marks-tallis.xlsx", marks, folder / "tallis-badly.xlsx")
        fill_in(panel, agreed, folder / "panel-badly.xlsx")


def fill_in(handed: Path, typed: Table, target: Path) -> None:
    """Type what a table of a page says, cell by cell, into the second sheet of a workbook."""
    book = openpyxl.load_workbook(handed)
    for row in typed.rows:
        at, (text,) = row["cell"], code_words(row[TYPED]) or [""]
        sheet = book.worksheets[1]
        sheet[at] = float(text) if re.fullmatch(r"[0-9.]+", text) else text or None
    book.save(target)


def shown_cells(page: Path) -> dict[str, str]:
    """Return the cells of the sheet that a page shows: a column of row numbers, then A, B and so on."""
    table = next(one for one in tables_of(page) if {"", "A", "B"} <= set(one.rows[0]))
    found = {}
    for row in table.rows:
        for column, text in row.items():
            if re.fullmatch(r"[A-Z]", column) and text:
                found[f"{column}{row['']}"] = (code_words(text) or [text.replace(",", "")])[0]
    return found
