"""Printing for people: as wide as the terminal, and 100 columns where nobody is at one."""

import shutil
import sys

import click

from bideval.report.fitting import PIPED, fitted

NARROWEST, WIDEST = 60, 120  # columns


def page_width() -> int:
    """The columns of a page: of the terminal (or COLUMNS) at a terminal, else the same everywhere."""
    if not sys.stdout.isatty():
        return PIPED
    return min(max(shutil.get_terminal_size((PIPED, 24)).columns, NARROWEST), WIDEST)


def echo_page(text: str, *, err: bool = False) -> None:
    """Print ``text`` with its lines fitted to the page."""
    click.echo(fitted(text, page_width()), err=err)
