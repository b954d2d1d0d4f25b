"""The best and the worst rank that a bid has among the weights considered (A4).

A rank is one more than the number of bids ahead, in totals before the last roundings.
A tie counts for the bid in its best rank and against it in its worst.  The worst rank is
the best one with all points negated, counted from the last.

The weights at which a bid has its rank do not depend on a solver, but in large programmes.
"""

from collections.abc import Mapping
from typing import NamedTuple

from bideval.analysis.exact.canonical import is_canonical, propose_large
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.ranks import Ranked, best_ranks, worst_ranks
from bideval.analysis.propose import Proposer
from bideval.analysis.settings import Settings
from bideval.proof.linear import Vector
from bideval.proof.programs import margin_program


class RankRange(NamedTuple):
    """The best rank of a bid, ties counted for it, and the worst, ties counted against it."""

    best: Ranked | NotEstablished
    worst: Ranked | NotEstablished


def best_rank(settings: Settings, bid: str) -> Ranked | NotEstablished:
    """Return the best rank of an assessed bid, ties counted for it."""
    place = settings.space.bids.index(bid)
    (found,) = best_ranks(settings.region, _points(settings), (place,), _proposer(settings))
    return found


def rank_ranges(settings: Settings) -> Mapping[str, RankRange]:
    """Return the best and the worst rank of every assessed bid."""
    data = settings.region, _points(settings), None, _proposer(settings)
    pairs = zip(best_ranks(*data), worst_ranks(*data), strict=True)
    return {bid: RankRange(*pair) for bid, pair in zip(settings.space.bids, pairs, strict=True)}


def _points(settings: Settings) -> tuple[Vector, ...]:
    return tuple(settings.space.points[bid] for bid in settings.space.bids)


def _proposer(settings: Settings) -> Proposer | None:
    """Return what makes the weights shown the same on every machine, where the programmes are not large."""
    space = settings.space
    first, *others = space.bids
    program = margin_program(settings.region, tuple(space.difference(first, other) for other in others))
    return propose_large if is_canonical(program) else None
