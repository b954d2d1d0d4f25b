"""Rows that every point in zeros and ones keeps, made of other rows by rounding, and so made again to check.

A cut names rows, a multiplier for each, and the columns that are turned.  Whatever these are,
the row made of them holds; so a cut can be of no use, and never wrong.

Source: mixed-integer rounding, as in Nemhauser and Wolsey, Integer and Combinatorial Optimization (1988).
"""

from math import lcm
from typing import NamedTuple

from bideval.proof.binary import BinaryProgram, SparseRow
from bideval.proof.linear import Vector, count, is_vector
from bideval.proof.tree import are_columns

LENGTH = 1_000_000  # the largest factor of a cut


class Cut(NamedTuple):
    """A row that every point in zeros and ones keeps, made of other rows by rounding.

    The rows are added up, each times its multiplier of any sign; columns that are ``turned``
    count as what they are short of 1.  The sum is rounded (a mixed-integer rounding cut).
    """

    rows: tuple[int, ...]
    multipliers: Vector
    turned: tuple[int, ...]


def with_cuts(program: BinaryProgram, cuts: tuple[Cut, ...]) -> BinaryProgram | None:
    """Return the programme with a row for each cut, which may use those before; None where one is none."""
    for cut in cuts:
        row = rounded_row(program, cut)
        if row is None:
            return None
        program = program._replace(rows=(*program.rows, row))
    return program


def rounded_row(program: BinaryProgram, cut: Cut) -> SparseRow | None:
    """Return the row of a cut; None where it is malformed or says nothing.

    Of  sum a_j x_j + sum s_i <= b  with whole x and slacks s, f the part of b above a whole number:
    sum (floor a_j + max(0, part of a_j - f) / (1 - f)) x_j + sum min(0, s_i) / (1 - f) <= floor b.
    Everything is kept times 1 - f and the common denominator of the multipliers.
    """
    if not _is_cut(program, cut):
        return None
    times = lcm(*(one.denominator for one in cut.multipliers))
    whole = [int(one * times) for one in cut.multipliers]
    total, end, slacks = _added(program, cut.rows, whole)
    for column in cut.turned:
        factor = total.get(column, 0)
        total[column] = -factor
        end -= factor
    part = end % times
    if not part:
        return None
    terms = {
        column: factor // times * (times - part) + max(0, factor % times - part)
        for column, factor in total.items()
    }
    most = end // times * (times - part)
    for column in cut.turned:
        most -= terms[column]
        terms[column] = -terms[column]
    for sign, place, slack in slacks:
        row = program.rows[place]
        most -= slack * sign * _end(row)
        for column, factor in zip(row.columns, row.factors, strict=True):
            terms[column] = terms.get(column, 0) - slack * sign * factor
    return _in_short(terms, most)


def _added(
    program: BinaryProgram, rows: tuple[int, ...], whole: list[int]
) -> tuple[dict[int, int], int, list[tuple[int, int, int]]]:
    """The sum of rows by column, its right side, and the slacks that stand in it with a factor below 0."""
    total: dict[int, int] = {}
    end, slacks = 0, []
    for place, multiplier in zip(rows, whole, strict=True):
        row = program.rows[place]
        end += multiplier * _end(row)
        for column, factor in zip(row.columns, row.factors, strict=True):
            total[column] = total.get(column, 0) + multiplier * factor
        sign = 1 if row.high is not None else -1  # how the slack stands in the row
        if row.low != row.high and multiplier * sign < 0:
            slacks.append((sign, place, multiplier * sign))
    return total, end, slacks


def _end(row: SparseRow) -> int:
    end = row.high if row.high is not None else row.low
    return 0 if end is None else end


def _in_short(terms: dict[int, int], most: int) -> SparseRow | None:
    """The row in whole numbers of a fixed length: factors rounded down, which no point above 0 minds."""
    largest = max(map(abs, terms.values()), default=0)
    if not largest:
        return None
    short = {column: factor * LENGTH // largest for column, factor in terms.items()}
    kept = sorted((column, factor) for column, factor in short.items() if factor)
    columns, factors = tuple(column for column, _ in kept), tuple(factor for _, factor in kept)
    return SparseRow(columns, factors, None, most * LENGTH // largest)


def _is_cut(program: BinaryProgram, cut: object) -> bool:
    if not isinstance(cut, Cut) or not is_vector(cut.multipliers, count(cut.rows)) or not cut.rows:
        return False
    return (
        are_columns(cut.rows, len(program.rows))
        and are_columns(cut.turned, len(program.cost))
        and all(row.low is None or row.high is None or row.low == row.high for row in _of(program, cut.rows))
        and all(row.low is not None or row.high is not None for row in _of(program, cut.rows))
    )


def _of(program: BinaryProgram, rows: tuple[int, ...]) -> list[SparseRow]:
    return [program.rows[place] for place in rows]
