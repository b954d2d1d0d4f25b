"""Cases of `vfm-index`.

The published case is tessa's value_for_money_index.md: 80% at GBP 1.00m against 99% at
GBP 1.18m, of which it says that the latter has the higher index (its "gold-plating").
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "vfm-index"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the published statement: gold-plating wins",
        {},
        (bid("x", "1000", "80"), bid("y", "1180", "99")),
        {"x": "2/25", "y": "99/1180"},
        "y > x",
    ),
    (
        "an exact tie",
        {},
        (bid("a", "300", "20"), bid("b", "900", "60")),
        {"a": "1/15", "b": "1/15"},
        "a = b",
    ),
    (
        "cheap and poor beats dear and good",
        {},
        (bid("a", "100", "30"), bid("b", "400", "100")),
        {"a": "3/10", "b": "1/4"},
        "a > b",
    ),
    (
        "a stated minimum changes no figure",
        {"quality_minimum": "60"},
        (bid("a", "100", "30"),),
        {"a": "3/10"},
        "a",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("a cost of 0", {}, (bid("a", "0", "80"),), "a", "needs more than 0"),
    ("a cost below 0", {}, (bid("a", "-1", "80"),), "a", "price of bid a is -1"),
    ("quality below 0", {}, (bid("a", "1", "-1"),), "a", "needs 0 or more"),
    ("no quality", {}, (bid("a", "1"),), "a", "has no quality points"),
    (
        "a minimum that is no number",
        {"quality_minimum": "half"},
        (bid("a", "1", "80"),),
        None,
        "not a number",
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
    found = figures(METHOD, {}, (bid("x", "1000", "80"),))
    assert found["x"].worked == "non-cost / cost = 80 / 1000 = 0.08"
