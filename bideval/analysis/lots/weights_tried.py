"""Which small moves of weight would award a lot to another: every one is tried.

A move takes whole points of the weight of one criterion and gives them to another, in every
lot that has both.  Each is evaluated anew, with the published rounding, tie rules and gates, and
awarded anew with all award rules kept.  So "no move of 1 point" is true of moves between two
criteria, and nothing is said of moves of parts of a point or among three.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from bideval.analysis.changes.placed import Placed
from bideval.analysis.lots.allocate import Asked, aims_of, allocated
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.best import POINTS, NotProved, best_award
from bideval.analysis.lots.kept import broken_by, takes_once
from bideval.analysis.lots.problem import Problem, problem_of
from bideval.analysis.lots.without_bidder import Moved, moved_lots
from bideval.analysis.whatif import lot_results
from bideval.errors import Source
from bideval.model.change import WeightChange
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.proof.lots import Held
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.lot_rules import Leaf, walk
from bideval.scoring.mechanisms import MECHANISMS
from bideval.scoring.workings import Workings

MOST_POINTS = 2
MOST_TRIED = 1_000
_SETTLED = {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}
Tell = Callable[[str], None]


class Move(NamedTuple):
    """Whole points of weight from one criterion to another, and the lots that go elsewhere."""

    points: int
    taken_from: str
    given_to: str
    moved: tuple[Moved, ...]


class WeightsTried(NamedTuple):
    """Every move that changes an award, the smallest first; ``tried`` counts all moves."""

    moves: tuple[Move, ...]
    tried: int
    points: int  # the largest move that was tried in full
    why_not: str = ""  # why the question does not arise

    def smallest(self, lot: str) -> Move | None:
        """Return the first move that changes the award of a lot."""
        return next((one for one in self.moves if any(each.lot == lot for each in one.moved)), None)


def weights_tried(
    inputs: Inputs, evaluation: Evaluation, whole: Allocation, tell: Tell | None = None
) -> WeightsTried:
    """Return what moves of at most MOST_POINTS change; ``whole`` is the award as published."""
    entry = MECHANISMS[whole.mechanism]
    if entry.searches and not entry.reads_points:
        return WeightsTried((), 0, 0, f"{entry.id} compares prices: weights decide only who is assessed")
    weights = dict(_weights(inputs))
    if len(weights) < 2:
        return WeightsTried((), 0, 0, "there are no two criteria with weights")
    workings, found, tried = Workings(), list[Move](), 0
    for points in range(1, MOST_POINTS + 1):
        pairs = [pair for pair in permutations(weights, 2) if weights[pair[0]] >= points]
        if tried + len(pairs) > MOST_TRIED:
            return WeightsTried(tuple(found), tried, points - 1)
        for giver, taker in pairs:
            tried += 1
            if tell is not None:
                tell(f"weights: move {tried}, of {points} points")
            moved = _moved(inputs, evaluation, whole, (giver, taker, weights[taker] + points), workings)
            if moved:
                found.append(Move(points, giver, taker, moved))
    return WeightsTried(tuple(found), tried, MOST_POINTS)


def _moved(
    inputs: Inputs,
    evaluation: Evaluation,
    whole: Allocation,
    move: tuple[str, str, Fraction],
    workings: Workings,
) -> tuple[Moved, ...]:
    giver, taker, to = move
    change = WeightChange(kind="weight", criterion=taker, to=to, take_from=giver)
    results = lot_results(inputs, (Placed(change, Source("--weights")),), workings)
    lots = [results.get(one.id) for one in evaluation.lots]
    known = tuple(one for one in lots if one is not None)
    if len(known) < len(lots):
        return ()
    changed = evaluation._replace(lots=known)
    problem = problem_of(inputs, changed)
    if _is_alone(whole, problem):
        return ()
    return moved_lots(whole, allocated(problem, inputs, changed, Asked()))


def _is_alone(whole: Allocation, problem: Problem) -> bool:
    """Whether the published award is proved to be the one with the most points: one search, and not several.

    Asked only where points decide first, and an award is worth the sum of them.
    """
    if whole.mechanism != "most-points" or whole.status not in _SETTLED or len(aims_of(problem, POINTS)) > 1:
        return False
    places = {(one.bid, one.lots): place for place, one in enumerate(problem.offers)}
    names = [(one.bid, one.lots) for one in (whole.problem.offers[place] for place in whole.taken)]
    if any(name not in places for name in names):
        return False
    taken = tuple(sorted(places[name] for name in names))
    if broken_by(problem.data, taken) or not takes_once(problem.data, taken):
        return False
    worth = sum((Fraction(problem.data.offers[place].points) for place in taken), Fraction(0))
    claim = best_award(problem.data, POINTS, (Held(POINTS, -worth),), (taken,))
    return not isinstance(claim, NotProved) and claim.least is None


def _weights(inputs: Inputs) -> Iterator[tuple[str, Fraction]]:
    """The leaves of the first lot with their weights in percent of the whole, in published order."""
    for rules in compile_rules(inputs).scorable[:1]:
        for node in walk(rules.tree):
            if isinstance(node, Leaf):
                yield node.id, node.weight * 100 / rules.whole
