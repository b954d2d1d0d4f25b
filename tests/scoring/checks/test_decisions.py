import pytest

from bideval.model.decision import REQUIRED_FIELDS, DecisionKind
from bideval.scoring.checks.decisions import ALWAYS, FIELDS
from tests.scoring.checks.base import (
    CLINICAL,
    LOTS,
    PLAIN,
    PRICE,
    WORKFORCE,
    Case,
    assert_found,
    changed,
    decision,
)

GATE = {
    "id": "backing",
    "phase": "conditions",
    "measure": {"constant": "1", "unit": "ratio"},
    "threshold": "1",
    "test": "at-least",
    "on_fail": "flag",
}
MINIMUM = {"mark": "0", "on_fail": "must-disregard"}
GATED = changed(
    PLAIN, {"tender/gates": [GATE], "tender/criteria": [{**CLINICAL, "minimum": MINIMUM}, WORKFORCE, PRICE]}
)
DRAWN = changed(PLAIN, {"tender/ties": [{"by": "draw", "method": "sha256-counter", "order": "id"}]})
METHOD_MINIMUM = changed(
    PLAIN,
    {
        "tender/method": {"use": "price-per-quality-point", "with": {"quality_minimum": "10"}},
        "tender/criteria": [{**CLINICAL, "weight": "80"}, WORKFORCE],
    },
)
NORTH_GATE = changed(LOTS, {"tender/lots/0/gates": [GATE]})


def taken(kind: str, **fields: object) -> dict[str, object]:
    return {"decisions": [decision(kind, **fields)]}


INCOMPLETE: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "an exclusion of nobody",
        GATED,
        taken("exclude", ground="section 1"),
        "BE400 decisions.yaml#/0",
        "has no bid",
    ),
    (
        "an exclusion without a ground",
        GATED,
        taken("exclude", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "has no ground",
    ),
    (
        "disregarded for nothing",
        GATED,
        taken("disregard", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "d-1, of kind disregard, names neither a gate nor a ground",
    ),
    (
        "kept in spite of nothing",
        GATED,
        taken("keep", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "names neither a gate nor a decision it supersedes",
    ),
    (
        "a waiver of no gate",
        GATED,
        taken("waive", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "of kind waive, has no gate",
    ),
    (
        "a mitigation of no gate",
        GATED,
        taken("mitigate", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "has no gate",
    ),
    (
        "a correction of nothing",
        GATED,
        taken("correct", bid="acorn"),
        "\n".join(["BE400 decisions.yaml#/0"] * 3),
        "has no from",
    ),
    ("nobody withdraws", GATED, taken("withdraw"), "BE400 decisions.yaml#/0", "has no bid"),
    ("nobody is late", GATED, taken("late"), "BE400 decisions.yaml#/0", "has no bid"),
    (
        "a refinement of nothing",
        GATED,
        taken("refine"),
        "\n".join(["BE400 decisions.yaml#/0"] * 3),
        "has no field",
    ),
    ("no weights", GATED, taken("weights"), "BE400 decisions.yaml#/0", "has no weights"),
    (
        "an empty map of weights",
        GATED,
        taken("weights", weights={}),
        "BE400 decisions.yaml#/0",
        "has no weights",
    ),
    ("a low price of nobody", GATED, taken("low-price", to="keep"), "BE400 decisions.yaml#/0", "has no bid"),
    (
        "an answer to nothing",
        GATED,
        taken("answer", bid="acorn"),
        "BE400 decisions.yaml#/0",
        "has no finding",
    ),
    (
        "a draw of nothing",
        DRAWN,
        taken("draw"),
        "BE400 decisions.yaml#/0",
        "has neither a seed nor an order as drawn",
    ),
    (
        "a draw both ways",
        DRAWN,
        taken("draw", seed="18-07", drawn=["acorn"], witnessed_by=["Di"]),
        "BE400 decisions.yaml#/0",
        "has both a seed and an order as drawn",
    ),
    (
        "a draw that nobody saw",
        DRAWN,
        taken("draw", drawn=["acorn", "beech"]),
        "BE400 decisions.yaml#/0",
        "does not say who witnessed it",
    ),
]

MISNAMED: list[Case] = [
    (
        "a bid that is none",
        GATED,
        taken("withdraw", bid="becch"),
        "BE401 decisions.yaml#/0/bid",
        "Did you mean beech?",
    ),
    (
        "a lot that is none",
        LOTS,
        taken("withdraw", bid="acorn", lot="sooth"),
        "BE401 decisions.yaml#/0/lot",
        "Did you mean south?",
    ),
    (
        "a lot that the bid did not enter",
        LOTS,
        taken("withdraw", bid="beech", lot="north"),
        "BE401 decisions.yaml#/0/lot bids/beech.yaml#/lots",
        "d-1 is about beech in lot north, which it did not enter",
    ),
    (
        "a gate that is none",
        GATED,
        taken("waive", bid="acorn", gate="baking"),
        "BE401 decisions.yaml#/0/gate",
        "Did you mean backing?",
    ),
    (
        "a minimum that is none",
        GATED,
        taken("waive", bid="acorn", gate="workforce/minimum"),
        "BE401 decisions.yaml#/0/gate",
        "There are: backing, clinical/minimum.",
    ),
    (
        "the minimum of a method that has none",
        GATED,
        taken("waive", bid="acorn", gate="quality/minimum"),
        "BE401 decisions.yaml#/0/gate",
        "about the gate quality/minimum",
    ),
    (
        "a gate of a lot that the bid did not enter",
        NORTH_GATE,
        taken("waive", bid="beech", gate="backing"),
        "BE401 decisions.yaml#/0/gate",
        "There are none.",
    ),
    (
        "a gate of the other lot",
        NORTH_GATE,
        taken("waive", bid="acorn", lot="south", gate="backing"),
        "BE401 decisions.yaml#/0/gate",
        "about the gate backing, which there is not",
    ),
    (
        "two decisions of one id",
        PLAIN,
        {"decisions": [decision("withdraw", bid="acorn"), decision("late", bid="beech")]},
        "BE402 decisions.yaml#/1/id decisions.yaml#/0/id",
        "two decisions are called d-1",
    ),
    (
        "a decision that supersedes nothing",
        PLAIN,
        {
            "decisions": [
                decision("withdraw", bid="acorn"),
                decision("withdraw", id="d-2", bid="acorn", supersedes="d-11"),
            ]
        },
        "BE403 decisions.yaml#/1/supersedes",
        "d-2 supersedes d-11, which is no decision Did you mean d-1?",
    ),
    (
        "a decision that supersedes itself",
        PLAIN,
        taken("withdraw", bid="acorn", supersedes="d-1"),
        "BE403 decisions.yaml#/0/supersedes decisions.yaml#/0/at",
        "which is not earlier",
    ),
    (
        "two decisions that supersede each other",
        PLAIN,
        {
            "decisions": [
                decision("withdraw", bid="acorn", supersedes="d-2"),
                decision("withdraw", id="d-2", bid="acorn", supersedes="d-1"),
            ]
        },
        "BE403 decisions.yaml#/0/supersedes decisions.yaml#/1/at",
        "d-1 supersedes d-2, which is not earlier",
    ),
    (
        "a decision that supersedes a later one",
        PLAIN,
        {
            "decisions": [
                decision("withdraw", bid="acorn", at="2026-03-02"),
                decision("withdraw", id="d-2", bid="acorn", at="2026-03-01", supersedes="d-1"),
            ]
        },
        "BE403 decisions.yaml#/1/supersedes decisions.yaml#/0/at",
        "A decision supersedes an earlier one",
    ),
    (
        "a seed on a waiver",
        GATED,
        taken("waive", bid="acorn", gate="backing", seed="18-07"),
        "BE405 decisions.yaml#/0/seed",
        "d-1 is of kind waive, which has no seed",
    ),
    (
        "a gate on an exclusion",
        GATED,
        taken("exclude", bid="acorn", ground="section 1", gate="backing"),
        "BE405 decisions.yaml#/0/gate",
        "A decision of this kind has: bid, lot.",
    ),
    (
        "from on a low price, and a bid on a draw",
        DRAWN,
        {
            "decisions": [
                decision("low-price", bid="acorn", from_="x", to="keep"),
                decision("draw", id="d-2", bid="acorn", seed="18-07"),
            ]
        },
        "BE405 decisions.yaml#/0/from\nBE405 decisions.yaml#/1/bid",
        "which has no from",
    ),
    (
        "an unknown bid in a lot that there is",
        LOTS,
        taken("withdraw", bid="cedar", lot="north"),
        "BE401 decisions.yaml#/0/bid",
        "about the bid cedar",
    ),
    (
        "a gate, in a tender without a method",
        GATED,
        {"tender/method": None, **taken("waive", bid="acorn", gate="quality/minimum")},
        "BE401 decisions.yaml#/0/gate",
        "quality/minimum",
    ),
]

COMPLETE: list[Case] = [
    ("an exclusion", GATED, taken("exclude", bid="acorn", ground="section 1"), "", ""),
    ("disregarded at a gate", GATED, taken("disregard", bid="acorn", gate="backing"), "", ""),
    ("disregarded on a ground", GATED, taken("disregard", bid="acorn", ground="section 2"), "", ""),
    ("a waiver of a minimum", GATED, taken("waive", bid="acorn", gate="clinical/minimum"), "", ""),
    ("the minimum of a method", METHOD_MINIMUM, taken("waive", bid="acorn", gate="quality/minimum"), "", ""),
    ("a gate of one of the bid's lots", NORTH_GATE, taken("waive", bid="acorn", gate="backing"), "", ""),
    ("a lot that the bid entered", LOTS, taken("withdraw", bid="beech", lot="south"), "", ""),
    ("a draw from a seed", DRAWN, taken("draw", seed="18-07"), "", ""),
    (
        "a draw before witnesses",
        DRAWN,
        taken("draw", drawn=["beech", "acorn"], witnessed_by=["Di", "Ed"]),
        "",
        "",
    ),
    ("prices are opened", PLAIN, taken("open-prices"), "", ""),
    (
        "a later decision supersedes an earlier one of the same day",
        PLAIN,
        {
            "decisions": [
                decision("withdraw", bid="acorn"),
                decision("late", id="d-2", bid="acorn", supersedes="d-1"),
            ]
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*INCOMPLETE, *MISNAMED, *COMPLETE], ids=lambda case: case[0])
def test_decisions(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize("kind", DecisionKind)
def test_what_a_kind_needs_it_also_has(kind: DecisionKind) -> None:
    assert set(REQUIRED_FIELDS[kind]) <= {*FIELDS[kind], *ALWAYS}
