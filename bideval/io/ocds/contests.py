"""Releases and folders as contests for screens: what they state of offers and awards, and no rule.

A release is one contest, whatever its lots, as screens look at whole processes; bids for
different lots have no price there, for they do not compete; nor has a bid below zero.  Each
lot of an evaluated folder is one; its awards are the winners, its disqualified bids those
disregarded or excluded.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.screens.market import AwardMade, Contest, Offer
from bideval.io.ocds.amounts_read import is_below_zero
from bideval.io.ocds.plain import moment_of
from bideval.io.ocds.release import Organization, Release, Tender, Value
from bideval.model.evaluation import Evaluation, LotResult, LotStatus, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.scoring.published import published_lots

_STATUSES = {
    PlacingStatus.ASSESSED: "valid",
    PlacingStatus.DISREGARDED: "disqualified",
    PlacingStatus.EXCLUDED: "disqualified",
    PlacingStatus.LATE: "disqualified",
    PlacingStatus.WITHDRAWN: "withdrawn",
}

_METHODS = {"open": "open", "restricted": "selective", "direct-award": "direct"}


def contest_of(release: Release) -> Contest:
    """Return a release as a contest."""
    tender = release.tender or Tender()
    value = tender.value or Value()
    entity, period = tender.procuring_entity, tender.tender_period
    return Contest(
        id=release.ocid,
        offers=_offers(release),
        awards=tuple(AwardMade(one.status, *_named(one.suppliers)) for one in release.awards)
        if "awards" in release.model_fields_set
        else None,
        method=tender.procurement_method,
        method_details=tender.procurement_method_details,
        cancelled=tender.status == "cancelled",
        tenderers=tender.number_of_tenderers,
        deadline=moment_of(period.end_date) if period else None,
        buyer=release.buyer.id if release.buyer else None,
        procuring_entity=entity.id if entity else None,
        estimate=_used(value),
        estimate_currency=value.currency,
    )


def _used(value: Value) -> Fraction | None:
    """An amount that can be compared; one below zero is an error of the data, and none."""
    return None if is_below_zero(value) else value.amount


def _offers(release: Release) -> tuple[Offer, ...] | None:
    if release.bids is None or "details" not in release.bids.model_fields_set:
        return None
    offers = []
    one_lot = len({frozenset(one.related_lots or ()) for one in release.offers}) == 1
    for place, one in enumerate(release.offers, 1):
        value = (one.value if one_lot else None) or Value()
        names, unnamed = _named(one.tenderers)
        origin, at = one.id or f"bid {place}", moment_of(one.date)
        offers.append(Offer(origin, names, _used(value), value.currency, one.status, at, unnamed))
    return tuple(offers)


def _named(organizations: tuple[Organization, ...]) -> tuple[tuple[str, ...], int]:
    """The ids, each once, and how many organizations have none."""
    names = tuple(dict.fromkeys(one.id for one in organizations if one.id is not None))
    return names, sum(one.id is None for one in organizations)


def folder_contests(inputs: Inputs, evaluation: Evaluation) -> Iterator[Contest]:
    """Yield each lot of an evaluated folder as a contest."""
    values = {one.id: one.value for one in published_lots(inputs.tender)}
    for lot in evaluation.lots:
        offers = tuple(_offer(inputs, lot, one) for one in lot.placings)
        winners = lot.winners if lot.status is LotStatus.FINAL else ()
        yield Contest(
            id=lot.id if inputs.tender.lots else evaluation.tender,
            offers=offers,
            awards=tuple(AwardMade("active", (inputs.bids[one].bidder.id,)) for one in winners),
            method=_METHODS.get(inputs.tender.procedure or ""),
            tenderers=len({name for one in offers for name in one.tenderers}),
            deadline=inputs.tender.deadline,
            buyer=inputs.tender.authority,
            estimate=values[lot.id],
            estimate_currency=evaluation.currency,
        )


def _offer(inputs: Inputs, lot: LotResult, placing: Placing) -> Offer:
    sheet = inputs.prices.get(placing.bid)
    stated = sheet.lots.get(lot.id) if sheet else None
    amount = placing.price if placing.price is not None else stated.amount if stated else None
    bid = inputs.bids[placing.bid]
    currency = inputs.tender.currency
    return Offer(placing.bid, (bid.bidder.id,), amount, currency, _STATUSES[placing.status], bid.received)
