"""Screens and dated tables in a whole folder: which bids are compared, and what is said where."""

from pathlib import Path

import pytest

from bideval.io.judged_folder import judge_folder
from tests.io.test_wrong_and_right import folder_of

CEDAR = [
    ("bids/cedar.yaml", "id: cedar\nbidder: {id: cedar-care, name: Cedar Care}\ndeclared: {beds: 1}\n"),
    ("prices/cedar.yaml", "lots: {whole: {amount: 1000}}\n"),
    (
        "consensus.csv",
        "criterion,bid,mark,reason\nquality,acorn,4,Page 4.\nquality,beech,3,Page 5.\nquality,cedar,3,Page 6.\n",
    ),
]
BEDS = "{id: beds, phase: conditions, measure: {field: bid.declared.beds}, test: at-least, threshold: 10, on_fail: ON_FAIL}"
SCREEN = "{id: low, phase: price, use: screens/prozorro-mean@1, test: at-least, on_fail: flag}"
COMPARED = [
    # in words, what a fail of an earlier gate leads to, the bids flagged
    ("a bid that is out moves no mean", "must-disregard", set()),
    ("a bid that stays in moves the mean", "flag", {"acorn", "beech"}),
]


@pytest.mark.parametrize("case", COMPARED, ids=lambda case: case[0])
def test_only_the_bids_left_are_compared(case: tuple[str, str, set[str]], tmp_path: Path) -> None:
    _, on_fail, flagged = case
    rules = ("tender.yaml", f"gates: [{BEDS.replace('ON_FAIL', on_fail)}, {SCREEN}]\n")
    judged = judge_folder(folder_of([*CEDAR, rules], tmp_path))
    assert judged.evaluation is not None
    (lot,) = judged.evaluation.lots
    failed = {one.bid for one in lot.placings for gate in one.gates if gate.gate == "low" and not gate.passed}
    assert failed == flagged
    asked = [one.message for one in judged.findings if one.code == "BE460"]
    assert len(asked) == len(flagged)
    assert {
        bid for bid in flagged for note in lot.notes if note.startswith(f"{bid} is flagged by low: ")
    } == flagged


TABLES = [
    # in words, table, weights of quality, beds and price, whether it warns
    ("a tenth of the total, exactly", "ppn-002", (50, 10, 40), False),
    ("below a tenth of the total", "ppn-002", (51, 9, 40), True),
    ("the same is above a tenth of what is not price", "ppn-002-absolute", (51, 9, 40), False),
    ("a tenth of what is not price, exactly", "ppn-002-absolute", (54, 6, 40), False),
    ("below a tenth of what is not price", "ppn-002-absolute", (55, 5, 40), True),
]


@pytest.mark.parametrize("case", TABLES, ids=lambda case: case[0])
def test_a_dated_table_warns_below_its_least(
    case: tuple[str, str, tuple[int, int, int], bool], tmp_path: Path
) -> None:
    _, table, (quality, beds, price), warns = case
    line = "{linear: {from: {at: 0, points: 0}, to: {at: 20, points: 100}, outside: clamp}}"
    rules = (
        "began: 2026-01-15\ncriteria:\n"
        f"  - {{id: quality, weight: {quality}, scale: {{from: 0, to: 5, step: 1}}}}\n"
        f"  - {{id: beds, weight: {beds}, measure: {{field: bid.declared.beds}}, points: {line}}}\n"
        f"  - {{id: price, weight: {price}, formula: lowest-over-bid}}\n"
        f"checks: [{{use: social-value/{table}@1, of: [beds]}}]\n"
    )
    judged = judge_folder(folder_of([("tender.yaml", rules)], tmp_path))
    assert judged.evaluation is not None
    said = [one.message for one in judged.findings if one.code == "BE187"]
    assert bool(said) is warns
    assert all("Procurement Policy Note 002" in one for one in said)
