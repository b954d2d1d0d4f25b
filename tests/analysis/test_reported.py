"""What the study reports beside a result: by bid, declared, worked by hand, never 0 for what is not stated."""

import json
from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.reported import Reported, reported, reported_beside, social_value
from bideval.model.study import Report
from bideval.report.evaluation_json import evaluation_data
from bideval.report.evaluation_text import evaluation_text
from bideval.report.reported_text import HEAD, reported_text
from bideval.scoring.evaluate import evaluate
from tests.scoring.build import Data, Papers, inputs_of, tender

AREA: Data = {"area": ["Northlathe"], "area_on": "2026-01-01"}
SPEND: Data = {"id": "spend", "weight": 0, "use": "local/local-spend@1", "with": AREA}
MERIT: Data = {"id": "merit", "weight": 70, "measure": {"field": "bid.declared.merit"}}
GOOD: Data = {"id": "good", "criteria": [
    {"id": "jobs", "weight": 20, "measure": {"field": "bid.declared.jobs"}},
    {"id": "care", "weight": 10, "measure": {"field": "bid.declared.care"}},
    SPEND,
]}  # fmt: skip
DECLARES: Data = {
    "merit": {"unit": "points"}, "jobs": {"unit": "points"}, "care": {"unit": "points"},
    "surplus": {"unit": "percent"}, "local-spend": {"unit": "money"}, "total-spend": {"unit": "money"},
    "round-1": {"unit": "money"}, "round-2": {"unit": "money"}, "round-3": {"unit": "money"},
    "area-word": {"unit": "words"},
}  # fmt: skip
ASH: Data = {"merit": 80, "jobs": 50, "care": 40, "surplus": 100, "local-spend": 60, "total-spend": 90,
             "round-1": 90, "round-2": 54, "round-3": "21.6"}  # fmt: skip
ELM: Data = {
    "merit": 90,
    "jobs": 10,
    "care": 0,
    "local-spend": 0,
    "total-spend": 90,
    "area-word": "Northlathe",
}
SHUT_OUT: Data = {"id": "able", "phase": "conditions", "measure": {"field": "bid.declared.merit"}, "threshold": 85,
                  "test": "at-least", "on_fail": "must-disregard"}  # fmt: skip


def papers(declared: Mapping[str, Data], **rules: object) -> Papers:
    whole = {
        "method": {"use": "weighted-sum"},
        "weighting": {"kind": "percent-of-whole"},
        "declares": DECLARES,
    }
    return Papers(
        tender(**{**whole, "criteria": [MERIT, GOOD], **rules}),
        {bid: {"declared": said} for bid, said in declared.items()},
        dict.fromkeys(declared, 10),
    )


def found(report: Report | None, **rules: object) -> dict[str, Reported]:
    inputs = inputs_of(papers({"ash": ASH, "elm": ELM}, **rules))
    (lot,) = evaluate(inputs).lots
    return {one.key: one for one in reported(inputs, lot, report)}


def asked(**keys: object) -> Report:
    return Report.model_validate({key.replace("_", "-"): value for key, value in keys.items()})


SURPLUS, LOCAL = asked(surplus="bid.declared.surplus"), asked(local_spend="bid.declared.local-spend")
CASES: list[tuple[str, Report | None, str, dict[str, Fraction | None] | None]] = [
    ("a percentage, and one bid that is silent", SURPLUS, "surplus", {"ash": Fraction(100), "elm": None}),
    ("money, and a stated nothing", LOCAL, "local_spend", {"ash": Fraction(60), "elm": Fraction(0)}),
    ("LM3 of the shelf's own case", None, "lm3", {"ash": Fraction("1.84"), "elm": None}),
    ("a local criterion that weighs nothing", None, "spend", {"ash": Fraction(200, 3), "elm": Fraction(0)}),
    ("one criterion", asked(social_value=["jobs"]), "social_value", {"ash": Fraction(10), "elm": Fraction(2)}),
    ("a section", asked(social_value=["good"]), "social_value", {"ash": Fraction(14), "elm": Fraction(2)}),
    ("a section and what it holds, once", asked(social_value=["good", "jobs"]), "social_value",
     {"ash": Fraction(14), "elm": Fraction(2)}),
    ("a word where a number is wanted", asked(surplus="bid.declared.area-word"), "surplus", {"ash": None, "elm": None}),
    ("a value that nobody declares", asked(surplus="bid.declared.nothing"), "surplus", {"ash": None, "elm": None}),
    ("a measure that no bid declares", asked(surplus="bidder.turnover"), "surplus", None),
    ("criteria of no such name", asked(social_value=["goods"]), "social_value", {"ash": None, "elm": None}),
    ("no study", None, "surplus", None),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures(case: tuple[str, Report | None, str, dict[str, Fraction | None] | None]) -> None:
    _, report, key, expected = case
    one = found(report).get(key)
    assert (None if one is None else dict(one.values)) == expected


def test_a_bid_that_is_shut_out_is_reported_too() -> None:
    one = found(asked(social_value=["good"]), gates=[SHUT_OUT])["social_value"]
    assert one.values == {"ash": Fraction(14), "elm": Fraction(2)}


def test_the_same_figures_stand_once() -> None:
    alone = [MERIT, {"id": "rest", "weight": 30, "measure": {"field": "bid.declared.jobs"}}]
    put_back = {"id": "put-back", "weight": 0, "use": "local/surplus-reinvested@1"}
    said = {
        "ash": {"merit": 1, "jobs": 1, "surplus-reinvested": 40},
        "elm": {"merit": 2, "jobs": 2, "surplus-reinvested": 60},
    }
    declares = {**DECLARES, "surplus-reinvested": {"unit": "percent"}}
    inputs = inputs_of(papers(said, criteria=[*alone, put_back], declares=declares))
    (lot,) = evaluate(inputs).lots
    assert [one.key for one in reported(inputs, lot, None)] == ["put-back"]
    assert [one.key for one in reported(inputs, lot, asked(surplus="bid.declared.surplus-reinvested"))] == [
        "surplus"
    ]


def test_nothing_is_reported_before_prices_are_opened() -> None:
    inputs = inputs_of(papers({"ash": ASH, "elm": ELM}))
    assert reported(inputs, evaluate(inputs, quality_only=True).lots[0], LOCAL) == ()


def test_the_page_and_the_data_carry_it() -> None:
    inputs = inputs_of(papers({"ash": ASH, "elm": ELM}))
    evaluation = evaluate(inputs)
    beside = reported_beside(inputs, evaluation, LOCAL)
    page = evaluation_text(evaluation, "folder", beside=beside)
    assert HEAD in page
    (row,) = [line.split() for line in page.split(HEAD)[1].splitlines() if line.startswith("  ash")]
    assert row == ["ash", "60", "1.84", "66.67"]
    data = json.loads(json.dumps(evaluation_data(evaluation, lambda one: one, beside)["reported"]))
    assert data[0]["lot"] == "whole"
    assert data[0]["figures"][0]["bids"][1] == {"bid": "elm", "value": "0", "value_exact": "0/1"}
    assert "reported" not in evaluation_data(evaluation, lambda one: one)


@given(st.lists(st.sampled_from(["merit", "good", "jobs", "care", "spend"]), unique=True))
def test_social_value_is_the_sum_of_its_leaves(named: list[str]) -> None:
    (lot,) = evaluate(inputs_of(papers({"ash": ASH}))).lots
    by_leaf = {"merit": Fraction(56), "jobs": Fraction(10), "care": Fraction(4), "spend": Fraction(0)}
    leaves = {leaf for one in named for leaf in (("jobs", "care", "spend") if one == "good" else (one,))}
    assert social_value(lot.placings[0], named) == (sum(by_leaf[one] for one in leaves) if leaves else None)


@given(st.integers(1, 12), st.integers(30, 100))
def test_a_wide_table_goes_on_below(columns: int, width: int) -> None:
    bids = ("ash", "elm")
    figures = [
        Reported(f"k{one}", f"figure {one}", "points", dict.fromkeys(bids, Fraction(one)))
        for one in range(columns)
    ]
    lines = reported_text(figures, bids, "GBP", width).split("\n")
    assert max(map(len, lines)) <= max(width, len(HEAD))
    assert all(sum(f"figure {one} points" in line for line in lines) == 1 for one in range(columns))
