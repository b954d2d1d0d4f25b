import pytest

from tests.scoring.checks.base import PLAIN, Case, assert_found

# ada gave acorn 3 and bo 5; beech has 0 from both
AGREED = "clinical,acorn,{},The plan on page 4 names its staff.,,,{},{},ada; bo,{}"
MOVES = "BE370 consensus.csv#/0/moved_from"


def agreed(mark: int, moved: str, why: str = "", at: str = "") -> dict[str, object]:
    return {"consensus/0": AGREED.format(mark, moved, why, at)}


CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("who moved is named", PLAIN, agreed(3, "bo 5"), "", ""),
    ("nobody is named in the whole file", PLAIN, agreed(3, ""), "", ""),
    ("in words of their own", PLAIN, agreed(3, "Bo had five"), "", ""),
    ("marks alone", PLAIN, agreed(3, "3;5"), "", ""),
    ("moved from the mark agreed", PLAIN, agreed(3, "bo 5; ada 3"), f"{MOVES} marks.csv#/0/mark", "ada moved from 3 on acorn on clinical, the mark that was agreed"),
    ("another mark than the person gave", PLAIN, agreed(5, "ada 0"), f"{MOVES} marks.csv#/0/mark", "in marks.csv they gave 3"),
    ("somebody who gave none", PLAIN, agreed(3, "bo 5; cy 0"), MOVES, "in marks.csv they gave none"),
    ("a mark alone that nobody gave", PLAIN, agreed(3, "0;5"), f"{MOVES} marks.csv#/0/mark", "lists the marks of acorn on clinical as 0;5, and marks.csv has 3, 5"),
    ("one of two who moved is named", PLAIN, {**agreed(3, "bo 5"), "marks/0": "clinical,acorn,ada,0,,plan"}, f"{MOVES} marks.csv#/0/mark", "that these moved: ada 0"),
    ("blank, where another row names people", PLAIN, {**agreed(3, ""), "consensus/1": "clinical,beech,3,A plan for half a year.,,,ada 0; bo 0,Page 9"}, f"{MOVES} marks.csv#/1/mark", "these moved: bo 5"),
    ("outside all marks, for a reason that names nobody", PLAIN, agreed(0, "", "An old plan"), f"{MOVES} marks.csv#/0/mark", "these moved: ada 3, bo 5"),
    ("outside all marks, and both are named", PLAIN, agreed(0, "ada 3; bo 5", "An old plan"), "", ""),
    ("agreed before a mark was given", PLAIN, {**agreed(3, "bo 5", at="2026-03-01"), "marks/1": "clinical,acorn,bo,5,,plan,,,2026-03-02"}, "BE374 consensus.csv#/0/at marks.csv#/1/at", "agreed at 2026-03-01, before bo gave theirs at 2026-03-02"),
    ("agreed on the day a mark was given", PLAIN, {**agreed(3, "bo 5", at="2026-03-02"), "marks/1": "clinical,acorn,bo,5,,plan,,,2026-03-02T09:00:00Z"}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_moves_against_marks(case: Case) -> None:
    assert_found(case)
