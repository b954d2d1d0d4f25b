"""Days that are no working days, as dated data: the file that comes with the program, or one's own.

``united-kingdom.csv`` has the bank holidays of every part of the United Kingdom for the years
it holds.  It is unverified, and holidays proclaimed since are not in it.  A day that is a
holiday anywhere counts as no working day: the later date is the safe one.
"""

import re
from importlib.resources import files
from pathlib import Path

from bideval.errors import Finding
from bideval.io.csv_text import CsvColumns, read_csv
from bideval.io.places import Places
from bideval.io.safe_files import read_file
from bideval.io.tables import Cells, Table, typed_rows
from bideval.scoring.letters.clock import Holidays

SHIPPED = "united-kingdom.csv"
MOST_BYTES = 1_000_000
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)

Day = tuple[str, str]


def _day(cells: Cells) -> Day:
    """Read a date and what it is, with the part of the country where that is stated."""
    cells.at("date")
    day = cells.matching("date", _DATE, "Write the date as 2026-12-25.")
    where = cells.text("where")
    title = cells.text("title")
    return day, f"{title} ({where})" if where and where != "all" else title


_TABLE = Table(CsvColumns(("date", "title"), ("where",)), _day)


def shipped_holidays() -> Holidays:
    """Return the holidays that come with the program."""
    data = (files(__package__) / SHIPPED).read_bytes()
    found, findings = _holidays(SHIPPED, data)
    assert found is not None, findings
    return found


def read_holidays(path: Path) -> tuple[Holidays | None, tuple[Finding, ...]]:
    """Return the holidays of a file of columns ``date``, ``title`` and perhaps ``where``, or what is wrong.

    Every year that has a row counts as held whole.
    """
    data = read_file(path.parent, path.name, MOST_BYTES)
    return (None, (data,)) if isinstance(data, Finding) else _holidays(path.name, data)


def _holidays(name: str, data: bytes) -> tuple[Holidays | None, tuple[Finding, ...]]:
    places = Places()
    rows, findings = read_csv(name, data, _TABLE.columns, places)
    days, problems = typed_rows(name, _TABLE, rows)
    if findings or problems:
        return None, (*findings, *places.locate_all(problems))
    by_day: dict[str, str] = {}
    for day, title in days:
        by_day[day] = "; ".join(dict.fromkeys(filter(None, (by_day.get(day), title))))
    years = tuple(sorted({day[:4] for day in by_day}))
    return Holidays(dict(sorted(by_day.items())), years, name), ()
