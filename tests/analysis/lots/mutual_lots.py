"""The invented tender of five lots behind the published figures of what award rules cost.

Integrated community health services: two mutuals, a charity and three companies offer for
lots and for bundles of them.  All names and numbers are made up.  Its figures were worked out
independently, by enumeration of all 3,000 awards; ``enumerated`` does so again here, from
whole numbers and without any of the program's rules.  Money is in hundredths of GBP 1m.
"""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

from tests.scoring.build import Data, Papers, tender

TYPES = {
    "tm": "employee-led-mutual",
    "fm": "employee-led-mutual",
    "ht": "charity",
    "ch": "commercial",
    "mc": "commercial",
    "sg": "commercial",
}
TURNOVER = {"tm": 142, "fm": 81, "ht": 235, "ch": 3100, "mc": 960, "sg": 169}  # GBP 100,000
VALUES = {"north": 16, "south": 20, "east": 14, "west": 18, "city": 22}  # a year, GBP 100,000
OFFERS = {
    "tm": {"north": 795, "south": 990, "east": 690, "west": 905, "city": 1120},
    "fm": {"north": 810, "west": 895, "east": 705},
    "ht": {"south": 995, "east": 700, "city": 1095},
    "ch": {"north": 780, "south": 970, "east": 685, "west": 870, "city": 1060},
    "mc": {"north": 790, "south": 960, "east": 680, "west": 880, "city": 1070},
    "sg": {"north": 740, "south": 930, "east": 660, "west": 860},
}
BUNDLES = (
    ("ch", ("south", "city"), 45),
    ("ch", ("north", "west"), 30),
    ("tm", ("north", "east"), 25),
    ("mc", ("south", "west"), 20),
    ("ch", tuple(VALUES), 160),
)
RULES: Mapping[str, Data] = {
    "limit": {"id": "limit", "use": "most-lots", "most": 2},
    "capacity": {
        "id": "capacity",
        "use": "capacity",
        "reads": "turnover",
        "counts": "annual-value",
        "times": "1.5",
    },
    "share": {"id": "share", "use": "most-share", "most": 45, "counts": "value"},
    "reserved": {
        "id": "reserved",
        "use": "least-lots",
        "least": 1,
        "who": {"types": ["employee-led-mutual"]},
    },
}
TOGETHER: Data = {
    "mechanism": "lowest-total-price",
    "offers": ["conditional-discounts"],
    "overlapping": "one-per-lot",
    "ties": [{"by": "lot-order"}],
}


def mutual_lots(rules: Mapping[str, Data] = RULES, **award: object) -> Papers:
    """Return the tender with these rules; ``award`` in place of all else that it says of the award."""
    return Papers(
        tender(
            currency="GBP",
            method={"use": "lowest-compliant"},
            contract={"value": 45000000, "years": 5},
            ties=[{"by": "lower-price"}],
            lots=[
                {"id": lot, "title": lot.title(), "contract": {"value": value * 500_000, "years": 5}}
                for lot, value in VALUES.items()
            ],
            lot_mechanism="The lowest total price that keeps the rules",
            award={"rules": list(rules.values()), **(award or TOGETHER)},
        ),
        {bid: _bid(bid) for bid in OFFERS},
        {bid: _sheet(bid) for bid in OFFERS},
    )


def _bid(bid: str) -> Data:
    return {
        "bidder": {"id": bid, "name": f"Bidder {bid}", "type": TYPES[bid]},
        "lots": list(OFFERS[bid]),
        "accounts": [{"year_end": "2025-03-31", "turnover": TURNOVER[bid] * 100_000}],
    }


def _sheet(bid: str) -> Data:
    discounts = [
        {"id": f"bundle-{at}", "lots": list(lots), "amount": off * 10_000}
        for at, (own, lots, off) in enumerate(BUNDLES)
        if own == bid
    ]
    lots = {lot: {"amount": price * 10_000} for lot, price in OFFERS[bid].items()}
    return {"lots": lots, **({"discounts": discounts} if discounts else {})}


def enumerated(
    limit: int | None, share: int | None, reserved: int, *, capacity: bool, out: str = ""
) -> tuple[int, int] | None:
    """Return the least cost of all awards that keep the rules, and how many have it; None of none."""
    found = [
        _cost(award) for award in _awards(out) if _keeps(award, limit, share, reserved, capacity=capacity)
    ]
    return (min(found), found.count(min(found))) if found else None


def _awards(out: str) -> Iterator[dict[str, str]]:
    offering = ([bid for bid in OFFERS if lot in OFFERS[bid] and bid != out] for lot in VALUES)
    for pick in product(*offering):
        yield dict(zip(VALUES, pick, strict=True))


def _keeps(
    award: Mapping[str, str], limit: int | None, share: int | None, reserved: int, *, capacity: bool
) -> bool:
    worth = {bid: sum(VALUES[lot] for lot, own in award.items() if own == bid) for bid in OFFERS}
    return (
        all(limit is None or list(award.values()).count(bid) <= limit for bid in OFFERS)
        and all(not capacity or 3 * worth[bid] <= 2 * TURNOVER[bid] for bid in OFFERS)
        and all(share is None or 100 * one <= share * sum(VALUES.values()) for one in worth.values())
        and sum(TYPES[bid] == "employee-led-mutual" for bid in award.values()) >= reserved
    )


def _cost(award: Mapping[str, str]) -> int:
    mine = [(set(lots), off) for bid, lots, off in BUNDLES if all(award[lot] == bid for lot in lots)]
    apart = (
        some
        for size in range(len(mine) + 1)
        for some in combinations(mine, size)
        if all(not one[0] & other[0] for one, other in combinations(some, 2))
    )
    return sum(OFFERS[bid][lot] for lot, bid in award.items()) - max(
        sum(off for _, off in some) for some in apart
    )
