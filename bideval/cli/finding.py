"""``bideval finding CODE``."""

import click

from bideval.cli.folder_argument import echo_json, json_option
from bideval.errors import UnknownIdError
from bideval.io.findings_catalogue import entry


@click.command("finding", epilog="Example: bideval finding BE103")
@click.argument("code")
@json_option
def command(code: str, *, as_json: bool) -> None:
    """Say what a finding CODE means and how to put it right."""
    try:
        text = entry(code.upper())
    except UnknownIdError as unknown:
        raise click.UsageError(str(unknown)) from unknown
    if as_json:
        echo_json({"schema": "bideval/finding", "version": 1, "code": code.upper(), "text": text})
    else:
        click.echo(text)
