"""What ``whatif --sweep`` and ``--grid`` add where the lots of a tender are awarded together."""

from collections.abc import Callable, Sequence

from bideval.analysis.changes.placed import Placed
from bideval.analysis.lots.swept import (
    AwardsAlong,
    AwardsOver,
    awards_along,
    awards_over,
    is_together,
    unit_of,
)
from bideval.analysis.sweep import Axis
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.report.lots_swept_json import along_data, over_data
from bideval.report.lots_swept_text import along_blocks, over_blocks
from bideval.scoring.price_json import Json

Tell = Callable[[str], None]
Both = tuple[dict[str, Json], tuple[str, ...]]  # keys of the JSON, and blocks of the page


def lots_along(
    inputs: Inputs, published: Evaluation, changes: Sequence[Placed], axis: Axis, tell: Tell
) -> AwardsAlong | None:
    """Award all lots along an axis; None where they are not awarded together."""
    return awards_along(inputs, published, changes, axis, tell) if is_together(inputs) else None


def lots_over(
    inputs: Inputs, published: Evaluation, changes: Sequence[Placed], axes: tuple[Axis, Axis], tell: Tell
) -> AwardsOver | None:
    """Award all lots over two axes; None where they are not awarded together."""
    return awards_over(inputs, published, changes, axes, tell) if is_together(inputs) else None


def swept_together(inputs: Inputs, found: AwardsAlong | None, axis: Axis, also: str, currency: str) -> Both:
    """Return what a sweep says of all lots; nothing where they are not awarded together."""
    if found is None:
        return {}, ()
    blocks = along_blocks(found, axis, also, unit_of(inputs, axis), currency)
    return {"allocation": along_data(found)}, tuple(blocks)


def gridded_together(found: AwardsOver | None, axes: tuple[Axis, Axis], also: str) -> Both:
    """Return what a grid says of all lots; nothing where they are not awarded together."""
    if found is None:
        return {}, ()
    return {"allocation": over_data(found)}, tuple(over_blocks(found, axes, also))
