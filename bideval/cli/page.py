"""Printing for people: as wide as the terminal, and 100 columns where nobody is at one.

At a terminal small bars are drawn, and tables that are too wide go row by row.  With
``bideval --plain`` every table goes row by row and nothing is drawn: for readers of screens.
"""

import shutil
import sys

import click

from bideval.report.fitting import PIPED, fitted, read_out

NARROWEST, WIDEST = 60, 120  # columns


def page_width() -> int:
    """The columns of a page: of the terminal (or COLUMNS) at a terminal, else the same everywhere."""
    if not sys.stdout.isatty():
        return PIPED
    return min(max(shutil.get_terminal_size((PIPED, 24)).columns, NARROWEST), WIDEST)


def is_plain() -> bool:
    """Whether ``bideval --plain`` was asked for."""
    return bool(click.get_current_context().find_root().params.get("plain"))


def may_draw() -> bool:
    """Whether bars can be drawn: at a terminal that shows block letters, unless plain text was asked for."""
    letters = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return sys.stdout.isatty() and letters and not is_plain()


def echo_page(text: str, *, err: bool = False) -> None:
    """Print ``text`` with its lines fitted to the page, or as it is read out."""
    shown = read_out(text) if is_plain() else text
    click.echo(fitted(shown, page_width(), folded=sys.stdout.isatty()), err=err)
