"""Quantiles against a second program, and fences by hand."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.screens.quartiles import quantile, quartiles

F = Fraction
CASES = [
    # in words                  figures             share       quantile
    ("one figure",              (5,),               F(1, 4),    F(5)),
    ("the lowest",              (3, 1, 2),          F(0),       F(1)),
    ("the highest",             (3, 1, 2),          F(1),       F(3)),
    ("the median of three",     (3, 1, 2),          F(1, 2),    F(2)),
    ("the median of four",      (1, 2, 3, 4),       F(1, 2),    F(5, 2)),
    ("a quarter of four",       (1, 2, 3, 4),       F(1, 4),    F(17, 12)),  # position 4 1/3 / 4 + 1/3 = 17/12
    ("below the first",         (10, 20),           F(1, 100),  F(10)),
    ("beyond the last",         (10, 20),           F(99, 100), F(20)),
    ("all the same",            (7, 7, 7),          F(3, 4),    F(7)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_quantile(case: tuple[str, tuple[int, ...], Fraction, Fraction]) -> None:
    _, figures, share, expected = case
    assert quantile([F(one) for one in figures], share) == expected


@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=40), st.integers(0, 100))
def test_quantiles_are_those_of_a_second_program(figures: list[int], percent: int) -> None:
    exact = quantile([F(one) for one in figures], F(percent, 100))
    other = np.quantile(np.array(figures, dtype=float), percent / 100, method="median_unbiased")
    assert float(exact) == pytest.approx(float(other), abs=1e-6)


@given(st.lists(st.fractions(), min_size=1, max_size=20))
def test_fences_lie_outside_the_quartiles(figures: list[Fraction]) -> None:
    found = quartiles(figures)
    assert found.low <= found.first <= found.third <= found.high
    assert found.high - found.third == found.first - found.low == F(3, 2) * (found.third - found.first)
    assert quartiles(list(reversed(figures))) == found
