"""``bideval criteria list``, ``bideval criteria show`` and ``bideval criteria new``."""

from pathlib import Path

import click

from bideval.cli.folder_argument import echo_json, json_option, packs_option, safe, stop_at_findings, typed
from bideval.errors import Severity, UnknownIdError
from bideval.io.new_pack import PackNameError, file_in_tender, file_on_shelf, pack_text, write_new_pack
from bideval.io.team_packs import team_packs
from bideval.io.written_files import FileExistsAlreadyError, NoFolderError
from bideval.model.pack import Pack
from bideval.report.shelf_text import list_data, list_text, show_data, show_text


@click.group("criteria", epilog="Example: bideval criteria show finance/turnover-cover@1")
def command() -> None:
    """Look along the shelf: packs, price formulas and award methods; begin a pack of your own."""


@command.command("list", epilog="Example: bideval criteria list scales")
@click.argument("family", required=False)
@packs_option
@json_option
def list_command(family: str | None, packs: Path | None, *, as_json: bool) -> None:
    """List what is on the shelf; FAMILY is a family of packs, or formulas, or methods."""
    own = _own(packs, as_json=as_json)
    try:
        if as_json:
            echo_json(list_data(family, own))
        else:
            click.echo(list_text(family, own))
    except UnknownIdError as unknown:
        raise click.UsageError(str(unknown)) from unknown


@command.command("show", epilog="Example: bideval criteria show lowest-over-bid")
@click.argument("name")
@packs_option
@json_option
def show_command(name: str, packs: Path | None, *, as_json: bool) -> None:
    """Show a pack (family/id@edition), a price formula or an award method in full."""
    own = _own(packs, as_json=as_json)
    try:
        if as_json:
            echo_json(show_data(name, own))
        else:
            click.echo(show_text(name, own))
    except UnknownIdError as unknown:
        raise click.UsageError(_unknown(unknown)) from unknown


@command.command("new", epilog="Example: bideval criteria new finance/months-of-reserves --in my-tender")
@click.argument("name", metavar="FAMILY/ID")
@click.option(
    "--in",
    "tender",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="TENDER_FOLDER",
    help="The tender that is to have it; without --in and --packs, the tender in this folder.",
)
@click.option(
    "--packs",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="The shelf of your own that is to have it.",
)
@click.option("--force", is_flag=True, help="Write over a file that exists.")
def new_command(name: str, tender: Path | None, packs: Path | None, *, force: bool) -> None:
    """Begin a commented pack that checks clean, to be changed into what you mean."""
    if tender is not None and packs is not None:
        raise click.UsageError("Name a tender with --in, or a shelf with --packs, not both.")
    root = packs or tender or Path()
    if packs is None and not (root / "tender.yaml").is_file():
        raise click.UsageError(
            f"{safe(str(root))} has no tender.yaml: name a tender with --in, or a shelf with --packs."
        )
    try:
        text = pack_text(name)
        file = file_in_tender(name) if packs is None else file_on_shelf(name)
        written = write_new_pack(root, file, text, force=force)
    except (PackNameError, FileExistsAlreadyError, NoFolderError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    click.echo(safe(f"wrote {written}"))
    behind = typed(root) if packs is None else f"FOLDER --packs {typed(packs)}"
    click.echo(f"A tender names it as {name}@1. Next: change it, then bideval check {behind}", err=True)


def _unknown(unknown: UnknownIdError) -> str:
    """Name a few that are nearly called so, and where to look for the others."""
    near = f" Near to it: {', '.join(unknown.known)}." if unknown.known else ""
    return (
        f"no {unknown.kind} is called {unknown.wanted!r} on the shelf.{near} `bideval criteria list` names "
        "all; a pack of a tender's own is shown with --packs TENDER_FOLDER."
    )


def _own(packs: Path | None, *, as_json: bool) -> tuple[Pack, ...]:
    """The packs of a shelf of one's own, or of a tender's; errors in them end the command."""
    own = packs / "criteria" if packs is not None and (packs / "tender.yaml").is_file() else packs
    found, findings = team_packs(own) if own is not None and own.is_dir() else ((), ())
    if any(finding.severity is Severity.ERROR for finding in findings):
        stop_at_findings(findings, as_json=as_json)
    return found
