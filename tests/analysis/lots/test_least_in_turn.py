"""The least move of weight that changes lots awarded in turn, against awards worked out on a grid of weights."""

from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.lots import bounds_in_turn, in_turn
from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.least_in_turn import SAME_AWARD, LeastInTurn, least_in_turn
from bideval.analysis.lots.weights_ball import furthest, moved_by
from bideval.proof.checking import Verdict, check
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.in_turn_lots import (
    BY_PREFERENCE,
    LOT_BY_LOT,
    Draw,
    awarded,
    drawn,
    grid,
    moved,
    papers_of,
)
from tests.scoring.build import Papers, inputs_of

F = Fraction
MECHANISMS = (LOT_BY_LOT, BY_PREFERENCE)
SEEDS = range(4)
WHOLE_POINT = [{"stage": "total", "places": 0, "mode": "half-up"}]


def told(papers: Papers) -> LeastInTurn | str:
    """Return the least move of a tender."""
    inputs = inputs_of(papers)
    evaluation = evaluate(inputs)
    return least_in_turn(inputs, evaluation, allocate(inputs, evaluation))


def found_in(papers: Papers) -> LeastInTurn:
    """Return the least move of a tender that has one to tell."""
    found = told(papers)
    assert isinstance(found, LeastInTurn), found
    return found


@cache
def searched(mechanism: str, seed: int) -> tuple[Draw, LeastInTurn]:
    """Return a draw with what is found of it."""
    draw = drawn(seed, mechanism, lots=3 + seed % 2, bids=3 + seed % 2)
    return draw, found_in(papers_of(draw))


def engine(papers: Papers) -> tuple[int | None, ...]:
    """Return the bid of every lot by the published rules."""
    inputs = inputs_of(papers)
    lots = allocate(inputs, evaluate(inputs)).lots
    return tuple(None if one.bid is None else int(one.bid[1:]) for one in lots)


def holds_on_a_grid(draw: Draw, found: LeastInTurn, step: int) -> None:
    """Assert that no weights of the grid nearer than what is claimed change the award, or a lot's."""
    published = awarded(draw, draw.weights)
    for weights in grid(draw.weights, step):
        away, there = moved(weights, draw.weights), awarded(draw, weights)
        if found.bound.points is None or away < found.bound.points:
            assert there == published, (weights, away)
        for at, one in enumerate(found.lots):
            if one.points is None or away < one.points:
                assert there[at] == published[at], (one.lot, weights, away)


def changes_at_once(draw: Draw, found: LeastInTurn) -> None:
    """Assert that the award is another a little beyond the least move."""
    assert found.shift is not None
    assert found.level is not None
    assert found.shift.points == found.bound.points
    if min(found.level.lead) == 0:
        return  # level with all the weight moved there is, and no further
    weights = tuple(map(F, draw.weights))
    beyond = moved_by(weights, furthest(weights, found.level.lead, found.shift.points + F(1, 10**7)))
    assert awarded(draw, beyond) != awarded(draw, draw.weights)


@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("seed", SEEDS)
def test_no_nearer_weights_change_the_award_and_the_least_move_does(mechanism: str, seed: int) -> None:
    draw, found = searched(mechanism, seed)
    holds_on_a_grid(draw, found, 5)
    assert (found.shift is None) == (found.bound.points is None or found.bound.ends == SAME_AWARD)
    if found.shift is not None:
        changes_at_once(draw, found)


@pytest.mark.long
@pytest.mark.parametrize("mechanism", MECHANISMS)
@pytest.mark.parametrize("seed", range(10, 70))
def test_no_nearer_weights_of_a_finer_grid_change_the_award(mechanism: str, seed: int) -> None:
    draw = drawn(seed, mechanism, lots=2 + seed % 4, bids=2 + seed % 4, highest=3 + seed % 7)
    found = found_in(papers_of(draw))
    holds_on_a_grid(draw, found, 2)
    if found.shift is not None:
        changes_at_once(draw, found)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_every_race_is_proved_and_none_is_lost_before(mechanism: str) -> None:
    for seed in SEEDS:
        _, found = searched(mechanism, seed)
        assert all(check(one.claim).proved for one in found.bound.races)
        far = [one.points for one in found.bound.races if one.points is not None]
        assert found.bound.points == min(far, default=None)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_the_engine_awards_what_is_said_a_little_beyond(mechanism: str) -> None:
    draw, found = next(pair for pair in (searched(mechanism, seed) for seed in SEEDS) if pair[1].beyond)
    assert found.beyond is not None
    after = moved_by(tuple(map(F, draw.weights)), found.beyond.shift)
    assert all(one.denominator in {1, 2, 4, 5, 10, 20, 25, 50, 100} for one in after)
    lots = dict(zip(draw.lots, engine(papers_of(draw, [hundredths(one) for one in after])), strict=True))
    before = dict(zip(draw.lots, awarded(draw, draw.weights), strict=True))
    said = {one.lot: int(one.after[1:]) if one.after else None for one in found.beyond.moved}
    assert {lot: bid for lot, bid in lots.items() if bid != before[lot]} == said


def hundredths(value: Fraction) -> str:
    """Return hundredths as text."""
    whole, part = divmod(int(value * 100), 100)
    return f"{whole}.{part:02}"


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_no_rounding_changes_the_award_within_its_bound(mechanism: str) -> None:
    draw = drawn(3, mechanism)
    found = found_in(papers_of(draw, rounding=WHOLE_POINT))
    assert found.rounded is not None
    assert found.rounded.points is not None
    assert found.bound.points is not None
    assert 0 < found.rounded.points <= found.bound.points
    assert all(check(one.claim).proved for one in found.rounded.races)
    published = engine(papers_of(draw, rounding=WHOLE_POINT))
    near = [one for one in grid(draw.weights, 5) if moved(one, draw.weights) < found.rounded.points]
    assert all(engine(papers_of(draw, one, rounding=WHOLE_POINT)) == published for one in near)


# By hand: two lots; ash has 70 and 40 in both, oak 40 and 72; weights 52 and 48

TWO = ((70, 40), (40, 72))
NEXT = ((70, 40), (40, 70))  # level at even weights, 2 points away
LEVEL = 52 - F(3200, 62)  # ash's 30 points on the first weigh as much as oak's 32 on the second

Points = tuple[tuple[tuple[int, ...], ...], ...]  # by lot, bid and criterion
BY_HAND: list[tuple[str, Points, int, Fraction | int | None]] = [
    # in words, points, most lots a bid, the least that moves
    ("nobody is kept off, so both lots go at once", (TWO, TWO), 2, LEVEL),
    ("one each, so the lots change places", (TWO, TWO), 1, LEVEL),
    ("ahead on both", (((70, 40), (40, 30)),) * 2, 2, None),
    ("level on one, received earlier", (((70, 40), (40, 40)),) * 2, 2, None),
    ("level on one, received later", (((40, 40), (70, 40)),) * 2, 2, 52),
]


def by_hand(mechanism: str, points: Points, most: int) -> Draw:
    """Return a draw of what is written down."""
    lots = tuple(range(len(points)))
    return Draw(mechanism, (52, 48), points, most, (lots,) * len(points[0]))


@pytest.mark.parametrize("case", BY_HAND, ids=lambda case: case[0])
@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_by_hand(case: tuple[str, Points, int, Fraction | int | None], mechanism: str) -> None:
    _, points, most, least = case
    found = found_in(papers_of(by_hand(mechanism, points, most)))
    assert found.bound.points == least
    assert (found.shift is None) == (least is None)


def test_a_tie_that_is_settled_as_published_is_no_distance() -> None:
    # 50 points each at even weights, and the first bid was received earlier
    draw = by_hand(LOT_BY_LOT, (((50, 50), (80, 20)),) * 2, 2)._replace(weights=(50, 50))
    found = found_in(papers_of(draw))
    assert found.bound.points == 0
    assert found.shift is not None
    assert found.shift.given == ()
    assert found.beyond is not None


ONE_LOT = [
    # in words, points by lot, most lots a bid, what is told of each lot: how much, and whether it is exact
    ("the second is kept off by the first", (TWO, NEXT), 1, [(LEVEL, True), (LEVEL, False)]),
    ("the second is further than the first", (TWO, NEXT), 2, [(LEVEL, True), (LEVEL, False)]),
    ("the second is nearer", (NEXT, TWO), 2, [(2, True), (LEVEL, True)]),
]


@pytest.mark.parametrize("case", ONE_LOT, ids=lambda case: case[0])
def test_one_lot_is_sure_only_as_far_as_what_bears_on_it(
    case: tuple[str, Points, int, list[tuple[Fraction | int, bool]]],
) -> None:
    _, points, most, expected = case
    found = found_in(papers_of(by_hand(LOT_BY_LOT, points, most)))
    assert [(one.points, one.is_exact) for one in found.lots] == expected


def test_a_minimum_ends_what_is_told() -> None:
    # by hand: oak keeps 45 while 40 plan + 72 care is 45 or more, up to a weight of plan of 84.375
    draw = by_hand(LOT_BY_LOT, (TWO,) * 2, 2)._replace(weights=(75, 25))
    found = found_in(papers_of(draw, minimum=45))
    assert (found.bound.points, found.bound.ends) == (F("9.375"), bounds_in_turn.OTHER_BIDS)
    assert (found.shift, found.beyond) == (None, None)


def test_a_minimum_is_compared_with_a_rounded_figure() -> None:
    draw = by_hand(LOT_BY_LOT, (TWO,) * 2, 2)._replace(weights=(75, 25))
    rounding = [{"stage": "section", "places": 0, "mode": "half-up"}]
    found = found_in(papers_of(draw, minimum=45, rounding=rounding))
    # a whole point of doubt: 40 plan + 72 care is 46 or more
    assert found.bound.points == F(2600, 32) - 75


def test_an_award_that_is_not_settled_is_not_asked() -> None:
    inputs = inputs_of(papers_of(drawn(0, LOT_BY_LOT)))
    evaluation = evaluate(inputs)
    whole = allocate(inputs, evaluation)._replace(status=AllocationStatus.TIED)
    assert least_in_turn(inputs, evaluation, whole) == "the award is not settled as published"


def test_lots_with_weights_of_their_own_are_not_asked() -> None:
    papers, other = papers_of(drawn(0, LOT_BY_LOT)), papers_of(drawn(0, LOT_BY_LOT), (50, 30, 20))
    own = [*lots_in(other)[:1], *lots_in(papers)[1:]]
    why_not = told(replace(papers, tender={**papers.tender, "lots": own}))
    assert isinstance(why_not, str)
    assert "of their own" in why_not


def lots_in(papers: Papers) -> list[object]:
    """Return the lots of a tender as written."""
    lots = papers.tender["lots"]
    assert isinstance(lots, list)
    return lots


def test_a_claim_that_its_checker_refuses_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds_in_turn, "check", lambda _: Verdict(proved=False, words="refused"))
    found = found_in(papers_of(drawn(0, LOT_BY_LOT)))
    assert found.bound == bounds_in_turn.Bound(F(0), bounds_in_turn.NOT_PROVED, ())
    assert found.shift is None


def test_too_many_orders_are_told_as_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    draw, found = next(pair for pair in (searched(BY_PREFERENCE, seed) for seed in SEEDS) if pair[1].shift)
    monkeypatch.setattr(in_turn, "MOST_LOOKED_AT", len(draw.lots) + 8)
    less = found_in(papers_of(draw)).bound
    assert less.ends == bounds_in_turn.TOO_MANY
    assert less.points is not None
    assert found.bound.points is not None
    assert less.points <= found.bound.points


@given(seed=st.integers(0, 10**6), mechanism=st.sampled_from(MECHANISMS))
def test_drawn_weights_nearer_than_the_bound_keep_the_award(seed: int, mechanism: str) -> None:
    draw = drawn(seed, mechanism, lots=2, bids=3)
    found = found_in(papers_of(draw))
    holds_on_a_grid(draw, found, 10)


def test_by_preference_orders_that_are_open_hold_the_published_award() -> None:
    draw = drawn(2, BY_PREFERENCE, lots=4, bids=4)
    inputs = inputs_of(papers_of(draw))
    evaluation = evaluate(inputs)
    whole = allocate(inputs, evaluation)
    data, prefers = whole.problem.data, whole.problem.preferences
    assert in_turn.preferred_awards(data, prefers, lambda one, other: one < other) == frozenset(
        (whole.taken,)
    )
    anything = in_turn.preferred_awards(data, prefers, lambda _one, _other: True)
    assert anything is None or whole.taken in anything
