import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.checks.mark_rows import overlaps
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, changed

# criterion, bid, evaluator, mark, lot, strengths, weaknesses, evidence, at, supersedes
FIRST = "clinical,acorn,ada,3,,clear plan,,,2026-02-01"
TIMED = changed(PLAIN, {"marks/0": FIRST})
EARLIER = changed(
    PLAIN,
    {
        "marks/0": "clinical,acorn,ada,0,,clear plan,,,2026-02-01T09:00:00Z",
        "marks/+": "clinical,acorn,ada,3,,clear plan,,,2026-02-01T10:00:00Z,2026-02-01T09:00:00Z",
    },
)

LEFT_OUT = "\nBE371 consensus.csv#/0/mark"  # of the two rows neither stands

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a mark given twice",
        PLAIN,
        {"marks/+": "clinical,acorn,ada,5,,clear plan"},
        "BE357 marks.csv#/4/mark marks.csv#/0/mark",
        "and neither replaces the other If the later one replaces the earlier, enter supersedes: its time;",
    ),
    (
        "the later of two marks with their times",
        TIMED,
        {"marks/+": "clinical,acorn,ada,5,,clear plan,,,2026-02-02"},
        "BE357 marks.csv#/4/mark marks.csv#/0/mark",
        "enter supersedes: 2026-02-01;",
    ),
    (
        "agreed twice",
        PLAIN,
        {"consensus/+": "clinical,acorn,5,The plan on page 5 names its staff."},
        "BE357 consensus.csv#/4/mark consensus.csv#/0/mark",
        "acorn has two marks on clinical, and",
    ),
    (
        "once for a lot and once for every lot",
        LOTS,
        {"marks/+": "clinical,acorn,ada,3,north,clear plan"},
        "BE357 marks.csv#/2/mark marks.csv#/0/mark",
        "and the same lot",
    ),
    (
        "once for every lot and before that for two lots",
        LOTS,
        {
            "marks": [
                "clinical,acorn,ada,3,north,clear plan",
                "clinical,acorn,ada,3,south,clear plan",
                "clinical,acorn,ada,3,*,clear plan",
            ]
        },
        "BE357 marks.csv#/2/mark marks.csv#/0/mark\nBE371 consensus.csv#/2/mark",
        "acorn has two marks on clinical by ada",
    ),
    (
        "a row that replaces nothing",
        TIMED,
        {"marks/0": f"{FIRST},2026-01-31"},
        "BE358 marks.csv#/0/supersedes",
        "replaces the row of 2026-01-31 for acorn on clinical by ada, and there is none",
    ),
    (
        "a row that replaces another evaluator's",
        TIMED,
        {"marks/1": "clinical,acorn,bo,5,,clear plan,,,2026-02-02,2026-02-01"},
        "BE358 marks.csv#/1/supersedes",
        "same lot, criterion, bid and evaluator",
    ),
    (
        "a row that replaces itself",
        TIMED,
        {"marks/0": f"{FIRST},2026-02-01"},
        "BE358 marks.csv#/0/supersedes marks.csv#/0/at\nBE362 consensus.csv#/0/mark marks.csv#/1/mark"
        + LEFT_OUT,
        "replaces one that is not earlier",
    ),
    (
        "two rows that replace each other",
        TIMED,
        {
            "marks/0": f"{FIRST},2026-02-02",
            "marks/+": "clinical,acorn,ada,3,,clear plan,,,2026-02-02,2026-02-01",
        },
        "BE358 marks.csv#/0/supersedes marks.csv#/4/at\nBE362 consensus.csv#/0/mark marks.csv#/1/mark"
        + LEFT_OUT,
        "this row of 2026-02-01",
    ),
    (
        "two rows of one time",
        EARLIER,
        {"marks/+": "clinical,acorn,ada,5,,clear plan,,,2026-02-01T10:00:00Z"},
        "BE359 marks.csv#/5/at marks.csv#/4/at\nBE357 marks.csv#/5/mark marks.csv#/4/mark",
        "two rows for acorn on clinical by ada have the time 2026-02-01T10:00:00Z",
    ),
]

RIGHT: list[Case] = [
    ("a later row replaces an earlier one", EARLIER, {}, "", ""),
    (
        "a row that replaces one that replaced another",
        EARLIER,
        {"marks/+": "clinical,acorn,ada,3,,clear plan,,,2026-02-02,2026-02-01T10:00:00Z"},
        "",
        "",
    ),
    (
        "the replacing row stands before the replaced one in the file",
        PLAIN,
        {
            "marks/0": "clinical,acorn,ada,3,,clear plan,,,2026-02-02,2026-02-01",
            "marks/+": "clinical,acorn,ada,0,,clear plan,,,2026-02-01",
        },
        "",
        "",
    ),
    (
        "the last row needs no time of its own",
        TIMED,
        {"marks/+": "clinical,acorn,ada,3,,clear plan,,,,2026-02-01"},
        "",
        "",
    ),
    (
        "one time for two evaluators",
        TIMED,
        {"marks/1": "clinical,acorn,bo,5,,clear plan,,,2026-02-01"},
        "",
        "",
    ),
    (
        "one mark in each of two lots",
        LOTS,
        {
            "marks": [
                "clinical,acorn,ada,3,north,clear plan",
                "clinical,acorn,ada,3,south,clear plan",
                "clinical,beech,ada,0,south,,no plan",
            ]
        },
        "",
        "",
    ),
    (
        "an agreed mark that was replaced",
        PLAIN,
        {
            "consensus/0": "clinical,acorn,5,Page 4 names its staff.,,,,,,2026-02-03",
            "consensus/+": "clinical,acorn,3,Page 4 names its staff.,,,,,,2026-02-04,2026-02-03",
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_rows_that_replace_rows(case: Case) -> None:
    assert_found(case)


@given(st.lists(st.sampled_from(["*", "north", "south", "east"]), max_size=12))
def test_a_row_overlaps_exactly_if_an_earlier_one_is_about_its_lot(lots: list[str]) -> None:
    rows = list(enumerate(lots))
    expected = {
        index
        for index, lot in rows
        if any("*" in (lot, earlier) or lot == earlier for _, earlier in rows[:index])
    }
    found = dict(overlaps((lot, index) for index, lot in rows))
    assert set(found) == expected
    for later, first in found.items():
        assert first < later
        assert "*" in (lots[first], lots[later]) or lots[first] == lots[later]
