"""Cases of lowest-to-highest, with the stated points for equal prices."""

from fractions import Fraction

import pytest

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

FORMULA = PRICE_FORMULAS["lowest-to-highest"]
EQUAL_100 = {"when_equal": "100"}

VALID: list[Valid] = [
    ("the lowest takes all", EQUAL_100, "100 110 120", "100", "100"),
    ("the highest gets nothing", EQUAL_100, "100 110 120", "120", "0"),
    ("the middle gets half", EQUAL_100, "100 110 120", "110", "50"),
    ("a penny apart is still all or nothing", EQUAL_100, "100 100.01", "100.01", "0"),
    ("a single bid, as stated", EQUAL_100, "100", "100", "100"),
    ("a single bid, otherwise stated", {"when_equal": "0"}, "100", "100", "0"),
    ("equal prices, as stated", {"when_equal": "66.5"}, "9 9 9", "9", "133/2"),
    ("a price of nothing divides nothing", EQUAL_100, "0 10", "0", "100"),
    ("a negative price divides nothing", EQUAL_100, "-10 0 10", "0", "50"),
]

INVALID: list[Invalid] = [
    ("no word on equal prices", {}, "1 2", "the parameter when_equal is missing"),
    ("equal prices unstated", {"when_equal": "none"}, "1 1", "'none' is not a number"),
    ("more points than there are", {"when_equal": "101"}, "1 1", "101 is too high"),
    ("fewer points than there are", {"when_equal": "-1"}, "1 1", "-1 is too low"),
    ("a range of points", {"when_equal": ["0", "100"]}, "1 1", "a single number is expected"),
    ("a comma in the points", {"when_equal": "66,5"}, "1 1", "has a comma"),
    ("a floor, which the rule never passes", {**EQUAL_100, "floor": "0"}, "1 2", "floor is not a parameter"),
    ("a cap, which the rule never passes", {**EQUAL_100, "cap": "100"}, "1 2", "cap is not a parameter"),
    ("a misspelt name", {"when-equal": "100"}, "1 2", "Did you mean when_equal?"),
]

WORKED: list[Worked] = [
    ("in the middle", EQUAL_100, "100 110 120", "110", "100 x (120 - 110) / (120 - 100)"),
    ("equal prices", {"when_equal": "66.5"}, "9 9", "9", "66.5, as stated for one bid or all prices equal"),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_points(case: Valid) -> None:
    """The points of a price, exactly."""
    assert_points(FORMULA, case)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_refused(case: Invalid) -> None:
    """A parameter that the rule has no answer for; its field is never refused."""
    assert_refused(FORMULA, case)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_worked(case: Worked) -> None:
    """The rule with the numbers put in."""
    assert_worked(FORMULA, case)


def test_a_losing_high_bid_moves_the_winner() -> None:
    """Constructed by hand: half quality, half price; a dear bid that cannot win hands it to b.

    Without it a has (40 + 100) / 2 = 70 and b (90 + 0) / 2 = 45; with it b has
    (90 + 100 x (200 - 120) / (200 - 100)) / 2 = 85.
    """
    with_ = {"when_equal": Fraction(100)}
    two, three = field_of("100 120"), field_of("100 120 200")
    low, high = Fraction(100), Fraction(120)
    assert [(40 + FORMULA.points(low, two, with_)) / 2, (90 + FORMULA.points(high, two, with_)) / 2] == [
        70,
        45,
    ]
    assert [(40 + FORMULA.points(low, three, with_)) / 2, (90 + FORMULA.points(high, three, with_)) / 2] == [
        70,
        85,
    ]
