"""Verdicts on races: all proved, and right by closed forms, by construction and by trying all moves."""

import itertools
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

import pytest

from bideval.analysis.exact.certify import can_win, pair_bound, smallest_move, smallest_whole_move
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.propose import NoProposal
from bideval.proof.checking import check
from bideval.proof.claims import (
    CannotWin,
    CanWin,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
)
from bideval.proof.linear import Number, Program, Vector
from bideval.proof.moves import KINDS, move_size
from bideval.proof.programs import Differences
from bideval.proof.region import Region, Row, contains, free_region
from tests.proof.races import CRITERIA, Draw, Race, race, sample

HALF = Fraction(1, 2)


def verdicts(races: list[Race]) -> Counter[tuple[str, str]]:
    """Decide every race against the tie order and in its favour; return how often each claim was proved."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in races:
        rivals = len(one.differences)
        against = can_win(one.region, one.differences, (False,) * rivals)
        favoured = can_win(one.region, one.differences, (True,) * rivals)
        assert check(against).proved, (one.name, against)
        assert check(favoured).proved, (one.name, favoured)
        assert isinstance(favoured, CannotWin) == isinstance(against, CannotWin), one.name
        level = (Fraction(0),) * rivals
        move = smallest_move("points", one.region, one.published, one.differences, level)
        assert check(move).proved, (one.name, move)
        assert isinstance(move, NeverLeads) == isinstance(favoured, CannotWin), one.name
        counted[one.name.split()[0], type(against).__name__] += 1
    return counted


def test_every_race_of_a_sample_has_a_proved_verdict() -> None:
    counted = verdicts(sample(17))
    assert counted.total() == len(sample(17))
    assert all(kind == "OnlyTies" for family, kind in counted if family == "tie")  # by construction
    assert {kind for family, kind in counted if family == "near-tie"} == {"CanWin", "CannotWin"}  # likewise


@pytest.mark.long
def test_every_race_has_a_proved_verdict() -> None:
    counted = verdicts(sample(1))
    assert counted.total() == 2500
    assert counted["tie", "OnlyTies"] == 300


def test_a_near_tie_is_decided_by_the_sign_that_it_was_built_with() -> None:
    for number in range(40):
        one = race("near-tie", number)
        lead = sum(w * d for w, d in zip(one.published, mixed_of(one), strict=True))
        found = can_win(one.region, one.differences, (False,) * len(one.differences))
        assert isinstance(found, CanWin) == (lead > 0), one.name


def mixed_of(one: Race) -> Vector:
    """Return the difference to the rival that is level with the mixture at the published weights."""
    leads = [
        (abs(sum(w * d for w, d in zip(one.published, row, strict=True))), row) for row in one.differences
    ]
    return min(leads)[1]


def gap_and_difference(draw: Draw) -> tuple[Vector, Vector, Fraction]:
    """Return published weights, a difference, and by how much the challenger is behind (hundredths)."""
    while True:
        published = [draw.between(15, 30) for _ in range(4)]
        published.append(100 - sum(published))
        difference = tuple(Fraction(draw.between(-50, 50), 10) for _ in range(5))
        behind = -sum(w * d for w, d in zip(published, difference, strict=True))
        spread = max(difference) - min(difference)
        if min(published) >= 10 and 0 < behind < 5 * spread:  # no weight reaches 0 on the way
            return tuple(published), difference, Fraction(behind)


@pytest.mark.parametrize("number", range(25))
def test_fewest_points_and_largest_move_are_the_closed_forms(number: int) -> None:
    """One rival and no range in the way: gap / spread, and gap / sum of distances to the median."""
    published, difference, behind = gap_and_difference(Draw(f"closed form {number}"))
    region = free_region(5)
    points = smallest_move("points", region, published, (difference,), (0,))
    assert isinstance(points, SmallestMove)
    assert points.size == behind / (max(difference) - min(difference))
    largest = smallest_move("largest", region, published, (difference,), (0,))
    assert isinstance(largest, SmallestMove)
    middle = sorted(difference)[2]
    assert largest.size == behind / sum(abs(Fraction(entry) - middle) for entry in difference)


@pytest.mark.parametrize("number", range(8))
def test_the_least_lead_is_the_fractional_knapsack(number: int) -> None:
    """Ranges and the sum alone: from the low ends, fill up in order of the difference."""
    one = race("random", number)
    region = one.region._replace(rows=())
    difference = one.differences[0]
    weights, left = list(region.low), 100 - sum(region.low)
    for place in sorted(range(CRITERIA), key=lambda place: difference[place]):
        more = min(left, region.high[place] - region.low[place])
        weights[place] += more
        left -= more
    found = pair_bound(region, difference)
    assert isinstance(found, PairBound)
    assert found.least == sum(w * d for w, d in zip(weights, difference, strict=True))


def whole_moves(published: tuple[int, ...], most: int) -> Iterator[tuple[int, ...]]:
    """Yield all weights that move at most so many whole points."""
    ranges = [range(max(0, weight - most), weight + most + 1) for weight in published]
    for weights in itertools.product(*ranges):
        if (
            sum(weights) == 100
            and sum(abs(a - b) for a, b in zip(weights, published, strict=True)) <= 2 * most
        ):
            yield weights


def least_by_trying(
    region: Region, published: tuple[int, ...], differences: Differences, most: int, kind: str
) -> Number | None:
    """Try all whole moves of at most ``most`` points."""
    assert kind in KINDS
    sizes = [
        move_size("points" if kind == "points" else "largest", published, weights)
        for weights in whole_moves(published, most)
        if contains(region, weights)
        and all(sum(w * d for w, d in zip(weights, row, strict=True)) >= 0 for row in differences)
    ]
    return min((size for size in sizes if size is not None), default=None)


@pytest.mark.parametrize("number", range(10))
def test_whole_moves_agree_with_all_moves(number: int) -> None:
    draw = Draw(f"whole moves {number}")
    published = (30, 25, 25, 20)
    differences = tuple(
        tuple(Fraction(draw.between(-40, 40), 4) for _ in published) for _ in range(draw.between(1, 3))
    )
    most = 4
    region = Region(tuple(w - 4 for w in published), tuple(w + 4 for w in published))
    found = smallest_whole_move("points", region, published, differences, (0,) * len(differences))
    assert isinstance(found, SmallestWholeMove)
    tried = least_by_trying(region, published, differences, most, "points")
    if tried is None:
        assert found.size is None or found.size > most
    else:
        assert found.size == tried
    largest = smallest_whole_move("largest", region, published, differences, (0,) * len(differences))
    assert isinstance(largest, SmallestWholeMove)
    assert (largest.size is None) == (found.size is None)
    if found.size is not None and largest.size is not None:
        assert largest.size <= found.size
        assert largest.size.denominator == 1


def test_fractional_ranges_and_whole_moves() -> None:
    """Up to 50 and a half: level is in reach, a point beyond level is not."""
    region = Region((0, 0), (50 + HALF, 100))
    level = smallest_whole_move("points", region, (30, 70), ((10, -10),), (0,))
    assert isinstance(level, SmallestWholeMove)
    assert level.size == 20
    beyond = smallest_whole_move("points", region, (30, 70), ((10, -10),), (Fraction(1, 100),))
    assert isinstance(beyond, SmallestWholeMove)
    assert beyond.size is None


# Two rivals, two criteria; level with the first at 50 / 50, with the second at 40 / 60.
FIRST, SECOND = (10, -10), (30, -20)
UP_TO_HALF = Region((0, 0), (50, 100))
TIES = [
    # in words                                  region                    rivals            ties favour us  claim
    ("level with one, ahead of the other",      UP_TO_HALF,               (FIRST, SECOND),  (True, False),  CanWin),
    ("level with one, and it loses the tie",    UP_TO_HALF,               (FIRST, SECOND),  (False, True),  CannotWin),
    ("level with both, one tie lost",           UP_TO_HALF,               (FIRST, FIRST),   (True, False),  CannotWin),
    ("level with both, both ties won",          UP_TO_HALF,               (FIRST, FIRST),   (True, True),   CanWin),
    ("level with both, no tie won",             UP_TO_HALF,               (FIRST, FIRST),   (False, False), OnlyTies),
    ("the same bid everywhere",                 free_region(2),           ((0, 0),),        (True,),        CanWin),
    ("the same bid, and the tie is lost",       free_region(2),           ((0, 0),),        (False,),       OnlyTies),
    ("behind one of two",                       Region((0, 0), (45, 100)), (FIRST, SECOND), (True, True),   CannotWin),
    ("one rival keeps level, one order forbids", Region((0, 0), (100, 100), (Row((-1, 1), 0, None),)), ((0, 0), FIRST), (True, False), CannotWin),
    ("level is out of reach of the weak rival", UP_TO_HALF,               ((0, 0), FIRST),  (False, True),  CannotWin),
    ("no rival",                                free_region(2),           (),               (),             CanWin),
]  # fmt: skip

Claimed = type[CanWin] | type[OnlyTies] | type[CannotWin]


@pytest.mark.parametrize("case", TIES, ids=lambda case: case[0])
def test_ties(case: tuple[str, Region, Differences, tuple[bool, ...], Claimed]) -> None:
    _, region, differences, wins_ties, expected = case
    found = can_win(region, differences, wins_ties)
    assert type(found) is expected
    assert check(found).proved


def test_mixed_ties_are_decided_in_every_family() -> None:
    for one in sample(50):
        draw = Draw(f"ties {one.name}")
        wins = tuple(bool(draw.below(2)) for _ in one.differences)
        found = can_win(one.region, one.differences, wins)
        assert check(found).proved, (one.name, found)
        if any(wins):
            assert not isinstance(found, OnlyTies)


NOT_ESTABLISHED = [
    # in words                       found                                                                        reason
    ("no weights in the region",     can_win(Region((60, 60), (100, 100)), (FIRST,), (True,)),                    "no weights lie in the region"),
    ("no weights, and no rivals",    can_win(Region((60, 60), (100, 100)), (), ()),                               "no weights lie in the region"),
    ("no weights for a pair",        pair_bound(Region((60, 60), (100, 100)), FIRST),                             "no weights lie in the region"),
    ("one tie rule for two rivals",  can_win(free_region(2), (FIRST, SECOND), (True,)),                           "malformed"),
    ("rivals of another width",      can_win(free_region(3), (FIRST,), (True,)),                                  "malformed"),
    ("a pair of another width",      pair_bound(free_region(3), FIRST),                                           "malformed"),
    ("a lead too few",               smallest_move("points", free_region(2), (30, 70), (FIRST,), ()),             "malformed"),
    ("published weights too few",    smallest_move("points", free_region(2), (100,), (FIRST,), (0,)),             "malformed"),
    ("published weights of 90",      smallest_move("points", free_region(2), (30, 60), (FIRST,), (0,)),           "sum to 100"),
    ("whole moves of another width", smallest_whole_move("points", free_region(3), (30, 70), (FIRST,), (0,)),     "malformed"),
    ("a zero that cannot stay",      smallest_move("relative-sum", Region((5, 0), (100, 100)), (0, 100), (FIRST,), (0,)), "leaves out 0"),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_ESTABLISHED, ids=lambda case: case[0])
def test_not_established(case: tuple[str, object, str]) -> None:
    _, found, reason = case
    assert isinstance(found, NotEstablished)
    assert reason in found.reason


def test_a_published_zero_stays_in_a_relative_move() -> None:
    """Without the first criterion there is no way to lead; with it there is."""
    region, published = free_region(3), (0, 50, 50)
    rival = ((30, -1, -1),)
    points = smallest_move("points", region, published, rival, (0,))
    assert isinstance(points, SmallestMove)
    for kind in ("relative-largest", "relative-sum"):
        held = smallest_move(kind, region, published, rival, (0,))
        assert isinstance(held, NeverLeads)
        assert held.region.high == (0, 100, 100)


@pytest.mark.parametrize("kind", KINDS)
def test_a_solver_is_not_needed(kind: str) -> None:
    def nobody(program: Program) -> NoProposal:
        return NoProposal("the solver is not installed")

    known = next(one for one in KINDS if one == kind)
    for one in sample(250):
        level = (Fraction(0),) * len(one.differences)
        data = (known, one.region, one.published, one.differences, level)
        with_solver, without = smallest_move(*data), smallest_move(*data, nobody)
        assert type(with_solver) is type(without)
        if isinstance(with_solver, SmallestMove) and isinstance(without, SmallestMove):
            assert with_solver.size == without.size
