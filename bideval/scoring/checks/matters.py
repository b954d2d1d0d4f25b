"""What a decision is about: its matter, on which one decision stands.

The matter of a waiver is a gate and a bid, that of a draw a lot and the bids it puts in
order.  A decision of kind ``keep`` without a gate takes back the decision that it
supersedes, and is about the same matter.  What two decisions on one matter mean is
found in ``one_matter``.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.known import lots_of

# What a decision of a kind is about, in words; a gate where it names one.
MATTERS: Mapping[DecisionKind, str] = {
    DecisionKind.EXCLUDE: "whether the bid is excluded, withdrawn or late",
    DecisionKind.WITHDRAW: "whether the bid is excluded, withdrawn or late",
    DecisionKind.LATE: "whether the bid is excluded, withdrawn or late",
    DecisionKind.DISREGARD: "a breach of the procedure",
    DecisionKind.KEEP: "a decision that it takes back",
    DecisionKind.WAIVE: "a gate",
    DecisionKind.MITIGATE: "a gate",
    DecisionKind.CORRECT: "a field",
    DecisionKind.REFINE: "a field",
    DecisionKind.WEIGHTS: "the weights",
    DecisionKind.DRAW: "the draw",
    DecisionKind.OPEN_PRICES: "the opening of prices",
    DecisionKind.LOW_PRICE: "the low price",
    DecisionKind.ANSWER: "a question",
    DecisionKind.CONDITION: "a condition",
    DecisionKind.RETEST: "a re-test",
    DecisionKind.JUDGE: "a judgement",
}
ON_A_GATE = frozenset({DecisionKind.DISREGARD, DecisionKind.KEEP, DecisionKind.WAIVE, DecisionKind.MITIGATE})
BY_FIELD = frozenset({DecisionKind.CORRECT, DecisionKind.REFINE})


class Matter(NamedTuple):
    """What a decision is about.

    ``about`` names the bid, gate, field or question as the family has them.  ``bids``
    are those that a draw puts in order; every other matter has the one empty name.
    """

    family: str
    about: tuple[str, ...]
    lots: frozenset[str]
    bids: frozenset[str] = frozenset({""})

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What two decisions on one matter share, lots and drawn bids aside."""
        return self.family, self.about

    def overlaps(self, other: "Matter") -> bool:
        """Say whether two decisions about these are on one matter."""
        return self.key == other.key and bool(self.lots & other.lots) and bool(self.bids & other.bids)


def matters_of(inputs: Inputs) -> tuple[Matter, ...]:
    """Return what each decision is about, in the order of the file."""
    by_id = {one.id: one for one in inputs.decisions}
    meant: dict[str, Decision] = {}
    for decision in inputs.decisions:
        _trace(decision, by_id, meant)
    return tuple(
        _plain(inputs, meant[decision.id] if takes_back(decision) else decision)._replace(
            lots=_lots(inputs, decision)
        )
        for decision in inputs.decisions
    )


def _trace(decision: Decision, by_id: Mapping[str, Decision], meant: dict[str, Decision]) -> None:
    """Find what a chain of decisions that take each other back is about in the end."""
    chain, seen = [decision], {decision.id}
    while takes_back(chain[-1]) and chain[-1].id not in meant:
        found = by_id.get(chain[-1].supersedes or "")
        if found is None or found.bid != decision.bid or found.id in seen:
            break
        chain.append(found)
        seen.add(found.id)
    end = meant.get(chain[-1].id, chain[-1])
    meant.update((one.id, end) for one in chain)


def takes_back(decision: Decision) -> bool:
    """Say whether a decision takes another back, and decides nothing of its own."""
    return decision.kind is DecisionKind.KEEP and decision.gate is None


def _plain(inputs: Inputs, decision: Decision) -> Matter:
    kind, bid = decision.kind, decision.bid or ""
    lots = _lots(inputs, decision)
    if kind in BY_FIELD:
        return Matter(MATTERS[kind], (decision.field or "",), lots)
    if kind is DecisionKind.DRAW:
        return Matter(MATTERS[kind], (), lots, _drawn(inputs, decision, lots))
    if kind is DecisionKind.ANSWER:
        return Matter(MATTERS[kind], (decision.finding or "", bid), lots)
    if kind in ON_A_GATE and decision.gate is not None:
        return Matter(MATTERS[DecisionKind.WAIVE], (bid, decision.gate), lots)
    return Matter(MATTERS[kind], (bid, decision.gate or "", decision.question or ""), lots)


def _lots(inputs: Inputs, decision: Decision) -> frozenset[str]:
    """The lots a decision is about: its own, or every lot of its bid, or every lot."""
    if decision.kind in BY_FIELD:  # a field is one place, whichever lot it is about
        return frozenset(inputs.lot_ids)
    if decision.lot is not None:
        return frozenset({decision.lot} & set(inputs.lot_ids))
    return frozenset(lots_of(inputs, decision.bid) if decision.bid is not None else inputs.lot_ids)


def _drawn(inputs: Inputs, decision: Decision, lots: frozenset[str]) -> frozenset[str]:
    """The bids a draw may put in order; a seed puts every group of its lots in order."""
    if decision.drawn:
        return frozenset(decision.drawn)
    return frozenset(bid.id for lot in lots for bid in inputs.bids_for(lot))
