"""Canonical JSON of a record: one spelling only, read within bounds or refused with one sentence.

A profile of RFC 8785 (docs/record.md): keys sorted and of ASCII characters, no floats, whole
numbers within 2^53, minimal escapes, no spaces.  In this profile the standard encoder writes
the very bytes of RFC 8785.

Bytes in, data out: no file is opened here, and the meaning of the data is for others.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from importlib import import_module

from bideval.errors import BidevalError

Json = str | bool | int | None | list["Json"] | dict[str, "Json"]

MOST_BYTES = 32 * 1024 * 1024
MOST_DEEP = 64  # objects and lists in one another
MOST_VALUES = 1_000_000
MOST_KEYS = 200_000  # of one object
MOST_CHARACTERS = 1_000_000  # of one text
MOST_WHOLE = 2**53 - 1

# The possessive repeats (*+) keep every match linear in the length of the text.
_TEXTS = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_BETWEEN = re.compile(r"(?:[]{}:,[]|-?[0-9]{1,16}(?![0-9])|true|false|null)*+")
_BRACKETS = re.compile(r"[]{}[]")


class UnreadableError(BidevalError, ValueError):
    """Raised when bytes are no canonical JSON within the bounds; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class _RepeatedKeyError(ValueError):
    """Raised where an object has a key twice."""


def canonical(data: Json) -> bytes:
    """Return the canonical bytes of ``data``, which must be of the profile.

    Raise UnicodeEncodeError where a text holds half of a surrogate pair.
    """
    encode = _quick()
    if encode is not None:
        try:
            return encode(data)
        except (TypeError, ValueError, OverflowError, RecursionError):
            pass  # the standard encoder says what is wrong
    return canonical_by_the_standard_library(data)


def canonical_by_the_standard_library(data: Json) -> bytes:
    """Return what ``canonical`` does, whatever is installed."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)
    return text.encode("utf-8")


@cache
def _quick() -> Callable[[Json], bytes] | None:
    """An encoder that writes the same bytes in a tenth of the time, where it is installed."""
    try:
        encoder = import_module("msgspec").json.Encoder(order="sorted")
    except ImportError:
        return None
    encode: Callable[[Json], bytes] = encoder.encode
    return encode


def digest_of(data: Json) -> str:
    """Return ``sha256:`` and the SHA-256 of the canonical bytes."""
    return f"sha256:{sha256(canonical(data)).hexdigest()}"


def read_canonical(data: bytes) -> Json:
    """Return the data that canonical bytes spell; raise UnreadableError for any others.

    Sizes are looked at before anything is built.
    """
    if len(data) > MOST_BYTES:
        raise UnreadableError(f"it has {len(data):,} bytes; a record has at most {MOST_BYTES:,}")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise UnreadableError(f"byte {problem.start + 1:,} is not UTF-8") from None
    _bounded(_TEXTS.sub("", text))
    try:
        found: Json = json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError("this is no JSON") from None
    for fault in _faults(found):
        raise UnreadableError(fault)
    _spelt_so(found, data)
    return found


def _bounded(between: str) -> None:
    """Refuse by what stands outside texts: its size, its depth, numbers that are not whole and small."""
    values = sum(map(between.count, "{[,"))
    if values > MOST_VALUES:
        raise UnreadableError(f"it holds more than {MOST_VALUES:,} values")
    match = _BETWEEN.match(between)
    if match is None or match.end() != len(between):
        wrong = between[match.end() if match else 0 :][:20]
        raise UnreadableError(f"outside a text {wrong!r} stands, where canonical JSON has no such thing")
    depth = 0
    for bracket in _BRACKETS.findall(between):
        depth += 1 if bracket in "{[" else -1
        if depth > MOST_DEEP:
            raise UnreadableError(f"objects and lists stand more than {MOST_DEEP} deep in one another")


def _faults(found: Json) -> Iterator[str]:
    """What is beyond the profile although it is JSON."""
    left: list[Json] = [found]
    while left:
        value = left.pop()
        if isinstance(value, dict):
            if len(value) > MOST_KEYS:
                yield f"an object has more than {MOST_KEYS:,} keys"
            if not all(map(str.isascii, value)):
                yield "a key has a character that is not ASCII"
            left += value.values()
        elif isinstance(value, list):
            left += value
        elif isinstance(value, str):
            if len(value) > MOST_CHARACTERS:
                yield f"a text has more than {MOST_CHARACTERS:,} characters"
        elif value is not None and not -MOST_WHOLE <= value <= MOST_WHOLE:
            yield f"the number {value} is beyond 2^53"


def profile_fault(data: Json) -> str | None:
    """Return why ``data`` cannot be written in the profile, or None; floats cannot stand in it by type."""
    return next(_faults(data), None)


def _spelt_so(found: Json, data: bytes) -> None:
    """Refuse another spelling of the same data: a key twice, another order, another escape."""
    try:
        spelt = canonical(found)
    except UnicodeEncodeError:
        raise UnreadableError("a text holds half of a surrogate pair") from None
    if spelt == data:
        return
    try:
        json.loads(data, object_pairs_hook=_once)
    except _RepeatedKeyError as problem:
        raise UnreadableError(f"the key {problem} stands twice in one object") from None
    pairs = enumerate(zip(spelt, data, strict=False))
    at = next((place for place, (one, other) in pairs if one != other), min(len(spelt), len(data)))
    raise UnreadableError(f"from byte {at + 1:,} on it is not spelt as canonical JSON is")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise _RepeatedKeyError(ascii(twice[:60]))
    return found
