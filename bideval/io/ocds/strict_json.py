"""JSON of other people, read strictly and within bounds, and JSON with exact numbers written.

A number with decimals is a ``Decimal`` of the digits as they stand, never a float.  A key
that stands twice in an object, NaN, infinity, and nesting without end are refused: each of
them is read otherwise by another program.

Bytes in, data out: no file is opened here, and the meaning of the data is for others.
"""

import json
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from bideval.errors import BidevalError
from bideval.model.numbers import fixed_text

OcdsJson = str | bool | int | Decimal | None | list["OcdsJson"] | dict[str, "OcdsJson"]

MOST_DEEP = 60  # objects and lists in one another
_MOST_DIGITS = 40  # of one number, its exponent among them
_MOST_PLACES = 31  # decimals of a number that is written


class JsonError(BidevalError, ValueError):
    """Raised when bytes are not JSON that every program reads alike; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


def read_json(data: bytes) -> OcdsJson:
    """Return the data of UTF-8 ``data``; raise JsonError with the reason.

    >>> read_json(b'{"amount": 0.10}')
    {'amount': Decimal('0.10')}
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise JsonError(f"byte {problem.start + 1:,} is not UTF-8") from None
    try:
        found: OcdsJson = json.loads(
            text,
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except json.JSONDecodeError as problem:
        # Versions of Python word it differently, and place a comma too many before or after it.
        at = len(text[: problem.pos].rstrip(", \t\r\n")) + 1
        raise JsonError(f"this is no JSON: it breaks at character {at:,}") from None
    except RecursionError:
        raise JsonError(f"objects and lists stand more than {MOST_DEEP} deep in one another") from None
    if _depth(found) > MOST_DEEP:
        raise JsonError(f"objects and lists stand more than {MOST_DEEP} deep in one another")
    return found


def _decimal(text: str) -> Decimal:
    _, _, exponent = text.lower().partition("e")
    if len(text) > _MOST_DIGITS or len(exponent.lstrip("+-").lstrip("0")) > 2:
        raise JsonError(f"the number {text[:20]} is longer than any amount")
    return Decimal(text)


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise JsonError(f"the number {text[:20]}... is longer than any amount")
    return int(text)


def _no_number(text: str) -> NoReturn:
    raise JsonError(f"{text} is no number of JSON")


def _once(pairs: list[tuple[str, OcdsJson]]) -> dict[str, OcdsJson]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise JsonError(f"the key {twice[:60]!a} stands twice in one object")
    return found


def _depth(found: OcdsJson) -> int:
    """How deep objects and lists stand in one another, without recursion; 0 of a single value."""
    level = [one for one in [found] if isinstance(one, dict | list)]
    deep = 0
    while level:
        deep += 1
        inside = (inner for one in level for inner in (one.values() if isinstance(one, dict) else one))
        level = [inner for inner in inside if isinstance(inner, dict | list)]
    return deep


def write_json(data: OcdsJson, *, indent: int | None = 2) -> str:
    """Return ``data`` as JSON text with each Decimal as its digits; keys in the order they stand in.

    ``indent`` None writes one line.

    >>> write_json({"amount": Decimal("1250000.50"), "of": []}, indent=None)
    '{"amount":1250000.50,"of":[]}'
    """
    pieces: list[str] = []
    _write(data, pieces, "\n" if indent else "", " " * (indent or 0), ": " if indent else ":")
    return "".join(pieces)


def _write(value: OcdsJson, pieces: list[str], line: str, step: str, colon: str) -> None:
    if isinstance(value, dict | list) and not value:
        pieces.append("{}" if isinstance(value, dict) else "[]")
    elif isinstance(value, dict):
        before = "{"
        for key, one in value.items():
            pieces.append(f"{before}{line and line + step}{json.dumps(key, ensure_ascii=False)}{colon}")
            _write(one, pieces, line and line + step, step, colon)
            before = ","
        pieces.append(f"{line}}}")
    elif isinstance(value, list):
        before = "["
        for one in value:
            pieces.append(f"{before}{line and line + step}")
            _write(one, pieces, line and line + step, step, colon)
            before = ","
        pieces.append(f"{line}]")
    else:
        pieces.append(_single(value))


def _single(value: str | bool | int | Decimal | None) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return json.dumps(value, ensure_ascii=False)


def exact_number(value: Fraction) -> int | Decimal | None:
    """Return ``value`` as a number of JSON that loses nothing, or None where its decimals go on.

    >>> exact_number(Fraction(5, 2)), exact_number(Fraction(7)), exact_number(Fraction(1, 3))
    (Decimal('2.5'), 7, None)
    """
    if value.denominator == 1:
        return value.numerator
    places = next((one for one in range(1, _MOST_PLACES) if 10**one % value.denominator == 0), None)
    return None if places is None else Decimal(fixed_text(value, places))
