"""Maps in letters: the cells of a map whose areas can be counted by hand."""

from fractions import Fraction

import pytest

from bideval.analysis.pictures import Area, Map, Point
from bideval.report.terminal_map import HIGH, WIDE, map_lines

F = Fraction
LOW, HIGHEST = (F(0), F(0)), (F(48), F(16))  # a cell is one by one


def box(left: int, bottom: int, right: int, top: int) -> tuple[Point, ...]:
    return (F(left), F(bottom)), (F(right), F(bottom)), (F(right), F(top)), (F(left), F(top))


def drawn(*areas: Area, published: Point | None = None) -> list[str]:
    return list(map_lines(Map("plan", "cost", LOW, HIGHEST, areas, published)))


def rows(lines: list[str]) -> list[str]:
    """The cells, the top row first."""
    return [one.split("│")[1] for one in lines if "│" in one]


MAPS = [
    # in words                         areas                                                                 letters, how many
    ("one winner everywhere", (Area(("ash",), box(0, 0, 48, 16)),), {"A": 768}),
    ("two halves", (Area(("ash",), box(0, 0, 24, 16)), Area(("elm",), box(24, 0, 48, 16))), {"A": 384, "B": 384}),
    ("a tie names both", (Area(("ash", "elm"), box(0, 0, 48, 16)),), {"A": 768}),
    ("nobody wins in a part", (Area((), box(0, 0, 48, 4)), Area(("ash",), box(0, 4, 48, 16))), {"A": 576, "B": 192}),
    ("no such weights in a part", (Area(("ash",), box(0, 0, 48, 8)),), {"A": 384, "·": 384}),
    ("a triangle", (Area(("ash",), ((F(0), F(0)), (F(16), F(0)), (F(0), F(16)))),), {"A": 120, "·": 648}),
]  # fmt: skip


@pytest.mark.parametrize("case", MAPS, ids=lambda case: case[0])
def test_cells(case: tuple[str, tuple[Area, ...], dict[str, int]]) -> None:
    """In the triangle a cell's middle is below x + y = 16 where x + y of its corner is at most 14."""
    _, areas, expected = case
    cells = "".join(rows(drawn(*areas)))
    assert len(cells) == WIDE * HIGH
    assert {letter: cells.count(letter) for letter in set(cells)} == expected


def test_up_is_up_and_what_is_told_beside() -> None:
    lines = drawn(
        Area(("ash",), box(0, 8, 48, 16)), Area(("elm",), box(0, 0, 48, 8)), published=(F(47), F(16))
    )
    assert rows(lines)[0] == "A" * 47 + "●"
    assert rows(lines)[-1] == "B" * 48
    assert lines[-4:] == [
        "across: weight of plan, percent; up: weight of cost, percent",
        "A: ash",
        "B: elm",
        "●: as published",
    ]
    assert lines[0].split()[0] == "16"
    assert lines[HIGH - 1].split()[0] == "0"


def test_a_point_off_the_map_is_not_drawn() -> None:
    assert "●" not in "".join(drawn(Area(("ash",), box(0, 0, 48, 16)), published=(F(49), F(1))))
