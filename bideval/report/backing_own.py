"""One bidder's view for people and for programs: its tests, routes, costs and questions."""

from collections.abc import Iterator, Sequence

from bideval.analysis.backing_study.own_view import Faced, OwnLot, Scored
from bideval.analysis.backing_study.routes import Route
from bideval.analysis.backing_study.standing import Standing
from bideval.analysis.backing_study.words import figure
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text, figure_text
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.gate_text import gate_words
from bideval.report.tables import money_text, name_text, wrapped
from bideval.report.whatif_json import provenance
from bideval.scoring.backing.figures import Figure, Stated
from bideval.scoring.price_json import Json

FROM = (
    "From the published rules and this bid's own data alone: no other bid was read, and nothing is said of "
    "who would win."
)
UNKNOWN = "Whether anybody would give what a route adds is not known."
_MARGINAL = 5  # percent of slack below which a pass is said to be near


def own_view_text(inputs: Inputs, bid: str, group: str, lots: Sequence[OwnLot]) -> str:
    """Return the page of one bidder."""
    head = [name_text(inputs.tender.title), f"{group}, as {bid} sees it"]
    blocks = ["\n".join([ILLUSTRATION, *head] if inputs.tender.illustration else head)]
    blocks.append("\n".join(wrapped(FROM, "")))
    for lot in lots:
        blocks += _lot(lot, inputs.tender.currency, single=len(lots) == 1)
    if not lots:
        blocks.append(f"{bid} enters no lot.")
    return "\n\n".join(blocks)


def _lot(lot: OwnLot, currency: str, *, single: bool) -> Iterator[str]:
    if not single:
        yield f"Lot {lot.lot}: {name_text(lot.title)}"
    if not lot.tests and not lot.scored:
        yield f"Nothing is tagged as {lot.group.id} here."
    failed = [
        one for one in lot.tests if not (one.standing.result is not None and one.standing.result.passed)
    ]
    if lot.tests:
        passed = len(lot.tests) - len(failed)
        yield (
            f"Of {len(lot.tests)} tests, {passed} {'is' if passed == 1 else 'are'} passed."
            if len(lot.tests) > 1
            else _one(passed)
        )
    for one in lot.tests:
        yield "\n".join(_test(one, currency))
    if lot.scored:
        yield "\n".join(["Points on scored criteria of the group:", *map(_scored, lot.scored)])
    asked = [line for one in lot.tests for line in one.questions]
    if asked:
        yield "\n".join(
            ["To ask before the deadline:", *(line for one in asked for line in wrapped(f"- {one}", "  "))]
        )


def _one(passed: int) -> str:
    return "The one test is passed." if passed else "The one test is not passed."


def _test(one: Faced, currency: str) -> Iterator[str]:
    standing = one.standing
    clause = f" ({one.gate.rule.clause})" if one.gate.rule.clause else ""
    if standing.result is None:
        yield from wrapped(f"{standing.test}{clause}: not known, because {standing.why}", "")
        return
    yield from wrapped(f"{gate_words(standing.result, currency)}{clause}", "")
    yield from wrapped(f"{_slack(standing, currency)}", "  ")
    if one.routes:
        yield "  Routes that the rules leave open:"
        for route in one.routes:
            yield from wrapped(_route(route, currency), "    ")
        if any(route.kind in {"backing", "partner"} for route in one.routes):
            yield f"  {UNKNOWN}"
    elif standing.failed:
        yield "  The rules leave no other route open."


def _slack(standing: Standing, currency: str) -> str:
    slack, result = standing.slack, standing.result
    if slack is None or result is None:
        return ""
    size = figure(abs(slack), result.unit, currency)
    part = f" ({figure(abs(standing.percent), 'percent', '')})" if standing.percent is not None else ""
    if slack < 0:
        return f"short by {size}{part}"
    near = (
        "; a small change would fail it"
        if standing.percent is not None and standing.percent < _MARGINAL
        else ""
    )
    return f"to spare: {size}{part}{near}"


def _route(route: Route, currency: str) -> str:
    if route.kind == "mitigation":
        return f"published mitigation: {route.what}; whether it is taken, the authority decides"
    amount = f" of {currency} {money_text(route.amount)}" if route.amount is not None else ""
    if route.kind == "partner":
        said = f"{route.what}{amount} or more"
        return f"{said}: passes" if route.passes else f"{said}: still does not pass"
    verb = "passes" if route.passes else "still does not pass"
    cost = f"cost over the term {_cost(route.cost, currency)}"
    return f"a further {route.what.replace('-', ' ')}{amount}: {verb}; {cost}"


def _cost(cost: Figure, currency: str) -> str:
    if isinstance(cost, Stated):
        worked = f" ({cost.worked})" if cost.worked and "+" in cost.worked else ""
        return f"{currency} {money_text(cost.value)}{worked}"
    return f"not stated ({'; '.join(cost.missing)})"


def _scored(one: Scored) -> str:
    said = f"{figure(one.points, 'points', '')} of 100" if one.points is not None else f"not known: {one.why}"
    return f"  {one.criterion} (weight {figure(one.weight, 'percent', '')}): {said}"


# For programs


def own_view_data(inputs: Inputs, bid: str, group: str, lots: Sequence[OwnLot]) -> dict[str, Json]:
    """Return the view as JSON data."""
    return {
        "schema": "bideval/backing-own-view",
        "version": 1,
        "tender": inputs.tender.id,
        "illustration": inputs.tender.illustration,
        "currency": inputs.tender.currency,
        "bid": bid,
        "group": group,
        "lots": [_lot_data(lot) for lot in lots],
        **provenance(),
    }


def _lot_data(lot: OwnLot) -> Json:
    return {
        "id": lot.lot,
        "title": lot.title,
        "tests": [_test_data(one) for one in lot.tests],
        "scored": [
            {
                "criterion": one.criterion,
                "weight": figure_text(one.weight),
                "points": None if one.points is None else figure_text(one.points),
                "points_exact": None if one.points is None else exact_text(one.points),
                "why": one.why or None,
            }
            for one in lot.scored
        ],
    }


def _test_data(one: Faced) -> Json:
    slack = one.standing.slack
    return {
        "test": one.standing.test,
        "clause": one.gate.rule.clause,
        "passed": None if one.standing.result is None else one.standing.result.passed,
        "worked": one.standing.why if one.standing.result is None else one.standing.result.worked,
        "slack": None if slack is None else figure_text(slack),
        "slack_exact": None if slack is None else exact_text(slack),
        "routes": [_route_data(route) for route in one.routes],
        "questions": list(one.questions),
    }


def _route_data(route: Route) -> Json:
    return {
        "kind": route.kind,
        "what": route.what,
        "amount": None if route.amount is None else figure_text(route.amount),
        "passes": route.passes,
        "cost": figure_text(route.cost.value) if isinstance(route.cost, Stated) else None,
        "cost_missing": [] if isinstance(route.cost, Stated) else list(route.cost.missing),
    }
