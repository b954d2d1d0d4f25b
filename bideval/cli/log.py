"""``bideval log FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import errors_of, since_option, take_step, told_of, told_options
from bideval.cli.folder_argument import (
    EXIT_FINDINGS,
    as_typed,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    safe,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.cli.record_argument import EXIT_DIFFERS
from bideval.record.custody import Custody, custody_of, wrong_seals
from bideval.record.history import history_of
from bideval.record.journal import JOURNAL, checkpoint_of, has_journal, since
from bideval.record.steps import checkpoint
from bideval.report.findings_text import count_words
from bideval.report.log_json import log_data
from bideval.report.log_text import log_text


@click.command("log", epilog="Example: bideval log sample_tenders/footpath-under-custody")
@folder_argument
@click.option(
    "--checkpoint", "as_checkpoint", is_flag=True, help="Print the checkpoint of the journal alone."
)
@since_option
@told_options(required=False)
@packs_option
@json_option
def command(
    folder: Path,
    checkpoint_kept: str | None,
    by: str | None,
    at: str | None,
    reason: str | None,
    packs: Path | None,
    *,
    as_checkpoint: bool,
    as_json: bool,
) -> None:
    """Say who entered what into the journal of FOLDER and why, and whether the award moved with it.

    With --by, --at and --reason, --checkpoint also enters that it was handed out, and to whom.
    """
    told = told_of(by, at, reason)
    if told is not None and not as_checkpoint:
        raise click.UsageError("--by, --at and --reason go with --checkpoint")
    if not has_journal(folder):
        raise click.UsageError(f"there is no {JOURNAL} in the folder: bideval freeze begins one")
    if told is not None:
        take_step(folder, checkpoint, told, packs, as_json=as_json)
    custody = custody_of(folder, packs=packs, checkpoint=checkpoint_kept)
    if as_checkpoint:
        return _checkpoint(custody, as_json=as_json)
    steps, end, seals = history_of(custody), since(custody.journal, checkpoint_kept), wrong_seals(custody)
    if as_json:
        echo_json(log_data(custody, steps, end, seals))
    else:
        echo_page(log_text(custody, steps, end))
    if custody.found:
        typed = as_typed(folder, packs)
        click.echo(f"bideval check {typed} has {count_words(custody.found)} of custody", err=True)
    for one in seals:
        click.echo(safe(f"A sealed price is not as it was received: {one.message}."), err=True)
    if seals:  # first: a price altered after the opening is a changed row too
        raise click.exceptions.Exit(EXIT_DIFFERS)
    if errors_of(custody.found):
        raise click.exceptions.Exit(EXIT_FINDINGS)
    return None


def _checkpoint(custody: Custody, *, as_json: bool) -> None:
    """Print the checkpoint of a journal that is whole."""
    if custody.journal.broken or custody.journal.torn:
        stop_at_findings(errors_of(custody.found), as_json=as_json)
    if as_json:
        return echo_json(
            {"schema": "bideval/checkpoint", "version": 1, "checkpoint": checkpoint_of(custody.journal)}
        )
    return click.echo(checkpoint_of(custody.journal))
