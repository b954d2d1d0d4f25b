"""Cases of log-from-lowest: exact where the logarithm is a fraction, else correctly rounded.

The irrational figures are from tables of logarithms: log 2 is 0.3010299957 and log 3
is 0.4771212547, to base ten.
"""

from fractions import Fraction

import pytest

from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.rounding import Mode
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

FORMULA = PRICE_FORMULAS["log-from-lowest"]
DOUBLE: Given = {"ratio": "2", "floor": "0", **TWO_PLACES}
OPEN: Given = {**DOUBLE, "floor": "none"}


def to(places: str, mode: str, ratio: str = "2", floor: str = "0") -> Given:
    """Return the parameters with another rounding."""
    return {"ratio": ratio, "floor": floor, "points_places": places, "points_mode": mode}


VALID: list[Valid] = [
    ("the lowest price takes all", DOUBLE, "100 150", "100", "100"),
    ("at the ratio nothing is left", DOUBLE, "100 200", "200", "0"),
    ("beyond the ratio, at the floor", DOUBLE, "100 400", "400", "0"),
    ("beyond the ratio, without a floor", OPEN, "100 400", "400", "-100"),
    (
        "beyond the ratio, at a floor of twelve and a half",
        to("1", "half-up", floor="12.5"),
        "1 2",
        "2",
        "12.5",
    ),
    (
        "a floor of more places than the points is rounded too",
        to("0", "half-up", floor="12.5"),
        "1 2",
        "2",
        "13",
    ),
    ("the square root of the ratio gets half", {**DOUBLE, "ratio": "4"}, "100 200", "200", "50"),
    (
        "the cube root of a broken ratio gets two thirds",
        to("4", "half-up", "27/8"),
        "100 150",
        "150",
        "66.6667",
    ),
    ("half as much again: 100 x (1 - log 1.5 / log 2)", DOUBLE, "100 150", "150", "41.50"),
    ("the same to nine places", to("9", "half-up"), "100 150", "150", "41.503749928"),
    ("the same to nine places, up", to("9", "up"), "100 150", "150", "41.503749928"),
    ("the same to nine places, down", to("9", "down"), "100 150", "150", "41.503749927"),
    ("twice the lowest with a ratio of ten", {**DOUBLE, "ratio": "10"}, "50 100", "100", "69.90"),
    ("thrice the lowest with a ratio of ten", {**DOUBLE, "ratio": "10"}, "50 150", "150", "52.29"),
    ("thrice the lowest with a ratio of two, below nothing", OPEN, "50 150", "150", "-58.50"),
    ("a single bid takes all", DOUBLE, "77", "77", "100"),
    ("equal prices all take all", DOUBLE, "77 77", "77", "100"),
    ("an exact half goes up", to("0", "half-up", "16"), "1 2", "2", "75"),
    ("an exact half of a point, half-up", to("0", "half-up", "256"), "1 2", "2", "88"),
    ("an exact half of a point, half-down", to("0", "half-down", "256"), "1 2", "2", "87"),
    ("an exact half of a point, half-even", to("0", "half-even", "256"), "1 2", "2", "88"),
    (
        "a negative exact half goes away from nothing",
        to("0", "half-up", "256", "none"),
        "1 512",
        "512",
        "-13",
    ),
]

INVALID: list[Invalid] = [
    ("no ratio", {"floor": "0"}, "1 2", "the parameter ratio is missing"),
    ("no floor", {"ratio": "2"}, "1 2", "the parameter floor is missing"),
    ("a ratio of one", {**DOUBLE, "ratio": "1"}, "1 2", "1 is too low"),
    ("a ratio below one", {**DOUBLE, "ratio": "0.5"}, "1 2", "0.5 is too low"),
    ("a ratio of nothing", {**DOUBLE, "ratio": "0"}, "1 2", "0 is too low"),
    ("a negative ratio", {**DOUBLE, "ratio": "-2"}, "1 2", "-2 is too low"),
    ("an endless ratio", {**DOUBLE, "ratio": "inf"}, "1 2", "'inf' is not a finite number"),
    ("a negative floor", {**DOUBLE, "floor": "-100"}, "1 2", "-100 is too low"),
    (
        "the points' places, which the rounding states",
        {"ratio": "2", "floor": "0", "places": "2"},
        "1",
        "places is not",
    ),
    ("a price of nothing", DOUBLE, "0 10", "the price 0 is not above 0"),
    ("a negative price", DOUBLE, "-1 10", "the price -1 is not above 0"),
    ("prices of nothing and less", OPEN, "0 -1 10", "the prices -1, 0 are not above 0"),
    ("a single bid of nothing", OPEN, "0", "divides by the lowest price"),
]

WORKED: list[Worked] = [
    ("with a floor", DOUBLE, "100 150", "150", "100 x (1 - log(150 / 100) / log(2)), at least 0"),
    ("without a floor", OPEN, "100 150", "150", "100 x (1 - log(150 / 100) / log(2))"),
    ("a broken ratio", {**OPEN, "ratio": "4/3"}, "9 10", "10", "100 x (1 - log(10 / 9) / log((4/3)))"),
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


@pytest.mark.parametrize("mode", Mode)
def test_equal_percentages_cost_equal_points(mode: Mode) -> None:
    """With a ratio of 1.1 to the tenth, each tenth dearer costs ten points, whatever the mode."""
    prices = " ".join(str(Fraction(11, 10) ** step) for step in range(11))
    field = field_of(prices)
    with_ = {
        "ratio": Fraction(11, 10) ** 10,
        "floor": None,
        "points_places": Fraction(0),
        "points_mode": mode,
    }
    assert [FORMULA.points(price, field, with_) for price in field.prices] == list(range(100, -1, -10))


@pytest.mark.parametrize(("nudge", "expected"), [("-1", "88"), ("0", "88"), ("1", "87")])
def test_a_hair_beside_a_half(nudge: str, expected: str) -> None:
    """With a ratio of 256, twice the lowest gets exactly 87.5; the sixtieth place decides."""
    price = 2 * (1 + Fraction(nudge) / 10**60)
    with_ = typed(FORMULA, to("0", "half-up", "256"))
    assert FORMULA.points(price, field_of(f"1 {price}"), with_) == Fraction(expected)
