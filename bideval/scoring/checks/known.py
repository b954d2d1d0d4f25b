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
MOST_COMPARED = 20_000  # ids with which unknown ones are compared, in one set of known ids
OUT_KINDS = frozenset({DecisionKind.WITHDRAW, DecisionKind.LATE, DecisionKind.EXCLUDE})


class Nearby:
    """Remedies for many ids that are not there, out of one set of known ids.

    To find the closest one costs a comparison with each.  So each unknown id is looked
    for once, and none any more after ``MOST_COMPARED`` comparisons: a file in which so
    much is wrong has another fault than misspelt ids.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Begin with nothing looked for."""
        self._known = sorted(set(known))
        self._left = MOST_COMPARED
        self._close: dict[str, list[str]] = {}

    def remedy(self, given: str, own: str = "") -> str:
        """Return the closest known id to ``given``, or which ones there are; never ``own`` as the closest."""
        close = [one for one in self._closest(given) if one != own]
        if close:
            return f"Did you mean {close[0]}?"
        if not self._known:
            return "There are none."
        more = ", ..." if len(self._known) > MOST_LISTED else ""
        return f"There are: {', '.join(self._known[:MOST_LISTED])}{more}."

    def bid_remedy(self, given: str) -> str:
        """Return the remedy for a bid that there is not, where bids are what is known."""
        words = self.remedy(given)
        return words if words.startswith("Did") else f"{words} If it was received, add bids/{given}.yaml."

    def _closest(self, given: str) -> list[str]:
        if given not in self._close:
            if self._left < len(self._known):
                return []
            self._left -= len(self._known)
            self._close[given] = get_close_matches(given, self._known, n=2)
        return self._close[given]


def close_to(given: str, known: Iterable[str]) -> str:
    """Return a remedy for an unknown id: the closest known one, or which ones there are.

    >>> close_to("acron", ["acorn", "beech"]), close_to("x", [])
    ('Did you mean acorn?', 'There are none.')
    """
    return Nearby(known).remedy(given)


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
