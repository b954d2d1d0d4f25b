"""Weights with bounds alone, filled in order: against the exact simplex and by hand."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.box import fill
from bideval.analysis.exact.chain import Solved, minimise_exactly
from bideval.proof.linear import lower_bound, objective_at
from bideval.proof.programs import pair_program
from bideval.proof.region import Region, Row

F = Fraction

CASES = [
    # in words, low, high, difference, least
    ("all goes to the least", (0, 0), (100, 100), (3, -2), F(-200)),
    ("as far as it may go", (0, 0), (100, 30), (3, -2), F(150)),
    ("what must be given is given", (20, 0), (100, 100), (3, -2), F(-100)),
    ("one setting only", (40, 60), (40, 60), (1, 2), F(160)),
    ("no difference", (0, 0), (100, 100), (0, 0), F(0)),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_by_hand(case: tuple[str, tuple[int, ...], tuple[int, ...], tuple[int, ...], Fraction]) -> None:
    _, low, high, difference, least = case
    found = fill(Region(low, high), difference)
    assert found is not None
    assert found.least == least


REFUSED = [
    ("a row binds", Region((0, 0), (100, 100), (Row((1, -1), 0, None),))),
    ("the least are too much", Region((60, 60), (100, 100))),
    ("the most are too little", Region((0, 0), (40, 40))),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_left_to_the_search(case: tuple[str, Region]) -> None:
    assert fill(case[1], (1, 2)) is None


@given(
    st.lists(
        st.tuples(st.integers(0, 40), st.integers(0, 60), st.fractions(-100, 100, max_denominator=7)),
        min_size=1,
        max_size=5,
    )
)
def test_the_exact_simplex_agrees_and_the_proof_meets_the_point(
    rows: list[tuple[int, int, Fraction]],
) -> None:
    region = Region(tuple(low for low, _, _ in rows), tuple(low + more for low, more, _ in rows))
    difference = tuple(entry for _, _, entry in rows)
    program = pair_program(region, difference)
    searched, found = minimise_exactly(program), fill(region, difference)
    assert isinstance(searched, Solved) == (found is not None)
    if found is not None and isinstance(searched, Solved):
        assert found.least == searched.objective
        assert objective_at(program, found.weights) == found.least
        assert lower_bound(program, (found.multiplier,)) == found.least
