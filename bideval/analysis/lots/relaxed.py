"""The least that one published number must give way so that all lots can be filled.

Numbers are tried in whole lots, bidders and units of money, and in hundredths of a percent and
of a multiple.  At the number that is told all lots can be filled, by an award that was found.
That one step nearer to the published number they cannot is proved too, or else said to be open.
"""

from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.filling import Filling, UnsettledError
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.rules_changed import Figure, figure_of, with_number
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs

FEW_CASES = 1_000  # of each try
HUNDREDTH = Fraction(1, 100)


class Relaxed(NamedTuple):
    """One rule at the number nearest to the published one that lets all lots be filled."""

    rule: str
    figure: Figure  # as published
    to: Fraction
    proved: bool  # whether one step less is proved not to do


def relaxed(inputs: Inputs, evaluation: Evaluation, rule: str) -> Relaxed | None:
    """Return how far one number must move; None where the rule has no number that would do."""
    figure = figure_of(inputs, rule)
    if figure is None:
        return None
    step, sign = _step(figure.unit), 1 if figure.key == "most" else -1
    high = _steps(inputs, evaluation, figure, step)

    def fills(steps: int) -> bool | None:
        moved = with_number(inputs, rule, figure.key, figure.value + sign * step * steps)
        return _all_filled(moved, evaluation)

    if high < 1 or not fills(high):
        return None
    low, proved = 0, True  # at low it is known, or open, that they cannot be filled
    while high - low > 1:
        middle = (low + high) // 2
        answer = fills(middle)
        if answer:
            high = middle
        else:
            low, proved = middle, answer is not None
    return Relaxed(rule, figure, figure.value + sign * step * high, proved)


def _all_filled(inputs: Inputs, evaluation: Evaluation) -> bool | None:
    """Whether every lot that must be awarded can be, with every rule; None where it is not known."""
    filling = Filling(problem_of(inputs, evaluation), FEW_CASES)
    needed = (lot for lot, reserve in enumerate(filling.problem.data.reserves) if reserve is None)
    try:
        return filling.stands(frozenset(needed), filling.parts_of(frozenset(range(len(filling.names)))))
    except UnsettledError:
        return None


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
