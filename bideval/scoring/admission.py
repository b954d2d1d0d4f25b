"""Who is assessed: received bids, through the gates phase by phase.

Gates of a phase are tested together; later phases see only the survivors.  The
law leaves some outcomes to a person: a failed ``may-disregard`` gate without a
decision keeps the bid assessed and makes the result provisional, and a waived or
mitigated fail is shown wherever the result is.  An amber pass without a recorded
condition makes it provisional too.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.errors import Finding, GuardError, Source, error
from bideval.model.bid import Bid
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluation import GateResult, PlacingStatus
from bideval.model.rules import BidStatus, Phase
from bideval.scoring.case import LotCase
from bideval.scoring.conditions import condition_notes, condition_on, is_amber, out_of_place, retested
from bideval.scoring.flags import flag_notes
from bideval.scoring.gates import gate_places, gate_result, minimum_results
from bideval.scoring.leaf_points import read_by_leaves
from bideval.scoring.lot_rules import LotGate, reads_price
from bideval.scoring.not_stated import also_unstated, failed_words, unstated_result
from bideval.scoring.recorded import decided
from bideval.scoring.undefined import guard_finding, is_follow_on, untested_minimum

ASSESSED = (PlacingStatus.ASSESSED, "")
OVERRULES = (DecisionKind.WAIVE, DecisionKind.MITIGATE, DecisionKind.KEEP)


class Admission(NamedTuple):
    """What became of each bid, what each gate said, and what is still open."""

    statuses: Mapping[str, tuple[PlacingStatus, str]]  # with the reason in words
    gates: Mapping[str, tuple[GateResult, ...]]
    pending: tuple[tuple[str, str], ...]  # bid and gate where a decision is awaited
    notes: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def assessed(self) -> tuple[str, ...]:
        """The bids that are scored, by id."""
        return tuple(
            sorted(bid for bid, (status, _) in self.statuses.items() if status is PlacingStatus.ASSESSED)
        )


def admit(case: LotCase) -> Admission:
    """Take every bid of the lot through the gates."""
    statuses = {bid.id: _before_gates(case, bid) for bid in case.bids.values()}
    gates: dict[str, list[GateResult]] = {bid: [] for bid in statuses}
    findings: list[Finding] = []
    for phase in Phase:
        left = [bid for bid, status in statuses.items() if status == ASSESSED]
        case = case._replace(compared=tuple(left))
        for bid in left:
            results, problems = _test_phase(case, bid, phase)
            gates[bid] += results
            findings += problems
            statuses[bid] = _outcome(results)
    for bid in [bid for bid, status in statuses.items() if status == ASSESSED]:
        statuses[bid] = _disregarded_without_gate(case, bid)
    shown = {bid: tuple(results) for bid, results in gates.items()}
    return Admission(
        statuses, shown, tuple(_pending(shown, statuses)), tuple(_notes(case, shown)), tuple(findings)
    )


def _before_gates(case: LotCase, bid: Bid) -> tuple[PlacingStatus, str]:
    """Withdrawn, late and excluded bids are never tested."""
    for kind, status in (
        (DecisionKind.WITHDRAW, PlacingStatus.WITHDRAWN),
        (DecisionKind.LATE, PlacingStatus.LATE),
        (DecisionKind.EXCLUDE, PlacingStatus.EXCLUDED),
    ):
        decision = decided(case.inputs, kind, bid=bid.id, lot=case.rules.id)
        if decision is not None:
            return status, _because(decision)
    if bid.status is BidStatus.RECEIVED:
        return ASSESSED
    return PlacingStatus(bid.status.value), f"received as {bid.status.value}"


def _because(decision: Decision) -> str:
    return f"decision {decision.id}: {decision.ground or decision.reason}"


def _test_phase(case: LotCase, bid: str, phase: Phase) -> tuple[list[GateResult], list[Finding]]:
    gates = tuple(
        gate
        for gate in case.rules.gates
        if gate.rule.phase is phase and not (case.quality_only and reads_price(gate.measure))
    )
    try:
        results, findings = list(_known_results(case, bid, phase, gates)), list[Finding]()
    except GuardError:
        results, findings = _one_by_one(case, bid, phase, gates)
    if case.inputs.decisions:
        findings += _without_effect(case, bid, results)
        findings += out_of_place(case, bid, results)
    return results, findings


def _known_results(
    case: LotCase, bid: str, phase: Phase, gates: tuple[LotGate, ...]
) -> tuple[GateResult, ...]:
    """The results of a phase, as they were where all that it reads is the same; raises where one has none."""
    place = ("phase", case.rules.id, phase.value, bid)
    reads = _read_by(case, bid, phase, gates) if case.workings.keeps else ()
    return case.workings.of(place, reads, lambda: tuple(_results(case, bid, phase, gates)))


def _read_by(case: LotCase, bid: str, phase: Phase, gates: tuple[LotGate, ...]) -> tuple[object, ...]:
    """Everything that the tests of a phase on a bid are worked out from."""
    rules, inputs = case.rules, case.inputs
    of_bid = (case.bids[bid], inputs.decisions, inputs.tender.began, case.quality_only)
    reads: tuple[object, ...] = (gates, *of_bid, rules.value, rules.years, rules.contract_at)
    place = ("priced gates", rules.id, phase.value)
    if case.workings.of(place, (gates,), lambda: any(reads_price(gate.measure) for gate in gates)):
        reads = (*reads, case.prices, case.compared)
    if phase is not Phase.MINIMUMS:
        return reads
    leaves = tuple(rules.leaves())
    return (*reads, rules.tree, rules.with_, rules.pointer, *read_by_leaves(case, bid, leaves))


def _results(case: LotCase, bid: str, phase: Phase, gates: tuple[LotGate, ...]) -> Iterator[GateResult]:
    for gate in gates:
        yield _result(case, bid, gate)
    if phase is Phase.MINIMUMS:
        yield from _minimums(case, bid)


def _result(case: LotCase, bid: str, gate: LotGate) -> GateResult:
    return _with_decision(case, bid, retested(case, bid, gate_result(case, bid, gate)))


def _minimums(case: LotCase, bid: str) -> list[GateResult]:
    found = [retested(case, bid, result) for result in minimum_results(case, bid)]
    return [_with_decision(case, bid, result) for result in found]


def _one_by_one(
    case: LotCase, bid: str, phase: Phase, gates: tuple[LotGate, ...]
) -> tuple[list[GateResult], list[Finding]]:
    """The results that there are of a phase, and why the others are not."""
    results: list[GateResult] = []
    findings: list[Finding] = []
    for gate in gates:
        try:
            results.append(_result(case, bid, gate))
        except GuardError as problem:
            unstated = unstated_result(case, bid, gate, problem)
            if unstated is not None:
                results.append(_with_decision(case, bid, unstated))
            elif not is_follow_on(case, problem, bid):
                findings.append(_untested(case, bid, gate, problem))
    if phase is Phase.MINIMUMS:
        try:
            results += _minimums(case, bid)
        except GuardError as problem:
            findings += untested_minimum(case, problem, bid)
    return results, findings


def _untested(case: LotCase, bid: str, gate: LotGate, problem: GuardError) -> Finding:
    places, also = gate_places(case, bid, gate), also_unstated(case, bid, gate.measure, problem)
    return guard_finding(problem, bid, gate.rule.id, Source("tender.yaml", gate.pointer), places, also)


def _without_effect(case: LotCase, bid: str, results: list[GateResult]) -> Iterator[Finding]:
    """A bid is not disregarded for a gate that it passed, nor for one whose fail is only flagged."""
    for result in results:
        if not (result.passed or result.on_fail == "flag"):
            continue
        decision = _decision_on(case, bid, result)
        if decision is None or decision.kind is not DecisionKind.DISREGARD:
            continue
        if decision.lot is None and len(case.inputs.lot_ids) > 1:  # it may be about another lot
            continue
        why = "which it passed" if result.passed else "whose fail is flagged and nothing more"
        yield error(
            "BE413",
            f"{decision.id} disregards {bid} for the gate {result.gate}, {why}",
            "Name the ground it rests on instead of the gate, or supersede it by a decision of kind keep.",
            Source("decisions.yaml", f"/{case.inputs.decisions.index(decision)}/gate"),
            result.rule_at or result.sources[0],
        )


def _with_decision(case: LotCase, bid: str, result: GateResult) -> GateResult:
    decision = (condition_on if result.passed else _decision_on)(case, bid, result)
    return result._replace(decision=f"{decision.kind.value} {decision.id}") if decision else result


def _decision_on(case: LotCase, bid: str, result: GateResult) -> Decision | None:
    kinds = (*OVERRULES, DecisionKind.DISREGARD)
    return decided(case.inputs, *kinds, bid=bid, lot=case.rules.id, gate=result.gate)


def _outcome(results: list[GateResult]) -> tuple[PlacingStatus, str]:
    """The bid is out at the first gate whose fail counts."""
    for result in results:
        if result.passed or result.on_fail == "flag" or _overruled(result):
            continue
        if result.on_fail == "must-disregard" or result.decision is not None:
            return PlacingStatus.DISREGARDED, failed_words(result)
    return ASSESSED


def _overruled(result: GateResult) -> bool:
    return result.decision is not None and result.decision.split()[0] in {kind.value for kind in OVERRULES}


def _disregarded_without_gate(case: LotCase, bid: str) -> tuple[PlacingStatus, str]:
    """A procedural breach, or an abnormally low price after notice and answer."""
    breach = decided(case.inputs, DecisionKind.DISREGARD, bid=bid, lot=case.rules.id)
    low_price = decided(case.inputs, DecisionKind.LOW_PRICE, bid=bid, lot=case.rules.id)
    if breach is not None:
        return PlacingStatus.DISREGARDED, _because(breach)
    if low_price is not None and low_price.to == "disregard":
        return PlacingStatus.DISREGARDED, _because(low_price)
    return ASSESSED


def _pending(
    gates: Mapping[str, tuple[GateResult, ...]], statuses: Mapping[str, tuple[PlacingStatus, str]]
) -> Iterator[tuple[str, str]]:
    for bid, results in sorted(gates.items()):
        for result in results:
            failed = not result.passed and result.on_fail == "may-disregard"
            awaited = (failed or is_amber(result)) and result.decision is None
            if awaited and statuses[bid] == ASSESSED:
                yield bid, result.gate


def _notes(case: LotCase, gates: Mapping[str, tuple[GateResult, ...]]) -> Iterator[str]:
    """Every fail that a decision lets stand is said wherever the result is."""
    for bid, results in sorted(gates.items()):
        for result in results:
            if not result.passed and _overruled(result):
                decision = decided(case.inputs, *OVERRULES, bid=bid, lot=case.rules.id, gate=result.gate)
                if decision is not None:
                    yield (
                        f"{bid} {failed_words(result)} and stays in by decision {decision.id} "
                        f"({decision.kind.value}{_by_mitigation(decision)}, {decision.by}): {decision.reason}"
                    )
        yield from condition_notes(case, bid, results)
        yield from flag_notes(case, bid, results)


def _by_mitigation(decision: Decision) -> str:
    """The published mitigations that the decision names."""
    return f" by {' and '.join(decision.mitigation)}" if decision.mitigation else ""
