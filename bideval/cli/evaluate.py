"""``bideval evaluate FOLDER``."""

from pathlib import Path

import click

from bideval.analysis.reported import reported_beside
from bideval.cli.folder_argument import (
    Stage,
    as_typed,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stage_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page, may_draw, page_width
from bideval.record.custody import judge_in_custody
from bideval.report.evaluation_json import evaluation_data
from bideval.report.evaluation_text import evaluation_text
from bideval.report.findings_text import count_words


@click.command("evaluate", epilog="Example: bideval evaluate sample_tenders/community-health")
@folder_argument
@stage_option
@packs_option
@json_option
def command(folder: Path, stage: Stage, packs: Path | None, *, as_json: bool) -> None:
    """Score the bids in FOLDER: placings, who was disregarded and why."""
    judged = judge_in_custody(folder, quality_only=stage == "quality", packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    study = judged.reading.study
    beside = reported_beside(judged.reading.inputs, judged.evaluation, study.report if study else None)
    if as_json:
        echo_json(evaluation_data(judged.evaluation, judged.reading.places.locate, beside))
    else:
        typed = as_typed(folder, packs)
        page = evaluation_text(judged.evaluation, typed, page_width(), beside=beside, drawn=may_draw())
        echo_page(page)
    if judged.findings:
        click.echo(f"bideval check {as_typed(folder, packs)} has {count_words(judged.findings)}", err=True)
