"""Many evaluations at once through the kernel: one table of points, many weights."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import race, timed
from benchmarks.peers import USES, Floats, Ranking, sorted_out
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size
from benchmarks.texts import tables
from bideval.kernel.batch import Prepared, Whole, Winners, batch_totals, prepared, winners

Flags = NDArray[np.bool_]

_DRAWN = 500  # different weights
_SHARE_OF_PEERS = 400  # a peer is given one scenario of so many: it would take minutes else


class Batch(NamedTuple):
    """Weights, scenarios x criteria, and points, bids x criteria, as whole hundredths."""

    weights: Whole
    points: Whole


def drawn(size: Size) -> Batch:
    """Return the points of one table, and the weights of many."""
    source = tables(size.bids, size.criteria)
    points = [[_hundredths(text) for text in row.values()] for row in next(source).points.values()]
    few = [
        [_hundredths(text) for text in next(source).weights.values()]
        for _ in range(min(size.scenarios, _DRAWN))
    ]
    weights = np.resize(np.array(few, np.int64), (size.scenarios, size.criteria))
    return Batch(weights, np.array(points, np.int64))


def ours(weights: Whole | Prepared, points: Whole | Prepared) -> Winners:
    """Return who wins in each scenario."""
    return winners(batch_totals(weights, points))


def in_floats(weights: Floats, points: Floats) -> tuple[Floats, Flags, Flags]:
    """Do the same in plain numpy, as fast as it goes, in floats that may round."""
    totals = (points @ weights.T).T
    best = totals.max(axis=1)
    leads = totals == best[:, np.newaxis]
    return best, leads, leads.sum(axis=1) > 1


def batch(size: Size) -> list[Outcome]:
    """Run the rows of the batch."""
    return [*_beside_numpy(size), *_beside_peers(size)]


def _beside_numpy(size: Size) -> list[Outcome]:
    given = drawn(size)
    ready = [prepared(part) for part in given]
    floats = [part.astype(np.float64) for part in given]
    runs: list[Callable[[], object]] = [
        partial(batch_totals, *ready),
        partial(ours, *ready),
        partial(ours, *given),
        partial(_numpy_totals, *floats),
        partial(in_floats, *floats),
    ]
    totals, winning, unready, *numpy = race(
        [timed(partial(_itself, run), size.scenarios) for run in runs], size.rounds
    )
    work = f"each of {size.scenarios} scenarios of {size.bids} x {size.criteria}"
    return [
        Row(f"{work}, totals", totals, "numpy: float64", numpy[0], 1.3, slower=True),
        Row(f"{work}, winners", winning, "numpy: float64", numpy[1], 1.3, slower=True),
        Row(f"{work}, winners, not prepared", unready, "numpy: float64", numpy[1], slower=True),
    ]


def _itself(run: Callable[[], object]) -> Callable[[], object]:
    return run


def _numpy_totals(weights: Floats, points: Floats) -> Floats:
    totals: Floats = weights @ points.T
    return totals


def _beside_peers(size: Size) -> list[Outcome]:
    given = drawn(size)
    points, weights = given.points / 100, given.weights / 10_000
    work = f"each of {size.scenarios} scenarios of {size.bids} x {size.criteria}, winners"
    uses, not_run = sorted_out((use for use in USES if use.many), work)
    few = weights[: max(2, size.scenarios // _SHARE_OF_PEERS)]
    contenders = [
        timed(lambda: partial(ours, *given), size.scenarios),
        *(timed(partial(partial, _one_by_one, use.load(), points, few), len(few)) for use in uses),
    ]
    first, *figures = race(contenders, size.rounds)
    rows = [Row(work, first, str(use), figure, use.many) for use, figure in zip(uses, figures, strict=True)]
    return [*rows, *not_run]


def _one_by_one(ranking: Ranking, points: Floats, weights: Floats) -> None:
    for shares in weights:
        ranking(points, shares)


def _hundredths(text: str) -> int:
    return int(text.replace(".", ""))
