"""``bideval screens FILE|FOLDER``: red flags in bids and prices, apart from every score."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from bideval.analysis.screens.market import Contest
from bideval.analysis.screens.screened import RED_FLAGS, Screening, screened
from bideval.analysis.screens.settings import ScreenSettings
from bideval.analysis.screens.within import WITHIN
from bideval.cli.folder_argument import (
    echo_json,
    json_option,
    packs_option,
    safe,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.errors import Finding
from bideval.io.ocds.amounts_read import check_amounts
from bideval.io.ocds.contests import contest_of, folder_contests
from bideval.io.ocds.desk import Desk
from bideval.io.ocds.low_price_packs import STANDARD, LowPriceError, low_price_rule
from bideval.io.ocds.reading import PLAIN, ocds_tenders
from bideval.model.numbers import NumberError, parse_number
from bideval.record.custody import judge_in_custody
from bideval.report.findings_text import findings_text
from bideval.report.screens_text import screens_data, screens_text

MOST_SHOWN = 20  # findings about releases and their amounts
LEVELS = {
    "R024": "close_price",
    "R025": "low_success",
    "R035": "least_disqualified",
    "R038": "high_disqualified",
    "R058": "heavy_discount",
}


def _levels(context: click.Context, option: click.Parameter, value: tuple[str, ...]) -> dict[str, Fraction]:
    """Take levels such as R024=0.05."""
    del context, option
    found: dict[str, Fraction] = {}
    for one in value:
        code, _, number = one.partition("=")
        if code not in LEVELS:
            raise click.BadParameter(f"{one!r}: a level is set of {', '.join(LEVELS)}, such as R024=0.05")
        try:
            found[code] = parse_number(number)
        except NumberError as problem:
            raise click.BadParameter(str(problem)) from problem
        if code == "R035" and (found[code].denominator != 1 or found[code] < 1):
            raise click.BadParameter("R035 counts tenderers: a whole number of 1 or more")
    return found


@click.command("screens", epilog="Example: bideval screens releases.jsonl.gz --only R024 --only R058")
@click.argument("source", metavar="FILE|FOLDER", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--only",
    multiple=True,
    type=click.Choice(tuple(RED_FLAGS)),
    metavar="CODE",
    help="Only this red flag; may be repeated.",
)
@click.option(
    "--low-price",
    "low_price",
    multiple=True,
    metavar="PACK",
    help="A low-price rule, such as screens/below-mean@1:least=80; none: those with a level of their own.",
)
@click.option(
    "--level",
    "levels",
    multiple=True,
    callback=_levels,
    metavar="CODE=N",
    help="Set a level, such as R024=0.05.",
)
@click.option(
    "--not-by-price",
    multiple=True,
    metavar="DETAILS",
    help="Procurement method details where prices are not compared.",
)
@click.option(
    "--exclude", multiple=True, metavar="DETAILS", help="Procurement method details that are passed over."
)
@packs_option
@json_option
def command(
    source: Path, only: tuple[str, ...], low_price: tuple[str, ...], levels: dict[str, Fraction],
    not_by_price: tuple[str, ...], exclude: tuple[str, ...], packs: Path | None, *, as_json: bool,
) -> None:  # fmt: skip
    """Look over the bids of FILE, OCDS releases, or of FOLDER for what deserves a second look."""
    alone = (
        tuple(WITHIN) if source.is_dir() else tuple(RED_FLAGS)
    )  # a folder has no other processes beside it
    screening = _screening(only, alone, low_price, levels, not_by_price, exclude)
    problems: list[Finding] = []
    counted = _Counted(_of_folder(source, packs, as_json) if source.is_dir() else _of_file(source, problems))
    flags = tuple(screened(counted.each(), screening))
    asked = (*screening.red_flags, *(one.id for one in screening.low_prices))
    name = safe(source.name)
    if as_json:
        said = {code: str(level) for code, level in sorted(levels.items())}
        echo_json(screens_data(name, counted.count, flags, asked, said))
    else:
        echo_page(screens_text(name, counted.count, flags, asked))
    if problems:
        echo_page(_problems_text(problems), err=True)


def _problems_text(problems: list[Finding]) -> str:
    text = findings_text(tuple(problems[:MOST_SHOWN]))
    more = len(problems) - MOST_SHOWN
    return (
        f"{text}\n\nand {more:,} more; bideval ocds import --rejects FILE keeps errors" if more > 0 else text
    )


class _Counted:
    """Contests counted as they pass."""

    def __init__(self, contests: Iterator[Contest]) -> None:
        self.contests, self.count = contests, 0

    def each(self) -> Iterator[Contest]:
        for one in self.contests:
            self.count += 1
            yield one


def _screening(
    only: tuple[str, ...], otherwise: tuple[str, ...], low_price: tuple[str, ...],
    levels: dict[str, Fraction], not_by_price: tuple[str, ...], exclude: tuple[str, ...],
) -> Screening:  # fmt: skip
    settings = ScreenSettings(
        excluded_details=frozenset(exclude),
        not_by_price=frozenset(not_by_price),
        close_price=levels.get("R024"),
        low_success=levels.get("R025"),
        least_disqualified=int(levels.get("R035", Fraction(1))),
        high_disqualified=levels.get("R038"),
        heavy_discount=levels.get("R058"),
    )
    try:
        rules = tuple(low_price_rule(one) for one in low_price or (() if only else STANDARD))
    except LowPriceError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    flags = only or (() if low_price else otherwise)
    return Screening(tuple(sorted(set(flags))), rules, settings)


def _of_file(source: Path, problems: list[Finding]) -> Iterator[Contest]:
    """The releases of a file; what cannot be read, and amounts of 0 or below, are added to ``problems``."""
    with source.open("rb") as stream:
        for tender in ocds_tenders(stream, safe(source.name)):
            if tender.release is None:
                problems.extend(tender.findings)
                continue
            desk = Desk(safe(source.name), tender.line, PLAIN)
            check_amounts(tender.release, desk)
            problems.extend(desk.findings)
            yield contest_of(tender.release)


def _of_folder(source: Path, packs: Path | None, as_json: bool) -> Iterator[Contest]:
    judged = judge_in_custody(source, quality_only=None, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    return folder_contests(judged.reading.inputs, judged.evaluation)
