from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.recorded import decided, decided_weights, standing
from tests.scoring.checks.base import PLAIN, changed, decision, inputs_of

WAIVE, KEEP, WITHDRAW = DecisionKind.WAIVE, DecisionKind.KEEP, DecisionKind.WITHDRAW


def recorded(*decisions: dict[str, object]) -> Inputs:
    return inputs_of(changed(PLAIN, {"decisions": list(decisions)}))


def waive(name: str, **more: object) -> dict[str, object]:
    return decision("waive", **{"id": name, "bid": "acorn", "gate": "size", **more})


STANDING: list[tuple[str, list[dict[str, object]], list[tuple[int, str]]]] = [
    # in words, decisions, what stands with its index
    ("none", [], []),
    ("one", [waive("a")], [(0, "a")]),
    ("one that a later one supersedes", [waive("a"), waive("b", supersedes="a")], [(1, "b")]),
    ("a chain", [waive("a"), waive("b", supersedes="a"), waive("c", supersedes="b")], [(2, "c")]),
    (
        "one that supersedes a decision of another kind",
        [waive("a"), decision("withdraw", id="b", bid="acorn", supersedes="a")],
        [(1, "b")],
    ),
]


@pytest.mark.parametrize("case", STANDING, ids=lambda case: case[0])
def test_what_stands(case: tuple[str, list[dict[str, object]], list[tuple[int, str]]]) -> None:
    _, decisions, expected = case
    assert [(index, one.id) for index, one in standing(recorded(*decisions))] == expected


FOUND: list[tuple[str, list[dict[str, object]], str | None]] = [
    # in words, decisions, the id of what is found for the gate size of acorn in lot north
    ("the decision about it", [waive("a")], "a"),
    ("one about its lot", [waive("a", lot="north")], "a"),
    ("one about another lot", [waive("a", lot="south")], None),
    ("one about another bid", [waive("a", bid="beech")], None),
    ("one about another gate", [waive("a", gate="age")], None),
    ("one about no gate", [waive("a", gate=None)], None),
    ("one of another kind", [decision("withdraw", bid="acorn")], None),
    (
        "one that was superseded",
        [waive("a"), decision("withdraw", id="b", bid="acorn", supersedes="a")],
        None,
    ),
    (
        "the later of two by time, not by place in the file",
        [waive("b", at="2026-03-02"), waive("a", at="2026-03-01")],
        "b",
    ),
    ("two of one time: the later id, wherever it stands", [waive("b"), waive("a")], "b"),
    ("either kind that is asked for", [decision("keep", id="k", bid="acorn", gate="size")], "k"),
]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case[0])
def test_the_decision_about_a_gate(case: tuple[str, list[dict[str, object]], str | None]) -> None:
    _, decisions, expected = case
    found = decided(recorded(*decisions), WAIVE, KEEP, bid="acorn", lot="north", gate="size")
    assert (found.id if found else None) == expected


@given(
    st.permutations(
        [
            waive("a", at="2026-03-01"),
            waive("b", at="2026-03-03"),
            waive("c", at="2026-03-02"),
            waive("d", bid="beech"),
        ]
    )
)
def test_the_order_of_the_file_does_not_matter(decisions: list[dict[str, object]]) -> None:
    found = decided(recorded(*decisions), WAIVE, bid="acorn", lot="whole", gate="size")
    assert isinstance(found, Decision)
    assert found.id == "b"


WEIGHTS: list[tuple[str, list[dict[str, object]], dict[str, int]]] = [
    # in words, decisions, weights in lot north
    ("none", [waive("a")], {}),
    ("for every lot", [decision("weights", weights={"x": "40"})], {"x": 40}),
    ("for its lot", [decision("weights", lot="north", weights={"x": "40"})], {"x": 40}),
    ("for another lot", [decision("weights", lot="south", weights={"x": "40"})], {}),
    (
        "two decisions about two criteria",
        [decision("weights", weights={"x": "40"}), decision("weights", id="b", weights={"y": "5"})],
        {"x": 40, "y": 5},
    ),
    (
        "the later of two about one criterion",
        [
            decision("weights", weights={"x": "50"}, at="2026-03-02"),
            decision("weights", id="a", weights={"x": "40"}, at="2026-03-01"),
        ],
        {"x": 50},
    ),
    (
        "one that was superseded",
        [
            decision("weights", weights={"x": "50"}),
            decision("weights", id="b", weights={"x": "40"}, supersedes="d-1"),
        ],
        {"x": 40},
    ),
]


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case[0])
def test_weights_that_decisions_set(case: tuple[str, list[dict[str, object]], dict[str, int]]) -> None:
    _, decisions, expected = case
    assert decided_weights(recorded(*decisions), "north") == {
        name: Fraction(one) for name, one in expected.items()
    }
