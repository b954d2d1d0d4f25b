"""The winners of many tenders at once, in whole numbers of 64 bits: exact, or said to be in doubt.

Tables of bids have a column a tender and a row for its first, second, ... bid; a cell without
a bid is never admitted.  Weights are whole numbers over a denominator of their tender, points
thousandths, prices any whole unit.  A weighted sum is compared in one unit a tender:

* with a published rounding of the weighted figures, each figure is rounded half up in whole
  numbers, and the sums are exact;
* without one, the price's part is cut to a whole number; sums that differ after the cut
  differ truly, and equal ones are in doubt unless nothing was cut off.

Before anything is multiplied the greatest products are bounded from the greatest figures of the
tender; where they may leave 64 bits the tender is in doubt too.  What is in doubt is for exact
arithmetic to decide (bideval.portfolio.exact); nothing here guesses.

No text, no file, no rule of a tender beyond these: prices and bids are taken as they are given.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WholeTable = NDArray[np.int64]  # bids x tenders, or one figure a tender
Truth = NDArray[np.bool_]
Floats = NDArray[np.float64]

WEIGHT_UNIT = 100  # parts of a percent
POINT_UNIT = 1000  # parts of a point
HUNDRED = 100  # percent of all weights, and the most points
_FINE = HUNDRED * POINT_UNIT  # the unit of sums, where nothing is rounded, in parts of a weight
_SAFE = float(2**61)  # of 2^63: bounds are worked out in floats
_FAR = np.int64(2**62)
_BYTE = 255


class Shares(NamedTuple):
    """The price's part of the points on offer, by bid: ``over / under``, 0 to 1."""

    over: WholeTable
    under: WholeTable
    most_over: Floats  # of each tender
    most_under: Floats


class Weights(NamedTuple):
    """Weights by tender: hundredths of a percent over ``below``."""

    price: WholeTable
    others: WholeTable  # criteria x tenders
    below: WholeTable


class PricePart(NamedTuple):
    """What the price adds to each sum, where something was cut off, and where it may be wrong."""

    sums: WholeTable
    cut: Truth | None  # by bid; None where nothing is cut
    beyond: Truth  # by tender


def kept(figures: WholeTable, which: Truth, other: np.int64) -> WholeTable:
    """The figures at ``which``, and ``other`` in all other places.

    As ``np.where``, but without a branch for each cell, which takes three times as long where
    ``which`` is as good as random.  What leaves 64 bits on the way comes back into them.
    """
    found: WholeTable = figures - other
    found *= which
    found += other
    return found


def lowest_over_bid(price: WholeTable, admitted: Truth) -> Shares:
    """The lowest admitted price over the bid's own; every price is above 0."""
    lowest = kept(price, admitted, _FAR).min(axis=0)
    return _shares(lowest * admitted, price)


def linear_to_n_lowest(price: WholeTable, admitted: Truth, many: WholeTable) -> Shares:
    """A straight line from the lowest price to nothing at n times it; ``many`` is n in hundredths."""
    common = np.gcd(many, 100)  # so that products stay small
    most, one = many // common, 100 // common
    lowest = kept(price, admitted, _FAR).min(axis=0)
    lowest[lowest == _FAR] = 1  # nobody is admitted
    left = price * -one
    left += most * lowest
    np.maximum(left, 0, out=left)
    left *= admitted
    return _shares(left, np.broadcast_to((most - one) * lowest, price.shape))


def lowest_to_highest(price: WholeTable, admitted: Truth, when_equal: WholeTable) -> Shares:
    """A straight line from the lowest price to the highest; ``when_equal`` in thousandths of a point."""
    lowest = kept(price, admitted, _FAR).min(axis=0)
    highest = (price * admitted).max(axis=0)
    spread = np.maximum(highest - lowest, 0)
    equal = spread == 0
    left = highest - price
    left[:, equal] = when_equal[equal]
    left *= admitted
    return _shares(
        left,
        np.broadcast_to(np.where(equal, HUNDRED * POINT_UNIT, spread), price.shape),
    )


def budget_linear(price: WholeTable, admitted: Truth, budget: WholeTable) -> Shares:
    """The share of the budget left unspent, 0 above it; budgets by tender, above 0."""
    left = budget - price
    np.maximum(left, 0, out=left)
    left *= admitted
    return _shares(left, np.broadcast_to(budget, price.shape))


def _shares(over: WholeTable, under: WholeTable) -> Shares:
    return Shares(over, under, *(one.max(axis=0).astype(np.float64) for one in (over, under)))


def criterion_parts(weights: Weights, points: WholeTable, times: WholeTable | None) -> WholeTable:
    """What each criterion adds to each sum, criteria x bids x tenders.

    ``points`` is criteria x bids x tenders; ``times`` is twice the power of ten of the decimals
    to which each weighted figure is rounded half up, by tender, or None where none is rounded.
    """
    own = weights.others[:, np.newaxis, :]
    if times is None:
        exact: WholeTable = own * points
        return exact
    if (weights.below == 1).all():  # to divide by one number is quicker
        below: WholeTable | int = WEIGHT_UNIT * _FINE
    else:
        below = weights.below * (WEIGHT_UNIT * _FINE)
    rounded: WholeTable = (own * times) * points
    rounded += below
    rounded //= 2 * below
    return rounded


def price_part(weights: Weights, shares: Shares, times: WholeTable | None) -> PricePart:
    """What the price adds to each sum, in the unit of ``criterion_parts``.

    Tenders with figures too large to multiply at once are gone over again in steps.
    """
    product = weights.price.astype(np.float64) * shares.most_over
    if times is None:
        large = product * _FINE > _SAFE
        top = shares.over * (weights.price * _FINE)
        sums = top // shares.under
        cut: Truth | None = sums * shares.under != top
    else:
        greatest = shares.most_under * weights.below.astype(np.float64) * WEIGHT_UNIT
        large = (product * times + greatest) * 2 > _SAFE
        half = shares.under * (weights.below * WEIGHT_UNIT)
        sums = shares.over * (weights.price * times)
        sums += half
        half *= 2
        sums //= half
        cut = None
    again = np.flatnonzero(large)
    if not len(again):
        return PricePart(sums, cut, large)
    found = _in_steps(
        _weights_of(weights, again), _shares_of(shares, again), None if times is None else times[again]
    )
    sums[:, again] = found.sums
    large[again] = found.beyond
    if cut is not None and found.cut is not None:
        cut[:, again] = found.cut
    return PricePart(sums, cut, large)


def _weights_of(weights: Weights, which: WholeTable) -> Weights:
    return Weights(weights.price[which], weights.others[:, which], weights.below[which])


def _shares_of(shares: Shares, which: WholeTable) -> Shares:
    over, under, most_over, most_under = shares
    return Shares(over[:, which], under[..., which], most_over[which], most_under[which])


def _in_steps(weights: Weights, shares: Shares, times: WholeTable | None) -> PricePart:
    """The same by way of a first remainder, which has room for larger figures.

    A remainder is no larger than what was divided: so only where that is large can it be too large.
    """
    product = weights.price.astype(np.float64) * shares.most_over
    if times is None:
        first, rest = np.divmod(weights.price * shares.over, shares.under)
        second, cut = np.divmod(rest * _FINE, shares.under)
        beyond = (product > _SAFE) | (shares.most_under * _FINE > _SAFE)
        return PricePart(first * _FINE + second, cut != 0, beyond)
    under = shares.under * (weights.below * WEIGHT_UNIT)
    greatest = shares.most_under * weights.below.astype(np.float64) * WEIGHT_UNIT
    whole, rest = np.divmod(weights.price * shares.over, under)
    rounded = whole * (times // 2) + (rest * times + under) // (2 * under)
    return PricePart(rounded, None, (product > _SAFE) | (greatest * (times + 1) > _SAFE))


def points_beyond(weights: Weights, times: WholeTable | None) -> Truth:
    """Where what criteria add may leave 64 bits, by tender."""
    heaviest = weights.others.sum(axis=0).astype(np.float64)
    power = 1 if times is None else times
    found: Truth = (heaviest * power + 2 * weights.below * WEIGHT_UNIT) * _FINE > _SAFE
    return found


def masked(sums: WholeTable, admitted: Truth) -> WholeTable:
    """The sums, with those of bids that are not admitted below all others."""
    return kept(sums, admitted, -_FAR)


def ahead(sums: WholeTable, admitted: Truth) -> Truth:
    """The admitted bids with the highest sum of their tender; ``sums`` as in ``masked``."""
    found: Truth = (sums == sums.max(axis=0)) & admitted
    return found


def counted(which: Truth) -> WholeTable:
    """How many bids of each tender."""
    found: WholeTable
    if len(which) > _BYTE:
        found = which.sum(axis=0)
    else:
        found = np.add.reduce(which.view(np.uint8), axis=0, dtype=np.uint8)
    return found


def placed(which: Truth) -> WholeTable:
    """The place of the one bid of each tender; where there are several, or none, it means nothing."""
    found: WholeTable
    if len(which) > _BYTE:
        found = which.argmax(axis=0)
        return found
    places = np.arange(len(which), dtype=np.uint8)[:, np.newaxis]
    sums = np.add.reduce(which.view(np.uint8) * places, axis=0, dtype=np.uint8)
    found = np.minimum(sums.astype(np.intp), len(which) - 1)
    return found


def lower_price_first(first: Truth, price: WholeTable, applies: Truth) -> Truth:
    """Of bids that are level keep those with the lowest price, in the tenders to which it ``applies``."""
    many = np.flatnonzero(applies)
    if not len(many):
        return first
    level, prices = first.take(many, axis=1), price.take(many, axis=1)
    found = first.copy()
    found[:, many] = level & (prices == kept(prices, level, _FAR).min(axis=0))
    return found
