"""What a file may refer to, and what to say about an id that is not there.

Nothing is guessed: a close id is named in the remedy, and the file stays as it is.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.rules import BidStatus
from bideval.scoring.published import WHOLE
from bideval.scoring.recorded import standing

MOST_LISTED = 12
OUT_KINDS = frozenset({DecisionKind.WITHDRAW, DecisionKind.LATE, DecisionKind.EXCLUDE})


def close_to(given: str, known: Iterable[str]) -> str:
    """Return a remedy for an unknown id: the closest known one, or which ones there are.

    >>> close_to("acron", ["acorn", "beech"]), close_to("x", [])
    ('Did you mean acorn?', 'There are none.')
    """
    listed = sorted(set(known))
    close = get_close_matches(given, listed, n=1)
    if close:
        return f"Did you mean {close[0]}?"
    if not listed:
        return "There are none."
    more = ", ..." if len(listed) > MOST_LISTED else ""
    return f"There are: {', '.join(listed[:MOST_LISTED])}{more}."


def bid_like(given: str, bids: Iterable[str]) -> str:
    """Return a remedy for a bid that there is not, among ``bids``.

    >>> bid_like("acron", ["acorn"]), bid_like("elm", ["acorn"])
    ('Did you mean acorn?', 'There are: acorn. If it was received, add bids/elm.yaml.')
    """
    words = close_to(given, bids)
    return words if words.startswith("Did") else f"{words} If it was received, add bids/{given}.yaml."


def lots_of(inputs: Inputs, bid: str) -> tuple[str, ...]:
    """Return the lots that ``bid`` entered, as far as they are known; none for an unknown bid."""
    if bid not in inputs.bids:
        return ()
    if not inputs.tender.lots:
        return (WHOLE,)
    known = set(inputs.lot_ids)
    return tuple(lot for lot in dict.fromkeys(inputs.bids[bid].lots) if lot in known)


def live_bids(inputs: Inputs) -> Mapping[str, tuple[str, ...]]:
    """Return, by lot, the bids that entered and are not withdrawn, late or excluded, by id."""
    out = {(decision.bid, decision.lot) for _, decision in standing(inputs) if decision.kind in OUT_KINDS}
    return {
        lot: tuple(
            bid.id
            for bid in inputs.bids_for(lot)
            if bid.status is BidStatus.RECEIVED and (bid.id, None) not in out and (bid.id, lot) not in out
        )
        for lot in inputs.lot_ids
    }
