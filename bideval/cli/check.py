"""``bideval check FOLDER``."""

from pathlib import Path

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, echo_json, folder_argument, json_option
from bideval.errors import Severity
from bideval.io.folder import read_folder
from bideval.report.findings_text import findings_data, findings_text
from bideval.scoring.evaluate import judge


@click.command("check", epilog="Example: bideval check sample_tenders/community-health")
@folder_argument
@json_option
def command(folder: Path, *, as_json: bool) -> None:
    """Print every problem of FOLDER in one run, with its place and how to put it right."""
    reading = read_folder(folder)
    findings = reading.findings
    if reading.inputs is not None:
        findings = reading.places.locate_all((*findings, *judge(reading.inputs).findings))
    if as_json:
        echo_json(findings_data(reading.inputs.tender.id if reading.inputs else None, findings))
    else:
        click.echo(findings_text(findings))
    if any(finding.severity is Severity.ERROR for finding in findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)
