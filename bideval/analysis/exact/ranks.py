"""The best rank of every bid at once, each with a tree that proves it.

A *conflict* of a bid is a mixture of rivals that is ahead of it everywhere: at any weights
one of those rivals is ahead.  A rival ahead everywhere is a conflict alone.  So the number
ahead is at least the size of the smallest set of rivals that meets every conflict.

1. take such a smallest set; ask the solver for weights at which no other rival is ahead;
2. weights with no more rivals ahead than that are the best; otherwise what the solver
   proposes is one more conflict, which no set so far has met.

The tree splits at the rivals of a conflict, one by one, and closes where as many are ahead
as the best rank has, or where a conflict would have none.  No case needs a search, and
large numbers (M) prove nothing: they stand in the programme only.

Where the region has rows, or proposals end in ties that cannot be rounded, a bid is left
to bideval.analysis.exact.whole.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from bideval.analysis.exact.certify import pair_bound
from bideval.analysis.exact.chain import NotEstablished
from bideval.analysis.exact.many import (
    MALFORMED,
    Mixture,
    MixtureBound,
    Table,
    differences_of,
    mixture_of,
    table_of,
)
from bideval.analysis.exact.whole import SolvedWhole, minimise_whole
from bideval.analysis.propose import Lead, LeadProposer
from bideval.proof.checking import check
from bideval.proof.claims import PairBound, WholeMinimum
from bideval.proof.linear import Number, Program, Vector, is_vector
from bideval.proof.programs import Differences
from bideval.proof.region import Region, all_rows, is_region
from bideval.proof.tree import Bound, Node, Nothing, Split

_CASES = 400  # nodes of a tree; beyond, bounds by multipliers are shorter
_ASKED = 60  # questions to the solver about one bid


class Ranked(NamedTuple):
    """A best rank, ties counted for the bid; weights at which it has it; and the claim."""

    rank: int
    weights: Vector
    claim: WholeMinimum


def best_ranks(
    region: Region, points: tuple[Vector, ...], asked: tuple[int, ...] | None = None
) -> tuple[Ranked | NotEstablished, ...]:
    """Return the best rank of each bid in the region, or of those asked for, by place.

    ``points`` are one row a bid and one column a weight; negated, they give worst ranks,
    counted from the last.
    """
    bids = tuple(range(len(points))) if asked is None else asked
    if not is_region(region) or not all(is_vector(row, len(region.low)) for row in points):
        return (MALFORMED,) * len(bids)
    table = None if region.rows else table_of(region, points)
    search = _Search(table) if table is not None and table.has_weights() else None
    found: list[Ranked | NotEstablished] = []
    for bid in bids:
        quick = search.ranked(bid) if search is not None else None
        found.append(quick or by_whole_numbers(region, differences_of(points, bid)))
    return tuple(found)


def by_whole_numbers(region: Region, differences: Differences) -> Ranked | NotEstablished:
    """Return the best rank of one bid by a programme with a yes or no for each rival."""
    least: list[Number] = []
    for difference in differences:
        bound = pair_bound(region, difference)
        if not isinstance(bound, PairBound):
            return bound
        least.append(bound.least)
    program = best_program(region, differences, tuple(least))
    width = len(region.low)
    whole_columns = tuple(range(width, width + len(differences)))
    outcome = minimise_whole(program, whole_columns, 1)
    if isinstance(outcome, NotEstablished):
        return outcome
    if not isinstance(outcome, SolvedWhole):
        return NotEstablished("no weights lie in the region")
    claim = WholeMinimum(program, whole_columns, 1, outcome.objective, outcome.x, outcome.tree)
    return Ranked(1 + int(outcome.objective), outcome.x[:width], claim)


def best_program(region: Region, differences: Differences, least: tuple[Number, ...]) -> Program:
    """Fewest rivals to be let ahead: columns are the weights, then a yes or no for each rival.

    min sum_j b_j   subject to   w in region,   D_j.w + M_j b_j >= 0,   0 <= b_j <= 1

    M_j is how far the bid can fall behind rival j at most, so that a yes frees the row and
    no more.  Against a rival that is never ahead M_j is 0 and the answer is no.
    """
    width = len(differences)
    frees = [max(Fraction(0), -Fraction(one)) for one in least]
    rows = all_rows(region)
    nothing = (0,) * width
    leads = [
        (*difference, *nothing[:place], frees[place], *nothing[place + 1 :])
        for place, difference in enumerate(differences)
    ]
    return Program(
        cost=(0,) * len(region.low) + (1,) * width,
        rows=(*((*row.coefficients, *nothing) for row in rows), *leads),
        row_low=(*(row.low for row in rows), *nothing),
        row_high=(*(row.high for row in rows), *(None for _ in differences)),
        low=region.low + nothing,
        high=region.high + (1,) * width,
    )


class Conflict(NamedTuple):
    """Rivals of which one is ahead at any weights, and the ray that proves it."""

    rivals: frozenset[int]
    ray: Vector  # of the rows of ``best_program``


class _Search:
    """One run over all bids: points and mixtures found for one serve the others."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.bids = range(len(table.points))
        self.points: list[tuple[list[int], list[int]]] = []  # weights in parts, and the totals there
        self.mixtures: list[Mixture] = []
        self.bounds: dict[tuple[int, Mixture], MixtureBound | None] = {}
        self.proposer: LeadProposer | None = None
        ends = zip(table.region.low, table.region.high, strict=True)
        self.look_at(tuple(float(low + high) / 2 for low, high in ends))

    def look_at(self, weights: tuple[float, ...]) -> None:
        """Keep the weights in parts nearest to these."""
        parts = self.table.repaired(weights)
        if parts is not None:
            self.points.append((parts, self.table.totals(parts)))

    def ranked(self, bid: int) -> Ranked | None:
        """Return a proved best rank, or None where this way leads to none."""
        conflicts = [one for rival in self.bids if (one := self.conflict(bid, Mixture(((rival, 1),))))]
        tried, least = 0, 0
        for _ in range(_ASKED):
            ahead, weights, totals = min(
                (_ahead(bid, totals), weights, totals) for weights, totals in self.points
            )
            while (met := _meets(conflicts, frozenset(), least)) is None:
                least += 1
            if ahead == least:
                return self.proved(bid, conflicts, weights, totals)
            while tried < len(self.mixtures):
                known = self.conflict(bid, self.mixtures[tried])
                tried += 1
                if known is not None:
                    conflicts.append(known)
                    break
            else:
                found = self.asked(bid, met, least)
                if found is False:
                    return None
        return None

    def asked(self, bid: int, met: frozenset[int], least: int) -> bool:
        """Ask for weights at which only ``met`` are ahead; keep them or the mixture that is in the way."""
        rivals = frozenset(self.bids) - met - {bid}
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

    def against(self, bid: int, mixture: Mixture) -> MixtureBound | None:
        """As the table's, each found once."""
        if (bid, mixture) not in self.bounds:
            self.bounds[bid, mixture] = self.table.against(bid, mixture)
        return self.bounds[bid, mixture]

    def conflict(self, bid: int, mixture: Mixture) -> Conflict | None:
        """Return a mixture as a conflict of a bid, if it is ahead of it everywhere."""
        rivals = frozenset(rival for rival, _ in mixture.shares)
        bound = None if bid in rivals else self.against(bid, mixture)
        if bound is None or bound.lead >= 0:
            return None
        shares = dict(mixture.shares)
        others = (rival for rival in self.bids if rival != bid)
        return Conflict(
            rivals,
            (Fraction(-bound.multiplier, self.table.scale), *(shares.get(rival, 0) for rival in others)),
        )

    def proved(
        self, bid: int, conflicts: list[Conflict], weights: list[int], totals: list[int]
    ) -> Ranked | None:
        """Return the rank with its tree, if its checker accepts it."""
        least = _ahead(bid, totals)
        width = len(weights)
        column = {rival: width + rival - (rival > bid) for rival in self.bids if rival != bid}
        tree = tuple(islice(_tree(conflicts, frozenset(), frozenset(), least, column), _CASES + 1))
        if len(tree) > _CASES:
            return None
        table = self.table
        parts = table.scale * table.parts
        most = [self.against(rival, Mixture(((bid, 1),))) for rival in self.bids if rival != bid]
        program = best_program(
            table.region,
            table.differences(bid),
            tuple(Fraction(-one.lead, parts) for one in most if one is not None),
        )
        witness: Vector = tuple(Fraction(weight, table.parts) for weight in weights)
        let_ahead: Vector = tuple(int(totals[rival] > totals[bid]) for rival in column)
        claim = WholeMinimum(program, tuple(column.values()), 1, least, witness + let_ahead, tree)
        return Ranked(1 + least, witness, claim) if check(claim).proved else None


def _ahead(bid: int, totals: list[int]) -> int:
    own = totals[bid]
    return sum(other > own for other in totals)


def _meets(conflicts: list[Conflict], chosen: frozenset[int], most: int) -> frozenset[int] | None:
    """Return a set of at most so many rivals that meets every conflict, or None."""
    missed = [conflict.rivals for conflict in conflicts if not conflict.rivals & chosen]
    if not missed:
        return chosen
    if len(chosen) == most:
        return None
    _, smallest = min((len(rivals), sorted(rivals)) for rivals in missed)
    for rival in smallest:
        found = _meets(conflicts, chosen | {rival}, most)
        if found is not None:
            return found
    return None


def _tree(
    conflicts: list[Conflict],
    ahead: frozenset[int],
    behind: frozenset[int],
    least: int,
    column: dict[int, int],
) -> Iterator[Node]:
    """Yield the nodes that show that no fewer than ``least`` are ahead."""
    if len(ahead) >= least:
        yield Bound((0,) * (1 + len(column)))
        return
    missed = [one for one in conflicts if not one.rivals & ahead]
    conflict = min(missed, key=lambda one: len(one.rivals - behind))
    open_ = sorted(conflict.rivals - behind)
    if not open_:
        yield Nothing(conflict.ray)
        return
    first = open_[0]
    yield Split(column[first], 0)
    yield from _tree(conflicts, ahead, behind | {first}, least, column)
    yield from _tree(conflicts, ahead | {first}, behind, least, column)
