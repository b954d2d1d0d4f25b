"""Lines that were read, gathered into flat lists: what can be evaluated, and why the rest cannot.

A tender is taken whole or not at all.  What is looked at here is what a line says of itself -
that there are bids, one currency, a rule; figures are looked at all together, in columns.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, get_args

from bideval.model.bid import BodyType
from bideval.portfolio.numbers_in import MISSING
from bideval.portfolio.release import (
    BidPart,
    Criterion,
    Formula,
    Number,
    OcdsBid,
    OcdsTender,
    Portfolio,
    Release,
    Size,
)

OWNERSHIPS: tuple[str, ...] = get_args(BodyType)
SIZES: tuple[str, ...] = get_args(Size)
FORMULAS: tuple[str, ...] = get_args(Formula)
MOST_CRITERIA = 20
NOT_STATED = "not stated"
ABSENT = -1  # a recorded winner that is none of the bids
_OWNERSHIP = {name: place for place, name in enumerate(OWNERSHIPS)}
_SIZE = {name: place for place, name in enumerate(SIZES)}
_FORMULA: dict[str | None, int] = {name: place for place, name in enumerate(FORMULAS)}
_IN = frozenset({None, "valid", "pending"})
_OUT = "disqualified"
_GONE = frozenset({"withdrawn", "invited"})
_PRICE_ALONE = frozenset({b'"priceOnly"', b'"lowestCost"'})
_NOBODY = BidPart(id="")


class Labels(NamedTuple):
    """What a tender is grouped by."""

    region: str
    cpv: str
    authority: str
    year: str


class Rule(NamedTuple):
    """The published rule of a tender; figures as they were read."""

    weighted: bool  # else the lowest price wins
    price: Number = 100
    formula: int = 0
    n: Number = 2
    when_equal: Number = MISSING
    places: int = -1
    ladder: bool = False
    step: Number = MISSING
    turnover: Number = MISSING
    security: Number = MISSING
    years: Number = MISSING
    names: tuple[str, ...] = ()
    others: tuple[Number, ...] = ()
    social: tuple[bool, ...] = ()


_LOWEST = Rule(weighted=False)


@dataclass(slots=True)
class Gathered:
    """Flat lists: of tenders, of bids in the order of tenders, of points in the order of bids."""

    lines: list[int] = field(default_factory=list)
    ocids: list[str] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    currencies: list[str] = field(default_factory=list)
    values: list[Number] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    labels: list[Labels] = field(default_factory=list)
    recorded: list[tuple[int, ...]] = field(default_factory=list)  # places of bids within the tender
    invented: int = 0
    ids: list[str] = field(default_factory=list)
    prices: list[Number] = field(default_factory=list)
    stands: list[bool] = field(default_factory=list)  # false: recorded as disqualified
    turnovers: list[Number] = field(default_factory=list)
    securities: list[Number] = field(default_factory=list)
    in_price: list[bool] = field(default_factory=list)
    spent: list[Number] = field(default_factory=list)
    ownerships: list[int] = field(default_factory=list)
    body_sizes: list[int] = field(default_factory=list)
    points: list[Number] = field(default_factory=list)


def gather(into: Gathered, line: int, release: Release) -> str | None:
    """Add a line that was read, or return the reason why it cannot be evaluated."""
    tender = release.tender
    if tender is None:
        return "no-tender"
    if tender.lots and len(tender.lots) > 1:
        return "several-lots"
    details = release.bids.details if release.bids else None
    if not details:
        return "no-bids"
    bids = [bid for bid in details if bid.status in _IN or (bid.status == _OUT and _amount(bid) is not None)]
    reason = _bids_reason(details, bids) or _currency_reason(tender, bids)
    if reason:
        return reason
    found = _ruled(release, tender, bids)
    if isinstance(found, str):
        return found
    _add(into, line, release, tender, bids, *found)
    return None


def _ruled(release: Release, tender: OcdsTender, bids: Sequence[OcdsBid]) -> "tuple[Rule, _Own] | str":
    """The rule of a tender and our part of its bids, or why there is none."""
    part = release.portfolio
    if part is None:
        rule = _lowest(tender)
        return rule if isinstance(rule, str) else (rule, _Own([_NOBODY] * len(bids), []))
    rule = _rule(part, tender)
    if isinstance(rule, str):
        return rule
    own = _own_parts(part, bids, rule)
    return own if isinstance(own, str) else (rule, own)


def _amount(bid: OcdsBid) -> Number | None:
    return bid.value.amount if bid.value else None


def _bids_reason(details: Sequence[OcdsBid], bids: Sequence[OcdsBid]) -> str | None:
    if not bids:
        return "no-bids"
    if len(bids) < len(details):
        known = {*_IN, *_GONE, _OUT}
        if any(bid.status not in known for bid in details):
            return "bid-status"
    for bid in bids:
        if not bid.tenderers:
            return "bid-without-tenderer"
        if bid.value is None or bid.value.amount is None:
            return "bid-without-price"
    return "bid-twice" if len({str(bid.id) for bid in bids}) < len(bids) else None


def _currency_reason(tender: OcdsTender, bids: Sequence[OcdsBid]) -> str | None:
    named = {bid.value.currency for bid in bids if bid.value}
    if tender.value and tender.value.amount is not None:
        named.add(tender.value.currency)
    if None in named:
        return "no-currency"
    return "mixed-currencies" if len(named) > 1 else None


def _lowest(tender: OcdsTender) -> Rule | str:
    """The rule of a tender without our part: the lowest price, where the standard's word says so."""
    return _LOWEST if bytes(tender.award_criteria) in _PRICE_ALONE else "no-rule"


def _rule(part: Portfolio, tender: OcdsTender) -> Rule | str:
    stated = part.rules
    criteria = stated.criteria
    priced = [one for one in criteria if one.kind == "price"]
    if len(priced) > 1:
        return "several-price-criteria"
    if not criteria or len(criteria) > MOST_CRITERIA or len({one.id for one in criteria}) < len(criteria):
        return "criteria-unclear"
    if stated.weighted_places is not None and not 0 <= stated.weighted_places <= 4:
        return "rounding-unclear"
    price = priced[0] if priced else None
    if price is not None and (
        price.formula is None or (price.formula == "budget-linear" and not tender.value)
    ):
        return "formula-unclear"
    others = [one for one in criteria if one.kind != "price"]
    return Rule(
        weighted=True,
        price=price.weight if price else 0,
        formula=_FORMULA[price.formula] if price else 0,
        n=_or(price.n if price else None, 2),
        when_equal=_when_equal(price),
        places=-1 if stated.weighted_places is None else stated.weighted_places,
        ladder=stated.ties == "lower-price",
        step=_or(stated.mark_step),
        turnover=_or(stated.turnover_at_least),
        security=_or(stated.security),
        years=_or(stated.years),
        names=tuple([one.id for one in others]),
        others=tuple([one.weight for one in others]),
        social=tuple([one.kind == "social-value" for one in others]),
    )


def _or(value: Number | None, otherwise: Number = MISSING) -> Number:
    return otherwise if value is None else value


def _when_equal(price: Criterion | None) -> Number:
    return _or(price.when_equal if price else None)


class _Own(NamedTuple):
    """Our part of each bid, in the order of the bids, and their points one after another."""

    bids: list[BidPart]
    points: list[Number]


def _own_parts(part: Portfolio, bids: Sequence[OcdsBid], rule: Rule) -> _Own | str:
    by_id = {str(one.id): one for one in part.bids}
    if len(by_id) < len(part.bids):
        return "bid-twice"
    try:
        own = [by_id[str(bid.id)] for bid in bids]
        points = [given[name] for one in own if (given := one.points) for name in rule.names]
    except KeyError:
        return "bid-without-points"
    count = len(rule.names)
    if sum([len(one.points) for one in own if one.points]) != count * len(own) or len(points) != count * len(
        own
    ):
        return "bid-without-points"
    if rule.turnover != MISSING and None in [one.turnover for one in own]:
        return "bid-without-turnover"
    return _Own(own, points)


def _add(
    into: Gathered,
    line: int,
    release: Release,
    tender: OcdsTender,
    bids: Sequence[OcdsBid],
    rule: Rule,
    own: _Own,
) -> None:
    first = bids[0].value
    into.lines.append(line)
    into.ocids.append(release.ocid)
    into.sizes.append(len(bids))
    into.currencies.append((first.currency if first else None) or "")
    into.values.append(_or(tender.value.amount if tender.value else None))
    into.rules.append(rule)
    into.labels.append(_labels(release, tender))
    into.recorded.append(_recorded(release, bids))
    into.invented += bool(release.portfolio and release.portfolio.illustration)
    into.ids += [str(bid.id) for bid in bids]
    into.prices += [bid.value.amount for bid in bids if bid.value and bid.value.amount is not None]
    into.stands += [bid.status != _OUT for bid in bids]
    bodies = own.bids
    into.turnovers += [MISSING if one.turnover is None else one.turnover for one in bodies]
    into.securities += [one.security or 0 for one in bodies]
    into.in_price += [one.security_in_price for one in bodies]
    into.spent += [MISSING if one.local_spend is None else one.local_spend for one in bodies]
    into.ownerships += [_OWNERSHIP[one.ownership] for one in bodies]
    into.body_sizes += [_SIZE[one.size] for one in bodies]
    into.points += own.points


def _labels(release: Release, tender: OcdsTender) -> Labels:
    region = release.portfolio.region if release.portfolio else None
    item = tender.items[0] if tender.items else None
    if region is None and item and item.delivery_addresses:
        region = item.delivery_addresses[0].region
    code = tender.classification or (item.classification if item else None)
    is_cpv = code is not None and code.scheme == "CPV" and code.id is not None
    buyer = release.buyer
    ends = tender.tender_period.end_date if tender.tender_period else None
    return Labels(
        region or NOT_STATED,
        str(code.id)[:2] if code and is_cpv else NOT_STATED,
        str(buyer.id or buyer.name or NOT_STATED) if buyer else NOT_STATED,
        (ends or release.date or "")[:4] or NOT_STATED,
    )


def _recorded(release: Release, bids: Sequence[OcdsBid]) -> tuple[int, ...]:
    """The places of the bids that the active awards name; ABSENT alone where they name none of them."""
    if not release.awards:
        return ()
    active = [award for award in release.awards if award.status in {None, "active"}]
    found: set[int] = set()
    for award in active:
        if award.related_bid is not None:
            wanted = str(award.related_bid)
            found.update(place for place, bid in enumerate(bids) if str(bid.id) == wanted)
            continue
        suppliers = {str(one.id) for one in award.suppliers or ()}
        found.update(
            place
            for place, bid in enumerate(bids)
            if suppliers and {str(one.id) for one in bid.tenderers or ()} & suppliers
        )
    return tuple(sorted(found)) or ((ABSENT,) if active else ())
