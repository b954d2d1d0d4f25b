"""Cases of around-average in both forms, with and without its limits."""

import pytest

from bideval.scoring.formulas.registry import PRICE_FORMULAS
from tests.scoring.formulas.case_table import (
    Invalid,
    Valid,
    Worked,
    assert_points,
    assert_refused,
    assert_worked,
)

FORMULA = PRICE_FORMULAS["around-average"]
SHARE = {"form": "share", "floor": "none", "cap": "none"}
HALF = {"form": "half-marks", "floor": "none", "cap": "none"}
HELD = {"floor": "0", "cap": "100"}

VALID: list[Valid] = [
    ("share: at the mean", SHARE, "90 100 110", "100", "100"),
    ("share: a tenth below the mean goes above 100", SHARE, "90 100 110", "90", "110"),
    ("share: a tenth above the mean", SHARE, "90 100 110", "110", "90"),
    ("share: held at the cap", {**SHARE, **HELD}, "90 100 110", "90", "100"),
    ("share: two and a half times the mean, without a floor", SHARE, "10 10 10 50", "50", "-50"),
    ("share: two and a half times the mean, at the floor", {**SHARE, **HELD}, "10 10 10 50", "50", "0"),
    ("half-marks: at the mean", HALF, "90 100 110", "100", "50"),
    ("half-marks: one percent below the mean is one point", HALF, "99 100 101", "99", "51"),
    ("half-marks: one percent above the mean is one point", HALF, "99 100 101", "101", "49"),
    ("half-marks: far above, without a floor", HALF, "10 190", "190", "-40"),
    ("half-marks: far above, at the floor", {**HALF, **HELD}, "10 190", "190", "0"),
    ("a floor at the cap leaves one figure", {**HALF, "floor": "40", "cap": "40"}, "90 110", "90", "40"),
    ("half-marks: far below, without a cap", HALF, "10 190", "10", "140"),
    ("half-marks: far below, at the cap", {**HALF, **HELD}, "10 190", "10", "100"),
    ("a single bid is the mean: share", SHARE, "7", "7", "100"),
    ("a single bid is the mean: half-marks", HALF, "7", "7", "50"),
    ("equal prices are the mean", {**HALF, **HELD}, "7 7 7", "7", "50"),
    ("a price of nothing divides nothing", HALF, "0 10", "0", "150"),
    ("a mean that does not end", HALF, "10 10 12", "12", "75/2"),
]
INVALID: list[Invalid] = [
    ("no form", HELD, "1 2", "the parameter form is missing"),
    ("a form of another name", {**HELD, "form": "halfmarks"}, "1 2", "did you mean half-marks?"),
    ("no floor", {"form": "share", "cap": "100"}, "1 2", "the parameter floor is missing"),
    ("no cap", {"form": "share", "floor": "0"}, "1 2", "the parameter cap is missing"),
    ("a cap above the points there are", {**SHARE, "cap": "150"}, "1 2", "150 is too high"),
    ("a cap of nothing", {**SHARE, "cap": "0"}, "1 2", "0 is too low"),
    ("a floor below nothing", {**SHARE, "floor": "-1"}, "1 2", "-1 is too low"),
    (
        "a floor above the cap",
        {**SHARE, "floor": "60", "cap": "40"},
        "1 2",
        "the floor 60 is above the cap 40",
    ),
    ("a mean of nothing", SHARE, "0 0", "the mean of the prices is 0, not above 0"),
    ("a mean of nothing by a negative price", SHARE, "-5 5", "the mean of the prices is 0"),
    ("a negative mean", HALF, "-30 10", "the mean of the prices is -10, not above 0"),
    ("a single negative bid", HALF, "-30", "the mean of the prices is -30"),
    ("a single bid of nothing", HALF, "0", "this formula divides by it"),
    (
        "a policy for equal prices, which the rule settles",
        {**HALF, "when_equal": "50"},
        "1 1",
        "when_equal is not",
    ),
]

WORKED: list[Worked] = [
    ("share", SHARE, "90 100 110", "90", "100 x (1 - (90 - 100) / 100)"),
    (
        "half-marks, held",
        {**HALF, **HELD},
        "90 110",
        "90",
        "50 - 100 x (90 - 100) / 100, at least 0, at most 100",
    ),
    ("a mean that does not end", HALF, "10 10 12", "12", "50 - 100 x (12 - 10.666667) / 10.666667"),
    ("a cap alone", {**SHARE, "cap": "100"}, "90 110", "90", "100 x (1 - (90 - 100) / 100), at most 100"),
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
    """The rule with the numbers put in."""
    assert_worked(FORMULA, case)
