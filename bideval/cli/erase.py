"""``bideval erase RECORD --schedule FILE --on DATE``: take out the bodies of texts that are due."""

from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.cli.plan_file import plan_in
from bideval.cli.record_argument import record_of
from bideval.cli.signature_options import FILE
from bideval.io.characters import flaws
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.model.base import moment
from bideval.record.entries import MOST_BY
from bideval.record.redaction.retention import Schedule, erased
from bideval.record.verified import read_record


@click.command(
    "erase",
    epilog="Example: bideval erase works.json --schedule keep.yaml --on 2033-04-01 --by R.Ames -o kept.json",
)
@click.argument("record", type=FILE)
@click.option(
    "--schedule", required=True, type=FILE, metavar="FILE", help="Until when each class of texts is kept."
)
@click.option("--on", required=True, metavar="DATE", help="The day, as told: 2033-04-01.")
@click.option("--by", required=True, metavar="NAME", help="Who erases them.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the record without them here.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(record: Path, schedule: Path, on: str, by: str, output: Path, *, force: bool) -> None:
    """Write RECORD without the bodies of texts that are due under a schedule; their digests stay.

    It verifies as before: the digests of inputs, rules and result stay, that of the whole is another.
    RECORD itself is left alone; erasing that file and its copies is for you.
    """
    if not force and (output.exists() or output.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    _told(on, by)
    found = erased(record_of(record).data, plan_in(schedule, Schedule), on, by)
    read_record(found.data)
    try:
        write_whole(output, found.data)
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    for name, count in found.erased.items():
        click.echo(f"erased {count} of {name}")
    click.echo(f"held {found.held}, kept {found.kept}")


def _told(on: str, by: str) -> None:
    try:
        is_day = len(moment(on)) == len("2033-04-01")
    except ValueError:
        is_day = False
    if not is_day:
        raise click.UsageError("--on is a date: 2033-04-01")
    if not by.strip() or "\n" in by or flaws(by) or len(by) > MOST_BY:
        raise click.UsageError(f"--by is a line of at most {MOST_BY} characters, all of which can be seen")
