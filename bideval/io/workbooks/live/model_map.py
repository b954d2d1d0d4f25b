"""The map of a workbook with live formulas, by which ``bideval workbook check`` follows it.

It names the tender folder that the workbook was written from, so that rules, marks and prices
are the folder's.  Nothing is written here.
"""

import re
from collections.abc import Iterator

from bideval.io.workbooks.guard import column_letters
from bideval.io.workbooks.live.cells import CLEAN
from bideval.io.workbooks.live.lot_sheet import FIRST_BID, FIRST_LINE, Line, LotSheet
from bideval.io.yaml_out import Data, yaml_text
from bideval.scoring.lot_rules import LotRules, Section

_NAMES_ROW = FIRST_LINE - 1
_READ = {"mark that governs": "mark", "evaluated price": "price"}
_CLEANED = re.compile(r"ROUND\(.*,([0-9]+)\)")


def model_map(folder: str, lot: LotSheet, sheet: str, rules: LotRules) -> str:
    """Return the map as YAML; ``folder`` is the tender as seen from where the map will be."""
    figures = _figures(lot.lines)
    top: dict[str, Data] = {
        "bideval-map": "1",
        "folder": folder,
        "lot": rules.id,
        "sheet": sheet,
        "bids": [
            {"id": one.bid, "name": one.name, "at": column_letters(FIRST_BID + number)}
            for number, one in enumerate(lot.bids)
        ],
        "names": str(_NAMES_ROW),
        "criteria": [
            _criterion(node.id, figures, is_section=isinstance(node, Section)) for node in rules.nodes()
        ],
    }
    return yaml_text({**top, **_result(lot.lines)})


def _criterion(name: str, figures: dict[tuple[str, str], int], *, is_section: bool) -> Data:
    rows = {kind: row for (one, kind), row in figures.items() if one == name}
    found: dict[str, Data] = {"id": name}
    if "weighted" in rows:
        found["weight_at"] = f"C{rows['weighted']}"
    kinds = ("weighted",) if is_section else ("mark", "price", "points", "weighted")
    return {**found, **{kind: str(rows[kind]) for kind in kinds if kind in rows}}


def _figures(lines: tuple[Line, ...]) -> dict[tuple[str, str], int]:
    """The row of each figure by criterion and kind; of one that stands twice the last."""
    return {(line.name, kind): row for row, line, kind in _kinds(lines)}


def _kinds(lines: tuple[Line, ...]) -> Iterator[tuple[int, Line, str]]:
    block = ""
    for row, line in enumerate(lines, FIRST_LINE):
        if not line.title and line.name:
            block = line.name
        elif block == "What was read" and line.how in _READ:
            yield row, line, _READ[line.how]
        elif block == "Points, 0 to 100":
            yield row, line, "points"
        elif block == "Weighted points":
            yield row, line, "weighted"


def _result(lines: tuple[Line, ...]) -> dict[str, Data]:
    """Total and rank, and to how many decimals a total stands that no rule rounds."""
    rows = {
        line.name: (row, line) for row, line in enumerate(lines, FIRST_LINE) if line.name in {"total", "rank"}
    }
    row, line = rows["total"]
    found: dict[str, Data] = {"weights_total_at": f"C{row}", "total": str(row), "rank": str(rows["rank"][0])}
    cleaned = _CLEANED.fullmatch(line.formulas[0])
    if cleaned and int(cleaned[1]) < CLEAN and "rounded" not in line.how:
        found["decimals"] = cleaned[1]
    return found
