"""The rules of a tender, as far as a release states them: currency, method, criteria, lots, limits.

A release states no rounding, no tie rule, no price formula and no mark scale.  Rounding is
written as none; the others are left out, and what needs them cannot be evaluated before
they are put in as published.  Nothing is filled in.

Source: OCDS 1.1.5 (tender, codelist awardCriteria), extensions lots, award criteria and
requirements.
"""

from collections.abc import Iterator, Sequence

from bideval.errors import Severity
from bideval.io.ocds.amounts_read import is_below_zero
from bideval.io.ocds.desk import Desk
from bideval.io.ocds.plain import Ids, amount_text, day_of, moment_of, plain_text
from bideval.io.ocds.release import AwardCriteria, Lot, Release, Tender, Value
from bideval.io.ocds.requirements_read import requirement_rules
from bideval.io.ocds.weights import (
    Confidence,
    ReadWeight,
    ReadWeights,
    described_weights,
    stated_weights,
    weights_in,
)
from bideval.model.numbers import lossless_text
from bideval.model.written import Written

Data = dict[str, Written]

PRICE_ONLY = frozenset({"priceOnly", "lowestCost"})
_TRUSTED = (Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW)
_PRICE_LIMIT = "screens/price-limit@1"
_PERIOD = "/tender/tenderPeriod"


def tender_data(release: Release, currency: str, desk: Desk) -> Data:
    """Return ``tender.yaml`` of a release as text data; ``currency`` is that of its bids."""
    tender = release.tender or Tender()
    body = tender.procuring_entity or release.buyer
    began, deadline = _times(tender, desk)
    optional: dict[str, Written | None] = {
        "foreign_id": plain_text(release.ocid),
        "source": f"OCDS release {plain_text(release.id) or 'without an id'}",
        "authority": plain_text(body.name if body else None) or None,
        "began": began,
        "deadline": deadline,
        "contract": _contract(tender.value, currency),
    }
    return {
        "bideval": "1",
        "id": Ids("tender").of(release.ocid),
        "title": plain_text(tender.title) or plain_text(release.ocid),
        **{key: value for key, value in optional.items() if value is not None},
        "currency": currency,
        **_rules(tender, desk),
        **_tests(tender, desk),
        **_lots(tender, currency, desk),
        "rounding": "none",
    }


def currency_of(release: Release, desk: Desk) -> str | None:
    """Return the one currency of a release, or None with the finding why there is none."""
    tender = release.tender or Tender()
    listed = [one.value for one in release.offers] + [tender.value, *(lot.value for lot in tender.lots)]
    found = sorted({one.currency for one in listed if one and one.currency and one.amount is not None})
    if len(found) > 1:
        remedy = (
            "A folder has one currency. Convert the release by a published rate, and say where it comes from."
        )
        desk.error("BE908", f"amounts stand in {', '.join(found)}", remedy, "/bids/details")
        return None
    if not found:
        remedy = (
            "State it beside an amount in the release, such as tender/value; then a folder can be written."
        )
        desk.error("BE908", "no amount has a currency", remedy, "/bids/details")
    return found[0] if found else None


def _times(tender: Tender, desk: Desk) -> tuple[str | None, str | None]:
    """The day on which the tender began, as it was written, and its deadline in UTC."""
    period = tender.tender_period
    if period is None:
        return None, None
    began, deadline = day_of(period.start_date), moment_of(period.end_date)
    if began is None or deadline is None or began <= deadline[:10]:
        return began, deadline
    starts, stated = moment_of(period.start_date), f"{period.start_date} to {period.end_date}"
    if starts is None or starts > deadline:
        message = f"the tender period ends before it begins ({stated}); its start is left out"
        desk.warning("BE923", message, "Have the release put right.", _PERIOD)
        return None, deadline
    message = f"the tender period {stated} begins on {began} where it was written, and its end is {deadline}"
    desk.warning("BE923", message, "Nothing is to be done: it is one span, told in two zones.", _PERIOD)
    return began, deadline


def _contract(value: Value | None, currency: str) -> Data | None:
    if (
        value is None
        or value.amount is None
        or value.currency not in {currency, None}
        or is_below_zero(value)
    ):
        return None
    amount = amount_text(value.amount)
    return None if amount is None else {"value": amount}


def _lots(tender: Tender, currency: str, desk: Desk) -> Data:
    listed: list[Written] = [_lot(lot, place, currency, desk) for place, lot in enumerate(tender.lots)]
    return {"lots": listed} if listed else {}


def _lot(lot: Lot, place: int, currency: str, desk: Desk) -> Data:
    data: Data = {"id": desk.lots.of(lot.id or f"lot {place + 1}")}
    if title := plain_text(lot.title):
        data["title"] = title
    if (contract := _contract(lot.value, currency)) is not None:
        data["contract"] = contract
    if lot.award_criteria is not None:
        data |= _method(lot.award_criteria, desk, f"/tender/lots/{place}/awardCriteria")
    return data


def _rules(tender: Tender, desk: Desk) -> Data:
    """Method and criteria of the whole tender."""
    stated = tender.award_criteria
    by_lot = bool(tender.lots) and all(lot.award_criteria is not None for lot in tender.lots)
    if isinstance(stated, str) and stated not in PRICE_ONLY and tender.award_criteria_details and not by_lot:
        rules = _weighted(weights_in(tender.award_criteria_details), desk, "/tender/awardCriteriaDetails")
    elif stated is not None and not (by_lot and isinstance(stated, str) and stated not in PRICE_ONLY):
        rules = _method(stated, desk, "/tender/awardCriteria")
    else:
        rules = {}
        if not by_lot:
            _not_stated("the release does not say by what the award is made", desk, "/tender")
    return rules


def _tests(tender: Tender, desk: Desk) -> Data:
    """Requirements as gates, and limits on the price where they are asked for."""
    declares, gates = requirement_rules(tender, desk)
    gates += _limits(tender) if desk.reader.limits else ()
    return {**({"declares": declares} if declares else {}), **({"gates": gates} if gates else {})}


def _method(stated: AwardCriteria | str, desk: Desk, pointer: str) -> Data:
    if isinstance(stated, str):
        if stated in PRICE_ONLY:
            return {"method": {"use": "lowest-compliant"}}
        _not_stated(f"of the award criteria no more is said than {stated!r}", desk, pointer)
        return {}
    if not stated.criteria:
        _not_stated("the award criteria list no criterion", desk, pointer)
        return {}
    if len(stated.criteria) == 1 and stated.criteria[0].type == "price":
        return {"method": {"use": "lowest-compliant"}}
    weights = stated_weights(stated)
    return _weighted(weights or described_weights(stated), desk, pointer)


def _not_stated(message: str, desk: Desk, pointer: str) -> None:
    remedy = "Put method, weights and criteria into the folder's tender.yaml, as published."
    desk.error("BE904", message, remedy, pointer)


def _weighted(found: ReadWeights, desk: Desk, pointer: str) -> Data:
    """A weighted sum, where the weights are numbers or are trusted."""
    if not _is_trusted(found, desk, pointer):
        return {}
    percent = found.unit == "percent"
    weighting: Data = {"kind": "percent-of-whole"}
    if not percent:
        weighting = {"kind": "points", "total": lossless_text(found.total)}
    ids = Ids("criterion")
    listed: list[Written] = [_criterion(one, ids) for one in found.weights]
    desk.error(
        "BE905",
        "OCDS states neither the formula of the price nor the marks of the bids",
        "Put formula, scales and marks into the folder as published; then evaluate it.",
        pointer,
    )
    return {"method": {"use": "weighted-sum"}, "weighting": weighting, "criteria": listed}


def _criterion(one: ReadWeight, ids: Ids) -> Data:
    data: Data = {"id": ids.of(one.name), "title": plain_text(one.name) or "not named"}
    if one.weight is not None:
        data["weight"] = lossless_text(one.weight)
    if one.kind == "price":
        data["reads"] = "evaluated-price"
    data["because"] = f"read from: {plain_text(one.words) or 'nothing'}"
    return data


def _is_trusted(found: ReadWeights, desk: Desk, pointer: str) -> bool:
    """Whether weights may be used; weights in words are a finding in any case."""
    if found.confidence is Confidence.STATED:
        return True
    if not found.weights:
        _not_stated("no weight stands in the award criteria, as a number or in words", desk, pointer)
        return False
    least = desk.reader.trust
    trusted = least is not None and _TRUSTED.index(found.confidence) <= _TRUSTED.index(least)
    message = f"weights stand in words alone, read with confidence {found.confidence}: {found.said()}"
    if trusted:
        desk.warning("BE907", message, "Hold them against the procurement documents.", pointer)
    else:
        remedy = f"If the documents say so, read again with --trust-words {found.confidence}."
        desk.error("BE907", message, remedy, pointer)
    return trusted


def _limits(tender: Tender) -> Iterator[Data]:
    """The value and the minimum value of the tender as limits on the price."""
    for name, value, test in (
        ("highest-price", tender.value, "at-most"),
        ("lowest-price", tender.min_value, "at-least"),
    ):
        stated = None if value is None or is_below_zero(value) else value.amount
        amount = None if stated is None else amount_text(stated)
        if amount is not None:
            yield {
                "id": name,
                "phase": "price",
                "use": _PRICE_LIMIT,
                "with": {"limit": amount},
                "test": test,
                "on_fail": "must-disregard",
            }


def has_error(desk: Desk) -> bool:
    """Whether anything was found that keeps the process from being evaluated."""
    return any(one.severity is Severity.ERROR for one in desk.findings)


def lots_of(tender: Tender | None) -> Sequence[Lot]:
    """The lots of a tender, if it has any."""
    return tender.lots if tender else ()
