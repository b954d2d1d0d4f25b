"""Dates years after the procurement began: each kind of date, the boundary, and what is let be."""

import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import DROP, PLAIN, Change, built, changed, decision

MONEY = {"basis": "real", "base_date": "2026-04-01", "vat": "ex-vat"}
BEGUN = changed(PLAIN, {"tender/began": "2026-01-15", "tender/money": MONEY})
BASE = "tender/money/base_date"

CASES: list[tuple[str, Change, list[str]]] = [
    # in words, change, places of the questions
    ("as it should be", {}, []),
    ("digits that changed places", {BASE: "2062-04-01"}, ["tender.yaml/money/base_date"]),
    ("exactly five years later", {BASE: "2031-01-15"}, []),
    ("a day more", {BASE: "2031-01-16"}, ["tender.yaml/money/base_date"]),
    ("a price level long before", {BASE: "1999-04-01"}, []),
    ("no dates to tell it from", {BASE: "2062-04-01", "tender/began": DROP}, []),
    ("told from the deadline", {BASE: "2062-04-01", "tender/began": DROP, "tender/deadline": "2026-03-01T12:00:00Z"},
     ["tender.yaml/money/base_date"]),
    ("told from the first receipt", {BASE: "2062-04-01", "tender/began": DROP, "bids/acorn/received": "2026-03-01"},
     ["tender.yaml/money/base_date"]),
    ("a decision, once a file", {"decisions": [decision("answer", finding="BE999", at="2036-03-01"),
     decision("answer", id="d-2", finding="BE999", at="2037-03-01")]}, ["decisions.yaml/0/at"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_dates_far_in_the_future(case: tuple[str, Change, list[str]]) -> None:
    _, change, expected = case
    found = [one for one in built(BEGUN, change).findings if one.code == "BE152"]
    assert [f"{one.sources[0].file}{one.sources[0].pointer}" for one in found] == expected
    assert {one.severity for one in found} <= {Severity.QUESTION}


ROWS = [
    ("marks", "clinical,acorn,{who},3,,clear plan,,,{at}"),
    ("consensus", "clinical,acorn,3,The plan on page {who} names its staff.,,,,,ada; bo,{at}"),
]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case[0])
def test_rows_of_marks(case: tuple[str, str]) -> None:
    table, row = case
    late: Change = {
        f"{table}/{place}": row.format(who=who, at=at)
        for place, (who, at) in enumerate([("ada", "2026-03-01"), ("bo", "2062-03-01"), ("cy", "2063-03-01")])
    }
    found = [one for one in built(BEGUN, late).findings if one.code == "BE152"]
    assert [(one.sources[0].file, one.sources[0].pointer) for one in found] == [(f"{table}.csv", "/1/at")]
    assert "more than 5 years after 2026-01-15" in found[0].message
