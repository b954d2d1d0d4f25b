"""What the commands of workbooks share: the extra, the folder they are about, and files they write."""

from pathlib import Path

import click

from bideval.cli.folder_argument import stop_at_findings
from bideval.errors import Severity
from bideval.io.folder import read_folder
from bideval.io.workbooks.extra import MissingExtraError, need_excel
from bideval.io.workbooks.names import LEAST_WORD
from bideval.model.base import moment
from bideval.model.inputs import Inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules


def moment_of(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a time as it is told."""
    del context, option
    try:
        return None if value is None else moment(value)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


def _word(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a code word that is not quickly guessed."""
    del context, option
    if value is not None and len(value) < LEAST_WORD:
        raise click.BadParameter(
            f"a code word of at least {LEAST_WORD} characters is wanted: who guesses it knows who is who"
        )
    return value


at_option = click.option(
    "--at", metavar="TIME", required=True, callback=moment_of,
    help="When they came back, as told: 2026-03-02, or 2026-03-02T09:30:00Z.",
)  # fmt: skip
codes_option = click.option(
    "--codes", metavar="WORD", callback=_word,
    help="Hide bidders behind codes that this word decides; keep it, the import needs it too.",
)  # fmt: skip


def need() -> None:
    """Leave with a plain sentence where the extra is not installed."""
    try:
        need_excel()
    except MissingExtraError as missing:
        raise click.UsageError(str(missing)) from missing


def ready(folder: Path, packs: Path | None, *, as_json: bool) -> tuple[Inputs, tuple[LotRules, ...]]:
    """Read the folder and its rules, or leave with what is wrong with them; bids may still be unmarked."""
    reading = read_folder(folder, packs)
    if reading.inputs is None:
        stop_at_findings(reading.findings, as_json=as_json)
    compiled = compile_rules(reading.inputs)
    wrong = tuple(one for one in compiled.findings if one.severity is Severity.ERROR)
    if wrong:
        stop_at_findings(reading.places.locate_all(wrong), as_json=as_json)
    return reading.inputs, compiled.lots
