"""A lot as it would be if a pleaded error were put right: one value of it at a time.

Every function returns a new lot; judging it is for the caller.  What is pleaded has been
checked (scoring/checks/pleaded.py), so ids are there and values can be tried.
"""

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from bideval.analysis.altered import (
    HUNDRED,
    with_marks,
    with_policy,
    with_price,
    with_threshold,
    with_weights,
    without_gates,
)
from bideval.model.decision import Decision, DecisionKind
from bideval.model.pleaded import PleadedError, PleadedKind
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.checks.pleaded import rows_pleaded, values_of
from bideval.scoring.lot_rules import Leaf, Node
from bideval.scoring.policy import Policy

Value = Fraction | None  # None: what is put right is no number
LAST = "9999-12-31"  # a decision that stands after all others
MOST_PHASES = 4  # a bid that is let through the gates of one phase meets those of the next
_OUT = {"disregarded": DecisionKind.DISREGARD, "excluded": DecisionKind.EXCLUDE}
_CLOSED = {
    PleadedKind.DISREGARD: frozenset({DecisionKind.DISREGARD, DecisionKind.LOW_PRICE}),
    PleadedKind.EXCLUSION: frozenset({DecisionKind.EXCLUDE}),
}


def tried_values(error: PleadedError, case: LotCase) -> tuple[Value, ...]:
    """Every value to be tried; None alone for what is no number."""
    return values_of(error, case) or (None,)


def put_right(case: LotCase, error: PleadedError, value: Value) -> LotCase:
    """Return the lot with the error put right by ``value``."""
    if error.kind is PleadedKind.MARK and value is not None:
        return _with_mark(case, error, value)
    if error.kind is PleadedKind.PRICE and value is not None:
        return with_price(case, error.bid or "", value)
    if error.kind is PleadedKind.RULE:
        return _with_rule(case, error, value)
    return _with_bid(case, error)


def _with_mark(case: LotCase, error: PleadedError, value: Fraction) -> LotCase:
    key = (error.bid or "", error.criterion or "")
    at = rows_pleaded(error, case)
    values = tuple(value if place in at else row.value for place, row in enumerate(case.rows[key]))
    return with_marks(case, {key: values})


def _with_rule(case: LotCase, error: PleadedError, value: Value) -> LotCase:
    if error.rounding is not None:
        return with_policy(case, Policy(error.rounding))
    if error.weights is not None:
        share = HUNDRED / case.rules.whole
        own = {leaf.id: error.weights.get(leaf.id, leaf.weight) * share for leaf in case.rules.leaves()}
        return with_weights(case, own)
    if error.gate is not None and value is None:
        return without_gates(case, (error.gate,))
    if error.gate is not None and value is not None:
        return with_threshold(case, error.gate, value)
    tree = tuple(_with_minimum(node, error.criterion or "", value) for node in case.rules.tree)
    return case._replace(rules=case.rules._replace(tree=tree))


def _with_minimum(node: Node, criterion: str, value: Value) -> Node:
    kept = node
    if node.id == criterion and node.minimum is not None:
        unit = "points" if node.minimum.mark is None else "mark"
        kept = node._replace(minimum=node.minimum.model_copy(update={unit: value}))
    if isinstance(kept, Leaf):
        return kept
    return kept._replace(children=tuple(_with_minimum(child, criterion, value) for child in kept.children))


def _with_bid(case: LotCase, error: PleadedError) -> LotCase:
    """Let a bid in or shut it out, as if the decision had been recorded so."""
    if error.should in _OUT:
        made = (_decision(case, error, _OUT[error.should], None),)
        return _with_decisions(case, (*case.inputs.decisions, *made))
    closed = _CLOSED[error.kind]
    kept = tuple(
        one
        for one in case.inputs.decisions
        if one.kind not in closed
        or one.bid != error.bid
        or one.lot not in {None, case.rules.id}
        or (error.gate is not None and one.gate != error.gate)
    )
    let_in = _with_decisions(case, kept)
    if error.kind is PleadedKind.EXCLUSION:
        return let_in
    for _ in range(MOST_PHASES):
        failed = tuple(_failed(let_in, error))
        if not failed:
            return let_in
        keeps = tuple(_decision(case, error, DecisionKind.KEEP, gate) for gate in failed)
        let_in = _with_decisions(let_in, (*let_in.inputs.decisions, *keeps))
    return let_in


def _failed(case: LotCase, error: PleadedError) -> Iterator[str]:
    """The gates that the bid fails and no decision lets it pass, of those that the error is about."""
    for gate in admit(case).gates.get(error.bid or "", ()):
        kept = gate.decision is not None and gate.decision.startswith(DecisionKind.KEEP.value)
        if not gate.passed and gate.on_fail != "flag" and not kept and error.gate in {None, gate.gate}:
            yield gate.gate


def _decision(case: LotCase, error: PleadedError, kind: DecisionKind, gate: str | None) -> Decision:
    name = f"pleaded-{error.id}"[:60]
    count = len(case.inputs.decisions)
    return Decision(
        id=name if gate is None else f"{name[:40]}-{sum(gate.encode()) % 1000}-{count}",
        kind=kind,
        lot=case.rules.id,
        bid=error.bid,
        gate=gate,
        ground="pleaded",
        reason="pleaded",
        by="the party",
        at=LAST,
    )


def _with_decisions(case: LotCase, decisions: tuple[Decision, ...]) -> LotCase:
    return case._replace(inputs=replace(case.inputs, decisions=decisions))
