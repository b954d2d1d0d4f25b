"""Whose key it is: a list of allowed signers, as ``ssh-keygen -Y verify -f`` takes it, and revoked keys.

A line names who, then options if any, then the key: ``ames@council.example ssh-ed25519
AAAA...``.  Of the options ``namespaces`` is read.  A line that is bound to dates is not
counted, for bideval has no clock: ``ssh-keygen -O verify-time=...`` judges those.  Nor is one
for an authority that certifies keys.
"""

import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from bideval.record.signing.ssh import NAMESPACE, SignatureError, read_public_key

MOST_LIST_BYTES = 1_000_000
_MOST_LINES = 10_000
_KIND = re.compile(r"(?:sk-)?(?:ssh|ecdsa)-[a-z0-9@.-]+")
_WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
_NOT_JUDGED = ("cert-authority", "valid-after", "valid-before")


class Signer(NamedTuple):
    """A line of the list: who, the key, and why it does not count, blank where it does."""

    who: str
    key: bytes
    why_not: str = ""


def read_signers(data: bytes) -> tuple[Signer, ...]:
    """Return who may sign; raise SignatureError where a line cannot be read."""
    return tuple(_signer(number, line) for number, line in _lines(data))


def read_revoked(data: bytes) -> frozenset[bytes]:
    """Return the public keys of a list, one a line; raise SignatureError where a line is none."""
    found = set()
    for number, line in _lines(data):
        try:
            found.add(read_public_key(line))
        except SignatureError as problem:
            raise SignatureError(f"line {number}: {problem}") from None
    return frozenset(found)


def signers_of(key: bytes, signers: Sequence[Signer]) -> tuple[Signer, ...]:
    """Return the lines of the list that name ``key``, those that count first."""
    return tuple(sorted((one for one in signers if one.key == key), key=lambda one: bool(one.why_not)))


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        raise SignatureError("it is no text in UTF-8") from None
    if len(lines) > _MOST_LINES:
        raise SignatureError(f"it has more than {_MOST_LINES:,} lines")
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _signer(number: int, line: str) -> Signer:
    words = _WORD.findall(line)
    at = next((place for place, word in enumerate(words) if place and _KIND.fullmatch(word)), None)
    if at is None or at > 2:
        raise SignatureError(f"line {number} is not: who, options if any, kind of key, key")
    try:
        key = read_public_key(" ".join(words[at:]))
    except SignatureError as problem:
        raise SignatureError(f"line {number}: {problem}") from None
    return Signer(words[0].strip('"'), key, _why_not(words[1] if at == 2 else ""))


def _why_not(options: str) -> str:
    """Why a line with these options does not count; blank where it does."""
    for option in re.split(r',(?=(?:[^"]*"[^"]*")*[^"]*$)', options) if options else ():
        name, _, value = option.partition("=")
        if name.lower() == "namespaces":
            if not any(fnmatchcase(NAMESPACE, one) for one in value.strip('"').split(",")):
                return f"it is not for the namespace {NAMESPACE}"
        elif name.lower() in _NOT_JUDGED:
            return f"its option {name} is not judged here"
        else:
            return f"its option {name} is not known"
    return ""
