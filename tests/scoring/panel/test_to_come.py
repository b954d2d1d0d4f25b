"""Who has still to mark what: counted by hand on a tender of two questions and two bids."""

from dataclasses import replace

import pytest

from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment, Declaration, Evaluator, Stage
from bideval.model.rules import MarksFrom
from bideval.model.tender import MarkRule
from bideval.scoring.panel.to_come import Aside, Member, progress_of
from tests.scoring.panel.rows import lots_of, panel

MARKS = {
    ("acorn", "plan", "ada"): 3, ("beech", "plan", "ada"): 4, ("acorn", "staff", "ada"): 2,
    ("acorn", "plan", "bo"): 3,
}  # fmt: skip
PEOPLE = (
    Evaluator("bo", "Bo", "evaluator"),
    Evaluator("ada", "Ada", "evaluator"),
    Evaluator("ap", "Ap", "approver"),
    Evaluator("cy", "Cy", "chair"),
)
AGREED = replace(panel(MARKS), evaluators=PEOPLE)
BY_MEAN = AGREED.tender.model_copy(update={"marks": MarkRule(from_=MarksFrom.MEAN)})
BASE = replace(AGREED, tender=BY_MEAN)
DUE = (
    Assignment("ada", "*", "*", "2026-05-08"),
    Assignment("bo", "*", "plan", "2026-05-08"),
    Assignment("bo", "*", "staff", "2026-05-08"),
    Assignment("bo", "*", "staff", "2026-05-12"),
)
ACORN = Declaration("bo", "acorn", "award", "conflict", "A brother there", "", "", "", "")
BEECH = ACORN._replace(bid="beech", stage="marking")


def members(inputs: Inputs, on: str = "") -> dict[str, Member]:
    return {one.id: one for one in progress_of(inputs, lots_of(inputs), on).members}


COUNTS = [
    # in words                       inputs                                                ada     bo      cy
    ("everybody marks all",          BASE,                                                 (4, 3), (4, 1), (0, 0)),
    ("as assigned",                  replace(BASE, assignments=DUE),                       (4, 3), (4, 1), (0, 0)),
    ("one question assigned",        replace(BASE, assignments=DUE[:2]),                   (4, 3), (2, 1), (0, 0)),
    ("in conflict, and marked",      replace(BASE, declarations=(ACORN,)),                 (4, 3), (2, 0), (0, 0)),
    ("in conflict, and did not",     replace(BASE, declarations=(BEECH,)),                 (4, 3), (2, 1), (0, 0)),
    ("in conflict about all",        replace(BASE, declarations=(ACORN._replace(bid="*"),)), (4, 3), (0, 0), (0, 0)),
    ("a chair who is assigned",      replace(BASE, assignments=(*DUE, Assignment("cy", "*", "plan"))), (4, 3), (4, 1), (2, 0)),
]  # fmt: skip


@pytest.mark.parametrize("case", COUNTS, ids=lambda case: case[0])
def test_asked_and_given(case: tuple[str, Inputs, *tuple[tuple[int, int], ...]]) -> None:
    _, inputs, *expected = case
    found = members(inputs)
    assert [(found[one].asked, found[one].given) for one in ("ada", "bo", "cy")] == list(expected)
    assert all(len(one.missing) == one.asked - one.given for one in found.values())


def test_people_stand_by_id_and_bids_by_id() -> None:
    progress = progress_of(BASE, lots_of(BASE))
    assert [one.id for one in progress.members] == ["ada", "ap", "bo", "cy"]
    assert progress.bids == ("acorn", "beech")


ON = [
    # in words              day                      overdue of ada, then of bo: plan beech, staff acorn, staff beech
    ("no day told",         "",                      [None], [None, None, None]),
    ("on the day",          "2026-05-08",            [False], [False, False, False]),
    ("the day after",       "2026-05-09",            [True], [True, False, False]),
    ("after all",           "2026-05-13T08:00:00Z",  [True], [True, True, True]),
]  # fmt: skip


@pytest.mark.parametrize("case", ON, ids=lambda case: case[0])
def test_overdue_on_a_day(case: tuple[str, str, list[object], list[object]]) -> None:
    _, day, of_ada, of_bo = case
    found = members(replace(BASE, assignments=DUE), day)
    assert [one.is_overdue for one in found["ada"].missing] == of_ada
    assert [one.is_overdue for one in found["bo"].missing] == of_bo
    assert [(one.criterion, one.bid, one.due) for one in found["bo"].missing] == [
        ("plan", "beech", "2026-05-08"), ("staff", "acorn", "2026-05-12"), ("staff", "beech", "2026-05-12"),
    ]  # fmt: skip
    assert found["bo"].due == "2026-05-08"


def test_marks_that_stand_in_conflict_are_counted() -> None:
    assert members(replace(BASE, declarations=(ACORN,)))["bo"].aside == (Aside("acorn", 1),)
    assert members(replace(BASE, declarations=(BEECH,)))["bo"].aside == (Aside("beech", 0),)


def test_stages_that_have_begun_and_who_has_not_declared_at_them() -> None:
    rows = (ACORN, Declaration("ada", "*", "marking", "none", "", "", "", "", ""))
    found = members(replace(BASE, declarations=rows))
    both = ("acorn", "beech")
    assert found["ada"].declared == ((Stage.MARKING, ()), (Stage.AWARD, both))
    assert found["bo"].declared == ((Stage.MARKING, both), (Stage.AWARD, ("beech",)))
    assert found["ap"].declared == ((Stage.MARKING, both), (Stage.AWARD, both))
    assert members(BASE)["ada"].declared == ()


def test_agreed_marks_are_counted_where_they_govern() -> None:
    agreed = replace(panel(MARKS), evaluators=PEOPLE)
    assert (progress_of(agreed, lots_of(agreed)).agreed, progress_of(agreed, lots_of(agreed)).to_agree) == (
        0,
        4,
    )
    assert progress_of(BASE, lots_of(BASE)).agreed is None
