"""Workbooks that a page is about, made as it says: no page can hold one.

The page shows the sheet as a table; a workbook that is not as the table says is not written.
"""

import re
from pathlib import Path

from tests.docs.pages import code_words, tables_of
from tests.io.workbooks.own_sheet import TWO, Cells, F, evaluation

# A subtotal that was typed in, and what a spreadsheet program makes of it.
TYPED_SUBTOTAL: Cells = {
    "D11": 28,
    "D13": F("=D11+D12", 87.07, TWO),
    "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", 3.430000000000007, TWO),
}
PAGE = "workbook-check.md"


def write_workbooks(page: Path, folder: Path) -> None:
    """Write the workbooks of ``page`` into ``folder``."""
    if page.name == PAGE:
        (folder / "evaluation.xlsx").write_bytes(evaluation(**TYPED_SUBTOTAL))


def shown_cells(page: Path) -> dict[str, str]:
    """Return the cells of the sheet that a page shows: a column of row numbers, then A, B and so on."""
    table = next(one for one in tables_of(page) if {"", "A", "B"} <= set(one.rows[0]))
    found = {}
    for row in table.rows:
        for column, text in row.items():
            if re.fullmatch(r"[A-Z]", column) and text:
                found[f"{column}{row['']}"] = (code_words(text) or [text.replace(",", "")])[0]
    return found
