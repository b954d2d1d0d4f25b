"""What the page computes with: one lot as exact text, for the arithmetic of ``parts/``.

Weights, rounding, ties and price formulas go in as rules; marks and measures as the points they
came to; every test as its outcome on every bid, because no weight and no other bid changes it.
Where that is not so (a rule that compares all prices, several authorities, a method that is no
sum, an irrational formula) the model says why a control is not there, or carries a table.
All numbers are texts ``n/d``.
"""

import json
from collections.abc import Iterator, Sequence

from bideval.model.decision import Decision
from bideval.model.evaluation import LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.measure import reads_all_prices
from bideval.model.numbers import exact_text
from bideval.report.page.formulas_offered import leaf_formula, offered
from bideval.report.page.outcomes import Outcomes, outcomes_of
from bideval.report.tables import name_text
from bideval.scoring.case import LotCase
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_order import draws_about
from bideval.scoring.lot_rules import LotRules, Node, Section
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.policy import EXACT
from bideval.scoring.price_json import Json

_COMPARES = "a rule compares the prices of all bids, so who is in would change what it asks"


def model_text(case: LotCase, result: LotResult, currency: str) -> str:
    """Return the model of a lot as JSON that can stand in a script element."""
    text = json.dumps(model_data(case, result, currency), ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("&", "\\u0026").replace(">", "\\u003e")


def model_data(case: LotCase, result: LotResult, currency: str) -> dict[str, Json]:
    """Return the model of a lot, or with ``off`` the reason why the page does not compute it."""
    off = why_off(case, result)
    if off:
        return {"lot": case.rules.id, "off": off}
    rules = case.rules
    outcomes = outcomes_of(case)
    known = set(outcomes.bids) - set(outcomes.shut)
    fixed = _COMPARES if _compares(rules) else ""
    limited = case.inputs.tender.lot_limit is not None and len(case.inputs.tender.lots) > 1
    return {
        "lot": rules.id,
        "currency": currency,
        "whole": exact_text(rules.whole),
        "places": rules.places,
        "rankOn": rules.rank_on.value,
        "decimals": result.decimals,
        "allocated": limited,
        "rounding": [
            {"stage": one.stage.value, "places": one.places, "mode": one.mode.value, "of": list(one.of)}
            for one in rules.policy.rules
        ],
        "tree": [_node(case, node, sorted(known)) for node in rules.tree],
        "ties": [{"by": one.by, "of": one.of} for one in rules.ties],
        "draws": list(_draws(case, result)),
        "gates": _gates(rules, outcomes),
        "bids": [
            _bid(case, placing, outcomes) for placing in sorted(result.placings, key=lambda one: one.bid)
        ],
        "fixed": fixed,
    }


def why_off(case: LotCase, result: LotResult) -> str:
    """Return why the page cannot compute a lot; empty where it can."""
    if case.rules.method.id != WEIGHTED_SUM:
        return (
            f"The method {case.rules.method.id} is no weighted sum; bideval whatif tries other rules of it."
        )
    if case.rules.authorities:
        return "Several authorities buy together, each with its own weights; bideval whatif tries others."
    if result.status is LotStatus.QUALITY_ONLY:
        return "Prices are not opened, so nobody is ranked."
    return ""


def _compares(rules: LotRules) -> bool:
    leaves = any(leaf.measure is not None and reads_all_prices(leaf.measure) for leaf in rules.leaves())
    return leaves or any(reads_all_prices(gate.measure) for gate in rules.gates)


def _node(case: LotCase, node: Node, known: Sequence[str]) -> dict[str, Json]:
    base: dict[str, Json] = {
        "id": node.id,
        "title": name_text(node.title),
        "weight": exact_text(node.weight),
        "best": node.normalise,
    }
    if isinstance(node, Section):
        kids: list[Json] = [_node(case, child, known) for child in node.children]
        least = node.minimum.points if node.minimum is not None else None
        stated: Json = (
            None
            if least is None or node.minimum is None
            else {"points": exact_text(least), "onFail": node.minimum.on_fail.value}
        )
        return {**base, "kids": kids, "minimum": stated}
    if node.formula is None:
        return base
    return {**base, "formula": leaf_formula(case, node, known), "offered": offered(case, node)}


def _gates(rules: LotRules, outcomes: Outcomes) -> list[Json]:
    titles = {gate.rule.id: gate.rule.title or gate.rule.id for gate in rules.gates}
    titles |= {f"{node.id}/minimum": f"{node.title}: minimum" for node in rules.nodes()}
    return [{"id": gate, "title": name_text(titles[gate])} for gate in outcomes.gates]


def _bid(case: LotCase, placing: Placing, outcomes: Outcomes) -> Json:
    price = case.prices.get(placing.bid)
    shut = outcomes.shut.get(placing.bid, "")
    return {
        "id": placing.bid,
        "name": name_text(placing.name),
        "received": case.bids[placing.bid].received or "",
        "price": None if price is None else exact_text(price.amount),
        "in": placing.status is PlacingStatus.ASSESSED,
        "shut": shut,
        "fails": dict(outcomes.bids.get(placing.bid, {})),
        "decided": dict(outcomes.decided.get(placing.bid, {})),
        "points": {} if shut else _points(case, placing.bid),
    }


def _points(case: LotCase, bid: str) -> dict[str, Json]:
    """Unrounded points on every criterion that is no price: as published rounding sees them, and exact."""
    exact_case = case._replace(rules=case.rules._replace(policy=EXACT))
    found: dict[str, Json] = {}
    for leaf in case.rules.leaves():
        if leaf.formula is None:
            ours, free = raw_points(case, bid, leaf).points, raw_points(exact_case, bid, leaf).points
            found[leaf.id] = [exact_text(ours)] if ours == free else [exact_text(ours), exact_text(free)]
    return found


def _draws(case: LotCase, result: LotResult) -> Iterator[Json]:
    """Draws that settled a tie as published, and orders drawn before witnesses, the latest first."""
    latest = sorted(draws_about(case), key=lambda draw: (draw.at, draw.id), reverse=True)
    for draw in latest:
        yield {"order": list(draw.drawn or ()), "seed": draw.seed is not None, "groups": _drawn(draw, result)}


def _drawn(draw: Decision, result: LotResult) -> Json:
    """The groups that a seed put in order in the published result."""
    if draw.seed is None:
        return []
    groups: dict[tuple[str, ...], list[str]] = {}
    for placing in result.placings:
        for rung in placing.tie_rungs:
            if rung.by == "draw" and all(words.startswith("drawn ") for words in rung.values.values()):
                order = sorted(rung.values, key=lambda bid: int(rung.values[bid].split()[1]))
                groups[tuple(sorted(order))] = order
    return [list(order) for _, order in sorted(groups.items())]
