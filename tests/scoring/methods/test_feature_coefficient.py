"""Cases of `feature-coefficient`.

The published vector is the docstring of cooking() in openprocurement/barbecue: maxima 0.15
and 0.15, values 0.1 and 0.1, coefficient exactly 9/7.
"""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.methods.entry import MethodBid
from bideval.scoring.methods.feature_coefficient import coefficient
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "feature-coefficient"

Case = tuple[str, Given, tuple[MethodBid, ...], dict[str, str], str]
Refused = tuple[str, Given, tuple[MethodBid, ...], str | None, str]


def offer(name: str, price: str, intake: str, years: str) -> MethodBid:
    return bid(name, price, declared={"intake": intake, "years": years})


def features(**maxima: str) -> dict[str, object]:
    return {"features": [{"id": name, "max": most} for name, most in maxima.items()]}


TERMS = features(intake="0.15", years="0.15")
INTAKE = {"id": "intake", "max": "0.15"}
ONE = offer("a", "900", "0.1", "0.1")

CASES: list[Case] = [
    # in words, terms, bids, figure by bid, order
    (
        "the published coefficient: 900 / (9/7) is 700",
        TERMS,
        (offer("one", "900", "0.1", "0.1"),),
        {"one": "700"},
        "one",
    ),
    (
        "full marks against none: 1 + 0.3/0.7 is 10/7",
        TERMS,
        (offer("a", "1000", "0.15", "0.15"), offer("b", "700", "0", "0")),
        {"a": "700", "b": "700"},
        "a = b",
    ),
    (
        "a feature is worth more than its share",
        TERMS,
        (offer("a", "1100", "0.15", "0"), offer("b", "1000", "0", "0")),
        {"a": f"{1100 * 14}/17", "b": "1000"},
        "a > b",
    ),
    (
        "a price of 0 cannot be reduced",
        TERMS,
        (offer("a", "0", "0", "0"), offer("b", "1", "0.15", "0.15")),
        {"a": "0", "b": "7/10"},
        "a > b",
    ),
    (
        "a feature may be known by a number",
        {"features": [{"id": "7", "max": "0.5"}]},
        (bid("a", "300", declared={"7": "0.25"}),),
        {"a": "200"},
        "a",
    ),
    (
        "other declared values are left alone",
        {"features": [{"id": "years", "max": "0.5"}]},
        (bid("a", "300", declared={"years": "0.25", "intake": "9"}),),
        {"a": "200"},
        "a",
    ),
]

REFUSED: list[Refused] = [
    # in words, terms, bids, the bid at fault, part of the reason
    ("maxima that sum to 1", features(intake="0.5", years="0.5"), (ONE,), None, "less than 1"),
    ("a value above its max", TERMS, (ONE, offer("b", "1", "0.16", "0")), "b", "0.16 for feature intake"),
    ("a value below 0", TERMS, (offer("a", "1", "0", "-0.1"),), "a", "-0.1 for feature years"),
    ("a value not declared", TERMS, (bid("a", "1", declared={"intake": "0.1"}),), "a", "no number for years"),
    (
        "a list where a number belongs",
        TERMS,
        (bid("a", "1", declared={"intake": ["0"]}),),
        "a",
        "no number for intake",
    ),
    ("a price below 0", TERMS, (offer("a", "-1", "0", "0"),), "a", "needs 0 or more"),
    ("no price", TERMS, (bid("a", declared={"intake": "0", "years": "0"}),), "a", "has no price"),
    ("no features", {"features": []}, (ONE,), None, "at least one feature"),
    ("a feature twice", {"features": [INTAKE, INTAKE]}, (ONE,), None, "listed twice"),
    ("a feature without a max", {"features": [{"id": "intake"}]}, (ONE,), None, "given as"),
    ("a max in words", features(intake="most"), (ONE,), None, "must be a number"),
    ("a max below 0", features(intake="-0.1"), (ONE,), None, "0 or more"),
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
    found = figures(METHOD, TERMS, (offer("one", "900", "0.1", "0.1"),))
    assert found["one"].worked == (
        "coefficient = 1 + (0.1 + 0.1) / (1 - (0.15 + 0.15)) = 1.285714 (9/7); "
        "price / coefficient = 900 / 1.285714 (9/7) = 700"
    )


def test_the_published_coefficient_is_exact() -> None:
    maxima = {"intake": Fraction("0.15"), "years": Fraction("0.15")}
    assert coefficient(offer("one", "900", "0.1", "0.1"), maxima) == Fraction(9, 7)


@given(st.tuples(*[st.integers(0, 15)] * 4))
def test_more_of_a_feature_never_hurts(hundredths: tuple[int, ...]) -> None:
    intake, years, more_intake, more_years = hundredths
    one = offer("one", "900", f"{intake}/100", f"{years}/100")
    other = offer("other", "900", f"{max(intake, more_intake)}/100", f"{max(years, more_years)}/100")
    found = figures(METHOD, TERMS, (one, other))
    assert found["other"].value <= found["one"].value
