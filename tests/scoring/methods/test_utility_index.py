"""Cases of `utility-index`.

No figures are published.  Expected values are the rule by hand; the two rows with a third
bid show the rank of two bids turn on a loser.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "utility-index"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

EVEN = {"quality_to_price": "1"}

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the best on both counts has 1",
        EVEN,
        (bid("a", "50", "90"), bid("b", "100", "80")),
        {"a": "1", "b": "9/20"},
        "a > b",
    ),
    (
        "two bids",
        EVEN,
        (bid("a", "50", "50"), bid("b", "75", "80")),
        {"a": "7/10", "b": "2/3"},
        "a > b",
    ),
    (
        "the same two with a losing bid of full quality",
        EVEN,
        (bid("a", "50", "50"), bid("b", "75", "80"), bid("c", "200", "100")),
        {"a": "1/2", "b": "8/15", "c": "1/4"},
        "b > a > c",
    ),
    (
        "an exact tie",
        EVEN,
        (bid("a", "50", "50"), bid("b", "100", "100")),
        {"a": "1/2", "b": "1/2"},
        "a = b",
    ),
    (
        "a bracket below 0 stands as it is",
        {"quality_to_price": "4"},
        (bid("a", "100", "50"), bid("b", "100", "100")),
        {"a": "-1", "b": "1"},
        "b > a",
    ),
    (
        "no weight on quality leaves the price",
        {"quality_to_price": "0"},
        (bid("a", "100", "0"), bid("b", "125", "100")),
        {"a": "1", "b": "4/5"},
        "a > b",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("a price of 0", EVEN, (bid("a", "0", "80"), bid("b", "1", "80")), "a", "divides by it"),
    ("a price below 0", EVEN, (bid("a", "-1", "80"),), "a", "price of bid a is -1"),
    ("more quality than there is", EVEN, (bid("a", "1", "100.5"),), "a", "needs 100 or less"),
    ("quality below 0", EVEN, (bid("a", "1", "-1"),), "a", "needs 0 or more"),
    ("N not stated", {}, (bid("a", "1", "80"),), None, "quality_to_price is missing"),
    ("N below 0", {"quality_to_price": "-1"}, (bid("a", "1", "80"),), None, "too low"),
    ("no price", EVEN, (bid("a", None, "80"),), "a", "has no price"),
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
    found = figures(METHOD, EVEN, (bid("a", "50", "50"), bid("b", "75", "80")))
    expected = "(1 - (Qbest - Q) x N) / P x Pbest = (1 - (0.8 - 0.5) x 1) / 50 x 50 = 0.7"
    assert found["a"].worked == expected


def test_a_cheaper_bid_can_fall_where_the_bracket_is_negative() -> None:
    """The known defect: with N above 1 a negative bracket grows as the price falls."""
    steep = {"quality_to_price": "4"}
    best, other = bid("best", "100", "100"), bid("other", "120", "37.5")
    before = figures(METHOD, steep, (best, other, bid("cut", "100", "50")))
    after = figures(METHOD, steep, (best, other, bid("cut", "60", "50")))
    assert ranking(METHOD, before) == "best > cut > other"
    assert ranking(METHOD, after) == "best > other > cut"
