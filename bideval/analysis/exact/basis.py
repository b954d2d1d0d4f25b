"""From a solver's floats to an exact basis, and the exact point and multipliers of that basis.

A solver's point and multipliers show which bounds and rows are met exactly.  At a vertex
they fix the answer: columns strictly between their bounds and rows that are met make a
square system of equations.  It is solved in whole numbers (Bareiss: each division leaves
no rest), so no float is left in the result.

Where several columns and rows might make up the basis (a degenerate vertex), they are
chosen by elimination modulo a large prime, which is quick and cannot choose a singular
system.  A wrong reading of the floats gives a wrong point, which the checkers refuse.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.exact.simplex import Start
from bideval.analysis.propose import Proposal
from bideval.proof.linear import Number, Program, Vector, whole

_NEAR = 1e-7  # nearer than this to a bound, relative to 1 or the bound, is at the bound
_FLAT = 1e-9  # a multiplier or slope nearer to 0 than this is 0
_PRIME = 2**61 - 1


class Reading(NamedTuple):
    """What the floats say of each column and row.  Places count columns first, then rows."""

    inside: tuple[int, ...]  # strictly between their bounds: in the basis
    at_low: frozenset[int]
    at_high: frozenset[int]
    pressed: frozenset[int]  # at a bound with a slope that is not 0: outside the basis


def read(program: Program, proposal: Proposal) -> Reading:
    """Read a proposal: which columns and rows are at which bound, and which press against it."""
    activities = [_float_dot(row, proposal.x) for row in program.rows]
    slopes = [float(cost) for cost in program.cost]
    for dual, row in zip(proposal.duals, program.rows, strict=True):
        if dual:
            slopes = [slope - dual * float(entry) for slope, entry in zip(slopes, row, strict=True)]
    values, low, high = (
        (*proposal.x, *activities),
        program.low + program.row_low,
        program.high + program.row_high,
    )
    at_low = frozenset(place for place, value in enumerate(values) if _near(value, low[place]))
    at_high = frozenset(place for place, value in enumerate(values) if _near(value, high[place])) - at_low
    return Reading(
        inside=tuple(place for place in range(len(values)) if place not in at_low | at_high),
        at_low=at_low,
        at_high=at_high,
        pressed=frozenset(
            place
            for place, slope in enumerate((*slopes, *proposal.duals))
            if abs(slope) > _FLAT and place in at_low | at_high
        ),
    )


def start(program: Program, reading: Reading) -> Start:
    """Return where the exact simplex begins: the columns inside, then those that do not press."""
    width = len(program.cost)
    loose = (place for place in range(width) if place not in reading.pressed)
    inside = [place for place in reading.inside if place < width]
    return Start((*inside, *(place for place in loose if place not in inside)), reading.at_high)


def exact_vertex(program: Program, reading: Reading) -> tuple[Vector, Vector] | None:
    """Return the exact point and multipliers that the reading stands for; None where it stands for none."""
    width, height = len(program.cost), len(program.rows)
    met = [place - width for place in sorted(reading.at_low | reading.at_high) if place >= width]
    cleared = {row: whole(program.rows[row]) for row in met}
    pairs = _independent({row: entries for row, (entries, _) in cleared.items()}, width, reading)
    if pairs is None:
        return None
    tight, basic = [row for row, _ in pairs], [column for _, column in pairs]
    resting = {column: _end(program, reading, column) for column in range(width) if column not in set(basic)}
    sides = []
    for row in tight:
        entries, factor = cleared[row]
        rest = sum(entries[column] * value for column, value in resting.items() if value)
        sides.append(_end(program, reading, width + row) * factor - rest)
    matrix = [[cleared[row][0][column] for column in basic] for row in tight]
    values = solve(matrix, sides)
    duals = solve(
        [list(column) for column in zip(*matrix, strict=True)], [program.cost[one] for one in basic]
    )
    if values is None or duals is None:
        return None
    x = resting | dict(zip(basic, values, strict=True))
    y = {row: dual * cleared[row][1] for row, dual in zip(tight, duals, strict=True)}
    return tuple(x[place] for place in range(width)), tuple(y.get(place, 0) for place in range(height))


def solve(matrix: list[list[int]], right: list[Number]) -> list[Fraction] | None:
    """Solve matrix x = right in whole numbers; None where there is not exactly one solution.

    >>> solve([[1, 1], [1, -1]], [3, Fraction(1, 2)])
    [Fraction(7, 4), Fraction(5, 4)]
    """
    sides, factor = whole(tuple(right))
    rows = [[*row, side] for row, side in zip(matrix, sides, strict=True)]
    size, before = len(rows), 1
    for step in range(size):
        found = next((place for place in range(step, size) if rows[place][step]), None)
        if found is None:
            return None
        rows[step], rows[found] = rows[found], rows[step]
        top, pivot = rows[step], rows[step][step]
        for place in range(step + 1, size):
            lead = rows[place][step]
            rows[place] = [
                (entry * pivot - lead * above) // before if above or entry else 0
                for entry, above in zip(rows[place], top, strict=True)
            ]
        before = pivot
    # By Cramer's rule each unknown times the determinant, ``before``, is whole.
    scaled = [0] * size
    for step in reversed(range(size)):
        row = rows[step]
        known = sum(row[place] * scaled[place] for place in range(step + 1, size))
        scaled[step] = (row[size] * before - known) // row[step]
    return [Fraction(value, before * factor) for value in scaled]


def _independent(rows: dict[int, list[int]], width: int, reading: Reading) -> list[tuple[int, int]] | None:
    """Pair rows that are met with columns so that the rows determine the columns; None where they do not.

    Every column inside its bounds needs a row; every row that presses needs a column.
    """
    left = {row: [entry % _PRIME for entry in entries] for row, entries in rows.items()}
    order = sorted(left, key=lambda row: (row + width not in reading.pressed, row))
    inside = [place for place in reading.inside if place < width]
    loose = [place for place in range(width) if place not in reading.pressed | set(inside)]
    pairs: list[tuple[int, int]] = []
    for column in inside:
        row = next((row for row in order if row in left and left[row][column]), None)
        if row is None:
            return None
        pairs.append((row, column))
        _eliminate(left, row, column)
    for row in order:
        if row in left and row + width in reading.pressed:
            column_found = next((column for column in loose if left[row][column]), None)
            if column_found is None:
                return None
            pairs.append((row, column_found))
            _eliminate(left, row, column_found)
    return pairs


def _eliminate(left: dict[int, list[int]], row: int, column: int) -> None:
    """Take ``row`` out and subtract it from the others so that ``column`` vanishes, modulo the prime."""
    used = left.pop(row)
    inverse = pow(used[column], -1, _PRIME)
    for other, entries in left.items():
        if entries[column]:
            times = entries[column] * inverse % _PRIME
            left[other] = [(entry - times * own) % _PRIME for entry, own in zip(entries, used, strict=True)]


def _end(program: Program, reading: Reading, place: int) -> Number:
    """Return the bound at which a column, or a row counted behind the columns, is met."""
    low, high = program.low + program.row_low, program.high + program.row_high
    end = high[place] if place in reading.at_high else low[place]
    return 0 if end is None else end


def _near(value: float, bound: Number | None) -> bool:
    return bound is not None and abs(value - float(bound)) <= _NEAR * max(1.0, abs(float(bound)))


def _float_dot(row: Vector, x: tuple[float, ...]) -> float:
    return sum(float(entry) * value for entry, value in zip(row, x, strict=True) if entry)
