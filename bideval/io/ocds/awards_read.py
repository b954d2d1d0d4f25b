"""The awards that a release records: of each, the lots and the bids it went to.

An award names its bid, or only its suppliers; then it is the bid of these tenderers, if there
is one such bid alone.  Only active awards count.  Whether the award was right is no question here.
"""

from typing import NamedTuple

from bideval.io.ocds.desk import Desk
from bideval.io.ocds.release import Award, Bid, Release


class Recorded(NamedTuple):
    """An active award: its lots and bids under their ids in the folder; no lots where none are named."""

    lots: tuple[str, ...]
    bids: tuple[str, ...]
    suppliers: tuple[str, ...]  # ids in the release


def recorded_awards(release: Release, desk: Desk) -> tuple[Recorded, ...]:
    """Return the active awards of a release."""
    return tuple(
        _recorded(award, place, release, desk)
        for place, award in enumerate(release.awards)
        if award.status == "active"
    )


def _recorded(award: Award, place: int, release: Release, desk: Desk) -> Recorded:
    lots = tuple(desk.lots.of(one) for one in award.related_lots or ())
    suppliers = tuple(one.id for one in award.suppliers if one.id is not None)
    named = (award.related_bid,) if award.related_bid else award.related_bids or ()
    known = {one.id for one in release.offers}
    if any(one not in known for one in named):
        message = f"award {award.id or place + 1} names the bid {named[0]!r}, which there is not"
        desk.warning("BE918", message, "Have the release put right.", f"/awards/{place}")
        named = tuple(one for one in named if one in known)
    if not named:
        named = _of_suppliers(award, suppliers, release)
    return Recorded(lots, tuple(desk.bids.of(one) for one in named), suppliers)


def _of_suppliers(award: Award, suppliers: tuple[str, ...], release: Release) -> tuple[str, ...]:
    """The one bid of these suppliers for the award's lots, if there is one alone."""
    found = [
        bid.id
        for bid in release.offers
        if bid.id is not None
        and bid.status not in {"invited", "withdrawn", "disqualified"}
        and {one.id for one in bid.tenderers} == set(suppliers)
        and _overlap(bid, award)
    ]
    return (found[0],) if len(found) == 1 and suppliers else ()


def _overlap(bid: Bid, award: Award) -> bool:
    return not (award.related_lots and bid.related_lots) or bool(
        set(award.related_lots) & set(bid.related_lots)
    )
