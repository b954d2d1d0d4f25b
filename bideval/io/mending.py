"""A file with bad keys or values, mended just far enough to look for further problems.

A folder's problems are all reported in one run.  So a file that does not type is
typed once more without its bad parts, and what else is wrong comes to light.  The
result of that is never scored: a mended file serves the search for problems alone,
and what is found at a mended place is left out, since the first finding covers it.
"""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bideval.errors import Finding

Model = TypeVar("Model", bound=BaseModel)
ROUNDS = 3  # a part taken out may uncover another bad one

Loc = tuple[int | str, ...]


class Bad(NamedTuple):
    """A place that was mended: a file and the JSON pointer of what was wrong."""

    file: str
    pointer: str


def mended(model: type[Model], data: object, keys_at: Mapping[Loc, Iterable[str]]) -> Model | None:
    """Return ``data`` as ``model`` without its bad parts, or None where that is not possible.

    A misspelt key is read as the one it is close to, if that is absent.  ``keys_at``
    holds the keys that are allowed at the places with unknown ones.
    """
    for _ in range(ROUNDS):
        try:
            return model.model_validate(data, by_alias=True, by_name=False)
        except ValidationError as problem:
            for detail in problem.errors(include_url=False):
                data = _without(data, detail["loc"], keys_at.get(detail["loc"][:-1], ()), detail)
    return None


def _without(data: object, loc: Loc, keys: Iterable[str], detail: ErrorDetails) -> object:
    """Copy ``data`` without what stands at ``loc``; nothing else is touched."""
    if not loc:
        return data
    first, rest = loc[0], loc[1:]
    if isinstance(data, list | tuple) and isinstance(first, int) and first < len(data):
        return [_without(one, rest, keys, detail) if at == first else one for at, one in enumerate(data)]
    if not isinstance(data, Mapping) or first not in data:
        return data
    below = data[first]
    if rest and isinstance(below, Mapping | list | tuple):
        return {**data, first: _without(below, rest, keys, detail)}
    kept = {key: one for key, one in data.items() if key != first}
    if detail["type"] == "extra_forbidden":
        close = get_close_matches(str(first), [key for key in keys if key not in data], n=1)
        kept |= {close[0]: below} if close else {}
    return kept


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
