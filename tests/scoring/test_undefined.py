"""What keeps bids from being scored is said of every bid, where it is to be mended, and once."""

import pytest

from bideval.scoring.evaluate import judge
from tests.scoring.build import Data, Papers, findings_of, inputs_of, tender

QUESTION: Data = {"id": "plan", "weight": 100, "scale": {"from": 0, "to": 10, "step": 1}}
PRICED: Data = {"id": "cost", "weight": 40, "formula": "lowest-over-bid"}
STATED: Data = {"weighting": {"kind": "percent-of-whole"}, "marks": {"from": "consensus"}}
BIDS: dict[str, Data] = {"ash": {}, "beech": {}, "cedar": {}}
MARKS: dict[tuple[str, str], object] = {("ash", "plan"): 8, ("beech", "plan"): 6, ("cedar", "plan"): 4}
PRICES: dict[str, object] = {"ash": 80, "beech": 90, "cedar": 100}
RATIO: Data = tender(method={"use": "vfm-index"}, criteria=[QUESTION], **STATED)
SUM: Data = tender(method={"use": "weighted-sum"}, criteria=[{**QUESTION, "weight": 60}, PRICED], **STATED)
OFF: Data = tender(method={"use": "weighted-sum"}, criteria=[{**QUESTION, "weight": 55}, PRICED], **STATED)
LIMIT: Data = {
    "id": "limit",
    "phase": "price",
    "measure": {"field": "price.evaluated"},
    "threshold": 95,
    "test": "at-most",
    "on_fail": "must-disregard",
}
LEAST: Data = {**QUESTION, "weight": 60, "minimum": {"mark": 5, "on_fail": "must-disregard"}}

CASES: list[tuple[str, Papers, list[str]]] = [
    # in words, papers, every finding: its code and first place
    ("all is there", Papers(SUM, BIDS, PRICES, MARKS), []),
    ("two prices that a formula divides by", Papers(SUM, BIDS, {**PRICES, "ash": 0, "cedar": 0}, MARKS),
     ["BE454 prices/ash.yaml#/lots/whole/amount", "BE454 prices/cedar.yaml#/lots/whole/amount"]),
    ("a price that rounds to zero", Papers({**SUM, "rank_on": "exact", "rounding": [
        {"stage": "price", "places": 0, "mode": "down"}]}, BIDS, {**PRICES, "ash": "0.9"}, MARKS),
     ["BE454 prices/ash.yaml#/lots/whole/amount"]),
    ("a price below zero is said by the check alone", Papers(SUM, BIDS, {**PRICES, "ash": -1}, MARKS),
     ["BE252 prices/ash.yaml#/lots/whole/amount"]),
    ("a method that two bids keep from dividing", Papers(RATIO, BIDS, {**PRICES, "ash": 0, "beech": 0}, MARKS),
     ["BE450 prices/ash.yaml#/lots/whole/amount", "BE450 prices/beech.yaml#/lots/whole/amount"]),
    ("a price and a mark", Papers(SUM, BIDS, {"ash": 80, "beech": 90}, {("ash", "plan"): 8, ("cedar", "plan"): 4}),
     ["BE452 consensus.csv#", "BE453 prices/cedar.yaml#/lots/whole"]),
    ("no mark at all is said once", Papers(SUM, BIDS, PRICES), ["BE452 consensus.csv#"]),
    ("a row under a wrong name may be the missing one", Papers(SUM, BIDS, PRICES, {
        ("ash", "plan"): 8, ("beech", "plans"): 6, ("cedar", "plan"): 4}), ["BE350 consensus.csv#/1/criterion"]),
    ("so may a row for a wrong bid", Papers(SUM, BIDS, PRICES, {
        ("ash", "plan"): 8, ("beach", "plan"): 6, ("cedar", "plan"): 4}), ["BE351 consensus.csv#/1/bid"]),
    ("a row under a wrong name of another bid is not", Papers(SUM, BIDS, PRICES, {
        ("ash", "plan"): 8, ("ash", "plans"): 6, ("cedar", "plan"): 4}),
     ["BE350 consensus.csv#/1/criterion", "BE452 consensus.csv#"]),
    ("a mark off its scale is said by the check alone", Papers(SUM, BIDS, PRICES, {**MARKS, ("ash", "plan"): 11}),
     ["BE356 consensus.csv#/0/mark"]),
    ("the same where a minimum reads it", Papers({**SUM, "criteria": [LEAST, PRICED]}, BIDS, PRICES, {
        **MARKS, ("ash", "plan"): 11}), ["BE356 consensus.csv#/0/mark"]),
    ("a minimum without its mark", Papers({**SUM, "criteria": [LEAST, PRICED]}, BIDS, PRICES, {
        ("ash", "plan"): 8, ("cedar", "plan"): 6}), ["BE452 consensus.csv#"]),
    ("a test of the price, and no price", Papers({**SUM, "gates": [LIMIT]}, BIDS, {"ash": 80, "beech": 90}, MARKS),
     ["BE453 prices/cedar.yaml#/lots/whole"]),
    ("a price for a lot that there is not", Papers(SUM, BIDS, {
        **PRICES, "cedar": {"lots": {"north": {"amount": 100}}}}, MARKS), ["BE251 prices/cedar.yaml#/lots/north"]),
    ("wrong weights hide neither mark nor price", Papers(OFF, BIDS, {"ash": 0, "beech": 90}, {
        ("ash", "plan"): 8, ("cedar", "plan"): 4}),
     ["BE103 tender.yaml#/criteria", "BE452 consensus.csv#", "BE453 prices/cedar.yaml#/lots/whole",
      "BE454 prices/ash.yaml#/lots/whole/amount"]),
    ("wrong weights, and a minimum: nobody knows who needs a price", Papers({
        **OFF, "criteria": [{**LEAST, "weight": 55}, PRICED]}, BIDS, {"ash": 80}, MARKS), ["BE103 tender.yaml#/criteria"]),
    ("no rule for marks asks for none", Papers({**SUM, "marks": None}, BIDS, PRICES), ["BE113 tender.yaml#/criteria"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_found(case: tuple[str, Papers, list[str]]) -> None:
    _, papers, expected = case
    data = {key: value for key, value in papers.tender.items() if value is not None}
    judged = judge(inputs_of(Papers(data, papers.bids, papers.prices, papers.consensus)))
    errors = [one for one in judged.findings if one.severity == "error"]
    assert sorted(f"{one.code} {one.sources[0].file}#{one.sources[0].pointer}" for one in errors) == expected
    assert (judged.evaluation is None) is bool(expected)


def test_a_missing_mark_names_its_lot_where_there_are_lots() -> None:
    lots = [
        {"id": lot, "criteria": [QUESTION], "method": {"use": "weighted-sum"}} for lot in ("north", "south")
    ]
    bids: dict[str, Data] = {"ash": {"lots": ["north", "south"]}, "beech": {"lots": ["south"]}}
    papers = Papers(tender(lots=lots, **STATED), bids, {}, {("beech", "plan"): 1})
    said = [one.message for one in findings_of(papers) if one.code == "BE452"]
    assert said == [f"ash lacks a consensus mark on plan for lot {lot}" for lot in ("north", "south")]
