import pytest

from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found

CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("a mark that was taken out", PLAIN, {"marks": ["clinical,acorn,ada,3,,plan", "clinical,acorn,bo,5,,plan", "clinical,beech,ada,0,,,none"]}, "BE371 consensus.csv#/1/mark", "marks.csv has no mark of bo beside it"),
    ("both marks of a bid taken out", PLAIN, {"marks": ["clinical,acorn,ada,3,,plan", "clinical,acorn,bo,5,,plan"]}, "BE371 consensus.csv#/1/mark", "no mark of ada, bo"),
    ("a question that nobody marks alone", PLAIN, {}, "", ""),
    ("no marks at all", PLAIN, {"marks": []}, "", ""),
    ("somebody who is assigned", PLAIN, {"assignments": ["ada,clinical", "bo,clinical", "cy,clinical"]}, "BE371 consensus.csv#/0/mark\nBE371 consensus.csv#/1/mark", "no mark of cy"),
    ("a chair who marks one bid", PLAIN, {"marks/+": "clinical,acorn,cy,5,,plan"}, "", ""),
    ("somebody who marks the other lot", LOTS, {"marks": ["clinical,acorn,ada,3,north,plan", "clinical,acorn,bo,3,south,plan", "clinical,beech,bo,0,south,,none"]}, "", ""),
    ("a mark with another name is not missed twice", PLAIN, {"marks/3": "clinical,beech,boo,0,,,none"}, "BE352 marks.csv#/3/evaluator", "Did you mean bo?"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_marks_beside_agreed_ones(case: Case) -> None:
    assert_found(case)
