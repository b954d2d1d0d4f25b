"""What the commands share: the folder argument, printing JSON, and stopping at findings."""

import json
import re
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
_PLAIN = r'(?:"(?:[^"\\]|\\.)*"|-?[0-9]+)'
_PLAIN_LIST = re.compile(rf"\[\n +({_PLAIN}(?:,\n +{_PLAIN})*)\n +\]")
_LINE_END = re.compile(r"(?<=,)\n +")

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


def echo_json(data: Mapping[str, Json], *, narrow: bool = False) -> None:
    """Print JSON data: sorted by nothing, as built; UTF-8.

    ``narrow``: a list of numbers or texts stands on one line, for data that are mostly certificates.
    """
    text = json.dumps(data, indent=2, ensure_ascii=False)
    # a line never ends inside a text of JSON, so what is matched is a list and no part of a text
    click.echo(_PLAIN_LIST.sub(_on_one_line, text) if narrow else text)


def _on_one_line(found: re.Match[str]) -> str:
    return f"[{_LINE_END.sub(' ', found[1])}]"


def stop_at_findings(findings: tuple[Finding, ...], *, as_json: bool) -> NoReturn:
    """Print findings and leave with exit code 3; nothing is printed as a result."""
    if as_json:
        echo_json(findings_data(None, findings))
    echo_page(findings_text(findings), err=True)
    raise click.exceptions.Exit(EXIT_FINDINGS)
