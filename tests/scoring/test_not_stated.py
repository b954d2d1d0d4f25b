"""A bid that does not state what a rule reads: a published rule or a decision says what follows, never silence."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.report.gate_text import gate_words
from tests.scoring.build import (
    Data,
    Papers,
    decision,
    findings_of,
    gate,
    lot_of,
    placing,
    score,
    stopping_codes,
    tender,
)

F = Fraction
NEW = {"accounts": [{"year_end": "2025-12-31", "evidence": "period-unavailable"}]}
OLD = {"accounts": [{"year_end": "2025-12-31", "evidence": "audited", "turnover": 120}]}
ABOUT = {"bid": "ash", "gate": "turnover"}


def admitted(on_fail: str, *decisions: Data, rule: str | None = None, measure: Data | None = None) -> Papers:
    """Return a tender whose gate asks for a turnover of 100; ash states none, beech states 120."""
    asked: Data = {
        "id": "turnover",
        "phase": "conditions",
        "measure": measure or {"field": "bidder.accounts.turnover"},
        "threshold": 100,
        "test": "at-least",
        "on_fail": on_fail,
        **({"relies_on": {"combine": "none"}} if measure is None else {}),
        **({"when_missing": rule} if rule else {}),
    }
    papers = tender(method={"use": "lowest-compliant"}, gates=[asked])
    return Papers(papers, {"ash": NEW, "beech": OLD}, {"ash": 90, "beech": 100}, decisions=decisions)


SETTLED = [
    # in words                           on fail           decisions                           rule      ash            lot
    ("published as a fail",              "must-disregard", (),                                 "fail",   "disregarded", "final"),
    ("a fail that a person must judge",  "may-disregard",  (),                                 "fail",   "assessed",    "provisional"),
    ("a fail that is shown",             "flag",           (),                                 "fail",   "assessed",    "final"),
    ("published, and mitigated",         "must-disregard", (decision("mitigate", **ABOUT),),   "fail",   "assessed",    "final"),
    ("nothing published, and waived",    "may-disregard",  (decision("waive", **ABOUT),),      None,     "assessed",    "final"),
    ("and mitigated",                    "must-disregard", (decision("mitigate", **ABOUT),),   None,     "assessed",    "final"),
    ("and kept",                         "may-disregard",  (decision("keep", **ABOUT),),       None,     "assessed",    "final"),
    ("and disregarded",                  "may-disregard",  (decision("disregard", **ABOUT),),  None,     "disregarded", "final"),
    ("refused, and waived",              "may-disregard",  (decision("waive", **ABOUT),),      "refuse", "assessed",    "final"),
]  # fmt: skip


@pytest.mark.parametrize("case", SETTLED, ids=lambda case: case[0])
def test_a_gate_without_a_figure_is_settled_by_rule_or_decision(
    case: tuple[str, str, tuple[Data, ...], str | None, str, str],
) -> None:
    _, on_fail, decisions, rule, status, of_lot = case
    lot = lot_of(admitted(on_fail, *decisions, rule=rule))
    result = gate(lot, "ash", "turnover")
    assert (result.passed, result.value) == (False, None)
    assert gate_words(result, "GBP") == "turnover failed: not stated, required at least GBP 100"
    assert "period-unavailable" in result.worked
    assert (placing(lot, "ash").status.value, lot.status.value) == (status, of_lot)
    assert gate(lot, "beech", "turnover").value == F(120)


OPEN = [
    # in words                              decisions                                                     rule
    ("silence",                             (),                                                           None),
    ("refused as published",                (),                                                           "refuse"),
    ("a decision about another bid",        (decision("waive", bid="beech", gate="turnover"),),           None),
    ("a re-test of what was never tested",  (decision("retest", **ABOUT, to="failed"),),                  None),
    ("a condition is no outcome",           (decision("condition", **ABOUT, asked="accounts, monthly"),), None),
    ("disregarded on another ground",       (decision("disregard", bid="ash", ground="no signature"),),   None),
]  # fmt: skip


@pytest.mark.parametrize("case", OPEN, ids=lambda case: case[0])
def test_silence_stays_a_finding_and_is_never_a_fail(
    case: tuple[str, tuple[Data, ...], str | None],
) -> None:
    _, decisions, rule = case
    (finding,) = [
        one for one in findings_of(admitted("may-disregard", *decisions, rule=rule)) if one.code == "BE451"
    ]
    assert "when_missing: fail" in finding.remedy
    assert "bid: ash, gate: turnover" in finding.remedy


def test_a_superseded_decision_settles_nothing() -> None:
    waived = decision("waive", **ABOUT, id="w1")
    undone = decision("condition", **ABOUT, id="w2", supersedes="w1", asked="accounts, monthly")
    assert "BE451" in stopping_codes(admitted("may-disregard", waived, undone))


def test_what_the_tender_leaves_out_is_no_bids_to_state() -> None:
    papers = admitted("flag", decision("waive", **ABOUT), measure={"field": "tender.contract.value"})
    (finding,) = {one.message for one in findings_of(papers) if one.code == "BE451"}
    assert finding == "turnover reads the contract value in tender.yaml, which is not stated"


def scored(when_missing: object, **criterion: object) -> Papers:
    """Return a tender that scores turnover, 100 earning 100 points; ash states none."""
    line = {"from": {"at": 0, "points": 0}, "to": {"at": 120, "points": 100}, "outside": "clamp"}
    rule: Data = {
        "id": "size",
        "weight": 100,
        "measure": {"field": "bidder.accounts.turnover"},
        "points": {"linear": line},
        "relies_on": {"combine": "none"},
        **({} if when_missing is None else {"when_missing": when_missing}),
        **criterion,
    }
    rules = tender(method={"use": "weighted-sum"}, weighting={"kind": "percent-of-whole"}, criteria=[rule])
    return Papers(rules, {"ash": NEW, "beech": OLD})


POINTS = [("no points", 0), ("half of them", 50), ("a fraction", "12.5"), ("all", 100)]


@pytest.mark.parametrize("case", POINTS, ids=lambda case: case[0])
def test_a_criterion_gives_the_published_points(case: tuple[str, object]) -> None:
    lot = lot_of(scored(case[1]))
    assert score(lot, "ash", "size").points_exact == F(str(case[1]))
    assert score(lot, "beech", "size").points_exact == F(100)
    assert "not stated" in score(lot, "ash", "size").worked


MISPLACED = [
    # in words          points  the criterion beside                                             code
    ("silence",         None,   {},                                                              "BE451"),
    ("below 0",         -1,     {},                                                              "BE137"),
    ("above 100",       101,    {},                                                              "BE137"),
    ("a marked one",    0,      {"measure": None, "points": None, "relies_on": None,
                                 "scale": {"from": 0, "to": 5, "step": 1}},                      "BE137"),
    ("of the tender",   0,      {"measure": {"field": "tender.contract.value"}, "relies_on": None}, "BE137"),
]  # fmt: skip


@pytest.mark.parametrize("case", MISPLACED, ids=lambda case: case[0])
def test_when_missing_out_of_place(case: tuple[str, object, Data, str]) -> None:
    _, points, criterion, code = case
    assert code in stopping_codes(scored(points, **criterion))


def test_a_gate_that_reads_nothing_of_the_bid_has_no_when_missing() -> None:
    papers = admitted("flag", rule="fail", measure={"field": "tender.contract.value"})
    assert "BE137" in stopping_codes(papers)


ALSO: list[tuple[str, Mapping[str, object], str]] = [
    ("both are missing", {}, "The rule reads also income, which the bid does not state either."),
    ("one is missing", {"income": 10}, ""),
    ("the other is missing", {"fees": 1}, ""),
]


@pytest.mark.parametrize("case", ALSO, ids=lambda case: case[0])
def test_every_value_that_a_rule_lacks_is_named_at_once(case: tuple[str, Mapping[str, object], str]) -> None:
    _, declared, also = case
    share = {"ratio": [{"field": "bid.declared.fees"}, {"field": "bid.declared.income"}], "unit": "ratio",
             "when_zero": "refuse", "when_negative": "refuse"}  # fmt: skip
    leaf = {"id": "leakage", "weight": 100, "measure": share, "points": {"linear": {
        "from": {"at": 0, "points": 0}, "to": {"at": 1, "points": 100}, "outside": "clamp"}}}  # fmt: skip
    rules = tender(
        method={"use": "weighted-sum"}, weighting={"kind": "percent-of-whole"}, criteria=[leaf],
        declares={"fees": {"unit": "money"}, "income": {"unit": "money"}},
    )  # fmt: skip
    (found,) = [
        one for one in findings_of(Papers(rules, {"ash": {"declared": declared}})) if one.code == "BE451"
    ]
    assert (also in found.remedy) if also else ("reads also" not in found.remedy)
