"""Where it is recorded that a bid is not assessed: the decision, or the bid's own status.

A bid that failed a gate has its place in the gate.
"""

from collections.abc import Mapping

from bideval.errors import Source
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import PlacingStatus
from bideval.model.rules import BidStatus
from bideval.scoring.case import LotCase
from bideval.scoring.recorded import decided

_KINDS: Mapping[PlacingStatus, tuple[DecisionKind, ...]] = {
    PlacingStatus.WITHDRAWN: (DecisionKind.WITHDRAW,),
    PlacingStatus.LATE: (DecisionKind.LATE,),
    PlacingStatus.EXCLUDED: (DecisionKind.EXCLUDE,),
    PlacingStatus.DISREGARDED: (DecisionKind.DISREGARD, DecisionKind.LOW_PRICE),
}


def status_places(case: LotCase, bid: str, status: PlacingStatus) -> tuple[Source, ...]:
    """Return the places that say why ``bid`` has ``status``; none for an assessed bid or a failed gate."""
    kinds = _KINDS.get(status, ())
    decision = decided(case.inputs, *kinds, bid=bid, lot=case.rules.id) if kinds else None
    if decision is not None:
        return (Source("decisions.yaml", f"/{case.inputs.decisions.index(decision)}"),)
    if case.bids[bid].status is not BidStatus.RECEIVED and status is not PlacingStatus.ASSESSED:
        return (Source(f"bids/{bid}.yaml", "/status"),)
    return ()
