import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import PLAIN, Case, assert_found, built
from tests.scoring.checks.test_marks import MEAN

OL = {"evaluators/+": "ol,Ol,observer"}
BY_OL = {**OL, "marks/+": "clinical,beech,ol,5,,clear plan"}
UNASKED = "BE369 marks.csv#/4/evaluator"

CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("an observer's mark in the mean", MEAN, BY_OL, UNASKED, "ol marked clinical: an observer marks only what"),
    ("an observer's mark beside agreed ones", PLAIN, {**BY_OL, "marks/+": "clinical,beech,ol,0,,,none"}, UNASKED, "an observer"),
    ("an observer who marks nothing", MEAN, OL, "", ""),
    ("an evaluator whom nobody assigned", MEAN, {"assignments": ["ada,clinical"]}, "BE369 marks.csv#/1/evaluator", "assignments.csv does not give it to them (in 2 rows"),
    ("an observer who is assigned", MEAN, {**OL, "marks": ["clinical,acorn,ol,3,,plan", "clinical,beech,ol,0,,,none"], "assignments": ["ol,clinical"]}, "", ""),
    ("a chair who marks one bid of two", MEAN, {"marks/+": "clinical,acorn,cy,5,,plan"}, UNASKED, "as chair not that of beech"),
    ("a chair who marks both", MEAN, {"marks": [f"clinical,{bid},{who},3,,plan" for bid in ("acorn", "beech") for who in ("ada", "bo", "cy")]}, "", ""),
    ("a chair's mark beside agreed ones", PLAIN, {"marks/+": "clinical,acorn,cy,5,,plan"}, "", ""),
    ("one id for two people", PLAIN, {"evaluators/+": "ada,Zed,evaluator"}, "BE372 evaluators.csv#/3/id evaluators.csv#/0/id", "ada stands twice in evaluators.csv, as Ada and as Zed"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_who_marks(case: Case) -> None:
    assert_found(case)


def test_a_mark_that_counts_is_an_error_and_one_beside_agreed_marks_a_warning() -> None:
    counted, beside = (
        built(MEAN, BY_OL).findings,
        built(PLAIN, {**BY_OL, "marks/+": "clinical,beech,ol,0,,,none"}).findings,
    )
    assert [one.severity for one in (*counted, *beside)] == [Severity.ERROR, Severity.WARNING]
