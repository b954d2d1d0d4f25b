"""Rules of gates that test grades, and of evidence on gates and criteria: what goes together."""

from dataclasses import replace
from pathlib import Path

import pytest

from bideval.errors import Severity
from bideval.io.judged_folder import judge_folder
from tests.scoring.build import Data, Papers, findings_of, lowest_price, stopping_codes, write

BASE: Data = {
    "id": "liquidity",
    "phase": "conditions",
    "use": "finance/current-ratio@1",
    "test": "one-of",
    "threshold": ["green", "amber"],
    "amber_needs": "a bond",
    "on_fail": "flag",
    "relies_on": {"combine": "none"},
}
BOOKS = {
    "accounts": [
        {"year_end": "2025-03-31", "evidence": "audited", "current_assets": 300, "current_liabilities": 100}
    ]
}


def graded(**parts: object) -> Papers:
    """Return a tender with the gate, parts of it changed, or taken out where None."""
    rule = {key: one for key, one in {**BASE, **parts}.items() if one is not None}
    return replace(lowest_price({"ash": 100}, gates=[rule]), bids={"ash": BOOKS})


WRONG = [
    # in words                                      changed                                                             code
    ("amber passes and needs nothing",              {"amber_needs": None},                                              "BE193"),
    ("amber needs something and does not pass",     {"threshold": ["green"]},                                           "BE193"),
    ("amber needs something of a figure",           {"test": "at-least", "threshold": None},                            "BE193"),
    ("a grade that there is not",                   {"threshold": ["green", "amber", "blue"]},                          "BE194"),
    ("no grades that pass",                         {"threshold": None, "amber_needs": None},                           "BE144"),
    ("one grade instead of a list",                 {"threshold": "green", "amber_needs": None},                        "BE145"),
    ("grades of a pack that has none",              {"use": "finance/minimum-turnover@1", "with": {"times": 1}},        "BE143"),
    ("a share of the lead in a grade",
     {"relies_on": {"who": ["members"], "combine": "sum", "lead_at_least": 40}},                                        "BE149"),
    ("evidence of a price",
     {"use": None, "measure": {"field": "price.evaluated"}, "threshold": 100, "test": "at-most", "amber_needs": None,
      "relies_on": None, "evidence": ["audited"]},                                                                      "BE191"),
    ("a kind of evidence twice",                    {"evidence": ["audited", "audited"]},                               "BE191"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_does_not_go_together(case: tuple[str, Data, str]) -> None:
    _, parts, code = case
    assert code in stopping_codes(graded(**parts))


def test_a_pack_that_is_not_there_is_all_that_is_said(tmp_path: Path) -> None:
    """Which grades pass cannot be judged without the pack."""
    judged = judge_folder(write(graded(use="finance/current-ration@1"), tmp_path / "books"))
    assert [one.code for one in judged.findings if one.severity is Severity.ERROR] == ["BE321"]


RIGHT = [
    # in words                                      changed
    ("green and amber",                             {}),
    ("green alone",                                 {"threshold": ["green"], "amber_needs": None}),
    ("all of them, so that it is only shown",       {"threshold": ["green", "amber", "red"]}),
    ("the figure itself",                           {"test": "at-least", "threshold": None, "amber_needs": None}),
    ("levels of its own",                           {"with": {"low_risk_above": 2, "high_risk_below": 1}}),
    ("a member's figures added",                    {"relies_on": {"who": ["members"], "combine": "sum"}}),
    ("evidence listed",                             {"evidence": ["audited", "unaudited", "part-year"]}),
]  # fmt: skip


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_goes_together(case: tuple[str, Data]) -> None:
    assert stopping_codes(graded(**case[1])) == set()


def test_the_closest_grade_is_named() -> None:
    (finding,) = [
        one
        for one in findings_of(graded(threshold=["green", "ambre"], amber_needs=None))
        if one.code == "BE194"
    ]
    assert finding.remedy == "Did you mean amber?"
