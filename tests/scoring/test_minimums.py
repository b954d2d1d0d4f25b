"""Minimums: of marks and of points, of a criterion, a section and the whole."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.model.evaluation import GateResult
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.gates import minimum_results
from tests.scoring.build import Data, Papers, inputs_of, stopping_codes, tender

F = Fraction
SCALE = {"from": 0, "to": 10, "step": 1}


def marked(
    criteria: list[Data], marks: Mapping[str, int], rounding: object = "none", **rules: object
) -> Papers:
    """Return a tender with ``criteria`` and one bid with a mark on each question."""
    return Papers(
        tender(
            method=rules.pop("method", {"use": "weighted-sum"}),
            weighting={"kind": "percent-of-whole"},
            marks={"from": "consensus"},
            criteria=criteria,
            rounding=rounding,
            rank_on="rounded",
            **rules,
        ),
        {"ash": {}},
        {"ash": 100},
        {("ash", name): mark for name, mark in marks.items()},
    )


def question(name: str, weight: object, **more: object) -> Data:
    """Return a question marked from 0 to 10."""
    return {"id": name, "weight": weight, "scale": SCALE, **more}


def minimum(papers: Papers) -> GateResult:
    """Return the one minimum of the tender, tested on the one bid."""
    inputs = inputs_of(papers)
    (rules,) = compile_rules(inputs).lots
    (result,) = minimum_results(lot_case(inputs, rules), "ash")
    return result


def least(**levels: object) -> Data:
    return {**levels, "on_fail": "must-disregard"}


def stage(name: str, places: int, **more: object) -> Data:
    return {"stage": name, "places": places, "mode": "half-up", **more}


THIRDS = {"marks": [{"mark": 0, "points": 0}, {"mark": 1, "points": "49.5"}, {"mark": 2, "points": 100}]}
MINIMUMS: list[tuple[str, Papers, bool, str]] = [
    ("a mark at its minimum",
     marked([question("plan", 100, minimum=least(mark=6))], {"plan": 6}), True, "6"),
    ("a mark below its minimum",
     marked([question("plan", 100, minimum=least(mark=6))], {"plan": 5}), False, "5"),
    ("points at their minimum",
     marked([question("plan", 100, minimum=least(points=60))], {"plan": 6}), True, "60"),
    ("points below their minimum",
     marked([question("plan", 100, minimum=least(points="60.01"))], {"plan": 6}), False, "60"),
    ("points that reach it after their rounding",
     marked([{"id": "plan", "weight": 100, "scale": THIRDS, "minimum": least(points=50)}], {"plan": 1}, [stage("points", 0)]),
     True, "50"),
    ("points that miss it without rounding",
     marked([{"id": "plan", "weight": 100, "scale": THIRDS, "minimum": least(points=50)}], {"plan": 1}), False, "49.5"),
    ("a rounding of another criterion does not help",
     marked([{"id": "plan", "weight": 60, "scale": THIRDS, "minimum": least(points=50)}, question("team", 40)],
            {"plan": 1, "team": 9}, [stage("points", 0, of=["team"])]), False, "49.5"),
    ("points are not lifted to the best",
     marked([question("plan", 100, normalise="to-best", minimum=least(points=60))], {"plan": 5}), False, "50"),
    ("a section at its minimum: (30 x 50 + 10 x 90) / 40",
     marked([{"id": "all", "criteria": [question("plan", 30), question("team", 10)], "minimum": least(points=60)},
             question("rest", 60)], {"plan": 5, "team": 9, "rest": 0}), True, "60"),
    ("a section below its minimum",
     marked([{"id": "all", "criteria": [question("plan", 30), question("team", 10)], "minimum": least(points=61)},
             question("rest", 60)], {"plan": 5, "team": 9, "rest": 9}), False, "60"),
    ("a section that reaches it after its rounding: 24.5 rounds to 25 of 50",
     marked([{"id": "all", "criteria": [question("plan", 25), question("team", 25)], "minimum": least(points=50)},
             question("rest", 50)], {"plan": 4, "team": 6, "rest": 0}, [stage("section", 0)]), True, "50"),
    ("a section is not lifted to the best, nor what is in it",
     marked([{"id": "all", "normalise": "to-best", "minimum": least(points=55),
              "criteria": [question("plan", 50, normalise="to-best"), question("team", 50)]}],
            {"plan": 5, "team": 5}), False, "50"),
    ("a section inside a section rounds on its own: 12.4 to 12, and 12 + 40.3 to 52 of 90.3",
     marked([{"id": "outer", "minimum": least(points=58),
              "criteria": [{"id": "inner", "criteria": [question("plan", 31), question("team", 19)]},
                           question("rest", "40.3")]},
             question("last", "9.7")], {"plan": 4, "team": 0, "rest": 10, "last": 0}, [stage("section", 0)]),
     False, "52000/903"),
    ("all of quality at the method's minimum",
     marked([question("plan", 30), question("team", 70)], {"plan": 8, "team": 8},
            method={"use": "vfm-index", "with": {"quality_minimum": 80}}), True, "80"),
    ("all of quality below the method's minimum",
     marked([question("plan", 30), question("team", 70)], {"plan": 9, "team": 7},
            method={"use": "vfm-index", "with": {"quality_minimum": 80}}), False, "76"),
    ("all of quality reaches it after the total's rounding: 79.5 to 80",
     marked([{"id": "plan", "weight": 100, "scale": {"from": 0, "to": 200, "step": 1}}], {"plan": 159},
            [stage("total", 0)], method={"use": "vfm-index", "with": {"quality_minimum": 80}}), True, "80"),
    ("all of quality is not lifted to the best",
     marked([question("plan", 100, normalise="to-best")], {"plan": 7},
            method={"use": "vfm-index", "with": {"quality_minimum": 80}}), False, "70"),
]  # fmt: skip


@pytest.mark.parametrize("case", MINIMUMS, ids=lambda case: case[0])
def test_a_minimum(case: tuple[str, Papers, bool, str]) -> None:
    _, papers, passes, value = case
    result = minimum(papers)
    assert (result.passed, result.value) == (passes, F(value))
    assert result.gate.endswith("/minimum")
    assert result.phase == "minimums"


def test_a_minimum_in_points_and_one_in_marks_are_both_tested() -> None:
    papers = marked([question("plan", 100, minimum=least(points=70, mark=5))], {"plan": 6})
    inputs = inputs_of(papers)
    (rules,) = compile_rules(inputs).lots
    results = minimum_results(lot_case(inputs, rules), "ash")
    assert [(one.unit, one.passed) for one in results] == [("mark", True), ("points", False)]


BAD_MINIMUMS: list[tuple[str, Papers, str]] = [
    ("no level", marked([question("plan", 100, minimum=least())], {"plan": 6}), "BE131"),
    ("a mark of a section",
     marked([{"id": "all", "criteria": [question("plan", 100)], "minimum": least(mark=5)}], {"plan": 6}), "BE132"),
    ("a mark that the scale does not have", marked([question("plan", 100, minimum=least(mark="5.5"))], {"plan": 6}), "BE133"),
    ("of a price",
     marked([question("plan", 50), {"id": "cost", "weight": 50, "formula": "lowest-over-bid", "minimum": least(points=5)}],
            {"plan": 6}), "BE130"),
    ("of a section without weight, which would divide by zero",
     marked([{"id": "none", "criteria": [question("plan", 0)], "minimum": least(points=5)}, question("team", 100)],
            {"plan": 6, "team": 6}), "BE135"),
    ("without a mark", marked([question("plan", 100, minimum=least(points=5))], {}), "BE452"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD_MINIMUMS, ids=lambda case: case[0])
def test_a_minimum_that_is_none(case: tuple[str, Papers, str]) -> None:
    _, papers, code = case
    assert code in stopping_codes(papers)
