"""Certificates in a JSON document: found wherever they stand, each checked, a line for each.

A document is one JSON object with a ``schema`` of bideval's.  Every list under a key
``certificates``, at any depth, holds claims; a claim may have an ``id``, which stands once.
Bytes in, lines out: no file is read here.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from bideval.proof.checking import Verdict, check
from bideval.proof.claims_json import Unread, from_json

SCHEMA = "bideval/certificates"
VERSION = 1
_KEY = "certificates"


class Line(NamedTuple):
    """A certificate's name - its id, or its place in the document - and what came of it."""

    name: str
    verdict: Verdict

    def __str__(self) -> str:
        text = f"{self.name}: {self.verdict}"
        return text if text.isascii() and text.isprintable() else ascii(text)


class _RepeatedKeyError(ValueError):
    """Raised where an object has a key twice: which of the two would count, nobody can say."""


def verdicts(data: bytes) -> tuple[Line, ...]:
    """Check every certificate of a document; a document that cannot be read is one refusal."""
    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except _RepeatedKeyError:
        return (_refused("document", "a key stands twice in one object"),)
    except (ValueError, RecursionError):
        return (_refused("document", "this is no JSON that can be read"),)
    refusal = _no_document(document)
    if refusal:
        return (_refused("document", refusal),)
    lines = tuple(_lines(document))
    return lines or (_refused("document", "it holds no certificates"),)


def _no_document(document: object) -> str:
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(schema, str) or not schema.startswith("bideval/"):
        return "this is no document of bideval's"
    version = document.get("version")
    if schema == SCHEMA and (type(version) is not int or version != VERSION):
        return f"its version is not {VERSION}"
    return ""


def _lines(document: object) -> Iterator[Line]:
    seen: set[str] = set()
    for place, value in _found(document):
        own = value.get("id", place) if isinstance(value, dict) else place
        if not isinstance(own, str):
            yield _refused(place, "its id is no text")
        elif own in seen:
            yield _refused(place, f"the id {own} stands above already")
        else:
            seen.add(own)
            yield Line(own, _checked(value))


def _checked(value: object) -> Verdict:
    claim = from_json(value)
    return Verdict(proved=False, words=claim.reason) if isinstance(claim, Unread) else check(claim)


def _found(document: object) -> Iterator[tuple[str, object]]:
    """Yield each certificate with its place (a JSON pointer), in the order of the document."""
    left: list[tuple[str, object]] = [("", document)]
    while left:
        at, value = left.pop()
        if isinstance(value, dict):
            left += [(f"{at}/{key}", part) for key, part in reversed(value.items())]
        elif isinstance(value, list):
            parts = [(f"{at}/{place}", part) for place, part in enumerate(value)]
            if at.endswith(f"/{_KEY}"):
                yield from parts
            else:
                left += reversed(parts)


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _RepeatedKeyError
    return found


def _refused(name: str, reason: str) -> Line:
    return Line(name, Verdict(proved=False, words=reason))
