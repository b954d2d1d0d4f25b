"""Decisions: what each kind needs, what it names, and what it replaces.

The engine never takes a decision; it reads one only where it is complete and about
something that exists.  What a decision says of weights, draws, corrections and rules is
checked in ``decided``.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.decision import REQUIRED_FIELDS, Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.known import Nearby, close_to, lots_of
from bideval.scoring.published import Published, published_lots
from bideval.scoring.weights import everything

FILE = "decisions.yaml"
ALWAYS = frozenset({"id", "kind", "reason", "by", "at", "ground", "supersedes"})
GATED = ("bid", "lot", "gate")

# What a kind may say beside what every decision says.
FIELDS: Mapping[DecisionKind, tuple[str, ...]] = {
    DecisionKind.EXCLUDE: ("bid", "lot"),
    DecisionKind.DISREGARD: GATED,
    DecisionKind.KEEP: GATED,
    DecisionKind.WAIVE: GATED,
    DecisionKind.MITIGATE: (*GATED, "mitigation"),
    DecisionKind.CORRECT: ("bid", "lot", "field", "from_", "to"),
    DecisionKind.WITHDRAW: ("bid", "lot"),
    DecisionKind.LATE: ("bid", "lot"),
    DecisionKind.REFINE: ("lot", "field", "from_", "to"),
    DecisionKind.WEIGHTS: ("lot", "weights"),
    DecisionKind.DRAW: ("lot", "seed", "drawn", "witnessed_by"),
    DecisionKind.OPEN_PRICES: ("lot",),
    DecisionKind.LOW_PRICE: ("bid", "lot", "to"),
    DecisionKind.ANSWER: ("bid", "gate", "criterion", "field", "finding"),
    DecisionKind.CONDITION: (*GATED, "asked"),
    DecisionKind.RETEST: (*GATED, "to"),
    DecisionKind.JUDGE: ("bid", "lot", "question", "to"),
}


class Names(NamedTuple):
    """What decisions may name."""

    bids: frozenset[str]
    lots: tuple[str, ...]
    gates: Mapping[str, frozenset[str]]  # by lot
    criteria: frozenset[str]
    like_bids: Nearby
    like_lots: Nearby
    like_gates: dict[tuple[str, ...], Nearby]  # by lots that are meant


def check_decisions(inputs: Inputs) -> Iterator[Finding]:
    """Report decisions that are incomplete, or about something that does not exist."""
    names = Names(
        frozenset(inputs.bids),
        inputs.lot_ids,
        {lot.id: frozenset(gate_names(lot)) for lot in published_lots(inputs.tender)},
        frozenset(one.id for lot in published_lots(inputs.tender) for one, _ in everything(lot.criteria)),
        Nearby(inputs.bids),
        Nearby(inputs.lot_ids),
        {},
    )
    yield from _ids(inputs)
    for index, decision in enumerate(inputs.decisions):
        yield from _fields(index, decision)
        yield from _named(inputs, names, index, decision)


def gate_names(lot: Published) -> Iterator[str]:
    """Return every gate of a lot by the name a decision uses, minimums among them."""
    for gate in lot.gates:
        yield gate.id
    for criterion, _ in everything(lot.criteria):
        if criterion.minimum is not None:
            yield f"{criterion.id}/minimum"
    if lot.method is not None and "quality_minimum" in lot.method.with_:
        yield "quality/minimum"


def place_of(index: int, field: str = "") -> Source:
    """Return the place of a decision, or of one of its fields."""
    return Source(FILE, f"/{index}/{alias(field)}" if field else f"/{index}")


def alias(field: str) -> str:
    """Return a field as the file writes it: ``from`` is a word of the language."""
    return field.rstrip("_")


def _ids(inputs: Inputs) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, decision in enumerate(inputs.decisions):
        first = seen.setdefault(decision.id, index)
        if first != index:
            message = f"two decisions are called {decision.id}"
            remedy = "Give each decision its own id; nothing in this file is written over."
            yield error("BE402", message, remedy, place_of(index, "id"), place_of(first, "id"))
    nearby = Nearby(seen)
    for index, decision in enumerate(inputs.decisions):
        if decision.supersedes is not None:
            yield from _supersedes(inputs, index, decision, seen.get(decision.supersedes), nearby)


def _supersedes(
    inputs: Inputs, index: int, decision: Decision, target: int | None, nearby: Nearby
) -> Iterator[Finding]:
    place = place_of(index, "supersedes")
    if target is None:
        message = f"{decision.id} supersedes {decision.supersedes}, which is no decision"
        yield error("BE403", message, nearby.remedy(str(decision.supersedes), decision.id), place)
    elif (inputs.decisions[target].at, target) >= (decision.at, index):
        message = f"{decision.id} supersedes {decision.supersedes}, which is not earlier"
        remedy = "A decision supersedes an earlier one: correct `at` or supersedes."
        yield error("BE403", message, remedy, place, place_of(target, "at"))


def _fields(index: int, decision: Decision) -> Iterator[Finding]:
    """What the kind needs, and nothing that it does not have."""
    kind = decision.kind
    if not decision.reason.strip():
        yield _incomplete(index, decision, "has no reason")
    for field in REQUIRED_FIELDS[kind]:
        if _stated(decision, field):
            continue
        lacks = _without_gate(decision) if field == "gate" else f"has no {alias(field)}"
        if lacks is not None:
            yield _incomplete(index, decision, lacks)
    if kind is DecisionKind.DRAW:
        yield from _draw(index, decision)
    for field in type(decision).model_fields:
        if field not in ALWAYS and field not in FIELDS[kind] and getattr(decision, field) is not None:
            yield error(
                "BE405",
                f"{decision.id} is of kind {kind.value}, which has no {alias(field)}",
                f"Take it out. A decision of this kind has: {', '.join(alias(one) for one in FIELDS[kind])}.",
                place_of(index, field),
            )


def _without_gate(decision: Decision) -> str | None:
    """What a decision without a gate lacks: its ground, or the decision that it takes back."""
    if decision.kind is DecisionKind.DISREGARD:
        return "names neither a gate nor a ground" if decision.ground is None else None
    if decision.kind is DecisionKind.KEEP:
        return "names neither a gate nor a decision it supersedes" if decision.supersedes is None else None
    return "has no gate"


def _stated(decision: Decision, field: str) -> bool:
    value = getattr(decision, field)
    return value is not None and (field == "to" or value not in ("", (), {}))


def _incomplete(index: int, decision: Decision, lacks: str) -> Finding:
    return error(
        "BE400",
        f"{decision.id}, of kind {decision.kind.value}, {lacks}",
        "Complete the decision: it is read only if it says what it is about.",
        place_of(index),
    )


def _draw(index: int, decision: Decision) -> Iterator[Finding]:
    """Either a seed that anyone can recompute, or an order drawn before witnesses."""
    seed, drawn = _stated(decision, "seed"), _stated(decision, "drawn")
    if seed == drawn:
        lacks = (
            "has both a seed and an order as drawn" if seed else "has neither a seed nor an order as drawn"
        )
        yield _incomplete(index, decision, f"{lacks}: it has one of them")
    if drawn and not _stated(decision, "witnessed_by"):
        yield _incomplete(
            index, decision, "was drawn by lot, and does not say who witnessed it (witnessed_by)"
        )


def _named(inputs: Inputs, names: Names, index: int, decision: Decision) -> Iterator[Finding]:
    """Every bid, lot and gate that a decision names exists."""
    if decision.bid is not None and decision.bid not in names.bids:
        message = f"{decision.id} is about the bid {decision.bid}, which there is not"
        yield error("BE401", message, names.like_bids.bid_remedy(decision.bid), place_of(index, "bid"))
    if decision.lot is not None and decision.lot not in names.lots:
        message = f"{decision.id} is about the lot {decision.lot}, which there is not"
        yield error("BE401", message, names.like_lots.remedy(decision.lot), place_of(index, "lot"))
    lot = decision.lot if decision.lot in names.lots else None
    entered = lots_of(inputs, decision.bid) if decision.bid in names.bids and decision.bid else names.lots
    if lot is not None and lot not in entered:
        message = f"{decision.id} is about {decision.bid} in lot {lot}, which it did not enter"
        bid = Source(f"bids/{decision.bid}.yaml", "/lots")
        yield error("BE401", message, "Correct the lot or the bid.", place_of(index, "lot"), bid)
    meant = (lot,) if lot is not None else entered
    known = {gate for lot in meant for gate in names.gates.get(lot, ())}
    if decision.gate is not None and decision.gate not in known:
        message = f"{decision.id} is about the gate {decision.gate}, which there is not"
        nearby = names.like_gates.setdefault(meant, Nearby(known))
        yield error("BE401", message, nearby.remedy(decision.gate), place_of(index, "gate"))
    if decision.criterion is not None and decision.criterion not in names.criteria:
        message = f"{decision.id} is about the criterion {decision.criterion}, which there is not"
        yield error(
            "BE401", message, close_to(decision.criterion, names.criteria), place_of(index, "criterion")
        )
