"""``bideval open FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import errors_of, take_step, told_options
from bideval.cli.folder_argument import (
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    safe,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.cli.signature_options import FILE, bounded
from bideval.record.custody import custody_of
from bideval.record.phases import Phase
from bideval.record.sealing.sealed import SealError
from bideval.record.sealing.seals import Seals, seals_of, too_few, unseal
from bideval.record.signing.extra import NoSignExtraError, need_sign
from bideval.record.steps import Told, open_prices
from bideval.report.log_json import taken_data
from bideval.report.log_text import taken_text

MOST_KEY_BYTES = 65_536


@click.command(
    "open",
    epilog="Example: bideval open my-tender --by R.Ames --at 2026-03-06 --reason settled",
)
@folder_argument
@click.option(
    "--key", "keys", multiple=True, type=FILE, metavar="FILE", help="The key of a holder of sealed prices."
)
@told_options(required=True)
@packs_option
@json_option
def command(
    folder: Path, keys: tuple[Path, ...], by: str, at: str, reason: str, packs: Path | None, *, as_json: bool
) -> None:
    """Record in the journal of FOLDER that prices are opened, once quality is settled.

    Refused while a mark or an agreed mark is missing, or is not entered.  Prices are entered after it.
    With the keys of enough holders the sealed prices are opened then, and never before.
    """
    seals, private = _seals(folder, packs, keys, as_json=as_json)
    if keys and custody_of(folder, packs=packs, quality_only=True).ledger.phase is Phase.OPENED:
        click.echo("the journal has the opening already", err=True)
    else:
        told = Told(by, at, reason)
        taken = take_step(folder, open_prices, told, packs, as_json=as_json, quality_only=True)
        if as_json:
            echo_json(taken_data(taken))
        else:
            echo_page(taken_text(taken))
    if seals is not None:
        _unseal(folder, seals, private)


def _seals(
    folder: Path, packs: Path | None, keys: tuple[Path, ...], *, as_json: bool
) -> tuple[Seals | None, tuple[bytes, ...]]:
    """The sealed prices and the keys; leave where the keys are too few or a seal is not as received."""
    draft = custody_of(folder, packs=packs, quality_only=True).plain.reading.draft
    found = Seals({}, ()) if draft is None else seals_of(folder, draft.tender.id, draft.bids)
    if wrong := errors_of(found.findings):
        stop_at_findings(wrong, as_json=as_json)
    if not keys:
        return None, ()
    private = tuple(bounded(one, MOST_KEY_BYTES) for one in keys)
    try:
        need_sign()
        reason = too_few(found, private)
    except (NoSignExtraError, SealError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    if reason:
        raise click.UsageError(f"{reason}; nothing was opened")
    return found, private


def _unseal(folder: Path, seals: Seals, private: tuple[bytes, ...]) -> None:
    try:
        names = unseal(folder, seals, private)
    except SealError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    except OSError as problem:
        raise click.UsageError(safe(f"a price cannot be written: {problem.strerror}")) from problem
    click.echo(f"opened: {', '.join(names) or 'no price was sealed'}", err=True)
