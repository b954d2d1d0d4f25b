"""Rows that cut off the solver's fractional points, found from its floats and rounded exactly.

Each cut is a sum of rows with multipliers (bideval.proof.cuts.Cut).  Whatever the multipliers,
the row made of it holds; floats decide only which cuts are taken.  Sums are tried that show a
fractional column of the solver's basis, and each row by itself, in several sizes: what rounding
gives depends on the size.

Source: Marchand and Wolsey, Aggregation and mixed integer rounding to solve MIPs, Operations
Research 49 (2001), for turning columns and for the sizes that are tried.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import floor
from typing import NamedTuple

from bideval.analysis.lots.fractions_near import near_each
from bideval.proof.binary import BinaryProgram, SparseRow
from bideval.proof.cuts import Cut

DEEP = 0.001  # how far the point is beyond a row, in the row's own length
_NEAR = 0.2  # of its largest factor: a row with more room than that is not tried by itself
_SIZES = 12  # sizes that a sum is tried in
_HALVES = (2, 4, 8)  # parts of the best size, which are tried after it
_EDGE = 0.01  # from a whole number, where the right side is not rounded
_NOISE = 1e-9
PART = 1e-6  # from a whole number, below which a value is taken for whole
_LOOKED = 5  # times the cuts that are wanted: so many are measured in their whole length
_ALIKE = 0.9  # cosine from which two cuts are taken for one

Sums = Mapping[int, float]  # multipliers, by row


class FloatRow(NamedTuple):
    """A row in floats."""

    terms: tuple[tuple[int, float], ...]
    end: float
    sign: int  # how its slack stands in it
    is_equal: bool

    def room(self, x: tuple[float, ...]) -> float:
        """Return how far a point is inside the row."""
        return max(0.0, self.sign * (self.end - sum(factor * x[column] for column, factor in self.terms)))


class Tried(NamedTuple):
    """A cut in floats: how deep it is, the multipliers, and its factors where the point is not 0."""

    depth: float
    sums: Sums
    factors: Mapping[int, float]


def float_row(row: SparseRow) -> FloatRow:
    """Return a row in floats, by its high end or else its low one."""
    end = row.high if row.high is not None else row.low
    terms = tuple(zip(row.columns, map(float, row.factors), strict=True))
    return FloatRow(terms, float(end or 0), 1 if row.high is not None else -1, row.low == row.high)


def deep_cuts(rows: list[FloatRow], x: tuple[float, ...], sums: Iterable[Sums], most: int) -> Iterator[Tried]:
    """Yield the deepest cuts, at most so many, no two of them much alike."""
    room = [row.room(x) for row in rows]
    alone: list[Sums] = [{place: 1.0} for place, row in enumerate(rows) if _is_tight(row, room[place])]
    found = [one for each in (*alone, *sums) for one in _of_sum(rows, room, x, each)]
    found.sort(key=lambda one: (-one.depth, len(one.sums)))
    whole = [_in_whole(rows, x, one) for one in found[: most * _LOOKED]]
    whole.sort(key=lambda one: (-one.depth, len(one.sums)))
    kept: list[Mapping[int, float]] = []
    for one in whole:
        if one.depth > DEEP and all(_cosine(one.factors, other) < _ALIKE for other in kept):
            kept.append(one.factors)
            yield one
        if len(kept) == most:
            return


def cut_of(program: BinaryProgram, tried: Tried, turned: frozenset[int]) -> Cut:
    """Return a cut for the checker; ``turned`` are columns of the programme near 1."""
    rows = tuple(sorted(tried.sums))
    own = tuple(program.rows[row] for row in rows)
    named = {column for row in own for column in row.columns}
    near = near_each(tuple(tried.sums[row] for row in rows), own)
    return Cut(rows, near, tuple(sorted(turned & named)))


def depth_of(row: SparseRow, x: tuple[float, ...]) -> float:
    """Return how far a point is beyond a row, in the row's own length; 0 for a row without columns."""
    activity = sum(factor * x[column] for column, factor in zip(row.columns, row.factors, strict=True))
    length = sum(float(factor) ** 2 for factor in row.factors) ** 0.5
    return float((activity - float(row.high or 0)) / length) if length else 0.0


def _is_tight(row: FloatRow, room: float) -> bool:
    return not row.is_equal and room < _NEAR * max((abs(factor) for _, factor in row.terms), default=0)


def _of_sum(rows: list[FloatRow], room: list[float], x: tuple[float, ...], sums: Sums) -> Iterator[Tried]:
    """The deepest cut of a sum of rows, and of the same sum the other way round."""
    total: dict[int, float] = {}
    end, above, below = 0.0, 0.0, 0.0  # what slacks take, with each sign
    for place, multiplier in sums.items():
        row = rows[place]
        end += multiplier * row.end
        for column, factor in row.terms:
            if x[column] > PART:
                total[column] = total.get(column, 0.0) + multiplier * factor
        if not row.is_equal:
            taken = multiplier * row.sign * room[place]
            above, below = above + min(taken, 0), below - max(taken, 0)
    turned = [column for column in total if x[column] > 0.5]
    end -= sum(total[column] for column in turned)
    values = [(column, 1 - x[column] if x[column] > 0.5 else x[column]) for column in total]
    signs = [-1 if x[column] > 0.5 else 1 for column in total]
    for sign, slack in ((1, above), (-1, below)):
        factors = [sign * own * factor for own, factor in zip(signs, total.values(), strict=True)]
        size, depth = _best_size(factors, values, sign * end, slack)
        if depth > DEEP:
            rounded = _rounded(factors, sign * end, size) or []
            kept = {column: own * each for (column, _), own, each in zip(values, signs, rounded, strict=True)}
            yield Tried(depth, {row: sign * each / size for row, each in sums.items()}, kept)


def _in_whole(rows: list[FloatRow], x: tuple[float, ...], tried: Tried) -> Tried:
    """A cut as bideval.proof.cuts.rounded_row makes it, in floats: every column, slacks as their rows."""
    total: dict[int, float] = {}
    end = 0.0
    for place, multiplier in tried.sums.items():
        end += multiplier * rows[place].end
        for column, factor in rows[place].terms:
            total[column] = total.get(column, 0.0) + multiplier * factor
    signs = [-1 if x[column] > 0.5 else 1 for column in total]
    end -= sum(factor for sign, factor in zip(signs, total.values(), strict=True) if sign < 0)
    part = end - floor(end)
    rounded = _rounded([sign * factor for sign, factor in zip(signs, total.values(), strict=True)], end, 1.0)
    if rounded is None:
        return tried._replace(depth=0.0)
    terms = {column: sign * each for column, sign, each in zip(total, signs, rounded, strict=True)}
    most = floor(end) - sum(each for sign, each in zip(signs, rounded, strict=True) if sign < 0)
    for place, multiplier in tried.sums.items():
        row = rows[place]
        slack = min(multiplier * row.sign, 0.0) / (1 - part)
        if slack and not row.is_equal:
            most -= slack * row.sign * row.end
            for column, factor in row.terms:
                terms[column] -= slack * row.sign * factor
    length = sum(factor**2 for factor in terms.values()) ** 0.5
    beyond = sum(factor * x[column] for column, factor in terms.items()) - most
    seen = {column: factor for column, factor in terms.items() if x[column] > PART}
    return tried._replace(depth=beyond / length if length else 0.0, factors=seen)


def _best_size(
    factors: list[float], values: list[tuple[int, float]], end: float, slack: float
) -> tuple[float, float]:
    """The size to divide a sum by before rounding, and how deep its cut is then."""
    pairs = zip(factors, values, strict=True)
    parts = {round(abs(factor), 7) for factor, (_, value) in pairs if PART < value < 1 - PART}
    best, deepest = 1.0, 0.0

    def look(size: float) -> None:
        nonlocal best, deepest
        rounded = _rounded(factors, end, size)
        if rounded is None:
            return
        short = end / size - floor(end / size)
        beyond = sum(each * value for each, (_, value) in zip(rounded, values, strict=True))
        beyond += slack / size / (1 - short) - floor(end / size)
        depth = beyond / (sum(each * each for each in rounded) ** 0.5 or 1)
        if depth > deepest:
            best, deepest = size, depth

    for size in sorted((part for part in parts if part > PART), reverse=True)[:_SIZES]:
        look(size)
    first = best
    for half in _HALVES if deepest else ():
        look(first / half)
    return best, deepest


def _rounded(factors: list[float], end: float, size: float) -> list[float] | None:
    """The factors of the cut (bideval.proof.cuts.rounded_row); None where the right side is nearly whole."""
    part = end / size - floor(end / size)
    if not _EDGE < part < 1 - _EDGE:
        return None
    found = []
    for factor in factors:
        each = factor / size
        below = floor(each + _NOISE)
        found.append(below + max(0.0, each - below - part) / (1 - part))
    return found


def _cosine(one: Mapping[int, float], other: Mapping[int, float]) -> float:
    product = sum(factor * other.get(column, 0.0) for column, factor in one.items())
    lengths = (sum(factor**2 for factor in each.values()) ** 0.5 for each in (one, other))
    first, second = lengths
    return product / (first * second) if first and second else 0.0
