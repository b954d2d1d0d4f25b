"""Small bars of block letters beside figures on a terminal: a drawing, and never the only place of a figure.

Bars run from nothing to the greatest figure.  They are drawn at a terminal alone; what is
piped or read out has figures and no bars.
"""

from collections.abc import Sequence
from fractions import Fraction

WIDE, LEAST = 24, 8  # columns of the longest bar, and what it is not drawn below
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def beside(table: str, values: Sequence[Fraction | None], width: int) -> str:
    """Return a table with a bar behind each of its rows, where ``width`` columns leave room for one."""
    head, rule, *rows = table.split("\n")
    room = min(width - len(rule) - 2, WIDE)
    if room < LEAST or len(rows) != len(values):
        return table
    drawn = (f"{row:<{len(rule)}}  {bar}".rstrip() for row, bar in zip(rows, bars(values, room), strict=True))
    return "\n".join((head, rule, *drawn))


def bars(values: Sequence[Fraction | None], wide: int = WIDE) -> list[str]:
    """Return a bar for each value, in eighths of a column; nothing where a value is below zero or none.

    >>> bars([Fraction(8), Fraction(4), Fraction(1), None], 2)
    ['██', '█', '▎', '']
    """
    most = max((one for one in values if one is not None), default=Fraction(0))
    return [_bar(one, most, wide) for one in values]


def _bar(value: Fraction | None, most: Fraction, wide: int) -> str:
    if value is None or value <= 0:
        return ""
    eighths = int(value * wide * 8 / most)
    return f"{_EIGHTHS[8] * (eighths // 8)}{_EIGHTHS[eighths % 8]}".rstrip()
