"""Claims about ranks: the check, and the search for few rivals that meet every conflict.

A *conflict* is a mixture of rivals that is ahead of the challenger at all weights.  So at
any weights one of its rivals is ahead, and the rivals ahead meet every conflict.  Where
no three rivals meet every conflict, four are ahead everywhere, and the challenger ranks
fifth at best.  That is the whole proof: multipliers for each conflict, and counting.

For the worst rank a conflict is a mixture that the challenger is ahead of at all weights.

The counting ends after a fixed number of cases; a claim that needs more is refused.
"""

from typing import NamedTuple

from bideval.proof.claims import BestRank, WorstRank
from bideval.proof.linear import Program, Vector, bound_by, count, is_vector
from bideval.proof.moves import NO_RACE, NO_WITNESS
from bideval.proof.programs import Differences, is_parts, is_race, leads
from bideval.proof.region import Region, all_rows, contains

CASES = 5_000

Rivals = frozenset[int]  # by place


class Met(NamedTuple):
    """Rivals that meet every conflict, or None where there are none; ``all_seen``: no case was left out."""

    rivals: Rivals | None
    all_seen: bool = True


def rank_refusal(claim: BestRank | WorstRank) -> str | None:
    """Return why a claim about a rank is refused; None where it is proved."""
    refusal = _malformed(claim)
    if refusal is not None:
        return refusal
    region, differences, rank, witness, conflicts, _ = claim
    best = isinstance(claim, BestRank)
    if rank != 1 + sum(gap < 0 if best else gap <= 0 for gap in leads(differences, witness)):
        return "the rank at the witness is another"
    if not all(is_conflict(region, differences, ray, best=best) for ray in conflicts):
        return "what is said to be a conflict is none"
    needed = rank - 1 if best else len(differences) - rank + 1
    found = meeting(tuple(rivals_in(region, ray) for ray in conflicts), needed - 1)
    if needed and (found.rivals is not None or not found.all_seen):
        return "fewer rivals may meet every conflict"
    return None


def _malformed(claim: BestRank | WorstRank) -> str | None:
    if not is_race(claim.region, claim.differences) or not is_parts(claim.parts):
        return NO_RACE
    if type(claim.rank) is not int or count(claim.conflicts) < 0:
        return "the rank is no whole number, or the conflicts are no list"
    return None if contains(claim.region, claim.witness) else NO_WITNESS


def is_conflict(region: Region, differences: Differences, ray: Vector, *, best: bool) -> bool:
    """Say whether ``ray`` shows a mixture of rivals ahead of the challenger (``best``), or behind it.

    There is one multiplier for the sum, one for each row of the region, one for each rival.
    Added up, the rows "the challenger is not behind rival j" must contradict the others.
    """
    kept = 1 + len(region.rows)
    if not is_vector(ray, kept + len(differences)):
        return False
    used = [(difference, share) for difference, share in zip(differences, ray[kept:], strict=True) if share]
    rows = all_rows(region)
    zeros, nothing = (0,) * len(used), (None,) * len(used)
    program = Program(
        cost=(0,) * len(region.low),
        rows=(*(row.coefficients for row in rows), *(difference for difference, _ in used)),
        row_low=(*(row.low for row in rows), *(zeros if best else nothing)),
        row_high=(*(row.high for row in rows), *(nothing if best else zeros)),
        low=region.low,
        high=region.high,
    )
    bound = bound_by(program, (*ray[:kept], *(share for _, share in used)))
    return bound is not None and bound > 0


def rivals_in(region: Region, ray: Vector) -> Rivals:
    """Return the rivals that a conflict is a mixture of."""
    return frozenset(place for place, share in enumerate(ray[1 + len(region.rows) :]) if share)


def meeting(conflicts: tuple[Rivals, ...], most: int, begun: Rivals = frozenset()) -> Met:
    """Return at most so many rivals, those ``begun`` with among them, that meet every conflict.

    A case is left where more conflicts without a common rival are unmet than rivals may be added.
    """
    ordered = sorted(set(conflicts), key=lambda one: (len(one), sorted(one)))
    open_ = [begun] if len(begun) <= most else []
    for _ in range(CASES):
        if not open_:
            return Met(None)
        chosen = open_.pop()
        missed = [one for one in ordered if not one & chosen]
        if not missed:
            return Met(chosen)
        if _apart(missed) <= most - len(chosen):
            open_ += [chosen | {rival} for rival in sorted(missed[0], reverse=True)]
    return Met(None, all_seen=False)


def _apart(conflicts: list[Rivals]) -> int:
    """Return how many conflicts there are, at least, no two of which have a rival in common."""
    seen: set[int] = set()
    found = 0
    for one in conflicts:
        if seen.isdisjoint(one):
            seen |= one
            found += 1
    return found
