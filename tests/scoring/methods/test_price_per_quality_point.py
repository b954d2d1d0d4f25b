"""Cases of `price-per-quality-point`.

No figures are published; expected values are P / Q by hand.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "price-per-quality-point"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

AT_50 = {"quality_minimum": "50"}

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "dearer and better wins",
        AT_50,
        (bid("a", "50000", "50"), bid("b", "72000", "80")),
        {"a": "1000", "b": "900"},
        "b > a",
    ),
    (
        "an exact tie",
        AT_50,
        (bid("a", "50000", "60"), bid("b", "75000", "90")),
        {"a": "2500/3", "b": "2500/3"},
        "a = b",
    ),
    (
        "one percent of quality is worth one percent of price",
        AT_50,
        (bid("a", "10000", "50"), bid("b", "10100", "50.5")),
        {"a": "200", "b": "200"},
        "a = b",
    ),
    (
        "a price of 0 wins whatever its quality",
        AT_50,
        (bid("a", "0", "51"), bid("b", "1", "100")),
        {"a": "0", "b": "1/100"},
        "a > b",
    ),
    (
        "the minimum is no business of the rule",
        AT_50,
        (bid("a", "10", "10"), bid("b", "200", "100")),
        {"a": "1", "b": "2"},
        "a > b",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("no quality minimum", {}, (bid("a", "10", "60"),), None, "quality_minimum is missing"),
    ("a minimum above 100", {"quality_minimum": "101"}, (bid("a", "10", "60"),), None, "too high"),
    ("quality of 0", AT_50, (bid("a", "10", "60"), bid("b", "10", "0")), "b", "divides by it"),
    ("quality below 0", AT_50, (bid("b", "10", "-1"),), "b", "quality of bid b is -1"),
    ("a price below 0", AT_50, (bid("a", "-1", "60"),), "a", "price of bid a is -1"),
    ("no price", AT_50, (bid("a", None, "60"),), "a", "has no price"),
    ("no quality", AT_50, (bid("a", "10"),), "a", "has no quality points"),
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
    found = figures(METHOD, AT_50, (bid("a", "50000", "60"),))
    assert found["a"].worked == "price / quality = 50000 / 60 = 833.333333 (2500/3)"
