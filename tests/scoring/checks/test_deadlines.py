"""Deadlines for marks: the latest row counts, and a late mark is a warning."""

from itertools import permutations

import pytest

from bideval.model.marking import Assignment
from bideval.scoring.checks.deadlines import deadline
from tests.scoring.checks.base import CLINICAL, PLAIN, PRICE, Case, Change, assert_found, changed, inputs_of

AGREED = ["clinical,acorn,3,The plan on page 4 names its staff.", "clinical,beech,0,There is no plan."]
ONE = changed(PLAIN, {"tender/criteria": [{**CLINICAL, "weight": "60"}, PRICE], "consensus": AGREED})
ROW = "clinical,acorn,ada,3,,clear plan,,,"
LATE = "BE382 marks.csv#/0/at assignments.csv#/0/due"


def due(at: str, *rows: str) -> Change:
    everybody = [*rows, "ada,*,*", "bo,*,*"]
    return {"assignments": everybody, "marks/0": ROW + at}


CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("no deadline", ONE, due("2026-05-09"), "", ""),
    ("in time", ONE, due("2026-05-07", "ada,clinical,*,2026-05-08"), "", ""),
    ("on the day", ONE, due("2026-05-08T23:59:59Z", "ada,clinical,*,2026-05-08"), "", ""),
    ("a day late", ONE, due("2026-05-09", "ada,clinical,*,2026-05-08"), LATE, "ada marked clinical at 2026-05-09, after the deadline of 2026-05-08"),
    ("a second late", ONE, due("2026-05-08T12:00:01Z", "ada,clinical,*,2026-05-08T12:00:00Z"), LATE, ""),
    ("for every question", ONE, due("2026-05-09", "ada,*,*,2026-05-08"), LATE, ""),
    ("put back by a further row", ONE, due("2026-05-09", "ada,clinical,*,2026-05-08", "ada,*,*,2026-05-10"), "", ""),
    ("put back, whatever the order", ONE, due("2026-05-09", "ada,*,*,2026-05-10", "ada,clinical,*,2026-05-08"), "", ""),
    ("a date outlasts a moment of it", ONE, due("2026-05-08T18:00:00Z", "ada,clinical,*,2026-05-08T12:00:00Z", "ada,clinical,*,2026-05-08"), "", ""),
    ("put back, and still late", ONE, due("2026-05-11", "ada,clinical,*,2026-05-10", "ada,clinical,*,2026-05-08"), LATE, "after the deadline of 2026-05-10"),
    ("of another person", ONE, due("2026-05-09", "bo,clinical,*,2026-05-08"), "", ""),
    ("of another question", ONE, due("2026-05-09", "ada,price,*,2026-05-08"), "", ""),
    ("no time beside the mark", ONE, due("", "ada,clinical,*,2026-05-08"), "", ""),
    ("one given in time and replaced late", ONE, {"assignments": ["ada,*,*,2026-05-08", "bo,*,*"], "marks/0": ROW + "2026-05-07", "marks/+": "clinical,acorn,ada,3,,clearer still,,,2026-05-12,2026-05-07"}, "", ""),
    ("two late marks, one finding", ONE, {"assignments": ["ada,*,*,2026-05-08", "bo,*,*"], "marks/0": ROW + "2026-05-09", "marks/2": "clinical,beech,ada,0,,,none,,2026-05-10"}, LATE, "(in 2 rows; this is the first)"),
    ("a question that there is not", ONE, {"assignments": ["ada,clinicall", "ada,*", "bo,*"]}, "BE367 assignments.csv#/0/criterion", "Did you mean clinical?"),
    ("every question, of a person there is not", ONE, {"assignments": ["adda,*", "ada,*", "bo,*"]}, "BE367 assignments.csv#/0/evaluator", "Did you mean ada?"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_deadlines(case: Case) -> None:
    assert_found(case)


def test_the_order_of_the_rows_does_not_matter() -> None:
    rows = [
        "ada,clinical,*,2026-05-08",
        "ada,*,*,2026-05-10T09:00:00Z",
        "ada,clinical,*,2026-05-10",
        "ada,*,*",
    ]
    found = {
        deadline(inputs_of(changed(ONE, {"assignments": [*some]})), "ada", ("*", "clinical", "acorn"))
        for some in permutations(rows)
    }
    assert found == {"2026-05-10"}


ABOUT = [
    # in words                 lot      criterion  asked                    is about it
    ("the question itself",    "*",     "plan",    ("north", "plan"),       True),
    ("every question",         "*",     "*",       ("north", "plan"),       True),
    ("every one of a lot",     "north", "*",       ("north", "plan"),       True),
    ("one of another lot",     "south", "*",       ("north", "plan"),       False),
    ("another question",       "*",     "staff",   ("north", "plan"),       False),
]  # fmt: skip


@pytest.mark.parametrize("case", ABOUT, ids=lambda case: case[0])
def test_what_an_assignment_gives(case: tuple[str, str, str, tuple[str, str], bool]) -> None:
    _, lot, criterion, asked, expected = case
    assert Assignment("ada", lot, criterion).is_about(*asked) is expected
