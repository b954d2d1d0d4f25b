r"""Text data of a YAML file as single values with their paths, and as the text of a cell.

A path is written ``minimum/mark``; ``#2`` is the second of a list.  In a key ``/`` is
``~1``, ``~`` is ``~0`` and a ``#`` at its start ``~2``.  A list of plain words is one
value: ``[bond; parent-guarantee]``.  ``(nothing)`` is a key without a value, ``(blank)``
empty text, ``{}`` an entry without entries; text that would look like one of these has a
``\`` in front.  So every value comes back as it was.

>>> dict(leaves({"minimum": {"mark": "3"}, "who": ["members", "guarantor"]}))
{('minimum', 'mark'): '3', ('who',): '[members; guarantor]'}
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"
Path = tuple[str | int, ...]  # keys, and places in lists from 0

NOTHING, BLANK, NO_ENTRIES = "(nothing)", "(blank)", "{}"
_LOOKS = ("[", "{", "(", "\\")


class PathError(ValueError):
    """Raised when a path, or two paths together, make no data; says why."""


def leaves(data: Data, at: Path = ()) -> Iterator[tuple[Path, str]]:
    """Yield every single value with its path and the text of its cell."""
    if isinstance(data, dict) and data:
        for key, one in data.items():
            yield from leaves(one, (*at, key))
    elif isinstance(data, list) and data and not _is_plain(data):
        for index, one in enumerate(data):
            yield from leaves(one, (*at, index))
    else:
        yield at, cell_of(data)


def _is_plain(data: Sequence[Data]) -> bool:
    """Whether a list can stand in one cell."""
    return all(
        isinstance(one, str)
        and one != ""
        and ";" not in one
        and one == one.strip()
        and "\n" not in one
        and one not in {NOTHING, BLANK}
        for one in data
    )


def cell_of(data: Data) -> str:
    """Return the text of the cell of a single value, or of a list of plain words."""
    if data is None:
        return NOTHING
    if isinstance(data, dict):
        return NO_ENTRIES
    if isinstance(data, list):
        return f"[{'; '.join(map(str, data))}]"
    if data == "":
        return BLANK
    return f"\\{data}" if data.startswith(_LOOKS) or data != data.strip() else data


def data_of(text: str) -> Data:
    r"""Return the value that a cell means; the cell is not empty.

    >>> data_of("[members; guarantor]"), data_of("\\[draft]"), data_of("(nothing)")
    (['members', 'guarantor'], '[draft]', None)
    """
    if text.startswith("\\"):
        return text[1:]
    if text == NOTHING:
        return None
    if text == BLANK:
        return ""
    if text == NO_ENTRIES:
        return {}
    if text.startswith("[") and text.endswith("]"):
        return [one.strip() for one in text[1:-1].split(";") if one.strip()]
    return text


def path_text(path: Path) -> str:
    """Return a path as a header or a cell has it.

    >>> path_text(("points", "rows", 0, "a/b"))
    'points/rows/#1/a~1b'
    """
    return "/".join(f"#{one + 1}" if isinstance(one, int) else _escaped(one) for one in path)


def _escaped(key: str) -> str:
    text = key.replace("~", "~0").replace("/", "~1")
    return f"~2{text[1:]}" if text.startswith("#") else text


def path_of(text: str) -> Path:
    """Return the path that a header means; raise PathError where it is none.

    >>> path_of("points/rows/#1/a~1b")
    ('points', 'rows', 0, 'a/b')
    """
    return tuple(_segment(one, text) for one in text.split("/"))


def _segment(text: str, whole: str) -> str | int:
    if text.startswith("#"):
        digits = text[1:]
        if not (digits.isascii() and digits.isdigit() and 0 < int(digits) < 100_000 and len(digits) < 7):
            raise PathError(f"{whole[:80]!r} is no path: after # stands a number from 1")
        return int(digits) - 1
    if not text.strip():
        raise PathError(f"{whole[:80]!r} is no path: a part of it is blank")
    return text.replace("~2", "#").replace("~1", "/").replace("~0", "~")


def pointer(path: Iterable[str | int]) -> str:
    """Return the JSON pointer of a path."""
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in path)


def joined(values: Mapping[Path, Data]) -> Data:
    """Put single values together again; raise PathError where they do not go together."""
    if () in values:
        if len(values) > 1:
            raise PathError("a value stands where entries stand too")
        return values[()]
    below: dict[str | int, dict[Path, Data]] = {}
    for path, value in values.items():
        below.setdefault(path[0], {})[path[1:]] = value
    places = [one for one in below if isinstance(one, int)]
    if not places:
        return {str(key): joined(inside) for key, inside in below.items()}
    if len(places) != len(below) or sorted(places) != list(range(len(places))):
        raise PathError(
            "the parts of a list are numbered #1, #2, ... without gaps, and have no names beside them"
        )
    return [joined(below[place]) for place in sorted(places)]
