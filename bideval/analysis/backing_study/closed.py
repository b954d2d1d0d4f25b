"""What the regime's own checks call not open: in the published rules of a group, or in what is tried.

Each alternative to a test, each end of a stretch of its thresholds, every pair of alternatives
that was tried and every set of tests and criteria taken away is put to the checks of the
regime pack (``bideval.analysis.not_open``).  A thing that is found under several of them is
told once; of a pair or a set only what nothing in it is found for by itself.  A criterion
that is taken away weighs nothing there.  Nothing is called open or lawful.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import with_threshold
from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.scene import Scene, without_parts
from bideval.analysis.backing_study.singly import AllTried
from bideval.analysis.backing_study.subsets import Subsets
from bideval.analysis.backing_study.tried import Tried, made
from bideval.analysis.backing_study.words import figure
from bideval.analysis.not_open import Asked, asked_of_lot
from bideval.scoring.case import LotCase

ONE = Fraction(1)


class Closed(NamedTuple):
    """What is not open, and under which conditions; without any, the published rules are so."""

    asked: Asked
    conditions: tuple[str, ...]  # each to follow "if"


class _Supposed(NamedTuple):
    """Changed rules that are put to the checks."""

    about: str  # what is told once
    condition: str  # to follow "if"
    case: LotCase
    parts: frozenset[str] = frozenset()  # of what it is put together: their conditions


def closed_of(scene: Scene, found: AllTried, subsets: Subsets) -> tuple[Closed, ...]:
    """Return what is not open, as published first, then by the check in the order of what is tried."""
    if scene.case.inputs.tender.regime is None:
        return ()
    published = [Closed(one, ()) for one in _not_open(scene, scene.case)]
    told: dict[str, dict[str, tuple[str, Asked]]] = {}
    of_parts: dict[str, set[frozenset[str]]] = {}  # by check: what it was found for, part by part
    for one in (
        *_alternatives(scene, found.singly),
        *_levels(scene),
        *_sets(scene, subsets),
        *_pairs(scene, found),
    ):
        for asked in _not_open(scene, one.case):
            known = of_parts.setdefault(asked.check, set())
            if asked.as_published or any(parts <= one.parts for parts in known):
                continue
            known |= {one.parts} if one.parts else set()
            told.setdefault(asked.check, {}).setdefault(one.about, (one.condition, asked))
    rows = [list(one.values()) for one in told.values()]
    return (*published, *(Closed(one[0][1], tuple(condition for condition, _ in one)) for one in rows))


def _not_open(scene: Scene, case: LotCase) -> Iterator[Asked]:
    workings = scene.case.workings
    found = asked_of_lot(scene.case.inputs, case.inputs, case.rules, workings)
    return (one for one in found if one.not_open)


def _alternatives(scene: Scene, singly: tuple[Tried, ...]) -> Iterator[_Supposed]:
    for one in singly:
        condition = one.alternatives[0].condition
        case = made(scene, one.alternatives)
        if case is not None:
            yield _Supposed(condition, condition, case, frozenset({condition}))


def _pairs(scene: Scene, found: AllTried) -> Iterator[_Supposed]:
    for one in found.pairs:
        case = made(scene, one.alternatives)
        if case is not None:
            conditions = [each.condition for each in one.alternatives]
            condition = " and ".join(conditions)
            yield _Supposed(condition, condition, case, frozenset(conditions))


def _sets(scene: Scene, subsets: Subsets) -> Iterator[_Supposed]:
    """Every set of parts taken away; a test alone is taken away among the alternatives."""
    for one in subsets.tried:
        taken = one.dropped
        case = without_parts(scene, taken)
        if taken and case is not None:
            verb = "is" if len(taken) == 1 else "are"
            condition = f"{listed(taken)} {verb} taken away"
            yield _Supposed(condition, condition, case, frozenset(f"{part} is taken away" for part in taken))


def _levels(scene: Scene) -> Iterator[_Supposed]:
    """Each gate of the group at the ends of the stretches of its thresholds, the lowest first."""
    for gate in scene.case.rules.gates:
        if gate.rule.id not in scene.group.gates or not isinstance(gate.threshold, Fraction):
            continue
        ends = [end for one in scene.pieces(gate) for end in (one.low, one.high) if end is not None]
        for level in (*sorted(set(ends)), *(max(ends) + ONE for _ in ends[:1])):
            said = figure(level, gate.unit, scene.currency)
            condition = f"{gate.rule.id} is at {said}"
            yield _Supposed(gate.rule.id, condition, with_threshold(scene.case, gate.rule.id, level))
