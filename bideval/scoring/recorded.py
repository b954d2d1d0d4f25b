"""Decisions as the engine reads them: the ones that stand, found by kind, bid and lot."""

from collections.abc import Iterator
from fractions import Fraction

from bideval.errors import Source
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs


def standing(inputs: Inputs) -> Iterator[tuple[int, Decision]]:
    """The decisions that no later one supersedes, with their index in the file."""
    replaced = {decision.supersedes for decision in inputs.decisions if decision.supersedes}
    for index, decision in enumerate(inputs.decisions):
        if decision.id not in replaced:
            yield index, decision


def decided(
    inputs: Inputs,
    *kinds: DecisionKind,
    bid: str | None = None,
    lot: str | None = None,
    gate: str | None = None,
) -> Decision | None:
    """The last standing decision of one of ``kinds`` about this bid, lot and gate.

    A decision without a lot is about every lot of its bid; the same holds for a
    draw or weights without a lot.
    """
    if not inputs.decisions:
        return None
    found = [
        decision
        for _, decision in standing(inputs)
        if decision.kind in kinds
        and decision.bid == bid
        and decision.gate == gate
        and (decision.lot is None or decision.lot == lot)
    ]
    return max(found, key=lambda decision: (decision.at, decision.id), default=None)


def judged_word(inputs: Inputs, bid: str, lot: str, question: str) -> tuple[str, Source] | None:
    """The word of the latest standing judgement of a bid on ``question``, and its place."""
    found = [
        (decision.at, decision.id, index, decision.to)
        for index, decision in standing(inputs)
        if decision.kind is DecisionKind.JUDGE
        and (decision.bid, decision.question) == (bid, question)
        and decision.lot in {None, lot}
        and isinstance(decision.to, str)
    ]
    if not found:
        return None
    _, _, index, word = max(found)
    return str(word), Source("decisions.yaml", f"/{index}/to")


def in_time(inputs: Inputs) -> list[tuple[int, Decision]]:
    """The decisions that stand, the earliest first, wherever they stand in the file."""
    return sorted(standing(inputs), key=lambda found: (found[1].at, found[1].id))


def decided_weights(inputs: Inputs, lot: str) -> dict[str, Fraction]:
    """The weights that standing decisions set within published ranges, by criterion; the latest counts."""
    weights: dict[str, Fraction] = {}
    for _, decision in in_time(inputs):
        if decision.kind is DecisionKind.WEIGHTS and decision.lot in {None, lot}:
            weights.update(decision.weights or {})
    return weights
