"""Cases of linear-to-n-lowest; n = 2 is linear-to-double-lowest with a floor of 0."""

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

FORMULA = PRICE_FORMULAS["linear-to-n-lowest"]
THRICE = {"n": "3"}

VALID: list[Valid] = [
    ("the lowest price takes all", THRICE, "100 200", "100", "100"),
    ("halfway to three times", THRICE, "100 200", "200", "50"),
    ("at three times", THRICE, "100 300", "300", "0"),
    ("beyond three times", THRICE, "100 301", "301", "0"),
    ("a steep line: half as much again is nothing", {"n": "1.5"}, "100 150", "150", "0"),
    ("a quarter dearer on the steep line", {"n": "1.5"}, "100 125", "125", "50"),
    ("n as a fraction", {"n": "4/3"}, "90 100", "100", "200/3"),
    ("a single bid takes all", THRICE, "8", "8", "100"),
    ("equal prices all take all", {"n": "1.01"}, "8 8", "8", "100"),
]

INVALID: list[Invalid] = [
    ("no n", {}, "100 200", "the parameter n is missing"),
    ("n of one has no line", {"n": "1"}, "100 200", "1 is too low"),
    ("n below one", {"n": "0.9"}, "100 200", "0.9 is too low"),
    ("n of nothing", {"n": "0"}, "100 200", "more than 1"),
    ("n negative", {"n": "-2"}, "100 200", "-2 is too low"),
    ("n with an exponent", {"n": "1e3"}, "100 200", "exponent"),
    ("a floor, which is part of the rule", {**THRICE, "floor": "0"}, "1 2", "floor is not a parameter here"),
    ("the lowest price is nothing", THRICE, "0 10", "the price 0 is not above 0"),
    ("a negative price", THRICE, "-4 10", "the price -4 is not above 0"),
]

WORKED: list[Worked] = [
    ("a whole n", THRICE, "100 200", "200", "100 x (3 x 100 - 200) / ((3 - 1) x 100), at least 0"),
    (
        "a broken n",
        {"n": "4/3"},
        "90 100",
        "100",
        "100 x ((4/3) x 90 - 100) / (((4/3) - 1) x 90), at least 0",
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
    """The rule with the numbers put in."""
    assert_worked(FORMULA, case)


@pytest.mark.parametrize("price", ["100", "133.33", "199.99", "200", "250"])
def test_n_of_two_is_the_double(price: str) -> None:
    """With n = 2 the rule is linear-to-double-lowest with a floor of 0."""
    field = field_of(f"100 {price}")
    double = PRICE_FORMULAS["linear-to-double-lowest"].points(Fraction(price), field, {"floor": Fraction(0)})
    assert FORMULA.points(Fraction(price), field, {"n": Fraction(2)}) == double
