"""Cases of budget-linear: an absolute formula, with a floor for bids above the budget."""

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

FORMULA = PRICE_FORMULAS["budget-linear"]
FLOOR_0 = {"budget": "1000", "floor": "0"}
NO_FLOOR = {"budget": "1000", "floor": "none"}

VALID: list[Valid] = [
    ("a tenth under budget", FLOOR_0, "900", "900", "10"),
    ("half the budget", FLOOR_0, "500 900", "500", "50"),
    ("at the budget", FLOOR_0, "1000", "1000", "0"),
    ("above the budget, at the floor", FLOOR_0, "1200", "1200", "0"),
    ("above the budget, without a floor", NO_FLOOR, "1200", "1200", "-20"),
    ("thrice the budget, without a floor", NO_FLOOR, "3000", "3000", "-200"),
    ("near the budget, at a floor of five", {"budget": "1000", "floor": "5"}, "990", "990", "5"),
    ("a free bid gets all", FLOOR_0, "0 900", "0", "100"),
    ("equal prices", FLOOR_0, "900 900", "900", "10"),
    ("a third of the budget stays exact", {"budget": "3", "floor": "none"}, "2", "2", "100/3"),
]

INVALID: list[Invalid] = [
    ("nothing stated", {}, "900", "the parameter budget is missing"),
    ("no budget", {"floor": "0"}, "900", "the parameter budget is missing"),
    ("no floor", {"budget": "1000"}, "900", "the parameter floor is missing"),
    ("a budget of nothing", {"budget": "0", "floor": "0"}, "900", "0 is too low"),
    ("a negative budget", {"budget": "-1000", "floor": "0"}, "900", "-1000 is too low"),
    ("a budget of none", {"budget": "none", "floor": "0"}, "900", "'none' is not a number"),
    ("a floor above the points there are", {**FLOOR_0, "floor": "120"}, "900", "120 is too high"),
    ("a cap, which the rule never passes", {**FLOOR_0, "cap": "100"}, "900", "cap is not a parameter here"),
    ("a negative price", FLOOR_0, "-50 900", "the price -50 is below 0"),
    ("several negative prices, all named", NO_FLOOR, "-50 -60 900", "the prices -60, -50 are below 0"),
]

WORKED: list[Worked] = [
    ("with a floor", FLOOR_0, "1200", "1200", "100 x (1000 - 1200) / 1000, at least 0"),
    ("without a floor", NO_FLOOR, "1200", "1200", "100 x (1000 - 1200) / 1000"),
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
