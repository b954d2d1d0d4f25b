"""What the commands share: the folder argument, printing JSON, and stopping at findings."""

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NoReturn

import click

from bideval.cli.page import echo_page
from bideval.errors import Finding
from bideval.io.characters import shown
from bideval.report.findings_text import findings_data, findings_text
from bideval.scoring.price_json import Json

EXIT_FINDINGS = 3

folder_argument = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
Stage = Literal["all", "quality"]
stage_option = click.option(
    "--stage", type=click.Choice(["all", "quality"]), default="all", help="quality: before prices are opened."
)
packs_option = click.option(
    "--packs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="A shelf of your own: the packs in DIR may be named beside those of the program.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for other programs.")


def typed(path: Path) -> str:
    """Return a path as it is typed behind a command, in quotation marks where a shell needs them.

    A name that begins with a hyphen would be taken for an option.  What a terminal would
    act on instead of showing it is written as an escape, and cannot be typed so.
    """
    text = str(path)
    return safe(shlex.quote(f"./{text}" if text.startswith("-") else text))


def safe(text: str) -> str:
    """Return ``text`` with escapes for what a terminal would act on."""
    return shown(text, len(text))


def as_typed(folder: Path, packs: Path | None) -> str:
    """Return the folder as it is typed behind a command, with its shelf if it has one."""
    return typed(folder) if packs is None else f"{typed(folder)} --packs {typed(packs)}"


def echo_json(data: Mapping[str, Json]) -> None:
    """Print JSON data: sorted by nothing, as built; UTF-8."""
    click.echo(json.dumps(data, indent=2, ensure_ascii=False))


def stop_at_findings(findings: tuple[Finding, ...], *, as_json: bool) -> NoReturn:
    """Print findings and leave with exit code 3; nothing is printed as a result."""
    if as_json:
        echo_json(findings_data(None, findings))
    echo_page(findings_text(findings), err=True)
    raise click.exceptions.Exit(EXIT_FINDINGS)
