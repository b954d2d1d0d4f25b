"""Cases of `price-quality-method`.

No figures are published.  Expected values are by hand: E = 900 and Wp = 60, so a quality
point moves WS by 0.4 and the price by 900 x 0.4 / 60 = 6.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "price-quality-method"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

TERMS = {"estimate": "1000", "provisional_sums": "100", "price_weight": "60"}
ONE = bid("a", "1000", "70")

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "ten points ahead are worth 60",
        TERMS,
        (bid("a", "1000", "70"), bid("b", "1050", "80")),
        {"a": "1000", "b": "990"},
        "b > a",
    ),
    (
        "an exact tie",
        TERMS,
        (bid("a", "1000", "70"), bid("b", "1060", "80")),
        {"a": "1000", "b": "1000"},
        "a = b",
    ),
    (
        "a poorer bid lifts every premium, not the order",
        TERMS,
        (bid("a", "1000", "70"), bid("b", "1050", "80"), bid("c", "1500", "50")),
        {"a": "880", "b": "870", "c": "1500"},
        "b > a > c",
    ),
    (
        "all the weight on price",
        TERMS | {"price_weight": "100"},
        (bid("a", "1000", "0"), bid("b", "1001", "100")),
        {"a": "1000", "b": "1001"},
        "a > b",
    ),
    (
        "provisional sums out of the estimate",
        TERMS | {"provisional_sums": "0"},
        (bid("a", "1000", "70"), bid("b", "1050", "80")),
        {"a": "1000", "b": f"{1050 * 3 - 200}/3"},
        "b > a",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    (
        "sums that use up the estimate",
        TERMS | {"provisional_sums": "1000"},
        (ONE,),
        None,
        "estimate must be more",
    ),
    ("no weight on price", TERMS | {"price_weight": "0"}, (ONE,), None, "too low"),
    ("an estimate of 0", TERMS | {"estimate": "0"}, (ONE,), None, "too low"),
    ("sums below 0", TERMS | {"provisional_sums": "-1"}, (ONE,), None, "too low"),
    (
        "provisional sums not stated",
        {"estimate": "1", "price_weight": "60"},
        (ONE,),
        None,
        "provisional_sums is missing",
    ),
    ("no price", TERMS, (ONE, bid("b", None, "80")), "b", "has no price"),
    ("no quality", TERMS, (ONE, bid("b", "1")), "b", "has no quality points"),
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
    found = figures(METHOD, TERMS, (bid("a", "1000", "70"), bid("b", "1050", "80")))
    assert found["b"].worked == "price - E x (WS - WSlow) / Wp = 1050 - 900 x (32 - 28) / 60 = 990"
