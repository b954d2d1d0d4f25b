from dataclasses import replace

import pytest

from tests.scoring.build import Data, Papers, decision, lot_of, lowest_price

DRAW = {"ties": [{"by": "draw", "method": "sha256-counter", "order": "id"}]}
LEVEL = lowest_price({"ash": 80, "elm": 80}, **DRAW)
PLAIN = lowest_price({"ash": 80, "elm": 90})


def noted(papers: Papers, *decisions: Data) -> list[str]:
    """Return the notes about what was replaced."""
    return [note for note in lot_of(replace(papers, decisions=decisions)).notes if " replaces " in note]


CASES: list[tuple[str, Papers, list[Data], list[str]]] = [
    (
        "a draw that was drawn again",
        LEVEL,
        [
            decision("draw", id="d1", seed="1", by="Head", at="2026-03-12"),
            decision("draw", id="d2", drawn=["elm", "ash"], witnessed_by=["Di"], by="clerk", at="2026-03-13", supersedes="d1"),
        ],
        ["decision d2 (draw, clerk, 2026-03-13) replaces d1 (draw: seed '1')"],
    ),
    (
        "an exclusion that was taken back",
        PLAIN,
        [
            decision("exclude", id="e1", bid="ash", ground="fraud", by="Head", at="2026-03-12"),
            decision("keep", id="k1", bid="ash", supersedes="e1", by="Head", at="2026-03-13"),
        ],
        ["decision k1 (keep, Head, 2026-03-13) replaces e1 (exclude ash: fraud)"],
    ),
    ("nothing replaced", PLAIN, [decision("withdraw", bid="elm")], []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_replaced_is_named(case: tuple[str, Papers, list[Data], list[str]]) -> None:
    assert noted(case[1], *case[2]) == case[3]


def test_the_bid_that_was_taken_back_wins() -> None:
    *_, (_, papers, decisions, _) = [case for case in CASES if case[0].startswith("an exclusion")]
    assert lot_of(replace(papers, decisions=tuple(decisions))).winners == ("ash",)


def test_the_decision_that_sets_weights_is_named() -> None:
    merit = {"measure": {"field": "bid.declared.merit"}}
    papers = Papers(
        {
            **lowest_price({}).tender,
            "method": {"use": "weighted-sum"},
            "weighting": {"kind": "percent-of-whole"},
            "declares": {"merit": {"unit": "points"}},
            "criteria": [
                {"id": "plan", "weight": [40, 60], **merit},
                {"id": "price", "weight": [40, 60], "formula": "lowest-over-bid"},
            ],
        },
        {"ash": {"declared": {"merit": 50}}},
        {"ash": 80},
        decisions=(
            decision("weights", id="w1", weights={"plan": 40, "price": 60}, by="Head", at="2026-01-01"),
        ),
    )
    assert (
        "decision w1 (weights, Head, 2026-01-01) sets the weights plan 40, price 60" in lot_of(papers).notes
    )
