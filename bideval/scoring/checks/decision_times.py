"""Decisions whose time contradicts another recorded time.

A decision about a bid comes after the bid, a draw after the bids it puts in order, and
weights are set before prices are opened.  Only recorded times are compared; whether a
time is true, nobody can tell from the files.
"""

from collections.abc import Iterator, Mapping

from bideval.errors import Finding, Source, error, warning
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.recorded import standing
from bideval.scoring.recorded_times import is_before

TENDER = "tender.yaml"
OF_THE_LOT = {DecisionKind.DRAW: "the draw", DecisionKind.OPEN_PRICES: "the opening of prices"}


def check_decision_times(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report decisions before what they are about; ``live`` are the bids that stand, by lot."""
    for index, decision in standing(inputs):
        yield from _before_bid(inputs, index, decision)
        if decision.kind in OF_THE_LOT:
            yield from _before_bids(inputs, index, decision, live)
        if decision.kind is DecisionKind.OPEN_PRICES:
            yield from _before_deadline(inputs, index, decision)
        if decision.kind is DecisionKind.WEIGHTS:
            yield from _after_opening(inputs, index, decision)


def _before_bid(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    bid = inputs.bids.get(decision.bid or "")
    if bid is not None and bid.received is not None and is_before(decision.at, bid.received):
        yield _early(
            f"{decision.id} is about {bid.id} and was taken at {decision.at}, before the bid was received "
            f"at {bid.received}",
            index,
            Source(f"bids/{bid.id}.yaml", "/received"),
        )


def _before_bids(
    inputs: Inputs, index: int, decision: Decision, live: Mapping[str, tuple[str, ...]]
) -> Iterator[Finding]:
    lots = inputs.lot_ids if decision.lot is None else (decision.lot,)
    names = decision.drawn or tuple(bid for lot in lots for bid in live.get(lot, ()))
    late = sorted(
        (received, name)
        for name in set(names)
        if name in inputs.bids
        and (received := inputs.bids[name].received) is not None
        and is_before(decision.at, received)
    )
    if late:
        received, bid = late[-1]
        yield _early(
            f"{OF_THE_LOT[decision.kind]}, {decision.id}, was at {decision.at}, before {bid} was received "
            f"at {received}",
            index,
            Source(f"bids/{bid}.yaml", "/received"),
        )


def _before_deadline(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    deadline = inputs.tender.deadline
    if deadline is not None and is_before(decision.at, deadline):
        message = f"{decision.id} opens prices at {decision.at}, before the deadline of {deadline}"
        yield _early(message, index, Source(TENDER, "/deadline"))


def _early(message: str, index: int, other: Source) -> Finding:
    remedy = "One of the two times is wrong: correct it, or say in the reason how it came about."
    return warning("BE433", message, remedy, place_of(index, "at"), other)


def _after_opening(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    """Weights within ranges are set blind.  An opening stays one, even where a later one is recorded."""
    openings = [
        (other.at, other.id, place)
        for place, other in enumerate(inputs.decisions)
        if other.kind is DecisionKind.OPEN_PRICES
        and (other.lot is None or decision.lot is None or other.lot == decision.lot)
    ]
    opened = min(openings, default=None)
    if opened is not None and is_before(opened[0], decision.at):
        yield error(
            "BE432",
            f"{decision.id} sets weights at {decision.at}, after prices were opened at {opened[0]} "
            f"({opened[1]})",
            "Weights within published ranges are set before prices are known: take the decision out, or "
            "correct the time that is wrong.",
            place_of(index, "at"),
            place_of(opened[2], "at"),
        )
