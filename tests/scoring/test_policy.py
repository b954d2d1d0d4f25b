"""The published rounding as a function of stage and criterion."""

from fractions import Fraction

import pytest

from bideval.model.rules import Mode, Stage
from bideval.model.tender import RoundingRule
from bideval.scoring.policy import EXACT, Policy

F = Fraction
POINTS = RoundingRule(stage=Stage.POINTS, places=1, mode=Mode.HALF_UP, of=("plan", "team"))
TOTAL = RoundingRule(stage=Stage.TOTAL, places=0, mode=Mode.DOWN)
PLAN = RoundingRule(stage=Stage.WEIGHTED, places=2, mode=Mode.UP, of=("plan",))
TEAM = RoundingRule(stage=Stage.WEIGHTED, places=0, mode=Mode.UP, of=("team",))
POLICY = Policy((POINTS, TOTAL, PLAN, TEAM))

CASES: list[tuple[str, Stage, str, str, str]] = [
    # in words                                stage            criterion  value     expected
    ("a criterion that the rule names",       Stage.POINTS,    "plan",    "66.66",  "66.7"),
    ("another that it names",                 Stage.POINTS,    "team",    "66.64",  "66.6"),
    ("one that it does not name",             Stage.POINTS,    "site",    "66.66",  "66.66"),
    ("a stage without a criterion",           Stage.TOTAL,     "",        "79.99",  "79"),
    ("a rule without names holds for all",    Stage.TOTAL,     "plan",    "79.99",  "79"),
    ("each criterion to its own rule",        Stage.WEIGHTED,  "plan",    "1.001",  "1.01"),
    ("and the other to its own",              Stage.WEIGHTED,  "team",    "1.001",  "2"),
    ("a stage without a rule",                Stage.SECTION,   "plan",    "1.005",  "1.005"),
    ("a value with fewer places stays",       Stage.POINTS,    "plan",    "50",     "50"),
    ("below zero, half away from zero",       Stage.POINTS,    "plan",    "-0.25",  "-0.3"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_rule_of_the_stage_and_criterion_rounds(case: tuple[str, Stage, str, str, str]) -> None:
    _, stage, criterion, value, expected = case
    assert POLICY.apply(stage, F(value), criterion) == F(expected)


@pytest.mark.parametrize("stage", Stage)
def test_the_exact_policy_rounds_nowhere(stage: Stage) -> None:
    assert EXACT.apply(stage, F(1, 7), "plan") == F(1, 7)
    assert EXACT.rule(stage, "plan") is None


FOUND: list[tuple[str, Stage, str, RoundingRule | None]] = [
    ("the rule that names the criterion", Stage.WEIGHTED, "team", TEAM),
    ("none for a criterion that no rule names", Stage.WEIGHTED, "site", None),
    ("none without a criterion, where every rule names some", Stage.WEIGHTED, "", None),
    ("the rule for all", Stage.TOTAL, "site", TOTAL),
]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case[0])
def test_the_rule_that_is_found(case: tuple[str, Stage, str, RoundingRule | None]) -> None:
    _, stage, criterion, rule = case
    assert POLICY.rule(stage, criterion) == rule
