"""``bideval library``: an index of decision records."""

from fractions import Fraction
from pathlib import Path
from typing import get_args

import click

from bideval.cli.folder_argument import echo_json, json_option, safe
from bideval.cli.page import echo_page
from bideval.cli.record_argument import record_of
from bideval.errors import BidevalError
from bideval.model.authority import Buys
from bideval.model.bid import BodyType
from bideval.model.numbers import NumberError, parse_number
from bideval.portfolio.library import Wanted, add, held, search
from bideval.report.library_text import library_data, library_text
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.methods.registry import METHODS

_INDEX = click.option(
    "--index",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("library.sqlite"),
    show_default=True,
    metavar="FILE",
    help="The index, one SQLite file; made if it is not there.",
)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


class _Number(click.ParamType[Fraction]):
    """A number as files have it."""

    name = "number"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """Return the exact value; fail with the reason."""
        try:
            return parse_number(str(value))
        except NumberError as problem:
            self.fail(str(problem), param, ctx)


@click.group("library", epilog="Example: bideval library search local --least-weight 5")
def command() -> None:
    """Keep an index of decision records, and search it: by what was weighed and who won.

    The records stay where they are; the index can be thrown away and made again.
    """


@command.command("add", epilog="Example: bideval library add works.json")
@click.argument("records", nargs=-1, required=True, type=_FILE, metavar="RECORD...")
@_INDEX
def add_command(records: tuple[Path, ...], index: Path) -> None:
    """Compute each RECORD again and take it into the index; one that differs is refused."""
    refused = False
    for path in records:
        try:
            is_new = add(index, str(path), record_of(path))
        except BidevalError as problem:
            click.echo(str(problem), err=True)
            refused = True
            continue
        click.echo(f"{safe(str(path))}: {'added' if is_new else 'was there already'}")
    if refused:
        raise click.exceptions.Exit(4)


@command.command("search", epilog="Example: bideval library search local --least-weight 5")
@click.argument("words", nargs=-1, metavar="[WORD]...")
@click.option(
    "--formula",
    metavar="ID",
    help="Price criteria with this formula, or awards by price alone with this method.",
)
@click.option("--buys", metavar="WHAT", help="What is bought, as tender.yaml has it.")
@click.option("--won-by", metavar="TYPE", help="Lots that a bidder of this type won.")
@click.option("--least-weight", type=_Number(), help="Percent of the whole.")
@click.option("--most-weight", type=_Number(), help="Percent of the whole.")
@click.option("--least-value", type=_Number(), help="Of the contract.")
@click.option("--most-value", type=_Number(), help="Of the contract.")
@_INDEX
@json_option
def search_command(
    words: tuple[str, ...],
    index: Path,
    formula: str | None,
    buys: str | None,
    won_by: str | None,
    least_weight: Fraction | None,
    most_weight: Fraction | None,
    least_value: Fraction | None,
    most_value: Fraction | None,
    *,
    as_json: bool,
) -> None:
    """List criteria with their weights, who won and by how much, the heaviest first.

    Each WORD has to stand in the criterion, its pack, or the title of its tender or lot.
    """
    _known("type of bidder", won_by, get_args(BodyType))
    _known("formula or method", formula, (*PRICE_FORMULAS, *METHODS))
    _known("thing bought", buys, get_args(Buys))
    wanted = Wanted(words, formula, buys, won_by, least_weight, most_weight, least_value, most_value)
    try:
        found = search(index, wanted)
        there = held(index)
    except BidevalError as problem:
        raise click.UsageError(str(problem)) from None
    if as_json:
        echo_json(library_data(found))
    else:
        echo_page(library_text(found, there))


def _known(what: str, word: str | None, known: tuple[str, ...]) -> None:
    """Refuse a word that no record can have."""
    if word is not None and word not in known:
        raise click.UsageError(f"no {what} is called {safe(word)}; there are {', '.join(known)}")
