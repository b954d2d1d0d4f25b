"""How often each bid has each rank over many weight settings drawn at random, the same on any machine.

Draws are counted, not streamed: block b of a seed always holds the same draws (Philox under
a key made from the seed), so any number of chunks or processes gives the same counts.

*Even draws* over all weights from 0 up that sum to the whole: each weight is a draw of the
exponential law over the sum of all.  A draw takes 16 random bits to one of 65,536 equally
likely values of that law, written as a whole number; points are whole numbers too, so totals
are exact in float64 whatever adds them, and ranks do not need the sum.

*Walks* through any other settings (hit-and-run): many walks at once, each step to an even
draw of the straight line through the last point in a drawn direction, up to the border.

These are floats and samples: shares of settings, never of anything else, and never a proof.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bideval.errors import BidevalError

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

BLOCK = 8192  # draws of a block: the numbers in work stay in the processor's cache
WALKS = 256
_POINTS = 2**24  # points are whole numbers up to this
_FINE = 2**16  # an exponential draw is a whole number of parts of this
_CENTRES = 2**17  # draws from which mean weights are made, at most
_WEIGHT = 2**20  # parts of a weight, of the whole
_MOST_BIDS = 200
_ALONE = 2**18  # products of numbers in one call; for more, OpenBLAS starts threads that wait for each other
_PLACES = 4096  # cells that are counted in at once, so that they stay in the processor's cache
_BEGIN = 20  # steps a free weight that are walked before anything is looked at
_THIN = 5  # steps from one look to the next; the spread between walks shows what that leaves alike


class SharesError(BidevalError, ValueError):
    """Raised when arrays are not points of bids and settings of the same weights; says why."""


class Sampled(NamedTuple):
    """Counts by bid and rank (rank 0 is first), and mean weights where a bid is first."""

    counts: Counts  # bids x ranks
    total: int
    centres: Floats  # bids x weights, shares of the whole; nan where a bid was never first
    by_walk: Counts | None = None  # walks x bids x ranks


@dataclass(frozen=True, slots=True, eq=False)
class Walkable:
    """Settings to walk through: weights = base + slopes x free, within bounds and rows; all in percent."""

    base: Floats  # one a weight
    slopes: Floats  # weights x free
    start: Floats  # free weights strictly inside
    widths: Floats  # how far each free weight can move, above 0
    low: Floats  # one a row of ``rows``
    high: Floats
    rows: Floats  # rows x weights; the bounds of single weights are rows too


def even_shares(
    points: Floats,
    sizes: NDArray[np.uint8],
    seed: str,
    samples: int,
    *,
    threads: int = 1,
) -> Sampled:
    """Return the ranks of bids over even draws of all weights, 0 or more with a fixed sum.

    ``points`` is bids x weights; ``sizes`` how many bids stand behind each row, all level.
    The counts are the same with any number of ``threads``.
    """
    _check(points, sizes)
    work = partial(_even_part, _whole_points(points), sizes, seed, samples)
    if threads == 1:
        parts = [work(0, 1)]
    else:
        with ThreadPoolExecutor(threads) as pool:
            parts = list(pool.map(work, range(threads), [threads] * threads))
    counts, sums, firsts = (sum(column[1:], column[0]) for column in zip(*parts, strict=True))
    return Sampled(counts, samples, _means(sums, firsts))


def _even_part(
    points: Floats, sizes: NDArray[np.uint8], seed: str, samples: int, begin: int, every: int
) -> tuple[Counts, Floats, Counts]:
    """Every so many blocks: the counts, and the sums of weights where each bid is first."""
    bids, weights = points.shape
    counts = np.zeros((bids, int(sizes.sum())), np.int64)
    sums, firsts = np.zeros((bids, weights)), np.zeros(bids, np.int64)
    places, drawn = np.empty(BLOCK * weights, np.intp), np.empty(BLOCK * weights)
    whole = np.empty((bids, BLOCK))  # written again for every block: memory asked for anew is slow
    key = _key(seed)
    for block in range(begin, -(-samples // BLOCK), every):
        np.copyto(places, _bits(key, 0, block, BLOCK * weights))
        np.take(_EXPONENTIAL, places, out=drawn, mode="clip")  # clip alone writes without a buffer
        own = drawn.reshape(BLOCK, weights)[: samples - block * BLOCK]
        ranks = _ranks(_totals(points, own, whole[:, : len(own)]), sizes)
        _count(ranks, counts)
        if block * BLOCK < _CENTRES:
            parts = np.rint(own / own.sum(axis=1, keepdims=True) * _WEIGHT)
            leads = (ranks == 0).astype(np.float64)
            sums += leads @ parts
            firsts += leads.sum(axis=1).astype(np.int64)
    return counts, sums, firsts


def walked_shares(
    points: Floats, sizes: NDArray[np.uint8], settings: Walkable, seed: str, samples: int
) -> Sampled:
    """Return the ranks of bids over walks through ``settings``; at least ``samples`` points are looked at."""
    _check(points, sizes)
    bids, weights = points.shape
    scaled = _whole_points(points)
    ranked = int(sizes.sum())
    by_walk = np.zeros((WALKS, bids, ranked), np.int64)
    sums, firsts = np.zeros((bids, weights)), np.zeros(bids, np.int64)
    looks = -(-samples // WALKS)
    place = np.arange(WALKS)[:, None] * bids + np.arange(bids)
    for at in _walk(settings, seed, looks):
        own = np.rint(at / 100 * _WEIGHT)
        ranks = _ranks(scaled @ own, sizes)
        np.add.at(by_walk.reshape(-1, ranked), (place, ranks.T), 1)
        leads = (ranks == 0).astype(np.float64)
        sums += leads @ own.T
        firsts += leads.sum(axis=1).astype(np.int64)
    return Sampled(by_walk.sum(axis=0), looks * WALKS, _means(sums, firsts), by_walk)


def _check(points: Floats, sizes: NDArray[np.uint8]) -> None:
    if points.ndim != 2 or not points.size or not np.isfinite(points).all():
        raise SharesError("points are finite numbers, bids x weights, at least one of each")
    if sizes.shape != points.shape[:1] or not sizes.all() or int(sizes.sum()) > _MOST_BIDS:
        raise SharesError(f"there is a size, 1 or more, for each row, and at most {_MOST_BIDS} bids")


def _whole_points(points: Floats) -> Floats:
    """Points as whole numbers; of two rows only their difference matters, so each weight is centred."""
    centred = points - points.mean(axis=0)
    greatest = np.abs(centred).max()
    found: Floats = np.rint(centred * (_POINTS / greatest)) if greatest else centred
    return found


def _key(seed: str) -> int:
    return int.from_bytes(sha256(seed.encode()).digest()[:16], "big")


def _bits(key: int, kind: int, block: int, count: int) -> NDArray[np.uint16]:
    """Draws of 16 bits, at least ``count``, of one block of one kind."""
    source = np.random.Philox(key=key, counter=(kind << 192) + (block << 64))
    words: NDArray[np.uint64] = source.random_raw(-(-count // 4))
    return words.astype("<u8", copy=False).view(np.uint16)[:count]


def _law() -> NDArray[np.float64]:
    """The exponential law: the middles of 65,536 equally likely parts, as whole numbers."""
    middles = (np.arange(2**16) + 0.5) / 2**16
    found: Floats = np.rint(-np.log(middles) * _FINE)
    return found


_EXPONENTIAL = _law()


def _totals(points: Floats, draws: Floats, out: Floats) -> Floats:
    """The totals, bids x draws, in parts that the algebra library does not spread over threads of its own."""
    some = max(1, _ALONE // points.size)
    for begin in range(0, len(draws), some):
        np.matmul(points, draws[begin : begin + some].T, out=out[:, begin : begin + some])
    return out


def _ranks(totals: Floats, sizes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How many bids are ahead of each, bids x draws."""
    ranks = np.zeros(totals.shape, np.uint8)
    plain = bool((sizes == 1).all())
    for one in range(len(totals) - 1):
        ahead = (totals[one] > totals[one + 1 :]).view(np.uint8)
        behind = sizes[one + 1 :]
        ranks[one + 1 :] += ahead if plain else ahead * sizes[one]
        own = ahead if plain else ahead * behind[:, None]
        ranks[one] += behind.sum(dtype=np.uint8) - np.add.reduce(own, axis=0, dtype=np.uint8)
    return ranks


def _count(ranks: NDArray[np.uint8], counts: Counts) -> None:
    """Add to ``counts`` how often each bid has each rank; bids are counted a few together."""
    bids, ranked = counts.shape
    together = 3 if ranked**3 <= _PLACES else 2 if ranked**2 <= _PLACES else 1
    for begin in range(0, bids, together):
        few = ranks[begin : begin + together]
        joint = few[0].astype(np.uint16)
        for own in few[1:]:
            joint *= np.uint16(ranked)
            joint += own
        found = np.bincount(joint, minlength=ranked ** len(few)).reshape((ranked,) * len(few))
        for place in range(len(few)):
            others = tuple(axis for axis in range(len(few)) if axis != place)
            counts[begin + place] += found.sum(axis=others)


def _means(sums: Floats, firsts: Counts) -> Floats:
    with np.errstate(invalid="ignore"):
        means: Floats = sums / firsts[:, None] / _WEIGHT
    return means


def _walk(settings: Walkable, seed: str, looks: int) -> Iterator[Floats]:
    """Yield the weights of all walks, weights x walks, thinned and after a beginning that is left out."""
    free = len(settings.start)
    begin = _BEGIN * max(10, free)
    at = np.repeat(settings.start[:, None], WALKS, axis=1)
    key = _key(seed)
    base = _applied(settings.rows, settings.base[:, None])
    slopes = _applied(settings.rows, settings.slopes)
    for step in range(begin + _THIN * looks):
        bits = _bits(key, 1, step, (free + 2) * WALKS).reshape(free + 2, WALKS)
        towards = (bits[:free] - 32767.5) * settings.widths[:, None]
        share = (bits[free] + (bits[free + 1] + 0.5) / 2**16) / 2**16
        back, ahead = _reach(
            base + _applied(slopes, at),
            _applied(slopes, towards),
            settings.low[:, None],
            settings.high[:, None],
        )
        at = at + (back + share * (ahead - back)) * towards
        if step >= begin and (step - begin) % _THIN == 0:
            yield settings.base[:, None] + _applied(settings.slopes, at)


def _applied(table: Floats, columns: Floats) -> Floats:
    """The product of two tables, added column by column: the same bits on any machine."""
    found = np.zeros((len(table), columns.shape[1]))
    for place, column in enumerate(columns):
        own = table[:, place]
        used = own != 0
        found[used] += own[used, None] * column
    return found


def _reach(at: Floats, towards: Floats, low: Floats, high: Floats) -> tuple[Floats, Floats]:
    """How far each walk may go back and ahead before it meets a bound."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, other = (low - at) / towards, (high - at) / towards
    still = towards == 0
    back = np.where(still, -np.inf, np.minimum(one, other)).max(axis=0)
    ahead = np.where(still, np.inf, np.maximum(one, other)).min(axis=0)
    back, ahead = np.minimum(back, 0), np.maximum(ahead, 0)
    return back, ahead
