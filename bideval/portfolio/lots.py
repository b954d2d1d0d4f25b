"""The contests of a release: the whole of it, or each of its lots with the bids for that lot.

A lot has its own value and word for how it is decided, or those of the tender.  A bid for several
lots at one price cannot be divided, and one that names no lot of several cannot be placed: then
the whole tender is left out, for a lot without one of its bids would be another contest.
"""

from collections.abc import Sequence

from msgspec import Raw, Struct

from bideval.portfolio.release import OcdsBid, OcdsTender, Portfolio, Rules, Value

GONE = frozenset({"withdrawn", "invited"})  # statuses of bids that were never in


class Contest(Struct, frozen=True, gc=False):
    """What is won by one bid."""

    lot: str  # empty: the whole
    value: Value | None
    word: Raw  # how it is decided, in the standard's words
    rules: Rules | None  # ours
    bids: Sequence[OcdsBid]


def contests_of(
    tender: OcdsTender, part: Portfolio | None, details: Sequence[OcdsBid]
) -> list[Contest] | str:
    """Return the contests for which there are bids, or the reason why they are not clear."""
    rules = part.rules if part else None
    lots = tender.lots
    if not lots or len(lots) < 2:
        return [Contest("", tender.value, tender.award_criteria, rules, details)]
    by_lot = _by_lot([str(one.id or "") for one in lots], details)
    if isinstance(by_lot, str):
        return by_lot
    own = {str(one.id): one.rules for one in (part.lots or ())} if part else {}
    if not own.keys() <= by_lot.keys():
        return "lot-unclear"
    found = []
    for one in lots:
        lot = str(one.id)
        if by_lot[lot]:
            value, word = one.value or tender.value, one.award_criteria
            word = word if bytes(word) else tender.award_criteria
            found.append(Contest(lot, value, word, own.get(lot, rules), by_lot[lot]))
    return found or "no-bids"


def _by_lot(lots: Sequence[str], details: Sequence[OcdsBid]) -> dict[str, list[OcdsBid]] | str:
    """The bids for each lot."""
    found: dict[str, list[OcdsBid]] = {lot: [] for lot in lots}
    if "" in found or len(found) < len(lots):
        return "lot-unclear"
    for bid in details:
        named = bid.related_lots or ()
        if bid.status in GONE:
            continue
        if not named:
            return "bid-without-lot"
        if len(named) > 1:
            return "bid-for-several-lots"
        if str(named[0]) not in found:
            return "lot-unclear"
        found[str(named[0])].append(bid)
    return found
