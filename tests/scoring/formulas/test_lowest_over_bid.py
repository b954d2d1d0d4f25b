"""Cases of lowest-over-bid: published figures, the middle bid, and a reversal."""

from fractions import Fraction

import pytest

from bideval.model.numbers import fixed_text
from bideval.scoring.formulas.registry import PRICE_FORMULAS
from bideval.scoring.rounding import Mode, round_to
from tests.scoring.formulas.case_table import (
    Invalid,
    Valid,
    Worked,
    assert_points,
    assert_refused,
    assert_worked,
    field_of,
)

FORMULA = PRICE_FORMULAS["lowest-over-bid"]

VALID: list[Valid] = [
    ("the lowest price takes all", {}, "100 125", "100", "100"),
    ("a quarter dearer", {}, "100 125", "125", "80"),
    ("twice the lowest", {}, "100 200", "200", "50"),
    ("a hundred times the lowest still gets something", {}, "1 100", "100", "1"),
    ("a single bid takes all", {}, "125", "125", "100"),
    ("equal prices all take all", {}, "70 70 70", "70", "100"),
    ("a price of nine places", {}, "0.000000001 3", "3", "1/30000000"),
    ("thirds stay exact", {}, "10000 15000 30000", "15000", "200/3"),
    (
        "the largest amount the grammar allows",
        {},
        "1 999999999999999",
        "999999999999999",
        "100/999999999999999",
    ),
]

INVALID: list[Invalid] = [
    ("a price of nothing", {}, "0 10", "the price 0 is not above 0"),
    ("all prices nothing", {}, "0 0", "the price 0 is not above 0"),
    ("a single bid of nothing", {}, "0", "divides by every price"),
    ("a negative price", {}, "-5 10", "the price -5 is not above 0"),
    ("a negative price and one of nothing, both named", {}, "0 10 -5", "the prices -5, 0 are not above 0"),
    ("all prices negative", {}, "-3 -2 -1", "the prices -3, -2, -1 are not above 0"),
    ("the smallest negative price", {}, "-0.000000001 1", "the price -0.000000001 is not"),
    ("a floor, which the rule never reaches", {"floor": "0"}, "1 2", "floor is not a parameter here"),
    ("a policy for equal prices, which the rule settles", {"when_equal": "100"}, "1 1", "when_equal is not"),
]

PUBLISHED = [
    # in words, weight, places, prices, published figures in the same order
    (
        "Digital Marketplace scoring guide, quoted by Shakespeare Martineau",
        "1",
        3,
        "15000 10000 30000",
        "0.667 1.000 0.333",
    ),
    ("Georgia Procurement Manual, Table 5.7", "300", 1, "50000 55000", "300.0 272.7"),
    ("Impact Bids, The quality imperative", "40", 0, "100 105 108", "40 38 37"),
]

WORKED: list[Worked] = [
    ("whole amounts", {}, "41000000 44100000", "44100000", "100 x 41000000 / 44100000"),
    ("pence", {}, "19.99 20.05", "20.05", "100 x 19.99 / 20.05"),
    ("a converted price that does not end", {}, "100/3 50", "100/3", "100 x 33.333333 / 33.333333"),
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


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_published_figures(case: tuple[str, str, int, str, str]) -> None:
    """Figures printed by others, at their weight and places, half-up."""
    _, weight, places, prices, published = case
    field = field_of(prices)
    printed = []
    for price in prices.split():
        weighted = FORMULA.points(Fraction(price), field, {}) * Fraction(weight) / 100
        printed.append(fixed_text(round_to(weighted, places, Mode.HALF_UP), places))
    assert " ".join(printed) == published


def totals(bids: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the totals of bids (quality, price) at half the weight each, to two places."""
    field = field_of(" ".join(price for _, price in bids.values()))
    return {
        bid: fixed_text((Fraction(quality) + FORMULA.points(Fraction(price), field, {})) / 2, 2)
        for bid, (quality, price) in bids.items()
    }


def test_the_middle_bid_always_loses() -> None:
    """Local Government Lawyer, Goldilocks and the three problems: one price per quality point."""
    bids = {"a": ("50", "50"), "b": ("75", "75"), "c": ("100", "100")}
    assert totals(bids) == {"a": "75.00", "b": "70.83", "c": "75.00"}


def test_a_losing_bid_moves_the_winner() -> None:
    """Constructed by hand: a fourth bid, which loses, hands the contract from a to c."""
    bids = {"a": ("50", "49"), "b": ("75", "75"), "c": ("100", "100")}
    assert totals(bids) == {"a": "75.00", "b": "70.17", "c": "74.50"}
    with_loser = totals({**bids, "d": ("10", "25")})
    assert with_loser == {"a": "50.51", "b": "54.17", "c": "62.50", "d": "55.00"}
