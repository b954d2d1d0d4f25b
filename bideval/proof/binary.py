"""Programmes whose columns are all 0 or 1, and trees that prove the least cost of one.

    minimise cost.x   subject to   low <= row.x <= high for every row,   x in {0, 1}

All numbers are whole; rows name only the columns they use.  The nodes of a tree are those of
bideval.proof.tree, in the same order: a ``Split`` of a column at 0, followed by all of its
case 0, then all of its case 1; a ``Bound`` or ``Nothing`` that closes a case by multipliers.

A split at anything but 0, of a column that is not there, or of one that is settled in its
case already, is refused: branches outside {0, 1} would leave out the points that there are.
Where all costs are multiples of a number, a bound is raised to its next multiple.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import gcd, lcm
from typing import NamedTuple

from bideval.proof.linear import Number, Vector, count, is_vector
from bideval.proof.tree import Bound, Nothing, Split, Tree

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
    for slope, value in zip(slopes, case, strict=True):
        if value == 1 or (value == OPEN and slope < 0):
            total += slope
    return Fraction(total, times)


def proves_minimum_binary(program: BinaryProgram, minimum: Number | None, tree: Tree) -> bool:
    """Say whether ``tree`` shows that no point costs less than ``minimum``; None: that there is no point."""
    if count(tree) < 1:
        return False
    least = None if minimum is None else Fraction(minimum) * program.parts
    case, settled = [OPEN] * len(program.cost), list[int]()
    left: list[tuple[int, int, int]] = [(0, -1, 0)]  # how many are settled above; the column and its value
    for node in tree:
        if not left:
            return False  # nodes that belong to no case
        depth, column, value = left.pop()
        _enter(case, settled, depth, column, value)
        if isinstance(node, Split):
            if not _may_split(case, node):
                return False
            left += [(len(settled), node.column, 1), (len(settled), node.column, 0)]
        elif not _closed(program, case, node, least):
            return False
    return not left


def _enter(case: list[int], settled: list[int], depth: int, column: int, value: int) -> None:
    """Leave what is settled below ``depth``, and settle one more column."""
    while len(settled) > depth:
        case[settled.pop()] = OPEN
    if column >= 0:
        case[column] = value
        settled.append(column)


def _may_split(case: list[int], split: Split) -> bool:
    column, at = split
    if type(column) is not int or type(at) is not int or at != 0:
        return False
    return 0 <= column < len(case) and case[column] == OPEN


def _closed(program: BinaryProgram, case: list[int], leaf: object, least: Fraction | None) -> bool:
    height = len(program.rows)
    if isinstance(leaf, Nothing):
        if not is_vector(leaf.ray, height):
            return False
        found = bound_in_case(program, case, leaf.ray, costs=False)
        return found is not None and found > 0
    if not isinstance(leaf, Bound) or least is None or not is_vector(leaf.duals, height):
        return False
    bound = bound_in_case(program, case, leaf.duals)
    return bound is not None and raised(bound, step_in(program)) >= least


def raised(bound: Fraction, step: int) -> int:
    """Return the least multiple of ``step`` that is not below ``bound``."""
    return -(-bound // step) * step
