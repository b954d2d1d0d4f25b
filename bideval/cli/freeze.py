"""``bideval freeze FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import take_step, told_options
from bideval.cli.folder_argument import echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.record.steps import Told, freeze
from bideval.report.log_json import taken_data
from bideval.report.log_text import frozen_text


@click.command(
    "freeze",
    epilog="Example: bideval freeze my-tender --by R.Ames --at 2026-02-02 --reason published",
)
@folder_argument
@told_options(required=True)
@packs_option
@json_option
def command(folder: Path, by: str, at: str, reason: str, packs: Path | None, *, as_json: bool) -> None:
    """Fix the published rules of FOLDER before bids come in, and begin its journal.

    Prints the digest of the rules for the notice.  A rule that is changed later is a finding, unless a
    decision of kind refine says so and is entered.
    """
    taken = take_step(folder, freeze, Told(by, at, reason), packs, as_json=as_json)
    if as_json:
        echo_json(taken_data(taken))
    else:
        echo_page(frozen_text(taken))
