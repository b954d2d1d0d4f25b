"""Cases of discount-bilinear: two lines that meet at the mean discount."""

from fractions import Fraction

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
    field_of,
)

FORMULA = PRICE_FORMULAS["discount-bilinear"]
EIGHTY: Given = {"base_price": "1000", "x": "0.80", "when_equal": "100"}
NINETY: Given = {**EIGHTY, "x": "0.90"}
THREE = "700 800 900"  # discounts 30, 20 and 10 percent; mean 20

VALID: list[Valid] = [
    ("the deepest discount takes all", EIGHTY, THREE, "700", "100"),
    ("the mean discount gets x", EIGHTY, THREE, "800", "80"),
    ("half the mean discount gets half of x", EIGHTY, THREE, "900", "40"),
    ("half the mean discount with x at 0.90", NINETY, THREE, "900", "45"),
    ("the mean discount with x at 0.85", {**EIGHTY, "x": "0.85"}, THREE, "800", "85"),
    ("x without its last figure is the same", {**EIGHTY, "x": "0.8"}, THREE, "800", "80"),
    ("no discount gets nothing", EIGHTY, "800 1000", "1000", "0"),
    ("halfway from mean to deepest", EIGHTY, "600 700 800 1000 900", "700", "90"),
    ("two bids: the lower takes all", NINETY, "800 900", "800", "100"),
    ("two bids: the higher is below the mean", NINETY, "800 900", "900", "60"),
    ("a single bid, as stated", EIGHTY, "900", "900", "100"),
    ("equal prices, as stated", {**EIGHTY, "when_equal": "80"}, "900 900", "900", "80"),
    ("a mean that does not end", EIGHTY, "700 800 800", "800", "480/7"),
    ("a free bid has a full discount", EIGHTY, "0 500 1000", "0", "100"),
]

INVALID: list[Invalid] = [
    ("no base price", {"x": "0.80", "when_equal": "100"}, THREE, "the parameter base_price is missing"),
    ("no x", {"base_price": "1000", "when_equal": "100"}, THREE, "the parameter x is missing"),
    ("no word on equal prices", {"base_price": "1000", "x": "0.80"}, THREE, "when_equal is missing"),
    ("an x between the three", {**EIGHTY, "x": "0.82"}, THREE, "x is 0.82; it is one of 0.8, 0.85, 0.9"),
    ("an x that does not end", {**EIGHTY, "x": "5/6"}, THREE, "x is (5/6)"),
    ("an x of all", {**EIGHTY, "x": "1"}, THREE, "1 is too high"),
    ("an x below the three", {**EIGHTY, "x": "0.5"}, THREE, "0.5 is too low"),
    ("a base price of nothing", {**EIGHTY, "base_price": "0"}, THREE, "0 is too low"),
    ("points beyond the range for equal prices", {**EIGHTY, "when_equal": "120"}, "9 9", "120 is too high"),
    ("a price above the base price", EIGHTY, "900 1200", "the price 1200 is above the base price 1000"),
    ("several above it, all named", EIGHTY, "900 1200 1100", "the prices 1100, 1200 are above"),
    ("nobody offers a discount", EIGHTY, "1000 1000", "no price is below the base price 1000"),
    ("a single bid at the base price", EIGHTY, "1000", "there is no discount to compare"),
    ("a floor, which the rule never passes", {**EIGHTY, "floor": "0"}, THREE, "floor is not a parameter"),
]

WORKED: list[Worked] = [
    ("below the mean", EIGHTY, THREE, "900", "100 x 0.8 x (1000 - 900) / (1000 - 800)"),
    ("at the mean", EIGHTY, THREE, "800", "100 x 0.8 x (1000 - 800) / (1000 - 800)"),
    ("above the mean", EIGHTY, THREE, "700", "100 x (0.8 + (1 - 0.8) x (800 - 700) / (800 - 700))"),
    (
        "equal prices",
        {**EIGHTY, "when_equal": "80"},
        "900 900",
        "900",
        "80, as stated for one bid or all prices equal",
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
    """The line that the bid is on."""
    assert_worked(FORMULA, case)


@pytest.mark.parametrize("x", ["0.80", "0.85", "0.90"])
def test_agrees_with_the_rule_in_discounts(x: str) -> None:
    """The rule as written, with A, As and Amax in percent, gives the same points."""
    base, field = Fraction(1000), field_of("611 702.5 833.33 950 1000")
    discounts = {price: 100 * (base - price) / base for price in field.prices}
    mean, deepest = sum(discounts.values()) / 5, max(discounts.values())
    for price, discount in discounts.items():
        if discount <= mean:
            expected = 100 * Fraction(x) * discount / mean
        else:
            expected = 100 * (Fraction(x) + (1 - Fraction(x)) * (discount - mean) / (deepest - mean))
        with_ = {"base_price": base, "x": Fraction(x), "when_equal": Fraction(100)}
        assert FORMULA.points(price, field, with_) == expected
