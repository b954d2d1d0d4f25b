"""One bid ahead of another in a lot, as weights move: how far until they are level, with proof.

A lead is a straight line in the weights.  The least move that brings the bid behind level is
found without a solver: weight is taken where the lead is largest and given where it is least,
until nothing is left of it (bideval.analysis.lots.weights_ball).  The multipliers of the linear
programme of ``smallest-reweighting`` follow from where that ends.  So a claim is of the same kind
as there, is checked by the same checker, and is the same on every machine.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.weights_ball import HUNDRED, ZERO, Shift, Weights, moved_by, nearest
from bideval.proof.claims import CannotWin, SmallestMove
from bideval.proof.region import free_region

RaceClaim = SmallestMove | CannotWin


class Race(NamedTuple):
    """Two bids of a lot; the one ahead as published is the one that has to stay ahead."""

    lot: str
    ahead: str
    behind: str
    lead: Weights  # points of the one ahead less those of the other, by criterion
    level_tells: bool  # whether the one behind has the place, or leaves it open, where they are level


def least_shift(weights: Weights, race: Race) -> Shift | None:
    """Return the least move after which the two are level; None where the one behind never takes the place.

    A move of nothing where they are level as published, or the other way round.
    """
    least = min(race.lead)
    if least > 0 or (not least and not race.level_tells):
        return None
    return nearest(weights, race.lead)


def against_rounding(race: Race, rounding: Fraction) -> Race:
    """Return the race with the lead that is left when rounding, in points, takes the most from it."""
    return race._replace(lead=tuple(one - rounding for one in race.lead), level_tells=True)


def claim_of(weights: Weights, race: Race) -> RaceClaim:
    """Return the claim about the bid behind: how much has to move, or that it never gets ahead.

    Of a race ``against_rounding`` it says how much has to move before rounding can matter.
    """
    difference = tuple(-one for one in race.lead)
    region, shift = free_region(len(weights)), least_shift(weights, race)
    if shift is None:
        return CannotWin(
            region, (difference,), (race.level_tells,), (-max(difference) / HUNDRED, Fraction(1))
        )
    return SmallestMove(
        kind="points",
        region=region,
        published=weights,
        differences=(difference,),
        required=(ZERO,),
        size=shift.points,
        witness=moved_by(weights, shift),
        duals=_duals(difference, shift),
    )


def _duals(difference: Weights, shift: Shift) -> Weights:
    """The multipliers of the sum and of the lead: what the last point that moves brings."""
    if not shift.given:
        return (ZERO, ZERO)
    last = max((difference[place], place) for place, _ in shift.given)[0]
    gain = difference[shift.to] - last
    return (-last / gain, HUNDRED / gain)
