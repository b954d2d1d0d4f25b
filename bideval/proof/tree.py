"""Proofs about whole numbers: a tree that splits all cases until multipliers close each one.

A programme (bideval.proof.linear) in which some columns must be whole.  A tree shows that
no such point costs less than a stated minimum, or that there is none at all:

- a ``Split`` of a whole column at k leaves two cases, x <= k and x >= k + 1;
- a ``Bound`` closes a case: the multipliers' lower bound, within the case, reaches the minimum;
- a ``Nothing`` closes a case: its ray shows that the case is empty.

Where every cost is a multiple of ``step`` at whole points, a bound is raised to the next
multiple of it: a cost above 6 with step 1 is at least 7.  That is checked, not believed.
Bounds of whole columns are moved inwards to whole numbers first.

The nodes stand in a row, each split followed by all of its low case, then all of its high
case.  So no node can be named twice or not at all, and nothing nests.  A split outside the
bounds of its case is refused, which is what keeps a tree from growing without end.
"""

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from bideval.proof.linear import (
    Number,
    Program,
    Vector,
    bound_by,
    count,
    empty_by,
    is_exact,
    is_program,
    is_vector,
    objective_at,
)

MOST_DEPTH = 1_000  # splits above a case


class Split(NamedTuple):
    """Two cases: the whole column is at most ``at``, or at least ``at`` + 1."""

    column: int
    at: int


class Bound(NamedTuple):
    """A case that costs at least the minimum, by these multipliers, one a row."""

    duals: Vector


class Nothing(NamedTuple):
    """A case that has no point, by this ray, one multiplier a row."""

    ray: Vector


class Narrow(NamedTuple):
    """Columns in zeros and ones that are 0 from here on: a 1 costs the minimum or more, by these multipliers.

    The case goes on in the next node.  Only trees of bideval.proof.binary_tree have it.
    """

    duals: Vector
    columns: tuple[int, ...]


Node = Split | Bound | Nothing | Narrow
Tree = tuple[Node, ...]


class _Case(NamedTuple):
    program: Program
    depth: int


def whole_objective_at(program: Program, whole_columns: tuple[int, ...], x: Vector) -> Fraction | None:
    """Return the objective at ``x``, or None unless it is feasible and whole where it must be."""
    objective = objective_at(program, x)
    if objective is None or not are_columns(whole_columns, len(program.cost)):
        return None
    return objective if all(x[column].denominator == 1 for column in whole_columns) else None


def proves_minimum_whole(
    program: Program,
    whole_columns: tuple[int, ...],
    step: Number | None,
    minimum: Number | None,
    tree: Tree,
) -> bool:
    """Say whether ``tree`` shows that no whole point costs less than ``minimum``.

    ``minimum`` None: that there is no whole point.  ``step`` None: no multiple is claimed.
    That some point does cost ``minimum`` is for ``whole_objective_at`` to show.
    """
    if not is_program(program) or not are_columns(whole_columns, len(program.cost)):
        return False
    if not all(value is None or is_exact(value) for value in (step, minimum)):
        return False
    if step is not None and not is_step(program, whole_columns, step):
        return False
    if count(tree) < 1:
        return False
    return _all_closed(tightened(program, whole_columns), frozenset(whole_columns), step, minimum, tree)


def tightened(program: Program, whole_columns: tuple[int, ...]) -> Program:
    """Return the programme with the bounds of whole columns moved inwards to whole numbers."""
    low, high = list(program.low), list(program.high)
    for column in whole_columns:
        least, most = low[column], high[column]
        low[column] = None if least is None else ceil(least)
        high[column] = None if most is None else floor(most)
    return program._replace(low=tuple(low), high=tuple(high))


def is_step(program: Program, whole_columns: tuple[int, ...], step: Number) -> bool:
    """Say whether the cost of every whole point is a multiple of ``step``."""
    if step <= 0:
        return False
    needed = frozenset(whole_columns)
    return all(
        cost == 0 or (column in needed and (Fraction(cost) / step).denominator == 1)
        for column, cost in enumerate(program.cost)
    )


def _all_closed(
    program: Program, whole_columns: frozenset[int], step: Number | None, minimum: Number | None, tree: Tree
) -> bool:
    open_cases = [_Case(program, 0)]
    for node in tree:
        if not open_cases:
            return False  # nodes that belong to no case
        case = open_cases.pop()
        if isinstance(node, Split):
            cases = _split(case, whole_columns, node)
            if cases is None:
                return False
            open_cases += reversed(cases)
        elif not _closed(case.program, node, step, minimum):
            return False
    return not open_cases


def _split(case: _Case, whole_columns: frozenset[int], split: Split) -> tuple[_Case, _Case] | None:
    """Return the low and the high case; None for a column that need not be whole or a place outside."""
    column, at = split
    if type(column) is not int or type(at) is not int or column not in whole_columns:
        return None
    program, depth = case
    low, high = program.low[column], program.high[column]
    if depth >= MOST_DEPTH or (low is not None and at < low) or (high is not None and at + 1 > high):
        return None
    below = program._replace(high=(*program.high[:column], at, *program.high[column + 1 :]))
    above = program._replace(low=(*program.low[:column], at + 1, *program.low[column + 1 :]))
    return _Case(below, depth + 1), _Case(above, depth + 1)


def _closed(program: Program, leaf: Node, step: Number | None, minimum: Number | None) -> bool:
    height = len(program.rows)
    if isinstance(leaf, Nothing):
        return is_vector(leaf.ray, height) and empty_by(program, leaf.ray)
    if not isinstance(leaf, Bound) or minimum is None or not is_vector(leaf.duals, height):
        return False
    bound = bound_by(program, leaf.duals)
    if bound is not None and step is not None:
        bound = ceil(bound / step) * Fraction(step)
    return bound is not None and bound >= minimum


def are_columns(columns: object, width: int) -> bool:
    """Say whether these are places of columns, each once."""
    if not isinstance(columns, tuple) or not all(type(column) is int for column in columns):
        return False
    return len(set(columns)) == len(columns) and all(0 <= column < width for column in columns)
