from decimal import (
    ROUND_DOWN,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Context,
    Decimal,
)
from fractions import Fraction
from math import floor
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import PlacesError
from bideval.scoring.rounding import Mode, round_to

F = Fraction
WIDE = Context(prec=200)
DECIMAL_MODES = {
    Mode.HALF_UP: ROUND_HALF_UP,
    Mode.HALF_EVEN: ROUND_HALF_EVEN,
    Mode.HALF_DOWN: ROUND_HALF_DOWN,
    Mode.UP: ROUND_UP,
    Mode.DOWN: ROUND_DOWN,
}

PUBLISHED = [
    # published rounding that can tell half-up from floats or from half-even, and printed results
    ("a vendor scorecard, first", F("4.015"), 2, F("4.02")),
    ("a vendor scorecard, second", F("3.955"), 2, F("3.96")),
    ("a half of the second place, odd", F("0.525"), 2, F("0.53")),
    ("a half of the second place, even", F("0.825"), 2, F("0.83")),
    ("guidance on fixed quotes: 10000/15000", F(10000, 15000), 3, F("0.667")),
    ("guidance on fixed quotes: 10000/30000", F(10000, 30000), 3, F("0.333")),
    ("a manual's cost score: 300 of 50000/55000", 300 * F(50000, 55000), 1, F("272.7")),
    ("whole points: 40 of 100/105", 40 * F(100, 105), 0, F(38)),
    ("whole points: 40 of 100/108", 40 * F(100, 108), 0, F(37)),
    ("a financial score: 100 of 20/60", 100 * F(20, 60), 1, F("33.3")),
]

MODES = [
    # in words                     value       half-up   half-even  half-down  up        down
    ("below the half", F("1.24"), "1.2", "1.2", "1.2", "1.3", "1.2"),
    ("at the half, even digit", F("1.25"), "1.3", "1.2", "1.2", "1.3", "1.2"),
    ("at the half, odd digit", F("1.35"), "1.4", "1.4", "1.3", "1.4", "1.3"),
    ("just above the half", F("1.2500001"), "1.3", "1.3", "1.3", "1.3", "1.2"),
    ("just below the half", F("1.2499999"), "1.2", "1.2", "1.2", "1.3", "1.2"),
    ("nothing beyond the last place", F("1.2"), "1.2", "1.2", "1.2", "1.2", "1.2"),
    ("below zero at the half, even digit", F("-1.25"), "-1.3", "-1.2", "-1.2", "-1.3", "-1.2"),
    ("below zero at the half, odd digit", F("-1.35"), "-1.4", "-1.4", "-1.3", "-1.4", "-1.3"),
    ("a half of the last place alone", F("0.05"), "0.1", "0", "0", "0.1", "0"),
    ("a third", F(1, 3), "0.3", "0.3", "0.3", "0.4", "0.3"),
    ("carried over", F("9.95"), "10", "10", "9.9", "10", "9.9"),
    ("zero", F(0), "0", "0", "0", "0", "0"),
]

modes = st.sampled_from(Mode)
places_ = st.integers(0, 9)
fractions = st.fractions(max_denominator=10**6)
halves = st.builds(lambda odd, places: F(2 * odd + 1, 2 * 10**places), st.integers(-(10**6), 10**6), places_)
values = st.one_of(fractions, halves)


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_half_up_gives_the_published_figure(case: tuple[str, Fraction, int, Fraction]) -> None:
    _, value, places, expected = case
    assert round_to(value, places, Mode.HALF_UP) == expected


@pytest.mark.parametrize("case", MODES, ids=lambda case: case[0])
def test_one_place_by_every_mode(case: tuple[str, Fraction, str, str, str, str, str]) -> None:
    _, value, *expected = case
    assert [round_to(value, 1, mode) for mode in Mode] == [F(text) for text in expected]


@given(st.decimals(-(10**15), 10**15, places=11), places_, modes)
def test_decimals_round_as_decimal_arithmetic_rounds_them(value: Decimal, places: int, mode: Mode) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=DECIMAL_MODES[mode], context=WIDE)
    assert round_to(F(value), places, mode) == F(expected)


def searched(value: Fraction, places: int, mode: Mode) -> Fraction:
    """Find the rounded value among the neighbours, by what the mode's words say of it."""
    unit = F(1, 10**places)
    around = floor(value / unit)
    neighbours = [(around + step) * unit for step in (-1, 0, 1, 2)]
    if mode is Mode.UP:
        return min((one for one in neighbours if abs(one) >= abs(value) and one * value >= 0), key=abs)
    if mode is Mode.DOWN:
        return max((one for one in neighbours if abs(one) <= abs(value) and one * value >= 0), key=abs)
    least = min(abs(one - value) for one in neighbours)
    nearest = [one for one in neighbours if abs(one - value) == least]
    if mode is Mode.HALF_EVEN and len(nearest) > 1:
        return next(one for one in nearest if (one / unit).numerator % 2 == 0)
    return max(nearest, key=abs) if mode is Mode.HALF_UP else min(nearest, key=abs)


@given(values, places_, modes)
def test_fractions_round_as_a_search_finds(value: Fraction, places: int, mode: Mode) -> None:
    assert round_to(value, places, mode) == searched(value, places, mode)


@given(values, places_, modes)
def test_rounding_again_changes_nothing(value: Fraction, places: int, mode: Mode) -> None:
    once = round_to(value, places, mode)
    assert 10**places % once.denominator == 0
    assert [round_to(once, places, other) for other in Mode] == [once] * len(Mode)


@given(values, st.fractions(0, 1), places_, modes)
def test_rounding_keeps_the_order(value: Fraction, step: Fraction, places: int, mode: Mode) -> None:
    assert round_to(value, places, mode) <= round_to(value + step / 10**places, places, mode)


@given(values, places_, modes)
def test_both_sides_of_zero_are_alike(value: Fraction, places: int, mode: Mode) -> None:
    assert round_to(-value, places, mode) == -round_to(value, places, mode)


@given(values, places_, modes, st.integers(0, 9))
def test_a_shift_of_the_point_shifts_the_places(value: Fraction, places: int, mode: Mode, shift: int) -> None:
    shifted = round_to(value / 10**shift, places + shift, mode)
    assert shifted == round_to(value, places, mode) / 10**shift


@pytest.mark.parametrize("mode", Mode)
def test_the_word_of_a_mode_does_as_the_mode_does(mode: Mode) -> None:
    for value in (F("1.25"), F("1.35"), F("-1.31")):
        assert round_to(value, 1, cast("Mode", mode.value)) == round_to(value, 1, mode)


def test_a_mode_that_is_none_is_refused() -> None:
    with pytest.raises(AssertionError):
        round_to(F("1.25"), 1, cast("Mode", "to-the-nearest-friend"))


def test_negative_places_are_refused() -> None:
    with pytest.raises(PlacesError, match="-2 decimal places"):
        round_to(F(123), -2, Mode.HALF_UP)
