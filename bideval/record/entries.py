"""An entry of the journal: what it holds, and the one line of text that it is.

A line is canonical JSON (RFC 8785 profile: keys in order, no spaces, no floats).  The hash
of an entry is the SHA-256 of the hash before it, a line feed and the line; the first entry
names sixty-four zeros as the hash before it.  docs/journal.md is the specification.

This module knows one line at a time: whether lines fit together is the journal's matter.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple

from bideval.errors import BidevalError
from bideval.model.base import moment
from bideval.record.canonical import Json, UnreadableError, canonical, read_canonical

FORMAT = 1
START = "sha256:" + "0" * 64  # stands for the hash before the first entry
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
MOST_BY, MOST_KEY, MOST_REASON = 200, 1000, 20_000  # characters


class Kind(StrEnum):
    """What an entry records; closed in each version of the format."""

    FREEZE = "freeze"  # the published rules are fixed
    REFINEMENT = "refinement"  # the rules were published anew, under decisions that say so
    RECEIVE = "receive"  # a bid as received
    PEOPLE = "people"  # who marks, and what
    MARK = "mark"
    CONSENSUS = "consensus"
    DECISION = "decision"
    OPEN = "open"  # prices are opened
    PRICE = "price"  # a price as opened
    WHATIF = "whatif-authorised"  # somebody was let look at other results on real bids
    DECIDE = "decide"  # the award is decided
    CLOSE = "close"  # nothing more is entered
    CHECKPOINT = "checkpoint"  # the hash of the entry before was handed out
    RECOVERED = "recovered"  # what a crash cut off is set aside


class Row(NamedTuple):
    """One row, decision or rule by its key, and the digest of what it says."""

    row: str
    digest: str


class Draft(NamedTuple):
    """What is to be entered: an entry before it has its number and its place in the chain."""

    kind: Kind
    by: str
    at: str  # as told; blank where nobody told
    reason: str
    file: str = ""
    rows: tuple[Row, ...] = ()
    digest: str = ""
    supersedes: tuple[str, ...] = ()  # keys of rows that these rows replace
    asked: str = ""  # of kind whatif-authorised alone: the command, as typed
    torn: int = 0  # of kind recovered alone: how many bytes before this line count for nothing


class Entry(NamedTuple):
    """A draft in its place: its number from 1, the hash before it, and its own."""

    n: int
    draft: Draft
    prev: str
    hash: str


class LineError(BidevalError):
    """Raised when a line is not an entry; the reason says why."""

    def __init__(self, reason: str) -> None:
        """Keep the reason in words."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


def bytes_digest(data: bytes) -> str:
    """Return ``sha256:`` and the hash of bytes."""
    return f"sha256:{sha256(data).hexdigest()}"


def hash_of(prev: str, line: bytes) -> str:
    """Return the hash of the entry that ``line`` is, without its line feed."""
    return bytes_digest(prev.encode("ascii") + b"\n" + line)


def placed(draft: Draft, n: int, prev: str) -> tuple[Entry, bytes]:
    """Return the entry that ``draft`` becomes behind ``prev``, and its line with the line feed."""
    line = canonical(_body(draft, n, prev))
    return Entry(n, draft, prev, hash_of(prev, line)), line + b"\n"


def _body(draft: Draft, n: int, prev: str) -> dict[str, Json]:
    """The keys of a line; those with nothing under them are left out."""
    body: dict[str, Json] = {
        "asked": draft.asked,
        "at": draft.at,
        "by": draft.by,
        "digest": draft.digest,
        "file": draft.file,
        "reason": draft.reason,
        "rows": [{"digest": one.digest, "row": one.row} for one in draft.rows],
        "supersedes": list(draft.supersedes),
    }
    kept = {name: one for name, one in body.items() if one}
    torn: dict[str, Json] = {"bytes": draft.torn} if draft.torn else {}
    return {**kept, **torn, "journal": FORMAT, "kind": draft.kind.value, "n": n, "prev": prev}


def entry_of(line: bytes) -> Entry:
    """Return the entry that ``line`` is, without its line feed; raise LineError where it is none."""
    try:
        data = read_canonical(line)
    except UnreadableError as problem:
        raise LineError(str(problem)) from None
    if not isinstance(data, dict):
        raise LineError("it is not a JSON object")
    if _number(data, "journal") != FORMAT:
        raise LineError(f"it does not say that it is of version {FORMAT} of the format")
    draft, n, prev = _draft(data), _number(data, "n"), _digest(data, "prev")
    if _body(draft, n, prev) != data:
        raise LineError("it has a key that there is not, or one with nothing under it")
    return Entry(n, draft, prev, hash_of(prev, line))


def _draft(data: Mapping[str, Json]) -> Draft:
    kind = _text(data, "kind", 64)
    if kind not in set(Kind):
        raise LineError(f"there is no entry of kind {kind!r} in version {FORMAT} of the format")
    return Draft(
        Kind(kind),
        by=_text(data, "by", MOST_BY),
        at=_at(data),
        reason=_text(data, "reason", MOST_REASON),
        file=_text(data, "file", 300, blank=True),
        rows=tuple(map(_row, _list(data, "rows"))),
        digest=_digest(data, "digest") if "digest" in data else "",
        supersedes=tuple(_key(one) for one in _list(data, "supersedes")),
        asked=_text(data, "asked", MOST_REASON, blank=True),
        torn=_number(data, "bytes") if kind == Kind.RECOVERED else 0,
    )


def _text(data: Mapping[str, Json], name: str, most: int, *, blank: bool = False) -> str:
    found = data.get(name, "")
    if not isinstance(found, str) or len(found) > most or not (found or blank):
        raise LineError(f"{name} is not text of 1 to {most:,} characters")
    return found


def _at(data: Mapping[str, Json]) -> str:
    found = data.get("at", "")
    try:
        return moment(found) if found else ""
    except ValueError as problem:
        raise LineError(f"at: {problem}") from None


def _number(data: Mapping[str, Json], name: str) -> int:
    found = data.get(name)
    if not isinstance(found, int) or isinstance(found, bool) or found < 0:
        raise LineError(f"{name} is not a whole number")
    return found


def _digest(data: Mapping[str, Json], name: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not _DIGEST.fullmatch(found):
        raise LineError(f"{name} is not sha256: and 64 digits")
    return found


def _list(data: Mapping[str, Json], name: str) -> list[Json]:
    found = data.get(name, [])
    if not isinstance(found, list):
        raise LineError(f"{name} is not a list")
    return found


def _row(data: Json) -> Row:
    if not isinstance(data, dict):
        raise LineError("a row is not a JSON object")
    return Row(_key(data.get("row")), _digest(data, "digest"))


def _key(data: Json | None) -> str:
    if not isinstance(data, str) or not 0 < len(data) <= MOST_KEY:
        raise LineError(f"the key of a row is not text of 1 to {MOST_KEY:,} characters")
    return data
