"""Flags: a gate whose fail is shown and nothing more, and a low price that wants an answer.

A flag stands in the notes of the lot with its arithmetic.  A price that a screen calls low
asks for the bidder's own calculation, and for a decision of kind ``low-price`` that says
whether the bid is kept: notify, hear, then decide.  No screen excludes a bid.

Source: Procurement Act 2023, section 19(3)(c), (4) and (5).  Whether a calculation
convinces, nothing here says.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, question
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluation import GateResult, LotResult, PlacingStatus
from bideval.model.measure import NOT_ESTABLISHED, reads_all_prices
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import LotGate
from bideval.scoring.recorded import decided

LOW_PRICE_BASIS = "abnormally-low-price"


def is_screen(gate: LotGate) -> bool:
    """Say whether the gate looks for a low price."""
    return gate.rule.basis == LOW_PRICE_BASIS or reads_all_prices(gate.measure)


def flag_notes(case: LotCase, bid: str, results: tuple[GateResult, ...]) -> Iterator[str]:
    """Every fail that is flagged, with its arithmetic and what was decided of a low price."""
    failed = [result for result in results if not result.passed]
    screens = {gate.rule.id for gate in case.rules.gates if is_screen(gate)} if failed else set[str]()
    for result in failed:
        if result.on_fail != "flag" and result.gate not in screens:
            continue
        decision = _low_price(case, bid) if result.gate in screens else None
        follows = ""
        if result.gate in screens:
            follows = "; no decision on its price is recorded"
        if decision is not None:
            said = f"{decision.to}: {decision.reason}"
            follows = f"; after its calculation, decision {decision.id} ({decision.by}) says {said}"
        yield f"{bid} is flagged by {result.gate}: {result.worked}{follows}"


def asked(case: LotCase, lot: LotResult | None) -> Iterator[Finding]:
    """Ask for the calculation behind a low price, and for what is not established."""
    if lot is None:
        return
    screens = {gate.rule.id: gate for gate in case.rules.gates if is_screen(gate)}
    for placing in lot.placings:
        for result in placing.gates if placing.status is PlacingStatus.ASSESSED else ():
            gate = screens.get(result.gate)
            if not result.passed and gate is not None and _low_price(case, placing.bid) is None:
                yield _calculation(case, placing.bid, gate, result)
            if not result.passed and result.value == NOT_ESTABLISHED and result.decision is None:
                yield _establish(placing.bid, result)


def _low_price(case: LotCase, bid: str) -> Decision | None:
    return decided(case.inputs, DecisionKind.LOW_PRICE, bid=bid, lot=case.rules.id)


def _calculation(case: LotCase, bid: str, gate: LotGate, result: GateResult) -> Finding:
    lot = f" in lot {case.rules.id}" if case.inputs.tender.lots else ""
    return question(
        "BE460",
        f"the price of {bid}{lot} is flagged by {result.gate}: {result.worked}",
        f"Tell the bidder, give it time, and ask for its calculation of the price. Then record in "
        f"decisions.yaml: {{id: ID, kind: low-price, bid: {bid}, to: keep, reason: WHAT THE CALCULATION "
        "SHOWS, by: WHO, at: WHEN}, or to: disregard.",
        *case.prices[bid].sources[:1],
        Source("tender.yaml", gate.pointer),
    )


def _establish(bid: str, result: GateResult) -> Finding:
    return question(
        "BE461",
        f"{result.gate} is not established for {bid}: {result.worked}",
        "Ask the bidder for what is not stated and add it to the bid as clarified, or record a decision on "
        "the gate. Nothing is concluded from a name or a legal form.",
        Source(f"bids/{bid}.yaml", "/declared"),
        *result.sources[:1],
    )
