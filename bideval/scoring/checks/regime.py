"""The legal regime a tender names, and what it says of the bases of gates.

The regime pack maps each basis to its consequence; a gate that states another one
contradicts the law it rests on.  Whether the pack exists is found where packs are read.
"""

from collections.abc import Iterator

from bideval.errors import Finding, Source, error, question, warning
from bideval.model.criterion import Gate
from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.pack import Pack
from bideval.model.references import regime_reference
from bideval.model.rules import OnFail
from bideval.scoring.checks.known import close_to
from bideval.scoring.checks.outcomes import rests_on_published
from bideval.scoring.recorded import standing

FILE = "tender.yaml"
OVERRULING = (DecisionKind.WAIVE, DecisionKind.MITIGATE, DecisionKind.KEEP)


def check_regime(inputs: Inputs) -> Iterator[Finding]:
    """Report gates that the regime does not carry, and a regime of another time."""
    stated = inputs.tender.regime
    if stated is None:
        yield from _without_regime(inputs)
        return
    pack = inputs.packs.get(regime_reference(stated))
    if pack is None:
        return
    yield from _in_time(inputs, pack)
    for gate, pointer in _gates(inputs):
        if gate.basis is not None:
            yield from _gate(gate, gate.basis, pointer, pack)
            yield from _let_stand(inputs, gate, pointer, pack)


def _let_stand(inputs: Inputs, gate: Gate, pointer: str, pack: Pack) -> Iterator[Finding]:
    """A decision that lets a fail stand, where the regime leaves no choice."""
    basis = pack.basis(gate.basis or "")
    if basis is None or basis.consequence is not OnFail.MUST_DISREGARD:
        return
    for index, decision in standing(inputs):
        if decision.kind is DecisionKind.MITIGATE and rests_on_published(inputs, decision):
            continue  # the published rules themselves say what makes a fail good
        if decision.kind in OVERRULING and decision.gate == gate.id:
            yield warning(
                "BE164",
                f"decision {decision.id} lets {decision.bid} stand although it fails {gate.id}, and for "
                f"{gate.basis} the regime leaves no choice ({basis.cite})",
                "Take advice before relying on it. The result shows the decision wherever it stands.",
                Source("decisions.yaml", f"/{index}"),
                Source(FILE, f"{pointer}/basis"),
            )


def _gates(inputs: Inputs) -> Iterator[tuple[Gate, str]]:
    """Every gate as it is written, with its JSON pointer."""
    lists = [(inputs.tender.gates, "/gates")]
    lists += [(lot.gates or (), f"/lots/{place}/gates") for place, lot in enumerate(inputs.tender.lots)]
    for gates, at in lists:
        for place, gate in enumerate(gates):
            yield gate, f"{at}/{place}"


def _without_regime(inputs: Inputs) -> Iterator[Finding]:
    for gate, pointer in _gates(inputs):
        if gate.basis is not None:
            yield error(
                "BE160",
                f"the gate {gate.id} rests on the basis {gate.basis}, and the tender names no regime",
                "State the regime the procurement runs under, such as regime: uk/procurement-act-2023@1.",
                Source(FILE, f"{pointer}/basis"),
            )


def _gate(gate: Gate, name: str, pointer: str, pack: Pack) -> Iterator[Finding]:
    basis = pack.basis(name)
    if basis is None:
        yield error(
            "BE161",
            f"the regime {pack.reference} has no basis called {name}",
            close_to(name, (one for one, _ in pack.bases)),
            Source(FILE, f"{pointer}/basis"),
        )
    elif gate.on_fail is not basis.consequence:
        yield error(
            "BE162",
            f"a fail of {gate.id} is said to mean {gate.on_fail.value}, but for {name} the regime gives "
            f"{basis.consequence.value} ({basis.cite})",
            f"State on_fail: {basis.consequence.value}, or the basis that the gate really rests on.",
            Source(FILE, f"{pointer}/on_fail"),
            Source(FILE, f"{pointer}/basis"),
        )


def _in_time(inputs: Inputs, pack: Pack) -> Iterator[Finding]:
    began = inputs.tender.began
    name = pack.reference.removeprefix("regimes/")
    span = f"from {pack.valid_from}" + (f" to {pack.valid_to}" if pack.valid_to else " on")
    if began is None:
        yield question(
            "BE163",
            f"the regime {name} holds {span}, and the tender does not say when it began",
            "State began, the date that decides which rules apply: began: 2026-01-15.",
            Source(FILE, "/regime"),
        )
    elif not pack.valid_on(began):
        yield warning(
            "BE163",
            f"the procurement began on {began}, and the regime {name} holds {span}",
            _neighbour(pack, began)
            or "Name the edition that was in force when the procurement began, or correct the date.",
            Source(FILE, "/began"),
            Source(FILE, "/regime"),
        )


def _neighbour(pack: Pack, began: str) -> str | None:
    """Return the way to the regime that held on the date ``began``, where the pack names it."""
    there = pack.before if began < pack.valid_from else pack.after
    return f"Name the regime that held then: {there}. Or correct the date." if there else None
