"""``bideval progress FOLDER``: who has still to mark what, by when; no mark of anybody is shown."""

from pathlib import Path

import click

from bideval.cli.folder_argument import echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.cli.workbook_files import moment_of, ready
from bideval.report.progress_json import progress_data
from bideval.report.progress_text import progress_text
from bideval.scoring.panel.to_come import progress_of


@click.command("progress", epilog="Example: bideval progress sample_tenders/late-declaration --on 2026-05-12")
@folder_argument
@click.option(
    "--on",
    metavar="DATE",
    callback=moment_of,
    help="The day it is, as told: says which deadlines have passed.",
)
@packs_option
@json_option
def command(folder: Path, on: str | None, packs: Path | None, *, as_json: bool) -> None:
    """Show who of the panel of FOLDER has still to mark what, by when, and who has still to declare.

    It shows no mark.  Bids may still be unmarked and prices sealed.
    """
    inputs, lots = ready(folder, packs, as_json=as_json)
    progress = progress_of(inputs, lots, on or "")
    if as_json:
        echo_json(progress_data(progress))
        return
    echo_page(progress_text(progress))
