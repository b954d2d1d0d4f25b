"""A gate that scores in place of admitting: the same figure, as points.

The figure is the gate's own, the parties that count are the same, and figures of several
are added up: a criterion knows no "any" or "each".  The new criterion has the gate's id.
"""

from dataclasses import replace
from fractions import Fraction

from bideval.analysis.changes.gates import known_gate, without_decisions
from bideval.analysis.changes.lists import Lists, every_criterion, per_lot
from bideval.analysis.changes.placed import Placed, does_not_fit
from bideval.analysis.changes.weights import Target
from bideval.model.change import OWN_POINTS, ScoreGate
from bideval.model.criterion import Criterion, Gate, ReliesOn
from bideval.model.inputs import Inputs
from bideval.model.pack import Pack
from bideval.model.points_text import parse_points
from bideval.scoring.published import Published

SCORED = "scored"  # put to the id of a pack whose points rule is another one


def scored(inputs: Inputs, placed: Placed, change: ScoreGate) -> Inputs:
    """Return the inputs with the gate a criterion, whose weight ``target_of`` says."""
    known_gate(inputs, placed, change.gate)
    gates: list[Gate] = []

    def of_lot(_: Published, lists: Lists) -> Lists:
        gate = next((one for one in lists.gates if one.id == change.gate), None)
        if gate is None:
            return lists
        if not lists.criteria:
            raise does_not_fit(placed, "nothing is scored in this tender", "Drop the gate instead.")
        if any(one.id == gate.id for one in every_criterion(lists.criteria)):
            message = f"there is a criterion {gate.id} already"
            raise does_not_fit(placed, message, "Rename the gate in a copy of the folder.")
        gates.append(gate)
        return Lists(
            (*lists.criteria, _criterion(inputs, placed, gate, change.points)),
            tuple(one for one in lists.gates if one.id != gate.id),
        )

    tender = per_lot(inputs.tender, of_lot)
    packs = {**inputs.packs}
    for gate in gates:
        pack = _with_points(inputs, placed, gate, change.points)
        packs |= {pack.reference: pack} if pack is not None else {}
    return without_decisions(replace(inputs, tender=tender, packs=packs), change.gate)


def target_of(placed: Placed, change: ScoreGate) -> Target:
    """The weight that the new criterion is to have."""
    return Target(change.gate, change.weight, change.take_from, placed)


def _criterion(inputs: Inputs, placed: Placed, gate: Gate, points: object) -> Criterion:
    pack = _with_points(inputs, placed, gate, points)
    if gate.use is None and points == OWN_POINTS:
        message = f"{gate.id} has no pack, so no points rule of its own"
        raise does_not_fit(placed, message, "Write a points rule: linear, bands or lookup.")
    return Criterion(
        id=gate.id,
        title=gate.title,
        weight=Fraction(0),
        use=gate.use if pack is None else pack.reference,
        measure=gate.measure,
        points=None if gate.use is not None else points,
        with_=gate.with_,
        relies_on=_relied(gate.relies_on),
        evidence=gate.evidence,
        group=gate.group,
        clause=gate.clause,
    )


def _relied(relies_on: ReliesOn | None) -> ReliesOn | None:
    if relies_on is None or relies_on.combine == "none":
        return relies_on
    return ReliesOn(who=relies_on.who, combine="sum")


def _with_points(inputs: Inputs, placed: Placed, gate: Gate, points: object) -> Pack | None:
    """The gate's pack with another points rule; None where it keeps its own or has no pack."""
    pack = inputs.packs.get(gate.use) if gate.use else None
    if pack is None or pack.measure is None:
        return None
    if points == OWN_POINTS:
        if not pack.gives_points:
            message = f"{pack.reference} has no points rule of its own"
            raise does_not_fit(placed, message, "Write a points rule: linear, bands or lookup.")
        return None
    scope = {one.name: one.unit for one in pack.parameters}
    rule, problems = parse_points(points, pack.measure.unit, scope)
    if rule is None:
        raise does_not_fit(placed, problems[0].message, problems[0].remedy)
    raw = {**pack.raw, "points": points}
    return pack._replace(id=f"{pack.id}-{SCORED}", points=rule, threshold=None, raw=raw)
