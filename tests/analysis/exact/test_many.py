"""All bids at once: the same verdicts as one by one with the exact simplex, whatever the solver says."""

from fractions import Fraction
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.exact.certify import can_win
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.many import Mixture, can_win_all, differences_of, table_of
from bideval.analysis.exact.ranks import Ranked, best_ranks, worst_ranks
from bideval.analysis.propose import Lead, LeadProposer, NoProposal, Proposer, propose
from bideval.proof.checking import check
from bideval.proof.claims import CannotWin, CanWin, OnlyTies
from bideval.proof.linear import Vector
from bideval.proof.region import Region, Row, free_region
from tests.analysis.exact.by_whole_numbers import best_rank_by_whole_numbers
from tests.analysis.exact.second_solver import cbc
from tests.proof.races import race

F = Fraction
Points = tuple[Vector, ...]

CASES = [
    # in words, points, claims, best ranks, worst ranks
    ("each is best somewhere", ((100, 0), (0, 100)), (CanWin, CanWin), (1, 1), (2, 2)),
    ("one is behind everywhere", ((100, 50), (90, 40)), (CanWin, CannotWin), (1, 2), (1, 2)),
    ("behind a mixture and no single rival", ((100, 0), (0, 100), (49, 49)), (CanWin, CanWin, CannotWin), (1, 1, 2), (3, 3, 3)),
    ("level with a mixture at best", ((100, 0), (0, 100), (50, 50)), (CanWin, CanWin, OnlyTies), (1, 1, 1), (3, 3, 3)),
    ("two bids alike", ((60, 60), (60, 60)), (OnlyTies, OnlyTies), (1, 1), (2, 2)),
    ("no rival", ((10, 20),), (CanWin,), (1,), (1,)),
    ("no points at all", ((0, 0), (0, 0)), (OnlyTies, OnlyTies), (1, 1), (2, 2)),
    ("denominators that are long together", ((F(1, 1009), F(1, 1013)), (F(1, 1013), F(1, 1009))), (CanWin, CanWin), (1, 1), (2, 2)),
    ("thirds and sevenths", ((F(1, 3), F(1, 7)), (F(1, 7), F(1, 3))), (CanWin, CanWin), (1, 1), (2, 2)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_by_hand(
    case: tuple[str, Points, tuple[type, ...], tuple[int, ...], tuple[int, ...]],
) -> None:
    _, points, kinds, best, worst = case
    found = can_win_all(free_region(2), points, against(len(points)))
    assert tuple(map(type, found)) == kinds
    assert all(check(claim).proved for claim in found)
    for proposer in (None, exactly):
        assert ranks(free_region(2), points, proposer) == best
        assert ranks(free_region(2), points, proposer, best=False) == worst


def against(bids: int) -> tuple[tuple[bool, ...], ...]:
    """Return that ties favour nobody."""
    return ((False,) * (bids - 1),) * bids


def ranks(
    region: Region, points: Points, proposer: Proposer | None = None, *, best: bool = True
) -> tuple[int, ...]:
    """Return the best ranks, or the worst, each with a claim that its checker accepts."""
    found = []
    for one in (best_ranks if best else worst_ranks)(region, points, None, proposer):
        assert isinstance(one, Ranked)
        assert check(one.claim).proved
        found.append(one.rank)
    return tuple(found)


MALFORMED = [
    # in words, region, points, tie rules
    ("points of another width", free_region(2), ((1, 2, 3), (1, 2, 3)), against(2)),
    ("a float among the points", free_region(2), ((1, 2.0), (1, 2)), against(2)),
    ("a low end above its high one", Region((50, 0), (40, 100)), ((1, 2), (1, 2)), against(2)),
    ("a tie rule too few", free_region(2), ((1, 2), (1, 2)), ((False,), ())),
    ("no weights sum to the whole", Region((0, 0), (40, 40)), ((1, 2), (2, 1)), against(2)),
]


@pytest.mark.parametrize("case", MALFORMED, ids=lambda case: case[0])
def test_malformed_data_is_an_answer(
    case: tuple[str, Region, Points, tuple[tuple[bool, ...], ...]],
) -> None:
    _, region, points, ties = case
    assert [type(one) for one in can_win_all(region, points, ties)] == [NotEstablished] * len(points)


@pytest.mark.parametrize("case", [MALFORMED[0], MALFORMED[2], MALFORMED[4]], ids=lambda case: case[0])
def test_malformed_data_has_no_ranks(case: tuple[str, Region, Points, object]) -> None:
    _, region, points, _ = case
    assert [type(one) for one in best_ranks(region, points)] == [NotEstablished] * len(points)


BEYOND = [
    ("points beyond all floats", free_region(2), ((10**400, 0), (0, 10**400))),
    ("ranges finer than floats", Region((F(1, 10**30), F(0)), (F(100), F(100))), ((1, 0), (0, 1))),
    ("ranges beyond the whole", Region((0, 0), (10**400, 10**400)), ((1, 0), (0, 1))),
]


@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case[0])
def test_what_no_float_tells_apart_is_answered_one_by_one(case: tuple[str, Region, Points]) -> None:
    _, region, points = case
    assert table_of(region, points) is None
    assert [type(one) for one in can_win_all(region, points, against(2))] == [CanWin, CanWin]
    assert ranks(region, points) == (1, 1)


PARTS = [
    ("whole points", ((100, 50), (90, 40)), 1),
    ("hundredths", ((F(1, 4), F(0)), (F(1, 25), F(1))), 100),
    ("longer than is worth it", ((F(1, 1009), F(0)), (F(1, 1013), F(1))), 1),
]


@pytest.mark.parametrize("case", PARTS, ids=lambda case: case[0])
def test_claims_count_in_parts_of_a_point(case: tuple[str, Points, int]) -> None:
    _, points, parts = case
    own = differences_of(points, 0)
    (won, _), (ranked, _) = (
        can_win_all(free_region(2), points, against(2)),
        best_ranks(free_region(2), points),
    )
    assert isinstance(won, CanWin)
    assert isinstance(ranked, Ranked)
    for claim in (won, ranked.claim):
        assert claim.parts == parts
        assert claim.differences == tuple(tuple(parts * entry for entry in row) for row in own)


def test_ranks_of_some_bids() -> None:
    points: Points = ((100, 50), (90, 40), (80, 30))
    found = best_ranks(free_region(2), points, (2, 0))
    assert [one.rank for one in found if isinstance(one, Ranked)] == [3, 1]


COARSE = st.sampled_from((0, 25, 50, F(200, 3), 75, 100))
TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.tuples(*[COARSE] * width), min_size=2, max_size=6).map(tuple)
)


def region_of(width: int, *, rows: bool) -> Region:
    """Return ranges about equal weights, with an order between the first two where there are rows."""
    own = F(100, width)
    order = Row((1, -1, *[0] * (width - 2)), 0, None)
    return Region((own / 2,) * width, (own * 3 / 2,) * width, (order,) if rows else ())


@settings(max_examples=60, deadline=None)
@given(TABLES, st.booleans(), st.booleans())
def test_the_exact_simplex_one_by_one_agrees(points: Points, rows: bool, free: bool) -> None:
    width = len(points[0])
    region = free_region(width) if free else region_of(width, rows=rows)
    bids = range(len(points))
    ties = tuple(tuple((one + other) % 3 == 0 for other in bids if other != one) for one in bids)
    found = can_win_all(region, points, ties)
    for bid, claim in enumerate(found):
        alone = can_win(region, differences_of(points, bid), ties[bid], exactly)
        assert type(claim) is type(alone)
        assert check(claim).proved
    best = tuple(best_rank_by_whole_numbers(region, differences_of(points, bid)) for bid in bids)
    negated = tuple(tuple(-entry for entry in row) for row in points)
    turned = (best_rank_by_whole_numbers(region, differences_of(negated, bid)) for bid in bids)
    worst = tuple(1 + len(points) - rank for rank in turned)
    for proposer in (None, exactly):
        assert ranks(region, points, proposer) == best
        assert ranks(region, points, proposer, best=False) == worst


def exactly(_: object) -> NoProposal:
    """Propose nothing, so that the exact simplex answers."""
    return NoProposal("the exact simplex alone answers")


@pytest.mark.filterwarnings("ignore::DeprecationWarning:pulp")
@pytest.mark.parametrize("family", ["random", "coarse", "degenerate", "near-tie"])
def test_a_second_solver_leads_to_the_same_ranks(family: str) -> None:
    second = cbc()
    for number in range(2):
        one = race(family, number)
        level = (F(0),) * len(one.region.low)
        points: Points = (level, *(tuple(-entry for entry in row) for row in one.differences))
        for best in (True, False):
            known = ranks(one.region, points, exactly, best=best)
            assert ranks(one.region, points, second, best=best) == known
            assert ranks(one.region, points, propose, best=best) == known
            assert ranks(one.region, points, best=best) == known


LIES = [
    ("nothing", NoProposal("no licence")),
    ("the wrong weights and mixture", Lead((7.0, 93.0), (0.2, 0.3, 0.5))),
    ("weights that are no numbers", Lead((float("nan"), 1.0), (0.5, 0.5, 0.0))),
    ("shares that are no numbers", Lead((50.0, 50.0), (float("inf"), 0.5, 0.0))),
    ("shares below 0", Lead((50.0, 50.0), (-1.0, -2.0, 0.0))),
]


@pytest.mark.parametrize("case", LIES, ids=lambda case: case[0])
def test_a_solver_that_lies_costs_time_and_no_truth(case: tuple[str, Lead | NoProposal]) -> None:
    points: Points = ((100, 0), (0, 100), (49, 49))
    with patch.object(LeadProposer, "propose", lambda *_: case[1]):
        assert [type(one) for one in can_win_all(free_region(2), points, against(3))] == [
            CanWin,
            CanWin,
            CannotWin,
        ]
        assert ranks(free_region(2), points) == (1, 1, 2)


def test_the_bound_over_a_mixture_is_the_fractional_knapsack() -> None:
    """Leads of 10 and -10, the first weight at most 40: (400 - 600) hundredths at best."""
    table = table_of(Region((0, 0), (40, 100)), ((10, 0), (0, 10)))
    assert table is not None
    bound = table.against(0, Mixture(((1, 1),)))
    assert bound is not None
    assert F(bound.lead, table.parts * table.scale) == -200
    assert F(bound.multiplier, table.scale) == -10
