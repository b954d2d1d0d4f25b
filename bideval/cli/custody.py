"""What the commands of custody share: who says so and when, taking a step, and the guard of what-ifs."""

import shlex
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NoReturn, TypeVar

import click

from bideval.cli.folder_argument import safe, stop_at_findings
from bideval.cli.main import TYPED
from bideval.errors import Finding, Severity
from bideval.io.characters import flaws
from bideval.model.base import moment
from bideval.record.custody import custody_of
from bideval.record.entries import MOST_BY, MOST_REASON
from bideval.record.journal import JOURNAL, MovedError, TornError, has_journal, is_checkpoint
from bideval.record.phases import Phase
from bideval.record.steps import Steps, Taken, Told, authorised, take

Command = TypeVar("Command", bound=Callable[..., object])
_GUARD = "bideval.custody.guard"  # under which the guard's own options stand
_OWN = ("--authorised-by", "--reason", "--at")


def _text(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take one line of text without hidden characters: the journal shows it for ever."""
    del context
    most = MOST_REASON if option.name == "reason" else MOST_BY
    if value is None:
        return None
    if not value.strip() or "\n" in value or flaws(value) or len(value) > most:
        raise click.BadParameter(f"a line of at most {most:,} characters is wanted, all of which can be seen")
    return value


def _moment(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a time as it is told."""
    del context, option
    try:
        return None if value is None else moment(value)
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


def told_options(*, required: bool) -> Callable[[Command], Command]:
    """Give a command the options of who, when and why."""

    def give(command: Command) -> Command:
        reason = click.option("--reason", metavar="TEXT", required=required, callback=_text, help="Why.")
        words = "When, as told: 2026-03-02, or 2026-03-02T09:30:00Z."
        at = click.option("--at", metavar="TIME", required=required, callback=_moment, help=words)
        by = click.option("--by", metavar="NAME", required=required, callback=_text, help="Who says so.")
        return by(at(reason(command)))

    return give


def _kept(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a checkpoint as bideval log prints it."""
    del context, option
    if value is not None and not is_checkpoint(value):
        raise click.BadParameter("a checkpoint is a number, a colon and a digest, as bideval log prints it")
    return value


since_option = click.option(
    "--since",
    "checkpoint_kept",
    metavar="CHECKPOINT",
    callback=_kept,
    help="Show that nothing up to this checkpoint, which you have kept, was changed or cut off.",
)


def told_of(by: str | None, at: str | None, reason: str | None) -> Told | None:
    """Return who, when and why; None where nothing is said, and UsageError where a part is."""
    if by is not None and at is not None and reason is not None:
        return Told(by, at, reason)
    if by is None and at is None and reason is None:
        return None
    raise click.UsageError("--by, --at and --reason go together")


def take_step(
    folder: Path,
    step: Steps,
    told: Told,
    packs: Path | None,
    *,
    as_json: bool,
    quality_only: bool | None = None,
) -> Taken:
    """Take a step, or leave with the findings in its way."""
    try:
        taken = take(folder, step, told, packs=packs, quality_only=quality_only)
    except (OSError, TornError, MovedError) as problem:
        not_written(folder, problem)
    if taken.findings:
        stop_at_findings(taken.findings, as_json=as_json)
    return taken


def not_written(folder: Path, problem: Exception) -> NoReturn:
    """Leave with what kept the journal from being written."""
    why = problem.strerror if isinstance(problem, OSError) else str(problem)
    raise click.UsageError(safe(f"{folder / JOURNAL}: {why or 'cannot be written'}")) from problem


def authorised_options(*, with_reason: bool = True) -> Callable[[Command], Command]:
    """Give a command that looks at other results the options of the ``guard``.

    ``with_reason`` False: the command has ``--reason`` already.
    """

    def keep(context: click.Context, option: click.Parameter, value: str | None) -> None:
        read = _moment if option.name == "authorised_at" else _text
        context.meta.setdefault(_GUARD, {})[str(option.name)] = read(context, option, value)

    def give(command: Command) -> Command:
        if with_reason:
            why = "Why other results are looked at, for --authorised-by."
            command = _hidden("--reason", "reason", "TEXT", why, keep)(command)
        when = "When that was, as told, for --authorised-by."
        command = _hidden("--at", "authorised_at", "TIME", when, keep)(command)
        who = "Who lets you look, where prices are opened and the award is not decided; the journal keeps it."
        return _hidden("--authorised-by", "authorised_by", "NAME", who, keep)(command)

    return give


def _hidden(
    flag: str,
    name: str,
    metavar: str,
    words: str,
    keep: Callable[[click.Context, click.Parameter, str | None], None],
) -> Callable[[Command], Command]:
    return click.option(flag, name, metavar=metavar, help=words, expose_value=False, callback=keep)


def guard(folder: Path, packs: Path | None = None) -> None:
    """Let a look at other results pass, or leave: the first line of every command that gives one.

    In a folder under custody, between the opening of prices and the decision, somebody has
    to authorise it, and the journal keeps who, why and what was asked.  Where the folder is
    not as it was entered, there is no look either.
    """
    context = click.get_current_context()
    given: dict[str, str | None] = context.meta.get(_GUARD, {})
    by, reason = given.get("authorised_by"), given.get("reason") or context.params.get("reason")
    if not has_journal(folder):
        if by is not None:
            raise click.UsageError("--authorised-by goes with a folder under custody")
        return
    as_json = bool(context.params.get("as_json"))
    custody = custody_of(folder, packs=packs)
    if any(one.severity is Severity.ERROR for one in custody.found):
        stop_at_findings(errors_of(custody.found), as_json=as_json)
    if custody.ledger.phase is not Phase.OPENED and by is None:
        return
    if by is None or not reason:
        raise click.UsageError(
            "prices are opened and the award is not decided: other results on real bids are looked at"
            " with --authorised-by NAME --reason TEXT, and the journal keeps both"
        )
    told = Told(by, given.get("authorised_at") or "", reason)
    taken = take_step(folder, authorised(_asked(context, folder)), told, packs, as_json=as_json)
    click.echo(f"the journal has it as entry {taken.entries[-1].n}", err=True)


def errors_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of severity error."""
    return tuple(one for one in findings if one.severity is Severity.ERROR)


def _asked(context: click.Context, folder: Path) -> str:
    """The command as typed, without the name of the folder and the guard's own options."""
    words: tuple[str, ...] = context.meta.get(TYPED, (str(context.info_name),))
    kept = ("FOLDER" if word == str(folder) else word for word in _without_own(words))
    return shlex.join(["bideval", *kept])[:MOST_REASON]


def _without_own(words: tuple[str, ...]) -> Iterator[str]:
    skip = False
    for word in words:
        if skip:
            skip = False
        elif word in _OWN:
            skip = True
        elif not word.startswith(tuple(f"{one}=" for one in _OWN)):
            yield word
