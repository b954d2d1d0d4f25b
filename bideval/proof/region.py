"""The weights that an analysis considers: ranges, orders and group totals, summing to 100.

A weight is in percent of the whole, 0 or more.  Every region holds the row "the weights
sum to 100"; it cannot be left out.  Further rows say, for instance, that quality counts
for at least as much as cost (coefficients 1 and -1, low 0) or that a group keeps its
total (coefficients 1, low = high = the total).

Whether the published weights lie in the region is no matter of this module.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.proof.linear import Number, Vector, count, is_bounds, is_vector, whole, whole_dot

WHOLE = 100  # percent


class Row(NamedTuple):
    """Low <= coefficients.weights <= high; None where there is no such bound."""

    coefficients: Vector  # one a criterion
    low: Number | None
    high: Number | None


class Region(NamedTuple):
    """Weights in percent of the whole with low <= w <= high, the rows, and a sum of 100."""

    low: Vector  # one a criterion, 0 or more
    high: Vector  # one a criterion
    rows: tuple[Row, ...] = ()


def all_rows(region: Region) -> tuple[Row, ...]:
    """Return the row of the sum, then the region's own rows."""
    return (Row((1,) * len(region.low), WHOLE, WHOLE), *region.rows)


def contains(region: Region, weights: Vector) -> bool:
    """Say whether the weights lie in the region, exactly; no where either is malformed."""
    if not is_region(region) or not is_vector(weights, len(region.low)):
        return False
    # Whole numbers over one denominator are many times faster than fractions.
    width = len(weights)
    parts, _ = whole((*region.low, *weights, *region.high))
    bounds = zip(parts[:width], parts[width : 2 * width], parts[2 * width :], strict=True)
    return all(low <= weight <= high for low, weight, high in bounds) and all(
        _keeps(weights, row) for row in all_rows(region)
    )


def is_region(region: object) -> bool:
    """Say whether a region is exact, of one length throughout, with 0 <= low <= high and a criterion."""
    if not isinstance(region, Region):
        return False
    width = count(region.low)
    if width < 1 or not is_vector(region.low, width) or not is_vector(region.high, width):
        return False
    if count(region.rows) < 0 or not all(_is_row(row, width) for row in region.rows):
        return False
    parts, _ = whole(region.low + region.high)
    return all(0 <= low <= high for low, high in zip(parts[:width], parts[width:], strict=True))


def free_region(count: int) -> Region:
    """Return all weights of ``count`` criteria: each from 0 to 100."""
    return Region((Fraction(0),) * count, (Fraction(WHOLE),) * count)


def _is_row(row: object, width: int) -> bool:
    if not isinstance(row, Row):
        return False
    return is_vector(row.coefficients, width) and is_bounds((row.low, row.high), 2)


def _keeps(weights: Vector, row: Row) -> bool:
    activity = whole_dot(row.coefficients, weights)
    above = row.low is None or row.low <= activity
    return above and (row.high is None or activity <= row.high)
