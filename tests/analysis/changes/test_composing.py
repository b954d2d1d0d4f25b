"""Changes together: the order in which they are stated does not matter, nor whether they come in two goes."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.compose import composed, over
from bideval.analysis.changes.named import changes_of, check_scenarios
from bideval.analysis.changes.placed import NamedScenario, Placed
from bideval.model.change import claims
from bideval.model.scenario import ScenarioHead
from tests.analysis.changes.by_hand import placed
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data

HEALTH = inputs_of(SAMPLES / "community-health")

APART = placed(
    {"kind": "weight", "criterion": "price", "to": 30},
    {"kind": "weight", "criterion": "quality", "to": 40},
    {"kind": "weight", "criterion": "staff-continuity", "to": 2, "take_from": "prevention"},
    {"kind": "gate", "gate": "security", "to": 3500000},
    {"kind": "gate", "gate": "quality/minimum", "to": 40},
    {"kind": "drop-gate", "gate": "turnover"},
    {"kind": "drop-gate", "gate": "access/minimum"},
    {"kind": "price", "bid": "quillon", "to": 430000000},
    {"kind": "price", "bid": "tamarisk", "to": 400000000},
    {"kind": "consensus", "criterion": "safety", "bid": "thornfield", "to": 3},
    {"kind": "without-bid", "bid": "larkspur"},
    {"kind": "backing", "bid": "alderbourne", "backing": []},
    {"kind": "fold-bond", "rate": 2},
    {"kind": "reserve", "types": ["charity", "employee-led-mutual"]},
    {"kind": "rounding", "to": "none"},
    {"kind": "ties", "to": "none"},
)
WEIGHTS = {"weight", "score-gate"}  # these share what is left of 100, so they are moved at once


@settings(max_examples=40)
@given(st.permutations(APART), st.integers(1, len(APART)))
def test_the_order_does_not_matter(changes: Sequence[Placed], count: int) -> None:
    chosen = changes[:count]
    one, other = apply(chosen, HEALTH), apply(chosen[::-1], HEALTH)
    assert one.inputs is not None
    assert one.inputs == other.inputs


@settings(max_examples=40)
@given(st.permutations(APART), st.integers(0, 8))
def test_two_goes_are_one(changes: Sequence[Placed], count: int) -> None:
    """What touches different things may be done one after the other; a security is folded at its amount."""
    free = [one for one in changes if one.change.kind not in WEIGHTS | {"fold-bond"}]
    first, second = free[:count], free[count:]
    halfway = apply(first, HEALTH).inputs
    assert halfway is not None
    assert apply(second, halfway).inputs == apply(free, HEALTH).inputs


@settings(max_examples=40)
@given(st.lists(st.sampled_from(APART), unique_by=lambda one: claims(one.change)), st.data())
def test_a_later_layer_stands_in_place_of_what_it_decides(below: list[Placed], data: st.DataObject) -> None:
    above = data.draw(st.lists(st.sampled_from(APART), unique_by=lambda one: claims(one.change)))
    found = over(below, above)
    taken = {claim for one in above for claim in claims(one.change)}
    assert [one for one in found if one in above] == above
    assert all(not claims(one.change) & taken for one in found if one not in above)
    assert apply(found, HEALTH).inputs is not None or any(one.change.kind == "drop-gate" for one in found)


def scenario(name: str, *changes: Data, extends: str | None = None) -> NamedScenario:
    head = ScenarioHead(name=name, author="a", reason="r", date="2026-05-12", extends=extends, changes=("x",))
    return NamedScenario(head, tuple(placed(*changes)))


CHEAP = {"kind": "weight", "criterion": "price", "to": 40}
DEAR = {"kind": "weight", "criterion": "price", "to": 10}
SMALL = {"kind": "gate", "gate": "security", "to": 3500000}

CHAINS = [
    # in words                          scenarios                                              name   kinds and values
    ("alone",                           [scenario("a", CHEAP)],                                "a",   [("weight", 40)]),
    ("one more change",                 [scenario("a", CHEAP), scenario("b", SMALL, extends="a")], "b", [("weight", 40), ("gate", "3500000")]),
    ("another value in its place",      [scenario("a", CHEAP, SMALL), scenario("b", DEAR, extends="a")], "b", [("gate", "3500000"), ("weight", 10)]),
    ("two below",                       [scenario("a", CHEAP), scenario("b", SMALL, extends="a"), scenario("c", DEAR, extends="b")], "c", [("gate", "3500000"), ("weight", 10)]),
    ("what it extends is as it was",    [scenario("a", CHEAP), scenario("b", DEAR, extends="a")], "a", [("weight", 40)]),
]  # fmt: skip


@pytest.mark.parametrize("case", CHAINS, ids=lambda case: case[0])
def test_scenarios_that_extend_others(
    case: tuple[str, list[NamedScenario], str, list[tuple[str, object]]],
) -> None:
    _, scenarios, name, expected = case
    found = changes_of({one.head.name: one for one in scenarios}, name)
    assert [(one.change.kind, getattr(one.change, "to", None)) for one in found] == expected


FAULTS = [
    (
        "what is extended is not there",
        [scenario("a", CHEAP, extends="bb"), scenario("b", SMALL)],
        "Did you mean b?",
    ),
    ("it extends itself", [scenario("a", CHEAP, extends="a")], "a extends itself"),
    (
        "two extend each other",
        [scenario("a", CHEAP, extends="b"), scenario("b", SMALL, extends="a")],
        "by way of",
    ),
]


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case[0])
def test_chains_that_lead_nowhere(case: tuple[str, list[NamedScenario], str]) -> None:
    _, scenarios, said = case
    found = check_scenarios({one.head.name: one for one in scenarios}, HEALTH)
    assert {one.code for one in found} == {"BE521"}
    assert said in f"{found[0].message} {found[0].remedy}"


def test_a_chain_that_comes_round_ends() -> None:
    own = {"a": placed(CHEAP), "b": placed(SMALL)}
    assert len(composed("a", own, {"a": "b", "b": "a"})) == 2
