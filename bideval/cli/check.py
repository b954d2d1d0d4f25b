"""``bideval check FOLDER``."""

from pathlib import Path

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from bideval.report.findings_text import findings_data, findings_text


@click.command("check", epilog="Example: bideval check sample_tenders/community-health")
@folder_argument
@packs_option
@json_option
def command(folder: Path, packs: Path | None, *, as_json: bool) -> None:
    """Print every problem of FOLDER in one run, with its place and how to put it right.

    While no price is on file, what needs prices is not checked.
    """
    judged = judge_folder(folder, packs=packs)
    draft = judged.reading.draft
    if as_json:
        echo_json(findings_data(draft.tender.id if draft else None, judged.findings))
    else:
        echo_page(findings_text(judged.findings))
    if any(finding.severity is Severity.ERROR for finding in judged.findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)
