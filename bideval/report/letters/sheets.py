"""Sheets for officers and members, as frozen text: headings, paragraphs, lists and tables.

They stand beside the letters and are not sent to bidders.  No shadow result has a place here.
"""

from typing import NamedTuple

from bideval.report.letters.data import Plain, plain
from bideval.report.letters.html import sheet_html


class Grid(NamedTuple):
    """A table; ``figures`` are the columns aligned right."""

    caption: str
    headings: tuple[str, ...]
    figures: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


class Part(NamedTuple):
    """One part of a sheet under its heading."""

    heading: str
    said: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()


class Sheet(NamedTuple):
    """One sheet; ``reader`` says who it is for."""

    title: str
    reader: str
    illustration: bool
    tender: str
    authority: str
    parts: tuple[Part, ...]


def page_of(sheet: Sheet) -> str:
    """Return the sheet as an HTML page."""
    data: dict[str, Plain] = {"sheet": plain(sheet)}
    return sheet_html("sheet.html.j2", data)
