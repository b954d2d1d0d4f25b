"""``bideval explain FOLDER [BID] [--against BID]``."""

from pathlib import Path

import click

from bideval.analysis.reported import reported_beside
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
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.record.custody import judge_in_custody
from bideval.report.explanation import (
    Backings,
    NoCommonLotError,
    SameBidError,
    explanation_data,
    explanation_text,
)
from bideval.scoring.backing.of_bid import backings_of
from bideval.scoring.compile_rules import compile_rules


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
    judged = judge_in_custody(folder, quality_only=stage == "quality", packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    inputs, study = judged.reading.inputs, judged.reading.study
    render = explanation_data if as_json else explanation_text
    try:
        found = render(
            judged.evaluation,
            inputs.tender.rank_on,
            bid,
            against,
            lot,
            judged.reading.places.locate,
            _backing(inputs, study, quality_only=stage == "quality"),
            reported_beside(inputs, judged.evaluation, study.report if study else None),
        )
    except (UnknownIdError, NoCommonLotError, SameBidError) as problem:
        raise click.UsageError(str(problem)) from problem
    if isinstance(found, str):
        echo_page(found)
    else:
        echo_json(found)


def _backing(inputs: Inputs, study: Study | None, *, quality_only: bool) -> Backings:
    """What stands behind every bid, by lot and bid."""
    exposure = study.exposure if study is not None else None
    return {
        (rules.id, bid): found
        for rules in compile_rules(inputs).lots
        for bid, found in backings_of(
            inputs,
            rules,
            exposure,
            tuple(one.id for one in inputs.bids_for(rules.id)),
            quality_only=quality_only,
        ).items()
    }
