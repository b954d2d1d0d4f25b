"""What an index of records found, for the terminal and for other programs."""

from collections.abc import Sequence

from bideval.model.numbers import figure_text, parse_number
from bideval.portfolio.library import Found, Held
from bideval.report.tables import shortened, table_text, wrapped
from bideval.scoring.price_json import Json


def library_text(found: Sequence[Found], there: Held) -> str:
    """Return the page: a table, and where each record is; where nothing was found, what there is."""
    if not found:
        return "\n".join(_nothing(there))
    header = (
        "weight",
        "criterion",
        "tender",
        "lot",
        "won by",
        "of type",
        "bids",
        "margin",
        "won with",
        "best",
    )
    rows = [
        (
            f"{_figure(one.weight)}%",
            shortened(one.criterion, 26),
            shortened(one.tender, 22),
            shortened(one.lot, 12),
            shortened(one.winners or one.status, 18),
            shortened(one.types or "-", 22),
            str(one.bids),
            _figure(one.margin),
            _figure(one.won_with),
            _figure(one.best),
        )
        for one in found
    ]
    paths = sorted({(one.tender, one.path) for one in found})
    invented = sorted({one.tender for one in found if one.illustration})
    lines = [table_text(header, rows, {0, 6, 7, 8, 9}), "", "Records:"]
    lines += [f"  {shortened(tender, 40)}: {path}" for tender, path in paths]
    if invented:
        lines += ["", f"With invented figures: {', '.join(invented)}"]
    return "\n".join(lines)


def _nothing(there: Held) -> list[str]:
    lines = ["No criterion of the index is like that. It holds:"]
    for what, words in (("formulas", there.formulas), ("bought", there.buys), ("won by", there.types)):
        lines += wrapped(f"{what}: {', '.join(words) or 'nothing that is stated'}", "  ")
    return lines


def _figure(text: str | None) -> str:
    return "-" if text is None else _number(text)


def _number(text: str) -> str:
    numerator, _, denominator = text.partition("/")
    if len(numerator) > 15 or len(denominator) > 15:
        return text
    return figure_text(parse_number(text))


def library_data(found: Sequence[Found]) -> dict[str, Json]:
    """Return what was found as JSON data; figures are exact text."""
    rows: list[Json] = []
    for one in found:
        row: dict[str, Json] = {**one._asdict(), "illustration": bool(one.illustration)}
        rows.append({**row, "winners": [name for name in one.winners.split(", ") if name]})
    return {"schema": "bideval/library", "version": 1, "found": rows}
