"""What the regime's own checks call not open: in the published rules of a group, or in what is tried.

Each alternative to a test, and each end of a stretch of its thresholds, is put to the checks
of the regime pack (``bideval.analysis.not_open``).  A thing that is found under several of
them is told once.  Sets of tests taken away are not put to them, nor are pairs of
alternatives: each of a pair is, alone.  Nothing is called open or lawful.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import with_threshold
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.tried import Tried, made
from bideval.analysis.backing_study.words import figure
from bideval.analysis.not_open import Asked, asked_of_lot
from bideval.scoring.case import LotCase

ONE = Fraction(1)


class Closed(NamedTuple):
    """What is not open, and under which conditions; without any, the published rules are so."""

    asked: Asked
    conditions: tuple[str, ...]  # each to follow "if"


def closed_of(scene: Scene, singly: tuple[Tried, ...]) -> tuple[Closed, ...]:
    """Return what is not open, as published first, then by the check in the order of what is tried."""
    if scene.case.inputs.tender.regime is None:
        return ()
    published = [Closed(one, ()) for one in _not_open(scene, scene.case)]
    found: dict[str, dict[str, tuple[str, Asked]]] = {}
    for about, condition, case in (*_alternatives(scene, singly), *_levels(scene)):
        for one in _not_open(scene, case):
            if not one.as_published:
                found.setdefault(one.check, {}).setdefault(about, (condition, one))
    rows = [list(one.values()) for one in found.values()]
    return (*published, *(Closed(one[0][1], tuple(condition for condition, _ in one)) for one in rows))


def _not_open(scene: Scene, case: LotCase) -> Iterator[Asked]:
    workings = scene.case.workings
    found = asked_of_lot(scene.case.inputs, case.inputs, case.rules, workings)
    return (one for one in found if one.not_open)


def _alternatives(scene: Scene, singly: tuple[Tried, ...]) -> Iterator[tuple[str, str, LotCase]]:
    for one in singly:
        alternative = one.alternatives[0]
        case = made(scene, alternative)
        if case is not None:
            yield alternative.condition, alternative.condition, case


def _levels(scene: Scene) -> Iterator[tuple[str, str, LotCase]]:
    """Each gate of the group at the ends of the stretches of its thresholds, the lowest first."""
    for gate in scene.case.rules.gates:
        if gate.rule.id not in scene.group.gates or not isinstance(gate.threshold, Fraction):
            continue
        ends = [end for one in scene.pieces(gate) for end in (one.low, one.high) if end is not None]
        for level in (*sorted(set(ends)), *(max(ends) + ONE for _ in ends[:1])):
            said = figure(level, gate.unit, scene.currency)
            yield (
                gate.rule.id,
                f"{gate.rule.id} is at {said}",
                with_threshold(scene.case, gate.rule.id, level),
            )
