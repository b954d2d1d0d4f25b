"""Cases of discount-power: exact where the power is a fraction, else correctly rounded.

The irrational figures are from tables: the square root of 2 is 1.4142135624 and the
cube root of 2 is 1.2599210499.
"""

from fractions import Fraction

import pytest

from bideval.scoring.formulas.registry import PRICE_FORMULAS
from tests.scoring.formulas.case_table import (
    TWO_PLACES,
    Given,
    Invalid,
    Valid,
    Worked,
    assert_points,
    assert_refused,
    assert_worked,
    field_of,
    typed,
)

FORMULA = PRICE_FORMULAS["discount-power"]
LINE: Given = {"base_price": "1000", "alpha": "1", **TWO_PLACES}
ROOT: Given = {**LINE, "alpha": "0.5"}


def to(places: str, mode: str, alpha: str) -> Given:
    """Return the parameters with another rounding and power."""
    return {"base_price": "1000", "alpha": alpha, "points_places": places, "points_mode": mode}


VALID: list[Valid] = [
    ("the deepest discount takes all", ROOT, "800 900", "800", "100"),
    ("no discount gets nothing", ROOT, "800 1000", "1000", "0"),
    ("a power of one is a straight line", LINE, "800 900", "900", "50"),
    ("a power of two squares the share", {**LINE, "alpha": "2"}, "800 900", "900", "25"),
    ("a power of a half roots it, exactly", ROOT, "600 900", "900", "50"),
    ("a power of a half roots it, irrationally", ROOT, "800 900", "900", "70.71"),
    ("the same to nine places", to("9", "half-up", "0.5"), "800 900", "900", "70.710678119"),
    ("the same to nine places, down", to("9", "down", "1/2"), "800 900", "900", "70.710678118"),
    (
        "a power of a third: 100 / the cube root of 2",
        to("6", "half-up", "1/3"),
        "800 900",
        "900",
        "79.370053",
    ),
    ("a power of two thirds of an eighth, exactly", to("2", "down", "2/3"), "200 900", "900", "25"),
    (
        "a power of 1.5 of a quarter, an exact half of a point",
        to("0", "half-up", "1.5"),
        "600 900",
        "900",
        "13",
    ),
    ("the same, half-down", to("0", "half-down", "1.5"), "600 900", "900", "12"),
    ("the same, half-even", to("0", "half-even", "1.5"), "600 900", "900", "12"),
    ("the largest power leaves next to nothing", to("9", "up", "100"), "0 900", "900", "0.000000001"),
    ("a single bid takes all", ROOT, "900", "900", "100"),
    ("equal prices all take all", ROOT, "900 900", "900", "100"),
    ("a free bid has a full discount", LINE, "0 500", "500", "50"),
    (
        "the base price does not matter to a line through it",
        {**LINE, "base_price": "2000"},
        "1000 1500",
        "1500",
        "50",
    ),
]

INVALID: list[Invalid] = [
    ("no base price", {"alpha": "1"}, "900", "the parameter base_price is missing"),
    ("no power", {"base_price": "1000"}, "900", "the parameter alpha is missing"),
    ("a base price of nothing", {**LINE, "base_price": "0"}, "900", "0 is too low"),
    ("a negative base price", {**LINE, "base_price": "-1"}, "900", "-1 is too low"),
    ("a power of nothing", {**LINE, "alpha": "0"}, "900", "0 is too low"),
    ("a negative power", {**LINE, "alpha": "-0.5"}, "900", "-0.5 is too low"),
    ("a power beyond any use", {**LINE, "alpha": "100.1"}, "900", "100.1 is too high"),
    ("a price above the base price", LINE, "900 1001", "the price 1001 is above the base price 1000"),
    (
        "several above it, all named",
        LINE,
        "1200 900 1100",
        "the prices 1100, 1200 are above the base price 1000",
    ),
    ("the remedy is a gate", LINE, "900 1001", "a gate can exclude"),
    ("nobody offers a discount", LINE, "1000 1000", "no price is below the base price 1000"),
    ("a single bid at the base price", ROOT, "1000", "there is no discount to compare"),
    ("every price above the base price", LINE, "1001 1002", "the prices 1001, 1002 are above"),
    ("a floor, which the rule never passes", {**LINE, "floor": "0"}, "900", "floor is not a parameter here"),
    (
        "a policy for equal prices, which the rule settles",
        {**LINE, "when_equal": "1"},
        "9",
        "when_equal is not",
    ),
]

WORKED: list[Worked] = [
    ("a decimal power", ROOT, "800 900", "900", "100 x ((1000 - 900) / (1000 - 800)) ^ 0.5"),
    (
        "a power of a third",
        {**ROOT, "alpha": "1/3"},
        "800 900",
        "900",
        "100 x ((1000 - 900) / (1000 - 800)) ^ (1/3)",
    ),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_points(case: Valid) -> None:
    """The points of a price, exactly as published."""
    assert_points(FORMULA, case)


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_refused(case: Invalid) -> None:
    """A field or a parameter that the rule has no answer for."""
    assert_refused(FORMULA, case)


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_worked(case: Worked) -> None:
    """The rule with the numbers put in."""
    assert_worked(FORMULA, case)


@pytest.mark.parametrize(("nudge", "expected"), [("-1", "35.35"), ("0", "35.36"), ("1", "35.36")])
def test_a_hair_beside_a_half(nudge: str, expected: str) -> None:
    """The root of 0.35355 squared is a half of the last place; the sixtieth place decides."""
    share = Fraction("0.35355") ** 2 * (1 + Fraction(nudge) / 10**60)
    price = 1000 * (1 - share)
    field = field_of(f"0 {price}")
    assert FORMULA.points(price, field, typed(FORMULA, ROOT)) == Fraction(expected)
