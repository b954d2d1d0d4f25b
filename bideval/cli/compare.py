"""``bideval compare A B``: two drafts of the rules over the same bids."""

from pathlib import Path

import click

from bideval.analysis.drafts.compare import Draft, compare
from bideval.cli.custody import authorised_options, guard
from bideval.cli.folder_argument import (
    echo_json,
    json_option,
    packs_option,
    stop_at_findings,
    typed,
)
from bideval.cli.page import echo_page
from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from bideval.model.study import Report
from bideval.report.compare_json import compare_data
from bideval.report.compare_text import compare_text

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command("compare", epilog="Example: bideval compare sample_tenders/community-health my-draft")
@click.argument("first", metavar="A", type=FOLDER)
@click.argument("second", metavar="B", type=FOLDER)
@authorised_options()
@packs_option
@json_option
def command(first: Path, second: Path, packs: Path | None, *, as_json: bool) -> None:
    """Compare two drafts of the rules, A and B, over the same bids.

    Says which rules differ, who gains and who loses, and what each rule moves by itself.
    """
    for folder in (first, second):
        guard(folder, packs)
    (one, report), (other, _) = (_draft(folder, packs, as_json=as_json) for folder in (first, second))
    compared = compare(one, other, report)
    if any(finding.severity is Severity.ERROR for finding in compared.findings):
        stop_at_findings(compared.findings, as_json=as_json)
    if as_json:
        echo_json(compare_data(one, other, compared))
    else:
        echo_page(compare_text(one, other, compared))


def _draft(folder: Path, packs: Path | None, *, as_json: bool) -> tuple[Draft, Report | None]:
    judged = judge_folder(folder, quality_only=None, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        click.echo(f"{typed(folder)} has no result to compare.", err=True)
        stop_at_findings(judged.findings, as_json=as_json)
    study = judged.reading.study
    name = typed(folder).rstrip("/")
    return Draft(name, judged.reading.inputs, judged.evaluation), study.report if study else None
