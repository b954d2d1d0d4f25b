"""Prices that may have lost a decimal place: against the median of the others, worked by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Severity, Source
from bideval.scoring.checks.price_slips import price_slips
from tests.scoring.build import findings_of, inputs_of, lowest_price

INPUTS = inputs_of(lowest_price({"ash": 100}))

CASES: list[tuple[str, dict[str, str], list[str]]] = [
    # in words, prices, bids that are asked about
    ("like prices", {"ash": "100", "elm": "104", "oak": "98"}, []),
    ("a point that slipped", {"ash": "10.2", "elm": "104", "oak": "98"}, ["ash"]),
    ("two places", {"ash": "1.02", "elm": "104", "oak": "98"}, ["ash"]),
    ("three places are no slip of one point", {"ash": "0.102", "elm": "104", "oak": "98"}, []),
    ("a low price", {"ash": "20", "elm": "104", "oak": "98"}, []),
    ("exactly eight times", {"ash": "12.5", "elm": "100"}, ["ash"]),
    ("less than eight times", {"ash": "12.51", "elm": "100"}, []),
    ("exactly twelve and a half times", {"ash": "8", "elm": "100"}, ["ash"]),
    ("more than that", {"ash": "7.99", "elm": "100"}, []),
    ("two of five", {"ash": "10", "elm": "9", "oak": "100", "fir": "98", "yew": "104"}, ["ash", "elm"]),
    ("most of them low", {"ash": "10", "elm": "9", "oak": "100"}, []),
    ("one price alone", {"ash": "10"}, []),
    ("nothing, and a price", {"ash": "0", "elm": "100"}, []),
    ("the median of two is their mean", {"ash": "10", "elm": "60", "oak": "140"}, ["ash"]),
    ("no price", {}, []),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_a_price_about_ten_times_lower_is_asked_about(case: tuple[str, dict[str, str], list[str]]) -> None:
    _, given, expected = case
    found = list(price_slips(INPUTS, "whole", {bid: Fraction(one) for bid, one in given.items()}))
    assert [one.message.removeprefix("the price of ").split(",")[0] for one in found] == expected
    assert {(one.code, one.severity) for one in found} <= {("BE271", Severity.QUESTION)}


def test_the_question_says_the_figures_and_where_and_blocks_nothing() -> None:
    found = findings_of(lowest_price({"ash": "10.20", "elm": 104, "oak": 98}))
    (asked,) = [one for one in found if one.code == "BE271"]
    assert asked.message == (
        "the price of ash, GBP 10.20, is about ten times lower than the others, whose median is GBP 101"
    )
    assert asked.sources == (Source("prices/ash.yaml", "/lots/whole/amount"),)
    assert 'field: "prices/ash.yaml#/lots/whole/amount"' in asked.remedy
    assert not any(one.severity is Severity.ERROR for one in found)


@given(
    st.dictionaries(st.sampled_from(["ash", "elm", "oak", "fir"]), st.fractions(1, 1000), min_size=1),
    st.fractions(1, 50),
)
def test_the_currency_does_not_matter(prices: dict[str, Fraction], rate: Fraction) -> None:
    places = [one.sources for one in price_slips(INPUTS, "whole", prices)]
    scaled = {bid: price * rate for bid, price in prices.items()}
    assert [one.sources for one in price_slips(INPUTS, "whole", scaled)] == places
