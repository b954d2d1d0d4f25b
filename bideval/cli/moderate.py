"""``bideval moderate FOLDER``: where the panel differs, and what it agrees on."""

from importlib import import_module
from pathlib import Path

import click

from bideval.cli.custody import authorised_options, guard
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
from bideval.cli.workbook_files import codes_option, moment_of, need, ready
from bideval.errors import BidevalError
from bideval.model.inputs import Inputs
from bideval.report.findings_text import findings_data, findings_text
from bideval.report.panel_text import imported_data, imported_text
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.panel.view import panel_view


@click.command("moderate", epilog="Example: bideval moderate sample_tenders/community-health --officers")
@folder_argument
@click.option(
    "--workbook",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the moderation workbook: everybody's marks, and cells for what is agreed.",
)
@click.option(
    "--import",
    "returned",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Check a moderation workbook that came back, and add its rows to consensus.csv.",
)
@click.option("--met", metavar="TIME", callback=moment_of, help="When the panel met, as told; for --import.")
@click.option(
    "--officers", is_flag=True, help="Add agreement, each person beside the others, who wins without one."
)
@codes_option
@authorised_options()
@click.option("--force", is_flag=True, help="Write over a workbook that is there.")
@packs_option
@json_option
def command(
    folder: Path, workbook: Path | None, returned: Path | None, met: str | None, codes: str | None,
    packs: Path | None, *, officers: bool, force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Show where the panel of FOLDER differs: what to discuss first, each question across the bids.

    With --workbook it hands out what the panel fills in, with --import it takes it back.  Individual
    marks are never changed by it.
    """
    if returned is not None and (met is None or workbook is not None or officers):
        raise click.UsageError("--import needs --met TIME, and goes with neither --workbook nor --officers")
    inputs, lots = ready(folder, packs, as_json=as_json)
    if returned is not None:
        return _take(folder, (inputs, lots), returned, str(met), codes, as_json=as_json)
    if workbook is not None:
        return _hand_out(folder, (inputs, lots), workbook, codes, force=force)
    if officers:
        guard(folder, packs)
    return _show(inputs, lots, officers=officers, as_json=as_json)


Read = tuple[Inputs, tuple[LotRules, ...]]


def _hand_out(folder: Path, read: Read, workbook: Path, codes: str | None, *, force: bool) -> None:
    """Write the workbook."""
    need()
    refuse_overwriting([workbook], force=force)
    module = import_module("bideval.io.workbooks.exporting")
    try:
        data: bytes = module.moderation_workbook(*read, codes)
    except BidevalError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    write_bytes(workbook, data)
    click.echo(safe(f"wrote {workbook}"))
    click.echo(f"Next: bideval moderate {typed(folder)} --import {typed(workbook)} --met TIME", err=True)


def _take(folder: Path, read: Read, returned: Path, at: str, codes: str | None, *, as_json: bool) -> None:
    """Take a workbook back."""
    need()
    module = import_module("bideval.io.workbooks.importing")
    try:
        imported = module.import_agreed(folder, *read, returned, at, codes)
    except (BidevalError, OSError) as problem:
        raise click.UsageError(safe(f"nothing was written: {problem}")) from problem
    if imported.is_refused:
        stop_at_findings(imported.findings, as_json=as_json)
    if as_json:
        found = findings_data(read[0].tender.id, imported.findings)["findings"]
        echo_json({**imported_data(imported), "findings": found})
        return
    echo_page(imported_text(imported))
    if imported.findings:
        echo_page(findings_text(imported.findings), err=True)


def _show(inputs: Inputs, lots: tuple[LotRules, ...], *, officers: bool, as_json: bool) -> None:
    """Print the page; analyses are loaded only for officers."""
    view = panel_view(inputs, lots)
    seen = import_module("bideval.analysis.officers").officers_view(inputs, lots) if officers else None
    if as_json:
        echo_json(import_module("bideval.report.moderate_json").moderate_data(view, seen))
        return
    text = import_module("bideval.report.moderate_text")
    echo_page(text.moderate_text(view))
    if seen is not None:
        echo_page("\n" + text.officers_text(seen))
