"""Linear programmes and the two sides of every proof about one: a point, and multipliers.

    minimise cost.x   subject to   row_low <= A x <= row_high,   low <= x <= high

All numbers are ``int`` or ``Fraction``; None stands for a bound that is not there.

A point shows that the minimum is no greater than its objective.  Multipliers ("duals"),
one a row, show that it is no less than a bound: for every x that keeps the rows,

    cost.x  =  sum_i y_i (A x)_i  +  sum_j d_j x_j,     d = cost - y A,

and each term is at least y_i or d_j times the bound on its side: the low one for a
positive factor, the high one for a negative factor.  That holds for ANY multipliers.
Wrong ones give a weak bound or none; they never give a false one.

Floats, booleans and tuples of the wrong length are refused: the answer is then None or
False.  Nothing here searches, rounds or reads a file.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from operator import mul
from typing import NamedTuple, TypeGuard

Number = int | Fraction
Vector = tuple[Number, ...]
Bounds = tuple[Number | None, ...]

_EXACT: frozenset[type] = frozenset((int, Fraction))  # and nothing derived from them, such as a bool
_WHOLE: frozenset[type] = frozenset((int,))
_BOUND: frozenset[type] = _EXACT | {type(None)}


class Program(NamedTuple):
    """A linear programme, to be minimised; rows and columns are known by their places."""

    cost: Vector  # one a column
    rows: tuple[Vector, ...]  # each with one coefficient a column
    row_low: Bounds  # one a row
    row_high: Bounds
    low: Bounds  # one a column
    high: Bounds


def objective_at(program: Program, x: Vector) -> Fraction | None:
    """Return the objective at ``x``, or None unless ``x`` keeps every row and bound exactly."""
    if not is_program(program) or not is_vector(x, len(program.cost)):
        return None
    if not _all_within(x, program.low, program.high):
        return None
    point, scale = whole(x)
    for row, low, high in zip(program.rows, program.row_low, program.row_high, strict=True):
        coefficients, factor = whole(row)
        activity = sum(map(mul, coefficients, point))
        if low is not None and activity < low * factor * scale:
            return None
        if high is not None and activity > high * factor * scale:
            return None
    return Fraction(dot(program.cost, x))


def lower_bound(program: Program, duals: Vector) -> Fraction | None:
    """Return a number that the objective reaches or exceeds wherever the rows and bounds hold.

    None where these multipliers, one a row, need a bound that is not there.
    """
    if not is_program(program) or not is_vector(duals, len(program.rows)):
        return None
    return bound_by(program, duals)


def proves_empty(program: Program, ray: Vector) -> bool:
    """Say whether ``ray``, one multiplier a row, shows that nothing keeps all rows and bounds.

    With a cost of 0 every point costs 0; a lower bound above 0 leaves no point (Farkas).
    So does a low bound above its high one, whatever the ray.
    """
    if not is_program(program) or not is_vector(ray, len(program.rows)):
        return False
    return empty_by(program, ray)


def bound_by(program: Program, duals: Vector) -> Fraction | None:
    """As ``lower_bound``, for a programme and multipliers whose shapes are checked already."""
    used = []  # the rows that count: whole coefficients, multiplier, bound
    for dual, row, low, high in zip(duals, program.rows, program.row_low, program.row_high, strict=True):
        end = low if dual > 0 else high
        if dual and end is None:
            return None
        if dual and end is not None:
            coefficients, factor = whole(row)
            used.append((coefficients, Fraction(dual) / factor, dual * end))
    total = Fraction(sum(term for _, _, term in used))
    cost, unit = whole(program.cost)
    scale = lcm(unit, *(multiplier.denominator for _, multiplier, _ in used))
    reduced = [scale // unit * entry for entry in cost]
    for coefficients, multiplier, _ in used:
        times = multiplier.numerator * (scale // multiplier.denominator)
        reduced = [rest - times * entry for rest, entry in zip(reduced, coefficients, strict=True)]
    ends = []  # of the columns whose slope is not 0: its end, where the slope presses it
    for rest, low, high in zip(reduced, program.low, program.high, strict=True):
        end = low if rest > 0 else high
        if rest and end is None:
            return None
        ends.append(end if rest and end is not None else 0)
    pressed, parts = whole(tuple(ends))
    return total + Fraction(sum(map(mul, reduced, pressed)), scale * parts)


def empty_by(program: Program, ray: Vector) -> bool:
    """As ``proves_empty``, for a programme and a ray whose shapes are checked already."""
    if _crossed(program.low, program.high) or _crossed(program.row_low, program.row_high):
        return True
    bound = bound_by(program._replace(cost=(0,) * len(program.cost)), ray)
    return bound is not None and bound > 0


def dot(left: Iterable[Number], right: Iterable[Number]) -> Number:
    """Return the sum of products; terms of 0 cost nothing."""
    return sum((a * b for a, b in zip(left, right, strict=True) if a and b), 0)


def whole_dot(left: Vector, right: Vector) -> Fraction:
    """Return the sum of products of two vectors of one length, each over its common denominator first."""
    (one, own), (other, others) = whole(left), whole(right)
    return Fraction(sum(map(mul, one, other)), own * others)


def whole(vector: Vector) -> tuple[list[int], int]:
    """Return the vector times its common denominator, and that denominator.

    >>> whole((Fraction(1, 2), Fraction(2, 3), 1))
    ([3, 4, 6], 6)
    """
    if _are_whole(vector):
        return list(vector), 1
    pairs = [entry.as_integer_ratio() for entry in vector]
    denominators = {below for _, below in pairs}
    factor = lcm(*denominators)
    times = {below: factor // below for below in denominators}
    return [above * times[below] for above, below in pairs], factor


def _are_whole(vector: Vector) -> TypeGuard[tuple[int, ...]]:
    return _WHOLE.issuperset(map(type, vector))


def is_exact(value: object) -> TypeGuard[Number]:
    """Say whether a value is an ``int`` or a ``Fraction`` and nothing derived from them, such as a bool."""
    return type(value) in _EXACT


def is_vector(values: object, length: int) -> bool:
    """Say whether ``values`` is a tuple of exact numbers of this length."""
    return isinstance(values, tuple) and len(values) == length and _EXACT.issuperset(map(type, values))


def is_bounds(values: object, length: int) -> bool:
    """Say whether ``values`` is a tuple of exact numbers and None of this length."""
    if not isinstance(values, tuple) or len(values) != length:
        return False
    return _BOUND.issuperset(map(type, values))


def is_program(program: object) -> bool:
    """Say whether every part of a programme is exact and of the right length."""
    if not isinstance(program, Program):
        return False
    width, height = count(program.cost), count(program.rows)
    return (
        is_vector(program.cost, width)
        and all(is_bounds(bounds, width) for bounds in (program.low, program.high))
        and all(is_bounds(bounds, height) for bounds in (program.row_low, program.row_high))
        and all(is_vector(row, width) for row in program.rows)
    )


def count(values: object) -> int:
    """Return the length of a tuple, and -1, which is no length, of anything else."""
    return len(values) if isinstance(values, tuple) else -1


def _all_within(values: Iterable[Number], low: Bounds, high: Bounds) -> bool:
    return all(
        (least is None or least <= value) and (most is None or value <= most)
        for value, least, most in zip(values, low, high, strict=True)
    )


def _crossed(low: Bounds, high: Bounds) -> bool:
    return any(
        least is not None and most is not None and least > most for least, most in zip(low, high, strict=True)
    )
