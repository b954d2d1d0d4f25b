"""Invented tenders in the form of British ones, to try a portfolio on: the same on any machine.

Tender number i of a seed depends on the seed and i alone, so any part of a run can be made
again.  Draws are bytes of SHAKE-256, taken as whole numbers.  Every line says that it is an
illustration.  What is assumed, and rests on nothing that was measured:

* a tenth of tenders is won by the lowest price, the others weigh price at 30 to 60 percent;
* values run from 50,000 to 90 million pounds, small ones more often; 2 to 8 bids, within a
  sixth of the value; contracts of 2 to 5 years;
* bidders are commercial twice as often as all others together, and mutuals, co-operatives and
  charities are small or medium more often than large; turnover follows size;
* marks run from 0 to 5, 3 and 4 most often, alike for every type of bidder, and so does the
  share of the price that is spent locally: no type is supposed to bid better;
* half of weighted tenders ask for a turnover of 1 or 2 contract values a year, a quarter for a
  security of a tenth of the value.

Figures that come of such tenders say what the program does, and nothing of the world.
"""

import json
from collections.abc import Iterator
from hashlib import shake_256
from typing import NamedTuple

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]
Data = dict[str, Json]

WIDE = 8600  # bytes of a line, about what published releases have
_BYTES = 1200
_REGIONS = ("UKC", "UKD", "UKE", "UKF", "UKG", "UKH", "UKI", "UKJ", "UKK", "UKL", "UKM", "UKN")
_CPV = ("45000000", "50700000", "55500000", "71000000", "80000000", "85100000", "85300000", "90900000")
_OWNERSHIPS = (
    *("commercial-private",) * 7,
    *("commercial-listed",) * 4,
    *("commercial-private-equity-backed",) * 3,
    *("charity",) * 2,
    *("cic", "co-operative", "employee-led-mutual", "multi-stakeholder-mutual", "public-body"),
)
_SMALL = ("micro", "small", "small", "medium", "medium", "large")
_ANY = ("small", "medium", "large", "large")
_MARKS = (1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 0)
_WEIGHTS = (  # of price, quality, social value, local reinvestment
    (30, 55, 10, 5),
    (40, 45, 10, 5),
    (40, 50, 10, 0),
    (50, 30, 20, 0),
    (60, 30, 5, 5),
    (35, 40, 15, 10),
)
_FORMULAS = (
    "lowest-over-bid",
    "lowest-over-bid",
    "lowest-over-bid",
    "lowest-to-highest",
    "linear-to-n-lowest",
)
_TURNOVER = {"micro": 1, "small": 6, "medium": 30, "large": 400}  # million pounds, at most
_SENTENCE = "The supplier delivers the services in line with the specification and the contract terms. "


class _Dice:
    """Draws from the bytes of one tender."""

    def __init__(self, seed: int, number: int) -> None:
        self._bytes = shake_256(f"bideval {seed} {number}".encode()).digest(_BYTES)
        self._at = 0

    def below(self, end: int) -> int:
        """A whole number from 0 up to ``end``, which is left out; even but for one part in 2^32 / end."""
        drawn = int.from_bytes(self._bytes[self._at : self._at + 4], "big")
        self._at += 4
        return drawn % end

    def one_of(self, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        return choices[self.below(len(choices))]


class _Offer(NamedTuple):
    ownership: str
    size: str
    price: int


def invented(count: int, seed: int, *, begin: int = 0, width: int = WIDE) -> Iterator[bytes]:
    """Yield ``count`` lines of about ``width`` bytes, each with its line end, from number ``begin`` on."""
    for number in range(begin, begin + count):
        release = _release(_Dice(seed, number), seed, number)
        line = json.dumps(release, separators=(",", ":"))
        short = max(0, width - len(line) - 80)
        tender = release["tender"]
        assert isinstance(tender, dict)
        tender["documents"] = _documents(short)
        yield json.dumps(release, separators=(",", ":")).encode("ascii") + b"\n"


def _documents(length: int) -> Json:
    """Documents with about ``length`` characters of text among them."""
    whole = _SENTENCE * (length // len(_SENTENCE) + 1)
    pieces = [whole[begin : min(begin + 400, length)] for begin in range(0, length, 460)]
    return [
        {"id": f"doc-{place}", "title": "Tender document", "description": text}
        for place, text in enumerate(pieces)
    ]


def _release(dice: _Dice, seed: int, number: int) -> Data:
    value = (1 + dice.below(9)) * 10 ** (5 + min(dice.below(4), dice.below(4), 2)) // (1 + dice.below(2))
    year = 2017 + dice.below(8)
    body = dice.below(400)
    offers = [_offer(dice, value) for _ in range(2 + dice.below(7))]
    weighted = dice.below(10) > 0
    own = _own_part(dice, value, offers) if weighted else None
    date = f"{year}-{1 + dice.below(12):02d}-01T12:00:00Z"
    bids: list[Json] = [_bid(place, one, date) for place, one in enumerate(offers)]
    release: Data = {
        "ocid": f"ocds-invent-{seed}-{number:09d}",
        "id": f"{number}-compiled",
        "date": date,
        "tag": ["compiled"],
        "initiationType": "tender",
        "parties": _parties(body, offers),
        "buyer": {"id": f"GB-LAE-{body:03d}", "name": f"Council {body}"},
        "tender": _tender(dice, value, date, len(offers), weighted=weighted),
        "bids": {"details": bids},
    }
    return {**release, **({"portfolio": own} if own else {})}


def _tender(dice: _Dice, value: int, date: str, count: int, *, weighted: bool) -> Data:
    return {
        "id": "tender",
        "title": "Services as specified",
        "status": "complete",
        "value": {"amount": value, "currency": "GBP"},
        "procurementMethod": "open",
        "awardCriteria": "ratedCriteria" if weighted else "priceOnly",
        "classification": {"scheme": "CPV", "id": dice.one_of(_CPV)},
        "items": [{"id": "1", "deliveryAddresses": [{"region": dice.one_of(_REGIONS)}]}],
        "numberOfTenderers": count,
        "tenderPeriod": {"endDate": date},
    }


def _offer(dice: _Dice, value: int) -> _Offer:
    ownership = dice.one_of(_OWNERSHIPS)
    size = dice.one_of(_ANY if ownership.startswith(("commercial", "public")) else _SMALL)
    price = value * (8300 + dice.below(3300)) // 10000
    return _Offer(ownership, size, max(1, price - price % (100 if dice.below(3) else 1)))


def _bid(place: int, offer: _Offer, date: str) -> Data:
    name = f"bidder-{place}"
    return {
        "id": f"bid-{place}",
        "date": date,
        "status": "valid",
        "tenderers": [{"id": name, "name": name}],
        "value": {"amount": offer.price, "currency": "GBP"},
    }


def _parties(body: int, offers: list[_Offer]) -> Json:
    parties: list[Json] = [{"id": f"GB-LAE-{body:03d}", "name": f"Council {body}", "roles": ["buyer"]}]
    for place, one in enumerate(offers):
        scale = "large" if one.size == "large" else "sme"
        parties.append(
            {
                "id": f"bidder-{place}",
                "name": f"Bidder {place}",
                "roles": ["tenderer"],
                "address": {"streetAddress": f"{place + 1} High Street", "countryName": "United Kingdom"},
                "details": {"scale": scale},
            }
        )
    return parties


def _own_part(dice: _Dice, value: int, offers: list[_Offer]) -> Data:
    years = 2 + dice.below(4)
    price, *others = _WEIGHTS[dice.below(len(_WEIGHTS))]
    names = ("quality", "social-value", "local")
    criteria: list[Json] = [_price_criterion(dice.one_of(_FORMULAS), price)]
    criteria += [
        {"id": name, "kind": name, "weight": weight}
        for name, weight in zip(names, others, strict=True)
        if weight
    ]
    rules: Data = {
        "criteria": criteria,
        "ties": dice.one_of(("lower-price", "none")),
        "markStep": 20,
        "years": years,
    }
    if dice.below(5):
        rules["weightedPlaces"] = 2
    if dice.below(2):
        rules["turnoverAtLeast"] = value * (1 + dice.below(2)) // years
    asked = value // 10 if not dice.below(4) else 0
    if asked:
        rules["security"] = asked
    used = [name for name, weight in zip(names, others, strict=True) if weight]
    bids: list[Json] = [_own_bid(dice, place, one, used, asked) for place, one in enumerate(offers)]
    return {
        "format": "bideval-portfolio",
        "version": "1",
        "illustration": True,
        "rules": rules,
        "bids": bids,
    }


def _price_criterion(formula: str, weight: int) -> Data:
    criterion: Data = {"id": "price", "kind": "price", "weight": weight, "formula": formula}
    if formula == "lowest-to-highest":
        criterion["when_equal"] = 100
    if formula == "linear-to-n-lowest":
        criterion["n"] = 3
    return criterion


def _own_bid(dice: _Dice, place: int, offer: _Offer, names: list[str], asked: int) -> Data:
    points: Data = {name: 20 * _MARKS[dice.below(len(_MARKS))] for name in names}
    turnover = _TURNOVER[offer.size] * (5 + dice.below(96)) * 10_000
    has_security = asked and dice.below(3) < (2 if offer.size in {"medium", "large"} else 1)
    return {
        "id": f"bid-{place}",
        "points": points,
        "ownership": offer.ownership,
        "size": offer.size,
        "turnover": turnover,
        "security": asked if has_security else 0,
        "securityInPrice": bool(has_security and dice.below(2)),
        "localSpend": offer.price * (10 + dice.below(51)) // 100,
    }
