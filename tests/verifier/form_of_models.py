"""The form of the inputs and the study of a record, as the models have it, in the words of verify.py.

One line for each object: its keys, ``!`` after one that is always there, and what stands under it
where that is not text.  Lists end in ``*``, names with values in ``%``.
"""

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from bideval.model import base, bid, rules
from bideval.model.base import FREE_TEXT, ID_PATTERN, Frozen
from bideval.model.decision import Decision
from bideval.model.price import PriceSheet
from bideval.model.study import Study
from bideval.model.tender import Tender

READ: dict[object, str] = {
    base.Exact: "number", base.Weight: "range", base.Span: "number*", base.SpanOrWords: "any",
    base.CalendarDate: "date", base.Moment: "moment", base.TextData: "any",
}  # fmt: skip
NAMED: dict[object, str] = {bid.BodyType: "BodyType", bid.BackingForm: "BackingForm", bid.BackingStage: "BackingStage",
         bid.Evidence: "Evidence", **{one: one.__name__ for one in vars(rules).values()
                                      if isinstance(one, type) and issubclass(one, Enum) and list(one)}}  # fmt: skip
WRITTEN = {"measure": "Measure", "points": "Points", "scale": "ScaleOrName", "threshold": "words"}
LONG = 45  # characters
ROOTS: tuple[type[Frozen], ...] = (Tender, bid.Bid, PriceSheet, Decision, Study)


def form_of_models() -> dict[str, str]:
    """Return a line for each object, and for each list of words that has a name."""
    waiting, lines = list(ROOTS), {}
    while waiting:
        model = waiting.pop()
        if model.__name__ not in lines:
            fields = [_field(*one, waiting) for one in model.model_fields.items()]
            for place, (key, kind) in enumerate(fields):
                if len(kind) > LONG and "|" in kind:  # a long list has a line of its own
                    name = f"{model.__name__}.{key.rstrip('!')}"
                    lines[name] = "= " + kind.rstrip("*").replace("|", " ")
                    fields[place] = key, name + "*" * kind.endswith("*")
            lines[model.__name__] = " ".join(f"{key}={kind}" if kind else key for key, kind in fields)
    return {**lines, **{name: "= " + " ".join(_words(one)) for one, name in NAMED.items()}}


def _field(name: str, field: FieldInfo, waiting: list[type[Frozen]]) -> tuple[str, str]:
    """Return a key, and what stands under it where that is not text."""
    default = None if field.default_factory or field.is_required() else field.default
    always = field.is_required() or (default is not None and default != ())
    if name == "rounding":  # rounding: none is an empty list, which is left out
        always = False
    annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    kind = _kind(annotation, waiting)
    kind = WRITTEN[name] if kind == "any" and name in WRITTEN else kind
    return f"{field.alias or name}{'!' * always}", "" if kind == "text" else kind


def _words(listed: object) -> tuple[str, ...]:
    if isinstance(listed, type) and issubclass(listed, Enum):
        return tuple(str(one.value) for one in listed)
    return tuple(map(str, get_args(listed)))


def _kind(annotation: object, waiting: list[type[Frozen]]) -> str:
    read = (kind for one, kind in READ.items() if annotation == one or _reads(annotation) is _reads(one))
    named = NAMED[annotation] if annotation in NAMED else next(read, "")
    if named or isinstance(annotation, type):
        return named or _of_class(annotation, waiting)
    parts = [one for one in get_args(annotation) if one is not type(None)]
    origin = get_origin(annotation)
    if origin is Annotated:
        return _annotated(parts, waiting)
    if origin is Literal:
        return "|".join(_words(annotation))
    if origin is dict:
        return _kind(parts[1], waiting) + "%" + NAMED.get(parts[0], "")
    assert origin is tuple or (origin in (Union, UnionType) and len(parts) == 1), annotation
    return _kind(parts[0], waiting) + "*" * (origin is tuple)


def _of_class(found: object, waiting: list[type[Frozen]]) -> str:
    assert isinstance(found, type)
    if issubclass(found, Frozen):
        waiting.append(found)
        return found.__name__
    return "|".join(_words(found)) if issubclass(found, Enum) else KINDS[found]


KINDS: dict[object, str] = {str: "text", int: "whole", bool: "flag"}


def _reads(annotation: object) -> object:
    """Return what reads a value of an annotated type, where it is one of ours."""
    found = (getattr(one, "read", None) for one in get_args(annotation)[1:])
    return next((one for one in found if one is not None), annotation)


def _annotated(parts: list[object], waiting: list[type[Frozen]]) -> str:
    if FREE_TEXT in parts[1:]:
        return "hash"
    patterns = {getattr(one, "pattern", None) for one in _flat(parts[1:])}
    if ID_PATTERN in patterns:
        return "id"
    return "hex" if "^[0-9a-f]{64}$" in patterns else _kind(parts[0], waiting)


def _flat(metadata: list[object]) -> Iterator[object]:
    for one in metadata:
        yield one
        yield from getattr(one, "metadata", ())
