"""A small tender with a panel of three, and workbooks of it that somebody has edited."""

import json
import warnings
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from bideval.io.folder import read_folder
from bideval.io.workbooks.exporting import marks_workbooks, moderation_workbook
from bideval.model.inputs import Inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules

SCALE = {
    "marks": [
        {"mark": "0", "points": "0", "words": "No response"},
        {"mark": "1", "points": "30", "words": "Poor: major concerns"},
        {"mark": "2", "points": "70", "words": "Good"},
        {"mark": "3", "points": "100", "words": "Excellent"},
    ]
}
TENDER: dict[str, object] = {
    "bideval": "1",
    "id": "care",
    "title": "Community care",
    "currency": "GBP",
    "method": {"use": "weighted-sum"},
    "weighting": {"kind": "percent-of-whole"},
    "marks": {"from": "consensus"},
    "rounding": "none",
    "criteria": [
        {"id": "plan", "title": "The plan", "weight": "40", "scale": SCALE, "clause": "ITT 6.1"},
        {"id": "staff", "title": "Staff", "weight": "20", "scale": {"from": "0", "to": "10", "step": "0.5"}},
        {"id": "price", "weight": "40", "formula": "lowest-over-bid"},
    ],
}
HEAD = "lot,criterion,bid,evaluator,mark,strengths,weaknesses,evidence,at,supersedes\n"
EVALUATORS = "id,name,role\nada,Ada Bell,evaluator\nbo,Bo Hart,evaluator\ncy,Cy Ames,evaluator\n"
AT = "2026-04-09T17:00:00Z"


def folder(root: Path, **files: str | Mapping[str, object]) -> Path:
    """Write the tender, with ``files`` by stem in place of its own: ``tender``, ``marks``, ``acorn`` ..."""
    contents: dict[str, object] = {
        "tender.yaml": files.get("tender", TENDER),
        "evaluators.csv": files.get("evaluators", EVALUATORS),
        **{f"{name}.csv": files[name] for name in ("marks", "consensus", "assignments") if name in files},
    }
    for bid, name, price in (("acorn", "Acorn Care", "100"), ("beech", "Beech Health", "125")):
        contents[f"bids/{bid}.yaml"] = files.get(
            bid, {"id": bid, "bidder": {"id": f"{bid}-ltd", "name": name}}
        )
        contents[f"prices/{bid}.yaml"] = {"lots": {"whole": {"amount": price}}}
    for name, one in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(
            one if isinstance(one, str) else json.dumps(one, ensure_ascii=False),
            encoding="utf-8",
            newline="\n",
        )
    return root


def read(root: Path) -> tuple[Inputs, tuple[LotRules, ...]]:
    """Return the inputs and the compiled rules of a folder that reads without an error."""
    reading = read_folder(root)
    assert reading.inputs is not None, reading.findings
    return reading.inputs, compile_rules(reading.inputs).lots


def handed_out(root: Path, person: str = "ada", word: str | None = None) -> Path:
    """Export the workbook of ``person`` beside the folder."""
    (data,) = marks_workbooks(*read(root), (person,), word).values()
    path = root.parent / f"{person}.xlsx"
    path.write_bytes(data)
    return path


def panel_book(root: Path) -> Path:
    """Export the moderation workbook beside the folder."""
    path = root.parent / "panel.xlsx"
    path.write_bytes(moderation_workbook(*read(root), None))
    return path


Cells = Mapping[str, str | float | bool | None]


def fill(path: Path, cells: Cells, sheet: str = "Marks") -> Path:
    """Write into cells by address; None empties one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
        for address, value in cells.items():
            book[sheet][address] = value
        book.save(path)
    return path


def rows_of(path: Path, sheet: str, key_column: int) -> dict[str, int]:
    """Return the row of every key."""
    book = openpyxl.load_workbook(path)
    found = {}
    for row in book[sheet].iter_rows(min_row=2):
        if row[key_column - 1].value:
            found[str(row[key_column - 1].value)] = int(str(row[0].row))
    return found
