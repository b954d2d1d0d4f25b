"""Whether any change of the weights changes an award of lots that compares prices, and from where on.

Points are not read by such a mechanism.  Weights can then matter in two ways only: through
minimums on sections, which decide who is assessed, and where awards of one cost are told apart by
ranks or points.  Where neither is so, no change of weights changes the award.  The proof is that of
the award itself: nothing in it is a weight.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.ask import lots_asked
from bideval.analysis.floors import floors
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.bounds_in_turn import OTHER_BIDS
from bideval.analysis.lots.one_set import one_set
from bideval.analysis.question import Asked, Question
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs

READ_WEIGHTS = frozenset({"lot-order", "more-points"})  # rungs that compare ranks or points
OF_METHOD = "quality_minimum"  # of a method: it is met by points of the whole


class LeastByPrice(NamedTuple):
    """Where fewer than ``points`` move, the award stays, for the reason ``ends``; None: whatever moves."""

    points: Fraction | None = None
    ends: str = ""


def least_by_price(inputs: Inputs, evaluation: Evaluation, whole: Allocation) -> LeastByPrice | str:
    """Return how much may move before the award ``whole`` can change, or why it is not told."""
    if whole.status not in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}:
        return "the award is not settled as published"
    asked = lots_asked(inputs, evaluation, Question())
    refused = _by_ties(whole) or _by_method(asked)
    if refused:
        return refused
    if not any(floors(one) for one in asked):
        return LeastByPrice()
    common = one_set(inputs, evaluation, whole.problem.lots)
    if isinstance(common, str):
        return common
    return LeastByPrice() if common.reach is None else LeastByPrice(common.reach, OTHER_BIDS)


def _by_ties(whole: Allocation) -> str:
    """Awards of one cost that ranks or points have told apart, or could have."""
    if whole.equal is None or not whole.equal.complete:
        return "not all awards that cost as little are known, and ranks may tell them apart"
    used: list[str] = [one.by for one in whole.problem.award.ties]
    last = max((used.index(one) for one in whole.settled_by), default=-1)
    if whole.equal.number > 1 and READ_WEIGHTS.intersection(used[: last + 1]):
        return "several awards cost as little, and ranks or points tell them apart"
    return ""


def _by_method(asked: tuple[Asked, ...]) -> str:
    if any(OF_METHOD in one.case.rules.with_ for one in asked):
        return "the method has a minimum on quality as a whole, which weights decide"
    return ""
