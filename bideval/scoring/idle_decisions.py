"""Decisions that change nothing: a waiver of a gate that was passed, a draw where nothing is tied.

Each is found across all the lots it is about, and is a warning: it must not look as if
it had done something.
"""

from collections.abc import Iterator, Sequence

from bideval.errors import Finding, Source, warning
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluation import GateResult, LotResult, LotStatus
from bideval.model.inputs import Inputs
from bideval.scoring.recorded import standing

FILE = "decisions.yaml"
OVERRULES = frozenset({DecisionKind.WAIVE, DecisionKind.MITIGATE, DecisionKind.KEEP})
UNRANKED = frozenset({LotStatus.QUALITY_ONLY, LotStatus.ILLUSTRATIVE, LotStatus.NO_ASSESSED_BID})


def without_effect(inputs: Inputs, results: Sequence[LotResult]) -> Iterator[Finding]:
    """Warn of decisions that let nothing stand or settle nothing; ``results`` are those of all lots."""
    for index, decision in standing(inputs):
        lots = [one for one in results if decision.lot in {None, one.id}]
        if decision.kind in OVERRULES and decision.gate is not None and decision.supersedes is None:
            yield from _passed_anyway(index, decision, lots)
        if decision.kind is DecisionKind.DRAW and not any(map(_may_be_drawn, lots)):
            yield _no_effect(index, f"{decision.id} is a draw, and no bids are tied")


def _passed_anyway(index: int, decision: Decision, lots: Sequence[LotResult]) -> Iterator[Finding]:
    tested = [gate for lot in lots for gate in _gates(lot, decision)]
    if tested and all(gate.passed and gate.decision is None for gate in tested):
        yield _no_effect(
            index,
            f"{decision.id}, of kind {decision.kind.value}, is about {decision.bid} and the gate "
            f"{decision.gate}, which it passed",
            *tested[0].sources[:1],
        )


def _gates(lot: LotResult, decision: Decision) -> Iterator[GateResult]:
    for placing in lot.placings:
        for gate in placing.gates if placing.bid == decision.bid else ():
            if gate.gate == decision.gate:
                yield gate


def _may_be_drawn(lot: LotResult) -> bool:
    """Whether a draw was called for, or may be: where nobody is ranked, none is known to be equal."""
    rungs = (rung for placing in lot.placings for rung in placing.tie_rungs)
    return lot.status in UNRANKED or any(rung.by == "draw" for rung in rungs)


def _no_effect(index: int, message: str, *sources: Source) -> Finding:
    remedy = "Check that it names what it is about: it changes nothing, and must not look as if it did."
    return warning("BE434", message, remedy, Source(FILE, f"/{index}"), *sources)
