"""``bideval enter FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import not_written, take_step, told_of, told_options
from bideval.cli.folder_argument import (
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.record.custody import custody_of
from bideval.record.entries import LineError
from bideval.record.journal import JOURNAL, has_journal, recover
from bideval.record.steps import Told, enter
from bideval.report.log_json import proposed_data, taken_data
from bideval.report.log_text import proposed_text, taken_text

_NOBODY = Told("nobody", "", "proposed")


@click.command(
    "enter",
    epilog="Example: bideval enter sample_tenders/footpath-under-custody",
)
@folder_argument
@told_options(required=False)
@click.option("--recover", "cut_off", is_flag=True, help="Set aside what a crash cut off in the journal.")
@packs_option
@json_option
def command(
    folder: Path,
    by: str | None,
    at: str | None,
    reason: str | None,
    packs: Path | None,
    *,
    cut_off: bool,
    as_json: bool,
) -> None:
    """Enter what is new in the files of FOLDER into its journal: bids, marks, decisions, prices.

    Without --by, --at and --reason it only says what would be entered.  Nothing that was entered is
    ever overwritten: a row that was changed or is gone is a finding, and nothing is entered.
    """
    told = told_of(by, at, reason)
    if cut_off:
        return _recover(folder, told)
    if told is None:
        step = enter(custody_of(folder, packs=packs), _NOBODY)
        if step.findings:
            stop_at_findings(step.findings, as_json=as_json)
        return echo_json(proposed_data(step.drafts)) if as_json else echo_page(proposed_text(step.drafts))
    taken = take_step(folder, enter, told, packs, as_json=as_json)
    return echo_json(taken_data(taken)) if as_json else echo_page(taken_text(taken))


def _recover(folder: Path, told: Told | None) -> None:
    """Set aside what was cut off; nothing is completed, and nothing is taken out."""
    if told is None:
        raise click.UsageError("--recover needs --by, --at and --reason")
    if not has_journal(folder):
        raise click.UsageError(f"there is no {JOURNAL} in the folder")
    try:
        entry = recover(folder / JOURNAL, told.by, told.at, told.reason)
    except (OSError, LineError) as problem:
        not_written(folder, problem)
    click.echo(
        "nothing was cut off" if entry is None else f"entry {entry.n} sets aside {entry.draft.torn} bytes"
    )
