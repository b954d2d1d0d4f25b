"""``bideval criteria list`` and ``bideval criteria show``."""

import click

from bideval.cli.folder_argument import echo_json, json_option
from bideval.errors import UnknownIdError
from bideval.report.shelf_text import list_data, list_text, show_data, show_text


@click.group("criteria", epilog="Example: bideval criteria show finance/turnover-cover@1")
def command() -> None:
    """Look along the shelf: packs, price formulas and award methods."""


@command.command("list", epilog="Example: bideval criteria list scales")
@click.argument("family", required=False)
@json_option
def list_command(family: str | None, *, as_json: bool) -> None:
    """List what is on the shelf; FAMILY is a family of packs, or formulas, or methods."""
    try:
        if as_json:
            echo_json(list_data(family))
        else:
            click.echo(list_text(family))
    except UnknownIdError as unknown:
        raise click.UsageError(str(unknown)) from unknown


@command.command("show", epilog="Example: bideval criteria show lowest-over-bid")
@click.argument("name")
@json_option
def show_command(name: str, *, as_json: bool) -> None:
    """Show a pack (family/id@edition), a price formula or an award method in full."""
    try:
        if as_json:
            echo_json(show_data(name))
        else:
            click.echo(show_text(name))
    except UnknownIdError as unknown:
        raise click.UsageError(str(unknown)) from unknown
