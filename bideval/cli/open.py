"""``bideval open FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import take_step, told_options
from bideval.cli.folder_argument import echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.record.steps import Told, open_prices
from bideval.report.log_json import taken_data
from bideval.report.log_text import taken_text


@click.command(
    "open",
    epilog="Example: bideval open my-tender --by R.Ames --at 2026-03-06 --reason settled",
)
@folder_argument
@told_options(required=True)
@packs_option
@json_option
def command(folder: Path, by: str, at: str, reason: str, packs: Path | None, *, as_json: bool) -> None:
    """Record in the journal of FOLDER that prices are opened, once quality is settled.

    Refused while a mark or an agreed mark is missing, or is not entered.  Prices are entered after it.
    """
    told = Told(by, at, reason)
    taken = take_step(folder, open_prices, told, packs, as_json=as_json, quality_only=True)
    if as_json:
        echo_json(taken_data(taken))
    else:
        echo_page(taken_text(taken))
