"""Equations in whole numbers, and vertices read from floats."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.basis import exact_vertex, read, solve
from bideval.analysis.propose import Proposal
from bideval.proof.linear import Program, lower_bound, objective_at

numbers = st.integers(-9, 9)
HUGE = 2**61 - 1  # the prime of the elimination


@given(st.data(), st.integers(1, 5))
def test_a_solution_solves_and_none_means_singular(data: st.DataObject, size: int) -> None:
    vector = st.lists(numbers, min_size=size, max_size=size)
    matrix = data.draw(st.lists(vector, min_size=size, max_size=size))
    right = [Fraction(one, 7) for one in data.draw(vector)]
    found = solve(matrix, list(right))
    if found is None:
        assert determinant(matrix) == 0
    else:
        products = [sum(a * x for a, x in zip(row, found, strict=True)) for row in matrix]
        assert products == right


def determinant(matrix: list[list[int]]) -> int:
    """By the first row; small sizes alone."""
    if not matrix:
        return 1
    rest = [[row[:place] + row[place + 1 :] for row in matrix[1:]] for place in range(len(matrix))]
    return sum((-1) ** place * matrix[0][place] * determinant(rest[place]) for place in range(len(matrix)))


# min 2x + 3y, x + y >= 4, x - y <= 1, 0 <= x <= 3, y >= 0: x = 5/2, y = 3/2.
SMALL = Program((2, 3), ((1, 1), (1, -1)), (4, None), (None, 1), (0, 0), (3, None))
RIGHT = Proposal((2.5, 1.5), (2.5, -0.5))

READINGS = [
    # in words                          programme proposal                                            the vertex is optimal
    ("as it is",                        SMALL,    RIGHT,                                              True),
    ("with the noise of a solver",      SMALL,    Proposal((2.5 + 1e-9, 1.5 - 1e-9), (2.5 + 1e-10, -0.5)), True),
    ("with tiny multipliers",           SMALL,    Proposal((2.5, 1.5), (2.5, -0.5 + 1e-6)),           True),
    ("another vertex",                  SMALL,    Proposal((3.0, 2.0), (3.0, 0.0)),                   False),
    ("no vertex",                       SMALL,    Proposal((2.0, 2.5), (1.0, 1.0)),                   False),
    ("multipliers that miss a row",     SMALL,    Proposal((2.5, 1.5), (2.5, 0.0)),                   True),
    ("numbers that are none",           SMALL,    Proposal((float("nan"), 1.5), (2.5, -0.5)),         False),
    ("a matrix that the prime misses",  SMALL._replace(rows=((HUGE, HUGE), (1, -1)), row_low=(4 * HUGE, None)), RIGHT, False),
]  # fmt: skip


@pytest.mark.parametrize("case", READINGS, ids=lambda case: case[0])
def test_readings(case: tuple[str, Program, Proposal, bool]) -> None:
    _, program, proposal, expected = case
    vertex = exact_vertex(program, read(program, proposal))
    optimal = vertex is not None and objective_at(program, vertex[0]) == lower_bound(program, vertex[1])
    assert (optimal and vertex is not None and objective_at(program, vertex[0]) is not None) is expected


def test_a_degenerate_vertex_needs_a_choice() -> None:
    """Three rows meet in one point of two columns, and the solver's multipliers use one of them."""
    program = Program((1, 1), ((1, 0), (0, 1), (1, 1)), (1, 1, 2), (None, None, None), (0, 0), (9, 9))
    vertex = exact_vertex(program, read(program, Proposal((1.0, 1.0), (0.0, 0.0, 1.0))))
    assert vertex is not None
    assert vertex[0] == (1, 1)
    assert lower_bound(program, vertex[1]) == 2
