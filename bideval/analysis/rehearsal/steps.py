"""Steps of a scale that are smaller than the published rounding.

A step is worth the difference of the points of two neighbouring marks times the weight.
Where that is less than one unit of a later rounding, the step may be lost; where two
neighbouring marks come to the same rounded figure, it is lost for certain.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.setting import AVERAGED, Setting
from bideval.analysis.rehearsal.staged import FULL
from bideval.model.numbers import decimal_text
from bideval.model.rules import MarksFrom, RankOn, Stage
from bideval.model.scale import Scale
from bideval.model.tender import RoundingRule
from bideval.scoring.lot_rules import Leaf, Section

HUNDRED = Fraction(100)
MOST_MARKS = 1001  # of a scale whose neighbours are compared one by one


def step_flaws(setting: Setting) -> Iterator[Flaw]:
    """Steps of marks that the rounding swallows; none where exact figures are ranked."""
    if setting.rules.rank_on is not RankOn.ROUNDED:
        return
    for leaf in setting.rules.leaves():
        if leaf.scale is not None and leaf.weight > 0:
            yield from _of_leaf(setting, leaf, leaf.scale)
            yield from _of_mean(setting, leaf, leaf.scale)


def _of_leaf(setting: Setting, leaf: Leaf, scale: Scale) -> Iterator[Flaw]:
    lost = next(_lost(setting, leaf, scale), None)
    if lost is not None:
        yield _lost_flaw(leaf, *lost)
        return
    step = _smallest(scale)
    for rule, worth, where in _later(setting, leaf, step):
        if worth < _unit(rule):
            yield Flaw(
                "step-below-rounding",
                Seriousness.CONSIDER,
                (leaf.id,),
                f"One step of the scale of {leaf.title} ({leaf.id}) is worth {decimal_text(worth)}, less "
                f"than the unit of {decimal_text(_unit(rule))} that {where} is rounded to: it may be lost.",
                (
                    f"one step: {decimal_text(step)} of 100 points; the weight: {_weight(leaf)}",
                    f"{_weight(leaf)} x {decimal_text(step)} / 100 = {_worth(leaf, step)}",
                ),
                f"Round {where} further, or not at all, or use a scale with fewer steps.",
            )
            return


def _lost(setting: Setting, leaf: Leaf, scale: Scale) -> Iterator[tuple[Fraction, Fraction, Fraction]]:
    """Neighbouring marks of different points that come to one weighted figure, and that figure."""
    marks = _marks(scale)
    figures = [_weighted(setting, leaf, scale.points_between(mark)) for mark in marks]
    for (low, high), (one, other) in zip(pairwise(marks), pairwise(figures), strict=True):
        if one == other and scale.points_between(low) != scale.points_between(high):
            yield low, high, one


def _marks(scale: Scale) -> tuple[Fraction, ...]:
    if scale.step is None:
        return tuple(one.mark for one in scale.marks)
    low, high = scale.marks[0].mark, scale.marks[-1].mark
    count = min(int((high - low) / scale.step) + 1, MOST_MARKS)
    return tuple(low + place * scale.step for place in range(count))


def _weighted(setting: Setting, leaf: Leaf, points: Fraction) -> Fraction:
    policy = setting.rules.policy
    rounded = policy.apply(Stage.POINTS, points, leaf.id)
    return policy.apply(Stage.WEIGHTED, leaf.weight * rounded / HUNDRED, leaf.id)


def _lost_flaw(leaf: Leaf, low: Fraction, high: Fraction, figure: Fraction) -> Flaw:
    marks = f"{decimal_text(low)} and {decimal_text(high)}"
    return Flaw(
        "step-below-rounding",
        Seriousness.MEND,
        (leaf.id,),
        f"The marks {marks} of {leaf.title} ({leaf.id}) come to the same figure after rounding: the better "
        "answer gains nothing.",
        (f"both marks come to {decimal_text(figure)} of {_weight(leaf)} points",),
        "Round further, or not at all, or use a scale whose steps are worth more than the rounding.",
    )


def _smallest(scale: Scale) -> Fraction:
    marks = _marks(scale)
    gaps = [abs(scale.points_between(b) - scale.points_between(a)) for a, b in pairwise(marks)]
    return min((gap for gap in gaps if gap > 0), default=FULL)


def _later(setting: Setting, leaf: Leaf, step: Fraction) -> Iterator[tuple[RoundingRule, Fraction, str]]:
    """Each rounding that the points of a leaf meet, with what a step is worth there."""
    policy = setting.rules.policy
    worth = leaf.weight * step / HUNDRED
    stages: list[tuple[Stage, str, Fraction, str]] = [
        (Stage.POINTS, leaf.id, step, "the points of a criterion"),
        (Stage.WEIGHTED, leaf.id, worth, "the weighted figure"),
        *((Stage.SECTION, one, worth, f"the section {one}") for one in _sections(setting, leaf.id)),
        (Stage.TOTAL, "", worth, "the total"),
    ]
    for stage, of, value, where in stages:
        rule = policy.rule(stage, of)
        if rule is not None:
            yield rule, value, where


def _sections(setting: Setting, leaf: str) -> list[str]:
    """The sections that a leaf stands in, innermost first."""
    parents = {
        child.id: node.id
        for node in setting.rules.nodes()
        if isinstance(node, Section)
        for child in node.children
    }
    found, at = [], leaf
    while at in parents:
        at = parents[at]
        found.append(at)
    return found


def _of_mean(setting: Setting, leaf: Leaf, scale: Scale) -> Iterator[Flaw]:
    """One evaluator's step, where the mean of several is rounded."""
    rule = setting.rules.policy.rule(Stage.MARK_MEAN, leaf.id)
    count = setting.evaluators
    if rule is None or count < 2 or setting.rules.marks_from not in AVERAGED:
        return
    marks = _marks(scale)
    step = min((b - a for a, b in pairwise(marks)), default=Fraction(1))
    divided = step / count if setting.rules.marks_from is MarksFrom.MEAN else step / 2
    if divided < _unit(rule):
        yield Flaw(
            "step-below-rounding",
            Seriousness.CONSIDER,
            (leaf.id,),
            f"The {setting.rules.marks_from.value} of {count} marks on {leaf.title} ({leaf.id}) moves by "
            f"{decimal_text(divided)} where one mark moves by a step, less than the unit of "
            f"{decimal_text(_unit(rule))} that it is rounded to: a whole mark of one evaluator may be lost.",
            (f"{decimal_text(step)} / {decimal_text(step / divided)} = {decimal_text(divided)}",),
            "Round the mean further, or not at all, or publish that one agreed mark counts.",
        )


def _unit(rule: RoundingRule) -> Fraction:
    return Fraction(1, 10**rule.places)


def _worth(leaf: Leaf, step: Fraction) -> str:
    return decimal_text(leaf.weight * step / HUNDRED)


def _weight(leaf: Leaf) -> str:
    return decimal_text(leaf.weight)
