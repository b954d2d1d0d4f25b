"""Cases of `extended-benchmark-ratio`.

No figures are published; the rule and the range of the corridor are arriba's.  Expected
values are L / P by hand.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "extended-benchmark-ratio"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

BY_QUALITY = {"corridor": "10", "decides": "quality"}
ONE = bid("a", "50", "60")

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "in the corridor the better bid wins, not the better ratio",
        BY_QUALITY,
        (bid("a", "50", "60"), bid("b", "80", "90")),
        {"a": "6/5", "b": "9/8"},
        "b > a",
    ),
    (
        "the same two with a losing bid of a better ratio",
        BY_QUALITY,
        (bid("a", "50", "60"), bid("b", "80", "90"), bid("c", "40", "52")),
        {"a": "6/5", "b": "9/8", "c": "13/10"},
        "a > c; unranked b",
    ),
    (
        "the lower end of the corridor is inside",
        BY_QUALITY,
        (bid("a", "50", "50"), bid("b", "100", "90")),
        {"a": "1", "b": "9/10"},
        "b > a",
    ),
    (
        "just below it is outside",
        BY_QUALITY,
        (bid("a", "50", "50"), bid("b", "100.01", "90")),
        {"a": "1", "b": "9000/10001"},
        "a; unranked b",
    ),
    (
        "price decides",
        {"corridor": "10", "decides": "price"},
        (bid("a", "50", "60"), bid("b", "80", "90"), bid("c", "48", "54")),
        {"a": "6/5", "b": "9/8", "c": "9/8"},
        "c > a > b",
    ),
    (
        "level on the deciding criterion is a tie, whatever the ratio",
        BY_QUALITY,
        (bid("a", "50", "60"), bid("b", "51", "60")),
        {"a": "6/5", "b": "20/17"},
        "a = b",
    ),
    (
        "nobody with any quality",
        BY_QUALITY,
        (bid("a", "50", "0"), bid("b", "51", "0")),
        {"a": "0", "b": "0"},
        "a = b",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("a corridor below 1 percent", BY_QUALITY | {"corridor": "0.5"}, (ONE,), None, "too low"),
    ("a corridor above 10 percent", BY_QUALITY | {"corridor": "10.1"}, (ONE,), None, "too high"),
    ("the deciding criterion not stated", {"corridor": "5"}, (ONE,), None, "decides is missing"),
    ("an unknown deciding criterion", {"corridor": "5", "decides": "ratio"}, (ONE,), None, "not a choice"),
    ("a price of 0", BY_QUALITY, (ONE, bid("b", "0", "60")), "b", "divides by it"),
    ("quality below 0", BY_QUALITY, (ONE, bid("b", "50", "-60")), "b", "needs 0 or more"),
    ("no price", BY_QUALITY, (ONE, bid("b", None, "60")), "b", "has no price"),
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
    found = figures(METHOD, BY_QUALITY, (bid("a", "50", "60"), bid("b", "100", "60")))
    assert found["a"].worked == (
        "quality / price = 60 / 50 = 1.2; in the corridor, which ends at 1.08: quality decides"
    )
    assert (
        found["b"].worked
        == "quality / price = 60 / 100 = 0.6; below the corridor, which ends at 1.08: unranked"
    )
