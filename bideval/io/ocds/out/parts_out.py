"""The parts of a release that the standard and its extensions have: parties, tender, bids, awards."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from bideval.io.ocds.out.asked import Data, Wanted, as_moment, money, told
from bideval.io.ocds.out.names_out import Entry, bidder_name
from bideval.io.ocds.out.rules_out import award_criteria, selection_criteria
from bideval.io.ocds.strict_json import OcdsJson
from bideval.model.evaluation import Evaluation, LotStatus, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.scoring.lot_rules import LotRules

BUYER = "buyer"
ILLUSTRATION = "Illustration: invented figures and fictional names."
_STATUSES = {
    PlacingStatus.ASSESSED: "valid",
    PlacingStatus.DISREGARDED: "disqualified",
    PlacingStatus.EXCLUDED: "disqualified",
    PlacingStatus.LATE: "disqualified",  # the codelist has no word for late
    PlacingStatus.WITHDRAWN: "withdrawn",
}


def buyer_data(inputs: Inputs) -> Data | None:
    """Return the buyer, where the tender names the authority."""
    name = inputs.tender.authority
    return None if name is None else {"id": BUYER, "name": name}


def parties_data(inputs: Inputs, entries: Sequence[Entry], awarded: bool) -> list[OcdsJson]:
    """Return the organizations that the release names, each once."""
    found: list[OcdsJson] = []
    if (buyer := buyer_data(inputs)) is not None:
        found.append({**buyer, "roles": ["buyer", "procuringEntity"]})
    winners = {bidder_name(inputs, one.placing.bid) for one in entries if one.awarded and awarded}
    seen: set[str] = set()
    for entry in entries:
        if not entry.named or bidder_name(inputs, entry.placing.bid) in seen:
            continue
        bidder = inputs.bids[entry.placing.bid].bidder
        name = bidder_name(inputs, entry.placing.bid)
        seen.add(name)
        roles: list[OcdsJson] = ["tenderer", *(["supplier"] if name in winners else [])]
        kind: Data = {} if bidder.type == "not-stated" else {"details": {"bidderType": bidder.type}}
        found.append({"id": name, "name": bidder.name, "roles": roles, **kind})
    return found


def tender_data(
    inputs: Inputs, evaluation: Evaluation, rules: Sequence[LotRules], lots: Mapping[str, str]
) -> Data:
    """Return the tender with its lots and their award criteria."""
    tender = inputs.tender
    value = money(tender.contract.value, tender.currency) if tender.contract else None
    done = all(one.status is LotStatus.FINAL for one in evaluation.lots)
    price_only = all(not one.tree and one.method.id == "lowest-compliant" for one in rules)
    period = told(
        startDate=as_moment(tender.began) if tender.began else None,
        endDate=as_moment(tender.deadline) if tender.deadline else None,
    )
    return told(
        id=tender.id,
        title=tender.title,
        description=ILLUSTRATION if tender.illustration else None,
        status="complete" if done else "active",
        procuringEntity=buyer_data(inputs),
        value=value,
        awardCriteria="priceOnly" if price_only else "ratedCriteria",
        tenderPeriod=period,
        lots=[_lot(one, lots, tender.currency) for one in rules],
    )


def _lot(rules: LotRules, lots: Mapping[str, str], currency: str) -> Data:
    return told(
        id=lots[rules.id],
        title=rules.title,
        value=money(rules.value, currency),
        awardCriteria=award_criteria(rules),
        selectionCriteria=selection_criteria(rules),
    )


def bids_data(
    inputs: Inputs, evaluation: Evaluation, entries: Sequence[Entry], lots: Mapping[str, str]
) -> Data:
    """Return the bids that are shown, and how many there were in all."""
    details: list[OcdsJson] = [_bid(inputs, one, evaluation.currency, lots) for one in entries]
    return told(statistics=list(_statistics(evaluation, lots)), details=details)


def _statistics(evaluation: Evaluation, lots: Mapping[str, str]) -> Iterator[Data]:
    for lot in evaluation.lots:
        counted = [one.status for one in lot.placings]
        for measure, count in (
            ("bids", len(counted)),
            ("validBids", counted.count(PlacingStatus.ASSESSED)),
            ("disqualifiedBids", sum(_STATUSES[one] == "disqualified" for one in counted)),
        ):
            name = lots[lot.id]
            yield {"id": f"{measure}-{name}", "measure": measure, "value": count, "relatedLot": name}


def _bid(inputs: Inputs, entry: Entry, currency: str, lots: Mapping[str, str]) -> Data:
    placing = entry.placing
    data: Data = {"id": entry.id, "status": _STATUSES[placing.status], "relatedLots": [lots[entry.lot.id]]}
    if placing.rank is not None:
        data |= {"hasRank": True, "rank": placing.rank}
    if not entry.named:
        return data
    bid = inputs.bids[placing.bid]
    price = _stated(inputs, placing.bid, entry.lot.id) if placing.price is None else placing.price
    return {
        **data,
        **told(date=as_moment(bid.received) if bid.received else None),
        "tenderers": [{"id": bidder_name(inputs, placing.bid), "name": bid.bidder.name}],
        **told(value=money(price, currency)),
    }


def _stated(inputs: Inputs, bid: str, lot: str) -> Fraction | None:
    sheet = inputs.prices.get(bid)
    return sheet.lots[lot].amount if sheet is not None and lot in sheet.lots else None


def awards_data(
    inputs: Inputs, evaluation: Evaluation, entries: Sequence[Entry], lots: Mapping[str, str], wanted: Wanted
) -> list[OcdsJson]:
    """Return an award for every awarded bid: proposed, or made where that is said."""
    return [
        told(
            id=f"award-{lots[one.lot.id]}-{one.id}",
            status="active" if wanted.awarded else "pending",
            date=wanted.date if wanted.awarded else None,
            value=money(one.placing.price, evaluation.currency),
            suppliers=[{
                "id": bidder_name(inputs, one.placing.bid), "name": inputs.bids[one.placing.bid].bidder.name,
            }],
            relatedLots=[lots[one.lot.id]],
            relatedBid=one.id,
        )
        for one in entries
        if one.awarded
    ]  # fmt: skip
