"""``bideval workbook start FOLDER-or-FILE``: a tender as one workbook, and the workbook as a folder."""

from importlib import import_module
from pathlib import Path

import click

from bideval.cli.folder_argument import packs_option, safe, stop_at_findings, typed
from bideval.cli.output_files import refuse_overwriting, write_bytes
from bideval.cli.page import echo_page
from bideval.cli.workbook_files import need
from bideval.errors import BidevalError, Finding
from bideval.report.findings_text import count_words, findings_text


@click.command(
    "start", epilog="Example: bideval workbook start sample_tenders/community-health -o setup.xlsx"
)
@click.argument("source", metavar="FOLDER|FILE", type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="The workbook to write, or the folder.",
)
@click.option(
    "--findings",
    "returned",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the workbook again with what is wrong with it as its first sheet.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@packs_option
def start_command(
    source: Path, output: Path, returned: Path | None, packs: Path | None, *, force: bool
) -> None:  # fmt: skip
    """Turn FOLDER into one workbook to set it up with, or such a workbook into a folder.

    In the workbook stand rules, criteria, gates, bids and prices; no marks.  Findings come back with
    the addresses of their cells.  Of a folder that is there only files that say something else are
    written.
    """
    need()
    module = import_module("bideval.io.workbooks.setup.start")
    try:
        if source.is_dir():
            started = module.start_workbook(source, packs)
            return _hand_out(started.workbook, started.findings, source, output, force=force)
        started = module.start_files(source, packs)
        if returned is not None and started.workbook is not None:
            refuse_overwriting([returned], force=force)
            write_bytes(returned, started.workbook)
            click.echo(safe(f"wrote {returned}"), err=True)
        if not started.files:
            stop_at_findings(started.findings, as_json=False)
        names = module.write_started(output, started.files, force=force)
    except (BidevalError, OSError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    for name in names:
        click.echo(safe(f"wrote {output / name}"))
    if not names:
        click.echo("Nothing differs; nothing was written.")
    if started.findings:
        echo_page(findings_text(started.findings), err=True)
    click.echo(f"Next: bideval check {typed(output)}", err=True)
    return None


def _hand_out(
    data: bytes | None, findings: tuple[Finding, ...], source: Path, output: Path, *, force: bool
) -> None:
    """Write the workbook of a folder."""
    if data is None:
        stop_at_findings(findings, as_json=False)
    refuse_overwriting([output], force=force)
    write_bytes(output, data)
    click.echo(safe(f"wrote {output}"))
    if findings:
        click.echo(f"its first sheet has what is wrong: {count_words(findings)}", err=True)
    click.echo(f"Next: fill it in, then bideval workbook start {typed(output)} -o {typed(source)}", err=True)
