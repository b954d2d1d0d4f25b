"""The readers that JSON forms of claims are made of: each returns a value, or says where and why not."""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import NamedTuple

Json = None | bool | int | str | list["Json"] | dict[str, "Json"]
Reader = Callable[[object, str], object]
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]{0,1999}))/([1-9][0-9]{0,1999})", re.ASCII)


class FormError(ValueError):
    """Raised where a value has not the form asked for; says where and why."""


def number_text(value: int | Fraction) -> str:
    """Return a number as ``n/d``, in lowest terms."""
    return f"{value.numerator}/{value.denominator}"


def number_of(value: object, at: str) -> Fraction:
    """Return the exact number of text ``n/d`` in lowest terms."""
    match = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise FormError(f'{at} is no number of the form "n/d"')
    numerator, denominator = int(match[1]), int(match[2])
    if gcd(numerator, denominator) != 1 or match[1] == "-0":
        raise FormError(f"{at} is not in lowest terms")
    return Fraction(numerator, denominator)


def place_of(value: object, at: str) -> int:
    """Return a whole number of JSON's own."""
    if type(value) is not int:
        raise FormError(f"{at} is no whole number")
    return value


def flag_of(value: object, at: str) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise FormError(f"{at} is neither true nor false")
    return value


def text_of(value: object, at: str) -> str:
    """Return text."""
    if not isinstance(value, str):
        raise FormError(f"{at} is no text")
    return value


def maybe(reader: Reader) -> Reader:
    """Return the reader that takes null too."""
    return lambda value, at: None if value is None else reader(value, at)


def list_reader(reader: Reader) -> Reader:
    """Return the reader of a list, as a tuple."""

    def read(value: object, at: str) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise FormError(f"{at} is no list")
        return tuple(reader(part, f"{at}/{place}") for place, part in enumerate(value))

    return read


def object_reader(type_: type[NamedTuple], readers: Mapping[str, Reader]) -> Reader:
    """Return the reader of an object with exactly these keys."""
    return lambda value, at: type_._make(fields_of(value, at, readers))


def fields_of(value: object, at: str, readers: Mapping[str, Reader]) -> tuple[object, ...]:
    """Return the values under exactly these keys, in their order."""
    if not isinstance(value, dict):
        raise FormError(f"{at} is no object")
    wrong = sorted(map(str, value.keys() ^ readers.keys()))
    if wrong:
        raise FormError(f"{at}/{wrong[0]} is {'unknown' if wrong[0] in value else 'missing'}")
    return tuple(reader(value[name], f"{at}/{name}") for name, reader in readers.items())
