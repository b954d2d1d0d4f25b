"""The result as the public may have it, as JSON data: an allow-list, with the digests of the whole.

The published rules, who won with its price and figures, and how the others ranked without
their names.  No shadow result, no price or points of a bid that did not win, no mark, no
reason, no evaluator.
"""

from collections.abc import Sequence

from bideval.model.evaluation import Evaluation, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text, figure_text
from bideval.report.page.seen import Digest
from bideval.report.page.stands import standing_by_decision
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import LotRules
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import value_text


def public_data(inputs: Inputs, evaluation: Evaluation, digests: Sequence[Digest]) -> dict[str, Json]:
    """Return what may be published, as JSON data."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    tender = inputs.tender
    return {
        "schema": "bideval/public-result",
        "version": 1,
        "tender": tender.id,
        "title": tender.title,
        "authority": tender.authority,
        "illustration": tender.illustration,
        "currency": tender.currency,
        "lots": [_lot(one, rules[one.id]) for one in evaluation.lots],
        "digests": {one.what: one.value for one in digests},
    }


def _lot(lot: LotResult, rules: LotRules) -> Json:
    assessed = [one for one in lot.placings if one.status is PlacingStatus.ASSESSED]
    return {
        "id": lot.id,
        "title": lot.title,
        "method": lot.method,
        "unit": lot.unit,
        "status": lot.status.value,
        "places": lot.places,
        "criteria": [
            {"id": leaf.id, "title": leaf.title, "weight": figure_text(leaf.weight), "clause": leaf.clause}
            for leaf in rules.leaves()
        ],
        "gates": [
            {
                "id": gate.rule.id,
                "title": gate.rule.title,
                "test": gate.rule.test.value,
                "required": value_text(gate.threshold),
                "unit": gate.unit,
                "clause": gate.rule.clause,
            }
            for gate in rules.gates
        ],
        "assessed": len(assessed),
        "not_assessed": len(lot.placings) - len(assessed),
        "margin": None if lot.margin is None or _tells_prices(lot) else figure_text(lot.margin),
        "winners": [_winner(one) for one in assessed if one.bid in lot.winners],
        **_standing(lot),
        "ranking": [{"rank": one.rank, "total": _total(one, lot)} for one in assessed],
    }


def _tells_prices(lot: LotResult) -> bool:
    """Whether a lead is in money: beside the winner's price it tells another."""
    return lot.unit == "money" or lot.decided_by == "price"


def _total(placing: Placing, lot: LotResult) -> str | None:
    """The total of a bid that is not named; None where it is as good as its price."""
    hidden = lot.unit == "money" and placing.bid not in lot.winners
    return None if placing.total is None or hidden else figure_text(placing.total)


def _standing(lot: LotResult) -> dict[str, Json]:
    """Tests that a winner failed and that a decision set aside; nothing where there are none."""
    found: list[Json] = [one._asdict() for one in standing_by_decision(lot)]
    return {"standing_by_decision": found} if found else {}


def _winner(placing: Placing) -> Json:
    return {
        "bid": placing.bid,
        "bidder": placing.bidder,
        "bidder_name": placing.name,
        "rank": placing.rank,
        "price": None if placing.price is None else figure_text(placing.price),
        "total": None if placing.total is None else figure_text(placing.total),
        "total_exact": None if placing.total_exact is None else exact_text(placing.total_exact),
        "scores": [
            {
                "criterion": one.criterion,
                "points": figure_text(one.points),
                "weighted": figure_text(one.weighted),
            }
            for one in placing.scores
            if not one.section
        ],
    }
