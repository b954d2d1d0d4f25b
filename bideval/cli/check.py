"""``bideval check FOLDER``."""

from pathlib import Path

import click

from bideval.cli.custody import since_option
from bideval.cli.folder_argument import EXIT_FINDINGS, echo_json, folder_argument, json_option, packs_option
from bideval.cli.page import echo_page
from bideval.errors import Severity
from bideval.record.custody import judge_in_custody
from bideval.report.findings_text import findings_data, findings_text


@click.command("check", epilog="Example: bideval check sample_tenders/community-health")
@folder_argument
@since_option
@packs_option
@json_option
def command(folder: Path, checkpoint_kept: str | None, packs: Path | None, *, as_json: bool) -> None:
    """Print every problem of FOLDER in one run, with its place and how to put it right.

    While no price is on file, what needs prices is not checked.  Of a folder under custody it also
    says what is not as it was entered into the journal.
    """
    judged = judge_in_custody(folder, packs=packs, checkpoint=checkpoint_kept)
    draft = judged.reading.draft
    if as_json:
        echo_json(findings_data(draft.tender.id if draft else None, judged.findings))
    else:
        echo_page(findings_text(judged.findings))
    if any(finding.severity is Severity.ERROR for finding in judged.findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)
