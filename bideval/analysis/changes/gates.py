"""Gates and minimums: another threshold, none at all, or one that reserves the contract.

What was decided about a gate that goes - waived, kept, mitigated - goes with it.
"""

from dataclasses import replace
from fractions import Fraction

from bideval.analysis.changes.lists import Lists, each_criterion, every_criterion, per_lot
from bideval.analysis.changes.placed import Placed, does_not_fit, unknown
from bideval.model.change import DropGate, GateChange, Reserve
from bideval.model.criterion import Criterion, Gate
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, parse_number
from bideval.model.rules import OnFail, Phase, Test
from bideval.model.tender import Declared
from bideval.scoring.published import Published

MINIMUM = "/minimum"
RESERVED = "reserved"  # the gate of a reserved contract
BODY_TYPE = "body-type-of-bidder"  # the value that it reads


def gate_names(inputs: Inputs) -> tuple[str, ...]:
    """The gates and minimums of all lots, by id."""
    names: set[str] = set()

    def look(_: Published, lists: Lists) -> Lists:
        names.update(gate.id for gate in lists.gates)
        names.update(f"{one.id}{MINIMUM}" for one in every_criterion(lists.criteria) if one.minimum)
        return lists

    per_lot(inputs.tender, look)
    return tuple(sorted(names))


def known_gate(inputs: Inputs, placed: Placed, gate: str) -> None:
    """Raise CannotChangeError for a gate that no lot has."""
    names = gate_names(inputs)
    if gate not in names:
        raise unknown(placed, "gate", gate, names)


def threshold_changed(inputs: Inputs, placed: Placed, change: GateChange) -> Inputs:
    """Return the inputs with another threshold of a gate, or level of a minimum."""
    known_gate(inputs, placed, change.gate)

    def of_lot(_: Published, lists: Lists) -> Lists:
        if change.gate.endswith(MINIMUM):
            return lists._replace(criteria=_with_minimum(lists.criteria, placed, change))
        gates = tuple(
            _moved(inputs, placed, one, change.to) if one.id == change.gate else one for one in lists.gates
        )
        return lists._replace(gates=gates)

    return replace(inputs, tender=per_lot(inputs.tender, of_lot))


def _moved(inputs: Inputs, placed: Placed, gate: Gate, to: object) -> Gate:
    """The gate with the threshold where its rule has it: under its pack's parameter, or in place."""
    pack = inputs.packs.get(gate.use) if gate.use else None
    if pack is None or (pack.graded is not None and gate.threshold is not None):
        return gate if _same(gate.threshold, to) else gate.model_copy(update={"threshold": to})
    if pack.threshold is None:
        raise does_not_fit(placed, f"{gate.id} has no threshold that can move", "Drop it, or leave it.")
    if _same(gate.with_.get(pack.threshold), to):
        return gate
    return gate.model_copy(update={"with_": {**gate.with_, pack.threshold: to}})


def _same(one: object, other: object) -> bool:
    first, second = _number(one), _number(other)
    return one == other if first is None or second is None else first == second


def _number(value: object) -> Fraction | None:
    try:
        return parse_number(value) if isinstance(value, str) else None
    except NumberError:
        return None


def _with_minimum(
    criteria: tuple[Criterion, ...], placed: Placed, change: GateChange
) -> tuple[Criterion, ...]:
    level = _number(change.to)
    if level is None:
        raise does_not_fit(placed, f"{change.gate} is a number", "Write the level as a number.")

    def write(one: Criterion) -> Criterion:
        if one.minimum is None or f"{one.id}{MINIMUM}" != change.gate:
            return one
        stated = "mark" if one.minimum.mark is not None else "points"
        return one.model_copy(update={"minimum": one.minimum.model_copy(update={stated: level})})

    return each_criterion(criteria, write)


def gate_dropped(inputs: Inputs, placed: Placed, change: DropGate) -> Inputs:
    """Return the inputs without a gate or minimum."""
    known_gate(inputs, placed, change.gate)

    def of_lot(_: Published, lists: Lists) -> Lists:
        return Lists(
            each_criterion(lists.criteria, lambda one: _without_minimum(one, change.gate)),
            tuple(one for one in lists.gates if one.id != change.gate),
        )

    return without_decisions(replace(inputs, tender=per_lot(inputs.tender, of_lot)), change.gate)


def _without_minimum(one: Criterion, gate: str) -> Criterion:
    gone = one.minimum is not None and f"{one.id}{MINIMUM}" == gate
    return one.model_copy(update={"minimum": None}) if gone else one


def without_decisions(inputs: Inputs, gate: str) -> Inputs:
    """Return the inputs without what was decided about ``gate``."""
    return replace(inputs, decisions=tuple(one for one in inputs.decisions if one.gate != gate))


def reserved(inputs: Inputs, placed: Placed, change: Reserve) -> Inputs:
    """Return the inputs with a gate on the bidder's declared type, which each bid is made to declare."""
    if RESERVED in gate_names(inputs):
        message = f"there is a gate {RESERVED} already"
        raise does_not_fit(placed, message, f"Change it with a change of gate: {RESERVED}.")
    gate = Gate(
        id=RESERVED,
        phase=Phase.CONDITIONS,
        measure={"field": f"bid.declared.{BODY_TYPE}"},
        threshold=tuple(change.types),
        test=Test.ONE_OF,
        on_fail=OnFail.MUST_DISREGARD,
        with_={},
    )
    tender = per_lot(inputs.tender, lambda _, lists: lists._replace(gates=(*lists.gates, gate)))
    declares = {**tender.declares, BODY_TYPE: Declared(unit="words", title="Type of body, as declared")}
    bids = {
        name: bid.model_copy(update={"declared": {**bid.declared, BODY_TYPE: bid.bidder.type}})
        for name, bid in inputs.bids.items()
    }
    return replace(inputs, tender=tender.model_copy(update={"declares": declares}), bids=bids)
