"""A file with bad keys or values, mended just far enough to look for further problems.

A folder's problems are all reported in one run.  So a file that does not type is
typed once more without its bad parts, and what else is wrong comes to light.  The
result of that is never scored: a mended file serves the search for problems alone,
and what is found at a mended place is left out, since the first finding covers it.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from enum import Enum
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bideval.errors import Finding
from bideval.io.model_fields import Loc, field_at, keys_at
from bideval.io.typed_words import close_id, words_of
from bideval.model.base import ID_PATTERN

Model = TypeVar("Model", bound=BaseModel)
ROUNDS = 6  # a part taken out may uncover another bad one


class Bad(NamedTuple):
    """A place that was mended: a file and the JSON pointer of what was wrong."""

    file: str
    pointer: str


def mended(model: type[Model], data: object) -> Model | None:
    """Return ``data`` as ``model`` without its bad parts, or None where that is not possible.

    A misspelt key or word is read as the one it is close to.  Where something must stand
    and nothing right does, a stand-in takes its place.
    """
    for _ in range(ROUNDS):
        try:
            return model.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as problem:
            for detail in problem.errors(include_url=False):
                data = _mended(model, data, detail["loc"], detail)
    return None


def _mended(model: type[BaseModel], data: object, loc: Loc, detail: ErrorDetails) -> object:
    """Copy ``data`` with what stands at ``loc`` mended; nothing else is touched."""
    if not loc:
        return data
    first, rest = loc[0], loc[1:]
    if isinstance(data, list | tuple) and isinstance(first, int) and first < len(data):
        return [_mended(model, one, rest, detail) if at == first else one for at, one in enumerate(data)]
    if not isinstance(data, Mapping):
        return data
    if rest and isinstance(data.get(first), Mapping | list | tuple):
        return {**data, first: _mended(model, data[first], rest, detail)}
    if detail["type"] == "missing":
        return {**data, **_stand_in(model, detail["loc"])} if not rest else data
    return _without(model, data, first, detail) if first in data else data


def _without(
    model: type[BaseModel], data: Mapping[str | int, object], key: int | str, detail: ErrorDetails
) -> object:
    """Copy ``data`` without ``key``, or with what was probably meant in its place."""
    kept = {one: value for one, value in data.items() if one != key}
    if detail["type"] == "extra_forbidden":
        there = [one for one in keys_at(model, detail["loc"][:-1]) if one not in data]
        close = get_close_matches(str(key), sorted(there), n=1)
        return kept | dict.fromkeys(close, data[key])
    meant = _meant(data[key], detail)
    return kept if meant is None else {**kept, key: meant}


def _meant(given: object, detail: ErrorDetails) -> str | None:
    """Return the word that was probably meant, if there is one."""
    if detail["type"] in {"literal_error", "enum"}:
        return next(iter(get_close_matches(str(given), words_of(detail), n=1)), None)
    is_id = detail["type"] == "string_pattern_mismatch" and detail["ctx"]["pattern"] == ID_PATTERN
    return close_id(str(given)) or None if is_id else None


# Where something must stand and nothing does: whatever lets the rest be looked at.
_BY_NAME: Mapping[str, object] = MappingProxyType({"currency": "XXX", "rounding": "none"})
_WITHOUT = frozenset({"kind"})  # a decision that says nothing of its kind decides nothing


def _stand_in(model: type[BaseModel], loc: Loc) -> dict[str | int, object]:
    """Return a value for the key at the end of ``loc``, under that key; nothing where none is at hand."""
    field, name = field_at(model, loc), loc[-1]
    if field is None or name in _WITHOUT:
        return {}
    value = _BY_NAME[str(name)] if name in _BY_NAME else _of_kind(field.annotation)
    return {} if value is None else {name: value}


def _of_kind(annotation: object) -> object:
    """Return the text data of some value of a type, or None."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)[0]
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return next(iter(annotation)).value
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return {}  # its own keys are seen to in the next round
    values: dict[object, str] = {str: "2000-01-01", int: "1", Fraction: "1"}  # a date is an id and a text too
    return values.get(annotation)


def not_at(findings: Iterable[Finding], bad: Iterable[Bad]) -> tuple[Finding, ...]:
    """Leave out the findings that stand at, above or below a mended place."""
    places = tuple(bad)
    return tuple(
        finding
        for finding in findings
        if not any(_related(source.file, source.pointer, one) for source in finding.sources for one in places)
    )


def _related(file: str, pointer: str, bad: Bad) -> bool:
    if file != bad.file:
        return False
    one, other = pointer.removesuffix("#key"), bad.pointer.removesuffix("#key")
    return one == other or other.startswith(f"{one}/") or one.startswith(f"{other}/")
