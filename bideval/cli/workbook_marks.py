"""``bideval workbook export FOLDER`` and ``bideval workbook import FILES... --folder FOLDER``."""

from functools import partial
from importlib import import_module
from pathlib import Path

import click

from bideval.cli.bars import with_bar
from bideval.cli.folder_argument import (
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    safe,
    stop_at_findings,
    typed,
)
from bideval.cli.output_files import refuse_overwriting, write_bytes
from bideval.cli.page import echo_page
from bideval.cli.workbook_files import at_option, codes_option, need, ready
from bideval.errors import BidevalError
from bideval.report.findings_text import findings_data, findings_text
from bideval.report.panel_text import imported_data, imported_text


@click.command("export", epilog="Example: bideval workbook export sample_tenders/community-health -o marks")
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("workbooks"),
    metavar="DIR",
    help="Write them here; without it into the folder workbooks where you are.",
)
@click.option(
    "--evaluator", "people", multiple=True, metavar="ID", help="For this person alone; may be repeated."
)
@codes_option
@click.option("--force", is_flag=True, help="Write over workbooks that are there.")
@packs_option
@json_option
def export_command(
    folder: Path, output: Path, people: tuple[str, ...], codes: str | None, packs: Path | None, *,
    force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write one workbook for each evaluator of FOLDER: questions, scales, cells for marks and reasons.

    No price stands in it.  A chair or moderator gets one where they have marked before, or are
    assigned, or are named with --evaluator.
    """
    need()
    inputs, lots = ready(folder, packs, as_json=as_json)
    known = {one.id for one in inputs.evaluators}
    if unknown := [one for one in people if one not in known]:
        raise click.UsageError(
            f"--evaluator {safe(unknown[0])}: evaluators.csv names {', '.join(sorted(known))}"
        )
    bar = partial(with_bar, label="Workbooks")
    try:
        module = import_module("bideval.io.workbooks.exporting")
        books: dict[str, bytes] = dict(module.marks_workbooks(inputs, lots, people, codes, bar))
    except BidevalError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    if not books:
        raise click.UsageError(
            "nobody is asked to mark anything: evaluators.csv has nobody, or no bid is there"
        )
    refuse_overwriting([output / name for name in books], force=force)
    for name, data in books.items():
        write_bytes(output / name, data)
    if as_json:
        echo_json(
            {"schema": "bideval/workbooks", "version": 1, "files": [str(output / name) for name in books]}
        )
        return
    for name in books:
        click.echo(safe(f"wrote {output / name}"))
    files = safe(str(output / "*.xlsx"))
    click.echo(f"Next: bideval workbook import {files} --folder {typed(folder)} --at TIME", err=True)


@click.command(
    "import",
    epilog="Example: bideval workbook import workbooks/*.xlsx --folder my-tender --at 2026-04-09T17:00:00Z",
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--folder",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The tender whose marks.csv takes the marks.",
)
@at_option
@codes_option
@packs_option
@json_option
def import_command(
    files: tuple[Path, ...], folder: Path, at: str, codes: str | None, packs: Path | None, *, as_json: bool
) -> None:
    """Check workbooks that came back, .xlsx or .ods, and add their marks to marks.csv: all, or none.

    A mark that differs from one that stands replaces it, and both are kept.  The same workbook
    imported again changes nothing.
    """
    need()
    inputs, lots = ready(folder, packs, as_json=as_json)
    module = import_module("bideval.io.workbooks.importing")
    try:
        imported = module.import_marks(folder, inputs, lots, with_bar(files, "Workbooks"), at, codes)
    except (BidevalError, OSError) as problem:
        raise click.UsageError(safe(f"nothing was written: {problem}")) from problem
    if imported.is_refused:
        stop_at_findings(imported.findings, as_json=as_json)
    if as_json:
        data = findings_data(inputs.tender.id, imported.findings)
        echo_json({**imported_data(imported), "findings": data["findings"]})
        return
    echo_page(imported_text(imported))
    if imported.findings:
        echo_page(findings_text(imported.findings), err=True)
