"""Weights within so many points: corners and nearest moves against definitions and a certified programme."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.certify import smallest_move
from bideval.analysis.lots.weights_ball import HUNDRED, Shift, Weights, corners, moved_by, nearest
from bideval.proof.claims import NeverLeads, SmallestMove
from bideval.proof.region import Region

F = Fraction


def shifts(weights: list[int], points: object) -> set[tuple[tuple[tuple[int, F], ...], int]]:
    """Return the corners as plain pairs."""
    return {(one.given, one.to) for one in corners(tuple(map(F, weights)), F(str(points)))}


CORNERS = [
    ("no points, no corner", [60, 40], 0, set()),
    ("one point each way", [60, 40], 1, {(((0, F(1)),), 1), (((1, F(1)),), 0)}),
    ("what has no weight gives nothing", [100, 0], 5, {(((0, F(5)),), 1)}),
    ("nobody gives more than there is", [60, 40], 50, {(((0, F(50)),), 1), (((1, F(40)),), 0)}),
    ("a small weight gives all, another the rest", [50, 47, 3], 5, {
        (((0, F(5)),), 1),
        (((0, F(5)),), 2),
        (((1, F(5)),), 0),
        (((1, F(5)),), 2),
        (((0, F(2)), (2, F(3))), 1),
        (((1, F(2)), (2, F(3))), 0),
    }),
    ("exactly what is there", [50, 47, 3], 3, {
        (((giver, F(3)),), taker) for giver in range(3) for taker in range(3) if giver != taker
    }),
]  # fmt: skip


@pytest.mark.parametrize("case", CORNERS, ids=lambda case: case[0])
def test_corners(
    case: tuple[str, list[int], int, set[tuple[tuple[tuple[int, F], ...], int]]],
) -> None:
    _, weights, points, expected = case
    assert shifts(weights, points) == expected
    assert len(list(corners(tuple(map(F, weights)), F(points)))) == len(expected)


NEAREST = [
    ("level already", [60, 40], [-2, 3], ((), 0)),
    ("behind already", [60, 40], [-5, 1], ((), 0)),
    ("one rival, one move", [60, 40], [10, -10], (((0, F(10)),), 1)),
    ("ahead on everything", [60, 40], [1, 2], None),
    ("ahead, level on one", [60, 40], [1, 0], (((0, F(60)),), 1)),
    ("the most telling weight is used up first", [2, 58, 40], [30, 10, -10], (((0, F(2)), (1, F(8))), 2)),
]


@pytest.mark.parametrize("case", NEAREST, ids=lambda case: case[0])
def test_nearest(
    case: tuple[str, list[int], list[int], tuple[tuple[tuple[int, F], ...], int] | None],
) -> None:
    _, weights, lead, expected = case
    found = nearest(tuple(map(F, weights)), tuple(map(F, lead)))
    if expected is None or not expected[0]:
        assert (found is None) == (expected is None)
        assert found is None or found.points == 0
    else:
        assert found == Shift(*expected)


@st.composite
def weights_of(draw: st.DrawFn) -> Weights:
    """Draw three or four weights in whole percents that sum to 100, some of them 0."""
    parts = draw(st.lists(st.integers(0, 12), min_size=3, max_size=4).filter(any))
    return tuple(F(100 * one, sum(parts)) for one in parts)


@given(weights_of(), st.data())
def test_nearest_is_what_a_certified_programme_finds(weights: Weights, data: st.DataObject) -> None:
    lead = tuple(F(data.draw(st.integers(-30, 30))) for _ in weights)
    found = nearest(weights, lead)
    region = Region((F(0),) * len(weights), (HUNDRED,) * len(weights))
    claim = smallest_move("points", region, weights, (tuple(-one for one in lead),), (F(0),))
    if found is None:
        assert isinstance(claim, NeverLeads)
        return
    assert isinstance(claim, SmallestMove)
    assert claim.size == found.points
    after = moved_by(weights, found)
    assert min(after) >= 0
    assert sum(after) == 100


@given(weights_of(), st.integers(1, 100), st.data())
def test_no_weights_within_are_further_down_any_line_than_a_corner(
    weights: Weights, points: int, data: st.DataObject
) -> None:
    lead = tuple(F(data.draw(st.integers(-30, 30))) for _ in weights)
    ends = [moved_by(weights, one) for one in corners(weights, F(points))]
    assert all(min(one) >= 0 and sum(one) == 100 for one in ends)
    assert all(sum(max(a - b, F(0)) for a, b in zip(weights, one, strict=True)) <= points for one in ends)

    def at(place: Weights) -> F:
        return sum((a * b for a, b in zip(place, lead, strict=True)), F(0))

    lowest = min([at(one) for one in ends], default=at(weights))
    # the least move that brings the line down to a level is within the points exactly if a corner is down there
    for level in (lowest, lowest - F(1, 7)):
        raised = tuple(one - level / 100 for one in lead)
        found = nearest(weights, raised)
        assert (found is not None and found.points <= points) == (level == lowest or at(weights) <= level)
