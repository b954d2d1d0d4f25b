"""``bideval ocds export FOLDER``: the evaluation as an OCDS release."""

from pathlib import Path

import click

from bideval.cli.folder_argument import folder_argument, packs_option, safe, stop_at_findings
from bideval.io.ocds.out.asked import Level, Wanted, as_moment, latest_time
from bideval.io.ocds.out.folder_out import NotShownError, base_of, files_shown
from bideval.io.ocds.out.release_out import Base, release_of
from bideval.io.ocds.strict_json import JsonError, write_json
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.model.base import moment
from bideval.model.inputs import Inputs
from bideval.record.custody import judge_in_custody


def _moment(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a time as it is told."""
    del context, option
    try:
        return None if value is None else as_moment(moment(value))
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


@click.command("export", epilog="Example: bideval ocds export sample_tenders/community-health --level full")
@folder_argument
@click.option(
    "--level",
    type=click.Choice([one.value for one in Level]),
    default=Level.PUBLIC.value,
    help="public: rules and awarded bids (default); full: everything, for an auditor or a court.",
)
@click.option(
    "--at",
    callback=_moment,
    metavar="TIME",
    help="Date the release; default: the latest time told in the folder.",
)
@click.option("--ocid", metavar="OCID", help="The process's ocid, with a registered prefix.")
@click.option("--awarded", is_flag=True, help="The awards are made; without it they are proposed.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the release here; without it to standard output.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@packs_option
def export_command(
    folder: Path, level: str, at: str | None, ocid: str | None, output: Path | None, packs: Path | None,
    *, awarded: bool, force: bool,
) -> None:  # fmt: skip
    """Write the evaluation of FOLDER as an OCDS release."""
    if output is not None and not force and (output.exists() or output.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    judged = judge_in_custody(folder, quality_only=False, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=False)
    inputs = judged.reading.inputs
    date = at or latest_time(inputs)
    if date is None:
        raise click.UsageError("the folder tells no time to date the release by; say --at TIME")
    shown = Level(level)
    base = _base(folder)
    wanted = Wanted(shown, date, ocid or _ocid(inputs, base), awarded)
    try:
        files = files_shown(folder, shown)
    except NotShownError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    text = write_json(release_of(inputs, judged.evaluation, files, wanted, base)) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        _write(output, text)


def _base(folder: Path) -> Base | None:
    try:
        return base_of(folder)
    except JsonError as problem:
        raise click.UsageError(safe(f"documents/ocds.json: {problem}")) from problem


def _ocid(inputs: Inputs, base: Base | None) -> str:
    """The ocid the tender came with, or its own id, which has no registered prefix."""
    if base is not None:
        return base.release.ocid
    if (inputs.tender.foreign_id or "").startswith("ocds-"):
        return str(inputs.tender.foreign_id)
    click.echo("no ocid is known: the tender's id stands in its place; say --ocid", err=True)
    return inputs.tender.id


def _write(output: Path, text: str) -> None:
    try:
        write_whole(output, text.encode("utf-8"))
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
