"""Conditions of an amber pass, and re-tests before award: both are recorded decisions.

A bid that passes a gate with the grade amber passes on a condition.  A decision of
kind ``condition`` records what was asked of it; without one the result is
provisional.  A decision of kind ``retest`` records how a gate that was passed came
out when it was tested again before award: one that failed counts as a fail of it.

Whether what was asked is enough, nothing here decides; where it does not say what was
published (``alike``), that is asked.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error, question, warning
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluation import GateResult, LotResult, PlacingStatus
from bideval.scoring.alike import says_one_way
from bideval.scoring.case import LotCase
from bideval.scoring.recorded import decided

FILE = "decisions.yaml"
FAILED = "failed"
OUTCOMES = ("passed", FAILED)


def is_amber(result: GateResult) -> bool:
    """Say whether the gate is passed on a condition."""
    return result.passed and result.amber_needs is not None


def retested(case: LotCase, bid: str, result: GateResult) -> GateResult:
    """Return ``result`` with the outcome of its re-test; one that failed counts as a fail of the gate."""
    decision = _retest(case, bid, result)
    if decision is None or not result.passed or decision.to not in OUTCOMES:
        return result
    retest = f"{decision.to} {decision.id}"
    if decision.to != FAILED:
        return result._replace(retest=retest)
    said = f"re-test failed (decision {decision.id})"
    worked = f"{result.worked}; {said}" if result.worked else said
    return result._replace(passed=False, relied_on=(), retest=retest, worked=worked)


def condition_on(case: LotCase, bid: str, result: GateResult) -> Decision | None:
    """Return the decision that records the condition of an amber pass."""
    return _condition(case, bid, result) if is_amber(result) else None


def _retest(case: LotCase, bid: str, result: GateResult) -> Decision | None:
    return decided(case.inputs, DecisionKind.RETEST, bid=bid, lot=case.rules.id, gate=result.gate)


def _condition(case: LotCase, bid: str, result: GateResult) -> Decision | None:
    return decided(case.inputs, DecisionKind.CONDITION, bid=bid, lot=case.rules.id, gate=result.gate)


def out_of_place(case: LotCase, bid: str, results: list[GateResult]) -> Iterator[Finding]:
    """A condition goes with an amber pass, and a re-test with a gate that was passed."""
    for result in results:
        condition, retest = _condition(case, bid, result), _retest(case, bid, result)
        if condition is not None and result.amber_needs is None:
            how = "passed without one" if result.passed or result.retest else "did not pass"
            yield from _no_effect(case, condition, result, f"records a condition of {bid}", how)
        if retest is not None and not result.passed and result.retest is None:
            yield from _no_effect(case, retest, result, f"re-tests {bid}", "did not pass")


def _no_effect(
    case: LotCase, decision: Decision, result: GateResult, does: str, how: str
) -> Iterator[Finding]:
    if decision.lot is None and len(case.inputs.lot_ids) > 1:  # it may be about another lot
        return
    yield error(
        "BE421",
        f"{decision.id} {does} for the gate {result.gate}, which it {how}",
        "Supersede it by one that names the gate it is about. A fail is made good by one of kind mitigate.",
        Source(FILE, f"/{case.inputs.decisions.index(decision)}/gate"),
        result.rule_at or result.sources[0],
    )


def condition_notes(case: LotCase, bid: str, results: tuple[GateResult, ...]) -> Iterator[str]:
    """Every condition and every re-test, said wherever the result is."""
    for result in results:
        retest = _retest(case, bid, result) if result.retest else None
        outcome = f"{retest.to} (decision {retest.id}, {retest.by})" if retest else "not recorded"
        condition = condition_on(case, bid, result)
        if condition is not None:
            yield (
                f"{bid} passed the gate {result.gate} with the grade amber on a condition (decision "
                f"{condition.id}, {condition.by}): {condition.asked}; re-test before award: {outcome}"
            )
        elif retest is not None:
            yield f"re-test of {bid} on the gate {result.gate} before award: {outcome}: {retest.reason}"


def unlike(case: LotCase, lot: LotResult | None) -> Iterator[Finding]:
    """Ask where the condition that was recorded does not say what was published."""
    for placing in lot.placings if lot is not None else ():
        for result in placing.gates if placing.status is PlacingStatus.ASSESSED else ():
            decision = condition_on(case, placing.bid, result)
            needs = result.amber_needs or ""
            if decision is None or decision.asked is None or says_one_way(decision.asked, needs):
                continue
            at = f"/{case.inputs.decisions.index(decision)}/asked"
            yield question(
                "BE424",
                f"{decision.id} asked of {placing.bid} {decision.asked!r}, and for amber {result.gate} is "
                f"published to need {needs!r}",
                "Is it the same? If not, supersede it by one that records what the rule asks for. If it is, "
                f'record that: {{id: ID, kind: answer, finding: BE424, field: "{FILE}#{at}", reason: WHY, '
                "by: WHO, at: WHEN}.",
                Source(FILE, at),
                Source(f"bids/{placing.bid}.yaml", ""),
                *((result.rule_at,) if result.rule_at else ()),
            )


def unrecorded(lot: LotResult) -> Iterator[Finding]:
    """Warn of an assessed bid that passed with amber and has no recorded condition."""
    for placing in lot.placings:
        for result in placing.gates if placing.status is PlacingStatus.ASSESSED else ():
            if is_amber(result) and result.decision is None:
                yield warning(
                    "BE420",
                    f"{placing.bid} passed the gate {result.gate} with the grade amber, and no decision "
                    f"records its condition: {result.amber_needs}",
                    f"Record it in {FILE}: {{id: ID, kind: condition, bid: {placing.bid}, gate: "
                    f"{result.gate}, asked: WHAT WAS ASKED, reason: WHY, by: WHO, at: WHEN}}.",
                    Source(f"bids/{placing.bid}.yaml", ""),
                    *result.sources[:1],
                )
