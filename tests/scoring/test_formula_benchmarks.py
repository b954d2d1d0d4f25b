"""Whose prices a bid is measured against."""

from fractions import Fraction

import pytest

from bideval.scoring.formulas.benchmarks import measured_against
from bideval.scoring.formulas.entry import Kind
from bideval.scoring.formulas.registry import PRICE_FORMULAS

F = Fraction
PRICES = {"ash": F(100), "elm": F(80), "fir": F(80), "oak": F(120)}

CASES: list[tuple[str, str, tuple[str, ...], str]] = [
    # in words, formula, the bids by name, what is said
    (
        "the lowest, held by two",
        "lowest-over-bid",
        ("elm", "fir"),
        "; the lowest price is that of elm and fir",
    ),
    (
        "both ends",
        "lowest-to-highest",
        ("elm", "fir", "oak"),
        "; the lowest price is that of elm and fir; the highest price is that of oak",
    ),
    ("a mean names nobody", "around-average", (), "; all 4 prices count"),
    ("an order names nobody", "rank-points", (), "; all 4 prices count"),
    ("a published range looks at no other bid", "fixed-range", (), ""),
    ("a budget looks at no other bid", "budget-linear", (), ""),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_who_is_named(case: tuple[str, str, tuple[str, ...], str]) -> None:
    _, formula, bids, words = case
    assert measured_against(PRICE_FORMULAS[formula], PRICES) == (bids, words)


@pytest.mark.parametrize("formula", sorted(PRICE_FORMULAS))
def test_a_relative_formula_says_what_it_looks_at_and_no_other_does(formula: str) -> None:
    entry = PRICE_FORMULAS[formula]
    assert bool(entry.benchmarks) == (entry.kind is Kind.RELATIVE)
