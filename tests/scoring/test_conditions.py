"""Amber passes with their conditions, re-tests before award, judgements and ratings as inputs of gates."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.errors import Severity
from bideval.model.evaluation import GateResult
from bideval.report.gate_text import gate_words
from tests.scoring.build import (
    Data,
    Papers,
    decision,
    findings_of,
    gate,
    lot_of,
    lowest_price,
    placing,
    stopping_codes,
)

F = Fraction
NEEDS = "a bond of a tenth of the yearly value"
YEAR = {"year_end": "2025-03-31", "current_liabilities": 100}


def liquidity(
    assets: object, on_fail: str, *decisions: Data, passes: tuple[str, ...] = ("green", "amber")
) -> Papers:
    """Return a tender with a graded gate: red below 1, green above 1.5, amber from 1 to 1.5."""
    rule: Data = {
        "id": "liquidity",
        "phase": "conditions",
        "use": "finance/current-ratio@1",
        "test": "one-of",
        "threshold": passes,
        "on_fail": on_fail,
        "relies_on": {"combine": "none"},
        **({"amber_needs": NEEDS} if "amber" in passes else {}),
    }
    papers = lowest_price({"ash": 120, "beech": 90}, gates=[rule])
    accounts = {
        "ash": {"accounts": [{**YEAR, "current_assets": assets}]},
        "beech": {"accounts": [{**YEAR, "current_assets": 200}]},
    }
    return replace(papers, bids=accounts, decisions=decisions)


ASH = {"bid": "ash", "gate": "liquidity"}
CONDITION = decision("condition", **ASH, asked="a bond of 12")
PASSED, FAILED = (decision("retest", **ASH, to=word) for word in ("passed", "failed"))

OUTCOMES = [
    # in words                                         assets  on fail           decisions            grade    passed ash           lot            codes
    ("green needs nothing",                            151, "must-disregard", (),                     "green", True,  "assessed",    "final",       set()),
    ("amber without its condition",                    150, "must-disregard", (),                     "amber", True,  "assessed",    "provisional", {"BE420"}),
    ("amber at its lower end",                         100, "must-disregard", (CONDITION,),           "amber", True,  "assessed",    "final",       set()),
    ("amber with its condition",                       120, "must-disregard", (CONDITION,),           "amber", True,  "assessed",    "final",       set()),
    ("and its re-test passed",                         120, "must-disregard", (CONDITION, PASSED),    "amber", True,  "assessed",    "final",       set()),
    ("and its re-test failed",                         120, "must-disregard", (CONDITION, FAILED),    "amber", False, "disregarded", "final",       set()),
    ("a failed re-test where a decision is awaited",   120, "may-disregard",  (CONDITION, FAILED),    "amber", False, "assessed",    "provisional", set()),
    ("a failed re-test that is mitigated",             120, "must-disregard", (CONDITION, FAILED, decision("mitigate", **ASH)),
                                                                                                      "amber", False, "assessed",    "final",       set()),
    ("a failed re-test of green",                      151, "must-disregard", (FAILED,),              "green", False, "disregarded", "final",       set()),
    ("red is out",                                     99,  "must-disregard", (),                     "red",   False, "disregarded", "final",       set()),
    ("red and mitigated",                              99,  "must-disregard", (decision("mitigate", **ASH),), "red", False, "assessed", "final",    set()),
]  # fmt: skip


@pytest.mark.parametrize("case", OUTCOMES, ids=lambda case: case[0])
def test_what_becomes_of_a_grade(
    case: tuple[str, int, str, tuple[Data, ...], str, bool, str, str, set[str]],
) -> None:
    _, assets, on_fail, decisions, grade, passed, status, of_lot, codes = case
    papers = liquidity(assets, on_fail, *decisions)
    lot = lot_of(papers)
    result = gate(lot, "ash", "liquidity")
    assert (result.value, result.passed, result.unit) == (grade, passed, "grade")
    assert (placing(lot, "ash").status.value, lot.status.value) == (status, of_lot)
    found = [one for one in findings_of(papers) if one.code in {"BE420", "BE421", "BE422"}]
    assert {one.code for one in found} == codes
    assert all(one.severity is Severity.WARNING for one in found)


def test_where_amber_does_not_pass_it_fails() -> None:
    lot = lot_of(liquidity(120, "must-disregard", passes=("green",)))
    assert (gate(lot, "ash", "liquidity").passed, placing(lot, "ash").status.value) == (False, "disregarded")


def test_the_finding_prints_the_decision_to_fill_in() -> None:
    (finding,) = [one for one in findings_of(liquidity(120, "flag")) if one.code == "BE420"]
    assert NEEDS in finding.message
    assert "kind: condition, bid: ash, gate: liquidity, asked:" in finding.remedy


NOTED = [
    # in words                      decisions               what every result says
    ("not recorded",                (),                     ("ash", "liquidity", "amber", "no decision records")),
    ("not tested again",            (CONDITION,),           ("ash", "liquidity", "a bond of 12", "condition-ash-liquidity", "re-test before award: not recorded")),
    ("passed again",                (CONDITION, PASSED),    ("a bond of 12", "re-test before award: passed (decision retest-ash-liquidity, the panel)")),
    ("failed again",                (CONDITION, FAILED),    ("re-test of ash on the gate liquidity before award: failed", "as minuted")),
]  # fmt: skip


@pytest.mark.parametrize("case", NOTED, ids=lambda case: case[0])
def test_conditions_and_re_tests_stand_wherever_the_result_is(
    case: tuple[str, tuple[Data, ...], tuple[str, ...]],
) -> None:
    _, decisions, words = case
    (note,) = lot_of(liquidity(120, "must-disregard", *decisions)).notes
    assert all(word in note for word in words)


def result_of(papers: Papers) -> GateResult:
    return gate(lot_of(papers), "ash", "liquidity")


def test_the_result_of_the_gate_names_its_decisions_and_how_it_was_worked() -> None:
    result = result_of(liquidity(120, "must-disregard", CONDITION, PASSED))
    assert result.worked == "120 / 100 = 1.2; 1.2 lies at or above 1 and at or below 1.5: amber"
    assert (result.decision, result.retest) == (
        "condition condition-ash-liquidity",
        "passed retest-ash-liquidity",
    )
    assert result.amber_needs == NEEDS
    failed = result_of(liquidity(120, "must-disregard", CONDITION, FAILED))
    assert failed.retest == "failed retest-ash-liquidity"
    assert failed.worked.endswith("re-test failed (decision retest-ash-liquidity)")


OUT_OF_PLACE = [
    # in words                                 assets  decisions                                           codes
    ("a condition of a green pass",            151, (CONDITION,),                                          {"BE421"}),
    ("a condition of a fail",                  99,  (CONDITION,),                                          {"BE421"}),
    ("a re-test of a fail",                    99,  (PASSED,),                                             {"BE421"}),
    ("a re-test that says neither",            120, (CONDITION, decision("retest", **ASH, to="perhaps")),  {"BE410"}),
    ("a re-test without an outcome",           120, (CONDITION, decision("retest", **ASH)),                {"BE400"}),
    ("a condition that asks for nothing",      120, (decision("condition", **ASH),),                       {"BE400"}),
    ("a condition of no gate",                 120, (decision("condition", bid="ash", asked="x"),),        {"BE400"}),
    ("a decision with a blank for a reason",   120, ({**CONDITION, "reason": " "},),                       {"BE400"}),
    ("a condition of an amber pass",           120, (CONDITION,),                                          set()),
    ("a re-test of a pass",                    151, (PASSED,),                                             set()),
]  # fmt: skip


@pytest.mark.parametrize("case", OUT_OF_PLACE, ids=lambda case: case[0])
def test_a_decision_does_not_look_as_if_it_did_what_it_cannot(
    case: tuple[str, int, tuple[Data, ...], set[str]],
) -> None:
    _, assets, decisions, codes = case
    assert stopping_codes(liquidity(assets, "flag", *decisions)) == codes


# Judgements


def judged(*decisions: Data) -> Papers:
    """Return a tender that asks an accountant for a word on each bid."""
    rule: Data = {
        "id": "standing",
        "phase": "conditions",
        "use": "finance/accountants-judgement@1",
        "with": {"accepts": ["sound", "acceptable"]},
        "test": "one-of",
        "on_fail": "may-disregard",
    }
    words = {"financial-standing": {"unit": "words", "choices": ["sound", "acceptable", "doubtful"]}}
    papers = lowest_price({"ash": 100}, gates=[rule], declares=words)
    return replace(papers, decisions=decisions)


def judge(word: str, **more: str) -> Data:
    return decision("judge", bid="ash", question="financial-standing", to=word, **more)


JUDGED = [
    # in words                              decisions                                                     word          passes
    ("a word that passes",                  (judge("sound"),),                                            "sound",      True),
    ("one that does not",                   (judge("doubtful"),),                                         "doubtful",   False),
    ("one that supersedes",                 (judge("sound"), judge("doubtful", id="again", supersedes="judge-ash", at="2026-03-09")), "doubtful", False),
]  # fmt: skip


@pytest.mark.parametrize("case", JUDGED, ids=lambda case: case[0])
def test_an_assessors_word_is_tested(case: tuple[str, tuple[Data, ...], str, bool]) -> None:
    _, decisions, word, passes = case
    result = gate(lot_of(judged(*decisions)), "ash", "standing")
    assert (result.value, result.passed) == (word, passes)
    assert result.sources[0].file == "decisions.yaml"


UNJUDGED = [
    # in words                    decisions                                                                    code
    ("nobody has judged",         (),                                                                          "BE451"),
    ("a word that is none",       (judge("acceptible"),),                                                      "BE423"),
    ("a question that is none",   (decision("judge", bid="ash", question="standing", to="sound"),),            "BE423"),
    ("no word",                   (decision("judge", bid="ash", question="financial-standing"),),              "BE400"),
    ("no bid",                    (decision("judge", question="financial-standing", to="sound"),),             "BE400"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNJUDGED, ids=lambda case: case[0])
def test_a_judgement_that_cannot_be_read_stops_the_result(case: tuple[str, tuple[Data, ...], str]) -> None:
    _, decisions, code = case
    found = [one for one in findings_of(judged(*decisions)) if one.code == code]
    assert found
    assert any("financial-standing" in f"{one.message} {one.remedy}" or code == "BE400" for one in found)


# Ratings


def rated(ratings: tuple[Data, ...], received: str | None = "2026-02-20T12:00:00Z", **rules: str) -> Papers:
    """Return a tender that asks for a score of 40 by one agency."""
    rule: Data = {
        "id": "score",
        "phase": "conditions",
        "use": "finance/rating-score@1",
        "with": {"agency": "Northmark", "low_risk_above": 70, "high_risk_below": 40},
        "test": "at-least",
        "on_fail": "may-disregard",
        "relies_on": {"combine": "none"},
    }
    papers = lowest_price({"ash": 100}, gates=[rule], **rules)
    return replace(papers, bids={"ash": {"ratings": ratings, **({"received": received} if received else {})}})


def rating(day: str, score: int, until: str | None = None, agency: str = "Northmark") -> Data:
    return {"agency": agency, "score": score, "date": day, **({"valid_until": until} if until else {})}


IN_FORCE = [
    # in words                                ratings                                                          received      score
    ("the only one",                          (rating("2025-06-01", 50),),                                     "2026-02-20", 50),
    ("the later of two",                      (rating("2025-06-01", 50), rating("2026-01-05", 30)),            "2026-02-20", 30),
    ("in any order",                          (rating("2026-01-05", 30), rating("2025-06-01", 50)),            "2026-02-20", 30),
    ("one that came after the bid does not count", (rating("2025-06-01", 50), rating("2026-02-21", 30)),       "2026-02-20", 50),
    ("its first day",                         (rating("2026-02-20", 44),),                                     "2026-02-20", 44),
    ("its last day",                          (rating("2025-02-20", 44, "2026-02-20"),),                       "2026-02-20", 44),
    ("one that ran out is passed over",       (rating("2025-06-01", 50), rating("2025-07-01", 30, "2026-02-19")), "2026-02-20", 50),
    ("another agency's is never read",        (rating("2025-06-01", 50), rating("2026-01-05", 99, agency="Southmark")), "2026-02-20", 50),
]  # fmt: skip


@pytest.mark.parametrize("case", IN_FORCE, ids=lambda case: case[0])
def test_the_latest_rating_in_force_when_the_bid_came(case: tuple[str, tuple[Data, ...], str, int]) -> None:
    _, ratings, received, score = case
    for moment in (received, f"{received}T23:59:59Z"):
        assert gate(lot_of(rated(ratings, moment)), "ash", "score").value == F(score)


def test_without_a_day_of_receipt_the_day_the_tender_began_counts() -> None:
    ratings = (rating("2025-06-01", 50), rating("2026-01-20", 30))
    assert gate(lot_of(rated(ratings, None, began="2026-01-15")), "ash", "score").value == F(50)


NOT_IN_FORCE = [
    # in words                     papers                                                            what is said
    ("none at all",                rated(()),                                                        "the score of ash-ltd by Northmark, in force on 2026-02-20, is missing"),
    ("one that ran out",           rated((rating("2025-01-01", 50, "2026-02-19"),)),                 "its rating of 2025-01-01 is valid until 2026-02-19"),
    ("a grade and no score",       rated(({"agency": "Northmark", "grade": "B", "date": "2025-01-01"},)), "is missing"),
    ("another agency's",           rated((rating("2025-01-01", 50, agency="northmark"),)),           "is missing"),
    ("nobody knows on which day",  rated((rating("2025-01-01", 50),), None),                         "which ratings are in force?"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_IN_FORCE, ids=lambda case: case[0])
def test_a_rating_that_is_not_in_force_is_missing(case: tuple[str, Papers, str]) -> None:
    _, papers, words = case
    (finding,) = [one for one in findings_of(papers) if one.severity is Severity.ERROR]
    assert finding.code in {"BE450", "BE451"}
    assert words in finding.message


ASKED = [
    # in words                          what was asked              is it asked about?
    ("as published",                    NEEDS,                      False),
    ("with its figure put in",          "a bond of GBP 12",         False),
    ("nothing",                         "nothing at all",           True),
    ("something else",                  "monthly accounts",         True),
    ("a word of it, and not the thing", "the yearly value",         True),
    ("the thing, and then not",         "no bond",                  True),
    ("capitals do not matter",          "A BOND",                   False),
]  # fmt: skip


@pytest.mark.parametrize("case", ASKED, ids=lambda case: case[0])
def test_a_condition_that_has_nothing_of_the_published_one_is_asked_about(
    case: tuple[str, str, bool],
) -> None:
    _, asked, is_asked = case
    papers = liquidity(120, "must-disregard", decision("condition", **ASH, asked=asked))
    found = [one for one in findings_of(papers) if one.code == "BE424"]
    assert [one.severity for one in found] == ([Severity.QUESTION] if is_asked else [])
    assert all(NEEDS in one.message and asked in one.message for one in found)


def test_a_failed_re_test_is_called_so() -> None:
    result = result_of(liquidity(120, "must-disregard", CONDITION, FAILED))
    said = gate_words(result, "GBP")
    assert said == "liquidity failed its re-test: amber when first tested, required to be one of green, amber"
    assert gate_words(result_of(liquidity(99, "flag")), "GBP").startswith("liquidity failed: red, required")


def test_a_decision_out_of_place_is_never_told_to_become_a_keep() -> None:
    (finding,) = [one for one in findings_of(liquidity(151, "flag", CONDITION)) if one.code == "BE421"]
    assert "keep" not in finding.remedy
