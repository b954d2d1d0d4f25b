"""Two implementations of the weighted sum agree on every total and every rank."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.scoring.build import Papers, lot_of, ranks
from tests.scoring.generated import papers_of
from tests.scoring.second_implementation import FORMULAS, cut, second_result

F = Fraction


def check_one(papers: Papers) -> None:
    """Evaluate a tender both ways, without draws."""
    ties = papers.tender["ties"]
    assert isinstance(ties, list)
    rules = {**papers.tender, "ties": [rung for rung in ties if rung["by"] != "draw"]}
    lot = lot_of(replace(papers, tender=rules, decisions=()))
    second = second_result(rules, papers.bids, papers.prices, papers.consensus)
    assert {one.bid: one.total for one in lot.placings if one.scores} == second.totals
    assert {one.bid: one.total_exact for one in lot.placings if one.scores} == second.exact
    assert {bid: rank for bid, rank in ranks(lot).items() if rank is not None} == second.ranks


tenders = st.sampled_from(sorted(FORMULAS)).flatmap(lambda formula: papers_of("weighted-sum", formula))


@settings(max_examples=300)
@given(papers=tenders)
def test_two_implementations_agree(papers: Papers) -> None:
    check_one(papers)


@pytest.mark.long
@settings(max_examples=3000)
@given(papers=tenders)
def test_two_implementations_agree_on_three_thousand(papers: Papers) -> None:
    check_one(papers)


# The second implementation by itself: a test of the test

CUTS: list[tuple[str, str, int, str, str]] = [
    ("half up", "4.015", 2, "half-up", "4.02"),
    ("half up, below zero", "-4.015", 2, "half-up", "-4.02"),
    ("half to the even digit", "4.025", 2, "half-even", "4.02"),
    ("half down", "4.015", 2, "half-down", "4.01"),
    ("up", "4.001", 2, "up", "4.01"),
    ("down", "4.009", 2, "down", "4"),
]


@pytest.mark.parametrize("case", CUTS, ids=lambda case: case[0])
def test_the_second_rounding(case: tuple[str, str, int, str, str]) -> None:
    _, value, places, mode, expected = case
    assert cut(F(value), places, mode) == F(expected)


def test_the_second_implementation_by_hand() -> None:
    """Domain example: 50/50, quality 50, 75, 100 at 49, 75, 100: totals 75, 70 1/6, 74 1/2."""
    bids = {
        bid: {"declared": {"able": 1, "quality": quality}, "received": ""}
        for bid, quality in (("a-bid", 50), ("b-bid", 75), ("c-bid", 100))
    }
    rules = {
        "criteria": [
            {"id": "quality", "weight": 50, "measure": {}},
            {"id": "cost", "weight": 50, "formula": "lowest-over-bid", "with": {}},
        ],
        "rounding": "none",
        "rank_on": "exact",
        "ties": [],
    }
    found = second_result(rules, bids, {"a-bid": 49, "b-bid": 75, "c-bid": 100}, {})
    assert found.totals == {"a-bid": F(75), "b-bid": F(421, 6), "c-bid": F("74.5")}
    assert found.ranks == {"a-bid": 1, "c-bid": 2, "b-bid": 3}
