"""Weighted sums of many scenarios at once: as fast as floats, and exact.

A scenario is a row of weights; weights and points are whole numbers of some unit
(bideval.scoring.dot.WeightedTable gives such points), with the criteria in the same
order in both.  A total is the sum of weight x points, in the product of the units.

Why floats are exact here.  A float64 holds every whole number up to 2^53.  Before
anything is multiplied, whole-number arithmetic shows from the greatest magnitudes
that no sum of any products of one scenario and one bid is beyond that.  Whatever
order a matrix product adds them in, each step is then a whole number that float64
holds.  Where only 2^63 can be shown, int64 does the same more slowly; beyond it, the
answer is an error and never a wrong number.

This module reads no text, divides by nothing, rounds nothing and settles no tie.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bideval.errors import BidevalError

Whole = NDArray[np.int64]

FLOAT_END = 2**53  # whole numbers up to here, this one included, are float64
INT_END = 2**63 - 1

_CHUNK = 4096  # scenarios at a time: the numbers in work stay in the processor's cache


class BatchError(BidevalError, ValueError):
    """Raised when arrays are not weights and points of the same criteria; says why."""


class TotalsTooLargeError(BidevalError, OverflowError):
    """Raised when it cannot be shown that all totals fit 64 bits; bideval.scoring.dot has no such limit."""

    def __init__(self, bound: int) -> None:
        """Keep the bound that was shown."""
        self.bound = bound
        super().__init__(bound)

    def __str__(self) -> str:
        return f"totals may reach {self.bound}, and {INT_END} is the most; take coarser units"


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """Weights or points that are made ready once and used in many batches."""

    numbers: Whole | NDArray[np.float64]  # a copy: float64 where that is exact, else int64
    greatest: int  # the greatest magnitude among them


class Winners(NamedTuple):
    """Who is ahead in each scenario; all arrays are in the order of the scenarios."""

    best: Whole  # the highest total
    leads: NDArray[np.bool_]  # scenarios x bids: whether the bid has it
    tied: NDArray[np.bool_]  # whether more than one bid has it


def prepared(numbers: Whole) -> Prepared:
    """Return ``numbers`` (rows x criteria, int64) made ready; raise BatchError on other arrays."""
    _refuse(numbers)
    greatest = _greatest(numbers)
    if greatest <= FLOAT_END:
        return Prepared(numbers.astype(np.float64), greatest)
    return Prepared(numbers.copy(), greatest)


def batch_totals(weights: Whole | Prepared, points: Whole | Prepared) -> Whole:
    """Return the exact total of each bid in each scenario, scenarios x bids.

    ``weights`` is scenarios x criteria and ``points`` bids x criteria, int64 or
    prepared.  Raise BatchError on other types or shapes, TotalsTooLargeError where
    totals may leave 64 bits.

    >>> batch_totals(np.array([[60, 40], [50, 50]]), np.array([[100, 50], [0, 100]]))
    array([[8000, 4000],
           [7500, 5000]])
    """
    of_points = points if isinstance(points, Prepared) else prepared(points)
    rows = weights.numbers if isinstance(weights, Prepared) else weights
    if not isinstance(weights, Prepared):
        _refuse(weights)
    if rows.shape[1] != of_points.numbers.shape[1]:
        raise BatchError(
            f"the weights are for {rows.shape[1]} criteria, the points for {of_points.numbers.shape[1]}"
        )
    by_bid = np.empty((len(of_points.numbers), len(rows)), np.int64)  # winners are found faster by bid
    for begin in range(0, len(rows), _CHUNK):
        by_bid[:, begin : begin + _CHUNK] = _product(of_points, _chunk(weights, begin))
    return by_bid.T


def winners(totals: Whole) -> Winners:
    """Return who has the highest total in each scenario; ``totals`` is scenarios x bids, int64.

    Raise BatchError when it is not, or when there is no bid.

    >>> winners(np.array([[3, 1, 3], [2, 5, 4]])).leads
    array([[ True, False,  True],
           [False,  True, False]])
    """
    if totals.ndim != 2 or totals.dtype != np.int64 or not totals.shape[1]:
        raise BatchError("totals are int64, scenarios x bids, with at least one bid")
    best = totals.max(axis=1)
    leads = totals == best[:, np.newaxis]
    return Winners(best, leads, leads.sum(axis=1) > 1)


def _refuse(numbers: Whole) -> None:
    """Raise unless these are rows of whole numbers."""
    if numbers.dtype != np.int64:
        raise BatchError(f"the array is {numbers.dtype}; only int64 is exact")
    if numbers.ndim != 2:
        raise BatchError(f"the array has {numbers.ndim} dimensions, not 2")


def _greatest(numbers: Whole) -> int:
    """Return the greatest magnitude, as a number without limit; 0 if there is no number."""
    unsigned = int(numbers.view(np.uint64).max(initial=0))
    if unsigned <= INT_END:  # then nothing is negative, and one look was enough
        return unsigned
    return max(int(numbers.max()), -int(numbers.min()))


def _chunk(weights: Whole | Prepared, begin: int) -> Prepared:
    """Return some scenarios made ready."""
    if isinstance(weights, Prepared):
        return Prepared(weights.numbers[begin : begin + _CHUNK], weights.greatest)
    return prepared(weights[begin : begin + _CHUNK])


def _product(points: Prepared, weights: Prepared) -> NDArray[np.float64] | Whole:
    """Return points x weights transposed, once it is shown that each step is exact."""
    bound = _bound(weights, points)
    if bound > INT_END:
        raise TotalsTooLargeError(bound)
    if bound <= FLOAT_END:
        return _floats(points) @ _floats(weights).T
    return points.numbers.astype(np.int64) @ weights.numbers.astype(np.int64).T


def _floats(of: Prepared) -> NDArray[np.float64]:
    """Return the numbers as floats: exact, or else multiplied by zeros alone."""
    return of.numbers.astype(np.float64, copy=False)


def _bound(weights: Prepared, points: Prepared) -> int:
    """Return what no sum of products of a scenario and a bid goes beyond, first the quick way."""
    bound: int = weights.greatest * points.greatest * weights.numbers.shape[1]
    if bound <= FLOAT_END:
        return bound
    return min(weights.greatest * _greatest_sum(points), _greatest_sum(weights) * points.greatest)


def _greatest_sum(of: Prepared) -> int:
    """Return the greatest sum of magnitudes of a row, as a number without limit."""
    if of.greatest * of.numbers.shape[1] <= FLOAT_END:
        return int(np.abs(of.numbers).sum(axis=1).max(initial=0))
    rows: list[list[int | float]] = of.numbers.tolist()
    return max(sum(abs(int(number)) for number in row) for row in rows)
