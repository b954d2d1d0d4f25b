"""The small map of a threshold and a weight: a line for each stretch, and a key that says every letter."""

from fractions import Fraction

import pytest

from bideval.analysis.pictures import Area, Map, Point
from bideval.report.terminal_bands import WIDE, band_lines

F = Fraction
ROUNDS = "the published rounding decides"
WORDS = ("weight of plan, percent", "threshold of size, GBP")


def box(winner: str | None, left: int, right: int, bottom: int, top: int) -> Area:
    corners = ((F(left), F(bottom)), (F(right), F(bottom)), (F(right), F(top)), (F(left), F(top)))
    return Area((winner,) if winner else (), corners)


# Below 10 ash wins at first and birch from 24 on; up to 12 birch alone; beyond nobody.
THREE = (
    box("ash", 0, 24, 0, 10),
    box("birch", 24, 48, 0, 10),
    box("birch", 0, 48, 10, 12),
    box(None, 0, 48, 12, 100),
)


def drawn(areas: tuple[Area, ...], published: Point | None, *, below: bool = True) -> list[str]:
    picture = Map("plan", "size", (F(0), F(0)), (F(48), F(100)), areas, published, WORDS, ROUNDS, below)
    return list(band_lines(picture, lambda name: f"{name} (kind)"))


def test_every_stretch_has_its_line_the_highest_first() -> None:
    assert drawn(THREE, None) == [
        "Up: threshold of size, GBP. Across: weight of plan, percent.",
        f"beyond 12 |{'-' * 48}",
        f" 10 to 12 |{'B' * 48}",
        f" up to 10 |{'A' * 24}{'B' * 24}",
        f"           0{'48':>47}",
        "A ash (kind)",
        "B birch (kind)",
        "- nobody",
    ]


PUBLISHED = [
    # in words                                    weight  threshold  border below  its line
    ("inside a stretch",                          6,      11,        True,         " 10 to 12 |"),
    ("on a border of a test that asks for more",  6,      10,        True,         " up to 10 |"),
    ("on a border of a test that asks for less",  6,      10,        False,        " 10 to 12 |"),
    ("at the greatest weight of the map",         48,     50,        True,         "beyond 12 |"),
    ("beyond the weights of the map",             49,     50,        True,         None),
]  # fmt: skip


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_the_published_point_stands_in_one_line(case: tuple[str, int, int, bool, str | None]) -> None:
    _, weight, threshold, below, line = case
    lines = drawn(THREE, (F(weight), F(threshold)), below=below)
    marked = [one for one in lines if "●" in one and "|" in one]
    assert [one[:11] for one in marked] == ([] if line is None else [line])
    assert ("● as published" in lines) is (line is not None)


def test_where_the_published_rounding_decides_no_letter_stands() -> None:
    lines = drawn((box("ash", 0, 20, 0, 100), box("birch", 28, 48, 0, 100)), None)
    assert lines[1] == f"any |{'A' * 20}{'·' * 8}{'B' * 20}"
    assert f"· {ROUNDS}" in lines


def test_no_line_is_wider_than_a_page() -> None:
    winners = (box("a-bid-of-a-very-long-name-" + "x" * 38, 0, 48, 0, 100),)
    assert max(map(len, drawn(winners, None))) <= 96
    assert WIDE == 48
