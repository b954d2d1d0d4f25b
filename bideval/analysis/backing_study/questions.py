"""What a bidder may want to ask about a test before the deadline.

Each question points at something that the published rules leave open for this bid; none
says what the answer should be.
"""

from collections.abc import Iterator

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.accepts import forms_brought, forms_of
from bideval.analysis.backing_study.standing import Standing
from bideval.errors import GuardError
from bideval.model.criterion import ReliesOn
from bideval.model.measure import reads_accounts
from bideval.scoring.case import LotCase
from bideval.scoring.gates import gate_result
from bideval.scoring.lot_rules import LotGate

PARTIES = ("members", "subcontractors", "guarantors")


def questions_of(
    case: LotCase, bid: str, gate: LotGate, standing: Standing, *, backing: bool
) -> Iterator[str]:
    """Yield what to ask about one test; ``backing`` says that it asks for an amount of backing."""
    name = gate.rule.id
    if standing.result is None:
        yield f"What follows for {name} where a bid does not state this: {standing.why}?"
        return
    if standing.failed:
        yield from _of_a_fail(case, bid, gate, backing=backing)
    if reads_accounts(gate.measure) and not gate.rule.evidence:
        yield f"Which evidence of a year's figures counts for {name}: audited accounts alone?"


def _of_a_fail(case: LotCase, bid: str, gate: LotGate, *, backing: bool) -> Iterator[str]:
    name = gate.rule.id
    other = [one for one in forms_brought(case.bids[bid]) if one not in forms_of(gate)] if backing else []
    for form in other:
        words = form.replace("-", " ")
        yield f"Would backing in the form of {words} be accepted for {name}, on these terms or others?"
    named = _not_counted(case, bid, gate)
    if named:
        yield f"May the figures of {listed(named)} be relied on for {name}?"
    if gate.rule.because is None:
        yield f"Why is {name} set at this level, and was a lower one considered? The rules state no reason."
    if gate.rule.on_fail.value == "may-disregard":
        yield f"On what grounds would a fail of {name} be let stand, and may they be put in the bid?"
    if gate.rule.basis is None:
        yield f"Which rule is {name} based on? The rules name no basis."


def _not_counted(case: LotCase, bid: str, gate: LotGate) -> list[str]:
    """Those named in the bid whom the rule does not count, and with whom the bid would pass."""
    one = case.bids[bid]
    named = [who for who in PARTIES if getattr(one, who)]
    counted = {f"{who}s" if who == "guarantor" else who for who in _who(gate)}
    new = [who for who in named if who not in counted]
    if not new:
        return []
    for combine in ("any", "sum"):
        relies_on = ReliesOn.model_validate({"who": tuple(named), "combine": combine})
        changed = gate._replace(rule=gate.rule.model_copy(update={"relies_on": relies_on}))
        try:
            if gate_result(case, bid, changed).passed:
                return new
        except GuardError:
            continue
    return []


def _who(gate: LotGate) -> tuple[str, ...]:
    return gate.rule.relies_on.who if gate.rule.relies_on is not None else ()
