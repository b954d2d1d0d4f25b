"""What is set in the page: weights keep their sum, and the address brings back what was set."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report.page.engine import run

F = Fraction
MODEL: Mapping[str, object] = {
    "lot": "whole",
    "whole": "100/1",
    "ties": [],
    "fixed": "",
    "gates": [{"id": "big", "title": "Big"}],
    "bids": [{"id": "ash"}, {"id": "elm"}],
    "tree": [
        {"id": "quality", "weight": "60/1", "kids": [{"id": "plan", "weight": "40/1"}, {"id": "people", "weight": "20/1"}]},
        {"id": "local", "weight": "10/1"},
        {"id": "cost", "weight": "30/1", "formula": {"id": "lowest-over-bid"}, "offered": [{"id": "lowest-to-highest", "with": {}}, {"id": "fixed-range", "off": "not published"}]},
    ],
}  # fmt: skip
LEAVES = ("plan", "people", "local", "cost")
_MOVE = """(model, moves) => {
  let weights = State.published(model).weights;
  for (const [id, wanted] of moves) weights = State.move(model, weights, id, Exact.of(wanted));
  return Object.fromEntries(Object.entries(weights).map(([id, one]) => [id, Exact.text(one)]));
}"""
_TRIP = """(model, moves, rest) => {
  let state = {...State.published(model), ...rest};
  for (const [id, wanted] of moves) state.weights = State.move(model, state.weights, id, Exact.of(wanted));
  const said = State.write(model, state);
  const back = said ? State.read(model, "#" + said) : State.published(model);
  return State.write(model, back) === said && back.ties === state.ties;
}"""
_READ = "(model, said) => { const found = State.read(model, said); return found === null ? 'silent' : found.strange ? 'strange' : 'taken'; }"  # fmt: skip


def moved(*moves: tuple[str, str]) -> dict[str, Fraction]:
    found = run(_MOVE, MODEL, list(moves))
    assert isinstance(found, dict)
    return {str(name): Fraction(str(one)) for name, one in found.items()}


MOVES = [
    # in words                                  moves                          plan   people  local  cost
    ("nothing moved", (), (40, 20, 10, 30)),
    ("a criterion at the top", (("cost", "65/1"),), (20, 10, 5, 65)),
    ("a section, its own in proportion", (("quality", "30/1"),), (20, 10, F(35, 2), F(105, 2))),
    ("inside a section, the section stays", (("plan", "15/1"),), (15, 45, 10, 30)),
    ("above what there is", (("plan", "90/1"),), (60, 0, 10, 30)),
    ("everything to one", (("local", "100/1"),), (0, 0, 100, 0)),
    ("and back, in published proportions", (("local", "100/1"), ("local", "10/1")), (40, 20, 10, 30)),
    ("a section of nothing", (("quality", "0/1"), ("quality", "60/1")), (40, 20, 10, 30)),
]


@pytest.mark.parametrize("case", MOVES, ids=lambda case: case[0])
def test_a_weight_moves(case: tuple[str, tuple[tuple[str, str], ...], tuple[Fraction | int, ...]]) -> None:
    _, moves, expected = case
    assert moved(*moves) == dict(zip(LEAVES, map(Fraction, expected), strict=True))


move = st.tuples(
    st.sampled_from(("quality", *LEAVES)),
    st.fractions(0, 100, max_denominator=50).map(lambda one: f"{one.numerator}/{one.denominator}"),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(move, max_size=5))
def test_the_sum_stays_and_nothing_falls_below_zero(moves: list[tuple[str, str]]) -> None:
    found = moved(*moves)
    assert sum(found.values()) == 100
    assert min(found.values()) >= 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(move, max_size=3),
    st.sampled_from(([], ["big"])),
    st.sampled_from(([], ["ash"], ["ash", "elm"])),
    st.sampled_from(({}, {"cost": "lowest-to-highest"})),
    st.sampled_from(("published", "none", "lower-price", "points:quality")),
)
def test_the_address_brings_it_back(
    moves: list[tuple[str, str]], off: list[str], out: list[str], formulas: dict[str, str], ties: str
) -> None:
    assert run(_TRIP, MODEL, moves, {"off": off, "out": out, "formulas": formulas, "ties": ties}) is True


ADDRESSES = [
    ("nothing", "", "silent"),
    ("another lot", "#lot=other&off=big", "silent"),
    ("a place in the page", "#ranking", "silent"),
    ("a test that is there", "#lot=whole&off=big", "taken"),
    ("all weights", "#lot=whole&w=plan:10&w=people:10&w=local:20&w=cost:60", "taken"),
    ("a test that is not", "#lot=whole&off=small", "strange"),
    ("a bid that is not", "#lot=whole&out=oak", "strange"),
    ("weights that sum to 99", "#lot=whole&w=plan:39", "strange"),
    ("a weight below zero", "#lot=whole&w=plan:-40", "strange"),
    ("a weight over nothing", "#lot=whole&w=plan:40/0", "strange"),
    ("a weight of words", "#lot=whole&w=plan:much", "strange"),
    ("a weight of a section", "#lot=whole&w=quality:60", "strange"),
    ("a weight of an object's own", "#lot=whole&w=__proto__:1", "strange"),
    ("a formula that needs more", "#lot=whole&f=cost:fixed-range", "strange"),
    ("a formula of no price", "#lot=whole&f=plan:lowest-to-highest", "strange"),
    ("ties that are not", "#lot=whole&ties=constructor", "strange"),
    ("a key that is not", "#lot=whole&x=1", "strange"),
    ("half an escape", "#lot=whole&off=%E0%A4%A", "strange"),
    ("a script", "#lot=whole&off=<script>", "strange"),
]


@pytest.mark.parametrize("case", ADDRESSES, ids=lambda case: case[0])
def test_an_address_is_read_strictly(case: tuple[str, str, str]) -> None:
    assert run(_READ, MODEL, case[1]) == case[2]


TYPED = [
    ("a whole number", "12", "12/1"),
    ("decimals", " 12.50 ", "25/2"),
    ("a fraction", "2/9", "2/9"),
    ("zero", "0", "0/1"),
    ("nothing", "", None),
    ("a sign", "-1", None),
    ("an exponent", "1e2", None),
    ("a comma", "1,5", None),
    ("over nothing", "1/0", None),
    ("digits of another script", "١٢", None),
    ("words", "much", None),
]


@pytest.mark.parametrize("case", TYPED, ids=lambda case: case[0])
def test_what_may_be_typed(case: tuple[str, str, str | None]) -> None:
    script = "(said) => { const found = Exact.typed(said); return found && Exact.text(found); }"
    assert run(script, case[1]) == case[2]
