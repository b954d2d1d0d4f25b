"""A result as JSON data: lots, placings, scores, gates, ties, shadow results, authorities.

Numbers that matter are decimal strings, exact values ``n/d``; keys are only ever added
(docs/json.md).  ``evaluate --json`` prints it and a decision record holds it.  Nothing here
knows of files, programs or versions: ``locate`` says how a place is written.
"""

from fractions import Fraction

from bideval.errors import Source
from bideval.model.evaluation import (
    AuthorityResult,
    Evaluation,
    GateResult,
    LeadShare,
    LotResult,
    Placing,
    Score,
    Shadow,
    TieRung,
)
from bideval.model.numbers import exact_text, figure_text
from bideval.scoring.price_json import Json, Locate, price_data

__all__ = ["Json", "Locate"]


def result_data(evaluation: Evaluation, locate: Locate) -> dict[str, Json]:
    """Return ``lots``, and ``authorities`` where several buy together."""
    lots: list[Json] = [_lot(lot, locate) for lot in evaluation.lots]
    return {"lots": lots, **_authorities(evaluation, locate)}


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
    return {**_head(lot), "placings": [placing_data(one, locate) for one in lot.placings]}


def _head(lot: LotResult) -> dict[str, Json]:
    data: dict[str, Json] = {
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
    }
    return {**data, "combine": lot.combine} if lot.authorities else data


def _authorities(evaluation: Evaluation, locate: Locate) -> dict[str, Json]:
    """``authorities`` as JSON data, each with its lots; nothing where one authority buys alone."""
    named = {one.id: one for lot in evaluation.lots for one in lot.authorities}
    listed: list[Json] = [
        {
            **_authority(one),
            "lots": [
                {"id": lot.id, **_ranking(own, locate)}
                for lot in evaluation.lots
                for own in lot.authorities
                if own.id == one.id
            ],
        }
        for one in named.values()
    ]
    return {"authorities": listed} if listed else {}


def lot_authorities_data(lot: LotResult, bids: tuple[str, ...], locate: Locate) -> dict[str, Json]:
    """Return ``authorities`` of one lot, with the placings of ``bids`` alone."""
    listed: list[Json] = [
        {
            **_authority(one),
            "placings": [_own_placing(own, locate) for own in one.placings if own.bid in bids],
        }
        for one in lot.authorities
    ]
    return {"authorities": listed} if listed else {}


def _authority(authority: AuthorityResult) -> dict[str, Json]:
    return {
        "id": authority.id,
        "title": authority.title,
        "budget_share": decimal_or_null(authority.budget_share),
    }


def _ranking(authority: AuthorityResult, locate: Locate) -> dict[str, Json]:
    return {
        "would_award": list(authority.winners),
        "tied": list(authority.tied),
        "margin": decimal_or_null(authority.margin),
        "margin_exact": exact_or_null(authority.margin_exact),
        "placings": [_own_placing(one, locate) for one in authority.placings],
    }


def _own_placing(placing: Placing, locate: Locate) -> Json:
    """A bid's place by one authority's weights; what is the same for all stands in the lot."""
    return {
        "bid": placing.bid,
        "rank": placing.rank,
        "total": decimal_or_null(placing.total),
        "total_exact": exact_or_null(placing.total_exact),
        "tie_rungs": [rung_data(one) for one in placing.tie_rungs],
        "scores": [score_data(one, locate) for one in placing.scores],
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
        "tie_rungs": [rung_data(one) for one in placing.tie_rungs],
        "scores": [score_data(one, locate) for one in placing.scores],
        "gates": [_gate(one, locate) for one in placing.gates],
        "shadow": _shadow(placing.shadow, locate),
        "because_place": place_text(placing.because_at, locate) or None,
        "price_built": price_data(placing.built, locate),
    }


def score_data(score: Score, locate: Locate) -> dict[str, Json]:
    """Return a score as JSON data."""
    data: dict[str, Json] = {
        "criterion": score.criterion,
        "within": score.within,
        "weight": decimal_or_null(score.weight),
        "points": decimal_or_null(score.points),
        "points_exact": exact_or_null(score.points_exact),
        "points_published_exact": exact_or_null(score.points),
        "weighted": decimal_or_null(score.weighted),
        "weighted_exact": exact_or_null(score.weighted_exact),
        "weighted_published_exact": exact_or_null(score.weighted),
        "worked": score.worked,
        "place": place_text(score.sources, locate),
    }
    return {**data, "section": True} if score.section else data


def _gate(gate: GateResult, locate: Locate) -> dict[str, Json]:
    data: dict[str, Json] = {
        "gate": gate.gate,
        "phase": gate.phase,
        "passed": gate.passed,
        "value": None if gate.value is None else value_text(gate.value),
        "required": value_text(gate.required),
        "test": gate.test,
        "unit": gate.unit,
        "relied_on": list(gate.relied_on),
        "on_fail": gate.on_fail,
        "decision": gate.decision,
        "worked": gate.worked or None,
        "place": place_text(gate.sources, locate),
        "rule_place": str(locate(gate.rule_at)) if gate.rule_at else None,
        "lead": _lead(gate.lead),
    }
    amber = {"amber_needs": gate.amber_needs} if gate.amber_needs else {}
    return {**data, **amber, **({"retest": gate.retest} if gate.retest else {})}


def _lead(lead: LeadShare | None) -> Json:
    """What the bidder carries alone where figures are added, against what it must."""
    if lead is None:
        return None
    return {"value": figure_text(lead.value), "required": figure_text(lead.required)}


def value_text(value: Fraction | str | tuple[str, ...]) -> str:
    """A gate's value or threshold as text."""
    if isinstance(value, Fraction):
        return figure_text(value)
    return value if isinstance(value, str) else ", ".join(value)


def rung_data(rung: TieRung) -> dict[str, Json]:
    """Return a rung of the tie ladder as JSON data."""
    values = rung.values
    return {
        "by": rung.by,
        "values": {bid: values[bid] for bid in sorted(values)},
        "left": list(rung.left),
        "worked": list(rung.worked),
    }


def _shadow(shadow: Shadow | None, locate: Locate) -> Json:
    if shadow is None:
        return None
    return {
        "rank": shadow.rank,
        "total": decimal_or_null(shadow.total),
        "total_exact": exact_or_null(shadow.total_exact),
        "scores": [score_data(one, locate) for one in shadow.scores],
        "why_null": shadow.why_null,
    }
