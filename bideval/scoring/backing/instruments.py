"""What stands behind a bid, instrument by instrument, and how much of each in a year.

An instrument is *outstanding* in a contract year if it is in force on any day of it: that is
what a premium is paid on.  It *covers* the year if it is in force on every day of it: a bond
that ends in the middle of a year cannot be called at its end.  Without a first day of its
own it is taken as in force from the start of the contract, as it was promised; without a
last day it says so (``open_ended``), or nothing is known.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.bid import Approach, Backing, Bid, Party
from bideval.scoring.asked_backing import callable_amount
from bideval.scoring.backing.figures import NOTHING, Figure, Stated, not_stated
from bideval.scoring.backing.term import START, ContractYear

There = Callable[[str | None, str | None, str, str], bool]  # its first and last day, those of the year
ENDS = "when it ends (expires, or open_ended)"


class Instrument(NamedTuple):
    """One entry of backing: whose it is, what it says, and where it stands."""

    party: str
    own: bool  # the bidder's own; else of a member, subcontractor or guarantor
    backing: Backing
    place: Source

    @property
    def name(self) -> str:
        """Its form, and whose it is where it is not the bidder's own."""
        return self.backing.form if self.own else f"{self.backing.form} ({self.party})"


class Asking(NamedTuple):
    """A provider that was asked, by whom, and where that stands."""

    party: str
    own: bool
    approach: Approach
    place: Source


def instruments_of(bid: Bid) -> tuple[Instrument, ...]:
    """Return everything that stands behind ``bid``: its bidder's own first, then by list as written."""
    own = [
        Instrument(bid.bidder.id, True, one, _at(bid, f"/backing/{place}"))
        for place, one in enumerate(bid.backing)
    ]
    others = [
        Instrument(party.id, False, one, _at(bid, f"{at}/backing/{place}"))
        for at, party in _others(bid)
        for place, one in enumerate(party.backing)
    ]
    return (*own, *others)


def askings_of(bid: Bid) -> tuple[Asking, ...]:
    """Return every provider that was asked for backing of ``bid``."""
    own = [
        Asking(bid.bidder.id, True, one, _at(bid, f"/approaches/{place}"))
        for place, one in enumerate(bid.approaches)
    ]
    others = [
        Asking(party.id, False, one, _at(bid, f"{at}/approaches/{place}"))
        for at, party in _others(bid)
        for place, one in enumerate(party.approaches)
    ]
    return (*own, *others)


def _others(bid: Bid) -> Iterator[tuple[str, Party]]:
    """Each party but the lead, once: a member that also guarantees stands first among the members."""
    seen = {bid.bidder.id}
    for who in ("members", "guarantors", "subcontractors"):
        for place, party in enumerate(getattr(bid, who)):
            if party.id not in seen:
                seen.add(party.id)
                yield f"/{who}/{place}", party


def _at(bid: Bid, pointer: str) -> Source:
    return Source(f"bids/{bid.id}.yaml", pointer)


def outstanding(one: Instrument, year: ContractYear) -> Figure:
    """Return the amount that is outstanding in ``year``, in money, after its step-down."""
    return _in_year(one, year, _overlaps, _stepped(one.backing, year))


def covering(one: Instrument, year: ContractYear) -> Figure:
    """Return what can be called at any time in ``year``: the amount after step-down, or the cap if less."""
    stepped = _stepped(one.backing, year)
    return _in_year(one, year, _spans, min(stepped, callable_amount(one.backing)))


def _stepped(backing: Backing, year: ContractYear) -> Fraction:
    """The amount in ``year``: that of the latest step that has been reached."""
    steps = [step for step in backing.step_down if step.from_year <= year.number]
    return max(steps, key=lambda step: step.from_year).amount if steps else backing.amount


def _in_year(one: Instrument, year: ContractYear, there: There, amount: Fraction) -> Figure:
    """``amount`` if the instrument is ``there`` in the year, else nothing; not stated where nobody says."""
    backing = one.backing
    if backing.expires is None and not backing.open_ended:
        return not_stated(f"of the {one.name}: {ENDS}", places=(one.place,))
    dated = backing.expires is not None or backing.starts is not None
    if dated and (year.first is None or year.last is None):
        return not_stated(START, places=(Source("tender.yaml", "/contract"),))
    days = (backing.starts, backing.expires, year.first or "", year.last or "")
    return Stated(amount if there(*days) else NOTHING, places=(one.place,))


def _overlaps(starts: str | None, ends: str | None, first: str, last: str) -> bool:
    return (ends is None or ends >= first) and (starts is None or starts <= last)


def _spans(starts: str | None, ends: str | None, first: str, last: str) -> bool:
    return (ends is None or ends >= last) and (starts is None or starts <= first)
