"""An authority's own evaluation workbook, small enough to be followed by hand, and its map.

Every formula stands with the value that a spreadsheet program keeps beside it: XlsxWriter does
not calculate.  The figures are invented, but for the lead of 2.93: the one that was announced
as 3.43 in Woods Building Services v Milton Keynes Council [2015] EWHC 2011 (TCC).
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format


class F(NamedTuple):
    """A formula, the value kept beside it, and the format it is shown in."""

    text: str
    value: float | str
    shown: str = "General"


class N(NamedTuple):
    """A number that is shown in a format."""

    value: float
    shown: str


Content = float | str | F | N | None
Cells = Mapping[str, Content]
TWO = "0.00"

SHEET: Cells = {
    "A1": "Question", "B1": "Weight", "C1": "Ash Building", "D1": "Elm Works",
    "A2": "Programme", "B2": 15, "C2": 8, "D2": 7,
    "A3": "Site staff", "B3": 15, "C3": 7, "D3": 6,
    "A4": "Handover", "B4": 10, "C4": 8, "D4": 9,
    "A5": "Price", "B5": 60, "C5": 8_000_000, "D5": 8_126_000,
    "A7": "Weighted points",
    "A8": "Programme", "C8": F("=ROUND($B2*C2/10,2)", 12, TWO), "D8": F("=ROUND($B2*D2/10,2)", 10.5, TWO),
    "A9": "Site staff", "C9": F("=ROUND($B3*C3/10,2)", 10.5, TWO), "D9": F("=ROUND($B3*D3/10,2)", 9, TWO),
    "A10": "Handover", "C10": F("=ROUND($B4*C4/10,2)", 8, TWO), "D10": F("=ROUND($B4*D4/10,2)", 9, TWO),
    "A11": "Quality", "B11": F("=SUM(B2:B4)", 40), "C11": F("=SUM(C8:C10)", 30.5, TWO),
    "D11": F("=SUM(D8:D10)", 28.5, TWO),
    "A12": "Price", "C12": F("=ROUND($B5*MIN($C5:$D5)/C5,2)", 60, TWO),
    "D12": F("=ROUND($B5*MIN($C5:$D5)/D5,2)", 59.07, TWO),
    "A13": "Total", "B13": F("=B11+B5", 100), "C13": F("=C11+C12", 90.5, TWO), "D13": F("=D11+D12", 87.57, TWO),
    "A14": "Rank", "C14": F("=RANK(C13,$C13:$D13)", 1), "D14": F("=RANK(D13,$C13:$D13)", 2),
    "A15": "Lead", "C15": F("=LARGE(C13:D13,1)-LARGE(C13:D13,2)", 2.930000000000007, TWO),
}  # fmt: skip

MAP = """\
bideval-map: 1
title: Housing repairs
sheet: Evaluation
bids:
  - {id: ash, name: Ash Building, at: C}
  - {id: elm, name: Elm Works, at: D}
names: 1
weights_total: 100
weights_total_at: B13
rounding: [{stage: weighted, places: 2, mode: half-up}]
better: higher
criteria:
  - id: quality
    weight_at: B11
    weighted: 11
    criteria:
      - {id: programme, weight: 15, weight_at: B2, scale: {from: 0, to: 10, step: 1}, mark: 2, weighted: 8}
      - {id: staff, weight: 15, weight_at: B3, scale: {from: 0, to: 10, step: 1}, mark: 3, weighted: 9}
      - {id: handover, weight: 10, weight_at: B4, scale: {from: 0, to: 10, step: 1}, mark: 4, weighted: 10}
  - {id: price, weight: 60, weight_at: B5, formula: lowest-over-bid, price: 5, weighted: 12}
total: 13
rank: 14
margin: C15
"""


def written(sheets: Mapping[str, Cells], merged: tuple[str, ...] = (), *, is_stale: bool = False) -> bytes:
    """Return a workbook with these cells, by sheet; ``merged`` are areas of the first.

    ``is_stale`` as XlsxWriter leaves it: to be calculated when it is opened.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    formats: dict[str, Format] = {}
    for name, cells in sheets.items():
        sheet = book.add_worksheet(name)
        for area in merged if name == next(iter(sheets)) else ():
            sheet.merge_range(area, "")
        for at, content in cells.items():
            shown = content.shown if isinstance(content, F | N) else "General"
            look = formats.setdefault(shown, book.add_format({"num_format": shown}))
            if isinstance(content, F):
                sheet.write_formula(at, content.text, look, content.value)
            elif isinstance(content, N):
                sheet.write_number(at, content.value, look)
            elif isinstance(content, str):
                sheet.write_string(at, content)
            elif content is not None:
                sheet.write_number(at, content)
    book.close()
    return out.getvalue() if is_stale else saved(out.getvalue())


def saved(data: bytes) -> bytes:
    """Return a workbook as a program leaves it that has calculated it: it does not ask for that again."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(b' fullCalcOnLoad="1"', b""))
    return out.getvalue()


def evaluation(**changes: Content) -> bytes:
    """Return the workbook with some cells changed; None leaves a cell out."""
    return written({"Evaluation": {**SHEET, **changes}})
