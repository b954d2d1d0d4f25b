"""Counted draws: the same counts in any number of parts, exact against a slow recount."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bideval.kernel.shares import BLOCK, SharesError, Walkable, even_shares, walked_shares

POINTS = np.array([[90.0, 20, 50], [30, 80, 60], [50, 50, 50], [61, 60, 30]])
ONES = np.ones(4, np.uint8)


@pytest.mark.parametrize("threads", [1, 2, 3, 5])
def test_threads_change_nothing(threads: int) -> None:
    one = even_shares(POINTS, ONES, "seed", 5 * BLOCK + 17)
    other = even_shares(POINTS, ONES, "seed", 5 * BLOCK + 17, threads=threads)
    assert (one.counts == other.counts).all()
    assert np.array_equal(one.centres, other.centres, equal_nan=True)


def test_every_bid_has_one_rank_in_every_draw() -> None:
    found = even_shares(POINTS, ONES, "seed", 20_000)
    assert (found.counts.sum(axis=1) == 20_000).all()
    assert (found.counts.sum(axis=0) == 20_000).all()


def test_three_corners_take_a_third_each() -> None:
    """By symmetry; 200,000 draws are within half a point."""
    found = even_shares(np.eye(3) * 100, np.ones(3, np.uint8), "seed", 200_000)
    assert np.abs(found.counts / 200_000 - 1 / 3).max() < 0.005
    assert np.abs(found.centres[0] - [11 / 18, 3.5 / 18, 3.5 / 18]).max() < 0.005


def test_mean_weights_of_even_draws() -> None:
    """A bid that is always first has the middle of all weights."""
    found = even_shares(np.array([[9.0, 9, 9, 9], [1, 1, 1, 1]]), np.ones(2, np.uint8), "seed", 100_000)
    assert np.abs(found.centres[0] - 0.25).max() < 0.003
    assert np.isnan(found.centres[1]).all()


def test_groups_of_level_bids_count_as_many() -> None:
    found = even_shares(np.array([[9.0, 9], [1, 1]]), np.array([3, 2], np.uint8), "seed", 100)
    assert found.counts[0].tolist() == [100, 0, 0, 0, 0]
    assert found.counts[1].tolist() == [0, 0, 0, 100, 0]


def test_walks_stay_inside_and_fill_a_square() -> None:
    """Two weights from 0 to 10 each: the first is the greater in half of the settings."""
    rows = np.eye(3)
    settings = Walkable(
        base=np.array([0.0, 0, 100]),
        slopes=np.array([[1.0, 0], [0, 1], [-1, -1]]),
        start=np.array([5.0, 5]),
        widths=np.array([0.1, 0.1]),
        low=np.array([0.0, 0, 80]),
        high=np.array([10.0, 10, 100]),
        rows=rows,
    )
    points = np.array([[100.0, 0, 0], [0, 100, 0]])
    found = walked_shares(points, np.ones(2, np.uint8), settings, "seed", 50_000)
    assert found.by_walk is not None
    assert abs(found.counts[0, 0] / found.total - 0.5) < 0.01
    assert np.abs(found.centres[0] - [20 / 300, 10 / 300, 0.9]).max() < 0.002  # of the half square
    again = walked_shares(points, np.ones(2, np.uint8), settings, "seed", 50_000)
    assert (found.counts == again.counts).all()


WRONG = [
    ("no bid", np.empty((0, 2)), np.ones(0, np.uint8)),
    ("no weight", np.empty((2, 0)), np.ones(2, np.uint8)),
    ("not a number", np.array([[np.nan, 1.0]]), np.ones(1, np.uint8)),
    ("endless", np.array([[np.inf, 1.0]]), np.ones(1, np.uint8)),
    ("sizes of other rows", POINTS, np.ones(3, np.uint8)),
    ("a group of nobody", POINTS, np.zeros(4, np.uint8)),
    ("more bids than ranks can tell", POINTS, np.full(4, 60, np.uint8)),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_other_arrays_are_refused(case: tuple[str, NDArray[np.float64], NDArray[np.uint8]]) -> None:
    _, points, sizes = case
    with pytest.raises(SharesError):
        even_shares(points, sizes, "seed", 10)


def test_the_draws_of_a_seed_are_pinned() -> None:
    """Golden: what this seed drew when it was first written; another answer is another stream."""
    found = even_shares(POINTS, ONES, "bideval", BLOCK)
    assert found.counts[:, 0].tolist() == [3402, 4520, 0, 270]
