"""Two mechanisms without a search: lot by lot in published order, and bidders' own preferences.

Both go through the bids of a lot in the order of its own result, and pass a lot on where a
published rule keeps a bid from it.  Nothing is optimal about either, and nothing needs a
proof: every step is a comparison that is told.

Where two bids of one rank could both be awarded a lot, nobody is: the published tie rule of
the lot has not settled them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from bideval.analysis.lots.kept import broken_by
from bideval.proof.lots import Lots

MOST_LOOKED_AT = 3_000  # steps on the way to an award
Kept = Mapping[tuple[int, int], tuple[int, ...]]  # by lot and offer: the rules that kept it off
_Held = tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]  # offers held, and those left for each lot


class InTurn(NamedTuple):
    """The offers taken, the rules that kept others off, and the lots that a tie left open."""

    taken: tuple[int, ...]
    kept_off: Kept
    tied: tuple[int, ...]


def lot_by_lot(lots: Lots, ranks: tuple[int, ...]) -> InTurn:
    """Award each lot in order to the first bid that no rule keeps from it; ``ranks`` are one an offer."""
    taken: tuple[int, ...] = ()
    kept_off: dict[tuple[int, int], tuple[int, ...]] = {}
    tied: list[int] = []
    for lot in range(len(lots.reserves)):
        allowed: list[int] = []
        for place in _for(lots, lot):
            if allowed and ranks[place] != ranks[allowed[0]]:
                break
            rules = broken_by(lots, (*taken, place), so_far=True)
            if rules:
                kept_off[lot, place] = rules
            else:
                allowed.append(place)
        if len(allowed) > 1:
            tied.append(lot)
        taken = (*taken, *allowed) if len(allowed) == 1 else taken
    return InTurn(taken, kept_off, tuple(tied))


def allowed_in_turn(lots: Lots, taken: tuple[int, ...], lot: int) -> tuple[int, ...]:
    """Return the offers for a lot that no rule keeps from it, where the lots before it go as in ``taken``.

    Whatever their ranks: those decide only which of them is awarded the lot.
    """
    before = tuple(place for place in taken if lots.offers[place].lots[0] < lot)
    return tuple(place for place in _for(lots, lot) if not broken_by(lots, (*before, place), so_far=True))


def by_preference(lots: Lots, ranks: tuple[int, ...], prefers: Mapping[int, tuple[int, ...]]) -> InTurn:
    """Award every lot to its first bid; who has more than a rule allows keeps what it prefers.

    The lots given up pass to the next bid, and so on until nobody has too many.  Which lot is
    looked at first makes no difference, where rules count lots of one bidder.
    """
    queues = {lot: _for(lots, lot) for lot in range(len(lots.reserves))}
    place_in = dict.fromkeys(queues, 0)
    kept_off: dict[tuple[int, int], tuple[int, ...]] = {}
    tied = tuple(lot for lot, queue in queues.items() if len({ranks[one] for one in queue}) < len(queue))
    queues |= {lot: [] for lot in tied}  # left open: nobody holds it
    while True:
        held = [queues[lot][at] for lot, at in place_in.items() if at < len(queues[lot])]
        given_up = next(iter(_too_many(lots, held, prefers)), None)
        if given_up is None:
            return InTurn(tuple(sorted(held)), kept_off, tied)
        lot = lots.offers[given_up].lots[0]
        kept_off[lot, given_up] = broken_by(lots, _of_bidder(lots, held, given_up), so_far=True)
        place_in[lot] += 1


def preferred_awards(
    lots: Lots,
    prefers: Mapping[int, tuple[int, ...]],
    may_lead: Callable[[int, int], bool],
    until_not: tuple[int, ...] | None = None,
) -> frozenset[tuple[int, ...]] | None:
    """Return what ``by_preference`` takes under all orders of bids that ``may_lead`` leaves open, or more.

    ``may_lead`` says of two offers for a lot whether the first may be ahead of the second.  Pairs are
    looked at one by one, so awards may be among them that no order leads to.  None where there is too
    much to look at.  No more is looked for once an award other than ``until_not`` is found.
    """
    waiting: list[_Held] = [((), tuple(tuple(_for(lots, lot)) for lot in range(len(lots.reserves))))]
    seen, found = set(waiting), set[tuple[int, ...]]()
    while waiting:
        held, left = waiting.pop()
        filled = {lots.offers[place].lots[0] for place in held}
        lot = next((at for at, queue in enumerate(left) if queue and at not in filled), None)
        given_up = None if lot is not None else next(iter(_too_many(lots, list(held), prefers)), None)
        if lot is not None:
            names = _may_be_next(left[lot], may_lead)
            steps = [(tuple(sorted((*held, one))), _without(left, lot, one)) for one in names]
        elif given_up is not None:
            steps = [(tuple(one for one in held if one != given_up), left)]
        else:
            found.add(held)
            if until_not not in {None, held}:
                break
            continue
        waiting += [one for one in steps if one not in seen]
        seen.update(steps)
        if len(seen) > MOST_LOOKED_AT:
            return None
    return frozenset(found)


def _may_be_next(queue: tuple[int, ...], may_lead: Callable[[int, int], bool]) -> list[int]:
    """The offers that may be the first of those left for a lot."""
    return [one for one in queue if all(may_lead(one, other) for other in queue if other != one)]


def _without(left: tuple[tuple[int, ...], ...], lot: int, place: int) -> tuple[tuple[int, ...], ...]:
    queue = tuple(one for one in left[lot] if one != place)
    return (*left[:lot], queue, *left[lot + 1 :])


def _too_many(lots: Lots, held: list[int], prefers: Mapping[int, tuple[int, ...]]) -> list[int]:
    """The offers that a bidder gives up: those it prefers least, while a rule is broken."""
    found: list[int] = []
    for bidder in sorted(set(lots.bidders)):
        own = [place for place in held if lots.bidders[lots.offers[place].bid] == bidder]
        own.sort(key=lambda place: _preferred(lots, place, prefers))
        kept: list[int] = []
        for place in own:
            if broken_by(lots, (*kept, place), so_far=True):
                found.append(place)
            else:
                kept.append(place)
    return found


def _preferred(lots: Lots, place: int, prefers: Mapping[int, tuple[int, ...]]) -> tuple[int, int]:
    """How early an offer's lot stands in what its bid prefers; what it does not name comes last."""
    offer = lots.offers[place]
    listed = prefers.get(offer.bid, ())
    return (listed.index(offer.lots[0]) if offer.lots[0] in listed else len(listed), offer.lots[0])


def _of_bidder(lots: Lots, held: list[int], place: int) -> list[int]:
    own = lots.bidders[lots.offers[place].bid]
    return [one for one in held if lots.bidders[lots.offers[one].bid] == own]


def _for(lots: Lots, lot: int) -> list[int]:
    """The offers for a lot alone, the best-ranked first."""
    return [place for place, offer in enumerate(lots.offers) if offer.lots == (lot,)]
