"""Programmes whose columns are all 0 or 1, and what multipliers prove of a case.

    minimise cost.x   subject to   low <= row.x <= high for every row,   x in {0, 1}

All numbers are whole; rows name only the columns they use.  A case settles some columns at 0 or
1; any multipliers give a bound of it that is true.  Where all costs are multiples of a number, a
bound is raised to its next multiple.

How cases make a proof is in bideval.proof.binary_tree; which multipliers are good is the search's.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from bideval.proof.linear import Number, Vector

OPEN = -1  # of a column that its case has not settled


class SparseRow(NamedTuple):
    """A row over some columns, each once, with a whole factor for each."""

    columns: tuple[int, ...]
    factors: tuple[int, ...]
    low: int | None
    high: int | None


class BinaryProgram(NamedTuple):
    """A programme in zeros and ones; ``parts`` is what whole costs were multiplied with."""

    cost: tuple[int, ...]  # one a column
    rows: tuple[SparseRow, ...]
    parts: int = 1


class Slopes(NamedTuple):
    """What a point costs, times ``times``: at least ``total`` and the slopes of its columns that are 1."""

    total: int
    slopes: list[int]  # one a column
    times: int


def sparse_row(terms: dict[int, Number], low: Number | None, high: Number | None) -> SparseRow:
    """Return a row in whole numbers: everything times the common denominator, less what all share."""
    kept = sorted((column, factor) for column, factor in terms.items() if factor)
    ends = [end for end in (low, high) if end is not None]
    times = lcm(*(Fraction(value).denominator for value in (*(factor for _, factor in kept), *ends)))
    return SparseRow(
        tuple(column for column, _ in kept),
        tuple(int(factor * times) for _, factor in kept),
        None if low is None else int(low * times),
        None if high is None else int(high * times),
    )


def cost_of(program: BinaryProgram, ones: Iterable[int]) -> Fraction | None:
    """Return what the point costs that is 1 in these columns alone; None where it breaks a row."""
    chosen = frozenset(ones)
    if not all(0 <= column < len(program.cost) for column in chosen):
        return None
    for row in program.rows:
        pairs = zip(row.columns, row.factors, strict=True)
        activity = sum(factor for column, factor in pairs if column in chosen)
        if (row.low is not None and activity < row.low) or (row.high is not None and activity > row.high):
            return None
    return Fraction(sum(program.cost[column] for column in chosen), program.parts)


def step_in(program: BinaryProgram) -> int:
    """Return the greatest number of which every cost, in parts, is a multiple; 1 where all are 0."""
    return gcd(*program.cost) or 1


def bound_in_case(
    program: BinaryProgram, case: list[int], duals: Vector, *, costs: bool = True
) -> Fraction | None:
    """Return a number, in parts, that no point of the case costs less than; None without one.

    ``case`` has 0, 1 or OPEN for each column.  Without ``costs`` every column costs 0, and a
    number above 0 shows that the case is empty.
    """
    found = slopes_by(program, duals, costs=costs)
    return None if found is None else Fraction(_least(found, case), found.times)


def _least(found: Slopes, case: list[int]) -> int:
    """What no point of a case costs less than, times ``found.times``."""
    pairs = zip(found.slopes, case, strict=True)
    return found.total + sum(slope for slope, value in pairs if value == 1 or (value == OPEN and slope < 0))


def slopes_by(program: BinaryProgram, duals: Vector, *, costs: bool = True) -> Slopes | None:
    """Return what multipliers leave of every cost; None where they need a bound that is not there."""
    times = lcm(*(dual.denominator for dual in duals))
    slopes = [times * cost for cost in program.cost] if costs else [0] * len(program.cost)
    total = 0
    for dual, row in zip(duals, program.rows, strict=True):
        if dual:
            end = row.low if dual > 0 else row.high
            if end is None:
                return None
            whole = dual.numerator * (times // dual.denominator)
            total += whole * end
            for column, factor in zip(row.columns, row.factors, strict=True):
                slopes[column] -= whole * factor
    return Slopes(total, slopes, times)


def dear_columns(
    program: BinaryProgram, case: list[int], duals: Vector, least: Number, step: int
) -> tuple[int, ...]:
    """Return the open columns that are 0 wherever a point of the case costs less than ``least``, in parts.

    The bound of the case and a column's own slope come to ``least``, once raised to ``step``.
    """
    found = slopes_by(program, duals)
    if found is None:
        return ()
    # Raised, a number comes to ``least`` where it is above the multiple of the step that is below that.
    above = (-(-least // step) - 1) * step * found.times - _least(found, case)
    # The bound takes a slope below 0 already, so such a column is never dear.
    return tuple(
        column
        for column, (slope, value) in enumerate(zip(found.slopes, case, strict=True))
        if value == OPEN and slope > 0 and slope > above
    )


def raised(bound: Fraction, step: int) -> int:
    """Return the least multiple of ``step`` that is not below ``bound``."""
    return -(-bound // step) * step
