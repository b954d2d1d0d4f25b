"""Claims as JSON and back: the same claim, exactly, or a refusal.

A number is text, ``n/d`` in lowest terms with the denominator always there, so that no
program on the way rounds it.  Places of columns, split points and flags are JSON's own.
Reading is strict: every key is known and there, nothing is guessed or repaired.
docs/certificates.md has the form of each claim.

What is read is well formed; whether it is proved is for bideval.proof.checking.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from types import MappingProxyType
from typing import NamedTuple

from bideval.proof.claims import (
    CannotWin,
    CanWin,
    Claim,
    NeverLeads,
    OnlyTies,
    PairBound,
    SmallestMove,
    SmallestWholeMove,
    WholeMinimum,
)
from bideval.proof.linear import Program
from bideval.proof.region import Region, Row
from bideval.proof.tree import Bound, Node, Nothing, Split

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Reader = Callable[[object, str], object]

KINDS: Mapping[str, type[Claim]] = MappingProxyType(
    {
        "can-win": CanWin,
        "only-ties": OnlyTies,
        "cannot-win": CannotWin,
        "never-leads": NeverLeads,
        "smallest-move": SmallestMove,
        "smallest-whole-move": SmallestWholeMove,
        "pair-bound": PairBound,
        "whole-minimum": WholeMinimum,
    }
)
BESIDE = ("claim", "id")  # the kind, and a name that the document may give

_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]{0,1999}))/([1-9][0-9]{0,1999})", re.ASCII)
_LEAVES: Mapping[str, type[Bound | Nothing]] = MappingProxyType({"bound": Bound, "empty": Nothing})


class Unread(NamedTuple):
    """Why a JSON value is no claim."""

    reason: str


class _FormError(ValueError):
    """Raised in this module where a value has not the form asked for; says where and why."""


def as_json(claim: Claim) -> dict[str, Json]:
    """Return a claim as JSON values; ``from_json`` gives an equal claim back."""
    kind = next(name for name, type_ in KINDS.items() if isinstance(claim, type_))
    fields = {name: _written(value) for name, value in claim._asdict().items()}
    if isinstance(claim, WholeMinimum):
        fields["whole_columns"] = list(claim.whole_columns)
    return {"claim": kind, **fields}


def from_json(value: object) -> Claim | Unread:
    """Return the claim that JSON values are, or why they are none."""
    if not isinstance(value, dict):
        return Unread("a claim is an object")
    kind = value.get("claim")
    type_ = KINDS.get(kind) if isinstance(kind, str) else None
    if type_ is None:
        return Unread(f"there is no such claim; the claims are {', '.join(KINDS)}")
    try:
        fields = {key: part for key, part in value.items() if key not in BESIDE}
        return type_._make(_fields(fields, "", {name: _FIELDS[name] for name in type_._fields}))
    except _FormError as error:
        return Unread(str(error))


def _written(value: object) -> Json:
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (int, Fraction)):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, Split):
        return {"split": value.column, "at": value.at}
    if isinstance(value, (Bound, Nothing)):
        return {"bound" if isinstance(value, Bound) else "empty": _written(value[0])}
    if isinstance(value, (Region, Row, Program)):
        return {name: _written(part) for name, part in value._asdict().items()}
    assert isinstance(value, tuple)
    return [_written(part) for part in value]


def _number(value: object, at: str) -> Fraction:
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise _FormError(f'{at} is no number of the form "n/d"')
    numerator, denominator = int(match[1]), int(match[2])
    if gcd(numerator, denominator) != 1 or match[1] == "-0":
        raise _FormError(f"{at} is not in lowest terms")
    return Fraction(numerator, denominator)


def _place(value: object, at: str) -> int:
    if type(value) is not int:
        raise _FormError(f"{at} is no whole number")
    return value


def _flag(value: object, at: str) -> bool:
    if not isinstance(value, bool):
        raise _FormError(f"{at} is neither true nor false")
    return value


def _text(value: object, at: str) -> str:
    if not isinstance(value, str):
        raise _FormError(f"{at} is no text")
    return value


def _maybe(reader: Reader) -> Reader:
    return lambda value, at: None if value is None else reader(value, at)


def _list(reader: Reader) -> Reader:
    def read(value: object, at: str) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise _FormError(f"{at} is no list")
        return tuple(reader(part, f"{at}/{place}") for place, part in enumerate(value))

    return read


def _object(type_: type[Region | Row | Program], readers: Mapping[str, Reader]) -> Reader:
    return lambda value, at: type_._make(_fields(value, at, readers))


def _fields(value: object, at: str, readers: Mapping[str, Reader]) -> tuple[object, ...]:
    if not isinstance(value, dict):
        raise _FormError(f"{at} is no object")
    wrong = sorted(map(str, value.keys() ^ readers.keys()))
    if wrong:
        raise _FormError(f"{at}/{wrong[0]} is {'unknown' if wrong[0] in value else 'missing'}")
    return tuple(reader(value[name], f"{at}/{name}") for name, reader in readers.items())


def _node(value: object, at: str) -> Node:
    if isinstance(value, dict) and len(value) == 1:
        kind, numbers = next(iter(value.items()))
        if kind in _LEAVES:
            return _LEAVES[kind]._make((_VECTOR(numbers, f"{at}/{kind}"),))
    return Split._make(_fields(value, at, {"split": _place, "at": _place}))


_VECTOR = _list(_number)
_ENDS = _list(_maybe(_number))
_ROW = {"coefficients": _VECTOR, "low": _maybe(_number), "high": _maybe(_number)}
_REGION = {"low": _VECTOR, "high": _VECTOR, "rows": _list(_object(Row, _ROW))}
_PROGRAM = {
    "cost": _VECTOR,
    "rows": _list(_VECTOR),
    "row_low": _ENDS,
    "row_high": _ENDS,
    "low": _ENDS,
    "high": _ENDS,
}
_FIELDS: Mapping[str, Reader] = MappingProxyType(
    {
        "difference": _VECTOR,
        "differences": _list(_VECTOR),
        "duals": _VECTOR,
        "kind": _text,
        "least": _number,
        "minimum": _maybe(_number),
        "program": _object(Program, _PROGRAM),
        "published": _VECTOR,
        "ray": _VECTOR,
        "region": _object(Region, _REGION),
        "required": _VECTOR,
        "size": _maybe(_number),
        "step": _maybe(_number),
        "tree": _list(_node),
        "whole_columns": _list(_place),
        "wins_ties": _list(_flag),
        "witness": _maybe(_VECTOR),
    }
)
