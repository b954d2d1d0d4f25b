"""Cases of rank-points: places from a published table, with both ways to share one."""

import pytest

from bideval.scoring.formulas.registry import PRICE_FORMULAS
from tests.scoring.formulas.case_table import (
    Given,
    Invalid,
    Valid,
    Worked,
    assert_points,
    assert_refused,
    assert_worked,
)

FORMULA = PRICE_FORMULAS["rank-points"]
BETTER: Given = {"table": ["100", "70", "40", "10"], "equal": "share-better"}
MEAN: Given = {**BETTER, "equal": "share-mean"}

VALID: list[Valid] = [
    ("the lowest price is first", BETTER, "100 101 900", "100", "100"),
    ("a penny dearer is second", BETTER, "100 100.01 900", "100.01", "70"),
    ("far dearer is third", BETTER, "100 101 900", "900", "40"),
    ("fewer bids than places", BETTER, "100 101", "101", "70"),
    ("as many bids as places", BETTER, "1 2 3 4", "4", "10"),
    ("two share the second place: the better", BETTER, "100 110 110 120", "110", "70"),
    ("the bid after two that share second is fourth", BETTER, "100 110 110 120", "120", "10"),
    ("two share the second place: the mean", MEAN, "100 110 110 120", "110", "55"),
    ("two share the first place: the mean", MEAN, "100 100 110", "100", "85"),
    ("all share: the better", BETTER, "9 9 9 9", "9", "100"),
    ("all share: the mean", MEAN, "9 9 9 9", "9", "55"),
    ("a single bid is first", MEAN, "9", "9", "100"),
    ("places that get the same", {**BETTER, "table": ["100", "50", "50"]}, "1 2 3", "3", "50"),
    ("a mean that does not end", {**MEAN, "table": ["100", "50", "50"]}, "1 1 1", "1", "200/3"),
    ("prices of nothing and less have places too", BETTER, "-1 0 1", "0", "70"),
]

INVALID: list[Invalid] = [
    ("no table", {"equal": "share-better"}, "1", "the parameter table is missing"),
    ("no word on equal prices", {"table": ["100"]}, "1", "the parameter equal is missing"),
    ("another word on equal prices", {**BETTER, "equal": "better"}, "1", "did you mean share-better?"),
    ("an empty table", {**BETTER, "table": []}, "1", "the table has 0 places for 1 bids"),
    ("fewer places than bids", BETTER, "1 2 3 4 5", "the table has 4 places for 5 bids"),
    ("fewer places than bids, though some are equal", BETTER, "1 1 1 1 1", "publish points for every place"),
    (
        "a table in weighted points",
        {**BETTER, "table": ["30", "20", "10"]},
        "1 2 3",
        "the first place gets 30, not 100",
    ),
    (
        "a table that rises",
        {**BETTER, "table": ["100", "40", "70"]},
        "1 2 3",
        "the table rises from 40 to 70",
    ),
    ("a table that rises beyond the bids", {**BETTER, "table": ["100", "0", "1"]}, "1", "rises from 0 to 1"),
    ("more than the points there are", {**BETTER, "table": ["110", "100"]}, "1", "110 is too high"),
    ("less than nothing", {**BETTER, "table": ["100", "-10"]}, "1", "-10 is too low"),
    ("a table of one number, no list", {**BETTER, "table": "100"}, "1", "a list is expected"),
    ("a place without points", {**BETTER, "table": ["100", ""]}, "1 2", "a number is missing"),
    ("a table by name of place", {**BETTER, "table": {"1": "100"}}, "1", "a list is expected"),
    ("a floor, which the table is", {**BETTER, "floor": "0"}, "1", "floor is not a parameter here"),
]

WORKED: list[Worked] = [
    ("a place alone", BETTER, "100 101 900", "101", "70 for place 2 of 3"),
    (
        "a place shared: the better",
        BETTER,
        "100 110 110 120",
        "110",
        "the better of 70, 40 for places 2 to 3 of 4",
    ),
    (
        "a place shared: the mean",
        MEAN,
        "100 110 110 120",
        "110",
        "the mean of 70, 40 for places 2 to 3 of 4",
    ),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_points(case: Valid) -> None:
    """The points of a price, exactly."""
    assert_points(FORMULA, case)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_refused(case: Invalid) -> None:
    """A field or a parameter that the rule has no answer for."""
    assert_refused(FORMULA, case)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_worked(case: Worked) -> None:
    """The place, or the places shared."""
    assert_worked(FORMULA, case)
