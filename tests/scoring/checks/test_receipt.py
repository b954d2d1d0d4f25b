import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import PLAIN, Case, assert_found, built, changed, decision

NOON = changed(PLAIN, {"tender/deadline": "2026-03-02T12:00:00Z"})
LATE = "BE214 bids/acorn.yaml#/received tender.yaml#/deadline"
CAME = {"bids/acorn/received": "2026-03-02T12:00:40Z"}
MARKED = "clinical,acorn,ada,3,,clear plan,,,{}"
AGREED = "clinical,acorn,3,The plan on page 4 names its staff.,,,,,ada; bo,{}"

CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("forty seconds late", NOON, CAME, LATE, "received at 2026-03-02T12:00:40Z, after the deadline of"),
    ("years late", NOON, {"bids/acorn/received": "2062-01-01"}, LATE, "finding: BE214, bid: acorn"),
    ("to the second", NOON, {"bids/acorn/received": "2026-03-02T12:00:00Z"}, "", ""),
    ("on the day, at no stated time", NOON, {"bids/acorn/received": "2026-03-02"}, "", ""),
    ("late, and said to be so", NOON, {**CAME, "bids/acorn/status": "late"}, "", ""),
    (
        "late by decision",
        NOON,
        {**CAME, "decisions": [decision("late", bid="acorn", at="2026-03-03")]},
        "",
        "",
    ),
    ("no deadline", PLAIN, CAME, "", ""),
    (
        "a deadline that is a day",
        PLAIN,
        {**CAME, "tender/deadline": "2026-03-01"},
        LATE,
        "deadline of 2026-03-01",
    ),
    (
        "marked before it came",
        PLAIN,
        {**CAME, "marks/0": MARKED.format("2026-02-01"), "consensus/0": AGREED.format("2026-03-09")},
        "BE373 marks.csv#/0/at bids/acorn.yaml#/received",
        "acorn was marked on clinical at 2026-02-01",
    ),
    (
        "agreed before it came",
        PLAIN,
        {**CAME, "consensus/0": AGREED.format("2026-02-01")},
        "BE373 consensus.csv#/0/at bids/acorn.yaml#/received",
        "before it was received",
    ),
    (
        "two rows of one bid are one finding",
        PLAIN,
        {**CAME, "marks/0": MARKED.format("2026-02-01"), "marks/1": "clinical,acorn,bo,5,,plan,,,2026-02-01"},
        "BE373 marks.csv#/0/at bids/acorn.yaml#/received",
        "(in 2 rows; this is the first)",
    ),
    ("marked on the day it came", PLAIN, {**CAME, "marks/0": MARKED.format("2026-03-02")}, "", ""),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_when_a_bid_came(case: Case) -> None:
    assert_found(case)


def test_a_late_bid_is_a_question() -> None:
    assert [one.severity for one in built(NOON, CAME).findings] == [Severity.QUESTION]
