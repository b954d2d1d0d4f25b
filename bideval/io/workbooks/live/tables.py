"""Tables that formulas look points up in: mark scales, and points by place.

All stand on one sheet below each other, each once: a key, its points, what it means.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.model.scale import Scale, ScaleMark

TABLES = "Tables"


class Table(NamedTuple):
    """A table: what its keys are, and rows of key, points and words."""

    keys: str
    rows: tuple[ScaleMark, ...]


class Range(NamedTuple):
    """Where the keys and the points of a table stand."""

    keys: str
    points: str
    first: str  # the cell of the first key, and of the last
    last: str


class Tables:
    """The tables of a workbook, in the order in which they were asked for."""

    def __init__(self) -> None:
        """Begin without tables."""
        self._at: dict[Table, int] = {}
        self._next = 2  # the first row is the heading of the sheet

    def of(self, table: Table) -> Range:
        """Return where ``table`` stands; it is added if it is new."""
        if table not in self._at:
            self._at[table] = self._next
            self._next += len(table.rows) + 2
        first = self._at[table] + 1
        last = first + len(table.rows) - 1
        keys, points = (f"{TABLES}!${column}${first}:${column}${last}" for column in "AB")
        return Range(keys, points, f"{TABLES}!$A${first}", f"{TABLES}!$A${last}")

    def all(self) -> tuple[tuple[int, Table], ...]:
        """Return every table with the row of its heading, counted from 1."""
        return tuple((row, table) for table, row in self._at.items())


def scale_table(scale: Scale) -> Table:
    """Return the marks of a scale; of an even one its two ends."""
    return Table("mark", scale.marks)


def place_table(points: tuple[Fraction, ...]) -> Table:
    """Return a table of points by place."""
    return Table("place", tuple(ScaleMark(Fraction(at), one) for at, one in enumerate(points, 1)))


def mark_text(cell: str, scale: Scale, at: Range, *, between: bool) -> str:
    """Return the points of the mark in ``cell``; where it may lie ``between`` two, on their line."""
    if scale.step is not None:
        return f"100*({cell}-{at.first})/({at.last}-{at.first})"
    if not between:
        return f"INDEX({at.points},MATCH({cell},{at.keys},0))"
    here = f"MATCH({cell},{at.keys},1)"
    low, low_points = f"INDEX({at.keys},{here})", f"INDEX({at.points},{here})"
    high, high_points = f"INDEX({at.keys},{here}+1)", f"INDEX({at.points},{here}+1)"
    line = f"{low_points}+({cell}-{low})*({high_points}-{low_points})/({high}-{low})"
    return f"IF({cell}={low},{low_points},{line})"
