"""The bids of a release: who bids, for what, at what price, and what was decided about them.

A bid invited and never made is none.  One withdrawn stands as withdrawn, one disqualified as
excluded by a decision that says where this was read.  Several tenderers are members of a
consortium; OCDS does not say who leads.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.io.ocds.amounts_read import is_below_zero
from bideval.io.ocds.desk import Desk
from bideval.io.ocds.plain import amount_text, moment_of, plain_text
from bideval.io.ocds.release import Bid, Organization, Release
from bideval.io.ocds.requirements_read import Asked, asked_of, declared_by
from bideval.io.ocds.rules_read import lots_of
from bideval.model.written import Written

Data = dict[str, Written]
_STATUSES = frozenset({"valid", "disqualified", "withdrawn", "pending", "invited"})
WHOLE = "whole"
_AT = "1970-01-01"  # where a release states no time at all


class BidPapers(NamedTuple):
    """The text data of the files that bids become, by file name."""

    bids: Mapping[str, Data]
    prices: Mapping[str, Data]
    decisions: tuple[Data, ...]
    any_number: bool  # a bidder has more than one bid in a lot


def bid_papers(release: Release, currency: str, desk: Desk) -> BidPapers:
    """Return what the bids of a release become."""
    asked = asked_of(release.tender)
    bids: dict[str, Data] = {}
    prices: dict[str, Data] = {}
    decisions: list[Data] = []
    for place, one in enumerate(release.offers):
        if not _is_made(one, place, desk):
            continue
        origin = one.id or f"bid {place + 1}"
        bid = desk.bids.of(origin)
        if bid in bids:
            remedy = "Have the ids put right by who published them."
            desk.error("BE909", f"two bids have the id {origin!r}", remedy, f"/bids/details/{place}/id")
            continue
        lots = _lots(one, place, release, desk)
        bids[bid] = _bid(one, bid, place, lots, asked, desk)
        if (price := _price(one, place, currency, lots, desk)) is not None:
            prices[bid] = price
        if one.status == "disqualified":
            decisions.append(_excluded(bid, release))
    return BidPapers(bids, prices, tuple(decisions), _any_number(bids))


def _is_made(bid: Bid, place: int, desk: Desk) -> bool:
    """Whether there is a bid; what its status leaves open is a finding."""
    pointer = f"/bids/details/{place}/status"
    if bid.status not in _STATUSES:
        said = "states no status" if bid.status is None else f"has the status {bid.status!r}, of no codelist"
        remedy = "Say in the folder what became of the bid, or have the release put right."
        desk.warning("BE911", f"bid {bid.id or place + 1} {said}, and is read as valid", remedy, pointer)
    elif bid.status == "pending":
        remedy = "Record in the folder what became of it."
        desk.warning(
            "BE911",
            f"bid {bid.id or place + 1} was not evaluated yet when this was published",
            remedy,
            pointer,
        )
    return bid.status != "invited"


def _lots(bid: Bid, place: int, release: Release, desk: Desk) -> tuple[str, ...]:
    known = [lot.id or f"lot {number}" for number, lot in enumerate(lots_of(release.tender), 1)]
    named = list(dict.fromkeys(bid.related_lots or ()))
    pointer = f"/bids/details/{place}/relatedLots"
    if not known:
        return ()
    if not named and len(known) == 1:
        named = known
    wrong = [one for one in named if one not in known]
    if wrong or not named:
        said = (
            f"names the lot {wrong[0]!r}, which there is not" if wrong else "does not say for which lot it is"
        )
        remedy = "Say in the folder which lots the bid is for."
        desk.error("BE912", f"bid {bid.id or place + 1} {said}", remedy, pointer)
    return tuple(desk.lots.of(one) for one in named if one in known)


def _bid(
    bid: Bid, name: str, place: int, lots: tuple[str, ...], asked: tuple[Asked, ...], desk: Desk
) -> Data:
    data: Data = {"id": name, "bidder": _bidder(bid, place, desk)}
    if bid.id and bid.id != name:
        data["foreign_id"] = plain_text(bid.id) or name
    if len(bid.tenderers) > 1:
        data["members"] = [_member(one, number, desk) for number, one in enumerate(bid.tenderers, 1)]
    if lots:
        data["lots"] = list(lots)
    if (received := moment_of(bid.date)) is not None:
        data["received"] = received
    if bid.status == "withdrawn":
        data["status"] = "withdrawn"
    if declared := declared_by(bid, asked):
        data["declared"] = declared
    return data


def _bidder(bid: Bid, place: int, desk: Desk) -> Data:
    """The bidder: the one tenderer, or a consortium of several."""
    if not bid.tenderers:
        remedy = "Name the bidder in the folder, or have the release put right."
        desk.error(
            "BE906",
            f"bid {bid.id or place + 1} names no tenderer",
            remedy,
            f"/bids/details/{place}/tenderers",
        )
        return {"id": desk.bidders.of(f"not named {place + 1}"), "name": "not named"}
    ids = [_origin(one, place) for one in bid.tenderers]
    names = [plain_text(one.name) or plain_text(one.id) or "not named" for one in bid.tenderers]
    if len(ids) == 1:
        return {"id": desk.bidders.of(ids[0]), "name": names[0], "foreign_id": plain_text(ids[0]) or "-"}
    joint = " and ".join(sorted(ids))
    return {"id": desk.bidders.of(joint), "name": ", ".join(names), "type": "consortium"}


def _origin(tenderer: Organization, place: int) -> str:
    return tenderer.id or tenderer.name or f"not named {place + 1}"


def _member(tenderer: Organization, number: int, desk: Desk) -> Data:
    name = plain_text(tenderer.name) or plain_text(tenderer.id) or "not named"
    return {"id": desk.bidders.of(_origin(tenderer, number)), "name": name}


def _price(bid: Bid, place: int, currency: str, lots: tuple[str, ...], desk: Desk) -> Data | None:
    """The price file of a bid, or None where no usable amount is stated."""
    pointer, name = f"/bids/details/{place}/value", bid.id or place + 1
    amount = bid.value.amount if bid.value else None
    if amount is None:
        if bid.status not in {"withdrawn", "disqualified"}:
            desk.error("BE913", f"bid {name} states no amount", "A bid that counts needs a price.", pointer)
        return None
    if is_below_zero(bid.value):
        return None
    text = amount_text(amount)
    if text is None:
        message = f"bid {name} states an amount that is longer than any price"
        desk.error("BE913", message, "Have the release put right.", pointer)
        return None
    if len(lots) > 1:
        message = f"bid {name} states one amount for {len(lots)} lots"
        desk.error("BE912", message, "State in the folder what the price of each lot is.", pointer)
        return None
    stated = (
        {}
        if bid.value is None or bid.value.currency in {currency, None}
        else {"currency": bid.value.currency}
    )
    return {"lots": {lots[0] if lots else WHOLE: {"amount": text, **stated}}}


def _excluded(bid: str, release: Release) -> Data:
    return {
        "id": f"exclude-{bid}"[:64].rstrip("-"),
        "kind": "exclude",
        "bid": bid,
        "ground": "disqualified",
        "reason": "The release has the bid as disqualified; why, it does not say.",
        "by": "as published",
        "at": _latest(release),
    }


def _latest(release: Release) -> str:
    """The latest time that a release states of itself, its awards and its bids."""
    told = [release.date, *(one.date for one in release.awards), *(one.date for one in release.offers)]
    return max((found for one in told if (found := moment_of(one)) is not None), default=_AT)


def _any_number(bids: Mapping[str, Data]) -> bool:
    seen: set[tuple[str, str]] = set()
    for data in bids.values():
        lots = data.get("lots", [WHOLE])
        bidder = data["bidder"]
        assert isinstance(bidder, dict)
        for lot in lots if isinstance(lots, list) else ():
            key = (str(bidder["id"]), str(lot))
            if key in seen:
                return True
            seen.add(key)
    return False
