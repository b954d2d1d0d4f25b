"""``whatif --sweep`` and ``--grid`` as JSON: ends as decimals and exactly, and every row."""

from collections.abc import Sequence
from fractions import Fraction

from bideval.analysis.not_open_along import Along, Over
from bideval.analysis.reweighed import Award
from bideval.analysis.sweep import Axis, Grid, Stretch, Sweep
from bideval.model.evaluation import Evaluation
from bideval.report.sweep_text import grid_sentence, sweep_sentence
from bideval.report.whatif_json import asked_data, award_data, provenance, top
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def sweep_data(
    evaluation: Evaluation, axis: Axis, also: str, sweeps: Sequence[Sweep], closed: Sequence[Along] = ()
) -> dict[str, Json]:
    """Return a sweep as JSON data; ``also`` is what else is supposed, ``closed`` what is not open."""
    return {
        **top(evaluation, "bideval/sweep"),
        "sweep": _axis(axis),
        "supposed": also,
        "lots": [
            {
                "id": one.lot,
                "sentence": sweep_sentence(axis, also, one, evaluation.currency),
                "unit": one.axis_unit,
                "exact": one.exact,
                "stretches": [_stretch(stretch) for stretch in one.stretches],
                "rows": [
                    {
                        "value": decimal_or_null(row.value),
                        "award": award_data(row.award),
                        "margin": decimal_or_null(row.margin),
                        "price": decimal_or_null(row.price),
                    }
                    for row in one.rows
                ],
            }
            for one in sweeps
        ],
        "not_open": [_along(one) for one in closed],
        **provenance(),
    }


def grid_data(
    evaluation: Evaluation,
    axes: tuple[Axis, Axis],
    also: str,
    grids: Sequence[Grid],
    closed: Sequence[Over] = (),
) -> dict[str, Json]:
    """Return a grid as JSON data: a row of awards for each value of the first axis."""
    down, across = ([decimal_or_null(value) for value in axis.values()] for axis in axes)
    return {
        **top(evaluation, "bideval/grid"),
        "grid": [_axis(axis) for axis in axes],
        "supposed": also,
        "lots": [
            {
                "id": one.lot,
                "sentence": grid_sentence(axes, also, one),
                "down": list(down),
                "across": list(across),
                "awards": [_cells(row) for row in one.awards],
            }
            for one in grids
        ],
        "not_open": [_over(one, (axes[0].values(), axes[1].values())) for one in closed],
        **provenance(),
    }


def _along(one: Along) -> Json:
    return {
        "finding": asked_data(one.asked),
        "low": decimal_or_null(one.low),
        "low_included": one.from_in,
        "high": decimal_or_null(one.high),
        "high_included": one.to_in,
    }


def _over(one: Over, values: tuple[Sequence[Fraction], Sequence[Fraction]]) -> Json:
    settings: list[Json] = [
        {"down": decimal_or_null(values[0][row]), "across": decimal_or_null(values[1][column])}
        for row, column in one.cells
    ]
    return {"finding": asked_data(one.asked), "settings": settings}


def _cells(row: Sequence[Award | None]) -> Json:
    return [award_data(one) for one in row]


def _axis(axis: Axis) -> Json:
    return {
        "kind": axis.kind,
        "id": axis.id,
        "low": decimal_or_null(axis.low),
        "high": decimal_or_null(axis.high),
        "step": decimal_or_null(axis.step),
    }


def _stretch(stretch: Stretch) -> Json:
    return {
        "low": decimal_or_null(stretch.low),
        "low_exact": exact_or_null(stretch.low),
        "low_included": stretch.from_in,
        "high": decimal_or_null(stretch.high),
        "high_exact": exact_or_null(stretch.high),
        "high_included": stretch.to_in,
        "award": award_data(stretch.award),
    }
