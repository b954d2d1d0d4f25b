"""The award of all lots along a figure, or over two: awarded anew at each value, with the same proof.

What is tried are values, not the line between them: the rules across lots may turn the award
anywhere, so that nothing is said of what lies between two values.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from bideval.analysis.changes.placed import Placed
from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.problem import Problem, problem_of
from bideval.analysis.lots.rule_costs import cost_of, points_of
from bideval.analysis.lots.rules_changed import figure_of
from bideval.analysis.sweep import RULE, Axis, SweepError
from bideval.analysis.whatif import what_if
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.workings import Workings

MOST_AWARDS = 400
NO_RESULT = "no-result"  # the tender with this value has none, so no lot is awarded
Tell = Callable[[str], None]


class LotsAward(NamedTuple):
    """Who is awarded each lot, by lot in published order; None: nobody."""

    status: str  # of the allocation, or no-result
    lots: tuple[tuple[str, str | None], ...]


class AwardAt(NamedTuple):
    """The award of all lots at one value."""

    value: Fraction
    award: LotsAward
    cost: Fraction | None
    points: Fraction | None


class AwardsAlong(NamedTuple):
    """The award of all lots at every value of an axis, and the published one."""

    published: LotsAward
    at: tuple[AwardAt, ...]

    @property
    def runs(self) -> tuple[tuple[AwardAt, ...], ...]:
        """Neighbouring values with one award."""
        return tuple(tuple(run) for _, run in groupby(self.at, key=lambda one: one.award))


class AwardsOver(NamedTuple):
    """The award of all lots at every pair of values: a row for each value of the first axis."""

    published: LotsAward
    rows: tuple[tuple[LotsAward, ...], ...]


def is_together(inputs: Inputs) -> bool:
    """Whether the tender awards its lots together."""
    award = inputs.tender.award
    return bool(inputs.tender.lots) and award is not None and award.mechanism is not None


def awards_along(
    inputs: Inputs, published: Evaluation, changes: Sequence[Placed], axis: Axis, tell: Tell = lambda _: None
) -> AwardsAlong:
    """Award the lots at every value of an axis; raise SweepError for more values than can be tried."""
    values = axis.values()
    _few(len(values), axis.words)
    awards = _Awards(inputs)
    found = []
    for place, value in enumerate(values):
        tell(f"award {place + 1} of {len(values)}")
        whole = awards.under((*changes, axis.change(value)))
        cost, points = (None, None) if whole is None else (cost_of(whole), points_of(whole))
        found.append(AwardAt(value, _award(inputs, whole), cost, points))
    return AwardsAlong(_published(inputs, published), tuple(found))


def awards_over(
    inputs: Inputs,
    published: Evaluation,
    changes: Sequence[Placed],
    axes: tuple[Axis, Axis],
    tell: Tell = lambda _: None,
) -> AwardsOver:
    """Award the lots at every pair of values; raise SweepError for more pairs than can be tried."""
    down, across = (axis.values() for axis in axes)
    _few(len(down) * len(across), f"{axes[0].words} with {axes[1].words}")
    awards = _Awards(inputs)
    rows = []
    for place, one in enumerate(down):
        tell(f"{place * len(across)} of {len(down) * len(across)} awards")
        cells = (awards.under((*changes, axes[0].change(one), axes[1].change(other))) for other in across)
        rows.append(tuple(_award(inputs, whole) for whole in cells))
    return AwardsOver(_published(inputs, published), tuple(rows))


def unit_of(inputs: Inputs, axis: Axis) -> str:
    """Return what an axis counts: percent, money, lots, ...; empty where the lots differ or it is plain."""
    if axis.kind == RULE:
        figure = figure_of(inputs, axis.id)
        return figure.unit if figure is not None else ""
    if axis.kind != "gate":
        return "percent" if axis.kind == "weight" else "money"
    gates = (gate for lot in compile_rules(inputs).lots for gate in lot.gates if gate.rule.id == axis.id)
    units = {gate.unit for gate in gates}
    return units.pop() if len(units) == 1 else ""


def _few(count: int, words: str) -> None:
    if count > MOST_AWARDS:
        raise SweepError(f"the lots would be awarded {count} times over {words}; state a larger step")


class _Awards:
    """Awards under changes; where nothing that the award reads has changed, it is not sought again."""

    def __init__(self, inputs: Inputs) -> None:
        """Begin with none."""
        self._inputs = inputs
        self._workings = Workings()
        self._last: tuple[tuple[Problem, tuple[LotStatus, ...]], Allocation] | None = None

    def under(self, changes: Sequence[Placed]) -> Allocation | None:
        """Return the award; None where the changed tender has no result."""
        supposed = what_if(self._inputs, changes, self._workings)
        if supposed.inputs is None:
            raise SweepError(supposed.findings[0].message)
        if supposed.evaluation is None:
            return None
        problem = problem_of(supposed.inputs, supposed.evaluation)
        reads = (problem, tuple(one.status for one in supposed.evaluation.lots))
        if self._last is None or self._last[0] != reads:
            self._last = (reads, allocated(problem, supposed.inputs, supposed.evaluation, Asked()))
        return self._last[1]


def _published(inputs: Inputs, evaluation: Evaluation) -> LotsAward:
    return _award(inputs, allocated(problem_of(inputs, evaluation), inputs, evaluation, Asked()))


def _award(inputs: Inputs, whole: Allocation | None) -> LotsAward:
    if whole is None:
        return LotsAward(NO_RESULT, tuple((lot, None) for lot in inputs.lot_ids))
    named = whole.status in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}
    return LotsAward(whole.status.value, tuple((one.lot, one.bid if named else None) for one in whole.lots))
