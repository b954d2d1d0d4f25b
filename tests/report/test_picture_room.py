"""Room in a drawing: round steps, ink that can be read, labels that no line crosses."""

from fractions import Fraction
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.report.pictures.inside import SIZE, place_for
from bideval.report.pictures.room import cut, flowed, ink_on, rows_of, steps, wide
from bideval.report.pictures.svg import COLOURS, INK

STEPS = [
    ("tens", 408, 442, [410, 420, 430, 440]),
    ("tens of thousands", 0, 50000, [0, 10000, 20000, 30000, 40000, 50000]),
    ("about zero", -3, 4, [-2, 0, 2, 4]),
    ("one figure", 7, 7, [7]),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_steps(case: tuple[str, int, int, list[int]]) -> None:
    _, low, high, expected = case
    assert steps(Fraction(low), Fraction(high), 5) == expected


@given(st.fractions(-(10**9), 10**9), st.fractions(Fraction(1, 10**6), 10**9), st.integers(2, 9))
def test_steps_are_few_even_and_inside(low: Fraction, span: Fraction, most: int) -> None:
    found = steps(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low <= one <= low + span for one in found)
    assert len({later - one for one, later in pairwise(found)}) <= 1


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("colour", COLOURS)
def test_ink_is_the_one_that_stands_out_more(colour: str) -> None:
    def contrast(ink: str) -> float:
        low, high = sorted((luminance(ink), luminance(colour)))
        return (high + 0.05) / (low + 0.05)

    assert contrast(ink_on(colour)) == max(contrast(INK), contrast("#ffffff"))


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(20, 240)), min_size=1, max_size=12))
def test_no_label_meets_another_or_is_crossed_by_a_line(labels: list[tuple[int, int]]) -> None:
    labels = sorted(labels)
    rows = rows_of([Fraction(place) for place, _ in labels], [width for _, width in labels])
    hung = list(zip(labels, rows, strict=True))
    for ((place, width), row), ((other, _), below) in combinations(hung, 2):
        if below >= row:  # its line runs past the row of the first label, or its own label stands there
            assert place + width <= other or (place == other and below != row), (hung,)


@given(st.text("abc ", max_size=80), st.integers(20, 300))
def test_what_is_cut_fits(words: str, room: int) -> None:
    assert wide(cut(words, room)) <= max(room, wide("a\u2026"))


def test_a_legend_flows_onto_rows() -> None:
    placed, deep = flowed(("one", "two", "a rather long title of a section"), 16, 160)
    assert [one.y for one in placed] == [0, 0, 22]
    assert deep == 44


Spot = tuple[Fraction, Fraction]


def square(left: int, top: int, right: int, bottom: int) -> list[Spot]:
    return [
        (Fraction(x), Fraction(y)) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))
    ]


AREAS = [
    # in words                           name         area                      lines        middle
    ("in the middle of a large area",    "elm",       square(0, 0, 200, 100),   None,        (100, 50)),
    ("beside the lines through it",      "elm",       square(0, 0, 200, 100),   (100, 50),   (50, 25)),
    ("in none that is too narrow",       "elm",       square(0, 0, 20, 100),    None,        None),
    ("in none that is too low",          "elm",       square(0, 0, 200, 12),    None,        None),
    ("in none where a line is too near", "elm",       square(0, 0, 60, 30),     (30, 15),    None),
    ("not where a corner is cut off",    "elm-trees", [*square(0, 0, 40, 100)[:1], (Fraction(90), Fraction(0)), (Fraction(0), Fraction(90))], None, None),
]  # fmt: skip


@pytest.mark.parametrize("case", AREAS, ids=lambda case: case[0])
def test_where_a_name_stands_in_an_area(case: tuple[str, str, list[Spot], Spot | None, Spot | None]) -> None:
    _, name, area, lines, middle = case
    assert place_for(name, area, lines) == middle


@given(st.tuples(*[st.integers(0, 300)] * 4), st.text("elm-", min_size=1, max_size=20))
def test_a_name_that_stands_in_an_area_stays_inside(ends: tuple[int, int, int, int], name: str) -> None:
    (left, right), (top, bottom) = sorted(ends[:2]), sorted(ends[2:])
    found = place_for(name, square(left, top, right, bottom), None)
    if found is not None:
        half = Fraction(wide(name, SIZE), 2)
        assert left <= found[0] - half
        assert found[0] + half <= right
        assert top <= found[1] - 6
        assert found[1] + 6 <= bottom
