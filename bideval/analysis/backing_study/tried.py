"""Alternatives tried, one or several at once, each recomputed by the published rules.

Where a test is scored instead, no weight is assumed: the award is followed along every
weight from 0 to 50 percent of the whole, exactly.  Several scored at
once share that weight equally.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import NamedTuple

from bideval.analysis.altered import with_threshold
from bideval.analysis.backing_study.accepts import with_accepted
from bideval.analysis.backing_study.admissions import Bids, together
from bideval.analysis.backing_study.alternatives import (
    ACCEPTS,
    COUNTED,
    DROPPED,
    FOLDED,
    RELAXED,
    SCORED,
    Alternative,
)
from bideval.analysis.backing_study.group import MINIMUM
from bideval.analysis.backing_study.lines import Part, parts_of
from bideval.analysis.backing_study.scene import (
    Outcome,
    Root,
    Scene,
    alone,
    dropped,
    free,
    outcome,
    root_with,
    why_no_line,
)
from bideval.analysis.changes.placed import Placed
from bideval.analysis.intervals import whole_line
from bideval.analysis.movers import Mover
from bideval.analysis.reweighed import Award, published_weights, reweighed
from bideval.errors import Source
from bideval.model.change import Change, FoldBond, GateChange, ScoreGate
from bideval.model.rules import OnFail
from bideval.model.written import number_written
from bideval.scoring.admission import OVERRULES
from bideval.scoring.case import LotCase
from bideval.scoring.lot_rules import LotGate, Section, reads_price

ONE = Fraction(1)
NOTHING_LEFT = "nothing else would be left that scores"
MOST_WEIGHT = Fraction(50)  # percent of the whole


class Tried(NamedTuple):
    """What comes of alternatives together: one award, or a line of them by weight (percent)."""

    alternatives: tuple[Alternative, ...]
    outcome: Outcome | None
    line: tuple[Part, ...] = ()
    why: str = ""

    @property
    def awards(self) -> tuple[Award | None, ...]:
        """Every award that it can come to, each once, in their order."""
        if self.outcome is not None:
            return (self.outcome.award,)
        return tuple(dict.fromkeys(award for one in self.line for award in one.awards))


Lines = dict[tuple[object, ...], tuple[Part, ...]]


def tried(scene: Scene, chosen: Sequence[Alternative], lines: Lines) -> Tried:
    """Try some alternatives, at most one a test, together; ``lines`` keeps what was followed before."""
    made = tuple(chosen)
    root = root_with(scene, [one for each in made for one in _changes(scene, each)])
    if isinstance(root, str):
        return Tried(made, None, why=root)
    case = reduce(_altered, made, root.case)
    scored = [each.test for each in made if each.kind == SCORED]
    assessed = _assessed(scene, root, made)
    if not scored:
        return Tried(made, outcome(root, case, assessed))
    return _followed(scene, made, root, case, scored, assessed, lines)


def made(scene: Scene, chosen: Sequence[Alternative]) -> LotCase | None:
    """Return the lot with some alternatives made, at most one a test; None where they cannot be."""
    root = root_with(scene, [one for each in chosen for one in _changes(scene, each)])
    return None if isinstance(root, str) else reduce(_altered, chosen, root.case)


def _assessed(scene: Scene, root: Root, made: Sequence[Alternative]) -> tuple[str, ...] | None:
    """Who is assessed with the alternatives made, where that follows from each test alone.

    A minimum is read with weights and a gate may read a price, which other changes move.
    """
    if root.changed and (
        scene.group.minimums or any(reads_price(one.measure) for one in scene.case.rules.gates)
    ):
        return None
    by_test = {one.test: one for one in made}
    gone = {one.test for one in made if one.kind in {DROPPED, SCORED, FOLDED}}
    kept = [test for test in scene.group.tests if test not in gone]
    return together([free(scene, root), *(_alone(scene, test, by_test.get(test)) for test in kept)])


def _alone(scene: Scene, test: str, one: Alternative | None) -> Bids | None:
    """Who is assessed by one test of the group alone, with its alternative if it has one."""
    if one is None:
        return alone(scene, test, ("kept",), lambda case: case)
    return alone(scene, test, (one.kind, one.threshold, one.forms), lambda case: _altered(case, one))


def _changes(scene: Scene, one: Alternative) -> Iterator[Placed]:
    """What has to be changed in the data: a charge, a criterion in place of a gate, another minimum."""
    change: Change | None = None
    if one.kind == FOLDED and one.threshold is not None:
        change = FoldBond(kind="fold-bond", rate=one.threshold, gate=one.test)
    elif one.kind == SCORED:
        points = points_rule(scene, one.test)
        change = ScoreGate(kind="score-gate", gate=one.test, weight=ONE, points=points)
    elif one.kind == RELAXED and one.test.endswith(MINIMUM) and one.threshold is not None:
        change = GateChange(kind="gate", gate=one.test, to=number_written(one.threshold))
    if change is not None:
        yield Placed(change, Source(f"{one.kind} {one.test}"))


def points_rule(scene: Scene, test: str) -> object:
    """How a gate would score: by its pack's own rule, or in proportion from 0 to its threshold."""
    gate = next(one for one in scene.case.rules.gates if one.rule.id == test)
    pack = scene.case.inputs.packs.get(gate.rule.use) if gate.rule.use else None
    if (pack is not None and pack.gives_points) or not rises(gate):
        return "pack"
    assert isinstance(gate.threshold, Fraction)
    low, high = {"at": "0", "points": "0"}, {"at": number_written(gate.threshold), "points": "100"}
    return {"linear": {"from": low, "to": high, "outside": "clamp"}}


def rises(gate: LotGate) -> bool:
    """Whether more is better and the threshold is above 0, so that points can rise from 0 to it."""
    more = gate.rule.test.value in {"at-least", "more-than"}
    return more and isinstance(gate.threshold, Fraction) and gate.threshold > 0


def _altered(case: LotCase, one: Alternative) -> LotCase:
    if one.kind == DROPPED:
        return dropped(case, (one.test,))
    if one.kind == COUNTED:
        return _counted(case, one.test)
    if one.kind == RELAXED and one.threshold is not None and not one.test.endswith(MINIMUM):
        return with_threshold(case, one.test, one.threshold)
    return with_accepted(case, one.test, one.forms) if one.kind == ACCEPTS else case


def _counted(case: LotCase, test: str) -> LotCase:
    """The lot in which a fail of the test always counts, whatever was decided about it."""
    kept = tuple(one for one in case.inputs.decisions if not (one.gate == test and one.kind in OVERRULES))
    gates = tuple(_binding(one) if one.rule.id == test else one for one in case.rules.gates)
    changed = case._replace(rules=case.rules._replace(gates=gates))
    return changed._replace(inputs=replace(case.inputs, decisions=kept))


def _binding(gate: LotGate) -> LotGate:
    return gate._replace(rule=gate.rule.model_copy(update={"on_fail": OnFail.MUST_DISREGARD}))


def _followed(
    scene: Scene,
    made: tuple[Alternative, ...],
    root: Root,
    case: LotCase,
    scored: Sequence[str],
    assessed: tuple[str, ...] | None,
    lines: Lines,
) -> Tried:
    """Follow the award along the weight of the scored tests; ``case`` differs from the root in its tests."""
    short = (root.changed, assessed) if assessed is not None and not _has_minimums(case) else None
    if short is not None and short in lines:
        return Tried(made, None, lines[short], "" if lines[short] else NOTHING_LEFT)
    if assessed == ():
        return Tried(made, outcome(root, case, assessed))
    why = why_no_line(scene, case)
    if why is not None:
        return Tried(made, None, why=why)
    lot, weights = reweighed(case), published_weights(case)
    key = short or (root.changed, lot.entered, tuple(one.bids for one in lot.minimums))
    if key not in lines:
        shares = {name: Fraction(1, len(scored)) for name in scored}
        mover = Mover("scored", "scored", Fraction(len(scored)), shares, is_criterion=False)
        lines[key] = parts_of(whole_line(lot, mover, weights, MOST_WEIGHT))
    return Tried(made, None, lines[key], "" if lines[key] else NOTHING_LEFT)


def _has_minimums(case: LotCase) -> bool:
    """Whether a section states a minimum, so that weights may change who is assessed."""
    return any(isinstance(node, Section) and node.minimum is not None for node in case.rules.nodes())
