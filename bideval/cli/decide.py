"""``bideval decide FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import take_step, told_options
from bideval.cli.folder_argument import echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.record.steps import Told, close, decide
from bideval.report.log_json import taken_data
from bideval.report.log_text import taken_text


@click.command(
    "decide",
    epilog="Example: bideval decide my-tender --by Board --at 2026-03-12 --reason minute-4",
)
@folder_argument
@told_options(required=True)
@click.option("--close", "closing", is_flag=True, help="Close the procedure: nothing is entered after it.")
@packs_option
@json_option
def command(
    folder: Path, by: str, at: str, reason: str, packs: Path | None, *, closing: bool, as_json: bool
) -> None:
    """Record in the journal of FOLDER that the award is decided, or with --close that all is over."""
    step, quality_only = (close, None) if closing else (decide, False)
    told = Told(by, at, reason)
    taken = take_step(folder, step, told, packs, as_json=as_json, quality_only=quality_only)
    if as_json:
        echo_json(taken_data(taken))
    else:
        echo_page(taken_text(taken))
