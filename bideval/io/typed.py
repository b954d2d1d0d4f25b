"""From plain text data to a model, and from what pydantic says to plain findings.

Every problem of a file is reported at its place, in words a commissioner uses.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bideval.errors import Finding, Source, error
from bideval.io.mending import mended

Model = TypeVar("Model", bound=BaseModel)


def typed(
    model: type[Model], data: object, file: str, at: str = ""
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return ``data`` as ``model``, or a finding for everything that keeps it from being one.

    ``at`` is the JSON pointer of ``data`` within ``file``.  With findings, the model is
    a mended one that serves the search for further problems, or None.
    """
    try:
        return model.model_validate(data), ()
    except ValidationError as problem:
        details = problem.errors(include_url=False)
    places = [detail["loc"][:-1] for detail in details if detail["type"] == "extra_forbidden"]
    keys = {loc: _keys_at(model, loc) for loc in places}
    findings = tuple(dict.fromkeys(_finding(model, data, file, at, one) for one in details))
    return mended(model, data, keys), findings


def _finding(model: type[BaseModel], data: object, file: str, at: str, detail: ErrorDetails) -> Finding:
    loc = _existing(data, detail["loc"])
    pointer = at + "".join(f"/{_escaped(part)}" for part in loc)
    kind, name = detail["type"], str(detail["loc"][-1]) if detail["loc"] else "file"
    if kind == "missing":
        known = _words_of(model, tuple(detail["loc"]))
        return error("BE051", f"{name} is missing", known or f"State {name}.", Source(file, pointer))
    if kind == "extra_forbidden":
        return error(
            "BE050",
            f"{name} is not a key here",
            _did_you_mean(model, detail["loc"]),
            Source(file, f"{pointer}#key"),
        )
    message, remedy = _plain(detail)
    return error("BE052", f"{name}: {message}", remedy, Source(file, pointer))


def _existing(data: object, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The leading parts of ``loc`` that are really in the data; pydantic adds tags of its own."""
    parts: list[int | str] = []
    for part in loc:
        if (isinstance(data, Mapping) and part in data) or (
            isinstance(data, list | tuple) and isinstance(part, int) and part < len(data)
        ):
            data = data[part]
        else:
            break
        parts.append(part)
    return tuple(parts)


def _escaped(part: int | str) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


def _plain(detail: ErrorDetails) -> tuple[str, str]:
    """What is wrong and how to mend it, by pydantic's kind of error."""
    kind, context = detail["type"], detail.get("ctx", {})
    given = detail.get("input")
    shown = f"{given!r} " if isinstance(given, str) and len(given) <= 60 else ""
    if kind == "value_error":
        words = str(context.get("error", detail["msg"]))
        return words, "Correct the value to what was published or submitted."
    if kind in {"literal_error", "enum"}:
        expected = str(context.get("expected", ""))
        return f"{shown}is not one of {expected}", _closest(given, expected)
    if kind == "string_pattern_mismatch":
        return f"{shown}does not have the right form", _PATTERN_WORDS
    if kind in _SHAPES:
        return _SHAPES[kind]
    return f"{shown}{detail['msg'][:1].lower()}{detail['msg'][1:]}", "Correct the value."


_NAMES = ("names with values are expected here", "Write `name: value` pairs below the key.")
_LIST = ("a list is expected here", "Write a list: one `- ` a line, or [a, b].")
_SHAPES = {
    "dict_type": _NAMES,
    "model_type": _NAMES,
    "model_attributes_type": _NAMES,
    "mapping_type": _NAMES,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "string_type": ("a single text is expected here", "Write one value, not a list, and not nothing."),
}


_PATTERN_WORDS = (
    "An id is 1 to 64 of a-z, 0-9 and -, beginning with a letter or digit; a pack is family/id@edition; "
    "a currency is three capitals; a SHA-256 is 64 hexadecimal digits."
)


def _closest(given: object, expected: str) -> str:
    words = expected.replace("'", "").replace(" or ", ", ").split(", ")
    close = get_close_matches(str(given), words, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else "Use one of these words."


def _did_you_mean(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    known = sorted(_keys_at(model, loc[:-1]))
    close = get_close_matches(str(loc[-1]), known, n=1)
    return f"Did you mean {close[0]}?" if close else f"Here there may be: {', '.join(known)}."


def _words_of(model: type[BaseModel], loc: tuple[int | str, ...]) -> str:
    return f"State {loc[-1]}. {_EXAMPLES[str(loc[-1])]}" if str(loc[-1]) in _EXAMPLES and model else ""


_EXAMPLES = {
    "rounding": "Rounding is a published rule: "
    "rounding: [{stage: total, places: 2, mode: half-up}], or rounding: none.",
    "method": "For example method: {use: weighted-sum}.",
    "currency": "Three capitals, such as GBP.",
    "bideval": "The format of the folder: bideval: 1.",
    "on_fail": "What a fail leads to is published: must-disregard, may-disregard or flag.",
    "test": "How the value is compared: at-least, more-than, at-most, less-than, is or one-of.",
    "combine": "Whose figures count: sum, any, each or none.",
    "reason": "A decision always has its reason.",
}


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> set[str]:
    """The keys allowed at ``loc`` of a model."""
    found: object = model
    for part in loc:
        inner = _model_in(found)
        if inner is not None and isinstance(part, str):
            field = next((one for name, one in inner.model_fields.items() if part in {name, one.alias}), None)
            found = field.annotation if field is not None else found
    at = _model_in(found)
    return {field.alias or name for name, field in at.model_fields.items()} if at else set()


def _model_in(annotation: object) -> type[BaseModel] | None:
    """The model inside an annotation such as ``tuple[Lot, ...] | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {Union, UnionType, tuple, dict, list, Annotated}:
        models = (_model_in(one) for one in get_args(annotation))
        return next((one for one in models if one is not None), None)
    return None
