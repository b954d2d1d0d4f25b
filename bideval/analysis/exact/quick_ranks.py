"""Weights and conflicts for best ranks, proposed by a solver that keeps one model for all bids.

As bideval.analysis.exact.ranks does it, with floats choosing and whole numbers deciding: a
proposed mixture is rounded and its greatest lead filled in exactly, proposed weights are
rounded to whole parts.  Points and mixtures that were found for one bid serve the others.

Which of several weights are found depends on the solver.  Where nothing is found in this
way, as in ties that cannot be rounded, the exact programmes answer.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.exact.many import Mixture, Table, mixture_of
from bideval.analysis.propose import Lead, LeadProposer
from bideval.proof.linear import Number, Vector
from bideval.proof.ranks import Rivals, meeting

_ASKED = 60  # questions to the solver about one bid


class Conflict(NamedTuple):
    """Rivals of which one is ahead at any weights, and the ray that proves it."""

    rivals: Rivals  # by place among the rivals
    ray: Vector  # of the sum, the rows of the region, the rivals


class Found(NamedTuple):
    """Weights at which no more rivals are ahead than the conflicts ask for."""

    weights: Vector
    conflicts: tuple[Conflict, ...]


class QuickSearch:
    """One run over all bids of a table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.bids = range(len(table.points))
        self.points: list[tuple[list[int], list[int]]] = []  # weights in parts, and the totals there
        self.mixtures: list[Mixture] = []
        self.proposer: LeadProposer | None = None
        ends = zip(table.region.low, table.region.high, strict=True)
        self.look_at(tuple(float(low + high) / 2 for low, high in ends))

    def look_at(self, weights: tuple[float, ...]) -> None:
        """Keep the weights in parts nearest to these."""
        parts = self.table.repaired(weights)
        if parts is not None:
            self.points.append((parts, self.table.totals(parts)))

    def found(self, bid: int) -> Found | None:
        """Return what settles the best rank of a bid, or None where this way leads to nothing."""
        ahead_so_far = (Mixture(((rival, 1),)) for rival in self.bids if self.always_ahead(rival, bid))
        conflicts = [one for mixture in ahead_so_far if (one := self.conflict(bid, mixture))]
        tried, least = 0, 0
        for _ in range(_ASKED):
            ahead, weights = min((_ahead(bid, totals), weights) for weights, totals in self.points)
            met = meeting(tuple(one.rivals for one in conflicts), least)
            while met.rivals is None:
                if not met.all_seen:
                    return None
                least += 1
                met = meeting(tuple(one.rivals for one in conflicts), least)
            if ahead == least:
                witness = tuple(Fraction(weight, self.table.parts) for weight in weights)
                return Found(witness, tuple(conflicts))
            while tried < len(self.mixtures):
                known = self.conflict(bid, self.mixtures[tried])
                tried += 1
                if known is not None:
                    conflicts.append(known)
                    break
            else:
                if not self.asked(bid, met.rivals, least):
                    return None
        return None

    def always_ahead(self, rival: int, bid: int) -> bool:
        """Say whether a rival is ahead of a bid at all weights seen so far."""
        return all(totals[rival] > totals[bid] for _, totals in self.points)

    def asked(self, bid: int, met: Rivals, least: int) -> bool:
        """Ask for weights at which only ``met`` are ahead; keep them or the mixture that is in the way."""
        rivals = frozenset(rival for rival in self.bids if rival != bid and _place(rival, bid) not in met)
        if not rivals:
            return False
        if self.proposer is None:
            self.proposer = self.table.proposer()
        proposal = self.proposer.propose(bid, rivals)
        if not isinstance(proposal, Lead):
            return False
        self.look_at(proposal.weights)
        mixture = mixture_of(proposal)
        if mixture is not None and self.conflict(bid, mixture) is not None:
            self.mixtures.append(mixture)
            return True
        return _ahead(bid, self.points[-1][1]) <= least

    def conflict(self, bid: int, mixture: Mixture) -> Conflict | None:
        """Return a mixture as a conflict of a bid, if it is ahead of it everywhere."""
        shares = dict(mixture.shares)
        bound = None if bid in shares else self.table.against(bid, mixture)
        if bound is None or bound.lead >= 0:
            return None
        others = (shares.get(rival, 0) for rival in self.bids if rival != bid)
        of_sum: Number = -bound.multiplier
        if self.table.counted != self.table.scale:
            of_sum = Fraction(of_sum, self.table.scale)
        return Conflict(frozenset(_place(rival, bid) for rival in shares), (of_sum, *others))


def _place(rival: int, bid: int) -> int:
    """Return a rival's place among the rivals of a bid."""
    return rival - (rival > bid)


def _ahead(bid: int, totals: list[int]) -> int:
    own = totals[bid]
    return sum(other > own for other in totals)
