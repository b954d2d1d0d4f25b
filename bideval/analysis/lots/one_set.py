"""One set of weights for all lots, or why there is none: what moves when weights are moved in every lot.

All lots need the same criteria with the same weights.  Points on the criteria stand still while
the same bids are assessed, and weights decide that through minimums on sections alone; how far
they may move until others would be assessed is told beside them.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.ask import lots_asked
from bideval.analysis.floors import floors
from bideval.analysis.lots.weights_ball import HUNDRED, ZERO, Weights, nearest
from bideval.analysis.question import Asked, Question
from bideval.analysis.settings import Settings, SettingsError, settings_of
from bideval.analysis.space import most_by_rounding, twice_the_error
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.rules import Stage
from bideval.proof.region import Row


class OneSet(NamedTuple):
    """The weights, and the lots that they are the weights of."""

    criteria: tuple[str, ...]
    weights: Weights  # as published
    asked: Mapping[str, Asked]  # by lot
    settings: Mapping[str, Settings]  # by lot that is awarded
    reach: Fraction | None  # points that may move before other bids may be assessed; None: any


def one_set(inputs: Inputs, evaluation: Evaluation, lots: tuple[str, ...]) -> OneSet | str:
    """Return the weights of ``lots``, at least one; or say in words why they are not one set."""
    asked = {one.case.rules.id: one for one in lots_asked(inputs, evaluation, Question())}
    settled = {lot: _settings(asked[lot]) for lot in lots}
    settings = {lot: one for lot, one in settled.items() if isinstance(one, Settings)}
    why_not = next((one for one in settled.values() if isinstance(one, str)), "")
    why_not = why_not or _why_not(settings, [one for lot, one in asked.items() if lot not in settings])
    if why_not:
        return why_not[0].lower() + why_not[1:].rstrip(".")
    space = next(iter(settings.values())).space
    return OneSet(
        tuple(one.id for one in space.columns), space.weights, asked, settings, _reach(asked, settings)
    )


def _settings(asked: Asked) -> Settings | str:
    try:
        return settings_of(asked)
    except SettingsError as problem:  # a minimum that rounding alone meets
        return str(problem)


def _why_not(settings: Mapping[str, Settings], others: Sequence[Asked]) -> str:
    spaces = [one.space for one in settings.values()]
    if any((one.columns, one.weights) != (spaces[0].columns, spaces[0].weights) for one in spaces):
        return "lots have criteria or weights of their own, so there is no one set of weights to move"
    if any(set(one.region.low) != {ZERO} or set(one.region.high) != {HUNDRED} for one in settings.values()):
        return "some weights cannot move"
    if any(floors(one) for one in others):
        return "in a lot without assessed bids other weights may let bids in"
    return ""


def _reach(asked: Mapping[str, Asked], settings: Mapping[str, Settings]) -> Fraction | None:
    """The least that moves before other bids may meet the minimums on sections; None: never.

    A minimum is compared with a rounded figure, whether or not totals are ranked rounded.  So rounding
    is taken to be against us here, as far as it can go.
    """
    found = list[Fraction]()
    for lot, one in settings.items():
        rules = asked[lot].case.rules
        error = most_by_rounding(rules) - twice_the_error(rules, Stage.TOTAL, "")
        error *= HUNDRED / rules.whole
        rows = one.region.rows
        last = len(rows) - len(
            floors(asked[lot])
        )  # a row a minimum stands last: that its section weighs something
        for place, row in enumerate(rows):
            for side in _sides(row):
                lead = tuple(value - error for value in side) if place < last else side
                shift = nearest(one.space.weights, lead)
                found += [] if shift is None else [shift.points]
    return min(found, default=None)


def _sides(row: Row) -> Iterator[Weights]:
    """The ends of a row as sums of weights that are 0 or more where it is kept; weights sum to 100."""
    if row.low is not None:
        yield tuple(Fraction(one) - Fraction(row.low) / HUNDRED for one in row.coefficients)
    if row.high is not None:
        yield tuple(Fraction(row.high) / HUNDRED - Fraction(one) for one in row.coefficients)
