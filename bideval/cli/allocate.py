"""``bideval allocate FOLDER``."""

from fractions import Fraction
from pathlib import Path

import click

from bideval.analysis.lots.allocate import Asked, allocate
from bideval.analysis.lots.problem import LotsError
from bideval.analysis.lots.study import Questions, study_of
from bideval.cli.folder_argument import (
    as_typed,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page, page_width
from bideval.cli.progress import progress
from bideval.model.numbers import NumberError, parse_number
from bideval.record.custody import judge_in_custody
from bideval.report.allocation_json import allocation_data
from bideval.report.allocation_text import allocation_text
from bideval.report.findings_text import count_words
from bideval.report.lots_study_json import study_data
from bideval.report.lots_study_text import study_blocks


@click.command("allocate", epilog="Example: bideval allocate sample_tenders/school-meals-lots")
@folder_argument
@click.option("--near", metavar="PERCENT", help="Also tell the awards within so many percent of the best.")
@click.option("--rules-cost", is_flag=True, help="Tell what every published rule costs, and what it does.")
@click.option("--without-each-bidder", is_flag=True, help="Award anew as if each bidder had fallen away.")
@click.option("--weights", is_flag=True, help="Tell the least moves of weight that would change an award.")
@packs_option
@json_option
def command(
    folder: Path,
    near: str | None,
    packs: Path | None,
    *,
    rules_cost: bool,
    without_each_bidder: bool,
    weights: bool,
    as_json: bool,
) -> None:
    """Award the lots of FOLDER together, by the published mechanism and rules, with proof."""
    percent = _percent(near)
    judged = judge_in_custody(folder, packs=packs)
    inputs = judged.reading.inputs
    if judged.evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    report = judged.reading.study.report if judged.reading.study else None
    asked = Questions(rules_cost, without_each_bidder, weights)
    try:
        with progress() as tell:
            found = allocate(inputs, judged.evaluation, Asked(near=percent, tell=tell))
            study = study_of(inputs, judged.evaluation, found, report, asked, tell)
    except LotsError as problem:
        raise click.UsageError(str(problem)) from problem
    if as_json:
        echo_json({**allocation_data(judged.evaluation, found), **study_data(study)}, narrow=True)
    else:
        more = study_blocks(study, judged.evaluation.currency, page_width())
        echo_page(allocation_text(judged.evaluation, found, as_typed(folder, packs), page_width(), more))
    missing = [
        name
        for name, wanted, told in (
            ("--rules-cost", rules_cost, study.costs),
            ("--without-each-bidder", without_each_bidder, study.lost),
            ("--weights", weights, study.weights),
        )
        if wanted and told is None
    ]
    if missing:
        click.echo(
            f"{' and '.join(missing)}: not told, since no award is established to compare with", err=True
        )
    if judged.findings:
        click.echo(f"bideval check {as_typed(folder, packs)} has {count_words(judged.findings)}", err=True)


def _percent(text: str | None) -> Fraction | None:
    if text is None:
        return None
    try:
        percent = parse_number(text)
    except NumberError as problem:
        raise click.UsageError(f"--near {text}: {problem}") from problem
    if not 0 <= percent <= 100:
        raise click.UsageError(f"--near {text}: percent from 0 to 100 are expected")
    return percent
