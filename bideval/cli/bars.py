"""A bar on a terminal for work that goes file by file; nothing where nobody looks on.

It stands on standard error, so that what is printed can be kept.
"""

import sys
from collections.abc import Iterator, Sequence
from typing import TypeVar

import click

One = TypeVar("One")


def with_bar(these: Sequence[One], label: str) -> Iterator[One]:
    """Yield each of ``these``, and show on a terminal how far it has come."""
    if not sys.stderr.isatty():
        yield from these
        return
    with click.progressbar(these, label=label, file=sys.stderr) as bar:
        yield from bar
