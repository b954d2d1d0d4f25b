"""Declarations of interest: each row by itself, and held to by those who mark, agree and approve."""

from dataclasses import replace

import pytest

from bideval.errors import Severity
from bideval.model.decision import Decision
from bideval.scoring.evaluate import judge
from tests.scoring.checks.base import PLAIN, Case, Change, assert_found, built, changed, decision, inputs_of
from tests.scoring.checks.test_marks import MEAN


def as_list(value: object) -> list[str]:
    assert isinstance(value, list)
    return value


NONE = [f"{who},*,{stage},none" for stage in ("marking", "moderation") for who in ("ada", "bo", "cy")]
ALL = {"declarations": NONE}
MARKS = as_list(PLAIN["marks"])
SISTER = "conflict,Her sister is a director there"
READS = "Bo reads her marks"
TWO_BIDS = {  # a second bid of the bidder of acorn
    "bids/ash": {
        "id": "ash",
        "bidder": {"id": "acorn-care", "name": "Acorn Care"},
        "second_bid_because": "a variant was asked for",
    },
    "prices/ash": {"lots": {"whole": {"amount": "110"}}},
    "consensus/+": "clinical,ash,3,The plan on page 5 names its staff.",
}


def declared(*rows: str, **more: object) -> Change:
    return {"declarations": [*NONE, *rows], **more}


CASES: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("nothing kept", PLAIN, {}, "", ""),
    ("everybody, at both stages", PLAIN, ALL, "", ""),
    ("a person there is not", PLAIN, declared("adda,*,marking,none"), "BE376 declarations.csv#/6/person", "Did you mean ada?"),
    ("reviewed by a person there is not", PLAIN, declared("ada,acorn,marking,managed,Was employed,Bo reads,bob"), "BE376 declarations.csv#/6/reviewed_by\nBE381 evaluators.csv#/0/id", "bob is not in evaluators.csv"),
    ("a bid there is not", PLAIN, declared("ada,acron,marking,none"), "BE376 declarations.csv#/6/bid", "Did you mean acorn?"),
    ("an interest and not which", PLAIN, declared("cy,acorn,award,conflict", "cy,*,award,none", "ada,*,award,none", "bo,*,award,none"), "BE377 declarations.csv#/6/what", "cy declares a conflict, and not what it is"),
    ("managed, and not how", PLAIN, declared("cy,acorn,moderation,managed,Chair of a charity,,ada"), "BE377 declarations.csv#/6/measures", "and not how"),
    ("managed, and nobody looked", PLAIN, declared(f"cy,acorn,moderation,managed,Chair of a charity,{READS}"), "BE377 declarations.csv#/6/reviewed_by", "nobody else looked at it"),
    ("managed, reviewed by themselves", PLAIN, declared(f"cy,acorn,moderation,managed,Chair of a charity,{READS},cy"), "BE377 declarations.csv#/6/reviewed_by", "nobody else looked at it"),
    ("nothing to declare, and words about it", PLAIN, declared("cy,acorn,marking,none,Her sister works there"), "BE377 declarations.csv#/6/interest", "what it is stands beside it"),
    ("declared twice", PLAIN, declared("ada,*,marking,none"), "BE378 declarations.csv#/6/interest declarations.csv#/0/interest", "ada declares twice about every bidder at stage marking"),
    ("one that replaces the other", PLAIN, {"declarations": [*NONE, "cy,acorn,marking,none,,,,2026-03-01", f"cy,acorn,marking,{SISTER},,,2026-03-02,2026-03-01"]}, "", ""),
    ("one that replaces nothing", PLAIN, declared(f"cy,acorn,marking,{SISTER},,,2026-03-02,2026-03-01"), "BE358 declarations.csv#/6/supersedes", "the row of 2026-03-01 for cy about acorn at stage marking"),
    ("two rows of one time", PLAIN, declared("cy,acorn,marking,none,,,,2026-03-01", "cy,acorn,marking,none,,,,2026-03-01"), "BE359 declarations.csv#/7/at declarations.csv#/6/at\nBE378 declarations.csv#/7/interest declarations.csv#/6/interest", "two rows for cy about acorn"),
    ("marked and agreed without a declaration", PLAIN, {"declarations": [row for row in NONE if not row.startswith("bo")]}, "BE379 consensus.csv#/0/agreed_by\nBE379 marks.csv#/1/evaluator", "bo marked acorn, beech, and declared nothing about them"),
    ("declared about one bidder of two", PLAIN, {"declarations": [row for row in NONE if not row.startswith("bo")] + ["bo,acorn,marking,none", "bo,acorn,moderation,none"]}, "BE379 consensus.csv#/1/agreed_by\nBE379 marks.csv#/3/evaluator", "bo marked beech, and"),
    ("declared only after the mark", PLAIN, {"declarations": ["ada,*,marking,none,,,,2026-03-09", *NONE[1:]], "marks/0": "clinical,acorn,ada,3,,clear plan,,,2026-03-05"}, "BE379 marks.csv#/0/evaluator", "ada marked acorn, and declared about them only later"),
    ("declared on the day of the mark", PLAIN, {"declarations": ["ada,*,marking,none,,,,2026-03-05", *NONE[1:]], "marks/0": "clinical,acorn,ada,3,,clear plan,,,2026-03-05"}, "", ""),
    ("an observer who reviewed nothing", PLAIN, {**ALL, "evaluators/+": "ol,Ol,observer"}, "BE381 evaluators.csv#/3/id\nBE381 evaluators.csv#/3/id", "ol has not declared or reviewed interests at stage moderation: every bidder"),
    ("an approver at award alone", PLAIN, declared("ada,*,award,none", "bo,*,award,none", "cy,*,award,none", "ap,*,award,none", **{"evaluators/+": "ap,Ap,approver"}), "BE381 evaluators.csv#/3/id\nBE381 evaluators.csv#/3/id", "ap has not declared"),
    ("planning, by one of three", PLAIN, declared("ada,*,planning,none"), "BE381 evaluators.csv#/1/id\nBE381 evaluators.csv#/2/id", "at stage planning: every bidder"),
    ("in conflict, and agreed", PLAIN, declared(f"bo,beech,moderation,{SISTER}"), "BE380 consensus.csv#/1/agreed_by declarations.csv#/6/interest bids/beech.yaml#/bidder\nBE380 marks.csv#/3/evaluator declarations.csv#/6/interest bids/beech.yaml#/bidder", "has declared a conflict of interest at stage moderation"),
    ("in conflict about the other bid", PLAIN, declared(f"cy,beech,moderation,{SISTER}"), "", ""),
    ("in conflict about every bidder", PLAIN, {"declarations": [*NONE[:1], f"bo,*,marking,{SISTER}", *NONE[2:]], "consensus/0": "clinical,acorn,3,Named staff.,,,,,ada", "consensus/1": "clinical,beech,0,No plan.,,,,,ada", "marks": ["clinical,acorn,bo,3,,plan", "clinical,beech,ada,0,,,none"]}, "BE371 consensus.csv#/0/mark\nBE380 marks.csv#/0/evaluator declarations.csv#/1/interest bids/acorn.yaml#/bidder", "bo marked acorn"),
    ("a conflict taken back by name before the mark", PLAIN, {"declarations": ["ada,beech,planning,conflict,Shares in it", "ada,beech,marking,none", "ada,beech,moderation,none", *(f"{who},*,planning,none" for who in ("bo", "cy")), *NONE]}, "", ""),
    ("a conflict not taken back by a row for all", PLAIN, {"declarations": ["ada,beech,planning,conflict,Shares in it", *(f"{who},*,planning,none" for who in ("bo", "cy")), *NONE]}, "BE380 consensus.csv#/1/agreed_by declarations.csv#/0/interest bids/beech.yaml#/bidder\nBE380 marks.csv#/2/evaluator declarations.csv#/0/interest bids/beech.yaml#/bidder", "at stage planning"),
    ("managed is no conflict", PLAIN, declared(f"ada,beech,marking,managed,Was employed there,{READS},bo", f"ada,beech,moderation,managed,As before,{READS},bo"), "", ""),
    ("managed, and reviewed by a row for all", PLAIN, declared(f"ada,beech,marking,managed,Was employed there,{READS},bo"), "BE381 evaluators.csv#/0/id", "at stage moderation: beech"),
    ("a mean that one in conflict does not mark", MEAN, {"declarations": [*NONE[:3], f"bo,acorn,marking,{SISTER}"], "marks": ["clinical,acorn,ada,3,,plan", "clinical,beech,ada,0,,,none", "clinical,beech,bo,0,,,none"]}, "", ""),
    ("the same without the declaration", MEAN, {"marks": ["clinical,acorn,ada,3,,plan", "clinical,beech,ada,0,,,none", "clinical,beech,bo,0,,,none"]}, "BE364 marks.csv# tender.yaml#/criteria/0", "bo has not marked acorn"),
    ("a chair in conflict about one bid of two", MEAN, {"declarations": [*NONE[:3], f"cy,acorn,marking,{SISTER}"], "marks/+": "clinical,beech,cy,0,,,none"}, "", ""),
    ("nobody missed beside agreed marks", PLAIN, {"declarations": [*NONE, f"bo,acorn,marking,{SISTER}"], "marks": [row for row in MARKS if "acorn,bo" not in row], "consensus/0": "clinical,acorn,3,Named staff on page 4.,,,,,ada"}, "", ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_declarations(case: Case) -> None:
    assert_found(case)


def test_a_declaration_about_one_bid_counts_for_each_bid_of_its_bidder() -> None:
    rows = [*NONE, f"bo,ash,marking,{SISTER}"]
    found = built(PLAIN, {**TWO_BIDS, "declarations": rows}).findings
    asked = [one.sources[-1].file for one in found if one.code == "BE380"]
    assert asked == ["bids/acorn.yaml"] * 2  # bo marked it, and agreed to its mark


def test_errors_warnings_and_questions() -> None:
    rows = ["adda,*,marking,none", *(one for one in NONE if "ada" not in one), f"bo,beech,award,{SISTER}"]
    found = {(one.code, one.severity) for one in built(PLAIN, {"declarations": rows}).findings}
    assert found == {
        ("BE376", Severity.ERROR), ("BE379", Severity.WARNING), ("BE380", Severity.QUESTION), ("BE381", Severity.WARNING),
    }  # fmt: skip


ANSWERS = [
    # in words                       what the answer names                          questions left
    ("each by its place",            [{"field": "marks.csv#/3/evaluator"}, {"field": "consensus.csv#/1/agreed_by"}], 0),
    ("one of two",                   [{"field": "marks.csv#/3/evaluator"}],         1),
    ("both by the bid, so neither",  [{"bid": "beech"}],                            2),
    ("another bid",                  [{"bid": "acorn"}],                            2),
]  # fmt: skip


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: case[0])
def test_an_answer_closes_the_question(case: tuple[str, list[dict[str, object]], int]) -> None:
    _, named, left = case
    inputs = inputs_of(changed(PLAIN, declared(f"bo,beech,moderation,{SISTER}")))
    answers = [
        Decision.model_validate({**decision("answer", finding="BE380", **one), "id": f"d-{number}"})
        for number, one in enumerate(named)
    ]
    judged = judge(replace(inputs, decisions=tuple(answers)))
    assert sum(one.code == "BE380" for one in judged.findings) == left
    assert judged.evaluation is not None
