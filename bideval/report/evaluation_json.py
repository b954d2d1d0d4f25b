"""``evaluate --json``: the evaluation as data that other programs may rely on.

Numbers that matter are decimal strings, exact values ``n/d``.  The schema name and
version stand first; keys are only ever added.  ``provenance`` is outside every
digest and comparison.
"""

import sys
from collections.abc import Callable, Mapping
from fractions import Fraction

from bideval import __version__
from bideval.errors import Source
from bideval.model.evaluation import Evaluation, GateResult, LotResult, Placing, Score, Shadow, TieRung
from bideval.model.numbers import exact_text, figure_text

Json = str | bool | int | None | list["Json"] | dict[str, "Json"]
Locate = Callable[[Source], Source]


def evaluation_data(evaluation: Evaluation, locate: Locate) -> dict[str, Json]:
    """Return the evaluation as JSON data; ``locate`` gives sources their line and column."""
    return {
        "schema": "bideval/evaluation",
        "version": 1,
        "tender": evaluation.tender,
        "title": evaluation.title,
        "currency": evaluation.currency,
        "illustration": evaluation.illustration,
        "digest": evaluation.digest,
        "lots": [_lot(lot, locate) for lot in evaluation.lots],
        "provenance": {"bideval": __version__, "python": ".".join(map(str, sys.version_info[:3]))},
    }


def decimal_or_null(value: Fraction | None) -> str | None:
    """Decimals for people and programs; an unrounded value has six places."""
    return None if value is None else figure_text(value)


def exact_or_null(value: Fraction | None) -> str | None:
    """The value as n/d."""
    return None if value is None else exact_text(value)


def place_text(sources: tuple[Source, ...], locate: Locate) -> str:
    """Where a figure was read: ``file:line:column``, several apart by semicolons."""
    return "; ".join(str(locate(source)) for source in sources)


def _lot(lot: LotResult, locate: Locate) -> dict[str, Json]:
    return {
        "id": lot.id,
        "title": lot.title,
        "method": lot.method,
        "status": lot.status.value,
        "unit": lot.unit,
        "better": lot.better,
        "places": lot.places,
        "winners": list(lot.winners),
        "winner": lot.winner,
        "tied": list(lot.tied),
        "margin": decimal_or_null(lot.margin),
        "margin_exact": exact_or_null(lot.margin_exact),
        "notes": list(lot.notes),
        "placings": [placing_data(one, locate) for one in lot.placings],
    }


def placing_data(placing: Placing, locate: Locate) -> dict[str, Json]:
    """Return one bid's placing as JSON data."""
    return {
        "bid": placing.bid,
        "bidder": placing.bidder,
        "bidder_name": placing.name,
        "status": placing.status.value,
        "because": placing.because or None,
        "rank": placing.rank,
        "price": decimal_or_null(placing.price),
        "total": decimal_or_null(placing.total),
        "total_exact": exact_or_null(placing.total_exact),
        "tie_rungs": [_rung(one) for one in placing.tie_rungs],
        "scores": [_score(one, locate) for one in placing.scores],
        "gates": [_gate(one, locate) for one in placing.gates],
        "shadow": _shadow(placing.shadow, locate),
    }


def _score(score: Score, locate: Locate) -> dict[str, Json]:
    data: dict[str, Json] = {
        "criterion": score.criterion,
        "within": score.within,
        "weight": decimal_or_null(score.weight),
        "points": decimal_or_null(score.points),
        "points_exact": exact_or_null(score.points_exact),
        "weighted": decimal_or_null(score.weighted),
        "weighted_exact": exact_or_null(score.weighted_exact),
        "worked": score.worked,
        "place": place_text(score.sources, locate),
    }
    return {**data, "section": True} if score.section else data


def _gate(gate: GateResult, locate: Locate) -> dict[str, Json]:
    return {
        "gate": gate.gate,
        "phase": gate.phase,
        "passed": gate.passed,
        "value": value_text(gate.value),
        "required": value_text(gate.required),
        "test": gate.test,
        "unit": gate.unit,
        "relied_on": list(gate.relied_on),
        "on_fail": gate.on_fail,
        "decision": gate.decision,
        "worked": gate.worked or None,
        "place": place_text(gate.sources, locate),
    }


def value_text(value: Fraction | str | tuple[str, ...]) -> str:
    """A gate's value or threshold as text."""
    if isinstance(value, Fraction):
        return figure_text(value)
    return value if isinstance(value, str) else ", ".join(value)


def _rung(rung: TieRung) -> dict[str, Json]:
    values: Mapping[str, str] = rung.values
    return {"by": rung.by, "values": {bid: values[bid] for bid in sorted(values)}, "left": list(rung.left)}


def _shadow(shadow: Shadow | None, locate: Locate) -> Json:
    if shadow is None:
        return None
    return {
        "rank": shadow.rank,
        "total": decimal_or_null(shadow.total),
        "total_exact": exact_or_null(shadow.total_exact),
        "scores": [_score(one, locate) for one in shadow.scores],
        "why_null": shadow.why_null,
    }
