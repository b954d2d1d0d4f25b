"""The share of settings in which each bid has each rank: exact, or from counted draws.

Exact: the settings are cut where two bids are level, and lengths, areas or volumes are added.
Sampled: draws from the seed of the question, with Wilson's interval for even draws, and one
from the spread of the walks for walks.  Level bids are one group and share a rank; elsewhere
a tie has no extent.  What the shares are told as is no matter of this module.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import isnan, isqrt
from typing import NamedTuple

import numpy as np

from bideval.analysis.map_regions import lead, whole_map
from bideval.analysis.share_settings import Group, Space, sides_of
from bideval.analysis.simplices import Corner, Simplex, cut, volume
from bideval.kernel.shares import Sampled, Walkable, even_shares, walked_shares

MOST_EXACT = 3  # free weights
_MOST_PIECES = 4_000
_Z = Fraction(196, 100)  # 95 of 100 intervals hold the share
_FINE = 10**6
HUNDRED, ZERO = Fraction(100), Fraction(0)
Interval = tuple[Fraction, Fraction]


class Found(NamedTuple):
    """Shares, 0 to 1, by group of level bids and rank; mean weights where it is first; how sure."""

    shares: Mapping[str, tuple[Fraction, ...]]
    centres: Mapping[str, tuple[Fraction, ...] | None]  # percent
    intervals: Mapping[str, tuple[Interval, ...]]  # empty where the shares are exact
    samples: int  # 0 where the shares are exact
    walks: bool = False


def shares_of(space: Space, seed: str, samples: int) -> Found:
    """Return exact shares where they can be had, else sampled ones."""
    exact = exact_shares(space) if space.dimensions <= MOST_EXACT else None
    return exact or sampled_shares(space, seed, samples)


# Exact


def exact_shares(space: Space) -> Found | None:
    """Cut the settings where bids are level; None where the pieces are too many."""
    pieces = whole_map(space.region, space.plane)
    whole = volume(pieces)
    shares: dict[str, tuple[Fraction, ...]] = {}
    centres: dict[str, tuple[Fraction, ...] | None] = {}
    for group in space.groups:
        by_rank = _by_rank(space, group, pieces)
        if by_rank is None:
            return None
        count = len(space.settings.space.bids)
        shares[group.first] = tuple(volume(by_rank.get(rank, ())) / whole for rank in range(count))
        centres[group.first] = _centre(space, by_rank.get(0, ()))
    return Found(shares, centres, {}, 0)


def _by_rank(
    space: Space, group: Group, pieces: tuple[Simplex, ...]
) -> Mapping[int, tuple[Simplex, ...]] | None:
    """The pieces by how many bids are ahead of the group."""
    found: dict[int, tuple[Simplex, ...]] = {0: pieces}
    for rival in space.groups:
        if rival == group:
            continue
        parted: dict[int, tuple[Simplex, ...]] = {}
        for rank, own in found.items():
            ahead, behind = cut(own, lead(space.settings, space.plane, rival.first, group.first))
            for count, part in ((rank + len(rival.bids), ahead), (rank, behind)):
                if part:
                    parted[count] = (*parted.get(count, ()), *part)
        found = parted
        if sum(map(len, found.values())) > _MOST_PIECES:
            return None
    return found


def _centre(space: Space, pieces: Sequence[Simplex]) -> tuple[Fraction, ...] | None:
    """The mean weights of some pieces: each piece's own mean, counted by its volume."""
    whole = volume(pieces)
    if not whole:
        return None
    middles = [(volume((piece,)) / whole, _middle(piece)) for piece in pieces]
    at = tuple(
        sum((share * middle[axis] for share, middle in middles), ZERO) for axis in range(space.dimensions)
    )
    return space.plane.weights(at)


def _middle(piece: Simplex) -> Corner:
    return tuple(sum(values, ZERO) / len(piece) for values in zip(*piece, strict=True))


# Sampled


def sampled_shares(space: Space, seed: str, samples: int) -> Found:
    """Draw settings from the seed."""
    sizes = np.array([len(group.bids) for group in space.groups], np.uint8)
    rows = [space.settings.space.points[group.first] for group in space.groups]
    low = space.region.low
    if space.simple:
        spare = HUNDRED - sum(map(Fraction, low), ZERO)
        base = [sum((own * least for own, least in zip(row, low, strict=True)), ZERO) / spare for row in rows]
        moved = [[p + more for p in row] for row, more in zip(rows, base, strict=True)]
        drawn = even_shares(np.array(moved, np.float64), sizes, seed, samples)
        centres = {
            group.first: _percent(own, low, spare)
            for group, own in zip(space.groups, drawn.centres, strict=True)
        }
        return _found(space, drawn, centres)
    drawn = walked_shares(np.array(rows, np.float64), sizes, _walkable(space), seed, samples)
    none = (ZERO,) * len(low)
    centres = {
        group.first: _percent(own, none, HUNDRED)
        for group, own in zip(space.groups, drawn.centres, strict=True)
    }
    return _found(space, drawn, centres)


def _percent(
    shares: Sequence[float], low: Sequence[Fraction | int], spare: Fraction
) -> tuple[Fraction, ...] | None:
    """Mean weights in whole percents: they are sampled."""
    if any(map(isnan, shares)):  # the bid was never first
        return None
    weights = (least + spare * Fraction(float(share)) for least, share in zip(low, shares, strict=True))
    return tuple(Fraction(round(weight)) for weight in weights)


def _walkable(space: Space) -> Walkable:
    plane, sides = space.plane, sides_of(space)
    return Walkable(
        base=np.array(plane.constants, np.float64),
        slopes=np.array(plane.slopes, np.float64).reshape(len(plane.constants), space.dimensions),
        start=np.array([space.inside[place] for place in plane.free], np.float64),
        widths=np.array([space.widths[place] / HUNDRED for place in plane.free], np.float64),
        low=np.array([-np.inf if row.low is None else float(row.low) for row in sides]),
        high=np.array([np.inf if row.high is None else float(row.high) for row in sides]),
        rows=np.array([row.coefficients for row in sides], np.float64),
    )


def _found(space: Space, drawn: Sampled, centres: Mapping[str, tuple[Fraction, ...] | None]) -> Found:
    shares, intervals = {}, {}
    for place, group in enumerate(space.groups):
        counts = [int(count) for count in drawn.counts[place]]
        shares[group.first] = tuple(Fraction(count, drawn.total) for count in counts)
        intervals[group.first] = tuple(
            wilson(count, drawn.total)
            if drawn.by_walk is None
            else batch_means([int(one) for one in drawn.by_walk[:, place, rank]], drawn.total)
            for rank, count in enumerate(counts)
        )
    return Found(shares, centres, intervals, drawn.total, drawn.by_walk is not None)


def wilson(count: int, total: int) -> Interval:
    """Wilson's interval of a share from independent draws, rounded outwards to six places."""
    share, square = Fraction(count, total), _Z * _Z
    middle = share + square / (2 * total)
    spread = _Z * root(share * (1 - share) / total + square / (4 * total * total))
    whole = 1 + square / total
    return max(ZERO, (middle - spread) / whole), min(Fraction(1), (middle + spread) / whole)


def batch_means(counts: Sequence[int], total: int) -> Interval:
    """The interval of a share from walks that do not know of each other, by the spread of their shares."""
    walks, each = len(counts), Fraction(total, len(counts))
    shares = [count / each for count in counts]
    mean = sum(shares, ZERO) / walks
    variance = sum(((share - mean) ** 2 for share in shares), ZERO) / (walks - 1)
    spread = _Z * root(variance / walks)
    return max(ZERO, mean - spread), min(Fraction(1), mean + spread)


def root(value: Fraction) -> Fraction:
    """The square root, rounded up to six places."""
    return Fraction(isqrt(int(value * _FINE * _FINE)) + 1, _FINE) if value else ZERO
