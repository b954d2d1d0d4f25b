"""What came of workbooks that were imported, for people and for programs."""

from bideval.model.marking import Consensus, Mark
from bideval.model.numbers import decimal_text
from bideval.report.tables import table_text
from bideval.scoring.panel.imported import Imported
from bideval.scoring.price_json import Json

HEADER = ("workbook", "evaluator", "new", "as before", "not marked yet")


def imported_text(imported: Imported) -> str:
    """A line for each workbook, and what was added."""
    rows = [
        (
            each.file,
            each.person or "panel",
            str(len(each.taken.new)),
            str(each.taken.unchanged),
            str(each.taken.unmarked),
        )
        for each in imported.returned
    ]
    replaced = sum(bool(row.supersedes) for row in imported.added)
    return f"{table_text(HEADER, rows, {2, 3, 4})}\n\n{_added(len(imported.added), replaced)}"


def _added(count: int, replaced: int) -> str:
    if not count:
        return "Nothing is new; nothing was written."
    rows = "1 row" if count == 1 else f"{count} rows"
    instead = f", {replaced} of them in place of earlier ones, which are kept" if replaced else ""
    return f"Added {rows}{instead}."


def imported_data(imported: Imported) -> dict[str, Json]:
    """The same as JSON data, with every row that was added."""
    return {
        "schema": "bideval/imported",
        "version": 1,
        "workbooks": [
            {
                "file": each.file,
                "evaluator": each.person or None,
                "new": len(each.taken.new),
                "unchanged": each.taken.unchanged,
                "unmarked": each.taken.unmarked,
            }
            for each in imported.returned
        ],
        "added": [_row(row) for row in imported.added],
    }


def _row(row: Mark | Consensus) -> dict[str, Json]:
    about: dict[str, Json] = {"lot": row.lot, "criterion": row.criterion, "bid": row.bid}
    by = {"evaluator": row.evaluator} if isinstance(row, Mark) else {}
    return {**about, **by, "mark": decimal_text(row.mark), "at": row.at, "supersedes": row.supersedes or None}
