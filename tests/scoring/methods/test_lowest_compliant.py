"""Cases of `lowest-compliant`.

The rule is tessa's lowest_priced_tender.md; figures are the prices themselves.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "lowest-compliant"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    ("the least price wins", {}, (bid("a", "100.01"), bid("b", "100")), {"a": "100.01", "b": "100"}, "b > a"),
    ("equal prices tie", {}, (bid("a", "100.00"), bid("b", "100")), {"a": "100", "b": "100"}, "a = b"),
    ("quality is not read", {}, (bid("a", "9", "1"), bid("b", "10", "99")), {"a": "9", "b": "10"}, "a > b"),
    ("a concession may be paid for", {}, (bid("a", "-5"), bid("b", "0")), {"a": "-5", "b": "0"}, "a > b"),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("no price", {}, (bid("a", "100"), bid("b")), "b", "bid b has no price"),
    ("no price beside points", {}, (bid("a", quality="80"),), "a", "has no price"),
    ("the first by id is named", {}, (bid("z"), bid("b"), bid("c", "1")), "b", "has no price"),
    (
        "there is no quality to have a minimum",
        {"quality_minimum": "50"},
        (bid("a", "1"),),
        None,
        "not a parameter",
    ),
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
    assert figures(METHOD, {}, (bid("a", "100.50"),))["a"].worked == "price = 100.5"
