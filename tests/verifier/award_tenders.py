"""Drawn tenders whose lots are awarded together: every mechanism, and rules of every kind.

Prices are small whole numbers, so that awards are often equally good and the tie rule is needed.
What is drawn is for holding two verifiers against each other, not for saying what tenders are like.
"""

from collections.abc import Iterator, Sequence
from random import Random

from bideval.model.inputs import Inputs
from tests.scoring.build import Data, Papers, inputs_of, tender

LOTS, BIDS = ("north", "south", "west", "east"), ("ash", "elm", "fir", "oak")
MECHANISMS = ("lot-by-lot", "bidder-preference", "lowest-total-price", "most-points", "best-combination")
TIES = ("lower-price", "more-points", "more-winners", "fewer-winners", "lot-order")
TYPES = ("employee-led-mutual", "co-operative", "commercial")

DECLARES = {
    "care": {"unit": "points", "min": 0, "max": 100},
    "room": {"unit": "money", "min": 0, "max": 1000},
}
STANDING = {
    "id": "standing",
    "phase": "conditions",
    "measure": {"field": "bid.declared.care"},
    "test": "at-least",
    "threshold": "30",
    "on_fail": "may-disregard",
}


def drawn(seed: int) -> Inputs:
    """Return a tender with bids; each seed in turn has another mechanism."""
    dice, mechanism = Random(seed), MECHANISMS[seed % len(MECHANISMS)]
    lots, bids = LOTS[: dice.randint(2, 4)], BIDS[: dice.randint(2, 4)]
    searches, in_points = seed % 5 >= 2, mechanism == "most-points"
    offers = ["packages", "conditional-discounts", "volume-discounts"]
    award: dict[str, object] = {
        "mechanism": mechanism,
        "ties": [{"by": one} for one in dice.sample(TIES, dice.randint(0, 3))],
        "offers": [one for one in offers if searches and not in_points and dice.random() < 0.5],
        "overlapping": dice.choice(("one-per-lot", "add-up")),
        **({"order": dice.sample(lots, len(lots))} if dice.random() < 0.4 else {}),
        **({"weigh_by": "lot-value"} if in_points and dice.random() < 0.5 else {}),
    }
    if mechanism == "best-combination" and dice.random() < 0.7:
        award["gain"] = dice.choice(({"amount": 3}, {"percent": "2.5"}))
    has_gate = dice.random() < 0.5
    award["rules"] = list(_rules(dice, mechanism, lots, bids, fails=has_gate))
    more: dict[str, object] = {"lot_limit": 2} if dice.random() < 0.2 else {}
    if in_points or dice.random() < 0.3:
        measure = {"id": "care", "weight": "40", "measure": {"field": "bid.declared.care"}}
        price = {"id": "price", "weight": "60", "formula": "lowest-over-bid"}
        more |= {
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "criteria": [price, measure],
        }
        if dice.random() < 0.5:
            more |= {"rounding": [{"stage": "total", "places": 1, "mode": "half-up"}], "rank_on": "rounded"}
    else:
        more["method"] = {"use": "lowest-compliant"}
    if dice.random() < 0.5:
        more["ties"] = [{"by": "earlier-received"}]
    papers = {bid: _bid(dice, at, lots, mechanism) for at, bid in enumerate(bids)}
    return inputs_of(
        Papers(
            tender(
                lots=[
                    {"id": lot, "contract": {"value": dice.randint(80, 120), "years": dice.randint(1, 4)}}
                    for lot in lots
                ],
                declares=DECLARES,
                gates=[STANDING] if has_gate else [],
                award=award,
                **more,
            ),
            papers,
            {bid: _sheet(dice, _texts(one["lots"]), award["offers"]) for bid, one in papers.items()},
        )
    )


def _bid(dice: Random, at: int, lots: tuple[str, ...], mechanism: str) -> Data:
    entered = dice.sample(lots, dice.randint(1, len(lots)) if dice.random() < 0.2 else len(lots))
    owner = "holding" if at == 3 and dice.random() < 0.5 else BIDS[at]
    return {
        "bidder": {"id": owner, "name": owner.title(), "type": dice.choice(TYPES)},
        "lots": sorted(entered),
        "declared": {"care": str(dice.choice((20, 50, 50, 80))), "room": str(dice.randint(100, 300))},
        "received": f"2026-01-05T09:0{at}:00Z",
        "accounts": [
            {"year_end": f"202{year}-03-31", "turnover": dice.randint(80, 400)} for year in (3, 4, 5)
        ],
        **({"prefers": entered} if mechanism == "bidder-preference" else {}),
        **({"most_lots": dice.randint(1, 2)} if dice.random() < 0.1 else {}),
    }


def _texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _sheet(dice: Random, entered: Sequence[str], offers: object) -> Data:
    found: dict[str, object] = {"lots": {lot: {"amount": dice.randint(95, 105)} for lot in entered}}
    inside = sorted(dice.sample(entered, min(2, len(entered))))
    assert isinstance(offers, list)
    offers = offers if len(inside) > 1 else []
    if "packages" in offers and dice.random() < 0.6:
        found["packages"] = [{"id": "both", "lots": inside, "amount": dice.randint(185, 205)}]
    if "conditional-discounts" in offers and dice.random() < 0.6:
        off = dice.choice(({"amount": dice.randint(1, 6)}, {"percent": dice.randint(1, 4)}))
        found["discounts"] = [
            {"id": "pair", "lots": inside, **off},
            {"id": "pair-2", "lots": sorted(dice.sample(entered, 2)), "amount": 2},
        ]
    if "volume-discounts" in offers and dice.random() < 0.6:
        by_price = {"counts": "price", "off": dice.choice(("all-units", "incremental"))}
        by_lots = {"counts": "lots", "off": "all-units"}
        kind, ats = dice.choice(((by_price, (95, 190)), (by_lots, (2, 3))))
        found["volume"] = {**kind, "steps": [{"at": one, "percent": 2 * at} for at, one in enumerate(ats, 1)]}
    return found


def _rules(
    dice: Random, mechanism: str, lots: tuple[str, ...], bids: tuple[str, ...], *, fails: bool
) -> Iterator[Data]:
    some, who = sorted(dice.sample(lots, 2)), dice.choice(list(_who(dice, bids))[: 4 if fails else 3])
    counts = dice.choice(("value", "annual-value"))
    searches = mechanism not in ("lot-by-lot", "bidder-preference")
    by_lots: list[dict[str, object]] = [
        {"use": "most-lots", "most": dice.randint(1, 2), "lots": dice.choice((some, list(lots)))},
        {"use": "most-lots", "most": 1, "together": searches, "who": who},
        {"use": "only", "lots": some[:1], "who": who},
        {"use": "incumbents", "incumbents": {some[0]: dice.choice(bids)}, "keep": searches},
        {"use": "no-award", "reserves": {lot: dice.randint(96, 104) for lot in some}},
    ]
    in_turn: list[dict[str, object]] = [
        {"use": "most-amount", "most": dice.randint(100, 250), "counts": dice.choice((counts, "price"))},
        {"use": "most-share", "most": dice.randint(30, 70), "counts": "value"},
        {
            "use": "capacity",
            "reads": dice.choice(("turnover", "declared.room")),
            "counts": counts,
            "times": "1.5",
        },
        {"use": "apart", "lots": some},
        {"use": "budget", "most": dice.randint(195, 420)},
    ]
    search: list[dict[str, object]] = [
        {"use": "least-lots", "least": 1, "who": who},
        {"use": "least-amount", "least": 80, "counts": counts, "who": who},
        {"use": "least-share", "least": 20, "counts": "price", "who": who},
        {"use": "most-share", "most": 60, "counts": "price"},
        {"use": "winners", "most": 2},
        {"use": "winners", "least": 2},
        {"use": "apart", "who": {"bidders": list(bids[:2])}},
        {"use": "linked", "lots": some},
        {"use": "linked", "lots": some, "one_bidder": True},
    ]
    kinds = [*by_lots, *(in_turn if mechanism != "bidder-preference" else []), *(search if searches else [])]
    soft: list[dict[str, object]] = [{"priority": 1}, {"priority": 2}]
    soft += [] if mechanism == "most-points" else [{"penalty": dice.randint(1, 9)}]
    for at, rule in enumerate(dice.sample(kinds, dice.randint(0, 3))):
        never = not searches or rule["use"] == "no-award" or dice.random() < 0.6
        yield {"id": f"r{at}", **rule, **({} if never else {"soft": dice.choice(soft)})}


def _who(dice: Random, bids: tuple[str, ...]) -> Iterator[Data]:
    yield {"bidders": sorted(dice.sample(bids, 2))}
    yield {"types": list(TYPES[:2])}
    yield {"declared": {"care": ["50", "80"]}}
    yield {"fails": ["standing"]}
