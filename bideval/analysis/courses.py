"""Weighted figures along a straight line of weights: their course, and how far rounding moves it.

A figure whose weights stand still is rounded already.  One that moves has a straight
course before its roundings and an error, the most by which all its roundings together
can move it.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.reweighed import Field, Reweighed
from bideval.analysis.stepped import Affine, Steps, added, rounded, straight
from bideval.model.rules import Mode, Stage
from bideval.proof.linear import whole
from bideval.scoring.lot_rules import Leaf, Node, walk
from bideval.scoring.policy import Policy

ZERO = Fraction(0)
HUNDRED = Fraction(100)
HALVES = frozenset({Mode.HALF_UP, Mode.HALF_EVEN, Mode.HALF_DOWN})


class Ray(NamedTuple):
    """Weights in percent of the whole, by leaf: start + y x step, for y from 0 to length.

    Inside a normalised section the weights keep the proportions of the published ones.
    """

    start: Mapping[str, Fraction]
    step: Mapping[str, Fraction]
    length: Fraction

    def weights(self, place: Fraction) -> dict[str, Fraction]:
        """The weights at ``place``."""
        return {leaf: weight + place * self.step[leaf] for leaf, weight in self.start.items()}


class Course(NamedTuple):
    """A figure before the roundings of what moves, in units of the whole."""

    line: Affine
    error: Fraction  # the most by which these roundings can move it
    moves: bool


class Scale(NamedTuple):
    """What turns points into weighted figures on a ray."""

    ray: Ray
    unit: Fraction  # units of the whole in one percent
    policy: Policy


def scale_of(lot: Reweighed, ray: Ray) -> Scale:
    """The scale of the figures that are ranked on."""
    return Scale(ray, lot.unit, lot.policy)


def points_of(among: Field, bid: str) -> dict[str, Fraction]:
    """A bid's points by leaf and by normalised section."""
    return {**among.ranked[bid], **among.sections[bid]}


def course_of(node: Node, points: Mapping[str, Fraction], scale: Scale) -> Course:
    """The course of a node's weighted figure; ``points`` by leaf and by normalised section."""
    if isinstance(node, Leaf) or node.id in points:
        line = own_line(node, points[node.id], scale)
        return _gathered([Course(line, ZERO, bool(line[1]))], scale.policy, _stage(node), node.id)
    parts = [course_of(child, points, scale) for child in node.children]
    return _gathered(parts, scale.policy, Stage.SECTION, node.id)


def total_course(tree: Sequence[Node], points: Mapping[str, Fraction], scale: Scale) -> Course:
    """The course of a bid's total."""
    return _gathered([course_of(node, points, scale) for node in tree], scale.policy, Stage.TOTAL)


def own_line(node: Node, points: Fraction, scale: Scale) -> Affine:
    """The unrounded weighted figure of a leaf or a normalised section."""
    weights = scale.ray.start, scale.ray.step
    if isinstance(node, Leaf):
        start, step = (by[node.id] for by in weights)
    else:
        leaves = [leaf.id for leaf in walk((node,)) if isinstance(leaf, Leaf)]
        start, step = (_sum([by[leaf] for leaf in leaves]) for by in weights)
    own = points * scale.unit / HUNDRED
    return start * own, step * own if step else ZERO


def _gathered(parts: Sequence[Course], policy: Policy, stage: Stage, node: str = "") -> Course:
    constant = _sum([one.line[0] for one in parts])
    moving = [one for one in parts if one.moves]
    if not moving:
        return Course((policy.apply(stage, constant, node), ZERO), ZERO, False)
    slope = _sum([one.line[1] for one in moving])
    return Course((constant, slope), sum((one.error for one in moving), _error(policy, stage, node)), True)


def _sum(values: Sequence[Fraction]) -> Fraction:
    """The sum, over one common denominator: many times faster than one by one."""
    if len(values) == 1:
        return values[0]
    parts, scale = whole(tuple(values))
    return Fraction(sum(parts), scale)


def _error(policy: Policy, stage: Stage, node: str) -> Fraction:
    rule = policy.rule(stage, node)
    if rule is None:
        return ZERO
    return Fraction(1, (2 if rule.mode in HALVES else 1) * 10**rule.places)


def _stage(node: Node) -> Stage:
    return Stage.WEIGHTED if isinstance(node, Leaf) else Stage.SECTION


def steps_of(
    node: Node, points: Mapping[str, Fraction], scale: Scale, low: Fraction, high: Fraction
) -> Steps:
    """A node's weighted figure from ``low`` to ``high`` with every rounding."""
    if isinstance(node, Leaf) or node.id in points:
        line = own_line(node, points[node.id], scale)
        return rounded(straight(line, low, high), scale.policy.rule(_stage(node), node.id))
    parts = [steps_of(child, points, scale, low, high) for child in node.children]
    return rounded(added(parts), scale.policy.rule(Stage.SECTION, node.id))


def total_steps(
    tree: Sequence[Node], points: Mapping[str, Fraction], scale: Scale, low: Fraction, high: Fraction
) -> Steps:
    """A bid's total from ``low`` to ``high`` with every rounding."""
    parts = [steps_of(node, points, scale, low, high) for node in tree]
    return rounded(added(parts), scale.policy.rule(Stage.TOTAL))
