"""The flat table of a portfolio as Parquet: the cells of the CSV, with counts and amounts as what they are.

Amounts are decimals of two places, never floats.  Nothing is written here: the bytes are returned.
"""

from decimal import Decimal
from importlib import import_module
from io import BytesIO

from bideval.portfolio.result import Portfolio
from bideval.report.portfolio_data import portfolio_table

_TEXT = frozenset({"scenario", "row", "by", "group", "currency"})
_COUNTS = frozenset(
    {"tenders", "winner_changes", "awards_published", "awards_then", "tied", "nobody", "local_stated_in"}
)


def portfolio_parquet(found: Portfolio) -> bytes:
    """Return the file; the extra portfolio holds what writes it."""
    polars = import_module("polars")
    header, rows = portfolio_table(found)
    types = {
        name: polars.String if name in _TEXT else polars.Int64 if name in _COUNTS else polars.Decimal(38, 2)
        for name in header
    }
    columns = {name: [_cell(name, row[place]) for row in rows] for place, name in enumerate(header)}
    file = BytesIO()
    polars.DataFrame(columns, schema=types).write_parquet(file)
    return file.getvalue()


def _cell(name: str, text: str) -> str | int | Decimal | None:
    """A cell; an empty one is nothing, but for text."""
    if name in _TEXT:
        return text
    if not text:
        return None
    return int(text) if name in _COUNTS else Decimal(text)
