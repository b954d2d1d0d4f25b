"""Cases of `fixed-price-best-quality`.

The rule is LGP's "Target price/Fit to Budget": quality alone counts at the published price,
and a bid above it is out.
"""

from fractions import Fraction

import pytest

from bideval.scoring.methods.entry import MethodBid
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "fixed-price-best-quality"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]

RANKED = {"fixed_price": "1000", "below": "ranked"}
LEFT_OUT = {"fixed_price": "1000", "below": "unranked"}

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the most quality wins at the price",
        LEFT_OUT,
        (bid("a", "1000", "70"), bid("b", "1000", "71")),
        {"a": "70", "b": "71"},
        "b > a",
    ),
    (
        "a penny above is unranked",
        RANKED,
        (bid("a", "1000.01", "99"), bid("b", "1000", "60")),
        {"a": "99", "b": "60"},
        "b; unranked a",
    ),
    (
        "below the price, ranked",
        RANKED,
        (bid("a", "900", "80"), bid("b", "1000", "80")),
        {"a": "80", "b": "80"},
        "a = b",
    ),
    (
        "below the price, left out",
        LEFT_OUT,
        (bid("a", "900", "80"), bid("b", "1000", "60")),
        {"a": "80", "b": "60"},
        "b; unranked a",
    ),
    ("nobody at the price", LEFT_OUT, (bid("a", "900", "80"),), {"a": "80"}, "; unranked a"),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("no price", RANKED, (bid("a", None, "80"),), "a", "has no price"),
    ("no quality", RANKED, (bid("a", "1000"),), "a", "has no quality points"),
    ("no fixed price", {"below": "ranked"}, (bid("a", "1000", "80"),), None, "fixed_price is missing"),
    ("nothing said of bids below", {"fixed_price": "1000"}, (bid("a", "1", "80"),), None, "below is missing"),
    ("a fixed price of 0", {"fixed_price": "0", "below": "ranked"}, (), None, "too low"),
    ("an unknown word", {"fixed_price": "9", "below": "excluded"}, (), None, "not a choice"),
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
    found = figures(METHOD, LEFT_OUT, (bid("a", "1000", "80"), bid("b", "900", "80"), bid("c", "1001", "80")))
    assert found["a"].worked == "quality = 80; price 1000 is at the fixed price 1000"
    assert found["b"].worked == "quality = 80; price 900 is below the fixed price 1000: unranked"
    assert found["c"].worked == "quality = 80; price 1001 is above the fixed price 1000: unranked"
