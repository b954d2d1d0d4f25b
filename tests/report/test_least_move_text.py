"""The sentences about the least move of weight: every end that a search can have."""

from fractions import Fraction

import pytest

from bideval.analysis.lots.least_move import NOT_PROVED, TOO_MANY, Least, LeastMoves, Names
from bideval.analysis.lots.weights_ball import Shift
from bideval.analysis.lots.without_bidder import Moved
from bideval.report.least_move_text import least_move_lines

NAMES = Names(("plan", "care", "price"), ("north",), ("ash", "oak"))
MOVED = (Moved("north", "ash", "oak"),)
NOTHING = Shift((), 0)
HALF = Shift(((0, Fraction(1, 3)), (2, Fraction(1, 6))), 1)


CASES = [
    ("not asked", LeastMoves("no weights"), "The least move of all weights is not told: no weights."),
    (
        "an exact one, from two criteria",
        LeastMoves("", NAMES, Least(Fraction(1, 2), (), (1,), HALF), None, MOVED),
        (
            "The least that changes the award: about 0.33 points from plan and about 0.17 points from price to "
            "care. There another award is level, and beyond it ahead: north to oak. Less than that, among any "
            "criteria and in any parts of a point, leaves the published award a best one; proved."
        ),
    ),
    (
        "never",
        LeastMoves("", NAMES, Least(Fraction(80))),
        "No weights at all put another award ahead; proved.",
    ),
    (
        "at least, cut and not rounded up",
        LeastMoves("", NAMES, Least(Fraction("1.239"), ends=TOO_MANY)),
        (
            "At least 1.23 points have to move, among any criteria and in any parts of a point, before another "
            "award is ahead; proved. How many more is not told: beyond it there are too many ways to move weight."
        ),
    ),
    (
        "nothing proved",
        LeastMoves("", NAMES, Least(Fraction(0), ends=NOT_PROVED)),
        "The least move of all weights is not told: beyond it the search ended before the proof.",
    ),
    (
        "level as published",
        LeastMoves("", NAMES, Least(Fraction(0), (), (1,), NOTHING), None, MOVED),
        "Another award is level as published: north to oak. The least move, however small, can put it ahead.",
    ),
    (
        "behind before rounding",
        LeastMoves(
            "",
            NAMES,
            Least(Fraction(0), (), (1,), NOTHING, is_behind=True),
            Least(Fraction(0), (), (1,), NOTHING, is_behind=True),
            MOVED,
        ),
        (
            "Before rounding another award has more points as published: north to oak. The published rounding can "
            "do more than another award is behind, so it may decide sooner."
        ),
    ),
    (
        "rounded, sure up to a few points",
        LeastMoves("", NAMES, Least(Fraction(80)), Least(Fraction("0.0049"), (), (1,), HALF)),
        (
            "No weights at all put another award ahead, in totals before rounding; proved. Less than 0.0049 points "
            "changes nothing, whatever the published rounding does; proved."
        ),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_said(case: tuple[str, LeastMoves, str]) -> None:
    _, found, expected = case
    assert " ".join(least_move_lines(found)) == expected
