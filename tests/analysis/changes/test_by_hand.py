"""Each kind of change comes to what editing the files by hand comes to, digest and all."""

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.analysis.whatif import what_if
from tests.analysis.changes.by_hand import (
    Edit,
    both,
    edited,
    figures,
    placed,
    replaced,
    reweighed,
    without_gate,
)
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data

F = Fraction
HEALTH = SAMPLES / "community-health"
QUALITY = {"clinical-model", "safety", "workforce", "integration", "access"}

SECURITY = """  - id: security
    title: Security of GBP 10m for performance
    weight: 5
    use: backing/performance-security@1
    with: {amount: 10000000, accepts: [bond, parent-guarantee], stage: promised}
    relies_on: {who: [members, guarantor], combine: sum}
    group: financial-backing
    clause: "ITT 4.3"

gates:
"""
RESERVED = """  - id: reserved
    phase: conditions
    measure: {field: bid.declared.body-type-of-bidder}
    threshold: [employee-led-mutual, multi-stakeholder-mutual]
    test: one-of
    on_fail: must-disregard

rounding:"""
TYPES = {
    "alderbourne": "employee-led-mutual",
    "harbour-lane": "multi-stakeholder-mutual",
    "larkspur": "commercial-private",
    "quillon": "commercial-listed",
    "tamarisk": "commercial-private-equity-backed",
    "thornfield": "charity",
}
NEW_BID = {
    "id": "rowan",
    "bidder": {"id": "rowan", "name": "Rowan Health", "type": "co-operative"},
    "received": "2026-03-20T08:00:00Z",
    "declared": {
        "exclusion-declaration": "clear",
        "surplus-reinvested": 90,
        "local-spend": 300000000,
        "total-spend": 430000000,
        "prevention-share": 7,
        "staff-stay": 92,
    },
    "accounts": [{"year_end": "2025-03-31", "turnover": 60000000}],
    "backing": [{"form": "bond", "amount": 10000000, "stage": "promised"}],
}
NEW_FILE = """id: rowan
bidder: {id: rowan, name: Rowan Health, type: co-operative}
received: 2026-03-20T08:00:00Z
declared: {exclusion-declaration: clear, surplus-reinvested: 90, local-spend: 300000000,
  total-spend: 430000000, prevention-share: 7, staff-stay: 92}
accounts: [{year_end: 2025-03-31, turnover: 60000000}]
backing: [{form: bond, amount: 10000000, stage: promised}]
"""
MARKS = dict.fromkeys(("clinical-model", "safety", "workforce", "integration", "access"), 4) | {
    "service-sustainability": 3,
    "jobs-and-skills": 5,
    "environment": 4,
}


def amount(old: int, new: object) -> Edit:
    return replaced(f"amount: {old}", f"amount: {new}")


def declares(kind: str) -> Edit:
    return replaced(
        "  exclusion-declaration: clear", f"  exclusion-declaration: clear\n  body-type-of-bidder: {kind}"
    )


def agreed(content: str) -> str:
    rows = [f"*,{name},rowan,{mark},supposed in a what-if,,,,,," for name, mark in sorted(MARKS.items())]
    return content.rstrip("\n") + "\n" + "\n".join(rows) + "\n"


def rows_without(bid: str) -> Edit:
    return lambda content: "".join(
        line for line in content.splitlines(keepends=True) if f",{bid}," not in line
    )


CASES: list[tuple[str, Sequence[Data], Mapping[str, Edit]]] = [
    (
        "a weight, the others in proportion",
        [{"kind": "weight", "criterion": "price", "to": 30}],
        {"tender.yaml": reweighed(lambda name, old: F(30) if name == "price" else old * F(70, 80))},
    ),
    (
        "a section",
        [{"kind": "weight", "criterion": "quality", "to": 60}],
        {"tender.yaml": reweighed(lambda name, old: old * (F(60, 45) if name in QUALITY else F(40, 55)))},
    ),
    (
        "a weight taken from another",
        [{"kind": "weight", "criterion": "price", "to": 26, "take_from": "safety"}],
        {"tender.yaml": reweighed({"price": F(26), "safety": F(3)}.get)},
    ),
    (
        "a weight given to a section",
        [{"kind": "weight", "criterion": "price", "to": 11, "take_from": "quality"}],
        {
            "tender.yaml": reweighed(
                lambda name, old: F(11) if name == "price" else old * F(54, 45) if name in QUALITY else old
            )
        },
    ),
    (
        "two weights at once",
        [
            {"kind": "weight", "criterion": "price", "to": 30},
            {"kind": "weight", "criterion": "quality", "to": 50},
        ],
        {
            "tender.yaml": reweighed(
                lambda name, old: (
                    F(30) if name == "price" else old * (F(50, 45) if name in QUALITY else F(20, 35))
                )
            )
        },
    ),
    (
        "the threshold of a pack",
        [{"kind": "gate", "gate": "security", "to": 3500000}],
        {"tender.yaml": amount(10000000, 3500000)},
    ),
    (
        "a list of words",
        [{"kind": "gate", "gate": "exclusion", "to": ["clear"]}],
        {"tender.yaml": replaced("accepts: [clear, self-cleaned]", "accepts: [clear]")},
    ),
    (
        "a minimum in points",
        [{"kind": "gate", "gate": "quality/minimum", "to": 76}],
        {"tender.yaml": replaced("minimum: {points: 50,", "minimum: {points: 76,")},
    ),
    (
        "a minimum in marks",
        [{"kind": "gate", "gate": "access/minimum", "to": 4}],
        {"tender.yaml": replaced("minimum: {mark: 2,", "minimum: {mark: 4,")},
    ),
    (
        "a gate dropped",
        [{"kind": "drop-gate", "gate": "turnover"}],
        {"tender.yaml": without_gate("turnover")},
    ),
    (
        "a minimum dropped",
        [{"kind": "drop-gate", "gate": "access/minimum"}],
        {"tender.yaml": replaced("        minimum: {mark: 2, on_fail: must-disregard}\n", "")},
    ),
    (
        "a gate scored by its pack",
        [{"kind": "score-gate", "gate": "security", "weight": 5, "points": "pack"}],
        {
            "tender.yaml": both(
                without_gate("security"),
                reweighed(lambda _, old: old * F(95, 100)),
                replaced("\ngates:\n", SECURITY),
            )
        },
    ),
    (
        "a gate scored, its weight from the price",
        [{"kind": "score-gate", "gate": "security", "weight": 5, "points": "pack", "take_from": "price"}],
        {
            "tender.yaml": both(
                without_gate("security"),
                reweighed(lambda name, old: F(15) if name == "price" else old),
                replaced("\ngates:\n", SECURITY),
            )
        },
    ),
    (
        "another formula",
        [
            {
                "kind": "formula",
                "criterion": "price",
                "use": "budget-linear",
                "with": {"budget": 500000000, "floor": 0},
            }
        ],
        {
            "tender.yaml": replaced(
                "formula: lowest-over-bid", "formula: budget-linear\n    with: {budget: 500000000, floor: 0}"
            )
        },
    ),
    (
        "no rounding",
        [{"kind": "rounding", "to": "none"}],
        {
            "tender.yaml": lambda content: content.replace(
                "rounding: [{stage: weighted, places: 2, mode: half-up}]", "rounding: none"
            )
        },
    ),
    (
        "another rounding",
        [
            {
                "kind": "rounding",
                "to": [{"stage": "total", "places": 0, "mode": "half-even"}],
                "rank_on": "exact",
            }
        ],
        {
            "tender.yaml": both(
                replaced(
                    "{stage: weighted, places: 2, mode: half-up}",
                    "{stage: total, places: 0, mode: half-even}",
                ),
                replaced("rank_on: rounded", "rank_on: exact"),
            )
        },
    ),
    (
        "another tie ladder",
        [{"kind": "ties", "to": [{"by": "points", "of": "safety"}]}],
        {
            "tender.yaml": replaced(
                "ties: [{by: lower-price}, {by: points, of: clinical-model}, {by: draw, method: sha256-counter, order: id}]",
                "ties: [{by: points, of: safety}]",
            )
        },
    ),
    (
        "a bid left out",
        [{"kind": "without-bid", "bid": "quillon"}],
        {
            "bids/quillon.yaml": lambda _: "",
            "prices/quillon.yaml": lambda _: "",
            "marks.csv": rows_without("quillon"),
            "consensus.csv": rows_without("quillon"),
        },
    ),
    (
        "one more bid",
        [
            {
                "kind": "with-bid",
                "bid": NEW_BID,
                "prices": {
                    "lots": {"whole": {"amount": 425000000, "vat": "exempt", "input_tax": "included"}}
                },
                "marks": MARKS,
            }
        ],
        {
            "bids/rowan.yaml": lambda _: NEW_FILE,
            "prices/rowan.yaml": lambda _: (
                "lots: {whole: {amount: 425000000, vat: exempt, input_tax: included}}\n"
            ),
            "consensus.csv": agreed,
        },
    ),
    (
        "another price",
        [{"kind": "price", "bid": "quillon", "to": "450000000.50"}],
        {"prices/quillon.yaml": amount(428400000, "450000000.50")},
    ),
    (
        "an agreed mark",
        [{"kind": "consensus", "criterion": "clinical-model", "bid": "alderbourne", "to": 3}],
        {"consensus.csv": replaced("*,clinical-model,alderbourne,4,", "*,clinical-model,alderbourne,3,")},
    ),
    (
        "reserved for mutuals",
        [{"kind": "reserve", "types": ["employee-led-mutual", "multi-stakeholder-mutual"]}],
        {
            "tender.yaml": both(
                replaced("\nrounding:", RESERVED),
                replaced(
                    "declares: ",
                    'declares:\n  body-type-of-bidder: {unit: words, title: "Type of body, as declared"} ',
                ),
            ),
            **{f"bids/{bid}.yaml": declares(kind) for bid, kind in TYPES.items()},
        },
    ),
    (
        "other backing",
        [
            {
                "kind": "backing",
                "bid": "quillon",
                "backing": [{"form": "bond", "amount": 9000000, "stage": "promised"}],
            }
        ],
        {
            "bids/quillon.yaml": lambda content: re.sub(
                r"backing:\n(?:[ #].*\n)+",
                "backing: [{form: bond, amount: 9000000, stage: promised}]\n",
                content,
            )
        },
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_change_is_what_editing_the_files_is(
    case: tuple[str, Sequence[Data], Mapping[str, Edit]], tmp_path: Path
) -> None:
    _, changes, edits = case
    supposed = what_if(inputs_of(HEALTH), placed(*changes))
    assert supposed.findings == ()
    assert supposed.evaluation is not None
    by_hand = edited(HEALTH, tmp_path, edits)
    assert figures(supposed.evaluation) == figures(by_hand)
    assert supposed.evaluation.digest == by_hand.digest
