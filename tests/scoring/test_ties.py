"""The tie ladder: every rung, several in a row, and draws."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.decision import Decision
from bideval.model.tender import TieRule
from bideval.scoring.draws import draw_order
from bideval.scoring.ties import Comparable, settle
from tests.scoring.build import Data, decision, text

F = Fraction
Classes = tuple[tuple[str, ...], ...]


def bid(price: object = None, received: str | None = None, **points: object) -> Comparable:
    """Return what a bid has to compare."""
    own = {name: F(str(value)) for name, value in points.items()}
    return Comparable(None if price is None else F(str(price)), own, received)


def rung(by: str, of: str | None = None) -> TieRule:
    return TieRule.model_validate({"by": by} if of is None else {"by": by, "of": of})


def draw(**fields: object) -> Decision:
    return Decision.model_validate(text(decision("draw", **fields)))


PRICE, EARLIER, DRAW, PLAN = (
    rung("lower-price"),
    rung("earlier-received"),
    rung("draw"),
    rung("points", "plan"),
)
DAY = "2026-01-05"
BIDS = {
    "ash": bid(100, f"{DAY}T09:00:00Z", plan=60, team=50),
    "beech": bid(100, f"{DAY}T08:59:59Z", plan="60.01", team=50),
    "cedar": bid("99.99", f"{DAY}T09:00:00Z", plan=60, team=40),
    "dogwood": bid(100, f"{DAY}T09:00:00Z", plan=60, team=50),
}
ALL = tuple(BIDS)
LADDERS: list[tuple[str, tuple[TieRule, ...], Classes]] = [
    ("no rung", (), (ALL,)),
    ("the lower price", (PRICE,), (("cedar",), ("ash", "beech", "dogwood"))),
    ("more points", (PLAN,), (("beech",), ("ash", "cedar", "dogwood"))),
    ("the earlier bid, to the second", (EARLIER,), (("beech",), ("ash", "cedar", "dogwood"))),
    ("points of another criterion", (rung("points", "team"),), (("ash", "beech", "dogwood"), ("cedar",))),
    ("price, then points", (PRICE, PLAN), (("cedar",), ("beech",), ("ash", "dogwood"))),
    ("points, then price", (PLAN, PRICE), (("beech",), ("cedar",), ("ash", "dogwood"))),
    ("a later rung does not undo an earlier one", (rung("points", "team"), PRICE, EARLIER),
     (("beech",), ("ash", "dogwood"), ("cedar",))),
    ("a draw that nobody has made", (PRICE, DRAW), (("cedar",), ("ash", "beech", "dogwood"))),
    ("a rung twice settles no more", (PRICE, PRICE), (("cedar",), ("ash", "beech", "dogwood"))),
]  # fmt: skip


@pytest.mark.parametrize("case", LADDERS, ids=lambda case: case[0])
def test_a_ladder_splits_a_group(case: tuple[str, tuple[TieRule, ...], Classes]) -> None:
    _, rules, classes = case
    assert settle(ALL, BIDS, rules, "whole", ()).classes == classes


def test_every_rung_is_recorded_with_what_it_compared() -> None:
    settled = settle(ALL, BIDS, (PRICE, PLAN), "whole", ())
    by_price, by_points = settled.rungs["ash"]
    assert (by_price.by, by_points.by) == ("lower-price", "points of plan")
    assert dict(by_price.values) == {"ash": "100", "beech": "100", "cedar": "99.99", "dogwood": "100"}
    assert dict(by_points.values) == {"ash": "60", "beech": "60.01", "dogwood": "60"}
    assert (by_price.left, by_points.left) == (("ash", "beech", "dogwood"), ("ash", "dogwood"))
    assert [one.by for one in settled.rungs["cedar"]] == ["lower-price"]
    assert settled.rungs["cedar"][0].left == ("cedar",)


# Draws

DRAWS: list[tuple[str, tuple[Decision, ...], Classes]] = [
    ("an order drawn before witnesses", (draw(drawn=["dogwood", "ash", "cedar", "beech"], witnessed_by=["the clerk"]),),
     (("dogwood",), ("ash",), ("cedar",), ("beech",))),
    ("an order that names more bids than are tied",
     (draw(drawn=["elm", "dogwood", "ash", "fir", "cedar", "beech"], witnessed_by=["the clerk"]),),
     (("dogwood",), ("ash",), ("cedar",), ("beech",))),
    ("an order that leaves one of the tied out", (draw(drawn=["dogwood", "ash", "cedar"], witnessed_by=["the clerk"]),), (ALL,)),
    ("the later of two orders about the group",
     (draw(drawn=["ash", "beech", "cedar", "dogwood"], at="2026-03-04"), draw(drawn=["dogwood", "cedar", "beech", "ash"])),
     (("ash",), ("beech",), ("cedar",), ("dogwood",))),
    ("an order about this group, and a later one about another",
     (draw(drawn=["dogwood", "cedar", "beech", "ash"]), draw(drawn=["elm", "fir"], at="2026-03-04")),
     (("dogwood",), ("cedar",), ("beech",), ("ash",))),
    ("a seed that the rule does not take", (draw(seed="two words"),), (ALL,)),
]  # fmt: skip


@pytest.mark.parametrize("case", DRAWS, ids=lambda case: case[0])
def test_a_draw_orders_the_whole_group_or_nothing(case: tuple[str, tuple[Decision, ...], Classes]) -> None:
    _, draws, classes = case
    assert settle(ALL, BIDS, (DRAW,), "whole", draws).classes == classes
    assert settle(ALL, BIDS, (DRAW,), "whole", draws[::-1]).classes == classes


def test_a_draw_from_a_seed_is_the_documented_one() -> None:
    """The vector of docs/draws.md, by way of a ladder."""
    seeded = draw(seed="18-07-33-41-02")
    group = ("acorn", "beech", "cedar", "dogwood")
    bids = dict.fromkeys(group, bid(100))
    settled = settle(group, bids, (PRICE, DRAW), "whole", (seeded,))
    assert settled.classes == (("cedar",), ("dogwood",), ("acorn",), ("beech",))
    assert dict(settled.rungs["acorn"][1].values) == {
        "acorn": "drawn 3",
        "beech": "drawn 4",
        "cedar": "drawn 1",
        "dogwood": "drawn 2",
    }


def test_a_seed_is_drawn_for_those_who_are_still_level_and_for_their_lot() -> None:
    seeded = draw(seed="18-07-33-41-02")
    level = ("ash", "beech", "dogwood")
    for lot in ("north", "south"):
        settled = settle(ALL, BIDS, (PRICE, DRAW), lot, (seeded,))
        assert settled.classes == (("cedar",), *((one,) for one in draw_order("18-07-33-41-02", lot, level)))


def test_a_group_that_is_not_drawn_is_said_to_be() -> None:
    rungs = settle(ALL, BIDS, (DRAW,), "whole", ()).rungs
    assert dict(rungs["ash"][0].values) == dict.fromkeys(ALL, "not drawn")


# Properties

figures = st.integers(0, 3).map(F)
comparables = st.builds(
    lambda price, plan, second: bid(price, f"{DAY}T09:00:0{second}Z", plan=plan),
    figures,
    figures,
    st.integers(0, 2),
)
groups = st.dictionaries(st.sampled_from([f"bid-{letter}" for letter in "abcdefgh"]), comparables, min_size=1)
ladders = st.lists(st.sampled_from([PRICE, PLAN, EARLIER]), max_size=4).map(tuple)


@given(bids=groups, rules=ladders, data=st.data())
def test_a_ladder_is_an_order_by_what_it_compares(
    bids: dict[str, Comparable], rules: tuple[TieRule, ...], data: st.DataObject
) -> None:
    """The ladder is the lexicographic order of its rungs, whatever order the bids come in."""
    keys = {
        PRICE: lambda one: one.price,
        PLAN: lambda one: -one.points["plan"],
        EARLIER: lambda one: one.received,
    }
    ordered: dict[tuple[object, ...], list[str]] = {}
    for name in sorted(bids, key=lambda name: (*(keys[rule](bids[name]) for rule in rules), name)):
        ordered.setdefault(tuple(keys[rule](bids[name]) for rule in rules), []).append(name)
    listed = data.draw(st.permutations(sorted(bids)))
    assert settle(listed, bids, rules, "whole", ()).classes == tuple(tuple(same) for same in ordered.values())


@given(bids=groups, rules=ladders, seed=st.text("abc123", min_size=1, max_size=9))
def test_a_seed_settles_everything(
    bids: dict[str, Comparable], rules: tuple[TieRule, ...], seed: str
) -> None:
    settled = settle(tuple(bids), bids, (*rules, DRAW), "whole", (draw(seed=seed),))
    assert sorted(settled.classes) == sorted((name,) for name in bids)


NOT_A_TIE: list[tuple[str, Data]] = [
    ("points of nothing", {"by": "lottery"}),
    ("a rung that is a word", {"by": "price"}),
    ("a key that a rung has not", {"by": "draw", "seed": "7"}),
]


@pytest.mark.parametrize("case", NOT_A_TIE, ids=lambda case: case[0])
def test_a_rung_that_is_none(case: tuple[str, Data]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        TieRule.model_validate(case[1])
