"""What is asked of an award of lots, for other programs: keys beside those of the allocation."""

from fractions import Fraction

from bideval.analysis.lots.beside import AwardsBeside
from bideval.analysis.lots.conflicts import Conflicting
from bideval.analysis.lots.counted import value_of
from bideval.analysis.lots.effects import Declared, Effects
from bideval.analysis.lots.least_by_price import LeastByPrice
from bideval.analysis.lots.least_in_turn import LeastInTurn
from bideval.analysis.lots.relaxed import Relaxed
from bideval.analysis.lots.rule_costs import RuleCosts, Step, cost_of
from bideval.analysis.lots.rule_ladder import Ladder
from bideval.analysis.lots.study import LeastTold, LotsStudy
from bideval.analysis.lots.unmet import Unmet
from bideval.analysis.lots.weights_tried import WeightsTried
from bideval.analysis.lots.without_bidder import Lost
from bideval.proof.claims_json import as_json
from bideval.report.least_in_turn_json import by_price_data, in_turn_data
from bideval.report.least_move_json import least_move_data, moved_data
from bideval.scoring.price_json import Json
from bideval.scoring.result_json import decimal_or_null, exact_or_null


def study_data(study: LotsStudy) -> dict[str, Json]:
    """Return what was found; a key stands there only where it was asked, or lots are not filled."""
    found: dict[str, Json] = {}
    if study.unmet:
        found["unmet"] = [_unmet(one) for one in study.unmet]
    if study.conflicts is not None:
        found["conflicts"] = _conflicts(study.conflicts, study.relaxed)
    if study.costs is not None:
        found["rules_cost"] = _costs(study.costs)
        found["ladders"] = [_ladder(one) for one in study.ladders]
    if study.lost is not None:
        found["without_each_bidder"] = [_lost(one) for one in study.lost]
    if study.weights is not None:
        found["weights"] = {**_weights(study.weights), "least_move": _least(study.least)}
    return found


def _unmet(one: Unmet) -> Json:
    return {
        "rule": one.rule,
        "lots": list(one.lots),
        "bidder": one.bidder,
        "follows": one.follows,
        "not_awarded": list(one.others),
    }


def _conflicts(found: Conflicting, eased: tuple[Relaxed, ...], name: str = "conflict") -> Json:
    return {
        "complete": found.complete,
        "why_not": found.why_not or None,
        "sets": [
            {
                "lots": list(one.lots),
                "rules": list(one.rules),
                "about": [{"rule": rule, "about": about} for rule, about in one.about],
                "without": [
                    {"rule": each.rule, "lots": dict(each.lots), "every_other_rule_kept": each.every_other}
                    for each in one.without
                ],
                "certificates": []
                if one.claim is None
                else [{"id": f"{name}-{place}", **as_json(one.claim)}],
            }
            for place, one in enumerate(found.conflicts, start=1)
        ],
        "least_without": [list(one) for one in found.rules],
        "least_proved": found.proved,
        "least_unawarded": list(found.lots),
        "relaxed": [
            {
                "rule": one.rule,
                "key": one.figure.key,
                "unit": one.figure.unit,
                "published": exact_or_null(one.figure.value),
                "to": exact_or_null(one.to),
                "proved": one.proved,
            }
            for one in eased
        ],
    }


def _costs(found: RuleCosts) -> Json:
    return {
        "cost": decimal_or_null(cost_of(found.whole)),
        "cost_without_rules": decimal_or_null(cost_of(found.free)),
        "counted": decimal_or_null(value_of(found.whole)),
        "counted_without_rules": decimal_or_null(value_of(found.free)),
        "effects": _effects(found.whole_effects),
        "effects_without_rules": _effects(found.free_effects),
        "awards_solved": found.solved,
        "rules": [
            {
                "rule": one.rule,
                "clause": one.clause or None,
                "last_in": _step(one.last_in),
                "first_in": _step(one.first_in),
                "share": None if one.share is None else _step(one.share),
                "effects_without": _effects(one.effects),
            }
            for one in found.rules
        ],
    }


def _step(one: Step) -> Json:
    return {
        "cost": decimal_or_null(one.cost),
        "cost_exact": exact_or_null(one.cost),
        "points": decimal_or_null(one.points),
        "points_exact": exact_or_null(one.points),
    }


def _effects(one: Effects) -> Json:
    return {
        "lots": one.lots,
        "bidders": one.winners,
        "largest_share": decimal_or_null(one.largest),
        "concentration": decimal_or_null(one.concentration),
        "local_spend": _declared(one.local_spend),
        "surplus": _declared(one.surplus),
    }


def _declared(one: Declared | None) -> Json:
    return None if one is None else {"value": decimal_or_null(one.value), "unit": one.unit}


def _ladder(one: Ladder) -> Json:
    return {
        "rule": one.rule,
        "key": one.figure.key,
        "unit": one.figure.unit,
        "published": exact_or_null(Fraction(one.figure.value)),
        "rungs": [
            {
                "number": str(rung.number),
                "status": rung.award.status.value,
                "cost": decimal_or_null(cost_of(rung.award)),
                "counted": decimal_or_null(value_of(rung.award)),
                "points": decimal_or_null(rung.award.points),
                "effects": _effects(rung.effects),
            }
            for rung in one.rungs
        ],
    }


def _lost(one: Lost) -> Json:
    return {
        "bidder": one.bidder,
        "lots": list(one.had),
        "status": None if one.award is None else one.award.status.value,
        "cost": None if one.award is None else decimal_or_null(cost_of(one.award)),
        "counted": None if one.award is None else decimal_or_null(value_of(one.award)),
        "more": _step(one.more),
        "moved": [moved_data(each) for each in one.moved],
        "effects": None if one.effects is None else _effects(one.effects),
        "conflicts": None if one.why is None else _conflicts(one.why, (), f"without-{one.bidder}"),
    }


def _weights(found: WeightsTried) -> dict[str, Json]:
    return {
        "why_not": found.why_not or None,
        "tried": str(found.tried),
        "most_points": str(found.points),
        "moves": [
            {
                "points": str(one.points),
                "from": one.taken_from,
                "to": one.given_to,
                "moved": [moved_data(each) for each in one.moved],
            }
            for one in found.moves
        ],
    }


def _least(found: LeastTold | None) -> Json:
    match found:
        case None:
            return None
        case LeastInTurn():
            return in_turn_data(found)
        case LeastByPrice():
            return by_price_data(found)
        case _:
            return least_move_data(found)


def beside_data(found: AwardsBeside) -> dict[str, Json]:
    """Return the award of all lots in a what-if, beside the published one."""
    return {
        "status": found.after.status.value,
        "cost_published": decimal_or_null(cost_of(found.before)),
        "cost": decimal_or_null(cost_of(found.after)),
        "counted_published": decimal_or_null(value_of(found.before)),
        "counted": decimal_or_null(value_of(found.after)),
        "more": _step(found.more),
        "moved": [moved_data(one) for one in found.moved],
        "effects_published": _effects(found.effects[0]),
        "effects": _effects(found.effects[1]),
        "conflicts": None if found.why is None else _conflicts(found.why, ()),
    }
