"""The award of all lots along a figure and over two, as JSON data and as a table for a spreadsheet."""

from fractions import Fraction

from bideval.analysis.lots.swept import AwardsAlong, AwardsOver, LotsAward
from bideval.analysis.sweep import Axis
from bideval.model.numbers import decimal_text
from bideval.report.whatif_csv import Table
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def along_data(found: AwardsAlong) -> dict[str, Json]:
    """Return the award at every value."""
    return {
        "published": _award(found.published),
        "values": [
            {
                "value": decimal_or_null(one.value),
                **_award(one.award),
                "cost": decimal_or_null(one.cost),
                "points": decimal_or_null(one.points),
                "points_exact": exact_or_null(one.points),
            }
            for one in found.at
        ],
    }


def over_data(found: AwardsOver) -> dict[str, Json]:
    """Return a row of awards for each value of the first axis."""
    rows: list[Json] = [[_award(one) for one in row] for row in found.rows]
    return {"published": _award(found.published), "awards": rows}


def _award(one: LotsAward) -> dict[str, Json]:
    return {"status": one.status, "lots": [{"id": lot, "bid": bid} for lot, bid in one.lots]}


def along_table(found: AwardsAlong) -> Table:
    """A row for each value and lot."""
    header = ("at", "status", "lot", "awarded", "published", "cost_of_all")
    before = dict(found.published.lots)
    return header, [
        (_number(one.value), one.award.status, lot, bid or "", before.get(lot) or "", _number(one.cost))
        for one in found.at
        for lot, bid in one.award.lots
    ]


def over_table(axes: tuple[Axis, Axis], found: AwardsOver) -> Table:
    """A row for each pair of values and lot."""
    header = (axes[0].id, axes[1].id, "status", "lot", "awarded", "published")
    before = dict(found.published.lots)
    return header, [
        (_number(one), _number(other), award.status, lot, bid or "", before.get(lot) or "")
        for one, row in zip(axes[0].values(), found.rows, strict=True)
        for other, award in zip(axes[1].values(), row, strict=True)
        for lot, bid in award.lots
    ]


def _number(value: Fraction | None) -> str:
    return "" if value is None else decimal_text(value)
