import pytest

from bideval.model.decision import DecisionKind
from bideval.scoring.checks.matters import MATTERS
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, changed, decision
from tests.scoring.checks.test_decisions import DRAWN, GATED

BOTH = "BE430 decisions.yaml#/1 decisions.yaml#/0"
ACROSS = "BE431 decisions.yaml#/1/supersedes decisions.yaml#/0"
OPEN = changed(
    PLAIN,
    {
        "tender/criteria/0/weight": ["30", "50"],
        "tender/criteria/2/weight": ["30", "50"],
    },
)


def two(first: dict[str, object], second: dict[str, object]) -> dict[str, object]:
    return {"decisions": [first, {**second, "id": "d-2", "at": "2026-03-02"}]}


def gated(kind: str, **fields: object) -> dict[str, object]:
    return decision(kind, bid="acorn", gate="backing", **fields)


def out(kind: str, **fields: object) -> dict[str, object]:
    ground = {"ground": "section 1"} if kind in {"exclude", "disregard"} else {}
    return decision(kind, bid="acorn", **{**ground, **fields})


SEED, OTHER = decision("draw", seed="18-07"), decision("draw", seed="19-07")
TOLD = decision("draw", drawn=["beech", "acorn"], witnessed_by=["Di"])
WEIGHTS = decision("weights", weights={"clinical": "40", "price": "40"})

TWICE: list[Case] = [
    # in words, folder, change, findings, part of a message
    ("kept and disregarded", GATED, two(gated("keep"), gated("disregard")), BOTH, "d-1 (keep) and d-2 (disregard)"),
    ("waived twice", GATED, two(gated("waive"), gated("waive")), BOTH, "a gate: acorn backing"),
    ("two seeds", DRAWN, two(SEED, OTHER), BOTH, "both stand on one matter, the draw"),
    ("a seed and an order as told", DRAWN, two(SEED, TOLD), BOTH, "write supersedes: d-1"),
    ("weights set twice", OPEN, two(WEIGHTS, WEIGHTS), BOTH, "the weights"),
    ("excluded and withdrawn", PLAIN, two(out("exclude"), out("withdraw")), BOTH, "excluded, withdrawn or late"),
    ("excluded twice on one ground", PLAIN, two(out("exclude"), out("exclude")), BOTH, "acorn"),
    ("a low price kept and not kept", PLAIN, two(out("low-price", to="keep"), out("low-price", to="disregard")), BOTH, "the low price"),
    ("one for every lot and one for a lot", LOTS, two(out("withdraw"), out("late", lot="north")), BOTH, "d-2 (late)"),
    ("prices opened twice", PLAIN, two(decision("open-prices"), decision("open-prices")), BOTH, "the opening of prices"),
]  # fmt: skip

APART: list[Case] = [
    ("the gate of two bids", GATED, two(gated("waive"), {**gated("waive"), "bid": "beech"}), "", ""),
    ("two grounds to exclude", PLAIN, two(out("exclude"), out("exclude", ground="section 2")), "", ""),
    ("two breaches", PLAIN, two(out("disregard"), out("disregard", ground="section 2")), "", ""),
    ("one in each of two lots", LOTS, two(out("withdraw", lot="north"), out("late", lot="south")), "", ""),
    (
        "draws about two groups",
        DRAWN,
        two(
            decision("draw", drawn=["acorn"], witnessed_by=["Di"]),
            decision("draw", drawn=["beech"], witnessed_by=["Di"]),
        ),
        "",
        "",
    ),
    ("the second replaces the first", DRAWN, two(SEED, {**OTHER, "supersedes": "d-1"}), "", ""),
    ("excluded, and the low price kept", PLAIN, two(out("low-price", to="keep"), out("exclude")), "", ""),
    ("an exclusion taken back", PLAIN, two(out("exclude"), out("keep", supersedes="d-1")), "", ""),
    ("a late bid that was withdrawn", PLAIN, two(out("late"), out("withdraw", supersedes="d-1")), "", ""),
    ("disregarded, then kept", GATED, two(gated("disregard"), gated("keep", supersedes="d-1")), "", ""),
]

REPLACED: list[Case] = [
    (
        "an opening of prices lifts an exclusion",
        PLAIN,
        two(out("exclude"), decision("open-prices", supersedes="d-1")),
        ACROSS,
        "d-2 (open-prices) supersedes d-1 (exclude), which is about another matter",
    ),
    (
        "another bid",
        PLAIN,
        two(out("withdraw"), {**out("withdraw", supersedes="d-1"), "bid": "beech"}),
        ACROSS,
        "kind keep, with the bid and no gate",
    ),
    (
        "another gate",
        GATED,
        two(gated("disregard"), {**gated("keep", supersedes="d-1"), "gate": "clinical/minimum"}),
        ACROSS,
        "a gate: acorn backing",
    ),
    (
        "a keep of another bid",
        PLAIN,
        two(out("exclude"), {**out("keep", supersedes="d-1"), "bid": "beech"}),
        ACROSS,
        "about another matter",
    ),
    (
        "a keep without a gate takes back no waiver",
        GATED,
        two(gated("waive"), out("keep", supersedes="d-1")),
        ACROSS,
        "a gate: acorn backing",
    ),
    (
        "a draw by an answer",
        DRAWN,
        two(SEED, decision("answer", finding="BE181", supersedes="d-1")),
        ACROSS,
        "d-1 (draw)",
    ),
    (
        "in one of two lots",
        LOTS,
        two(out("exclude"), out("keep", lot="north", supersedes="d-1")),
        ACROSS,
        "d-2 supersedes d-1 in north alone, and nothing is then decided for south",
    ),
    (
        "in each of two lots",
        LOTS,
        {
            "decisions": [
                out("exclude"),
                out("keep", id="d-2", lot="north", supersedes="d-1", at="2026-03-02"),
                out("late", id="d-3", lot="south", supersedes="d-1", at="2026-03-02"),
            ]
        },
        "",
        "",
    ),
    (
        "a keep that is taken back in turn",
        PLAIN,
        {
            "decisions": [
                out("exclude"),
                out("keep", id="d-2", supersedes="d-1", at="2026-03-02"),
                out("exclude", id="d-3", supersedes="d-2", at="2026-03-03"),
            ]
        },
        "",
        "",
    ),
    (
        "a keep, and out again without a word",
        PLAIN,
        {
            "decisions": [
                out("exclude"),
                out("keep", id="d-2", supersedes="d-1", at="2026-03-02"),
                out("late", id="d-3", at="2026-03-03"),
            ]
        },
        "BE430 decisions.yaml#/2 decisions.yaml#/1",
        "d-2 (keep) and d-3 (late)",
    ),
]


@pytest.mark.parametrize("case", [*TWICE, *APART, *REPLACED], ids=lambda case: case[0])
def test_one_decision_stands_on_one_matter(case: Case) -> None:
    assert_found(case)


def test_every_kind_has_a_matter() -> None:
    assert set(MATTERS) == set(DecisionKind)


def test_each_of_many_meets_the_one_before_it() -> None:
    draws = [decision("draw", id=f"d-{at}", seed=f"{at}", at=f"2026-03-0{at}") for at in range(1, 5)]
    expected = "\n".join(f"BE430 decisions.yaml#/{at} decisions.yaml#/{at - 1}" for at in range(1, 4))
    assert_found(("four draws", DRAWN, {"decisions": draws}, expected, "write supersedes: d-3"))
