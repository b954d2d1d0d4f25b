"""Cases of fixed-range: an absolute formula, so the other prices never matter."""

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

FORMULA = PRICE_FORMULAS["fixed-range"]
RANGE = {"lowest": "30", "highest": "60"}

VALID: list[Valid] = [
    ("at the lower end", RANGE, "30 45", "30", "100"),
    ("at the upper end", RANGE, "30 60", "60", "0"),
    ("in the middle", RANGE, "45", "45", "50"),
    ("below the range: no more than 100", RANGE, "20 45", "20", "100"),
    ("above the range: no less than 0", RANGE, "45 90", "90", "0"),
    ("a single bid", RANGE, "40", "40", "200/3"),
    ("equal prices", RANGE, "40 40", "40", "200/3"),
    ("a price of nothing divides nothing", RANGE, "0 45", "0", "100"),
    ("a range from nothing", {"lowest": "0", "highest": "60"}, "15", "15", "75"),
    ("a range below nothing, for income", {"lowest": "-20", "highest": "-10"}, "-15 -12", "-12", "20"),
]

INVALID: list[Invalid] = [
    ("no range", {}, "45", "the parameter lowest is missing"),
    ("no lower end", {"highest": "60"}, "45", "the parameter lowest is missing"),
    ("no upper end", {"lowest": "30"}, "45", "the parameter highest is missing"),
    (
        "a range without width",
        {"lowest": "30", "highest": "30"},
        "30",
        "highest, 30, is not above lowest, 30",
    ),
    ("a range upside down", {"lowest": "60", "highest": "30"}, "45", "highest, 30, is not above lowest, 60"),
    ("an end without a value", {"lowest": "none", "highest": "60"}, "45", "'none' is not a number"),
    ("a grouped amount", {"lowest": "30,000", "highest": "60,000"}, "45", "has a comma"),
    ("a currency sign", {"lowest": "£30", "highest": "£60"}, "45", "has a currency sign"),
    ("a floor, which is part of the rule", {**RANGE, "floor": "0"}, "45", "floor is not a parameter here"),
    ("what to do above the range, which is for a gate", {**RANGE, "above": "refuse"}, "45", "above is not a"),
]

WORKED: list[Worked] = [
    ("in the range", RANGE, "45", "45", "100 x (60 - 45) / (60 - 30), at least 0, at most 100"),
    ("above the range", RANGE, "90", "90", "100 x (60 - 90) / (60 - 30), at least 0, at most 100"),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_points(case: Valid) -> None:
    """The points of a price, exactly."""
    assert_points(FORMULA, case)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_refused(case: Invalid) -> None:
    """A range or a parameter that the rule has no answer for."""
    assert_refused(FORMULA, case)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_worked(case: Worked) -> None:
    """The rule with the numbers put in."""
    assert_worked(FORMULA, case)
