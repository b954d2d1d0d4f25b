"""A page without analyses: the result, its marks, rules and record.

Where lots are awarded together the award is the result, so it is worked out here too.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.recorded import award_to_record
from bideval.errors import UnknownIdError
from bideval.io.judged_folder import JudgedFolder
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.record.assembled import assemble, recordable
from bideval.report.page.assembled import Blocks, Told, seen_by
from bideval.report.page.audience import Reader
from bideval.report.page.awards_seen import awarded_together
from bideval.report.page.carried import Published
from bideval.report.page.model import model_text
from bideval.report.page.render import page_html
from bideval.report.page.seen import MapSeen
from bideval.report.page.words import words_of
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules

NOTHING: Blocks = MappingProxyType({})
NO_MAPS: Mapping[str, MapSeen] = MappingProxyType({})


class Shared(NamedTuple):
    """What the pages of all readers share: the award of lots that are awarded together, and the record."""

    awards: Allocation | None
    record: bytes


def page(
    judged: JudgedFolder,
    reader: Reader,
    lot: str | None,
    language: str,
    published: Published | None = None,
    shared: Shared | None = None,
) -> str:
    """Return the page; raise UnknownIdError for a lot or bid there is not.

    ``shared`` is ``shared_of`` this folder, for who makes pages for several readers.
    """
    told = told_of(judged, reader, lot, quick=True, published=published, shared=shared)
    return page_html(seen_by(told, reader, lot), words_of(language))


def told_of(
    judged: JudgedFolder,
    reader: Reader,
    lot: str | None,
    *,
    quick: bool,
    answers: Blocks = NOTHING,
    study: Blocks = NOTHING,
    maps: Mapping[str, MapSeen] = NO_MAPS,
    settings: str = "",
    published: Published | None = None,
    shared: Shared | None = None,
) -> Told:
    """Gather what a page is made of; the evaluation is there."""
    inputs, evaluation = judged.reading.inputs, judged.evaluation
    assert inputs is not None
    assert evaluation is not None
    lots = tuple(one.id for one in evaluation.lots)
    if lot is not None and lot not in lots:
        raise UnknownIdError("lot", lot, lots)
    if reader.bid is not None and reader.bid not in inputs.bids:
        raise UnknownIdError("bid", reader.bid, tuple(sorted(inputs.bids)))
    shared = shared or shared_of(judged)
    return Told(
        inputs=inputs,
        evaluation=evaluation,
        locate=judged.reading.places.locate,
        answers=answers,
        study=study,
        settings=settings,
        maps=maps,
        models=_models(judged, reader),
        record=shared.record,
        files=judged.reading.files,
        quick=quick,
        awards=shared.awards,
        published=published,
    )


def shared_of(judged: JudgedFolder) -> Shared:
    """Work out what the pages of all readers share; the evaluation is there."""
    inputs, evaluation = judged.reading.inputs, judged.evaluation
    assert inputs is not None
    assert evaluation is not None
    awards = awarded_together(inputs, evaluation)
    ready = recordable(inputs, judged.reading.study, quality_only=_unopened(evaluation))
    award = award_to_record(ready.inputs, ready.evaluation, awards)
    return Shared(awards, assemble(ready, judged.reading.files, award=award))


def _models(judged: JudgedFolder, reader: Reader) -> Mapping[str, str]:
    """What the page computes with, by lot, for the readers who may try other rules."""
    inputs, evaluation = judged.reading.inputs, judged.evaluation
    if not reader.sees_all or inputs is None or evaluation is None:
        return {}
    results = {lot.id: lot for lot in evaluation.lots}
    unopened = {lot.id for lot in evaluation.lots if lot.status is LotStatus.QUALITY_ONLY}
    cases = (
        lot_case(inputs, rules, quality_only=rules.id in unopened) for rules in compile_rules(inputs).scorable
    )
    return {case.rules.id: model_text(case, results[case.rules.id], inputs.tender.currency) for case in cases}


def _unopened(evaluation: Evaluation) -> bool:
    return any(lot.status is LotStatus.QUALITY_ONLY for lot in evaluation.lots)
