"""A table as CSV for other programs: commas, LF, quotation marks only where needed, UTF-8.

A spreadsheet takes a cell that begins with = + - @, a tab or a line end for a formula.  With
``for_excel`` such a cell gets an apostrophe before it, unless it is a plain number; without,
cells stay as they are, so that a program reads back what was written.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]], *, for_excel: bool = False) -> str:
    r"""Return the table, a line a row; the last line has no line end.

    >>> csv_text(["bid", "gain"], [["=ash", "-1"]], for_excel=True)
    "bid,gain\n'=ash,-1"
    """
    guarded = ([_guarded(cell) for cell in row] if for_excel else row for row in (header, *rows))
    return "\n".join(map(_line, guarded))


def _line(row: Sequence[str]) -> str:
    """One row without its line end, in which a return is put in quotation marks as a line feed is."""
    out = StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue().removesuffix("\r\n")


def _guarded(cell: str) -> str:
    is_active = cell.startswith(ACTIVE) and not _NUMBER.fullmatch(cell)
    return f"'{cell}" if is_active else cell
