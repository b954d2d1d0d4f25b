"""Mark scales: which marks there are, what they are worth, and what is no scale."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import GuardError
from bideval.model.scale import Scale, ScaleMark, parse_scale

F = Fraction
Raw = dict[str, object]


def marks(*pairs: tuple[str, str]) -> Raw:
    """Return a listed scale as a file would have it."""
    return {"marks": [{"mark": mark, "points": points} for mark, points in pairs]}


# A UK licence competition gave 3, 6, 7, 9, 13 and 15 of 15; points are those in proportion to 100.
LICENCE = marks(("3", "20"), ("6", "40"), ("7", "140/3"), ("9", "60"), ("13", "260/3"), ("15", "100"))
EVEN: Raw = {"from": "0", "to": "60", "step": "1"}
HALVES: Raw = {"from": "1", "to": "3", "step": "0.5"}
BELOW_ZERO: Raw = {**marks(("-1", "-20"), ("0", "0"), ("1", "100")), "declares_negative": "true"}


def scale_of(raw: Raw) -> Scale:
    """Return a scale that must be sound."""
    scale, problems = parse_scale(raw)
    assert problems == ()
    assert scale is not None
    return scale


ON_SCALE = [
    ("an uneven scale, as listed", LICENCE, "13", F(260, 3)),
    ("45 of 60", EVEN, "45", F(75)),
    ("the lowest mark of a scale that begins at 1", HALVES, "1", F(0)),
    ("a half mark where steps are halves", HALVES, "1.5", F(25)),
    ("points that are taken away", BELOW_ZERO, "-1", F(-20)),
]


@pytest.mark.parametrize("case", ON_SCALE, ids=lambda case: case[0])
def test_points_of_a_mark(case: tuple[str, Raw, str, F]) -> None:
    _, raw, mark, points = case
    scale = scale_of(raw)
    assert scale.has(F(mark))
    assert scale.points(F(mark)) == points
    assert scale.points_between(F(mark)) == points


OFF_SCALE = [
    ("between two listed marks", LICENCE, "8", True),
    ("a fraction on whole marks", EVEN, "44.5", True),
    ("a quarter where steps are halves", HALVES, "1.25", True),
    ("below the scale", EVEN, "-1", False),
    ("above the scale", HALVES, "3.5", False),
]


@pytest.mark.parametrize("case", OFF_SCALE, ids=lambda case: case[0])
def test_a_mark_that_is_not_there(case: tuple[str, Raw, str, bool]) -> None:
    _, raw, mark, inside = case
    scale = scale_of(raw)
    assert not scale.has(F(mark))
    with pytest.raises(GuardError, match="not a mark of the scale"):
        scale.points(F(mark))
    if not inside:
        with pytest.raises(GuardError, match="outside the scale"):
            scale.points_between(F(mark))


MEANS = [
    ("a third of the way from 9 to 13", LICENCE, F(31, 3), 60 + F(80, 9)),
    ("halfway on an even scale", EVEN, F(91, 2), F(455, 6)),
    ("the median of 0 and 1 where 0 is nothing", BELOW_ZERO, F(1, 2), F(50)),
]


@pytest.mark.parametrize("case", MEANS, ids=lambda case: case[0])
def test_a_mean_lies_on_the_line_between_its_neighbours(case: tuple[str, Raw, F, F]) -> None:
    _, raw, mean, points = case
    assert scale_of(raw).points_between(mean) == points


BAD: list[tuple[str, object, str, str]] = [
    ("ends that are one mark", {"from": "5", "to": "5", "step": "1"}, "/to", "not above"),
    ("a text", "0-5", "", "a mark scale is expected"),
    ("a mark alone", {"marks": ["0", "1"]}, "/marks/0", "a mark with its points"),
    ("no marks", {"marks": []}, "/marks", "a list of marks"),
    ("one mark", marks(("1", "100")), "/marks", "tells nothing apart"),
    ("marks that fall", marks(("1", "0"), ("0", "100")), "/marks/1/mark", "followed by 0"),
    ("a mark twice", marks(("1", "0"), ("1", "100")), "/marks/1/mark", "followed by 1"),
    ("a better mark worth less", marks(("0", "50"), ("1", "40")), "/marks/1/points", "worth less"),
    ("more than 100 points", marks(("0", "0"), ("1", "101")), "/marks/1/points", "end at 100"),
    ("undeclared negative points", marks(("0", "-1"), ("1", "100")), "/marks/0/points", "begin at 0"),
    (
        "negative declared with yes",
        {**marks(("0", "0"), ("1", "9")), "declares_negative": "yes"},
        "/declares_negative",
        "true or false",
    ),
    (
        "a mark without points",
        {"marks": [{"mark": "0"}, {"mark": "1", "points": "1"}]},
        "/marks/0/points",
        "a number",
    ),
    (
        "an unknown key",
        {"marks": [{"mark": "0", "pts": "0", "points": "0"}, {"mark": "1", "points": "1"}]},
        "/marks/0/pts",
        "not a key",
    ),
    (
        "an empty descriptor",
        {"marks": [{"mark": "0", "points": "0", "words": " "}, {"mark": "1", "points": "1"}]},
        "/marks/0/words",
        "a descriptor",
    ),
    ("no step", {"from": "0", "to": "5"}, "/step", "does not state step"),
    ("a step that misses the end", {"from": "0", "to": "5", "step": "2"}, "/step", "do not lead from 0 to 5"),
    ("a step of nothing", {"from": "0", "to": "5", "step": "0"}, "/step", "do not lead"),
    ("a step backwards", {"from": "0", "to": "5", "step": "-1"}, "/step", "do not lead"),
    ("ends the wrong way round", {"from": "5", "to": "0", "step": "1"}, "/to", "not above"),
    ("a list and ends together", {**EVEN, **marks(("0", "0"), ("1", "1"))}, "/from", "not a key here"),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_what_is_no_scale(case: tuple[str, object, str, str]) -> None:
    _, raw, pointer, words = case
    scale, problems = parse_scale(raw)
    assert scale is None
    assert pointer in [one.pointer for one in problems if words in f"{one.message} {one.remedy}"], problems


def test_descriptors_are_kept() -> None:
    scale, _ = parse_scale(
        {"marks": [{"mark": "0", "points": "0", "words": "none"}, {"mark": "1", "points": "5"}]}
    )
    assert scale is not None
    assert (scale.describe(F(0)), scale.describe(F(1))) == ("none", None)


@given(
    low=st.integers(-5, 5),
    count=st.integers(1, 20),
    step=st.fractions(F(1, 4), 3, max_denominator=4),
    data=st.data(),
)
def test_an_even_scale_is_the_list_of_its_marks(low: int, count: int, step: F, data: st.DataObject) -> None:
    """The short way of writing and the long way give the same points, on marks and between."""
    even = Scale((ScaleMark(F(low), F(0)), ScaleMark(low + count * step, F(100))), step)
    listed = Scale(tuple(ScaleMark(low + one * step, F(100 * one, count)) for one in range(count + 1)))
    value = data.draw(st.fractions(low, low + count * step, max_denominator=12))
    assert even.has(value) == listed.has(value)
    assert even.points_between(value) == listed.points_between(value)


@given(points=st.lists(st.integers(0, 100), min_size=2, max_size=6).map(sorted), data=st.data())
def test_a_higher_mean_is_never_worth_less(points: list[int], data: st.DataObject) -> None:
    scale = scale_of(marks(*((str(one), str(worth)) for one, worth in enumerate(points))))
    values = sorted(data.draw(st.lists(st.fractions(0, len(points) - 1, max_denominator=9), min_size=2)))
    found = [scale.points_between(value) for value in values]
    assert found == sorted(found)
    assert all(points[0] <= one <= points[-1] for one in found)
