"""The invented tender behind the figures of the sensitivity analyses, in bideval's own format.

Integrated community health services: six bidders (two mutuals, a charity, three
commercial), twelve criteria in four groups, four evaluators whose mean mark counts.
All names and numbers are made up.  The data are those of the script whose figures were
worked out independently, by enumeration and by two exact simplexes; ties fall in the
declared order of the bidders.
"""

from tests.scoring.build import Data, Papers, tender

BIDS = ("tm", "fm", "ht", "ch", "mc", "sg")  # the declared order, which also settles ties
TYPES = {
    "tm": "employee-led-mutual",
    "fm": "employee-led-mutual",
    "ht": "charity",
    "ch": "commercial",
    "mc": "commercial",
    "sg": "commercial",
}
QUALITY = {"clinical": 12, "workforce": 10, "safety": 8, "access": 8, "mobilise": 6, "digital": 4}
SOCIAL = {"reinvest": 6, "localjobs": 4}
FINANCIAL = {"finstand": 8, "bond": 4}
COST = {"price": 25, "pricerisk": 5}
MARKED = (*QUALITY, *SOCIAL)
# one row per marked criterion in the order of MARKED, one digit per evaluator
MARKS = {
    "tm": ("5445", "4544", "4444", "5454", "3343", "3333", "5554", "4545"),
    "fm": ("4443", "5445", "3444", "4444", "3333", "3233", "5455", "5445"),
    "ht": ("4434", "3444", "4443", "4544", "3332", "2332", "4444", "4444"),
    "ch": ("4454", "4344", "5444", "4344", "5544", "5455", "2322", "3333"),
    "mc": ("4344", "3434", "4444", "4434", "4544", "4544", "2223", "3233"),
    "sg": ("3323", "3233", "3333", "3333", "4434", "4344", "1211", "2222"),
}
DECLARED = {  # points, 0 to 100
    "finstand": dict(zip(BIDS, (52, 45, 60, 95, 88, 58), strict=True)),
    "bond": dict(zip(BIDS, (40, 40, 50, 100, 100, 60), strict=True)),
    "pricerisk": dict(zip(BIDS, (80, 80, 70, 70, 60, 40), strict=True)),
}
PRICES = dict(zip(BIDS, ("44.10", "45.60", "46.20", "45.15", "44.70", "38.90"), strict=True))  # GBP m
SCALE = {"from": 0, "to": 5, "step": 1}


def tideway() -> Papers:
    """Return the tender with its bids, prices and marks."""
    return Papers(_rules(), _bids(), PRICES, marks=_marks())


def _rules() -> Data:
    groups = {"quality": QUALITY, "social": SOCIAL, "financial": FINANCIAL, "cost": COST}
    return tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "mean"},
        declares={name: {"unit": "points", "min": 0, "max": 100} for name in DECLARED},
        criteria=[
            {"id": group, "criteria": [_leaf(name, weight) for name, weight in leaves.items()]}
            for group, leaves in groups.items()
        ],
        ties=[{"by": "earlier-received"}],
    )


def _leaf(name: str, weight: int) -> Data:
    if name == "price":
        return {"id": name, "weight": weight, "formula": "lowest-over-bid"}
    if name in DECLARED:
        return {"id": name, "weight": weight, "measure": {"field": f"bid.declared.{name}"}}
    return {"id": name, "weight": weight, "scale": SCALE}


def _bids() -> dict[str, Data]:
    return {
        bid: {
            "bidder": {"id": f"{bid}-body", "name": f"Bidder {bid}", "type": TYPES[bid]},
            "declared": {name: values[bid] for name, values in DECLARED.items()},
            "received": f"2026-01-05T09:00:0{place}Z",
        }
        for place, bid in enumerate(BIDS)
    }


def _marks() -> dict[tuple[str, str, str], object]:
    return {
        (bid, criterion, f"evaluator-{person}"): int(mark)
        for bid, rows in MARKS.items()
        for criterion, row in zip(MARKED, rows, strict=True)
        for person, mark in enumerate(row, start=1)
    }
