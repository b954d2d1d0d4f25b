"""Cases of `monetised-quality`.

The published vector is Negometrix, 'Award on value' (Gunnen op waarde): a price of EUR 80,000
and one sub-criterion worth EUR 2,500, rated 60%, give EUR 78,500.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "monetised-quality"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

PLAN_STAFF = {"values": {"plan": "2500", "staff": "1000"}}
PLANNED = bid("a", "80000", criteria={"staff": "100", "plan": "60"})

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the published fictional price",
        {"values": {"sub-criterion-2-1-4": "2500"}},
        (bid("a", "80000", criteria={"sub-criterion-2-1-4": "60"}),),
        {"a": "78500"},
        "a",
    ),
    (
        "the same worth as money a percent",
        {"willingness_to_pay": "25"},
        (bid("a", "80000", "60"), bid("b", "80500", "80")),
        {"a": "78500", "b": "78500"},
        "a = b",
    ),
    (
        "two criteria, each at its own amount",
        PLAN_STAFF,
        (
            bid("a", "80000", criteria={"plan": "60", "staff": "100"}),
            bid("b", "79000", criteria={"plan": "100", "staff": "0"}),
        ),
        {"a": "77500", "b": "76500"},
        "b > a",
    ),
    (
        "the adjusted price may be below 0",
        {"willingness_to_pay": "25"},
        (bid("a", "1000", "60"), bid("b", "0", "0")),
        {"a": "-500", "b": "0"},
        "a > b",
    ),
    (
        "quality worth nothing leaves the price",
        {"willingness_to_pay": "0"},
        (bid("a", "1000", "100"), bid("b", "999", "0")),
        {"a": "1000", "b": "999"},
        "b > a",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("neither amount", {}, (bid("a", "1", "80"),), None, "exactly one of"),
    ("both amounts", PLAN_STAFF | {"willingness_to_pay": "25"}, (PLANNED,), None, "exactly one of"),
    ("a value below 0", {"willingness_to_pay": "-1"}, (bid("a", "1", "80"),), None, "too low"),
    ("a criterion's value below 0", {"values": {"plan": "-1"}}, (PLANNED,), None, "too low"),
    ("a criterion without a value", {"values": {"plan": "1"}}, (PLANNED,), "a", "do not match: staff"),
    (
        "a value without a criterion",
        PLAN_STAFF,
        (bid("a", "1", criteria={"plan": "9"}),),
        "a",
        "match: staff",
    ),
    ("no price", {"willingness_to_pay": "25"}, (bid("a", None, "80"),), "a", "has no price"),
    ("no quality", {"willingness_to_pay": "25"}, (bid("a", "1"),), "a", "has no quality points"),
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
    found = figures(METHOD, {"willingness_to_pay": "25"}, (bid("a", "80000", "60"),))
    assert found["a"].worked == "price - quality x willingness to pay = 80000 - 60 x 25 = 78500"
    found = figures(METHOD, PLAN_STAFF, (PLANNED,))
    expected = "price - sum of value x points/100 = 80000 - 2500 x 60/100 - 1000 x 100/100 = 77500"
    assert found["a"].worked == expected
