"""Cases of `weighted-sum`.

The published vector is of the VCNR RFQ database documentation, 'Bid scoring': weights
40, 30, 15, 15 and marks 8, 7, 9, 6 of ten give 755 / 100 x 10 = 75.50.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "weighted-sum"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

# weight x mark over the sum of the weights, times ten as the source has it
VCNR = f"{(40 * 8 + 30 * 7 + 15 * 9 + 15 * 6) * 10}/{40 + 30 + 15 + 15}"

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    ("the published total", {}, (bid("one", quality=VCNR),), {"one": "75.50"}, "one"),
    (
        "the higher total wins",
        {},
        (bid("a", quality="70"), bid("b", quality="70.5")),
        {"a": "70", "b": "70.5"},
        "b > a",
    ),
    (
        "an exact tie in thirds",
        {},
        (bid("a", quality="200/3"), bid("b", quality="400/6")),
        {"a": "200/3", "b": "200/3"},
        "a = b",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("no total", {}, (bid("a", "10", "50"), bid("b", "10")), "b", "no quality points"),
    ("the first by id is named", {}, (bid("b"), bid("a")), "a", "bid a has no quality points"),
    (
        "a quality minimum has no place here",
        {"quality_minimum": "50"},
        (bid("a", "10", "50"),),
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
    found = figures(METHOD, {}, (bid("a", quality="200/3"),))
    assert found["a"].worked == "weighted total = 66.666667 (200/3)"
