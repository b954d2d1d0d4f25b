"""What the commands about records share: the file argument, and reading a record or stopping."""

from pathlib import Path
from typing import NoReturn

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, safe
from bideval.errors import Finding
from bideval.io.safe_files import read_file
from bideval.record.canonical import MOST_BYTES, UnreadableError
from bideval.record.verified import ReadRecord, read_record

EXIT_DIFFERS = 4


def record_of(path: Path) -> ReadRecord:
    """Return the record in a file; leave with exit code 3 and one sentence where it is none."""
    data = read_file(path.parent, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        refuse(path, data.message)
    try:
        return read_record(data)
    except UnreadableError as problem:
        refuse(path, str(problem))


def refuse(path: Path, reason: str) -> NoReturn:
    """Say why a file is no record, and leave with exit code 3."""
    click.echo(safe(f"{path}: {reason}"), err=True)
    raise click.exceptions.Exit(EXIT_FINDINGS)
