"""A tender folder of three lots that are awarded together, small enough to award by hand.

Ash ranks first in every lot (mark 5 and the lowest price).  Where each bidder may have one lot,
north goes to ash and south to elm; in east ash has its lot already, and fir is above the reserve
price of 95,000.  Lot by lot comes to the same as the lowest total price: ash and elm the other
way round cost 5,000 more.
"""

from pathlib import Path

IN_TURN, SEARCHED = "lot-by-lot", "lowest-total-price"
CANARIES = {
    "ash": "100,017",
    "elm": "115,029",
    "fir": "150,041",
}  # prices that only their own letter may hold
PAIRS = [
    ("north", "ash"),
    ("north", "elm"),
    ("south", "ash"),
    ("south", "elm"),
    ("east", "ash"),
    ("east", "fir"),
]
PRICES = {
    "ash": "lots: {north: {amount: 100017}, south: {amount: 100017}, east: {amount: 90000}}\n",
    "elm": "lots: {north: {amount: 120029}, south: {amount: 115029}}\n",
    "fir": "lots: {east: {amount: 150041}}\n",
}
LIMIT = "{id: one-each, use: most-lots, most: 1, clause: ITT 8.2}"
RESERVE = "{id: reserve-east, use: no-award, reserves: {east: 95000}, clause: ITT 8.3}"
LOCAL = "{id: local-one, use: least-lots, least: 1, who: {declared: {local: ['yes']}}, clause: ITT 8.4}"
MARKS = {"ash": 5, "elm": 3, "fir": 3}


def folder(root: Path, mechanism: str, *rules: str) -> Path:
    tender = f"""
bideval: 1
id: centres
title: Day centres
authority: Eastmere Council
currency: GBP
method: {{use: weighted-sum}}
weighting: {{kind: percent-of-whole}}
marks: {{from: consensus}}
criteria:
  - {{id: care, weight: 60, scale: {{from: 0, to: 5, step: 1}}}}
  - {{id: price, weight: 40, formula: lowest-over-bid, reads: evaluated-price}}
rounding: none
ties: [{{by: lower-price}}]
declares: {{local: {{unit: words, choices: ['yes', 'no']}}}}
lot_mechanism: ITT 8
award:
  mechanism: {mechanism}
  clause: ITT 8.1
  rules: [{", ".join(rules)}]
lots: [{{id: north}}, {{id: south}}, {{id: east}}]
"""
    rows = [
        f'{lot},care,{bid},{MARKS[bid]},"a reason, with its page",e1;e2,2026-03-10T10:00:00Z'
        for lot, bid in PAIRS
    ]
    files = {
        "tender.yaml": tender,
        "consensus.csv": "\n".join(["lot,criterion,bid,mark,reason,agreed_by,at", *rows, ""]),
        "evaluators.csv": "id,name,role\ne1,Ada,evaluator\ne2,Ben,evaluator\n",
    }
    for bid, prices in PRICES.items():
        lots = ", ".join(lot for lot, one in PAIRS if one == bid)
        local = "yes" if bid == "elm" else "no"
        files[f"bids/{bid}.yaml"] = (
            f"id: {bid}\nbidder: {{id: {bid}-ltd, name: {bid.title()} Care}}\nlots: [{lots}]\n"
            f"declared: {{local: '{local}'}}\n"
        )
        files[f"prices/{bid}.yaml"] = prices
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root
