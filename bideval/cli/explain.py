"""``bideval explain FOLDER [BID] [--against BID]``."""

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
from bideval.cli.page import echo_page
from bideval.errors import UnknownIdError
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.record.custody import judge_in_custody
from bideval.report.evaluation_text import together_text
from bideval.report.explanation import (
    Backings,
    NoCommonLotError,
    SameBidError,
    Together,
    explanation_data,
    explanation_text,
)
from bideval.report.page.awards_seen import award_sentence, awarded_together
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
    backing = _backing(inputs, study, quality_only=stage == "quality")
    beside = reported_beside(inputs, judged.evaluation, study.report if study else None)
    asked = (judged.evaluation, inputs.tender.rank_on, bid, against, lot, judged.reading.places.locate)
    try:
        if as_json:
            echo_json(explanation_data(*asked, backing, beside))
            return
        together = _together(inputs, judged.evaluation, as_typed(folder, packs))
        echo_page(explanation_text(*asked, backing, beside, together))
    except (UnknownIdError, NoCommonLotError, SameBidError) as problem:
        raise click.UsageError(str(problem)) from problem


def _together(inputs: Inputs, evaluation: Evaluation, folder: str) -> Together:
    """Who is awarded each lot where lots are awarded together, and where the award stands."""
    found = awarded_together(inputs, evaluation)
    if found is None:
        across = any(one.status is LotStatus.NEEDS_ALLOCATION for one in evaluation.lots)
        return {"": together_text(folder)} if across else {}
    said = {one.lot: award_sentence(found, one.lot) for one in found.lots}
    return {**said, "": together_text(folder)}


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
