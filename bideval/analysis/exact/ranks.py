"""The best and the worst rank of every bid, each a claim that its checker has accepted.

A *conflict* of a bid is a mixture of rivals that is ahead of it everywhere: at any weights
one of those rivals is ahead.  A rival ahead everywhere is a conflict alone.  So the number
ahead is at least the size of the smallest set of rivals that meets every conflict.

1. take such a smallest set; ask for weights at which no other rival is ahead;
2. either there are some, and no fewer rivals can be ahead than there; or what is in the
   way is one more conflict, which no set so far has met.

With a proposer each question is a programme with an exact optimum, and the set is the first
of the smallest in the order of the bids.  Then the weights do not depend on which conflicts
were found on the way.  Without one a solver that keeps one model for all bids proposes
weights and mixtures, which are rounded and tried (bideval.analysis.exact.quick_ranks).

The worst rank is the best one with all points negated, counted from the last.
"""

from collections.abc import Iterator
from math import lcm
from typing import NamedTuple

from bideval.analysis.exact.certify import pair_bound
from bideval.analysis.exact.chain import Empty, NotEstablished, Solved, minimise
from bideval.analysis.exact.many import MALFORMED, counted, differences_of, table_of
from bideval.analysis.exact.quick_ranks import Conflict, Found, QuickSearch
from bideval.analysis.propose import Proposer, propose
from bideval.proof.checking import check
from bideval.proof.claims import BestRank, PairBound, WorstRank
from bideval.proof.linear import Vector, is_vector, whole
from bideval.proof.programs import Differences, lead_program, leads, margin_program
from bideval.proof.ranks import Rivals, meeting
from bideval.proof.region import WHOLE, Region, is_region

_ASKED = 400  # questions about one bid


class Ranked(NamedTuple):
    """An extreme rank, weights at which the bid has it, and the claim."""

    rank: int
    weights: Vector
    claim: BestRank | WorstRank


def best_ranks(
    region: Region,
    points: tuple[Vector, ...],
    asked: tuple[int, ...] | None = None,
    proposer: Proposer | None = None,
) -> tuple[Ranked | NotEstablished, ...]:
    """Return the best rank of each bid in the region, or of those asked for, by place.

    ``points`` are one row a bid and one column a weight.  A tie counts for the bid.
    """
    return _ranks(region, points, asked, proposer, best=True)


def worst_ranks(
    region: Region,
    points: tuple[Vector, ...],
    asked: tuple[int, ...] | None = None,
    proposer: Proposer | None = None,
) -> tuple[Ranked | NotEstablished, ...]:
    """As ``best_ranks``, the worst: a tie counts against the bid."""
    return _ranks(region, points, asked, proposer, best=False)


def _ranks(
    region: Region,
    points: tuple[Vector, ...],
    asked: tuple[int, ...] | None,
    proposer: Proposer | None,
    *,
    best: bool,
) -> tuple[Ranked | NotEstablished, ...]:
    bids = tuple(range(len(points))) if asked is None else asked
    if not is_region(region) or not all(is_vector(row, len(region.low)) for row in points):
        return (MALFORMED,) * len(bids)
    signed = points if best else tuple(map(_negated, points))
    table = table_of(region, signed) if proposer is None and not region.rows else None
    quick = QuickSearch(table) if table is not None and table.has_weights() else None
    field = _field(region, signed, best=best)
    found: list[Ranked | NotEstablished] = []
    for bid in bids:
        seen = quick.found(bid) if quick is not None else None
        one = seen or _found(field, bid, proposer or propose)
        found.append(one if isinstance(one, NotEstablished) else _claimed(field, bid, one))
    return tuple(found)


class _Field(NamedTuple):
    """A region, and the bids' points, in whole parts unless long; negated where worst ranks are asked for."""

    region: Region
    rows: tuple[Vector, ...]
    parts: int  # of a point
    best: bool

    def differences(self, bid: int) -> Differences:
        """The bid's points less each rival's, in parts."""
        return differences_of(self.rows, bid)


def _field(region: Region, signed: tuple[Vector, ...], *, best: bool) -> _Field:
    rows = [whole(row) for row in signed]
    scale = lcm(*(factor for _, factor in rows))
    if counted(scale) != scale:
        return _Field(region, signed, 1, best)
    scaled = (tuple(entry * (scale // factor) for entry in row) for row, factor in rows)
    return _Field(region, tuple(scaled), scale, best)


def _found(field: _Field, bid: int, proposer: Proposer) -> Found | NotEstablished:
    """Return weights and conflicts that settle the best rank, each question answered exactly."""
    differences = field.differences(bid)
    rivals = range(len(differences))
    conflicts = list(_alone(field.region, differences, proposer))
    least = 0
    for _ in range(_ASKED):
        sets = tuple(one.rivals for one in conflicts)
        met = meeting(sets, least)
        if not met.all_seen:
            return NotEstablished("the mixtures ahead of it can be met in too many ways")
        if met.rivals is None:
            least += 1
            continue
        let_ahead = _first(sets, len(rivals), least)
        others = tuple(rival for rival in rivals if rival not in let_ahead)
        answer = _asked(field.region, differences, others, proposer)
        if isinstance(answer, NotEstablished):
            return answer
        if not isinstance(answer, Conflict):
            return Found(answer, tuple(conflicts))
        conflicts.append(answer)
    return NotEstablished(f"its best place is open after {_ASKED} questions")


def _first(sets: tuple[Rivals, ...], rivals: int, most: int) -> Rivals:
    """Return the first set, in the order of the rivals, of so many that meet every conflict."""
    chosen: Rivals = frozenset()
    for rival in range(rivals):
        if len(chosen) < most and meeting(sets, most, chosen | {rival}).rivals is not None:
            chosen |= {rival}
    return chosen


def _alone(region: Region, differences: Differences, proposer: Proposer) -> Iterator[Conflict]:
    """Yield the rivals that are ahead everywhere."""
    for rival, difference in enumerate(differences):
        bound = pair_bound(region, _negated(difference), proposer)
        if isinstance(bound, PairBound) and bound.least > 0:
            shares = tuple(int(place == rival) for place in range(len(differences)))
            yield Conflict(frozenset((rival,)), (*bound.duals, *shares))


def _asked(
    region: Region, differences: Differences, others: tuple[int, ...], proposer: Proposer
) -> Vector | Conflict | NotEstablished:
    """Return weights at which none of the others is ahead, or the conflict that is in the way."""
    chosen = tuple(differences[rival] for rival in others)
    program = margin_program(region, chosen) if others else lead_program(region, (), ())
    outcome = minimise(program, proposer)
    if not isinstance(outcome, Solved):
        return NotEstablished("no weights lie in the region") if isinstance(outcome, Empty) else outcome
    if outcome.objective <= 0:
        return outcome.x[: len(region.low)]
    kept = 1 + len(region.rows)
    shares = dict(zip(others, outcome.duals[kept:], strict=True))
    return Conflict(
        frozenset(rival for rival, share in shares.items() if share),
        # A row of the programme is a hundredth of the difference itself.
        (
            *(WHOLE * dual for dual in outcome.duals[:kept]),
            *(shares.get(rival, 0) for rival in range(len(differences))),
        ),
    )


def _claimed(field: _Field, bid: int, found: Found) -> Ranked | NotEstablished:
    """Return the rank with its claim, if its checker accepts it."""
    region = field.region
    differences = field.differences(bid)
    ahead = sum(lead < 0 for lead in leads(differences, found.weights))
    rays = tuple(one.ray for one in found.conflicts)
    claim: BestRank | WorstRank = BestRank(region, differences, 1 + ahead, found.weights, rays, field.parts)
    if not field.best:
        kept = 1 + len(region.rows)
        claim = WorstRank(
            region,
            tuple(map(_negated, differences)),
            1 + len(differences) - ahead,
            found.weights,
            tuple((*ray[:kept], *_negated(ray[kept:])) for ray in rays),
            field.parts,
        )
    verdict = check(claim)
    if not verdict.proved:
        return NotEstablished(f"the checker refuses: {verdict.words}")
    return Ranked(claim.rank, found.weights, claim)


def _negated(vector: Vector) -> Vector:
    return tuple(-entry for entry in vector)
