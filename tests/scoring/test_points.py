"""Points rules applied: values from arithmetic done by hand, and by another way."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import GuardError
from bideval.model.parameters import Value
from bideval.model.points import (
    Anchor,
    Band,
    BandRule,
    LinearRule,
    LookupRule,
    Outside,
    PointsRule,
    ScaleRule,
)
from bideval.model.raw import Named
from bideval.model.scale import Scale, ScaleMark
from bideval.scoring.points import band_of, band_words, grade_of, points_of, worked_points

F = Fraction
FIVE = Scale(tuple(ScaleMark(F(mark), F(20 * mark), "good" if mark == 4 else None) for mark in range(6)))
# Published levels of a turnover ratio: above 2, 1 to 2, below 1.
LEVELS = BandRule(
    (
        Band(None, F(1), False, False, F(0)),
        Band(F(1), F(2), True, True, F(50)),
        Band(F(2), None, False, False, F(100)),
    )
)
CLOSED = BandRule((Band(F(0), F(1), True, True, F(10)),))


def line(start: tuple[int, int], end: tuple[int, int], outside: str = "clamp") -> LinearRule:
    """Return a line through two points of (value, points)."""
    return LinearRule(Anchor(F(start[0]), F(start[1])), Anchor(F(end[0]), F(end[1])), Outside(outside))


COVER = LinearRule(Anchor(F(0), F(0)), Anchor(Named("full"), Named("best")), Outside.CLAMP)
GAUGE = LookupRule((("gold", F(100)), ("silver", Named("best"))))

CASES: list[tuple[str, PointsRule | None, F | str, dict[str, Value], F, str]] = [
    ("no points as they are", None, F(0), {}, F(0), "0 points, as measured"),
    ("all points as they are", None, F(100), {}, F(100), "100 points, as measured"),
    (
        "at the end of a clamped line",
        line((0, 0), (2, 50)),
        F(2),
        {},
        F(50),
        "0 + (2 - 0) / (2 - 0) x (50 - 0) = 50 points",
    ),
    (
        "at the beginning of one",
        line((0, 9), (2, 50)),
        F(0),
        {},
        F(9),
        "9 + (0 - 0) / (2 - 0) x (50 - 9) = 9 points",
    ),
    ("a mark", ScaleRule(FIVE), F(4), {}, F(80), "mark 4 (good): 80 points"),
    (
        "a mean of marks",
        ScaleRule(FIVE),
        F(11, 3),
        {},
        F(220, 3),
        (
            "3.666667 (11/3) between marks 3 and 4: "
            "60 + (3.666667 (11/3) - 3) / (4 - 3) x (80 - 60) = 73.333333 (220/3) points"
        ),
    ),
    ("below the lower end of a band", LEVELS, F(999, 1000), {}, F(0), "0.999 lies below 1: 0 points"),
    ("exactly the lower end", LEVELS, F(1), {}, F(50), "1 lies at or above 1 and at or below 2: 50 points"),
    ("exactly the upper end", LEVELS, F(2), {}, F(50), "2 lies at or above 1 and at or below 2: 50 points"),
    ("above the upper end", LEVELS, F(2001, 1000), {}, F(100), "2.001 lies above 2: 100 points"),
    (
        "a third of a year's turnover",
        COVER,
        F(14, 45),
        {"full": F(2), "best": F(100)},
        F(140, 9),
        "0 + (0.311111 (14/45) - 0) / (2 - 0) x (100 - 0) = 15.555556 (140/9) points",
    ),
    (
        "beyond the end of a line",
        COVER,
        F(3),
        {"full": F(2), "best": F(90)},
        F(90),
        "3 lies above 2: 90 points",
    ),
    ("below the beginning of a line", line((1, 20), (2, 30)), F(0), {}, F(20), "0 lies below 1: 20 points"),
    (
        "a falling line",
        line((3, 100), (5, 0)),
        F(4),
        {},
        F(50),
        "100 + (4 - 3) / (5 - 3) x (0 - 100) = 50 points",
    ),
    (
        "a line written from its far end",
        line((5, 0), (3, 100)),
        F(7, 2),
        {},
        F(75),
        "100 + (3.5 - 3) / (5 - 3) x (0 - 100) = 75 points",
    ),
    (
        "a line that goes on",
        line((0, 0), (2, 50), "extend"),
        F(-1),
        {},
        F(-25),
        "0 + (-1 - 0) / (2 - 0) x (50 - 0) = -25 points",
    ),
    (
        "at the end of a line that refuses",
        line((0, 0), (2, 50), "refuse"),
        F(2),
        {},
        F(50),
        "0 + (2 - 0) / (2 - 0) x (50 - 0) = 50 points",
    ),
    ("a word", GAUGE, "gold", {}, F(100), "gold: 100 points"),
    (
        "a word with its points under a parameter",
        GAUGE,
        "silver",
        {"best": F(60)},
        F(60),
        "silver: 60 points",
    ),
    ("points as they are", None, F("62.525"), {}, F("62.525"), "62.525 points, as measured"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_points(case: tuple[str, PointsRule | None, F | str, dict[str, Value], F, str]) -> None:
    _, rule, value, with_, points, words = case
    assert points_of(rule, value, with_) == points
    assert worked_points(rule, value, with_) == words


GRADES = BandRule(
    (
        Band(None, F(1), False, False, F(0), "red"),
        Band(F(1), Named("some"), True, True, F(50), "amber"),
        Band(Named("some"), None, False, False, F(100), "green"),
    )
)
GRADED = [
    # in words                value       grade    in words again
    ("below",                 F(1, 2),    "red",   "0.5 lies below 1"),
    ("its lower end",         F(1),       "amber", "1 lies at or above 1 and at or below 2"),
    ("its upper end",         F(2),       "amber", "2 lies at or above 1 and at or below 2"),
    ("a hair above",          F(2001, 1000), "green", "2.001 lies above 2"),
]  # fmt: skip


@pytest.mark.parametrize("case", GRADED, ids=lambda case: case[0])
def test_a_value_has_the_grade_of_its_band(case: tuple[str, F, str, str]) -> None:
    _, value, grade, words = case
    assert (grade_of(GRADES, value, {"some": F(2)}), band_words(GRADES, value, {"some": F(2)})) == (
        grade,
        words,
    )


UNGRADED = [
    ("bands without grades", LEVELS, F(1), "have no grades"),
    ("a value in no band", CLOSED, F(2), "lies in none of the bands"),
    ("a parameter that is missing", GRADES, F(3, 2), "the parameter some is missing"),
]


@pytest.mark.parametrize("case", UNGRADED, ids=lambda case: case[0])
def test_a_value_without_a_grade_is_refused(case: tuple[str, BandRule, F, str]) -> None:
    _, rule, value, words = case
    with pytest.raises(GuardError, match=words):
        grade_of(rule, value, {})


REFUSED: list[tuple[str, PointsRule | None, F | str, dict[str, Value], str]] = [
    ("a mark above the scale", ScaleRule(FIVE), F(6), {}, "outside the scale"),
    ("a scale that was not put in", ScaleRule("scales/0-5@1"), F(1), {}, "not at hand"),
    ("beyond closed bands", CLOSED, F(2), {}, "none of the bands"),
    ("below closed bands", CLOSED, F(-1), {}, "none of the bands"),
    ("off a line that refuses", line((0, 0), (2, 50), "refuse"), F("2.000000001"), {}, "outside 0 to 2"),
    ("anchors that meet", COVER, F(1), {"full": F(0), "best": F(100)}, "both anchors"),
    ("a parameter that is absent", COVER, F(1), {"full": F(2)}, "best is missing"),
    ("a word that is not listed", GAUGE, "bronze", {}, "it has gold, silver"),
    ("a number among words", GAUGE, F(1), {}, "'1' is not a value"),
    ("a word on a line", line((0, 0), (2, 50)), "gold", {}, "is a word"),
    ("more than 100 points as they are", None, F(101), {}, "outside 0 to 100"),
    ("negative points as they are", None, F(-1), {}, "outside 0 to 100"),
    ("a word as points", None, "gold", {}, "is a word"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_a_rule_does_not_cover(
    case: tuple[str, PointsRule | None, F | str, dict[str, Value], str],
) -> None:
    _, rule, value, with_, words = case
    with pytest.raises(GuardError, match=words):
        points_of(rule, value, with_)
    with pytest.raises(GuardError, match=words):
        worked_points(rule, value, with_)


values = st.fractions(-20, 20, max_denominator=12)
whole = st.integers(-9, 9)
points = st.integers(0, 100)


@given(
    ends=st.tuples(whole, whole).filter(lambda one: one[0] != one[1]),
    worth=st.tuples(points, points),
    value=values,
)
def test_a_clamped_line_is_the_extended_one_within_its_ends(
    ends: tuple[int, int], worth: tuple[int, int], value: F
) -> None:
    start, end = (ends[0], worth[0]), (ends[1], worth[1])
    clamped = points_of(line(start, end), value, {})
    nearest = max(F(min(ends)), min(F(max(ends)), value))
    assert clamped == points_of(line(start, end, "extend"), nearest, {})
    assert min(worth) <= clamped <= max(worth)
    assert points_of(line(end, start), value, {}) == clamped


@given(
    ends=st.lists(whole, min_size=2, max_size=5, unique=True).map(sorted), side=st.booleans(), value=values
)
def test_every_value_lies_in_exactly_one_band(ends: list[int], side: bool, value: F) -> None:
    """The band is found again by counting how many borders the value has reached or passed."""
    borders: list[F | None] = [None, *map(F, ends), None]
    bands = enumerate(pairwise(borders))
    rule = BandRule(tuple(Band(low, high, side, not side, F(n)) for n, (low, high) in bands))
    passed = sum(value >= end if side else value > end for end in ends)
    assert band_of(rule, value, {}).points == passed
