"""The best and the worst rank that a bid has among the weights considered (A4).

A rank is one more than the number of bids ahead, in totals before the last roundings.
A tie counts for the bid in its best rank and against it in its worst.  The worst rank is
the best one with all points negated, counted from the last.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.ranks import Ranked, best_ranks
from bideval.analysis.settings import Settings
from bideval.proof.claims import WholeMinimum
from bideval.proof.linear import Vector


class RankFound(NamedTuple):
    """A proved extreme rank, the weights at which the bid has it, and the claim."""

    rank: int
    weights: Vector
    claim: WholeMinimum


class RankRange(NamedTuple):
    """The best rank of a bid, ties counted for it, and the worst, ties counted against it."""

    best: RankFound | NotEstablished
    worst: RankFound | NotEstablished


def best_rank(settings: Settings, bid: str) -> RankFound | NotEstablished:
    """Return the best rank of an assessed bid, ties counted for it."""
    (found,) = _best(settings, (bid,))
    return found


def rank_ranges(settings: Settings) -> Mapping[str, RankRange]:
    """Return the best and the worst rank of every assessed bid."""
    bids = settings.space.bids
    pairs = zip(_best(settings, bids), _worst(settings, bids), strict=True)
    return {bid: RankRange(*pair) for bid, pair in zip(bids, pairs, strict=True)}


def _best(settings: Settings, bids: tuple[str, ...]) -> tuple[RankFound | NotEstablished, ...]:
    found = best_ranks(settings.region, _points(settings, 1), _places(settings, bids))
    return tuple(RankFound(*one) if isinstance(one, Ranked) else one for one in found)


def _worst(settings: Settings, bids: tuple[str, ...]) -> tuple[RankFound | NotEstablished, ...]:
    found = best_ranks(settings.region, _points(settings, -1), _places(settings, bids))
    last = 1 + len(settings.space.bids)
    return tuple(
        RankFound(last - one.rank, one.weights, one.claim) if isinstance(one, Ranked) else one
        for one in found
    )


def _points(settings: Settings, sign: int) -> tuple[Vector, ...]:
    space = settings.space
    return tuple(tuple(sign * entry for entry in space.points[bid]) for bid in space.bids)


def _places(settings: Settings, bids: tuple[str, ...]) -> tuple[int, ...]:
    return tuple(settings.space.bids.index(bid) for bid in bids)
