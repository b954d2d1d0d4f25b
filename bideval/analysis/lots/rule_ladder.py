"""What a rule that counts lots or bidders costs at each number it could have had.

"Reserving 0, 1, 2, ... lots costs ...": the lots are awarded again at every number, all other
rules kept.  Numbers go from where the rule asks nothing to where no award keeps it; what is
beyond the first impossible one is impossible too.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.carried import is_still_best
from bideval.analysis.lots.effects import Effects, effects_of
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.rules_changed import Figure, figure_of, rule_ids, with_number
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Report


class Rung(NamedTuple):
    """The award at one number."""

    number: int
    award: Allocation
    effects: Effects


class Ladder(NamedTuple):
    """One rule at every number; the last rung may be impossible."""

    rule: str
    figure: Figure  # as published
    rungs: tuple[Rung, ...]


def ladders(inputs: Inputs, evaluation: Evaluation, report: Report | None) -> tuple[Ladder, ...]:
    """Return the ladder of every rule that counts lots or bidders, in published order.

    Raises LotsError where the tender awards no lots together.
    """
    found = (ladder(inputs, evaluation, rule, report) for rule in rule_ids(inputs))
    return tuple(one for one in found if one is not None)


def ladder(inputs: Inputs, evaluation: Evaluation, rule: str, report: Report | None) -> Ladder | None:
    """Return the ladder of one rule; None where it counts neither lots nor bidders."""
    figure = figure_of(inputs, rule)
    if figure is None or figure.unit not in {"lots", "bidders"}:
        return None
    known = problem_of(inputs, evaluation)
    size = len(known.lots) if figure.unit == "lots" else len(known.bidders)
    numbers = range(size + 1) if figure.key == "least" else range(size, 0, -1)
    rungs: list[Rung] = []
    for number in numbers:
        moved = with_number(inputs, rule, figure.key, Fraction(number))
        problem = problem_of(moved, evaluation)
        if rungs and is_still_best(rungs[-1].award, problem):
            award = rungs[-1].award
        else:
            award = allocated(problem, moved, evaluation, Asked())
        rungs.append(Rung(number, award, effects_of(moved, award, report)))
        if award.status is AllocationStatus.IMPOSSIBLE:
            break
    return Ladder(rule, figure, tuple(rungs))
