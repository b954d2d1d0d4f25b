"""Writing the pictures that a command draws."""

from collections.abc import Mapping
from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.io.written_files import NoFolderError, write_files, written_over


def write_pictures(folder: Path, files: Mapping[str, str], *, force: bool, what: str = "pictures") -> None:
    """Write every picture; raise UsageError where one is there and may not be overwritten."""
    there = written_over(folder, files)
    if there and not force:
        raise click.UsageError(f"{safe(str(folder))} holds {', '.join(there)}; --force overwrites")
    try:
        write_files(folder, files)
    except NoFolderError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    said = what if len(files) != 1 else what.removesuffix("s")
    click.echo(f"{len(files)} {said} in {safe(str(folder))}", err=True)
