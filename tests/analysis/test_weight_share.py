"""Shares of the weight settings: closed volumes, published centroids, exact beside sampled."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.answer import Basis, Verdict
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.pictures import Shares
from bideval.analysis.question import Asked, Question
from bideval.analysis.rank_shares import Found, batch_means, exact_shares, sampled_shares, wilson
from bideval.analysis.settings import settings_of
from bideval.analysis.share_settings import Space, share_space
from bideval.analysis.weight_share import WEIGHT_SHARE
from bideval.proof.region import Region, Row
from tests.analysis.asked import asked_of
from tests.analysis.tideway import tideway
from tests.scoring.build import Papers, tender

F = Fraction


def lot(points: Mapping[str, Sequence[int]], question: Question | None = None) -> Asked:
    """A lot of questions a, b, c, ... of equal weight, marked in points."""
    names = "abcdefgh"[: len(next(iter(points.values())))]
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        marks={"from": "consensus"},
        criteria=[
            {"id": name, "weight": F(100, len(names)), "scale": {"from": 0, "to": 100, "step": 1}}
            for name in names
        ],
    )
    marks = {(bid, name): mark for bid, own in points.items() for name, mark in zip(names, own, strict=True)}
    return asked_of(Papers(rules, {bid: {} for bid in points}, {}, marks), question)


def space_of(asked: Asked, region: Region | None = None) -> Space:
    found = settings_of(asked)
    assert not isinstance(found, str)
    space = share_space(found if region is None else found._replace(region=region))
    assert not isinstance(space, NotEstablished)
    return space


def region(*rows: Row, low: Sequence[int] = (0, 0, 0), high: Sequence[int] = (100, 100, 100)) -> Region:
    return Region(tuple(map(F, low)), tuple(map(F, high)), rows)


def row(*coefficients: int, low: int | None = 0, high: int | None = None) -> Row:
    return Row(tuple(map(F, coefficients)), low, high)


def exact(space: Space) -> Found:
    found = exact_shares(space)
    assert found is not None
    return found


AHEAD = {"ash": (9, 9, 9), "elm": (1, 1, 1)}
THIRDS = (F(100, 3),) * 3
CENTRES = [
    # in words, bids, region, mean weights of ash in percent
    ("all weights: a third each", AHEAD, region(), THIRDS),
    ("equal by rows: one setting", AHEAD, region(row(-1, 1, 0, high=0), row(0, 1, -1, high=0)), THIRDS),
    (
        "rows that together leave one setting",
        AHEAD,
        region(row(1, -1, -1), row(-1, 0, 1)),
        (F(50), F(0), F(50)),
    ),
    (
        "in order: the centroid of ranks, 11/18 5/18 2/18",
        AHEAD,
        region(row(1, -1, 0), row(0, 1, -1)),
        (F(1100, 18), F(500, 18), F(200, 18)),
    ),
    (
        "four in order: 25/48 13/48 7/48 3/48",
        {"ash": (9, 9, 9, 9), "elm": (1, 1, 1, 1)},
        region(row(1, -1, 0, 0), row(0, 1, -1, 0), row(0, 0, 1, -1), low=(0,) * 4, high=(100,) * 4),
        (F(2500, 48), F(1300, 48), F(700, 48), F(300, 48)),
    ),
    ("one weight fixed", AHEAD, region(low=(40, 0, 0), high=(40, 100, 100)), (F(40), F(30), F(30))),
]  # fmt: skip


@pytest.mark.parametrize("case", CENTRES, ids=lambda case: case[0])
def test_central_weights(case: tuple[str, Mapping[str, Sequence[int]], Region, tuple[Fraction, ...]]) -> None:
    _, points, over, centre = case
    found = exact(space_of(lot(points), over))
    assert found.centres["ash"] == centre
    assert found.centres["elm"] is None  # never first
    assert list(found.shares["ash"]) == [1, 0]
    assert list(found.shares["elm"]) == [0, 1]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_an_order_is_one_of_all_orders(count: int) -> None:
    """Marks 3, 2, 1, ... in a staircase: ash is ahead of all others exactly where its own weight is greatest."""
    bids = {f"bid-{place}": [100 * (one == place) for one in range(count)] for place in range(count)}
    found = exact(space_of(lot(bids)))
    assert all(shares == (F(1, count),) * count for shares in found.shares.values())
    corner = found.centres["bid-0"]
    assert corner is not None
    assert corner[0] == 100 * sum(F(1, one) for one in range(1, count + 1)) / count


def test_level_bids_share_the_best_rank() -> None:
    asked = lot({"ash": (5, 5, 5), "elm": (5, 5, 5), "oak": (4, 4, 4)})
    found = exact(space_of(asked))
    assert {bid: list(own) for bid, own in found.shares.items()} == {"ash": [1, 0, 0], "oak": [0, 0, 1]}
    (answer,) = WEIGHT_SHARE.run(asked)
    assert "ash and elm (level) rank first in 100%" in answer.sentence
    assert isinstance(answer.picture, Shares)
    assert sum(one.share for one in answer.picture.shares) == 1


def test_published_areas() -> None:
    """Financial 0 to 30 by social 0 to 30, the others in proportion: 46.35 and 53.65 percent."""
    ranges = {"financial": (F(0), F(30)), "social": (F(0), F(30))}
    (answer,) = WEIGHT_SHARE.run(asked_of(tideway(), Question(ranges=ranges)))
    assert "ch ranks first in 53.65%, tm in 46.35%" in answer.sentence
    assert answer.verdict is Verdict.PROVED
    assert "financial 0..30, social 0..30" in answer.sentence


def test_published_shares_of_a_tight_box() -> None:
    """Every weight within 6 points of its published one: 68 and 32 of 100."""
    weights = {
        "clinical": 12, "workforce": 10, "safety": 8, "access": 8, "mobilise": 6, "digital": 4,
        "reinvest": 6, "localjobs": 4, "finstand": 8, "bond": 4, "price": 25, "pricerisk": 5,
    }  # fmt: skip
    ranges = {name: (F(max(0, weight - 6)), F(weight + 6)) for name, weight in weights.items()}
    (answer,) = WEIGHT_SHARE.run(asked_of(tideway(), Question(ranges=ranges, samples=40_000)))
    assert (answer.verdict, answer.basis) == (Verdict.ESTIMATED, Basis.SAMPLE)
    sure = {line[0]: (line[2], line[3]) for line in answer.tables[1].rows}
    for bid, published in (("ch", 68), ("tm", 32)):
        low, high = sure[bid]
        assert isinstance(low, Fraction)
        assert isinstance(high, Fraction)
        assert low - 1 <= published <= high + 1
        assert high - low < 4
    assert not any("probab" in text for text in (answer.sentence, *answer.notes))


def test_the_same_seed_gives_the_same_answer() -> None:
    asked = asked_of(tideway(), Question(samples=9_000))
    once, again = WEIGHT_SHARE.run(asked), WEIGHT_SHARE.run(asked)
    other = WEIGHT_SHARE.run(asked._replace(question=Question(samples=9_000, seed="another")))
    assert once == again
    assert once[0].tables[1] != other[0].tables[1]


REGIONS = [
    ("all weights", None),
    ("least weights", region(low=(5, 10, 0, 0), high=(100,) * 4)),
    ("a box", region(low=(10, 10, 10, 10), high=(40, 50, 60, 35))),
    ("a box with a row", region(row(1, 1, -1, -1), low=(0,) * 4, high=(60,) * 4)),
    ("a row met exactly", region(row(1, -1, 0, 0, high=0), low=(0,) * 4, high=(100,) * 4)),
]


@pytest.mark.parametrize("case", REGIONS, ids=lambda case: case[0])
def test_samples_agree_with_exact_shares(case: tuple[str, Region | None]) -> None:
    points = {
        "ash": (90, 20, 50, 40),
        "elm": (30, 80, 60, 45),
        "oak": (50, 50, 50, 50),
        "yew": (60, 60, 30, 60),
    }
    space = space_of(lot(points), case[1])
    closed, drawn = exact(space), sampled_shares(space, "bideval", 40_000)
    for bid, shares in closed.shares.items():
        for rank, share in enumerate(shares):
            low, high = drawn.intervals[bid][rank]
            room = (high - low) / 2 + F(1, 1000)  # twice the half width: one interval in 20 misses
            assert low - room <= share <= high + room
        mean, sampled = closed.centres[bid], drawn.centres[bid]
        if mean is not None and sampled is not None and shares[0] > F(1, 20):
            assert all(abs(one - other) <= 2 for one, other in zip(mean, sampled, strict=True))


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 20), min_size=3, max_size=3), min_size=2, max_size=5),
)
def test_shares_sum_to_the_whole_in_any_order(rows: list[list[int]]) -> None:
    bids = {f"bid-{place}": own for place, own in enumerate(rows)}
    found = exact(space_of(lot(bids)))
    assert all(sum(shares) == 1 for shares in found.shares.values())
    turned = {bid: own[::-1] for bid, own in reversed(bids.items())}
    again = exact(space_of(lot(turned)))
    assert found.shares == again.shares
    assert sum(shares[0] for shares in found.shares.values()) == 1


def test_permuting_criteria_changes_no_sample() -> None:
    given_ = tideway()
    groups = given_.tender["criteria"]
    assert isinstance(groups, list)
    turned = Papers(
        {**given_.tender, "criteria": groups[::-1]},
        given_.bids,
        given_.prices,
        given_.consensus,
        given_.marks,
    )
    question = Question(samples=9_000)
    one, other = (WEIGHT_SHARE.run(asked_of(papers, question))[0] for papers in (given_, turned))
    assert one.sentence == other.sentence
    assert one.tables[:2] == other.tables[:2]


INTERVALS = [
    # in words, count, total, low, high: Wilson's closed form with z = 1.96
    ("none of ten", 0, 10, F(0), F("0.27754")),
    ("half of 9,604: one point either way", 4802, 9604, F("0.49000"), F("0.51000")),
    ("all of ten", 10, 10, F("0.72246"), F(1)),
]


@pytest.mark.parametrize("case", INTERVALS, ids=lambda case: case[0])
def test_wilson(case: tuple[str, int, int, Fraction, Fraction]) -> None:
    _, count, total, low, high = case
    found = wilson(count, total)
    assert abs(found[0] - low) < F(1, 10_000)
    assert abs(found[1] - high) < F(1, 10_000)


def test_walks_that_agree_are_sure_and_others_are_not() -> None:
    same, apart = batch_means([50] * 40, 4000), batch_means([0, 100] * 20, 4000)
    assert same == (F(1, 2), F(1, 2))
    assert apart[1] - apart[0] > F(3, 10)


def test_one_bid_ranks_first_and_nothing_is_drawn() -> None:
    (answer,) = WEIGHT_SHARE.run(lot({"ash": (1, 2, 3)}))
    assert answer.verdict is Verdict.DOES_NOT_APPLY
    assert answer.sentence == "One bid is assessed: it ranks first whatever the weights."


def test_a_method_without_weights_is_not_sampled() -> None:
    asked = lot({"ash": (1, 2), "elm": (2, 1)})
    (answer,) = WEIGHT_SHARE.run(asked._replace(case=asked.case._replace(quality_only=True)))
    assert answer.verdict is Verdict.DOES_NOT_APPLY
