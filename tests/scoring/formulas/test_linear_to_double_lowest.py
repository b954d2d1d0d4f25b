"""Cases of linear-to-double-lowest, with and without a floor."""

from fractions import Fraction

import pytest

from bideval.model.numbers import fixed_text
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from tests.scoring.formulas.case_table import (
    Invalid,
    Valid,
    Worked,
    assert_points,
    assert_refused,
    assert_worked,
    field_of,
)

FORMULA = PRICE_FORMULAS["linear-to-double-lowest"]
NO_FLOOR = {"floor": "none"}
FLOOR_0 = {"floor": "0"}

VALID: list[Valid] = [
    ("the lowest price takes all", FLOOR_0, "100 150", "100", "100"),
    ("half as much again gets half", FLOOR_0, "100 150", "150", "50"),
    ("twice the lowest gets nothing", FLOOR_0, "100 200", "200", "0"),
    ("beyond twice, at the floor", FLOOR_0, "100 250", "250", "0"),
    ("beyond twice, without a floor", NO_FLOOR, "100 250", "250", "-50"),
    ("beyond twice, at a floor of ten", {"floor": "10"}, "100 195 250", "250", "10"),
    ("between the floor and nothing", {"floor": "10"}, "100 195", "195", "10"),
    ("above the floor it does nothing", {"floor": "10"}, "100 180", "180", "20"),
    ("a single bid takes all", NO_FLOOR, "77", "77", "100"),
    ("equal prices all take all", NO_FLOOR, "77 77", "77", "100"),
    ("6.7m against 13.5m without a floor", NO_FLOOR, "6.7 13.5", "13.5", "-100/67"),
]

INVALID: list[Invalid] = [
    ("no floor stated", {}, "100 150", "the parameter floor is missing"),
    ("a floor below the points' range", {"floor": "-50"}, "100 150", "-50 is too low"),
    ("a floor that leaves no room", {"floor": "100"}, "100 150", "100 is too high"),
    ("a floor in words", {"floor": "zero"}, "100 150", "'zero' is not a number"),
    ("a floor with a percent sign", {"floor": "0%"}, "100 150", "percent sign"),
    ("a cap, which the rule never reaches", {**FLOOR_0, "cap": "100"}, "1 2", "cap is not a parameter"),
    ("the lowest price is nothing", FLOOR_0, "0 10", "the price 0 is not above 0"),
    ("the lowest price is negative", FLOOR_0, "-1 10", "the price -1 is not above 0"),
    ("several prices at fault, all named", NO_FLOOR, "-2 -1 0 5", "the prices -2, -1, 0 are not above 0"),
    ("a single bid of nothing", NO_FLOOR, "0", "divides by the lowest price"),
    ("a misspelt floor", {"flor": "0"}, "1 2", "Did you mean floor?"),
]

WORKED: list[Worked] = [
    ("without a floor", NO_FLOOR, "6.7 13.5", "13.5", "100 x (2 x 6.7 - 13.5) / 6.7"),
    ("with a floor", FLOOR_0, "6.7 13.5", "13.5", "100 x (2 x 6.7 - 13.5) / 6.7, at least 0"),
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


def test_a_real_pair_of_prices_goes_below_nothing() -> None:
    """P. Janisch, on a Department of Transport award: R6.7m and R13.5m with 90 price points.

    The prices are published, the points are not: 90 x (13.4 - 13.5) / 6.7 by hand.
    """
    points = FORMULA.points(Fraction("13.5"), field_of("6.7 13.5"), {"floor": None})
    assert fixed_text(points * 90 / 100, 4) == "-1.3433"
