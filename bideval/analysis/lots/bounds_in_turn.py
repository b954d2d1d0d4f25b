"""How many points of weight may move before an award of lots in turn changes, in proved races.

*Lot by lot.*  Rules keep a bid from a lot by what is awarded before it, and by no points.  So
the first lot that goes elsewhere has the bids that it has as published, and goes elsewhere
exactly where its bid falls behind one of them.  The award stays where none of these races is lost.

*By preference.*  A bidder that is offered a lot may give up another, and so on, so more counts
than the races that the award won.  The award is worked out for every order of bids that fewer
points could lead to, pair by pair; it stays where all of these give it.  Beyond, another order may
give another award; whether it does is ``changes_beyond``.

Where minimums on sections would let other bids in, nothing more is said.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from bideval.analysis.lots.in_turn import allowed_in_turn, preferred_awards
from bideval.analysis.lots.one_set import OneSet
from bideval.analysis.lots.problem import Problem
from bideval.analysis.lots.races import Race, RaceClaim, against_rounding, claim_of, least_shift
from bideval.analysis.lots.weights_ball import ZERO, Weights, furthest, moved_by
from bideval.proof.checking import check

OTHER_BIDS = "beyond it other bids may meet the minimums on sections"
NOT_PROVED = "a proof was refused by its checker"
TOO_MANY = "beyond it there are too many orders of bids to look at"
Pair = tuple[int, int]  # offers for one lot: the one ahead as published, and the one behind


class Turn(NamedTuple):
    """An award of lots in turn, and the weights that move."""

    problem: Problem
    taken: tuple[int, ...]
    common: OneSet

    @property
    def is_lot_by_lot(self) -> bool:
        """Whether lots are awarded one after the other; else by preference."""
        return self.problem.award.mechanism == "lot-by-lot"


class Raced(NamedTuple):
    """A race with its claim."""

    race: Race
    points: Fraction | None  # that have to move until the two are level; None: it is never lost
    claim: RaceClaim


class Bound(NamedTuple):
    """Where fewer than ``points`` move, the award stays; None: whatever moves."""

    points: Fraction | None
    ends: str  # why more may have to move than ``points``; empty where nothing is known to
    races: tuple[Raced, ...]  # those that the proof needs; none is lost before


def bound_of(turn: Turn, *, rounded: bool = False) -> Bound:
    """Return how much may move; ``rounded``: whatever the published rounding does."""
    if turn.is_lot_by_lot:
        lots = range(len(turn.problem.lots))
        ends, races = "", [race for lot in lots for race in races_at(turn, lot)]
    else:
        ends, races = _preferred(turn, rounded=rounded)
    raced = tuple(_raced(turn, race, rounded=rounded) for race in races)
    if not all(check(one.claim).proved for one in raced):
        return Bound(ZERO, NOT_PROVED, ())
    points = min((one.points for one in raced if one.points is not None), default=None)
    reach = turn.common.reach
    if reach is not None and (points is None or reach <= points):
        return Bound(reach, OTHER_BIDS, raced)
    return Bound(points, ends, raced)


def races_at(turn: Turn, lot: int) -> list[Race]:
    """Return, lot by lot, the races of a lot's bid with all others that no rule keeps from it."""
    own = [place for place in turn.taken if turn.problem.data.offers[place].lots == (lot,)]
    allowed = allowed_in_turn(turn.problem.data, turn.taken, lot)
    return [_race(turn, (ahead, behind)) for ahead in own for behind in allowed if behind != ahead]


def _race(turn: Turn, pair: Pair) -> Race:
    ahead, behind = (turn.problem.offers[place] for place in pair)
    (lot,) = ahead.lots
    space = turn.common.settings[lot].space
    lead = space.difference(ahead.bid, behind.bid)
    return Race(lot, ahead.bid, behind.bid, lead, not space.wins_ties(ahead.bid, behind.bid))


def _of_rounding(turn: Turn, race: Race, *, rounded: bool) -> Race:
    return against_rounding(race, turn.common.settings[race.lot].space.rounding) if rounded else race


def _raced(turn: Turn, race: Race, *, rounded: bool) -> Raced:
    weights, run = turn.common.weights, _of_rounding(turn, race, rounded=rounded)
    shift = least_shift(weights, run)
    return Raced(race, None if shift is None else shift.points, claim_of(weights, run))


# By preference


def _preferred(turn: Turn, *, rounded: bool) -> tuple[str, list[Race]]:
    """Why more is not told, and the races that have to be kept: those that were looked at, and open ties."""
    races = {pair: _race(turn, pair) for pair in _pairs(turn)}
    shifts = {
        pair: least_shift(turn.common.weights, _of_rounding(turn, race, rounded=rounded))
        for pair, race in races.items()
    }
    far = {pair: None if shift is None else shift.points for pair, shift in shifts.items()}
    steps = sorted({points for points in far.values() if points is not None})
    low, high, more = (
        0,
        len(steps),
        1,
    )  # before steps[low] the award stays; from steps[high] on it is not known to
    while low < high:
        at = min(low + more, high) - 1  # further and further, since few orders are quickly looked at
        if _stays(turn, _nearer(far, steps[at], with_it=True))[0]:
            low, more = at + 1, 2 * more
        else:
            high, more = at, 1 if at == low else (at - low + 1) // 2
    least = steps[low] if low < len(steps) else None
    ends = ""
    if least is not None and _stays(turn, _nearer(far, least, with_it=True))[1] is None:
        ends = TOO_MANY
    looked_at = _stays(turn, _nearer(far, least, with_it=False))[1] or frozenset()
    needed = looked_at | {pair for pair in races if _is_open(turn, pair)}
    return ends, [race for pair, race in races.items() if pair in needed]


def _pairs(turn: Turn) -> Iterator[Pair]:
    """All pairs of offers for one lot, the one ahead as published first."""
    offers = turn.problem.data.offers
    yield from (pair for pair in combinations(range(len(offers)), 2) if _same_lot(turn, pair))


def _same_lot(turn: Turn, pair: Pair) -> bool:
    one, other = (turn.problem.data.offers[place].lots for place in pair)
    return one == other


def _is_open(turn: Turn, pair: Pair) -> bool:
    """Whether no tie rule says who is ahead where the two are level, so that the lot is then open."""
    ahead, behind = (turn.problem.offers[place] for place in pair)
    space = turn.common.settings[ahead.lots[0]].space
    return not space.wins_ties(ahead.bid, behind.bid) and not space.wins_ties(behind.bid, ahead.bid)


def _nearer(far: Mapping[Pair, Fraction | None], least: Fraction | None, *, with_it: bool) -> frozenset[Pair]:
    """The pairs that can change places where fewer points move, or ``with_it`` no more."""
    return frozenset(
        pair
        for pair, points in far.items()
        if points is not None and (least is None or points < least or (with_it and points == least))
    )


def _stays(turn: Turn, changed: frozenset[Pair]) -> tuple[bool, frozenset[Pair] | None]:
    """Whether the award stays whichever of these pairs change places, and which others were looked at.

    None where there is too much to look at.
    """
    kept = set[Pair]()

    def may_lead(one: int, other: int) -> bool:
        if one < other or (other, one) in changed:  # offers stand in published order, the best-ranked first
            return True
        kept.add((other, one))
        return False

    taken = tuple(sorted(turn.taken))
    found = preferred_awards(turn.problem.data, turn.problem.preferences, may_lead, taken)
    if found is None:
        return False, None
    return found == {taken}, frozenset(kept)


def changes_beyond(turn: Turn, race: Race) -> bool:
    """Whether by preference the award changes, however little more moves than brings a race level.

    In totals before rounding.  Bids that stay level there, with no tie rule between them, leave it unsaid.
    """
    weights = turn.common.weights
    shift, level = least_shift(weights, race), (ZERO, ZERO)
    if shift is None:
        return False
    at, further = (
        moved_by(weights, furthest(weights, race.lead, shift.points + more)) for more in (ZERO, Fraction(1))
    )
    leads = {pair: _lead_at(_race(turn, pair), at, further) for pair in _pairs(turn)}
    if any(lead == level and _is_open(turn, pair) for pair, lead in leads.items()):
        return False
    behind = {
        pair
        for pair, lead in leads.items()
        if lead < level or (lead == level and _race(turn, pair).level_tells)
    }
    found = preferred_awards(
        turn.problem.data,
        turn.problem.preferences,
        lambda one, other: (one, other) not in behind if one < other else (other, one) in behind,
    )
    return found is not None and tuple(sorted(turn.taken)) not in found


def _lead_at(race: Race, at: Weights, further: Weights) -> tuple[Fraction, Fraction]:
    """The lead at some weights, and where it goes from there."""
    lead = sum((one * weight for one, weight in zip(race.lead, at, strict=True)), ZERO)
    return lead, sum((one * weight for one, weight in zip(race.lead, further, strict=True)), ZERO) - lead
