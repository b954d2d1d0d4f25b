"""Certificates in a JSON document: found wherever they stand, each checked, a line for each.

A document is one JSON object with a ``schema`` of bideval's, or a decision record.  Every list
under a key ``certificates``, at any depth, holds claims, and in a record so does one under
``claims``.  A claim may have an ``id``, which stands once, and names.  A line says what the
document says the claim is about: the lot, the question and the bid.  That is for its reader to
compare; the claim is proved of its numbers.
Bytes in, lines out: no file is read here.
"""

import json
from collections.abc import Iterator
from typing import NamedTuple

from bideval.proof.checking import Verdict, check
from bideval.proof.claims_json import Unread, from_json
from bideval.proof.names import KEY, names_refusal, words_of

SCHEMA = "bideval/certificates"
VERSION = 1
_KEY = "certificates"
_RECORD, _ANSWERED = "bideval_record", "claims"  # of a decision record
_NONE = "it holds no certificates, so there is nothing to check and nothing is proved"
_TOLD = ("id", "analysis", "about")  # keys of the objects around a certificate that say what it is about


class Line(NamedTuple):
    """A certificate's name - its id, or its place in the document - and what came of it."""

    name: str
    verdict: Verdict
    about: tuple[str, ...] = ()  # what the document says of it, from the outside in

    def __str__(self) -> str:
        about = f" ({', '.join(self.about)})" if self.about else ""
        text = f"{self.name}{about}: {self.verdict}"
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
    return lines or (_refused("document", _NONE),)


def _no_document(document: object) -> str:
    if _is_record(document):
        return ""
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(document, dict) or not isinstance(schema, str) or not schema.startswith("bideval/"):
        return "this is no document of bideval's"
    version = document.get("version")
    if schema == SCHEMA and (type(version) is not int or version != VERSION):
        return f"its version is not {VERSION}"
    return ""


def _is_record(document: object) -> bool:
    edition = document.get(_RECORD) if isinstance(document, dict) else None
    return type(edition) is int and edition == 1


def _lines(document: object) -> Iterator[Line]:
    seen: set[str] = set()
    for place, value, told in _found(document):
        own = value.get("id", place) if isinstance(value, dict) else place
        if not isinstance(own, str):
            yield _refused(place, "its id is no text")
        elif own in seen:
            yield _refused(place, f"the id {own} stands above already")
        else:
            seen.add(own)
            yield _line(own, value, told)


def _line(own: str, value: object, told: tuple[str, ...]) -> Line:
    claim = from_json(value)
    if isinstance(claim, Unread):
        return Line(own, Verdict(proved=False, words=claim.reason), told)
    names = value.get(KEY) if isinstance(value, dict) else None
    verdict = check(claim)
    refusal = names_refusal(names, claim) if names is not None and verdict.proved else None
    if refusal is not None:
        return Line(own, Verdict(proved=False, words=refusal), told)
    bid = words_of(names, claim) if verdict.proved else ""
    return Line(own, verdict, told if bid in {"", *told} else (*told, bid))


def _found(document: object) -> Iterator[tuple[str, object, tuple[str, ...]]]:
    """Yield each certificate with its place (a JSON pointer) and what is told, in the document's order."""
    left: list[tuple[str, object, tuple[str, ...]]] = [("", document, ())]
    keys = {f"/{_KEY}", f"/{_ANSWERED}"} if _is_record(document) else {f"/{_KEY}"}
    while left:
        at, value, told = left.pop()
        if isinstance(value, dict):
            own = (value.get(key) for key in _TOLD)
            here = (*told, *(one for one in own if isinstance(one, str)))
            left += [(f"{at}/{key}", part, here) for key, part in reversed(value.items())]
        elif isinstance(value, list):
            parts = [(f"{at}/{place}", part, told) for place, part in enumerate(value)]
            if at.endswith(tuple(keys)):
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
