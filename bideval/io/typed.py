"""From plain text data to a model, and from what pydantic says to plain findings.

Every problem of a file is reported at its place, in words a commissioner uses.
"""

import re
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bideval.errors import Finding, Source, error
from bideval.io.mending import mended
from bideval.io.model_fields import keys_at
from bideval.io.typed_words import example, plain
from bideval.model.bounds import MOST_LISTED

Model = TypeVar("Model", bound=BaseModel)


def typed(
    model: type[Model], data: object, file: str, at: str = ""
) -> tuple[Model | None, tuple[Finding, ...]]:
    """Return ``data`` as ``model``, or a finding for everything that keeps it from being one.

    ``at`` is the JSON pointer of ``data`` within ``file``.  With findings, the model is
    a mended one that serves the search for further problems, or None.
    """
    try:
        return model.model_validate(data, by_alias=True, by_name=False), ()
    except ValidationError as problem:
        details = problem.errors(include_url=False)
    if len(details) > MOST_LISTED:  # a file that is no such file: not worth mending
        return None, _first_of(details, lambda one: _finding(model, data, file, at, one))
    kept = [one for one in details if not _is_follow_on(model, one, details)]
    findings = tuple(dict.fromkeys(_finding(model, data, file, at, one) for one in kept))
    return mended(model, data), findings


def _first_of(details: list[ErrorDetails], worded: Callable[[ErrorDetails], Finding]) -> tuple[Finding, ...]:
    """Word as many of the errors as a report lists, and say how many there are more."""
    *first, last = (worded(one) for one in details[:MOST_LISTED])
    more = f"{last.message}; {len(details) - MOST_LISTED:,} more errors of this file are not listed"
    return (*first, last._replace(message=more))


def _is_follow_on(model: type[BaseModel], detail: ErrorDetails, details: list[ErrorDetails]) -> bool:
    """Whether another error has the same cause: a misspelt key, or the contents of a key left out."""
    beside = [one for one in details if one is not detail and one["loc"][:-1] == detail["loc"][:-1]]
    if detail["type"] == "missing":
        unknown = [str(one["loc"][-1]) for one in beside if one["type"] == "extra_forbidden"]
        return bool(get_close_matches(str(detail["loc"][-1]), unknown, n=1))
    if detail["type"] == "extra_forbidden":
        missing = (one["loc"] for one in beside if one["type"] == "missing")
        return any(detail["loc"][-1] in keys_at(model, loc) for loc in missing)
    return False


def _finding(model: type[BaseModel], data: object, file: str, at: str, detail: ErrorDetails) -> Finding:
    loc = _existing(data, detail["loc"])
    pointer = at + "".join(f"/{_escaped(part)}" for part in loc)
    kind, name = detail["type"], str(detail["loc"][-1]) if detail["loc"] else "the file"
    if kind == "missing":
        remedy = f"State {name}. {example(name, model.__name__)}".rstrip()
        above = detail["loc"][-2] if len(detail["loc"]) > 1 else None
        where = f" in {above}" if isinstance(above, str) else ""
        return error("BE051", f"{name} is missing{where}", remedy, Source(file, pointer))
    if kind == "extra_forbidden":
        return error("BE050", *_unknown_key(model, detail, name), Source(file, f"{pointer}#key"))
    message, remedy = plain(detail, name, model.__name__)
    if name == "[key]":
        return error("BE052", f"the name {message}", remedy, Source(file, pointer))
    return error("BE052", f"{name}: {message}", remedy, Source(file, pointer))


def _existing(data: object, loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The leading parts of ``loc`` that are really in the data; pydantic adds tags of its own."""
    parts: list[int | str] = []
    for part in loc:
        inside = _inside(data)
        if part not in inside:
            break
        data = inside[part]
        parts.append(part)
    return tuple(parts)


def _inside(data: object) -> Mapping[int | str, object]:
    """What stands below ``data``, by key or place."""
    if isinstance(data, Mapping):
        return data
    return dict(enumerate(data)) if isinstance(data, list | tuple) else {}


def _escaped(part: int | str) -> str:
    return str(part).replace("~", "~0").replace("/", "~1")


_REST_OF_NUMBER = re.compile(r"[0-9]{1,3}([.,][0-9]*)?")


def _unknown_key(model: type[BaseModel], detail: ErrorDetails, name: str) -> tuple[str, str]:
    """Return message and remedy for a key that there is not; one may be what a comma cut off a number."""
    if _REST_OF_NUMBER.fullmatch(name) and detail.get("input") is None:
        remedy = "In braces a comma begins a new entry: write the number without commas, such as 91500.50."
        return f"{name} stands alone after a comma", remedy
    known = sorted(keys_at(model, detail["loc"][:-1]))
    close = get_close_matches(name, known, n=1)
    remedy = f"Did you mean {close[0]}?" if close else f"Here there may be: {', '.join(known)}."
    return f"{name} is not a key here", remedy
