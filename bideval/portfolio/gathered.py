"""Lines that were read, gathered into flat arrays: what can be evaluated, and why the rest cannot.

A tender is taken whole, with all its lots, or not at all.  What is looked at here is what a line
says of itself - that there are bids, one currency, a rule; figures are looked at all together,
in bideval.portfolio.columns.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from msgspec import Struct

from bideval.portfolio.flat import Flat, flat, joined, of_bids, of_rule
from bideval.portfolio.lots import GONE, Contest, contests_of
from bideval.portfolio.release import (
    OUT,
    Award,
    BidPart,
    Number,
    OcdsBid,
    OcdsTender,
    Portfolio,
    Release,
    Value,
)
from bideval.portfolio.rule import LOWEST, Rule, Weighing, rule_of

NOT_STATED = "not stated"
ABSENT = -1  # a recorded winner that is none of the bids
_BATCH = 256  # contests that wait to become arrays
_IN = frozenset({None, "valid", "pending"})
_KNOWN = _IN | GONE | {OUT}
_PRICE_ALONE = frozenset({b'"priceOnly"', b'"lowestCost"'})
_NOBODY = BidPart(id="")


class Names(Struct, frozen=True, gc=False):
    """What stands beside the figures of a contest; its bids and criteria only if they are to be named."""

    line: int
    ocid: str
    lot: str
    recorded: tuple[int, ...]  # places of bids
    bids: tuple[str, ...]
    criteria: tuple[str, ...]


class Taken(Struct, frozen=True, gc=False):
    """A contest that can be evaluated as far as its line says."""

    contest: Contest
    bids: Sequence[OcdsBid]
    prices: Sequence[Number]
    currency: str
    rule: Rule
    own: Sequence[BidPart]
    points: list[Number]


class Gathered:
    """Contests in the order of their lines."""

    def __init__(self, label: str = "", *, named: bool = True) -> None:
        """Group tenders by ``label``, one of LABELS, or by nothing; keep the names of bids, or leave them."""
        self._label, self._named = LABELS.get(label), named
        self.names: list[Names] = []
        self.currencies: dict[str, int] = {}
        self.labels: dict[str, int] = {}
        self.currency: list[int] = []  # by contest, the number of its currency
        self.label: list[int] = []
        self.invented: set[int] = set()  # lines
        self.empty_lots: set[int] = set()
        self._flats: list[Flat] = []
        self._weighing: list[Weighing] = []
        self._by_rule: list[Number] = []
        self._bids: list[int] = []
        self._by_bid: list[Number] = []
        self._points: list[Number] = []

    def __len__(self) -> int:
        return len(self.names)

    def add(self, line: int, release: Release, tender: OcdsTender, taken: Taken) -> None:
        """Add a contest."""
        contest, bids = taken.contest, taken.bids
        ids = tuple([str(bid.id) for bid in bids]) if self._named else ()
        recorded = _recorded(release.awards, contest.lot, bids) if release.awards else ()
        self.names.append(Names(line, release.ocid, contest.lot, recorded, ids, taken.rule.weighing.names))
        self.currency.append(self.currencies.setdefault(taken.currency, len(self.currencies)))
        if self._label is not None:
            label = self._label(release, tender)
            self.label.append(self.labels.setdefault(label, len(self.labels)))
        self._weighing.append(taken.rule.weighing)
        self._by_rule += of_rule(contest.value.amount if contest.value else None, taken.rule)
        self._bids.append(len(bids))
        self._by_bid += of_bids(bids, taken.prices, taken.own)
        self._points += taken.points
        if len(self._bids) >= _BATCH:
            self._flatten()

    def _flatten(self) -> None:
        if self._bids:
            self._flats.append(flat(self._weighing, self._by_rule, self._bids, self._by_bid, self._points))
            self._weighing, self._by_rule, self._bids = [], [], []
            self._by_bid, self._points = [], []

    def figures(self) -> Flat:
        """The figures of all contests, which are held here no longer."""
        self._flatten()
        flats, self._flats = self._flats, []
        return joined(flats)


def gather(into: Gathered, line: int, release: Release) -> str | None:
    """Add a line that was read, or return the reason why it cannot be evaluated.

    Raises msgspec.ValidationError where criteria are of another kind than they should be.
    """
    tender = release.tender
    if tender is None:
        return "no-tender"
    details = release.bids.details if release.bids else None
    if not details:
        return "no-bids"
    part = release.portfolio
    contests = contests_of(tender, part, details)
    if isinstance(contests, str):
        return contests
    taken = []
    for contest in contests:
        found = _taken(contest, part)
        if isinstance(found, str):
            return found
        taken.append(found)
    for one in taken:
        into.add(line, release, tender, one)
    if part is not None and part.illustration:
        into.invented.add(line)
    if tender.lots and len(tender.lots) > max(1, len(contests)):
        into.empty_lots.add(line)
    return None


def _taken(contest: Contest, part: Portfolio | None) -> Taken | str:
    """A contest with its rule and our part of its bids, or why there is none."""
    usual = _usual(contest, part.bids) if part is not None else None
    return _looked_at(contest, part) if usual is None else usual


def _usual(contest: Contest, own: Sequence[BidPart]) -> Taken | None:
    """A contest in which all is as it mostly is, found in one pass; None where anything is otherwise.

    Every bid was in, with its price, and our part of them stands in the same order, with all
    points in the order of the criteria.  What this takes, ``_looked_at`` would take alike.
    """
    bids, rules, value = contest.bids, contest.rules, contest.value
    currency = value.currency if value else None
    if rules is None or currency is None:
        return None
    prices = _usual_prices(bids, own, currency, turnover=rules.turnover_at_least is not None)
    rule = rule_of(rules, budget=True) if prices is not None else ""
    points = None if isinstance(rule, str) else _in_order(own, rule.weighing.names)
    if prices is None or isinstance(rule, str) or points is None:
        return None
    return Taken(contest, bids, prices, currency, rule, own, points)


def _usual_prices(
    bids: Sequence[OcdsBid], own: Sequence[BidPart], currency: str, *, turnover: bool
) -> Sequence[Number] | None:
    """The prices of bids that were in, in this currency, beside our part of them; None of any others.

    ``turnover``: one without a turnover is another too.
    """
    if len(own) != len(bids):
        return None
    prices: list[Number] = []
    ids: list[str] = []
    for bid, one in zip(bids, own, strict=True):
        value, name = bid.value, bid.id
        if value is None or name != one.id or not bid.tenderers or bid.status not in _IN:
            return None
        amount = value.amount
        if amount is None or value.currency != currency or (turnover and one.turnover is None):
            return None
        prices.append(amount)
        ids.append(str(name))
    return prices if len(set(ids)) == len(ids) else None


def _in_order(own: Sequence[BidPart], names: tuple[str, ...]) -> list[Number] | None:
    """The points bid by bid; None where those of a bid are not of ``names``, in this order."""
    points: list[Number] = []
    for one in own:
        given = one.points
        if given is None or (*given,) != names:
            return None
        points += given.values()
    return points


def _looked_at(contest: Contest, part: Portfolio | None) -> Taken | str:
    """The same of any contest, one thing after another."""
    found = _standing(contest.bids)
    if isinstance(found, str):
        return found
    amounts = _amounts(found, contest.value)
    if isinstance(amounts, str):
        return amounts
    ids = [bid.id for bid in found]
    if len(set(map(str, ids))) < len(ids):
        return "bid-twice"
    if part is not None and contest.rules is not None:
        return _weighed(contest, found, ids, amounts, part.bids)
    # the lowest price, where the standard's word says so
    is_lowest = bytes(contest.word) in _PRICE_ALONE
    return Taken(contest, found, *amounts, LOWEST, [_NOBODY] * len(found), []) if is_lowest else "no-rule"


def _standing(details: Sequence[OcdsBid]) -> Sequence[OcdsBid] | str:
    """The bids that were in, the disqualified ones that have a price among them."""
    if _IN.issuperset([bid.status for bid in details]):
        return details or "no-bids"
    bids = [bid for bid in details if bid.status in _IN or (bid.status == OUT and _amount(bid) is not None)]
    if not bids:
        return "no-bid-stands"
    return bids if _KNOWN.issuperset([bid.status for bid in details]) else "bid-status"


def _amount(bid: OcdsBid) -> Number | None:
    return bid.value.amount if bid.value else None


class _Amounts(NamedTuple):
    """What is asked for, by bid, in one currency."""

    prices: Sequence[Number]
    currency: str


def _amounts(bids: Sequence[OcdsBid], of_contract: Value | None) -> _Amounts | str:
    """The prices, or the reason why bids are not whole or amounts not in one currency."""
    if [bid for bid in bids if not bid.tenderers]:
        return "bid-without-tenderer"
    values = [value for bid in bids if (value := bid.value) is not None]
    prices = [amount for value in values if (amount := value.amount) is not None]
    if len(prices) < len(bids):
        return "bid-without-price"
    named = {value.currency for value in values}
    if of_contract and of_contract.amount is not None:
        named.add(of_contract.currency)
    if len(named) > 1:
        return "no-currency" if None in named else "mixed-currencies"
    currency = named.pop()
    return "no-currency" if currency is None else _Amounts(prices, currency)


def _weighed(
    contest: Contest,
    bids: Sequence[OcdsBid],
    ids: Sequence[object],
    amounts: _Amounts,
    own: Sequence[BidPart],
) -> Taken | str:
    """A contest by our rules: every bid has its points, and a turnover where one is asked for."""
    assert contest.rules is not None
    rule = rule_of(contest.rules, budget=contest.value is not None)
    if isinstance(rule, str):
        return rule
    matched = _matched(own, ids)
    if isinstance(matched, str):
        return matched
    names = rule.weighing.names
    points = _points(matched, names)
    if points is None:
        has_all = all(one.points and one.points.keys() >= set(names) for one in matched)
        return "points-of-no-criterion" if has_all or not names else "bid-without-points"
    if contest.rules.turnover_at_least is not None and None in [one.turnover for one in matched]:
        return "bid-without-turnover"
    return Taken(contest, bids, *amounts, rule, matched, points)


def _matched(own: Sequence[BidPart], ids: Sequence[object]) -> Sequence[BidPart] | str:
    """Our part of each bid, in the order of the bids."""
    if [one.id for one in own] == ids:
        return own
    by_id = {str(one.id): one for one in own}
    if len(by_id) < len(own):
        return "bid-twice"
    wanted = [str(one) for one in ids]
    return [by_id[one] for one in wanted] if by_id.keys() >= set(wanted) else "bid-not-described"


def _points(own: Sequence[BidPart], names: Sequence[str]) -> list[Number] | None:
    """The points bid by bid, in the order of the criteria; None where some are missing or too many."""
    count = len(names) * len(own)
    try:
        points = [given[name] for one in own if (given := one.points) for name in names]
    except KeyError:
        return None
    is_whole = len(points) == count == sum([len(one.points) for one in own if one.points])
    return points if is_whole else None


def _region(release: Release, tender: OcdsTender) -> str:
    region = release.portfolio.region if release.portfolio else None
    item = tender.items[0] if tender.items else None
    if region is None and item and item.delivery_addresses:
        region = item.delivery_addresses[0].region
    return region or NOT_STATED


def _cpv(_: Release, tender: OcdsTender) -> str:
    item = tender.items[0] if tender.items else None
    code = tender.classification or (item.classification if item else None)
    is_cpv = code is not None and code.scheme == "CPV" and code.id is not None
    return str(code.id)[:2] if code and is_cpv else NOT_STATED


def _authority(release: Release, _: OcdsTender) -> str:
    buyer = release.buyer
    return str(buyer.id or buyer.name or NOT_STATED) if buyer else NOT_STATED


def _year(release: Release, tender: OcdsTender) -> str:
    ends = tender.tender_period.end_date if tender.tender_period else None
    return (ends or release.date or "")[:4] or NOT_STATED


LABELS: Mapping[str, Callable[[Release, OcdsTender], str]] = MappingProxyType(
    {"region": _region, "cpv": _cpv, "authority": _authority, "year": _year}
)


def _recorded(awards: Sequence[Award], lot: str, bids: Sequence[OcdsBid]) -> tuple[int, ...]:
    """The places of the bids that the active awards name; ABSENT alone where they name none of them."""
    active = [award for award in awards if award.status in {None, "active"} and _is_of(award, lot)]
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


def _is_of(award: Award, lot: str) -> bool:
    """Whether an award is of this lot; of several lots it has to name it."""
    return not lot or lot in {str(one) for one in award.related_lots or ()}
