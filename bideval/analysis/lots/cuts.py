"""Rows that cut off the solver's fractional points, found from its floats and rounded exactly.

Each cut is a sum of rows with multipliers (bideval.proof.cuts.Cut).  Whatever the multipliers,
the row made of it holds; floats decide only which cuts are taken.  Sums are tried that show a
fractional column of the solver's basis, and each row by itself, in several sizes: what rounding
gives depends on the size.  All sums are tried at once, each a row of an array.

Source: Marchand and Wolsey, Aggregation and mixed integer rounding to solve MIPs, Operations
Research 49 (2001), for turning columns and for the sizes that are tried.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

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
_AT_ONCE = (
    2**18
)  # products of numbers in one call; for more, OpenBLAS starts threads that wait for each other

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Sums = Mapping[int, float]  # multipliers, by row


class FloatRows(NamedTuple):
    """The rows of a programme in floats, by their high end or else their low one."""

    factors: Floats  # (rows, columns)
    ends: Floats
    signs: Floats  # how a row's slack stands in it; 0 for an equation
    lengths: Floats  # the largest factor of each row


class _Tried(NamedTuple):
    """Sums of rows as the point sees them: a row of each array is a sum, or the same the other way round."""

    sums: Floats  # (tried, rows)
    factors: Floats  # (tried, columns at which the point is not 0), turned columns with the other sign
    ends: Floats
    slacks: Floats  # what slacks take
    values: Floats  # of the point in those columns, turned


def float_rows(program: BinaryProgram) -> FloatRows:
    """Return the rows of a programme in floats."""
    factors = np.zeros((len(program.rows), len(program.cost)))
    for place, row in enumerate(program.rows):
        factors[place, list(row.columns)] = [float(factor) for factor in row.factors]
    ends = [float((row.low if row.high is None else row.high) or 0) for row in program.rows]
    signs = [0.0 if row.low == row.high else -1.0 if row.high is None else 1.0 for row in program.rows]
    lengths = np.abs(factors).max(axis=1, initial=0.0)
    return FloatRows(factors, np.array(ends), np.array(signs), lengths)


def deep_cuts(rows: FloatRows, point: Sequence[float], sums: Sequence[Sums], most: int) -> Iterator[Sums]:
    """Yield the multipliers of the deepest cuts, at most so many, no two of them much alike."""
    x = np.array(point)
    room = np.maximum(0.0, rows.signs * (rows.ends - rows.factors @ x))
    alone = np.flatnonzero((rows.signs != 0) & (room < _NEAR * rows.lengths))
    multipliers = np.zeros((len(alone) + len(sums), len(rows.ends)))
    multipliers[np.arange(len(alone)), alone] = 1.0
    for place, one in enumerate(sums, len(alone)):
        multipliers[place, list(one)] = list(one.values())
    tried = _both_ways(rows, x, room, multipliers)
    sizes, depths = _best_sizes(tried)
    deepest = np.argsort(-depths, kind="stable")
    deepest = deepest[depths[deepest] > DEEP][: most * _LOOKED]
    scaled = tried.sums[deepest] / sizes[deepest, None]
    for place in _unlike(*_in_whole(rows, x, scaled), most):
        one = scaled[place]
        yield {int(row): float(one[row]) for row in np.flatnonzero(one)}


def cut_of(program: BinaryProgram, sums: Sums, turned: frozenset[int]) -> Cut:
    """Return a cut for the checker; ``turned`` are columns of the programme near 1."""
    rows = tuple(sorted(sums))
    own = tuple(program.rows[row] for row in rows)
    named = {column for row in own for column in row.columns}
    near = near_each(tuple(sums[row] for row in rows), own)
    return Cut(rows, near, tuple(sorted(turned & named)))


def depth_of(row: SparseRow, x: tuple[float, ...]) -> float:
    """Return how far a point is beyond a row, in the row's own length; 0 for a row without columns."""
    activity = sum(factor * x[column] for column, factor in zip(row.columns, row.factors, strict=True))
    length = sum(float(factor) ** 2 for factor in row.factors) ** 0.5
    return float((activity - float(row.high or 0)) / length) if length else 0.0


def _product(left: Floats, right: Floats) -> Floats:
    """A product of matrices, in parts that are small enough for one thread."""
    many = max(1, _AT_ONCE // max(right.size, 1))
    parts = [left[first : first + many] @ right for first in range(0, len(left), many)]
    return np.concatenate(parts) if parts else np.zeros((0, right.shape[1]))


def _both_ways(rows: FloatRows, x: Floats, room: Floats, multipliers: Floats) -> _Tried:
    seen = np.flatnonzero(x > PART)
    turned = x[seen] > 0.5
    factors = _product(multipliers, rows.factors[:, seen])
    ends = multipliers @ rows.ends - factors[:, turned].sum(axis=1)
    factors = np.where(turned, -factors, factors)
    taken = multipliers * (rows.signs * room)
    above, below = np.minimum(taken, 0).sum(axis=1), np.maximum(taken, 0).sum(axis=1)
    return _Tried(
        np.concatenate((multipliers, -multipliers)),
        np.concatenate((factors, -factors)),
        np.concatenate((ends, -ends)),
        np.concatenate((above, -below)),
        np.where(turned, 1 - x[seen], x[seen]),
    )


def _best_sizes(tried: _Tried) -> tuple[Floats, Floats]:
    """The size to divide each sum by before rounding, and how deep its cut is then."""
    is_part = (tried.values > PART) & (tried.values < 1 - PART)
    parts = -np.sort(-np.round(np.abs(tried.factors[:, is_part]), 7), axis=1)
    parts[:, 1:][parts[:, 1:] == parts[:, :-1]] = 0.0
    parts = -np.sort(-np.where(parts > PART, parts, 0.0), axis=1)[:, :_SIZES]
    best, deepest = np.ones(len(parts)), np.zeros(len(parts))
    for sizes in parts.T:
        best, deepest = _deeper(tried, sizes, best, deepest)
    first = best
    for half in _HALVES:
        best, deepest = _deeper(tried, np.where(deepest > 0, first / half, 0.0), best, deepest)
    return best, deepest


def _deeper(tried: _Tried, sizes: Floats, best: Floats, deepest: Floats) -> tuple[Floats, Floats]:
    """The better of the best sizes so far and of others, where those are not 0."""
    which = np.flatnonzero(sizes > 0)
    size = sizes[which]
    ends = tried.ends[which] / size
    rounded, is_rounded = _rounded(tried.factors[which] / size[:, None], ends)
    whole = np.floor(ends)
    beyond = rounded @ tried.values + tried.slacks[which] / size / (1 - (ends - whole)) - whole
    length = np.sqrt((rounded * rounded).sum(axis=1))
    depths = np.where(is_rounded, beyond / np.where(length > 0, length, 1.0), 0.0)
    is_better = depths > deepest[which]
    best, deepest = best.copy(), deepest.copy()
    best[which[is_better]], deepest[which[is_better]] = size[is_better], depths[is_better]
    return best, deepest


def _rounded(factors: Floats, ends: Floats) -> tuple[Floats, Truths]:
    """The factors of cuts (bideval.proof.cuts.rounded_row), and where the right side is not nearly whole."""
    part = ends - np.floor(ends)
    below = np.floor(factors + _NOISE)
    over = np.maximum(factors - below - part[:, None], 0.0)
    return below + over / (1 - part)[:, None], (part > _EDGE) & (part < 1 - _EDGE)


def _in_whole(rows: FloatRows, x: Floats, sums: Floats) -> tuple[Floats, Floats]:
    """Cuts as bideval.proof.cuts.rounded_row makes them, in floats: every column, slacks as their rows.

    Returns how deep each is, and its factors where the point is not 0.
    """
    turned = x > 0.5
    factors = _product(sums, rows.factors)
    ends = sums @ rows.ends - factors[:, turned].sum(axis=1)
    signs = np.where(turned, -1.0, 1.0)
    rounded, is_rounded = _rounded(signs * factors, ends)
    whole = np.floor(ends)
    slacks = np.minimum(sums * rows.signs, 0.0) / (1 - (ends - whole))[:, None] * rows.signs
    most = whole - rounded[:, turned].sum(axis=1) - slacks @ rows.ends
    terms = signs * rounded - _product(slacks, rows.factors)
    length = np.sqrt((terms * terms).sum(axis=1))
    depths = np.where(is_rounded & (length > 0), (terms @ x - most) / np.where(length > 0, length, 1.0), 0.0)
    return depths, terms[:, x > PART]


def _unlike(depths: Floats, factors: Floats, most: int) -> Iterator[int]:
    """The places of the deepest cuts, none of them much like a deeper one."""
    lengths = np.sqrt((factors * factors).sum(axis=1))
    cosines = factors / np.where(lengths > 0, lengths, 1.0)[:, None]
    kept: list[int] = []
    for place in map(int, np.argsort(-depths, kind="stable")):
        if depths[place] <= DEEP or len(kept) == most:
            return
        if not kept or float((cosines[kept] @ cosines[place]).max()) < _ALIKE:
            kept.append(place)
            yield place
