"""When a bid came: against the deadline, and against the marks it was given.

A bid after the deadline is asked about, not thrown out: whether it may stand is for the
authority to record.  Decisions before a bid came are in ``decision_times``.
"""

from collections.abc import Iterator, Mapping, Sequence

from bideval.errors import Finding, Source, question, warning
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.marking import Consensus, Mark
from bideval.scoring.recorded_times import is_before


def check_receipt(inputs: Inputs, live: Mapping[str, tuple[str, ...]]) -> Iterator[Finding]:
    """Report times of receipt that contradict others; ``live`` are the bids that stand, by lot."""
    standing = {name for bids in live.values() for name in bids}
    for name, bid in sorted(inputs.bids.items()):
        if name in standing:
            yield from _late(inputs, bid)
    yield from _marked_before("marks.csv", inputs.marks, inputs)
    yield from _marked_before("consensus.csv", inputs.consensus, inputs)


def _late(inputs: Inputs, bid: Bid) -> Iterator[Finding]:
    deadline = inputs.tender.deadline
    if deadline is None or bid.received is None or not is_before(deadline, bid.received):
        return
    yield question(
        "BE214",
        f"{bid.id} was received at {bid.received}, after the deadline of {deadline}, and stands as received",
        "Record a decision of kind late, or correct the time. If the published rules let it stand, answer: "
        f"kind: answer, finding: BE214, bid: {bid.id}, with the reason.",
        Source(f"bids/{bid.id}.yaml", "/received"),
        Source("tender.yaml", "/deadline"),
    )


def _marked_before(file: str, rows: Sequence[Mark | Consensus], inputs: Inputs) -> Iterator[Finding]:
    """Warn once for each bid that was marked before it came."""
    received = {name: bid.received for name, bid in inputs.bids.items() if bid.received is not None}
    if not received:
        return
    found: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        at = received.get(row.bid)
        if at is not None and row.at and is_before(row.at, at):
            found.setdefault(row.bid, []).append(index)
    for bid, indices in found.items():
        first = rows[indices[0]]
        more = f" (in {len(indices)} rows; this is the first)" if len(indices) > 1 else ""
        yield warning(
            "BE373",
            f"{bid} was marked on {first.criterion} at {first.at}, before it was received at "
            f"{received[bid]}{more}",
            "One of the two times is wrong: correct it.",
            Source(file, f"/{indices[0]}/at"),
            Source(f"bids/{bid}.yaml", "/received"),
        )
