"""``whatif --json``: what was supposed, and both results side by side, for other programs."""

import sys
from collections.abc import Sequence

from bideval import __version__
from bideval.analysis.changes.words import change_words
from bideval.analysis.not_open import Asked
from bideval.analysis.reweighed import Award
from bideval.analysis.whatif import Cost, SideBySide, Unmet, WhatIf
from bideval.errors import Source
from bideval.model.change import Change
from bideval.model.evaluation import Evaluation, Placing
from bideval.model.written import Written, written
from bideval.report.evaluation_json import evaluation_data
from bideval.report.findings_text import findings_data
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null, value_text


def top(evaluation: Evaluation, schema: str) -> dict[str, Json]:
    """What stands at the top of the data of every what-if."""
    return {
        "schema": schema,
        "version": 1,
        "tender": evaluation.tender,
        "illustration": evaluation.illustration,
        "currency": evaluation.currency,
        "digest": evaluation.digest,
    }


def provenance() -> dict[str, Json]:
    """What stands outside every comparison."""
    return {"provenance": {"bideval": __version__, "python": ".".join(map(str, sys.version_info[:3]))}}


def whatif_data(evaluation: Evaluation, supposed: WhatIf, lots: Sequence[SideBySide]) -> dict[str, Json]:
    """Return one what-if as JSON data, with the changed evaluation whole."""
    changed = supposed.evaluation
    whole: Json = None if changed is None else _whole(changed)
    beside = one_data(supposed, lots)
    return {**top(evaluation, "bideval/whatif"), **beside, "evaluation": whole, **provenance()}


def _whole(evaluation: Evaluation) -> dict[str, Json]:
    """The changed evaluation; its places are those of files that were not read as they are."""
    data = evaluation_data(evaluation, lambda source: Source(source.file))
    return {key: one for key, one in data.items() if key not in {"schema", "version", "provenance"}}


def scenarios_data(
    evaluation: Evaluation, rows: Sequence[tuple[str, str, WhatIf, Sequence[SideBySide]]]
) -> dict[str, Json]:
    """Return every scenario (name, reason, what-if, its lots) as JSON data."""
    listed: list[Json] = [
        {"scenario": name, "reason": why, **one_data(supposed, lots)} for name, why, supposed, lots in rows
    ]
    return {**top(evaluation, "bideval/scenarios"), "scenarios": listed, **provenance()}


def one_data(supposed: WhatIf, lots: Sequence[SideBySide]) -> dict[str, Json]:
    """Return what was supposed and what came of it."""
    return {
        "changes": [_change(one) for one in supposed.changes],
        "changed_digest": None if supposed.evaluation is None else supposed.evaluation.digest,
        "lots": [lot_data(lot) for lot in lots],
        "regime": [asked_data(one) for one in supposed.asked],
        "findings": findings_data(None, supposed.findings)["findings"],
    }


def asked_data(one: Asked) -> dict[str, Json]:
    """Return what a check of the regime found."""
    return {
        "regime": one.regime,
        "check": one.check,
        "status": one.status,
        "not_open": one.not_open,
        "as_published": one.as_published,
        "code": one.finding.code,
        "severity": one.finding.severity.value,
        "message": one.finding.message,
        "remedy": one.finding.remedy,
    }


def _change(change: Change) -> Json:
    return {"words": change_words(change), **{name: _json(one) for name, one in written(change).items()}}


def _json(value: Written) -> Json:
    if isinstance(value, dict):
        return {name: _json(one) for name, one in value.items()}
    return [_json(one) for one in value] if isinstance(value, list) else value


def lot_data(lot: SideBySide) -> Json:
    """Return both results of a lot, side by side."""
    return {
        "id": lot.published.id,
        "published": award_data(lot.before),
        "changed": award_data(lot.after),
        "award_changes": lot.before != lot.after,
        "margin_published": decimal_or_null(lot.published.margin),
        "margin_changed": decimal_or_null(lot.changed.margin),
        "margin_changed_exact": exact_or_null(lot.changed.margin_exact),
        "bids": [_bid(*row) for row in lot.rows],
        "let_in": list(lot.let_in),
        "shut_out": list(lot.shut_out),
        "costs": [_cost(one) for one in lot.costs],
        "unmet": [_unmet(one) for one in lot.unmet],
    }


def award_data(award: Award | None) -> Json:
    """Return who is awarded; null where that is not established."""
    return None if award is None else {"winners": list(award.winners), "tied": list(award.tied)}


def _bid(bid: str, before: Placing | None, after: Placing | None) -> Json:
    return {"bid": bid, "published": _placing(before), "changed": _placing(after)}


def _placing(placing: Placing | None) -> Json:
    if placing is None:
        return None
    return {
        "status": placing.status.value,
        "rank": placing.rank,
        "price": decimal_or_null(placing.price),
        "total": decimal_or_null(placing.total),
        "total_exact": exact_or_null(placing.total_exact),
    }


def _cost(cost: Cost) -> Json:
    return {
        "what": cost.words,
        "unit": cost.unit or None,
        "published": decimal_or_null(cost.published),
        "changed": decimal_or_null(cost.changed),
    }


def _unmet(one: Unmet) -> Json:
    return {
        "bid": one.bid,
        "gate": one.gate.gate,
        "value": None if one.gate.value is None else value_text(one.gate.value),
        "required": value_text(one.gate.required),
        "short": decimal_or_null(one.short),
    }
