"""What decisions set: weights within ranges, draws, low prices, and refinements of the rules.

A refinement is a new dated version of the published rules; the decision and the tender
say the same, or one of them is wrong.  Corrections of prices are in ``corrected``.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pydantic import ValidationError

from bideval.errors import Finding, Source, error
from bideval.model.base import Frozen
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, parse_number
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.checks.known import close_to
from bideval.scoring.draws import SeedError, draw_order
from bideval.scoring.published import published_lots
from bideval.scoring.recorded import standing
from bideval.scoring.weights import everything

TENDER = "tender.yaml"
LOW_PRICE_WORDS = ("keep", "disregard")


def check_decided(inputs: Inputs) -> Iterator[Finding]:
    """Report decisions that stand and set something that cannot be set so."""
    for index, decision in standing(inputs):
        if decision.weights is not None:
            yield from _weights(inputs, index, decision)
        if decision.kind is DecisionKind.DRAW:
            yield from _draw(inputs, index, decision)
        if decision.kind is DecisionKind.REFINE and decision.field is not None and decision.to is not None:
            yield from _refine(inputs, index, decision, decision.field)
        if decision.kind is DecisionKind.LOW_PRICE and decision.to not in LOW_PRICE_WORDS:
            said = f"says {decision.to!r}" if isinstance(decision.to, str) else "does not say so in one word"
            message = f"{decision.id} decides whether a low price is kept, and {said}"
            remedy = "Write to: keep, or to: disregard."
            yield error("BE410", message, remedy, place_of(index, "to" if decision.to is not None else ""))


def _weights(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    """Only a weight that is published as a range can be set later."""
    ranged: dict[str, bool] = {}
    for lot in published_lots(inputs.tender):
        if decision.lot in {None, lot.id}:
            for criterion, _ in everything(lot.criteria):
                ranged[criterion.id] = ranged.get(criterion.id, False) or isinstance(criterion.weight, tuple)
    for name in sorted(decision.weights or {}):
        place = place_of(index, f"weights/{name}")
        if name not in ranged:
            message = f"{decision.id} sets the weight of {name}, which is no criterion"
            yield error(
                "BE406",
                message,
                close_to(name, (one for one, is_ranged in ranged.items() if is_ranged)),
                place,
            )
        elif not ranged[name]:
            message = f"{decision.id} sets the weight of {name}, which is not published as a range"
            yield error(
                "BE406", message, "A published weight stands as it is: take it out of the decision.", place
            )


def _draw(inputs: Inputs, index: int, decision: Decision) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, bid in enumerate(decision.drawn or ()):
        source = place_of(index, f"drawn/{place}")
        if bid not in inputs.bids:
            message = f"{decision.id} drew {bid}, which is no bid"
            yield error("BE407", message, close_to(bid, inputs.bids), source)
        elif bid in seen:
            yield error(
                "BE407", f"{decision.id} drew {bid} twice", "List each bid once, in the order drawn.", source
            )
        seen.add(bid)
    if decision.seed is not None:
        try:
            draw_order(decision.seed, "whole", ("any",))
        except SeedError as problem:
            remedy = "Enter the seed exactly as it was published."
            yield error("BE412", f"{decision.id}: {problem}", remedy, place_of(index, "seed"))


def _refine(inputs: Inputs, index: int, decision: Decision, field: str) -> Iterator[Finding]:
    file, _, pointer = field.partition("#")
    place = place_of(index, "field")
    if file != TENDER or not pointer.startswith("/"):
        message = f"{decision.id} refines {field}, which is no place in the tender"
        yield error(
            "BE409", message, "Name it as tender.yaml#/criteria/0/weight: the file, # and the pointer.", place
        )
        return
    try:
        value = _value_at(inputs.tender, pointer)
    except LookupError:
        message = f"{decision.id} refines {pointer}, and tender.yaml has nothing there"
        yield error(
            "BE409", message, "Correct the pointer: lists count from 0.", place, Source(TENDER, pointer)
        )
        return
    if not _same(value, decision.to):
        yield error(
            "BE409",
            f"{decision.id} refines {pointer} to {_shown(decision.to)}, and tender.yaml says otherwise",
            "The tender holds the refined rule, and the decision what it was before (from) and is now (to).",
            place_of(index, "to"),
            Source(TENDER, pointer),
        )


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_shown(one) for one in value)}]"
    return str(value) if not isinstance(value, Mapping) else "new values"


def _value_at(value: object, pointer: str) -> object:
    """Follow a JSON pointer through typed values; raise LookupError where it leads nowhere."""
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Frozen):
            value = getattr(value, _attribute(value, name))
        elif isinstance(value, Mapping):
            value = value[name]
        elif isinstance(value, tuple) and name.isascii() and name.isdigit():
            value = value[int(name)]
        else:
            raise LookupError(name)
    return value


def _attribute(model: Frozen, name: str) -> str:
    for attribute, field in type(model).model_fields.items():
        if name == (field.alias or attribute):
            return attribute
    raise LookupError(name)


def _same(value: object, text: object) -> bool:
    """Say whether a typed value is what ``text`` of a file would be typed to."""
    if isinstance(value, Fraction):
        return isinstance(text, str) and _number(text) == value
    if isinstance(value, Frozen):
        return _typed(type(value), text) == value
    if isinstance(value, tuple):
        listed = text if isinstance(text, tuple) else ()
        return (text == "none" or isinstance(text, tuple)) and _all_same(value, listed)
    if isinstance(value, Mapping):
        if not isinstance(text, Mapping) or value.keys() != text.keys():
            return False
        return _all_same(tuple(value.values()), tuple(text[key] for key in value))
    words = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else value
    return text == (None if words is None else str(words))


def _all_same(values: tuple[object, ...], texts: tuple[object, ...]) -> bool:
    return len(values) == len(texts) and all(map(_same, values, texts))


def _number(text: str) -> Fraction | None:
    try:
        return parse_number(text)
    except NumberError:
        return None


def _typed(model: type[Frozen], text: object) -> Frozen | None:
    try:
        return model.model_validate(text)
    except ValidationError:
        return None
