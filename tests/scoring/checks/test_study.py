"""Checks of study.yaml: what it may ask to be explored."""

from fractions import Fraction

import pytest

from bideval.model.study import Study
from bideval.scoring.checks.study import check_study
from bideval.scoring.compile_rules import compile_rules
from tests.scoring.build import Papers, inputs_of, tender, text

SCALE = {"from": 0, "to": 10, "step": 1}
RULES = tender(
    method={"use": "weighted-sum"},
    weighting={"kind": "percent-of-whole"},
    marks={"from": "consensus"},
    criteria=[
        {
            "id": "quality",
            "criteria": [
                {"id": "plan", "weight": 25, "scale": SCALE},
                {"id": "people", "weight": 35, "scale": SCALE, "group": "staff"},
            ],
        },
        {"id": "cost", "weight": 40, "formula": "lowest-over-bid"},
    ],
)

CASES = [
    ("a range around a criterion's weight", {"ranges": {"plan": [20, 30]}}, []),
    ("a range that ends at the weight", {"ranges": {"plan": [25, 30]}}, []),
    ("a range of a section", {"ranges": {"quality": [50, 70]}}, []),
    ("a range of a group", {"ranges": {"staff": [30, 40]}}, []),
    ("one number: the weight is fixed", {"ranges": {"cost": 40}}, []),
    ("an order that holds", {"order": [["quality", "cost"]]}, []),
    ("an order between equals", {"order": [["staff", "people"]]}, []),
    ("a range of nothing", {"ranges": {"plann": [20, 30]}}, [("BE501", "/ranges/plann")]),
    ("a range above the weight", {"ranges": {"plan": [26, 30]}}, [("BE503", "/ranges/plan")]),
    ("a range below a section's weight", {"ranges": {"quality": [0, 59]}}, [("BE503", "/ranges/quality")]),
    ("a fixed weight that is another", {"ranges": {"cost": 41}}, [("BE503", "/ranges/cost")]),
    ("more than everything", {"ranges": {"cost": [30, 101]}}, [("BE502", "/ranges/cost")]),
    ("less than nothing", {"ranges": {"cost": [-1, 50]}}, [("BE502", "/ranges/cost")]),
    ("an order of nothing", {"order": [["quality", "prize"]]}, [("BE501", "/order/0")]),
    ("an order that the weights break", {"order": [["cost", "quality"]]}, [("BE503", "/order/0")]),
    (
        "several at once, all said",
        {"ranges": {"plann": [1, 2], "cost": [0, 9]}, "order": [["plan", "people"]]},
        [("BE503", "/ranges/cost"), ("BE501", "/ranges/plann"), ("BE503", "/order/0")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_a_study_may_ask(case: tuple[str, dict[str, object], list[tuple[str, str]]]) -> None:
    _, study, expected = case
    lots = compile_rules(inputs_of(Papers(RULES))).lots
    found = check_study(Study.model_validate(text(study)), lots)
    assert [(finding.code, finding.sources[0].pointer) for finding in found] == expected


def test_weights_in_points_are_read_in_percent() -> None:
    criteria = [
        {"id": "plan", "weight": 300, "scale": SCALE},
        {"id": "cost", "weight": 700, "formula": "lowest-over-bid"},
    ]
    rules = {**RULES, "criteria": criteria, "weighting": {"kind": "points", "total": 1000}}
    lots = compile_rules(inputs_of(Papers(rules))).lots
    study = Study.model_validate(text({"ranges": {"plan": [29, 31], "cost": [600, 800]}}))
    assert [finding.code for finding in check_study(study, lots)] == ["BE502"]
    assert study.ranges["plan"] == (Fraction(29), Fraction(31))
