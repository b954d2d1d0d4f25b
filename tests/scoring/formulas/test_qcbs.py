"""Cases of qcbs: the financial score of quality- and cost-based selection."""

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

FORMULA = PRICE_FORMULAS["qcbs"]

VALID: list[Valid] = [
    ("the lowest financial proposal gets 100", {}, "20 40 60", "20", "100"),
    ("twice the lowest", {}, "20 40 60", "40", "50"),
    ("three times the lowest stays a third", {}, "20 40 60", "60", "100/3"),
    ("one proposal gets 100", {}, "60", "60", "100"),
    ("equal proposals get 100", {}, "60 60", "60", "100"),
]

INVALID: list[Invalid] = [
    ("a free proposal", {}, "0 40", "the price 0 is not above 0"),
    ("a negative proposal", {}, "-20 40", "the price -20 is not above 0"),
    ("nothing but free proposals", {}, "0 0 0", "divides by every price"),
    ("the technical minimum, which is a gate", {"quality_minimum": "70"}, "20", "quality_minimum is not"),
    ("a weight, which stands at the criterion", {"weight": "20"}, "20", "It takes: nothing."),
]

WORKED: list[Worked] = [
    ("three proposals", {}, "20 40 60", "60", "100 x 20 / 60"),
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


def test_published_figures() -> None:
    """The eGov Blog, a note on this procedure: 20, 40 and 60 crore score 100, 50 and 33.3."""
    field = field_of("20 40 60")
    scores = [fixed_text(FORMULA.points(price, field, {}), 1) for price in field.prices]
    assert scores == ["100.0", "50.0", "33.3"]


@pytest.mark.parametrize("price", ["20", "40", "60"])
def test_agrees_with_lowest_over_bid(price: str) -> None:
    """The same rule in other words."""
    field = field_of("20 40 60")
    same = PRICE_FORMULAS["lowest-over-bid"].points(Fraction(price), field, {})
    assert FORMULA.points(Fraction(price), field, {}) == same
