"""The least that one published number must give way so that all lots are filled.

Numbers are tried in whole lots, bidders and units of money, and in hundredths of a percent and
of a multiple.  What is told was tried twice: some award fills the lots at that number with every
rule kept, and the published mechanism awards them all there.  A lot that may stay unawarded is
left out by the mechanism where that counts as less, so the number may have to move further than
until the lots can be filled.

That no nearer number does is proved where at the next nearer one no award fills the lots; else
it is said to be open.
"""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.filling import Filling, UnsettledError
from bideval.analysis.lots.problem import Problem, problem_of
from bideval.analysis.lots.rules_changed import Figure, figure_of, rule_ids, with_number, without_rules
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs

FEW_CASES = 1_000  # of each try
FEW_NUMBERS = 12  # that are awarded one after the other
HUNDREDTH = Fraction(1, 100)


class Relaxed(NamedTuple):
    """One rule at the number nearest to the published one at which all lots are filled."""

    rule: str
    figure: Figure  # as published
    to: Fraction
    proved: bool  # whether one step less is proved not to do


def relaxed(inputs: Inputs, evaluation: Evaluation, rule: str, lots: frozenset[str]) -> Relaxed | None:
    """Return how far one number must move until ``lots`` are awarded; None where no number is known to do."""
    figure = figure_of(inputs, rule)
    if figure is None:
        return None
    step, sign = _step(figure.unit), 1 if figure.key == "most" else -1
    high = _steps(inputs, evaluation, figure, step)

    def moved(steps: int) -> Inputs:
        return with_number(inputs, rule, figure.key, figure.value + sign * step * steps)

    def can(steps: int) -> bool | None:
        return _can_be_filled(moved(steps), evaluation, lots)

    spared = _spared(problem_of(inputs, evaluation))

    def does(steps: int) -> bool:
        return spared.isdisjoint(lots) or _is_filled(moved(steps), evaluation, lots)

    if high < 1 or not can(high):
        return None
    first, proved = _first(can, high)
    found = first if does(first) else _further(does, first, high)
    if found is None:
        return None
    return Relaxed(rule, figure, figure.value + sign * step * found, proved and found == first)


def fills_without(
    inputs: Inputs, evaluation: Evaluation, rules: tuple[str, ...], lots: frozenset[str]
) -> bool:
    """Say whether the published mechanism awards all of ``lots`` with these rules left out.

    What a bid wants at most is no rule of the tender, and is not looked at.
    """
    if not set(rules) <= set(rule_ids(inputs)) or _spared(problem_of(inputs, evaluation)).isdisjoint(lots):
        return True
    return _is_filled(without_rules(inputs, rules), evaluation, lots)


def _spared(problem: Problem) -> frozenset[str]:
    """The lots that may stay unawarded: all others are awarded wherever they can be filled."""
    pairs = zip(problem.lots, problem.data.reserves, strict=True)
    return frozenset(lot for lot, reserve in pairs if reserve is not None)


def _first(can: Callable[[int], bool | None], high: int) -> tuple[int, bool]:
    """The fewest steps at which the lots can be filled, and whether one step less is proved not to do."""
    low, proved = 0, True  # at no step they cannot be filled: the rule is a conflict by itself
    while high - low > 1:
        middle = (low + high) // 2
        answer = can(middle)
        if answer:
            high = middle
        else:
            low, proved = middle, answer is not None
    return high, proved


def _further(does: Callable[[int], bool], first: int, high: int) -> int | None:
    """More steps, at which the lots are filled: the fewest of the next few, else some that do."""
    near = range(first + 1, min(high, first + FEW_NUMBERS) + 1)
    found = next((steps for steps in near if does(steps)), None)
    if found is not None or not does(high):
        return found
    low = near[-1] if near else first
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if does(middle) else (middle, high)
    return high


def _can_be_filled(inputs: Inputs, evaluation: Evaluation, lots: frozenset[str]) -> bool | None:
    """Whether the lots can be filled with every rule kept; None where it is not known."""
    filling = Filling(problem_of(inputs, evaluation), FEW_CASES)
    wanted = frozenset(filling.problem.lots.index(lot) for lot in lots)
    try:
        return filling.stands(wanted, filling.parts_of(frozenset(range(len(filling.names)))))
    except UnsettledError:
        return None


def _is_filled(inputs: Inputs, evaluation: Evaluation, lots: frozenset[str]) -> bool:
    """Whether the published mechanism is known to award every one of the lots, to whomever."""
    problem = problem_of(inputs, evaluation)
    found = allocated(problem, inputs, evaluation, Asked())
    if found.status in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}:
        return lots <= {one.lot for one in found.lots if one.bid is not None}
    if found.status is not AllocationStatus.TIED or found.equal is None or not found.equal.complete:
        return False
    equal = found.alternatives[: found.equal.number]
    return bool(equal) and all(lots <= {lot for lot, bid in one.lots if bid} for one in equal)


def _step(unit: str) -> Fraction:
    return HUNDREDTH if unit in {"percent", "times"} else Fraction(1)


def _steps(inputs: Inputs, evaluation: Evaluation, figure: Figure, step: Fraction) -> int:
    """How many steps lead to a number at which the rule keeps nobody off."""
    if figure.key == "times":
        return max(0, int(figure.value / step) - 1)  # a multiple stays above 0
    if figure.key == "least":
        return int(figure.value / step)
    known = problem_of(inputs, evaluation)
    ends = {
        "lots": Fraction(len(known.lots)),
        "bidders": Fraction(len(known.bidders)),
        "percent": Fraction(100),
        "money": sum((Fraction(one.price) for one in known.data.offers), Fraction(0))
        + sum((lot.value or Fraction(0) for lot in inputs.tender.lots), Fraction(0))
        + sum(
            (lot.contract.value if lot.contract else Fraction(0) for lot in inputs.tender.lots), Fraction(0)
        ),
    }
    return max(0, -int(-(ends[figure.unit] - figure.value) // step))
