"""What may be asked of an award of lots beside the award itself, put together.

Conflicts are looked for wherever a lot is not filled; everything else only where it is asked.
"""

from collections.abc import Callable
from typing import NamedTuple

from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.conflicts import Conflicting, conflicts_in, wanted_in
from bideval.analysis.lots.least_by_price import LeastByPrice, least_by_price
from bideval.analysis.lots.least_in_turn import LeastInTurn, least_in_turn
from bideval.analysis.lots.least_move import LeastMoves, least_moves
from bideval.analysis.lots.relaxed import Relaxed, fills_without, relaxed
from bideval.analysis.lots.rule_costs import RuleCosts, rule_costs
from bideval.analysis.lots.rule_ladder import Ladder, ladders
from bideval.analysis.lots.unmet import Unmet, unmet_in
from bideval.analysis.lots.weights_tried import WeightsTried, weights_tried
from bideval.analysis.lots.without_bidder import Lost, without_each_bidder
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.scoring.mechanisms import MECHANISMS

Tell = Callable[[str], None]


class Questions(NamedTuple):
    """What is asked."""

    rules_cost: bool = False
    without_each_bidder: bool = False
    weights: bool = False


LeastTold = LeastMoves | LeastInTurn | LeastByPrice


class LotsStudy(NamedTuple):
    """The answers; None where a question was not asked, or has no answer."""

    unmet: tuple[Unmet, ...] = ()  # rules that ask for an offer nobody makes
    conflicts: Conflicting | None = None
    relaxed: tuple[Relaxed, ...] = ()
    costs: RuleCosts | None = None
    ladders: tuple[Ladder, ...] = ()
    lost: tuple[Lost, ...] | None = None
    weights: WeightsTried | None = None
    least: LeastTold | None = None


def study_of(
    inputs: Inputs,
    evaluation: Evaluation,
    found: Allocation,
    report: Report | None,
    asked: Questions,
    tell: Tell | None = None,
) -> LotsStudy:
    """Return the answers to what is asked of an allocation."""
    conflicts = _conflicts(inputs, evaluation, found, tell)
    singles = [one[0] for one in conflicts.rules if len(one) == 1] if conflicts else []
    eased = [relaxed(inputs, evaluation, rule, wanted_in(found)) for rule in singles]
    steps = ladders(inputs, evaluation, report) if asked.rules_cost and found.taken else ()
    lost = None
    if asked.without_each_bidder and found.taken:
        lost = without_each_bidder(inputs, evaluation, found, report, tell)
    moves = weights_tried(inputs, evaluation, found, tell) if asked.weights and found.taken else None
    return LotsStudy(
        unmet=unmet_in(found.problem),
        conflicts=conflicts,
        relaxed=tuple(one for one in eased if one is not None),
        costs=rule_costs(inputs, evaluation, report, tell) if asked.rules_cost else None,
        ladders=steps,
        lost=lost,
        weights=moves,
        least=None if moves is None else _least(inputs, evaluation, found, moves, tell),
    )


def _least(
    inputs: Inputs, evaluation: Evaluation, found: Allocation, moves: WeightsTried, tell: Tell | None
) -> LeastTold | None:
    """The least move of all weights; None where there are no two weights that points are read with."""
    entry = MECHANISMS[found.mechanism]
    if entry.searches and not entry.reads_points:
        told: LeastTold | str = least_by_price(inputs, evaluation, found)
    elif moves.why_not:
        return None
    elif entry.searches:
        return least_moves(inputs, evaluation, found, tell)
    else:
        told = least_in_turn(inputs, evaluation, found)
    return LeastMoves(told) if isinstance(told, str) else told


def _conflicts(
    inputs: Inputs, evaluation: Evaluation, found: Allocation, tell: Tell | None
) -> Conflicting | None:
    open_ = [one for one in found.lots if one.bid is None and one.lot in found.problem.lots]
    settled = {AllocationStatus.TIED, AllocationStatus.NOT_ESTABLISHED}
    if not open_ or found.status in settled:
        return None
    if tell is not None:
        tell("which rules conflict")
    answer = conflicts_in(found)
    if not answer.conflicts and not answer.why_not:
        return None
    if not MECHANISMS[found.mechanism].searches:
        return answer
    wanted = wanted_in(found)
    does = tuple(one for one in answer.rules if fills_without(inputs, evaluation, one, wanted))
    return answer._replace(rules=does)
