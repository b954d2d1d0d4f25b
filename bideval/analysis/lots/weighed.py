"""An award of lots by points, as weights move: what every offer adds, criterion by criterion.

Only for ``most-points``, where the award with the most points is awarded: every award is then a
straight line in the weights.  Points on the criteria stand still while the same bids are
assessed; how far the weights may move until others would be is told beside it.  All lots need
the same criteria with the same weights, so that there is one set of weights to move.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocate import aims_of
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.best import POINTS
from bideval.analysis.lots.one_set import one_set
from bideval.analysis.lots.problem import Problem, lots_counted
from bideval.analysis.lots.weights_ball import HUNDRED, ZERO, Weights
from bideval.analysis.settings import Settings
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.proof.awards import offers_taken
from bideval.proof.lots import Held, Lots


class Weighed(NamedTuple):
    """The lots, the award as published, and what every offer adds at a weight of 100 percent."""

    lots: Lots
    held: tuple[Held, ...]  # what comes before points
    award: tuple[int, ...]  # columns that are 1 in the published award
    criteria: tuple[str, ...]
    weights: Weights  # as published
    points: tuple[Weights, ...]  # by offer and criterion
    errors: tuple[Fraction, ...]  # by lot: the most that rounding can do to the lead of one offer there
    reach: Fraction | None  # points that may move before other bids may be assessed; None: any

    @property
    def is_rounded(self) -> bool:
        """Whether the published totals are rounded."""
        return any(self.errors)

    def at(self, weights: Weights) -> Lots:
        """Return the lots with the points of other weights."""
        pairs = zip(self.lots.offers, self.points, strict=True)
        offers = tuple(offer._replace(points=_worth(weights, points)) for offer, points in pairs)
        return self.lots._replace(offers=offers)

    def lead(self, rival: tuple[int, ...]) -> Weights:
        """Return by how much the published award is ahead of another, by criterion, at 100 percent."""
        own = [self.points[place] for place in self.award if place < len(self.points)]
        other = [self.points[place] for place in rival]
        return tuple(
            sum((one[at] for one in own), ZERO) - sum((one[at] for one in other), ZERO)
            for at in range(len(self.weights))
        )

    def worth(self, weights: Weights) -> Fraction:
        """Return the points of the published award at ``weights``."""
        return _worth(weights, self.lead(()))

    def at_its_worst(self) -> "Weighed":
        """Return the same with the award as far back as rounding can put it.

        An award that is best here, at some weights, is a best one there under the published rounding.
        """
        taken = {self.lots.offers[place].lots[0]: place for place in self.award if place < len(self.points)}

        def changed(place: int) -> Weights:
            (lot,) = self.lots.offers[place].lots
            if lot in taken and taken[lot] != place:
                return self.points[place]
            sign = -1 if lot in taken else 1
            return tuple(one + sign * self.errors[lot] for one in self.points[place])

        return self._replace(points=tuple(map(changed, range(len(self.points)))))


def _worth(weights: Weights, points: Weights) -> Fraction:
    return sum((weight * one for weight, one in zip(weights, points, strict=True)), ZERO) / HUNDRED


def weighed(inputs: Inputs, evaluation: Evaluation, found: Allocation) -> Weighed | str:
    """Return what moves with the weights, or say in words why no least move is told."""
    if found.mechanism != "most-points":
        return "only under most-points do awards follow the weights in a straight line"
    held = _held(found)
    if held is None:
        return "the award was settled among more than can be counted"
    common = one_set(inputs, evaluation, found.problem.lots)
    if isinstance(common, str):
        return common
    asked, settings = common.asked, common.settings
    counted = lots_counted(inputs, found.problem.award)
    scale = {lot: counted[lot] * asked[lot].case.rules.whole / HUNDRED for lot in settings}
    answer = Weighed(
        lots=found.problem.data,
        held=held.held,
        award=held.award,
        criteria=common.criteria,
        weights=common.weights,
        points=tuple(_points(found.problem, settings, scale)),
        errors=tuple(settings[lot].space.rounding * scale[lot] for lot in found.problem.lots),
        reach=common.reach,
    )
    return answer if _agrees(answer) else "the published totals do not follow the weights in a straight line"


class _Published(NamedTuple):
    held: tuple[Held, ...]
    award: tuple[int, ...]


def _held(found: Allocation) -> _Published | None:
    """What comes before points, and the columns of the award, from the claim that it has the most."""
    before = len(aims_of(found.problem, POINTS)) - 1
    for one in found.certificates:
        if one.aim == POINTS and one.taken is not None and offers_taken(one) == found.taken:
            return _Published(one.held[:before], one.taken)
    return None


def _points(
    problem: Problem, settings: Mapping[str, Settings], scale: Mapping[str, Fraction]
) -> Iterator[Weights]:
    for name in problem.offers:
        (lot,) = name.lots
        yield tuple(one * scale[lot] for one in settings[lot].space.points[name.bid])


def _agrees(one: Weighed) -> bool:
    """Whether the published points are those of the straight lines, but for rounding."""
    return all(
        abs(Fraction(offer.points) - _worth(one.weights, points)) <= one.errors[offer.lots[0]]
        for offer, points in zip(one.lots.offers, one.points, strict=True)
    )
