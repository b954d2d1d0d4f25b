"""Cases of `quality-over-price`.

No figures are published; expected values are Q / P x X by hand.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "quality-over-price"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

THOUSAND = {"constant": "1000"}

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the higher ratio wins",
        THOUSAND,
        (bid("a", "1000", "80"), bid("b", "1180", "99")),
        {"a": "80", "b": "4950/59"},
        "b > a",
    ),
    (
        "half the quality at half the price ties",
        THOUSAND,
        (bid("a", "1000", "80"), bid("b", "500", "40")),
        {"a": "80", "b": "80"},
        "a = b",
    ),
    (
        "no quality is worth 0",
        THOUSAND,
        (bid("a", "1", "0"), bid("b", "1000", "1")),
        {"a": "0", "b": "1"},
        "b > a",
    ),
    (
        "the constant scales every figure",
        {"constant": "1/2"},
        (bid("a", "1000", "80"), bid("b", "500", "50")),
        {"a": "1/25", "b": "1/20"},
        "b > a",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("a price of 0", THOUSAND, (bid("a", "0", "80"), bid("b", "0.01", "80")), "a", "divides by it"),
    ("a price below 0", THOUSAND, (bid("a", "-3", "80"),), "a", "price of bid a is -3"),
    ("quality below 0", THOUSAND, (bid("a", "3", "-8"),), "a", "needs 0 or more"),
    ("no price", THOUSAND, (bid("a", None, "80"),), "a", "has no price"),
    ("no constant", {}, (bid("a", "1", "80"),), None, "constant is missing"),
    ("a constant of 0", {"constant": "0"}, (bid("a", "1", "80"),), None, "too low"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures_and_order(case: Case) -> None:
    _, given, bids, expected, order = case
    found = figures(METHOD, given, bids)
    assert {name: figure.value for name, figure in found.items()} == {
        name: Fraction(text) for name, text in expected.items()
    }
    assert ranking(METHOD, found) == order


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refusals(case: Refused) -> None:
    _, given, bids, at_fault, reason = case
    found = refusal(METHOD, given, bids)
    assert found[0] == at_fault
    assert reason in found[1]


def test_worked_line() -> None:
    found = figures(METHOD, THOUSAND, (bid("a", "1180", "99"),))
    assert found["a"].worked == "quality / price x constant = 99 / 1180 x 1000 = 83.898305 (4950/59)"
