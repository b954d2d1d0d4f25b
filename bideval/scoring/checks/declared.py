"""Values that bids declare, against what the tender and its methods ask for."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from bideval.errors import Finding, Source, error, warning
from bideval.model.bid import Bid
from bideval.model.inputs import Inputs
from bideval.model.measure import fields_of
from bideval.model.numbers import NumberError, decimal_text, parse_number
from bideval.model.raw import pointer_part
from bideval.model.references import named_packs
from bideval.model.tender import Declared, MethodUse
from bideval.model.units import DECLARED, Unit
from bideval.scoring.checks.known import Nearby
from bideval.scoring.methods.life_cycle_npv import (
    CONTRACT_DAYS,
    CONTRACT_YEARS,
    COST_REDUCTIONS,
    PAYMENT_SHARE,
)
from bideval.scoring.published import published_lots
from bideval.scoring.weights import everything

REMEDY = "Enter the value as submitted, in the form the tender declares it."

# The ids that a method reads by itself, without a word under `declares`.
READ_BY_METHOD: Mapping[str, tuple[str, ...]] = {
    "life-cycle-npv": (CONTRACT_YEARS, CONTRACT_DAYS, PAYMENT_SHARE, COST_REDUCTIONS),
}
FEATURES = "feature-coefficient"


def check_declared(inputs: Inputs) -> Iterator[Finding]:
    """Report declared values that the tender does not ask for, or of the wrong kind.

    One that a measure reads and the tender does not declare is reported at the measure.
    """
    declares = inputs.tender.declares
    known = {*declares, *_read_by_methods(inputs)}
    nearby = Nearby(known)
    read = set(_read_by_measures(inputs))
    by_packs = dict(_undeclared(inputs))
    yield from _to_declare(inputs)
    for _, bid in sorted(inputs.bids.items()):
        for name, raw in sorted(bid.declared.items()):
            source = Source(f"bids/{bid.id}.yaml", f"/declared/{pointer_part(name)}")
            if name not in known and name not in read:
                message = f"{bid.id} declares {name}, which the tender does not ask for"
                yield error("BE208", message, _not_asked(name, by_packs, nearby, known=bool(known)), source)
            elif name in declares:
                yield from _value(bid, name, declares[name], raw, source)


def _not_asked(name: str, by_packs: Mapping[str, Unit], nearby: Nearby, *, known: bool) -> str:
    if name in by_packs:
        return f"A pack that the tender uses reads it: write {_line({name: by_packs[name]})} in tender.yaml."
    there = nearby.remedy(name) if known else "The tender declares no values."
    return f"{there} No rule would read it."


def _line(fields: Mapping[str, Unit]) -> str:
    return f"declares: {{{', '.join(f'{name}: {{unit: {unit}}}' for name, unit in fields.items())}}}"


def _to_declare(inputs: Inputs) -> Iterator[Finding]:
    """Packs whose declared values the tender does not declare: no bid could state them."""
    for reference, pointer in named_packs(inputs.tender):
        fields = dict(_of_pack(inputs, reference))
        if fields:
            yield warning(
                "BE138",
                f"{reference} reads {', '.join(fields)}, which the tender does not declare: no bid can state "
                "it",
                f"Write {_line(fields)} in tender.yaml, with choices where only some words are answers.",
                Source("tender.yaml", pointer),
            )


def _undeclared(inputs: Inputs) -> Iterator[tuple[str, Unit]]:
    for reference, _ in named_packs(inputs.tender):
        yield from _of_pack(inputs, reference)


def _of_pack(inputs: Inputs, reference: str) -> Iterator[tuple[str, Unit]]:
    """The declared values that a pack reads and the tender does not declare, with their units."""
    pack = inputs.packs.get(reference)
    for node in fields_of(pack.measure) if pack is not None and pack.measure is not None else ():
        name = node.path.removeprefix(DECLARED)
        if node.path.startswith(DECLARED) and name not in inputs.tender.declares:
            yield name, node.unit


def _read_by_measures(inputs: Inputs) -> Iterator[str]:
    """The ids that measures written in the tender name, declared or not."""
    for lot in published_lots(inputs.tender):
        measures = [criterion.measure for criterion, _ in everything(lot.criteria)]
        for measure in (*measures, *(gate.measure for gate in lot.gates)):
            yield from (text.removeprefix(DECLARED) for text in _texts(measure) if text.startswith(DECLARED))


def _texts(data: object) -> Iterator[str]:
    """Every text in the data of a measure."""
    if isinstance(data, str):
        yield data
    below = data.values() if isinstance(data, Mapping) else data if isinstance(data, tuple) else ()
    for one in below:
        yield from _texts(one)


def _read_by_methods(inputs: Inputs) -> Iterator[str]:
    for lot in published_lots(inputs.tender):
        if lot.method is not None:
            yield from READ_BY_METHOD.get(lot.method.use, ())
            yield from _features(lot.method)


def _features(method: MethodUse) -> Iterator[str]:
    """The features of feature-coefficient, each of which a bid declares."""
    listed = method.with_.get("features") if method.use == FEATURES else None
    for one in listed if isinstance(listed, tuple) else ():
        if isinstance(one, Mapping) and isinstance(one.get("id"), str):
            yield one["id"]


def _value(bid: Bid, name: str, declared: Declared, raw: object, source: Source) -> Iterator[Finding]:
    """Check one declared value, or each of a yearly one."""
    if not declared.yearly:
        yield from _single(bid, name, declared, raw, source)
    elif not isinstance(raw, tuple) or not raw:
        message = f"{bid.id} declares {name} as a single value, and the tender asks for one a year"
        yield error("BE209", message, f"Write a list, the earliest year first. {REMEDY}", source)
    else:
        for place, one in enumerate(raw):
            at = source._replace(pointer=f"{source.pointer}/{place}")
            yield from _single(bid, name, declared, one, at)


def _single(bid: Bid, name: str, declared: Declared, raw: object, source: Source) -> Iterator[Finding]:
    reason = _fault(declared, raw)
    if reason is not None:
        yield error("BE209", f"{bid.id} declares {name}: {reason}", REMEDY, source)


def _fault(declared: Declared, raw: object) -> str | None:
    """Say what keeps ``raw`` from being a single value as declared."""
    if isinstance(raw, tuple):
        return "a list stands where the tender asks for one value"
    if not isinstance(raw, str):
        return "a single value is expected"
    if declared.unit == "words":
        unknown = declared.choices and raw not in declared.choices
        return f"{raw!r} is not one of {', '.join(declared.choices)}" if unknown else None
    try:
        value = parse_number(raw)
    except NumberError as problem:
        return str(problem)
    return _out_of_range(declared, value)


def _out_of_range(declared: Declared, value: Fraction) -> str | None:
    if declared.min is not None and value < declared.min:
        return f"{decimal_text(value)} is below {decimal_text(declared.min)}, the least that is allowed"
    if declared.max is not None and value > declared.max:
        return f"{decimal_text(value)} is above {decimal_text(declared.max)}, the most that is allowed"
    return None
