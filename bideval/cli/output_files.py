"""Files that a command writes: refused where they are there already, and written whole or not at all."""

from collections.abc import Iterable
from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError


def refuse_overwriting(paths: Iterable[Path], *, force: bool) -> None:
    """Leave where a file is there already and force was not asked for."""
    for path in paths:
        if not force and (path.exists() or path.is_symlink()):
            raise click.UsageError(safe(str(FileExistsAlreadyError(path))))


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file in one step, its folder too if need be, or leave with the reason."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    except OSError as problem:
        raise click.UsageError(safe(f"{path} cannot be written: {problem.strerror}")) from problem
