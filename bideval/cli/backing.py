"""``bideval backing FOLDER``: who wins with a group of tests and without it, and at what cost."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import click

from bideval.analysis.backing_study.scene import Options
from bideval.analysis.backing_study.study import GROUP, BackingStudy, backing_study
from bideval.cli.custody import authorised_options, guard
from bideval.cli.drawn import write_pictures
from bideval.cli.folder_argument import (
    as_typed,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.own_view import show_own_view
from bideval.cli.page import echo_page, may_draw
from bideval.cli.progress import progress
from bideval.errors import UnknownIdError
from bideval.io.judged_folder import judge_folder
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, parse_number
from bideval.report.backing_page import backing_text
from bideval.report.backing_study_json import backing_study_csv, backing_study_data
from bideval.report.pictures.draw import draw


@click.command("backing", epilog="Example: bideval backing sample_tenders/community-health --full")
@folder_argument
@click.option(
    "--group", default=GROUP, show_default=True, metavar="ID", help="A tag, section, criterion or grouping."
)
@click.option(
    "--by",
    default="type",
    show_default=True,
    metavar="WHAT",
    help="How bidders are told apart: type, legal_form, size, local, incumbent, or a declared value.",
)
@click.option(
    "--bidder", metavar="BID", help="The view of one bidder, from the rules and its own data alone."
)
@click.option("--against", metavar="ID", help="The other axis of the map; without it, reported social value.")
@click.option("--bond-rate", metavar="N", help="The premium of a bond, percent a year, over study.yaml's.")
@click.option("--full", is_flag=True, help="Print every table behind the page.")
@click.option("--csv", "as_csv", is_flag=True, help="Print every figure as CSV, one a row.")
@click.option("--for-excel", is_flag=True, help="With --csv: no cell can act as a formula in a spreadsheet.")
@click.option(
    "--picture",
    "drawn",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw the lines and maps as SVG files in this folder.",
)
@click.option("--force", is_flag=True, help="Overwrite pictures that are there.")
@authorised_options()
@packs_option
@json_option
def command(
    folder: Path,
    group: str,
    by: str,
    bidder: str | None,
    against: str | None,
    bond_rate: str | None,
    drawn: Path | None,
    packs: Path | None,
    *,
    full: bool,
    as_csv: bool,
    for_excel: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Say who wins in FOLDER with a group of tests and without it, and what each choice costs.

    The group is financial-backing unless --group names another. It takes no side.
    """
    _check(as_csv=as_csv, as_json=as_json, for_excel=for_excel)
    rate = _rate(bond_rate)
    if bidder is not None:
        _check_alone(as_csv or drawn is not None or against is not None)
        show_own_view(folder, bidder, group, rate, packs, as_json=as_json)
        return
    guard(folder, packs)
    judged = judge_folder(folder, packs=packs)
    inputs = judged.reading.inputs
    if judged.evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    asked = judged.reading.study
    options = Options(against, rate)
    try:
        with progress() as tell:
            study = backing_study(
                inputs, judged.evaluation, asked, group=group, by=by, options=options, tell=tell
            )
    except UnknownIdError as problem:
        raise click.UsageError(str(problem)) from problem
    if not study.kinds.is_known:
        _say_what_tells_apart(by, inputs)
    if drawn is not None:
        write_pictures(drawn, dict(_pictures(study)), force=force)
    if as_json:
        echo_json(backing_study_data(judged.evaluation, study))
    elif as_csv:
        click.echo(backing_study_csv(study, for_excel=for_excel))
    else:
        typed = as_typed(folder, packs)
        echo_page(backing_text(judged.evaluation, study, typed, full=full, draw=may_draw()))


def _check(*, as_csv: bool, as_json: bool, for_excel: bool) -> None:
    if as_csv and as_json:
        raise click.UsageError("--json and --csv print different things: ask for one of them")
    if for_excel and not as_csv:
        raise click.UsageError("--for-excel goes with --csv")


def _check_alone(others: bool) -> None:
    if others:
        raise click.UsageError("--bidder goes with --group, --bond-rate, --packs and --json alone")


def _say_what_tells_apart(by: str, inputs: Inputs) -> None:
    known = ", ".join(("type", "legal_form", *sorted(inputs.tender.declares)))
    click.echo(f"--by {by}: nothing tells the bidders apart by it; it may be {known}", err=True)


def _rate(text: str | None) -> Fraction | None:
    if text is None:
        return None
    try:
        rate = parse_number(text)
    except NumberError as problem:
        raise click.UsageError(
            f"--bond-rate {text}: {problem}; write percent a year, such as 1.5"
        ) from problem
    if rate < 0:
        raise click.UsageError(
            f"--bond-rate {text}: a premium is not below 0; write percent a year, such as 1.5"
        )
    return rate


def _pictures(study: BackingStudy) -> Iterator[tuple[str, str]]:
    """The file name and the SVG of every answer that has a picture."""
    for lot in study.lots:
        prefix = "" if len(study.lots) == 1 else f"{lot.lot}-"
        for answer in (one for section in lot.sections for one in section.answers):
            if answer.picture is not None:
                about = f"-{answer.about}" if answer.about else ""
                yield f"{prefix}{answer.analysis}{about}.svg", draw(answer, answer.picture)
