"""A second exact simplex, made differently on purpose: a full tableau of fractions with artificial columns.

It shares no code with bideval.analysis.exact.  Bounds become rows, and a column becomes the
difference of two that are 0 or more.  Slow: for small programmes in tests alone.
"""

from fractions import Fraction

from bideval.proof.linear import Program

Rows = list[list[Fraction]]


def second_minimum(program: Program) -> Fraction | str:
    """Return the least cost, "empty" or "unbounded"."""
    width = len(program.cost)
    rows, right = _equations(program)
    cost = [Fraction(c) for c in program.cost] + [-Fraction(c) for c in program.cost]
    columns = len(rows[0]) if rows else 2 * width
    for place, (row, value) in enumerate(zip(rows, right, strict=True)):
        if value < 0:
            row[:] = [-entry for entry in row]
            right[place] = -value
    table = [
        [*row, *(Fraction(int(place == other)) for other in range(len(rows))), value]
        for place, (row, value) in enumerate(zip(rows, right, strict=True))
    ]
    basis = list(range(columns, columns + len(rows)))
    first = [Fraction(0)] * columns + [Fraction(1)] * len(rows)
    _run(table, basis, first, columns + len(rows))
    if sum((row[-1] for row, column in zip(table, basis, strict=True) if column >= columns), Fraction(0)):
        return "empty"
    _drive_out(table, basis, columns)
    second = cost + [Fraction(0)] * (columns + len(rows) - len(cost))
    if not _run(table, basis, second, columns):
        return "unbounded"
    return sum((second[column] * row[-1] for row, column in zip(table, basis, strict=True)), Fraction(0))


def _equations(program: Program) -> tuple[Rows, list[Fraction]]:
    """Return A x + slack = b over x = plus - minus, all columns 0 or more."""
    width = len(program.cost)
    unit = [tuple(int(place == other) for other in range(width)) for place in range(width)]
    sources = [
        *zip(program.rows, program.row_low, program.row_high, strict=True),
        *zip(unit, program.low, program.high, strict=True),
    ]
    rows: list[tuple[list[Fraction], int, Fraction]] = []
    for coefficients, low, high in sources:
        both = [Fraction(c) for c in coefficients] + [-Fraction(c) for c in coefficients]
        if low is not None and low == high:
            rows.append((both, 0, Fraction(low)))
            continue
        if low is not None:
            rows.append((both, -1, Fraction(low)))
        if high is not None:
            rows.append((both, 1, Fraction(high)))
    slacks = [place for place, (_, sign, _) in enumerate(rows) if sign]
    return (
        [
            both + [Fraction(sign * int(place == other)) for other in slacks]
            for place, (both, sign, _) in enumerate(rows)
        ],
        [value for _, _, value in rows],
    )


def _run(table: Rows, basis: list[int], cost: list[Fraction], allowed: int) -> bool:
    """Bland's rule; False where the cost falls without end."""
    while True:
        enter = next((column for column in range(allowed) if _slope(table, basis, cost, column) < 0), None)
        if enter is None:
            return True
        ratios = [
            (row[-1] / row[enter], basis[place], place) for place, row in enumerate(table) if row[enter] > 0
        ]
        if not ratios:
            return False
        _pivot(table, basis, min(ratios)[2], enter)


def _slope(table: Rows, basis: list[int], cost: list[Fraction], column: int) -> Fraction:
    used = (cost[own] * row[column] for own, row in zip(basis, table, strict=True) if row[column])
    return cost[column] - sum(used, Fraction(0))


def _pivot(table: Rows, basis: list[int], leave: int, enter: int) -> None:
    pivot = table[leave][enter]
    table[leave] = [entry / pivot for entry in table[leave]]
    for place, row in enumerate(table):
        if place != leave and row[enter]:
            factor = row[enter]
            table[place] = [
                entry - factor * own if own else entry for entry, own in zip(row, table[leave], strict=True)
            ]
    basis[leave] = enter


def _drive_out(table: Rows, basis: list[int], columns: int) -> None:
    for place in range(len(table)):
        if basis[place] >= columns:
            enter = next((column for column in range(columns) if table[place][column]), None)
            if enter is not None:
                _pivot(table, basis, place, enter)
