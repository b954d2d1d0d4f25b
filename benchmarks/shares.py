"""Shares of the weight settings: how often each bid has each rank, over even draws of all weights."""

from collections.abc import Callable
from functools import partial
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from benchmarks.clock import race, timed
from benchmarks.peers import USES, Floats, Ranking, arrays, sorted_out
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size
from benchmarks.texts import tables
from bideval.kernel.shares import even_shares

Counts = NDArray[np.int64]

_ROUNDS = 3  # each takes seconds
_OF_NUMPY = 10  # the six lines are given one sample of so many; arrays of all would not fit
_OF_PEERS = 20_000
_TARGETS = {"pyrepo-mcda": 400.0, "pymcdm": 2000.0}


def ours(points: Floats, samples: int, threads: int) -> Counts:
    """Return how often each bid has each rank."""
    counts: Counts = even_shares(
        points, np.ones(len(points), np.uint8), "benchmark", samples, threads=threads
    ).counts
    return counts


def six_lines(points: Floats, samples: int) -> Counts:
    """Do the same in the numpy that comes to mind."""
    weights = np.random.default_rng(1).dirichlet(np.ones(points.shape[1]), samples)
    totals = weights @ points.T
    order = np.argsort(-totals, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(len(points))[None, :], axis=1)
    return np.stack([np.bincount(own, minlength=len(points)) for own in ranks.T])


def one_by_one(ranking: Ranking, points: Floats, samples: int) -> Counts:
    """Do the same with a peer that takes one set of weights at a time."""
    counts = np.zeros((len(points), len(points)), np.int64)
    for weights in np.random.default_rng(1).dirichlet(np.ones(points.shape[1]), samples):
        found = np.asarray(ranking(points, weights)).astype(int) - 1
        counts[np.arange(len(points)), found] += 1
    return counts


def shares(size: Size) -> list[Outcome]:
    """Run the rows of the shares."""
    (table,) = islice(tables(size.bids, size.criteria), 1)
    points, _ = arrays(*table)
    work = f"each of {size.samples} samples of {size.bids} x {size.criteria}, shares of ranks"
    uses, not_run = sorted_out((use for use in USES if use.package in _TARGETS), work)
    few, fewer = max(1, size.samples // _OF_NUMPY), max(1, size.samples // _OF_PEERS)
    runs: list[tuple[Callable[[], object], int]] = [
        (partial(ours, points, size.samples, 1), size.samples),
        (partial(ours, points, size.samples, 2), size.samples),
        (partial(six_lines, points, few), few),
        *((partial(one_by_one, use.load(), points, fewer), fewer) for use in uses),
    ]
    contenders = [timed(partial(_itself, run), samples) for run, samples in runs]
    one, two, numpy, *peers = race(contenders, min(size.rounds, _ROUNDS))
    return [
        Row(work, one, "numpy: six lines", numpy, 4),
        Row(f"{work}, two threads", two, "numpy: six lines", numpy),
        *(
            Row(work, one, str(use), figure, _TARGETS[use.package] if use.one else None)
            for use, figure in zip(uses, peers, strict=True)
        ),
        Row(f"{work}, two threads", two, "1.5 s for ten million", None, 1.5e-7),
        *not_run,
    ]


def _itself(run: Callable[[], object]) -> Callable[[], object]:
    return run
