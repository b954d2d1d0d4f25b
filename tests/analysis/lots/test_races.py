"""How far one bid is ahead of another: against the linear programme of smallest-reweighting."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.exact.certify import smallest_move
from bideval.analysis.lots.races import Race, against_rounding, claim_of, least_shift
from bideval.analysis.lots.weights_ball import HUNDRED, Shift, furthest, moved_by
from bideval.proof.checking import check
from bideval.proof.claims import CannotWin, NeverLeads, SmallestMove
from bideval.proof.region import free_region

F = Fraction
WEIGHTS = (F(50), F(30), F(20))

CASES: list[tuple[str, tuple[int, int, int], bool, Fraction | int | None]] = [
    # in words, lead by criterion, whether being level is enough, points that have to move
    ("behind on one", (4, 0, -6), False, F(8)),  # 200 - 120 = 80, at 10 a point
    ("behind on one by too little for one giver", (1, 0, -1), False, F(15)),
    ("ahead everywhere", (1, 2, 3), True, None),
    ("level on one, and that is not enough", (1, 2, 0), False, None),
    ("level on one, and that is enough", (1, 2, 0), True, 80),
    ("level everywhere, and that is not enough", (0, 0, 0), False, None),
    ("level everywhere, and that is enough", (0, 0, 0), True, 0),
    ("level as published", (2, 0, -5), False, 0),
    ("behind as published", (0, 0, -5), False, 0),
]


def race(lead: tuple[int, ...], *, level_tells: bool = False) -> Race:
    """Return a race with a lead."""
    return Race("north", "ash", "oak", tuple(map(F, lead)), level_tells)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_how_much_has_to_move(case: tuple[str, tuple[int, int, int], bool, Fraction | int | None]) -> None:
    _, lead, level_tells, expected = case
    found = least_shift(WEIGHTS, race(lead, level_tells=level_tells))
    assert (None if found is None else found.points) == expected
    claim = claim_of(WEIGHTS, race(lead, level_tells=level_tells))
    assert check(claim).proved
    assert isinstance(claim, CannotWin) == (expected is None)


def test_rounding_takes_from_the_lead() -> None:
    # 80 hundredths ahead, less 20 by rounding: 6 points of weight at 10 each
    found = least_shift(WEIGHTS, against_rounding(race((4, 0, -6)), F(1, 5)))
    assert found is not None
    assert found.points == 6


leads = st.lists(st.integers(-5, 8), min_size=2, max_size=5)


@given(lead=leads, data=st.data())
def test_the_claim_is_that_of_the_linear_programme(lead: list[int], data: st.DataObject) -> None:
    parts = data.draw(st.lists(st.integers(0, 6), min_size=len(lead), max_size=len(lead)).filter(any))
    weights = tuple(HUNDRED * one / sum(parts) for one in parts)
    claim = claim_of(weights, race(tuple(lead), level_tells=True))
    assert check(claim).proved
    difference = tuple(F(-one) for one in lead)
    other = smallest_move("points", free_region(len(lead)), weights, (difference,), (F(0),))
    assert isinstance(other, SmallestMove | NeverLeads)
    if isinstance(claim, SmallestMove):
        assert isinstance(other, SmallestMove)
        assert claim.size == other.size
    else:
        assert isinstance(other, NeverLeads)


FURTHEST = [
    ("nothing", 0, ()),
    ("from one", 10, ((0, F(10)),)),
    ("from two", 60, ((0, F(50)), (1, F(10)))),
    ("all there is", 200, ((0, F(50)), (1, F(30)))),
]


@pytest.mark.parametrize("case", FURTHEST, ids=lambda case: case[0])
def test_a_move_of_so_many_points(case: tuple[str, int, tuple[tuple[int, Fraction], ...]]) -> None:
    _, points, given_ = case
    shift = furthest(WEIGHTS, (F(4), F(0), F(-6)), F(points))
    assert shift == Shift(given_, 2)
    assert sum(moved_by(WEIGHTS, shift)) == HUNDRED
