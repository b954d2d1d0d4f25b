"""``bideval ocds import FILE``: releases, records and packages as tender folders."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, echo_json, json_option, safe, typed
from bideval.cli.page import echo_page
from bideval.io.ocds.desk import Reader
from bideval.io.ocds.importing import Writer, import_all
from bideval.io.ocds.reading import ocds_tenders
from bideval.io.ocds.weights import Confidence
from bideval.io.written_files import FileExistsAlreadyError, NoFolderError
from bideval.report.ocds_text import Tally, Written, import_data, import_text, reject_line, shown_text

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("import", epilog="Example: bideval ocds import releases.jsonl.gz -o tenders")
@click.argument("file", type=FILE)
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write a folder for each process below DIR; without it nothing is written.",
)
@click.option(
    "--trust-words",
    "trust",
    type=click.Choice(["high", "medium", "low"]),
    help="Take weights that stand in words alone, read with at least this confidence.",
)
@click.option(
    "--limits",
    is_flag=True,
    help="Take the value of the tender for the highest price let in, its minimum value for the lowest.",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write every process with an error to FILE, one a line, with its findings.",
)
@click.option("--strict", is_flag=True, help="Leave with 3 where anything was rejected.")
@click.option("--force", is_flag=True, help="Write over files that exist.")
@json_option
def import_command(
    file: Path, output: Path | None, trust: str | None, rejects: Path | None,
    *, limits: bool, strict: bool, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read OCDS releases, records or packages from FILE: JSON, or JSON lines, plain or gzip."""
    name, tally = safe(file.name), Tally()
    reader = Reader(Confidence(trust) if trust else None, limits)
    if rejects is not None and rejects.resolve() == file.resolve():
        raise click.UsageError("--rejects names FILE itself, which would be lost; name another file")
    if rejects is not None and not force and (rejects.exists() or rejects.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(rejects))))
    try:
        with file.open("rb") as stream, _opened(rejects) as rejected:
            for one in import_all(ocds_tenders(stream, name, reader), Writer(output, force=force)):
                tally.add(one)
                if rejected is not None and one.is_rejected:
                    rejected.write(f"{reject_line(name, one)}\n")
    except (FileExistsAlreadyError, NoFolderError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    where = Written(typed(output) if output else "", typed(rejects) if rejects else "")
    if as_json:
        echo_json(import_data(name, tally))
    else:
        echo_page(import_text(name, tally, where))
    if tally.shown:
        echo_page(shown_text(tally), err=True)
    if strict and tally.rejected:
        raise click.exceptions.Exit(EXIT_FINDINGS)


@contextmanager
def _opened(path: Path | None) -> Iterator[TextIO | None]:
    """The file of rejects, if one is asked for."""
    if path is None:
        yield None
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        yield file
