from dataclasses import replace

import pytest

from tests.scoring.build import Data, Papers, decision, findings_of, lowest_price

LIMIT: Data = {
    "id": "limit",
    "phase": "price",
    "measure": {"field": "price.evaluated"},
    "threshold": 85,
    "test": "at-most",
    "on_fail": "may-disregard",
}
TESTED = lowest_price({"ash": 80, "elm": 90}, gates=[LIMIT])
DRAW = {"ties": [{"by": "draw"}]}
DRAWN = decision("draw", drawn=["elm", "ash"], witnessed_by=["Di"])


def about(bid: str, kind: str) -> Data:
    return decision(kind, bid=bid, gate="limit")


CASES: list[tuple[str, Papers, list[Data], list[str]]] = [
    # in words, papers, decisions, what is said of them
    ("a passed gate is waived", TESTED, [about("ash", "waive"), about("elm", "keep")], ["which it passed"]),
    ("a passed gate is mitigated", TESTED, [about("ash", "mitigate"), about("elm", "keep")], ["which it passed"]),
    ("a failed gate is waived", TESTED, [about("elm", "waive")], []),
    ("a draw where nothing is tied", lowest_price({"ash": 80, "elm": 90}, **DRAW), [DRAWN], ["no bids are tied"]),
    ("a draw of tied bids", lowest_price({"ash": 80, "elm": 80}, **DRAW), [DRAWN], []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_decisions_that_change_nothing(case: tuple[str, Papers, list[Data], list[str]]) -> None:
    _, papers, decisions, said = case
    found = [one for one in findings_of(replace(papers, decisions=tuple(decisions))) if one.code == "BE434"]
    assert [words in one.message for words, one in zip(said, found, strict=True)] == [True] * len(said)
