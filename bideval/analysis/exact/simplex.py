"""A simplex method in whole numbers: slow beside a solver in floats, and never wrong.

Solves  min cost.x,  row_low <= A x <= row_high,  low <= x <= high  by two phases on the
system [A | -I][x ; r] = 0, in which r are the activities of the rows.  Phase one brings
down the sum of all distances to the bounds, phase two the cost.  The tableau holds whole
numbers over one denominator (Edmonds): each division leaves no rest.

The column with the steepest slope enters; after a step of length 0, the first one that
improves (Bland), until a step moves again.  So no basis comes twice, and it ends.

A start, such as a solver's last basis, saves steps; a bad start costs time only.
Nothing here is evidence: bideval.proof checks what comes out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from bideval.proof.linear import Number, Program, Vector, whole

PIVOTS = 20_000


class End(Enum):
    """How a run ended."""

    OPTIMAL = "optimal"
    EMPTY = "nothing keeps all rows and bounds"
    UNBOUNDED = "the cost falls without end"
    LIMIT = "too many steps"


class Start(NamedTuple):
    """Where to begin.  Columns of the programme come first, then one a row for its activity."""

    basic: tuple[int, ...] = ()  # wanted in the basis, the most wanted first
    at_high: frozenset[int] = frozenset()  # of the others, those at their high bound


class Ended(NamedTuple):
    """The point and multipliers of an optimum; multipliers alone, a ray, where nothing is feasible."""

    end: End
    x: Vector = ()
    duals: Vector = ()
    pivots: int = 0


def simplex(program: Program, start: Start | None = None, pivots: int = PIVOTS) -> Ended:
    """Minimise exactly, or say why not."""
    table = _tableau(program, start or Start())
    limit = pivots
    while table.distance():
        ended = _step(table, table.slopes_of_distance())
        limit -= 1
        if ended is End.OPTIMAL:
            ray = _row_duals(program, table.slopes_of_distance(), table.denominator)
            return Ended(End.EMPTY, (), ray, pivots - limit)
        if limit <= 0:
            return Ended(End.LIMIT)
    while (ended := _step(table, table.slopes)) is None:
        limit -= 1
        if limit <= 0:
            return Ended(End.LIMIT)
    if ended is not End.OPTIMAL:
        return Ended(ended)
    _, cost_factor = whole(program.cost)
    duals = _row_duals(program, table.slopes, table.denominator * cost_factor)
    return Ended(End.OPTIMAL, tuple(table.value[: len(program.cost)]), duals, pivots - limit)


@dataclass(slots=True)
class _Table:
    """The tableau: ``rows`` are B^-1 [A | -I] times the denominator, ``slopes`` the reduced costs so too."""

    rows: list[list[int]]
    slopes: list[int]
    basis: list[int]  # the basic column of each row
    low: list[Number | None]
    high: list[Number | None]
    value: list[Fraction]
    denominator: int = 1
    stalled: bool = False
    inside: set[int] = field(default_factory=set)

    def distance(self) -> bool:
        """Say whether a basic column lies outside its bounds."""
        return any(self.side(column) for column in self.basis)

    def side(self, column: int) -> int:
        """Return -1 below the low bound, 1 above the high one, 0 inside."""
        low, high, value = self.low[column], self.high[column], self.value[column]
        if low is not None and value < low:
            return -1
        return 1 if high is not None and value > high else 0

    def slopes_of_distance(self) -> list[int]:
        """Return how the sum of distances changes with each column."""
        slopes = [0] * len(self.slopes)
        for column, row in zip(self.basis, self.rows, strict=True):
            side = self.side(column)
            if side > 0:
                slopes = [slope - entry for slope, entry in zip(slopes, row, strict=True)]
            elif side < 0:
                slopes = [slope + entry for slope, entry in zip(slopes, row, strict=True)]
        return slopes

    def pivot(self, leave: int, enter: int) -> None:
        """Exchange the basic column of row ``leave`` for column ``enter``."""
        pivot_row = self.rows[leave]
        pivot, old = pivot_row[enter], self.denominator
        sign = 1 if pivot > 0 else -1

        def turned(row: list[int]) -> list[int]:
            factor = sign * row[enter]
            times = sign * pivot
            if factor == 0:
                return [entry * times // old if entry else 0 for entry in row]
            return [
                (entry * times - factor * other) // old for entry, other in zip(row, pivot_row, strict=True)
            ]

        self.slopes = turned(self.slopes)
        self.rows = [
            [sign * entry for entry in row] if place == leave else turned(row)
            for place, row in enumerate(self.rows)
        ]
        self.denominator = sign * pivot
        self.inside.discard(self.basis[leave])
        self.inside.add(enter)
        self.basis[leave] = enter


def _tableau(program: Program, start: Start) -> _Table:
    width, height = len(program.cost), len(program.rows)
    cleared = [whole(row) for row in program.rows]
    factors = [factor for _, factor in cleared]
    table = _Table(
        rows=[
            [-entry for entry in row] + [int(place == other) for other in range(height)]
            for place, (row, _) in enumerate(cleared)
        ],
        slopes=whole(program.cost)[0] + [0] * height,
        basis=list(range(width, width + height)),
        low=[*program.low, *_scaled(program.row_low, factors)],
        high=[*program.high, *_scaled(program.row_high, factors)],
        value=[Fraction(0)] * (width + height),
        inside=set(range(width, width + height)),
    )
    _begin(table, start)
    return table


def _begin(table: _Table, start: Start) -> None:
    """Bring the wanted columns into the basis, as far as they are independent, and set all values."""
    wanted = set(start.basic)
    for column in start.basic:
        if column not in table.inside:
            free = (
                place
                for place, basic in enumerate(table.basis)
                if basic not in wanted and table.rows[place][column]
            )
            place = next(free, None)
            if place is not None:
                table.pivot(place, column)
    for column in range(len(table.value)):
        if column not in table.inside:
            table.value[column] = _resting(table, column, high=column in start.at_high)
    moved = [column for column, value in enumerate(table.value) if value and column not in table.inside]
    for column, row in zip(table.basis, table.rows, strict=True):
        total = sum((row[other] * table.value[other] for other in moved if row[other]), Fraction(0))
        table.value[column] = -total / table.denominator


def _resting(table: _Table, column: int, *, high: bool) -> Fraction:
    """Return the bound at which a column outside the basis rests; 0 where it has none."""
    ends = (table.high[column], table.low[column]) if high else (table.low[column], table.high[column])
    return Fraction(next((end for end in ends if end is not None), 0))


def _step(table: _Table, slopes: list[int]) -> End | None:
    """Move to a better neighbour; None, or how it ended."""
    enter = _entering(table, slopes)
    if enter is None:
        return End.OPTIMAL
    sign = 1 if slopes[enter] < 0 else -1
    length, leave = _furthest(table, enter, sign)
    if length is None:
        return End.UNBOUNDED
    for column, row in zip(table.basis, table.rows, strict=True):
        if row[enter] and length:
            table.value[column] -= sign * length * row[enter] / table.denominator
    table.value[enter] += sign * length
    table.stalled = length == 0
    if leave is not None:
        table.pivot(leave, enter)
    return None


def _entering(table: _Table, slopes: list[int]) -> int | None:
    """Return the column that improves most; after a step of length 0 the first that improves."""
    best = None
    for column, slope in enumerate(slopes):
        if not slope or column in table.inside:
            continue
        end = table.high[column] if slope < 0 else table.low[column]
        if end is not None and table.value[column] == end:
            continue
        if table.stalled:
            return column
        if best is None or abs(slope) > abs(slopes[best]):
            best = column
    return best


def _furthest(table: _Table, enter: int, sign: int) -> tuple[Fraction | None, int | None]:
    """Return how far the entering column may go, and the row that stops it (None: its own bound)."""
    low, high = table.low[enter], table.high[enter]
    length = None if low is None or high is None else Fraction(high) - low
    leave: int | None = None
    for place, (column, row) in enumerate(zip(table.basis, table.rows, strict=True)):
        if not row[enter]:
            continue
        rate = -sign * row[enter]
        end = _stop(table, column, up=rate > 0)
        if end is None:
            continue
        reach = (end - table.value[column]) * table.denominator / rate
        first = leave is not None and column < table.basis[leave]
        if length is None or reach < length or (reach == length and first):
            length, leave = reach, place
    return length, leave


def _stop(table: _Table, column: int, *, up: bool) -> Number | None:
    """Return the next bound on a basic column's way: on its way in from outside, the near one."""
    side = table.side(column)
    if up:
        return table.low[column] if side < 0 else None if side > 0 else table.high[column]
    return table.high[column] if side > 0 else None if side < 0 else table.low[column]


def _row_duals(program: Program, slopes: list[int], denominator: int) -> Vector:
    """Return the multipliers of the programme's own rows: the slopes of their activities."""
    width = len(program.cost)
    return tuple(
        Fraction(slope * whole(row)[1], denominator)
        for slope, row in zip(slopes[width:], program.rows, strict=True)
    )


def _scaled(bounds: Iterable[Number | None], factors: list[int]) -> list[Number | None]:
    return [None if bound is None else bound * factor for bound, factor in zip(bounds, factors, strict=True)]
