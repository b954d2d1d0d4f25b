import pytest

from bideval.scoring.checks.missing_marks import needs_marks
from bideval.scoring.compile_rules import compile_rules
from tests.scoring.checks.base import (
    LOTS,
    PLAIN,
    Case,
    Change,
    assert_found,
    changed,
    decision,
    inputs_of,
)

MEAN = changed(
    PLAIN,
    {
        "tender/marks": {"from": "mean"},
        "tender/criteria/1": {
            "id": "workforce",
            "weight": "20",
            "measure": {"constant": "5", "unit": "points"},
        },
        "consensus": [],
    },
)
SINGLE = changed(
    MEAN,
    {
        "tender/marks": {"from": "single"},
        "marks": ["clinical,acorn,ada,3,,clear plan", "clinical,beech,bo,0,,,no plan"],
    },
)
LOT_MEAN = changed(
    LOTS,
    {
        "tender/marks": {"from": "median"},
        "consensus": [],
        "evaluators": ["ada,Ada,evaluator"],
        "marks/+": "workforce,acorn,ada,60,north,clear rota",
    },
)
GATE = {
    "id": "backing",
    "phase": "conditions",
    "measure": {"field": "bidder.backing.amount", "accepts": ["bond"], "stage": "promised"},
    "threshold": "10",
    "test": "at-least",
    "on_fail": "must-disregard",
    "relies_on": {"combine": "none"},
}
BOND = [{"form": "bond", "amount": "10", "stage": "promised"}]
GATED = changed(MEAN, {"tender/gates": [GATE], "bids/acorn/backing": BOND})
ACORN_ALONE = {"marks": ["clinical,acorn,ada,3,,clear plan", "clinical,acorn,bo,5,,clear plan"]}
UNMARKED = "BE364 marks.csv# tender.yaml#/criteria/0"
NOT_THERE = "\n".join(f"BE367 assignments.csv#/{at}" for at in ("2/evaluator", "3/criterion", "4/lot"))

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "one evaluator has not marked one bid",
        MEAN,
        {
            "marks": [
                "clinical,acorn,ada,3,,good",
                "clinical,acorn,bo,5,,good",
                "clinical,beech,ada,0,,,no plan",
            ]
        },
        UNMARKED,
        "bo has not marked beech on clinical",
    ),
    (
        "no marks at all: one finding for each bid and evaluator, none for the chair",
        MEAN,
        {"marks": []},
        "\n".join([UNMARKED] * 4),
        "A missing mark is never read as zero.",
    ),
    (
        "an assignment that was not kept",
        MEAN,
        {"assignments": ["cy,clinical"], **ACORN_ALONE},
        "\n".join([UNMARKED] * 2 + [f"BE369 marks.csv#/{at}/evaluator" for at in (0, 1)]),
        "cy has not marked acorn on clinical",
    ),
    (
        "the one evaluator who is assigned",
        SINGLE,
        {"assignments": ["ada,clinical"]},
        f"{UNMARKED}\nBE369 marks.csv#/1/evaluator",
        "ada has not marked beech on clinical",
    ),
    (
        "a question of one lot alone",
        LOT_MEAN,
        {"marks/2": "workforce,acorn,ada,60,south,clear rota"},
        "BE354 marks.csv#/2/criterion\nBE364 marks.csv# tender.yaml#/criteria/1",
        "ada has not marked acorn on workforce in lot north",
    ),
    (
        "a bid that fails a minimum is marked all the same",
        MEAN,
        {
            "tender/criteria/0/minimum": {"mark": "3", "on_fail": "must-disregard"},
            "marks/3": "clinical,acorn,cy,3,,good",
        },
        f"{UNMARKED}\nBE369 marks.csv#/3/evaluator",
        "bo has not marked beech on clinical",
    ),
    (
        "a bid that may be disregarded, while nobody has decided",
        GATED,
        {"tender/gates/0/on_fail": "may-disregard", **ACORN_ALONE},
        "\n".join([UNMARKED] * 2),
        "ada has not marked beech",
    ),
    (
        "a bid that failed a gate and stays in by decision",
        GATED,
        {"decisions": [decision("waive", bid="beech", gate="backing")], **ACORN_ALONE},
        "\n".join([UNMARKED] * 2),
        "bo has not marked beech",
    ),
    (
        "two people marked for one",
        SINGLE,
        {"marks/+": "clinical,acorn,bo,3,,clear plan"},
        "BE365 marks.csv#/2/evaluator marks.csv#/0/evaluator",
        "ada and bo both marked acorn on clinical, and the published rule takes a single evaluator's mark",
    ),
    (
        "an assignment of nobody, of nothing, and to no lot",
        MEAN,
        {"assignments": ["ada,clinical", "bo,clinical", "adda,clinical", "ada,clincal", "bo,clinical,north"]},
        f"{NOT_THERE}\n{UNMARKED}\n{UNMARKED}",
        "an assignment names the evaluator adda, which there is not",
    ),
]

RIGHT: list[Case] = [
    ("everybody has marked everything", MEAN, {}, "", ""),
    ("every lot, marked once for all", LOT_MEAN, {}, "", ""),
    (
        "an assignment narrows who marks",
        MEAN,
        {
            "assignments": ["bo,clinical"],
            "marks": ["clinical,acorn,bo,5,,clear plan", "clinical,beech,bo,0,,,no plan"],
        },
        "",
        "",
    ),
    ("one evaluator a bid, with nobody assigned", SINGLE, {}, "", ""),
    (
        "the one who marked changed the mark",
        SINGLE,
        {
            "marks/0": "clinical,acorn,ada,3,,clear plan,,,2026-02-01",
            "marks/+": "clinical,acorn,ada,5,,clear plan,,,2026-02-02,2026-02-01",
        },
        "",
        "",
    ),
    ("a withdrawn bid", MEAN, {"bids/beech/status": "withdrawn", **ACORN_ALONE}, "", ""),
    ("a bid that came late", MEAN, {"decisions": [decision("late", bid="beech")], **ACORN_ALONE}, "", ""),
    ("a bid disregarded at a gate before", GATED, ACORN_ALONE, "", ""),
    (
        "a bid disregarded for a breach",
        MEAN,
        {"decisions": [decision("disregard", bid="beech", ground="rule 4")], **ACORN_ALONE},
        "",
        "",
    ),
    ("consensus alone needs no individual marks", PLAIN, {"marks": []}, "", ""),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_marks_that_are_missing(case: Case) -> None:
    assert_found(case)


PRICE_GATE = {
    **GATE,
    "measure": {"field": "price.evaluated"},
    "threshold": "110",
    "test": "at-most",
    "relies_on": None,
}

NEEDED: list[tuple[str, Change, set[str]]] = [
    ("no gates", {"tender/gates": []}, {"acorn", "beech"}),
    ("a gate of the conditions", {}, {"acorn"}),
    ("a gate of the exclusions", {"tender/gates/0/phase": "exclusion"}, {"acorn"}),
    ("a gate after the marks", {"tender/gates/0/phase": "price"}, {"acorn", "beech"}),
    ("a gate among the minimums", {"tender/gates/0/phase": "minimums"}, {"acorn", "beech"}),
    ("a price that is read before the marks", {"tender/gates": [PRICE_GATE]}, {"acorn"}),
]


@pytest.mark.parametrize("case", NEEDED, ids=lambda case: case[0])
def test_who_has_to_be_marked(case: tuple[str, Change, set[str]]) -> None:
    _, change, expected = case
    inputs = inputs_of(changed(GATED, change))
    (rules,) = compile_rules(inputs).lots
    assert needs_marks(inputs, rules) == expected
