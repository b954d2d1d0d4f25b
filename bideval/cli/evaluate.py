"""``bideval evaluate FOLDER``."""

from pathlib import Path

import click

from bideval.cli.folder_argument import (
    Stage,
    echo_json,
    folder_argument,
    json_option,
    stage_option,
    stop_at_findings,
)
from bideval.io.judged_folder import judge_folder
from bideval.report.evaluation_json import evaluation_data
from bideval.report.evaluation_text import evaluation_text
from bideval.report.findings_text import count_words


@click.command("evaluate", epilog="Example: bideval evaluate sample_tenders/community-health")
@folder_argument
@stage_option
@json_option
def command(folder: Path, stage: Stage, *, as_json: bool) -> None:
    """Score the bids in FOLDER: placings, who was disregarded and why."""
    judged = judge_folder(folder, quality_only=stage == "quality")
    if judged.evaluation is None:
        stop_at_findings(judged.findings, as_json=as_json)
    if as_json:
        echo_json(evaluation_data(judged.evaluation, judged.reading.places.locate))
    else:
        click.echo(evaluation_text(judged.evaluation, str(folder)))
    if judged.findings:
        click.echo(f"bideval check {folder} has {count_words(judged.findings)}", err=True)
