"""``bideval evaluate FOLDER``."""

from pathlib import Path
from typing import Literal

import click

from bideval.cli.folder_argument import echo_json, folder_argument, json_option, stop_at_findings
from bideval.io.folder import read_folder
from bideval.report.evaluation_json import evaluation_data
from bideval.report.evaluation_text import evaluation_text
from bideval.report.findings_text import count_words
from bideval.scoring.evaluate import judge


@click.command("evaluate", epilog="Example: bideval evaluate sample_tenders/community-health")
@folder_argument
@click.option("--stage", type=click.Choice(["all", "quality"]), default="all", help="quality: before prices are opened.")
@json_option
def command(folder: Path, stage: Literal["all", "quality"], *, as_json: bool) -> None:
    """Score the bids in FOLDER: placings, who was disregarded and why."""
    reading = read_folder(folder)
    if reading.inputs is None:
        stop_at_findings(reading.findings, as_json=as_json)
    judgement = judge(reading.inputs, quality_only=stage == "quality")
    findings = reading.places.locate_all((*reading.findings, *judgement.findings))
    if judgement.evaluation is None:
        stop_at_findings(findings, as_json=as_json)
    if as_json:
        echo_json(evaluation_data(judgement.evaluation, reading.places.locate))
    else:
        click.echo(evaluation_text(judgement.evaluation, str(folder)))
    if findings:
        click.echo(f"bideval check {folder} has {count_words(findings)}", err=True)
