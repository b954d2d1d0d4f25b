"""A workbook that was checked, as text and as JSON: totals beside each other, every finding, counts."""

from fractions import Fraction

from bideval.model.numbers import exact_text, figure_text, lossless_text
from bideval.report.findings_text import finding_text, findings_data
from bideval.report.tables import name_text, table_text
from bideval.scoring.own_book.figures import Role
from bideval.scoring.own_book.judged import CellFound, Judged, Standing, counts
from bideval.scoring.price_json import Json

# How many cells came out how, in the words of the last line.
_COUNTED = {
    Standing.READ: "typed in and read",
    Standing.SAME: "the same",
    Standing.TYPED: "right but typed in",
    Standing.ROUNDED: "rounded otherwise",
    Standing.DIFFERS: "wrong",
    Standing.FOLLOWS: "wrong because another is",
    Standing.UNREADABLE: "not readable",
    Standing.NOT_COMPARED: "not compared",
}


def checked_text(file: str, title: str | None, judged: Judged) -> str:
    """The page: title, totals and ranks here and recomputed, findings, and how many cells came out how."""
    parts = [] if title is None else [name_text(title)]
    results = _results(judged.cells)
    parts += [results] if results else []
    parts += [finding_text(one) for one in judged.findings]
    return "\n\n".join([*parts, _closing(file, judged)])


def _results(cells: tuple[CellFound, ...]) -> str:
    found = {(one.key.role, one.key.bid): one for one in cells}
    bids = list(dict.fromkeys(one.key.bid for one in cells if one.key.role in {Role.TOTAL, Role.RANK}))
    names = [(Role.TOTAL, "total"), (Role.RANK, "rank")]
    columns = [(role, name) for role, name in names if any(one.key.role is role for one in cells)]
    header = ["bid", *(text for _, name in columns for text in (f"{name} here", "recomputed"))]
    rows = [[bid, *(text for role, _ in columns for text in _both(found.get((role, bid))))] for bid in bids]
    lines = [table_text(header, rows, set(range(1, len(header))))] if rows else []
    margin = found.get((Role.MARGIN, ""))
    if margin is not None:
        here, recomputed = _both(margin)
        lines.append(f"The first is ahead by {here} here, and by {recomputed} recomputed.")
    return "\n\n".join(lines)


def _both(cell: CellFound | None) -> tuple[str, str]:
    if cell is None:
        return "-", "-"
    return _number(cell.held.value), _number(cell.right)


def _number(value: Fraction | None) -> str:
    return "-" if value is None else figure_text(value)


def _closing(file: str, judged: Judged) -> str:
    found = counts(judged.cells)
    words = ", ".join(f"{found[one]} {text}" for one, text in _COUNTED.items() if found[one])
    number = len(judged.cells)
    return f"{number} cell{'' if number == 1 else 's'} of {name_text(file)}: {words}"


def checked_data(file: str, of_map: str, title: str | None, judged: Judged) -> dict[str, Json]:
    """The same as data: each cell with what stands there and what it should be, and every finding."""
    return {
        "schema": "bideval/workbook-check",
        "version": 1,
        "workbook": file,
        "map": of_map,
        "title": title,
        "counts": {one.value: number for one, number in counts(judged.cells).items()},
        "cells": [_cell(one) for one in judged.cells],
        "findings": findings_data(None, judged.findings)["findings"],
    }


def _cell(one: CellFound) -> dict[str, Json]:
    return {
        "cell": one.place.pointer,
        "figure": one.key.role.name.lower(),
        "criterion": one.key.criterion or None,
        "bid": one.key.bid or None,
        "holds": one.held.kind.value,
        "here": None if one.held.value is None else lossless_text(one.held.value),
        "recomputed": None if one.right is None else figure_text(one.right),
        "recomputed_exact": None if one.right is None else exact_text(one.right),
        "formula": one.held.formula,
        "outcome": one.standing.value,
    }
