"""``bideval rehearse FOLDER``: stress the published model before publication, with no real bids."""

from pathlib import Path

import click

from bideval.analysis.rehearsal.ask import Asked, rehearse
from bideval.analysis.rehearsal.setting import rules_alone
from bideval.cli.folder_argument import (
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.cli.progress import progress
from bideval.io.judged_folder import judge_folder
from bideval.io.rehearsal_folder import read_rules
from bideval.model.inputs import Inputs
from bideval.model.rehearsal import MOST_CASES
from bideval.report.rehearsal_json import rehearsal_data
from bideval.report.rehearsal_text import rehearsal_text
from bideval.scoring.digest import digest
from bideval.scoring.draws import SEED


@click.command("rehearse", epilog="Example: bideval rehearse sample_tenders/community-health")
@folder_argument
@click.option(
    "--from",
    "past",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Take the bids of this past tender, as they were; may be repeated.",
)
@click.option("--seed", metavar="TEXT", help="Another seed than that of study.yaml.")
@click.option(
    "--cases", type=click.IntRange(1, MOST_CASES), metavar="N", help="Another number of hypothetical cases."
)
@packs_option
@json_option
def command(
    folder: Path,
    past: tuple[Path, ...],
    seed: str | None,
    cases: int | None,
    packs: Path | None,
    *,
    as_json: bool,
) -> None:
    """Try the rules of FOLDER on hypothetical bids: flaws, the gravest first, each with a remedy.

    No real bid is read: the folder may have none.  The ranges that bids are drawn from stand
    under rehearsal in study.yaml.
    """
    if seed is not None and SEED.fullmatch(seed) is None:
        raise click.UsageError("--seed: write 1 to 200 visible characters without spaces")
    read = read_rules(folder, packs)
    if read.inputs is None:
        stop_at_findings(read.findings, as_json=as_json)
    asked = Asked(read.study, tuple(_past(one, packs, as_json=as_json) for one in past), seed, cases)
    with progress() as tell:
        lots = rehearse(read.inputs, asked, lambda lot, case: tell(f"{lot}: {case} cases"))
    tender, stamp = read.inputs.tender, digest(rules_alone(read.inputs))
    if as_json:
        echo_json(rehearsal_data(tender, stamp, lots))
    else:
        echo_page(rehearsal_text(tender, stamp, lots))


def _past(folder: Path, packs: Path | None, *, as_json: bool) -> Inputs:
    """Read a past tender, or leave with its findings."""
    judged = judge_folder(folder, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    return judged.reading.inputs
