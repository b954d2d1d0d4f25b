"""``bideval report FOLDER``: one offline page for members, a bidder, the public, the court or officers."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from bideval.cli.custody import authorised_options, guard
from bideval.cli.folder_argument import (
    Stage,
    folder_argument,
    packs_option,
    safe,
    stage_option,
    stop_at_findings,
)
from bideval.cli.record_argument import public_of, refuse
from bideval.errors import BidevalError
from bideval.io.judged_folder import JudgedFolder
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.record.custody import judge_in_custody
from bideval.record.redaction.public import check_public
from bideval.report.page.audience import Audience, Reader, UnknownAudienceError, reader_of
from bideval.report.page.carried import Published
from bideval.report.page.words import LANGUAGES

Page = Callable[[JudgedFolder, Reader, str | None, str, Published | None], str]


@click.command(
    "report", epilog="Example: bideval report sample_tenders/community-health --for members -o report.html"
)
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("report.html"),
    show_default=True,
    metavar="FILE",
    help="Write the page here.",
)
@click.option(
    "--for",
    "wanted",
    required=True,
    metavar="WHOM",
    help="members, bidder:BID, public, court or officers: it decides what the page shows.",
)
@click.option(
    "--record",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="With --for public: the public record, made by bideval redact, that the page is to carry.",
)
@click.option("--lot", metavar="ID", help="This lot alone.")
@stage_option
@click.option("--quick", is_flag=True, help="Leave out what would have changed the result.")
@click.option(
    "--language",
    type=click.Choice(list(LANGUAGES)),
    default="en",
    show_default=True,
    help="Of the fixed text; cy is a draft that a translator has to review.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@authorised_options()
@packs_option
def command(
    folder: Path,
    output: Path,
    wanted: str,
    record: Path | None,
    lot: str | None,
    stage: Stage,
    language: str,
    packs: Path | None,
    *,
    quick: bool,
    force: bool,
) -> None:
    """Write one HTML page of FOLDER that needs no network: the result, why, and how to check it.

    Officers and courts can try other weights, tests and formulas in it; the other pages hold
    no script.
    """
    try:
        reader = reader_of(wanted)
    except UnknownAudienceError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    if not force and (output.exists() or output.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    if reader.sees_all or not quick:
        guard(folder, packs)
    published = _published(record, reader)
    quality_only = stage == "quality"
    judged = judge_in_custody(folder, quality_only=quality_only, packs=packs)
    if judged.evaluation is None:
        stop_at_findings(judged.findings, as_json=False)
    page: Page = import_module(f"bideval.report.page.{'quickly' if quick or quality_only else 'wholly'}").page
    try:
        written = page(judged, reader, lot, language, published)
    except BidevalError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    _write(output, written.encode())


def _published(record: Path | None, reader: Reader) -> Published | None:
    """Read the public record that the page is to carry, and check it."""
    if record is None:
        return None
    if reader.audience is not Audience.PUBLIC:
        raise click.UsageError("--record goes with --for public")
    public = public_of(record)
    if public is None:
        raise click.UsageError(safe(f"{record} is no public record: bideval redact makes one"))
    checked = check_public(public.record)
    if not checked.holds:
        refuse(record, checked.wrong[0])
    return Published(public.data, checked.root, public.record.head.tender)


def _write(output: Path, data: bytes) -> None:
    try:
        write_whole(output, data)
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    click.echo(f"{safe(str(output))}: {len(data):,} bytes", err=True)
