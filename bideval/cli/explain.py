"""``bideval explain FOLDER [BID] [--against BID]``."""

from pathlib import Path

import click

from bideval.cli.folder_argument import (
    Stage,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stage_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page
from bideval.errors import UnknownIdError
from bideval.io.judged_folder import judge_folder
from bideval.report.explanation import NoCommonLotError, SameBidError, explanation_data, explanation_text


@click.command(
    "explain", epilog="Example: bideval explain sample_tenders/works-auction bid-217 --against bid-026"
)
@folder_argument
@click.argument("bid", required=False)
@click.option("--against", metavar="BID", help="Compare with this bid: contributions that sum to the gap.")
@click.option("--lot", metavar="LOT", help="Only this lot.")
@stage_option
@packs_option
@json_option
def command(
    folder: Path,
    bid: str | None,
    against: str | None,
    lot: str | None,
    stage: Stage,
    packs: Path | None,
    *,
    as_json: bool,
) -> None:
    """Trace every number of FOLDER back to its file and line: of every bid, or of BID alone.

    With --against, BID is the winner unless you name another.
    """
    judged = judge_folder(folder, quality_only=stage == "quality", packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    render = explanation_data if as_json else explanation_text
    try:
        found = render(
            judged.evaluation,
            judged.reading.inputs.tender.rank_on,
            bid,
            against,
            lot,
            judged.reading.places.locate,
        )
    except (UnknownIdError, NoCommonLotError, SameBidError) as problem:
        raise click.UsageError(str(problem)) from problem
    if isinstance(found, str):
        echo_page(found)
    else:
        echo_json(found)
