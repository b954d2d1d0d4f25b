"""Who can win, of all bids at once: each answer a claim that its checker has accepted.

A verdict needs weights at which the bid leads, or a mixture of rivals that is ahead of it
everywhere; neither has to be the best.  So for each bid, the strongest first:

1. weights found for other bids, and mixtures that held other bids off, are tried on it;
2. the solver, which keeps one model for all bids, proposes weights and a mixture; they are
   rounded to whole parts, the weights repaired to sum to 100, and tried;
3. what is still open (a tie, or nearly one) goes to ``certify.can_win``.

Against a mixture the greatest lead over weights with bounds alone is filled in order, as
in bideval.analysis.exact.box, so its multiplier is exact.  All of it is in whole numbers:
points and weights over one denominator each.  Where the region has rows too, each bid is
a question of its own.
"""

from fractions import Fraction
from math import isfinite, lcm
from operator import mul, sub
from typing import NamedTuple

from bideval.analysis.exact.certify import can_win
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.propose import Lead, LeadProposer, Proposer, propose
from bideval.proof.checking import check
from bideval.proof.claims import CannotWin, CanWin, OnlyTies
from bideval.proof.linear import Vector, count, is_vector, whole
from bideval.proof.programs import Differences
from bideval.proof.region import WHOLE, Region, is_region

FINE = 10**9  # parts of a percent, at least, and of a mixture: finer would copy the solver's noise
_COARSE = 10**15  # beyond so many parts of a percent floats do not reach
_SHORT = 10**6  # parts of a point at most for claims to count in them
_RECENT = 4  # mixtures that are tried on a bid

MALFORMED = NotEstablished("the region and the points are malformed or of different lengths")

Ties = tuple[tuple[bool, ...], ...]
Possible = CanWin | OnlyTies | CannotWin | NotEstablished


def can_win_all(
    region: Region, points: tuple[Vector, ...], wins_ties: Ties, proposer: Proposer = propose
) -> tuple[Possible, ...]:
    """Say of every bid whether it can win anywhere in the region, each as ``certify.can_win`` does.

    ``points`` are 0-100, one row a bid and one column a weight; ``wins_ties`` holds for each
    bid whether it is taken before each of the others, in their order.  Malformed data is an
    answer, never an error.
    """
    bids = len(points)
    if not is_region(region) or not all(is_vector(row, len(region.low)) for row in points):
        return (MALFORMED,) * bids
    if tuple(map(count, wins_ties)) != (bids - 1,) * bids:
        return (NotEstablished("there is not one tie rule for each pair of bids"),) * bids
    table = table_of(region, points)
    search = _Search(table, wins_ties) if bids > 1 and not region.rows and table is not None else None
    found: dict[int, Possible] = {}
    for bid in table.strongest_first() if table is not None else range(bids):
        claim = search.claim(bid) if search is not None else None
        if claim is None:
            claim = can_win(region, differences_of(points, bid), wins_ties[bid], proposer)
        found[bid] = claim
    return tuple(found[bid] for bid in range(bids))


def counted(scale: int) -> int:
    """Return in how many parts of a point claims count, of points that are whole in ``scale`` parts.

    Prices as shares of each other have denominators that are long together: then in points.
    """
    return scale if scale <= _SHORT else 1


class Mixture(NamedTuple):
    """Bids by place, each with a whole number above 0: its share, of their sum."""

    shares: tuple[tuple[int, int], ...]


class MixtureBound(NamedTuple):
    """The greatest lead over a mixture, and the multiplier of the row of the sum, in parts."""

    lead: int
    multiplier: int


class Table(NamedTuple):
    """A region with bounds alone and the bids' points, both in whole parts."""

    region: Region
    points: list[list[int]]
    scale: int  # parts of a point
    low: list[int]
    high: list[int]
    parts: int  # of a percent

    def has_weights(self) -> bool:
        """Say whether any weights in the ranges sum to the whole."""
        return sum(self.low) <= WHOLE * self.parts <= sum(self.high)

    def differences(self, bid: int) -> Differences:
        """The bid's points less each rival's, in ``counted`` parts."""
        own = self.points[bid]
        found = [tuple(map(sub, own, other)) for rival, other in enumerate(self.points) if rival != bid]
        if self.counted == self.scale:
            return tuple(found)
        return tuple(tuple(Fraction(entry, self.scale) for entry in row) for row in found)

    @property
    def counted(self) -> int:
        """How many parts of a point claims count in: whole points where whole parts would be long."""
        return counted(self.scale)

    def totals(self, weights: list[int]) -> list[int]:
        """The bids' totals at weights in parts."""
        return [sum(map(mul, row, weights)) for row in self.points]

    def strongest_first(self) -> list[int]:
        """The bids by their totals at the middles of all ranges."""
        totals = self.totals([low + high for low, high in zip(self.low, self.high, strict=True)])
        return sorted(range(len(totals)), key=lambda bid: (-totals[bid], bid))

    def repaired(self, weights: tuple[float, ...]) -> list[int] | None:
        """Weights in parts near the floats, within their bounds and with the right sum, if there are any."""
        if not all(map(isfinite, weights)):
            return None
        near = [
            min(high, max(low, round(weight * self.parts)))
            for weight, low, high in zip(weights, self.low, self.high, strict=True)
        ]
        left = WHOLE * self.parts - sum(near)
        for place, value in enumerate(near):
            if not left:
                break
            moved = max(self.low[place], min(self.high[place], value + left)) - value
            near[place] += moved
            left -= moved
        return None if left else near

    def against(self, bid: int, mixture: Mixture) -> MixtureBound | None:
        """The bid's greatest lead over a mixture anywhere; None where no weights sum to the whole."""
        total = sum(share for _, share in mixture.shares)
        leads: list[int] = [total * entry for entry in self.points[bid]]
        for rival, share in mixture.shares:
            leads = [lead - share * entry for lead, entry in zip(leads, self.points[rival], strict=True)]
        left = WHOLE * self.parts - sum(self.low)
        lead = sum(map(mul, leads, self.low))
        last = max(leads)
        for entry, room in sorted(zip(leads, map(sub, self.high, self.low), strict=True), reverse=True):
            if left <= 0:
                break
            taken = min(left, room)
            last = entry
            lead += taken * entry
            left -= taken
        return None if left else MixtureBound(lead, last)

    def proposer(self) -> LeadProposer:
        """A solver's model of all leads."""
        low, high = (tuple(map(float, ends)) for ends in (self.region.low, self.region.high))
        points = tuple(tuple(entry / self.scale for entry in row) for row in self.points)
        return LeadProposer(low, high, float(WHOLE), points)


def table_of(region: Region, points: tuple[Vector, ...]) -> Table | None:
    """Return the table, or None where weights or points are beyond what floats tell apart."""
    parts = lcm(*(end.denominator for end in (*region.low, *region.high)))
    rows = [whole(row) for row in points]
    scale = lcm(*(factor for _, factor in rows))
    most = WHOLE * FINE
    steep = any(abs(entry) > most * factor for row, factor in rows for entry in row)
    if steep or parts > _COARSE or any(end > most for end in region.high):
        return None
    parts *= -(-FINE // parts)
    return Table(
        region,
        [[entry * (scale // factor) for entry in row] for row, factor in rows],
        scale,
        [int(end * parts) for end in region.low],
        [int(end * parts) for end in region.high],
        parts,
    )


def mixture_of(lead: Lead) -> Mixture | None:
    """Return the proposed mixture in whole shares, if there is any."""
    if not all(map(isfinite, lead.shares)):
        return None
    shares = [(bid, round(share * FINE)) for bid, share in enumerate(lead.shares)]
    kept = tuple((bid, share) for bid, share in shares if share > 0)
    return Mixture(kept) if kept else None


class _Search:
    """One run over all bids: the points and mixtures that were found so far."""

    def __init__(self, table: Table, wins_ties: Ties) -> None:
        self.table = table
        self.wins_ties = wins_ties
        self.proposer: LeadProposer | None = None
        self.points: list[tuple[list[int], list[int]]] = []  # weights in parts, and the totals there
        self.mixtures: list[Mixture] = []

    def claim(self, bid: int) -> Possible | None:
        """Return a proved claim about a bid, or None where it is left open."""
        for weights, totals in self.points:
            if self.leads(bid, totals):
                return self.can_win(bid, weights)
        for mixture in self.mixtures[-_RECENT:]:
            found = self.cannot_win(bid, mixture)
            if found is not None:
                return found
        return self.proposed(bid)

    def proposed(self, bid: int) -> Possible | None:
        """Ask the solver, and try what it proposes."""
        if self.proposer is None:
            self.proposer = self.table.proposer()
        proposal = self.proposer.propose(bid, frozenset(range(len(self.table.points))) - {bid})
        if not isinstance(proposal, Lead):
            return None
        weights = self.table.repaired(proposal.weights)
        if weights is not None:
            totals = self.table.totals(weights)
            if self.leads(bid, totals):
                self.points.append((weights, totals))
                return self.can_win(bid, weights)
        mixture = mixture_of(proposal)
        found = None if mixture is None else self.cannot_win(bid, mixture)
        if found is not None and mixture is not None:
            self.mixtures.append(mixture)
        return found

    def leads(self, bid: int, totals: list[int]) -> bool:
        """Say whether the bid leads every rival, or is level where ties favour it."""
        rivals = totals[:bid] + totals[bid + 1 :]
        own = totals[bid]
        return all(
            own > other or (own == other and favoured)
            for other, favoured in zip(rivals, self.wins_ties[bid], strict=True)
        )

    def can_win(self, bid: int, weights: list[int]) -> Possible | None:
        """Return the claim that the bid leads at weights in parts."""
        table = self.table
        witness = tuple(Fraction(weight, table.parts) for weight in weights)
        claim = CanWin(table.region, table.differences(bid), self.wins_ties[bid], witness, table.counted)
        return claim if check(claim).proved else None

    def cannot_win(self, bid: int, mixture: Mixture) -> Possible | None:
        """Return the claim that a mixture of rivals holds the bid off, if it does."""
        if any(rival == bid for rival, _ in mixture.shares):
            return None
        table = self.table
        bound = table.against(bid, mixture)
        if bound is None or bound.lead > 0:
            return None
        if bound.lead == 0 and not any(self.wins_ties[bid]):
            return None  # perhaps it can be level, which is another claim
        total = sum(share for _, share in mixture.shares)
        shares = dict(mixture.shares)
        rivals = (rival for rival in range(len(table.points)) if rival != bid)
        duals = (
            Fraction(-bound.multiplier * table.counted, total * table.scale * WHOLE),
            *(Fraction(shares.get(rival, 0), total) for rival in rivals),
        )
        claim = CannotWin(table.region, table.differences(bid), self.wins_ties[bid], duals, table.counted)
        return claim if check(claim).proved else None


def differences_of(points: tuple[Vector, ...], bid: int) -> Differences:
    """The bid's points less each rival's, from points of any kind."""
    own = points[bid]
    return tuple(tuple(map(sub, own, other)) for rival, other in enumerate(points) if rival != bid)
