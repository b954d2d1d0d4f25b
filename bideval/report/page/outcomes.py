"""How every test comes out on every bid, whatever the tests before it said.

Each test is put alone, by the very functions of admission.  What follows of a fail stands in
one word: ``out`` shuts the bid out, ``pending`` awaits a decision.  A minimum on a section moves
with the weights inside it; of that only what people decided is kept here, and the page tests it.

A bid that is out for something no test decides, or that could not be scored, stays out: the
reason is said.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.analysis.altered import without_gates, without_minimums
from bideval.errors import GuardError
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import GateResult, PlacingStatus
from bideval.scoring.admission import Admission, admit
from bideval.scoring.case import LotCase
from bideval.scoring.conditions import is_amber
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_rules import LotRules, Section
from bideval.scoring.recorded import decided

OVERRULES = (DecisionKind.WAIVE, DecisionKind.MITIGATE, DecisionKind.KEEP)
Effects = Mapping[str, str]  # by test: out or pending; a test without one changes nothing


class Outcomes(NamedTuple):
    """Of each bid that reached the tests, what follows of each, and what people decided of minimums."""

    gates: tuple[str, ...]  # every test, in the order of its phase
    bids: Mapping[str, Effects]
    decided: Mapping[str, Mapping[str, str]]  # of minimums on sections: over, out or failed (a re-test)
    shut: Mapping[str, str]  # bids that no switch brings in, and why


def outcomes_of(case: LotCase) -> Outcomes:
    """Put every test of a lot to every bid."""
    rules = case.rules
    moving = {f"{node.id}/minimum" for node in rules.nodes() if _moves(node)}
    gates = tuple(gate.rule.id for gate in rules.gates)
    minimums = tuple(f"{node.id}/minimum" for node in rules.nodes() if node.minimum is not None)
    bare = admit(_alone(case, ""))
    shut = {
        bid: f"{status.value}: {why}"
        for bid, (status, why) in bare.statuses.items()
        if status is not PlacingStatus.ASSESSED
    }
    found: dict[str, dict[str, str]] = {bid: {} for bid in case.bids}
    for test in (*gates, *(one for one in minimums if one not in moving)):
        tested = admit(_alone(case, test))
        for bid, effects in found.items():
            if bid not in shut:
                _note(tested, bid, test, effects, shut)
    for bid in sorted(set(case.bids) - set(shut)):
        shut |= _unscorable(case, bid)
    decisions = {
        bid: {test: word for test in sorted(moving) if (word := _decided(case, bid, test))} for bid in found
    }
    return Outcomes(_in_order(rules, gates, minimums), found, decisions, shut)


def _moves(node: object) -> bool:
    return isinstance(node, Section) and node.minimum is not None and node.minimum.points is not None


def _in_order(rules: LotRules, gates: tuple[str, ...], minimums: tuple[str, ...]) -> tuple[str, ...]:
    late = {gate.rule.id for gate in rules.gates if gate.rule.phase.value == "price"}
    return (*(one for one in gates if one not in late), *minimums, *(one for one in gates if one in late))


def _alone(case: LotCase, test: str) -> LotCase:
    """The lot with one test; with none where ``test`` is empty."""
    gates = [gate.rule.id for gate in case.rules.gates if gate.rule.id != test]
    nodes = [node.id for node in case.rules.nodes() if f"{node.id}/minimum" != test]
    return without_minimums(without_gates(case, gates), nodes)


def _note(tested: Admission, bid: str, test: str, found: dict[str, str], shut: dict[str, str]) -> None:
    results = tested.gates[bid]
    if not results:
        shut[bid] = f"the test {test} cannot be put to it"
        return
    effect = "out" if tested.statuses[bid][0] is not PlacingStatus.ASSESSED else _pending(results)
    if effect:
        found[test] = effect


def _pending(results: tuple[GateResult, ...]) -> str:
    awaited = any(
        ((not one.passed and one.on_fail == "may-disregard") or is_amber(one)) and one.decision is None
        for one in results
    )
    return "pending" if awaited else ""


def _unscorable(case: LotCase, bid: str) -> dict[str, str]:
    if case.rules.reads_price() and bid not in case.prices:
        return {bid: "its price is not on file"}
    try:
        for leaf in case.rules.leaves():
            if leaf.formula is None:
                raw_points(case, bid, leaf)
    except GuardError as problem:
        return {bid: f"it cannot be scored: {problem}"}
    return {}


def _decided(case: LotCase, bid: str, test: str) -> str:
    """What people decided of a minimum: waived, disregarded, or a re-test that failed."""
    about = {"bid": bid, "lot": case.rules.id, "gate": test}
    retest = decided(case.inputs, DecisionKind.RETEST, **about)
    ruled = decided(case.inputs, *OVERRULES, DecisionKind.DISREGARD, **about)
    words = ["failed"] if retest is not None and retest.to == "failed" else []
    if ruled is not None:
        words.append("out" if ruled.kind is DecisionKind.DISREGARD else "over")
    return " ".join(words)
