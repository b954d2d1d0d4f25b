from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.model.marking import Assignment, Consensus, Evaluator, Mark
from bideval.model.scale import Scale, ScaleMark
from bideval.scoring.panel.asked import asked_of, people_asked
from bideval.scoring.panel.spread import discuss_first, like_words, spreads, steps_apart
from tests.scoring.panel.rows import lots_of, panel, rows_of

F = Fraction
UNEVEN = Scale((ScaleMark(F(0), F(0)), ScaleMark(F(1), F(60)), ScaleMark(F(5), F(100))))
EVEN = Scale((ScaleMark(F(0), F(0)), ScaleMark(F(10), F(100))), F(1, 2))

ALONE = [
    # in words                              marks of ada, bo, cy, di       whose stands alone
    ("all alike",                           [3, 3, 3, 3],                  ()),
    ("one mark away",                       [3, 3, 3, 4],                  ()),
    ("two marks away",                      [3, 3, 3, 5],                  ("di",)),
    ("two marks away, and the others too",  [1, 3, 3, 5],                  ()),
    ("two camps",                           [1, 1, 5, 5],                  ()),
    ("of two, neither",                     [1, 5],                        ()),
    ("of three",                            [0, 4, 5],                     ("ada",)),
]  # fmt: skip


@pytest.mark.parametrize("case", ALONE, ids=lambda case: case[0])
def test_who_stands_alone(case: tuple[str, list[int], tuple[str, ...]]) -> None:
    _, given, alone = case
    people = ["ada", "bo", "cy", "di"]
    marks = {("acorn", "plan", person): mark for person, mark in zip(people, given, strict=False)}
    (found,) = spreads(rows_of(panel(marks)))
    assert found.alone == alone


STEPS = [
    # in words                         scale    marks       steps
    ("an uneven scale counts marks",   UNEVEN,  (1, 5),     1),
    ("over all of it",                 UNEVEN,  (5, 0),     2),
    ("the same mark",                  UNEVEN,  (1, 1),     0),
    ("half marks",                     EVEN,    (2, F(7, 2)), 3),
]  # fmt: skip


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_steps_of_a_scale(case: tuple[str, Scale, tuple[Fraction, Fraction], int]) -> None:
    _, scale, (one, other), steps = case
    assert steps_apart(scale, F(one), F(other)) == steps


def test_what_is_most_at_stake_is_discussed_first_and_what_is_agreed_not_at_all() -> None:
    marks = {
        ("acorn", "plan", "ada"): 1, ("acorn", "plan", "bo"): 5,  # 80 points of a weight of 50
        ("beech", "plan", "ada"): 3, ("beech", "plan", "bo"): 3,
        ("acorn", "staff", "ada"): 2, ("acorn", "staff", "bo"): 3,
        ("beech", "staff", "ada"): 0, ("beech", "staff", "bo"): 5,
    }  # fmt: skip
    inputs = panel(marks)
    first = discuss_first(spreads(rows_of(inputs)))
    assert [(one.row.bid, one.row.criterion, one.stake) for one in first] == [
        ("beech", "staff", F(50)), ("acorn", "plan", F(40)), ("acorn", "staff", F(10)),
    ]  # fmt: skip
    agreed = Consensus("*", "staff", "beech", F(3), "as read", "", "", "", (), "", "")
    first = discuss_first(spreads(rows_of(replace(inputs, consensus=(agreed,)))))
    assert [(one.row.bid, one.row.criterion) for one in first] == [("acorn", "plan"), ("acorn", "staff")]


def mark(bid: str, person: str, value: int, words: str) -> Mark:
    return Mark("*", "plan", bid, person, F(value), words, "", "", "", "")


WORDS = "Named staff for nights and weekends with a deputy"
LIKE = [
    # in words                       marks                                                                       pairs
    ("the same words",               [mark("acorn", "ada", 4, WORDS), mark("beech", "ada", 2, WORDS)],           1),
    ("one word more",                [mark("acorn", "ada", 4, WORDS), mark("beech", "ada", 2, WORDS + " too")],  1),
    ("in other order",               [mark("acorn", "ada", 4, WORDS), mark("beech", "ada", 2, " ".join(WORDS.split()[::-1]))], 1),
    ("the same mark",                [mark("acorn", "ada", 4, WORDS), mark("beech", "ada", 4, WORDS)],           0),
    ("of two people",                [mark("acorn", "ada", 4, WORDS), mark("beech", "bo", 2, WORDS)],            0),
    ("other words",                  [mark("acorn", "ada", 4, WORDS), mark("beech", "ada", 2, "No rota at all is given")], 0),
    ("three words alone",            [mark("acorn", "ada", 4, "Good night cover"), mark("beech", "ada", 2, "Good night cover")], 0),
]  # fmt: skip


@pytest.mark.parametrize("case", LIKE, ids=lambda case: case[0])
def test_like_words_and_unlike_marks(case: tuple[str, list[Mark], int]) -> None:
    _, marks, pairs = case
    assert len(like_words(marks, {"plan": EVEN})) == pairs


MARKS = {("acorn", "plan", "ada"): 3, ("acorn", "staff", "bo"): 3, ("beech", "plan", "bo"): 2}
ROLES = [
    # in words                        role         by name   rows
    ("an evaluator marks all",        "evaluator", False,    4),
    ("a chair who has not marked",    "chair",     False,    0),
    ("a chair asked by name",         "chair",     True,     4),
    ("a moderator asked by name",     "moderator", True,     4),
    ("an observer never",             "observer",  True,     0),
]  # fmt: skip


@pytest.mark.parametrize("case", ROLES, ids=lambda case: case[0])
def test_who_is_asked_for_what(case: tuple[str, str, bool, int]) -> None:
    _, role, by_name, rows = case
    inputs = replace(panel(MARKS), evaluators=(Evaluator("di", "Di Marsh", role),))
    assert len(asked_of(inputs, lots_of(inputs), "di", by_name=by_name)) == rows


def test_a_chair_who_marked_a_question_is_asked_for_it_on_every_bid() -> None:
    inputs = replace(panel(MARKS), evaluators=(Evaluator("ada", "Ada Bell", "chair"),))
    assert [row.key for row in asked_of(inputs, lots_of(inputs), "ada")] == [
        ("*", "plan", "acorn"), ("*", "plan", "beech"),
    ]  # fmt: skip


def test_assignments_decide_whatever_the_role_is() -> None:
    rows = (Assignment("ada", "*", "staff"), Assignment("bo", "north", "plan"))
    inputs = replace(panel(MARKS), assignments=rows)
    asked = people_asked(inputs, lots_of(inputs))
    assert {person: [row.criterion for row in own] for person, own in asked.items()} == {
        "ada": ["staff", "staff"]
    }


def test_who_has_still_to_mark_is_named() -> None:
    missing = {row.key[1:]: row.missing for row in rows_of(panel(MARKS))}
    assert missing == {
        ("plan", "acorn"): ("bo",), ("plan", "beech"): ("ada",), ("staff", "acorn"): ("ada",),
        ("staff", "beech"): ("ada", "bo"),
    }  # fmt: skip
