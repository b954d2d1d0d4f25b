"""Bars beside figures: their lengths, and what has none."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.report.terminal_bars import bars, beside

F = Fraction
ROWS = [
    # in words                     figures                      columns  bars
    ("the greatest is whole", (F(8), F(4)), 4, ["████", "██"]),
    ("eighths of a column", (F(16), F(1)), 2, ["██", "▏"]),
    ("too small to be seen", (F(1000), F(1)), 2, ["██", ""]),
    ("below zero", (F(2), F(-1)), 2, ["██", ""]),
    ("none", (F(2), None), 2, ["██", ""]),
    ("all zero", (F(0), F(0)), 2, ["", ""]),
    ("nothing at all", (), 2, []),
]


@pytest.mark.parametrize("case", ROWS, ids=lambda case: case[0])
def test_bars(case: tuple[str, tuple[Fraction | None, ...], int, list[str]]) -> None:
    _, values, wide, expected = case
    assert bars(values, wide) == expected


@given(st.lists(st.fractions(0, 1000), max_size=8), st.integers(1, 40))
def test_no_bar_is_longer_than_its_room_nor_than_that_of_a_greater_figure(values: list[F], wide: int) -> None:
    drawn = bars(values, wide)
    assert max(map(len, drawn), default=0) <= wide
    eighths = [8 * one.count("█") + sum(" ▏▎▍▌▋▊▉".index(end) for end in one if end != "█") for one in drawn]
    ordered = sorted(zip(values, eighths, strict=True))
    assert [size for _, size in ordered] == sorted(eighths)


TABLE = "  bid  points\n  ---  ------\n  ash      80\n  elm      40"


def test_a_table_keeps_its_figures_and_gets_bars() -> None:
    drawn = beside(TABLE, (F(80), F(40)), 30).split("\n")
    assert [line[:13] for line in drawn] == TABLE.split("\n")
    assert [line[13:] for line in drawn] == ["", "", "  " + "█" * 15, "  " + "█" * 7 + "▌"]


@pytest.mark.parametrize("width", [0, 13, 22])
def test_without_room_there_is_none(width: int) -> None:
    assert beside(TABLE, (F(80), F(40)), width) == TABLE
