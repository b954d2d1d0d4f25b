"""The least change of the weights that takes the award of lots by points away, proved.

The weights at which the published award has the most points are convex: every other award asks
one line of them.  So the award stays within so many points of the published weights exactly
where it does at each corner of those weights (bideval.analysis.lots.weights_ball), and at every
corner the best of all awards is found and proved.  Where another is better at one, the weights at
which the two are level are nearer; the search goes on there until no corner has a better one.

Where too many corners would be needed, or the bids that are assessed might be others, what is
told is "at least so many points".  Lots in turn, and awards by prices, are asked elsewhere.
"""

from collections.abc import Callable
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from bideval.analysis.contest import points_text
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.best import POINTS, NotProved, Seek, best_award
from bideval.analysis.lots.weighed import Weighed, weighed
from bideval.analysis.lots.weights_ball import HUNDRED, ZERO, Shift, corners, moved_by, nearest
from bideval.analysis.lots.without_bidder import Moved
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.proof.awards import BestAward, is_best, offers_taken

MOST_CORNERS = 1_000
TOO_MANY = "beyond it there are too many ways to move weight"
OTHER_BIDS = "beyond it other bids may meet the minimums on sections"
NOT_PROVED = "beyond it the search ended before the proof"

Tell = Callable[[str], None]
Rival = tuple[int, ...]  # offers of another award, by place


class Proved(NamedTuple):
    """The proof that the published award is a best one after a shift."""

    shift: Shift
    claim: BestAward


class Beaten(NamedTuple):
    """Another award that has more points after a shift."""

    rival: Rival


class Least(NamedTuple):
    """Where fewer than ``points`` move, the published award stays a best one; ``proofs`` show it.

    ``rival`` is level with it after ``shift`` and ahead beyond; None: none is known, for the reason
    ``ends``, or where that is empty none is ahead whatever the weights.
    """

    points: Fraction
    proofs: tuple[Proved, ...] = ()
    rival: Rival | None = None
    shift: Shift | None = None
    ends: str = ""
    is_behind: bool = False  # the rival is ahead at the published weights already


class Names(NamedTuple):
    """What the places in the proofs stand for."""

    criteria: tuple[str, ...]
    lots: tuple[str, ...]
    bids: tuple[str, ...]


class LeastMoves(NamedTuple):
    """The least move in totals before rounding, and where they are rounded what no rounding undoes."""

    why_not: str = ""
    names: Names = Names((), (), ())
    before_rounding: Least | None = None
    rounded: Least | None = None  # None where nothing is rounded
    moved: tuple[Moved, ...] = ()  # the lots that the rival of ``before_rounding`` has elsewhere


def least_moves(
    inputs: Inputs, evaluation: Evaluation, whole: Allocation, tell: Tell | None = None
) -> LeastMoves:
    """Return the least moves of weight that change the award ``whole``."""
    scene = weighed(inputs, evaluation, whole)
    if isinstance(scene, str):
        return LeastMoves(scene)
    plain = least_move(scene, tell=tell)
    rounded = None
    if scene.is_rounded:
        rivals = () if plain.rival is None else (plain.rival,)
        rounded = least_move(scene.at_its_worst(), rivals, tell)
    moved = () if plain.rival is None else _moved(whole, plain.rival)
    names = Names(scene.criteria, whole.problem.lots, whole.problem.bids)
    return LeastMoves("", names, plain, rounded, moved)


def least_move(
    scene: Weighed, rivals: tuple[Rival, ...] = (), tell: Tell | None = None, seek: Seek = best_award
) -> Least:
    """Return the least move that lets another award have more points; ``rivals`` may be the nearest."""
    search = _Search(scene, tell, seek)
    nothing = Shift((), 0)
    start = search.ask(nothing)
    if start is None:
        return Least(ZERO, ends=NOT_PROVED)
    if isinstance(start, Beaten):
        return Least(ZERO, rival=start.rival, shift=nothing, is_behind=True)
    for rival in rivals:
        search.meet(rival)
    found = search.run()
    return found._replace(proofs=(start, *found.proofs))


class _Search:
    """Looks further out until another award is met, and then nearer until none is."""

    def __init__(self, scene: Weighed, tell: Tell | None, seek: Seek) -> None:
        everything = HUNDRED - min(scene.weights)  # of all weights, whatever they are
        self.scene, self.tell, self.seek = scene, tell, seek
        self.most = everything if scene.reach is None else min(scene.reach, everything)
        self.ends = "" if self.most == everything else OTHER_BIDS
        self.first = min(self.most, *(one for one in scene.weights if one))
        self.near: tuple[Shift, Rival] | None = None
        self.pairs: dict[tuple[int, int], Proved] = {}  # by giver and taker, the furthest
        self.asked = 0

    def meet(self, rival: Rival) -> None:
        """Keep a rival if no other is known to be level at fewer points, and it is within reach."""
        shift = nearest(self.scene.weights, self.scene.lead(rival))
        most = self.most if self.near is None else self.near[0].points
        if shift is not None and shift.points <= most and (self.near is None or shift.points < most):
            self.near = (shift, rival)

    def run(self) -> Least:
        """Return the least move, with the proofs at all corners."""
        reached, points = Least(ZERO, ends=self.ends), self.first
        while True:
            points = points if self.near is None else self.near[0].points
            around = tuple(islice(corners(self.scene.weights, points), MOST_CORNERS + 1))
            if len(around) > MOST_CORNERS:
                if reached.points or points <= self.first:
                    return reached._replace(ends=TOO_MANY)
                self.near, points = None, self.first
                continue
            met = self._around(around)
            if met is None:
                return reached._replace(ends=NOT_PROVED)
            if isinstance(met, Beaten):
                self.meet(met.rival)
                continue
            if self.near is not None:
                return Least(points, met, self.near[1], self.near[0])
            reached = Least(points, met, ends=self.ends)
            if points == self.most:
                return reached
            points = min(2 * points, self.most)

    def _around(self, around: tuple[Shift, ...]) -> tuple[Proved, ...] | Beaten | None:
        """Return the proof at each corner, or the first award that is better at one; None: not proved."""
        found = []
        for shift in around:
            known = self._known(shift)
            said = self.ask(shift) if known is None else known
            if not isinstance(said, Proved):
                return said
            if len(shift.given) == 1:
                self.pairs[shift.given[0][0], shift.to] = said
            found.append(said)
        return tuple(found)

    def _known(self, shift: Shift) -> Proved | None:
        """The proof further out on the same line, which holds up to there."""
        if len(shift.given) != 1:
            return None
        known = self.pairs.get((shift.given[0][0], shift.to))
        return known if known is not None and known.shift.points >= shift.points else None

    def ask(self, shift: Shift) -> Proved | Beaten | None:
        """Return the proof that the award is a best one after a shift, or a better one."""
        self.asked += 1
        if self.tell is not None:
            self.tell(f"weights: corner {self.asked}, of {points_text(shift.points)} points")
        weights = moved_by(self.scene.weights, shift)
        claim = self.seek(self.scene.at(weights), POINTS, self.scene.held, known=self.scene.award)
        if isinstance(claim, NotProved) or claim.value is None:
            return None
        worth = -self.scene.worth(weights)
        if claim.value < worth:
            return Beaten(offers_taken(claim))
        return Proved(shift, claim) if is_best(claim) and claim.value == worth else None


def _moved(whole: Allocation, rival: Rival) -> tuple[Moved, ...]:
    """The lots that another award gives to another bid, in published order."""
    names = [whole.problem.offers[place] for place in rival]
    later = {lot: name.bid for name in names for lot in name.lots}
    pairs = ((one.lot, one.bid or "", later.get(one.lot, "")) for one in whole.lots)
    return tuple(Moved(*one) for one in pairs if one[1] != one[2])
