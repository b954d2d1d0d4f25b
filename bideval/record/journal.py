"""``journal.jsonl``: a file of entries that only grows, each bound to the one before by its hash.

Reading is strict: a line that is no entry, a number or a hash that does not fit, and
nothing after it counts.  Adding needs the last line alone, under a lock, so that many may
write.  What a crash cut off in the last line is seen, and set aside by an entry that says
so; it is never completed, and nothing is ever taken out of the file.

Order comes from the chain.  The times are as people told them, and may go back.

A chain shows that nothing inside it was changed.  That nothing was cut off its end shows
only against a checkpoint that somebody else has kept (``since``).
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from bideval.errors import BidevalError, Finding
from bideval.io.safe_files import read_file
from bideval.io.safe_write import DISK, Disk, add, exclusive, length_of, read_from
from bideval.record.entries import (
    START,
    Draft,
    Entry,
    Kind,
    LineError,
    bytes_digest,
    entry_of,
    placed,
)

JOURNAL = "journal.jsonl"
MAX_JOURNAL_BYTES = 128_000_000
_MARK = b" \n"  # behind what a crash cut off: with a space at its end no line is an entry
_TAIL = 65_536  # bytes in which the last line is looked for first
_CHECKPOINT = re.compile(r"([1-9][0-9]{0,8}):(sha256:[0-9a-f]{64})")


class Break(NamedTuple):
    """The first line that does not fit, from 1, and why."""

    line: int
    reason: str


class Journal(NamedTuple):
    """The entries up to the first break, the line of each, and what is wrong behind them."""

    entries: tuple[Entry, ...] = ()
    lines: tuple[int, ...] = ()
    broken: Break | None = None
    torn: int = 0  # bytes at the end that a crash cut off

    @property
    def head(self) -> str:
        """The hash of the last entry."""
        return self.entries[-1].hash if self.entries else START


class TornError(BidevalError):
    """Raised when the last line of a journal is no entry, so that nothing can be added behind it."""

    def __str__(self) -> str:
        return "the journal ends in the middle of a line; what was cut off is to be set aside first"


class MovedError(BidevalError):
    """Raised when somebody else has added to the journal since it was read."""

    def __str__(self) -> str:
        return "somebody else has added to the journal meanwhile; nothing was written"


class Since(NamedTuple):
    """Whether a journal still holds what a checkpoint names; None where nothing can be said."""

    holds: bool | None
    words: str


def has_journal(folder: Path) -> bool:
    """Whether a tender folder is under custody."""
    return (folder / JOURNAL).exists() or (folder / JOURNAL).is_symlink()


def read_journal(folder: Path) -> Journal | Finding:
    """Return the journal of a tender folder, or why it is not read."""
    data = read_file(folder, JOURNAL, MAX_JOURNAL_BYTES)
    return data if isinstance(data, Finding) else parse(data)


def parse(data: bytes) -> Journal:
    """Return the journal that ``data`` is."""
    entries: list[Entry] = []
    lines: list[int] = []
    prev, begins, line, torn = (
        START,
        0,
        0,
        0,
    )  # torn: where lines that are no entries begin, and how many bytes

    def ended(reason: str = "", at: int = 0) -> Journal:
        broken = Break(at, reason) if reason else None
        return Journal(tuple(entries), tuple(lines), broken, 0 if broken else torn)

    while begins < len(data):
        end = data.find(b"\n", begins)
        line += 1
        text = data[begins : end if end >= 0 else len(data)]
        if end < 0 or text.endswith(b" "):
            torn += len(text) + (end >= 0)
            begins += len(text) + 1
            continue
        try:
            entry = entry_of(text)
        except LineError as problem:
            return ended(problem.reason, line)
        if reason := _misfit(entry, len(entries) + 1, prev, data[begins - torn : begins]):
            return ended(reason, line)
        entries.append(entry)
        lines.append(line)
        prev, begins, torn = entry.hash, end + 1, 0
    return ended()


def _misfit(entry: Entry, n: int, prev: str, torn: bytes) -> str:
    """Return why an entry cannot stand at this place, behind bytes that are no entry; blank where it can."""
    draft = entry.draft
    if entry.n != n:
        return f"it is entry {entry.n} where entry {n} is to stand"
    if entry.prev != prev:
        return f"it does not follow from the line before: entry {n} was made behind another"
    if (draft.kind is Kind.RECOVERED) != bool(torn):
        return "lines that are no entries, and the entry that sets them aside, belong together"
    if torn and (draft.torn, draft.digest) != (len(torn), bytes_digest(torn)):
        return "it sets aside other bytes than stand before it"
    return ""


def append(
    path: Path, drafts: Sequence[Draft], *, after: str | None = None, disk: Disk = DISK
) -> tuple[Entry, ...]:
    """Add entries to the journal file at ``path``, and return them once they are on the disk.

    ``after`` is the hash that the journal is to end with; None takes any.  Raise MovedError
    where it ends with another, TornError where its end is no entry, OSError where the disk
    refuses: then none of them counts as entered, though whole lines may stand there.
    """
    with exclusive(path, disk) as file:
        length = length_of(file)
        last = _last(file, length)
        if after is not None and after != (START if last is None else last.hash):
            raise MovedError
        entries, data = _chained(drafts, last)
        add(path, file, data, length, disk)
        return entries


def recover(path: Path, by: str, at: str, reason: str, disk: Disk = DISK) -> Entry | None:
    """Set aside what a crash cut off at the end of a journal; None where nothing was.

    Raise LineError where the journal is broken otherwise: that is for people to look into.
    """
    with exclusive(path, disk) as file:
        length = length_of(file)
        data = read_from(file, 0, length)
        journal = parse(data)
        if journal.broken:
            raise LineError(f"line {journal.broken.line}: {journal.broken.reason}")
        if not journal.torn:
            return None
        mark = b"" if data.endswith(b"\n") else _MARK
        torn = data[len(data) - journal.torn :] + mark
        draft = Draft(Kind.RECOVERED, by, at, reason, digest=bytes_digest(torn), torn=len(torn))
        (entry,), line = _chained([draft], journal.entries[-1] if journal.entries else None)
        add(path, file, mark + line, length, disk)
        return entry


def _chained(drafts: Iterable[Draft], last: Entry | None) -> tuple[tuple[Entry, ...], bytes]:
    entries: list[Entry] = []
    lines: list[bytes] = []
    for draft in drafts:
        n, prev = (last.n + 1, last.hash) if last else (1, START)
        last, line = placed(draft, n, prev)
        entries.append(last)
        lines.append(line)
    return tuple(entries), b"".join(lines)


def _last(file: int, length: int) -> Entry | None:
    """Return the entry that the last line of an open journal is; None of an empty one."""
    if length == 0:
        return None
    size = _TAIL
    while True:
        tail = read_from(file, max(length - size, 0), length)
        begins = tail.rfind(b"\n", 0, -1) + 1
        if begins or size >= length:
            break
        size *= 4
    if not tail.endswith(b"\n"):
        raise TornError
    try:
        return entry_of(tail[begins:-1])
    except LineError:
        raise TornError from None


def checkpoint_of(journal: Journal) -> str:
    """Return what to hand out: how many entries there are, a colon, and the hash of the last."""
    return f"{len(journal.entries)}:{journal.head}"


def is_checkpoint(text: str) -> bool:
    """Whether ``text`` has the form of a checkpoint."""
    return _CHECKPOINT.fullmatch(text) is not None


def since(journal: Journal, checkpoint: str | None) -> Since:
    """Say whether everything up to ``checkpoint`` still stands in the journal, unchanged.

    ``checkpoint`` has the form of one, or is None; then nothing can be said of the end.
    """
    match = _CHECKPOINT.fullmatch(checkpoint or "")
    if match is None:
        return Since(None, "not provable without a checkpoint that somebody else has kept")
    count, digest = int(match[1]), match[2]
    there = len(journal.entries)
    if there < count:
        words = (
            f"the checkpoint names {count} entries, and {there} can be read: the end was cut off or broken"
        )
        return Since(False, words)
    if journal.entries[count - 1].hash != digest:
        return Since(False, f"entry {count} is not the one that the checkpoint names: it was written anew")
    more = there - count
    return Since(True, f"everything up to entry {count} stands as it did; {more or 'none'} came after it")


def since_in(folder: Path, checkpoint: str | None) -> Since | None:
    """Say the same of the journal of a folder; None where there is none and no checkpoint names one.

    A journal that is broken or cut off holds nothing, whatever the checkpoint.
    """
    if not has_journal(folder):
        return Since(False, f"there is no {JOURNAL} in the folder") if checkpoint else None
    journal = read_journal(folder)
    if isinstance(journal, Finding):
        return Since(False, journal.message)
    if journal.broken:
        return Since(False, f"line {journal.broken.line} is broken: {journal.broken.reason}")
    if journal.torn:
        return Since(False, f"its last {journal.torn} bytes are no entry")
    return since(journal, checkpoint)


def set_back(journal: Journal) -> tuple[Entry, ...]:
    """Return the entries whose told time is before that of the last entry with one."""
    found: list[Entry] = []
    before = ""
    for entry in journal.entries:
        at = entry.draft.at
        size = min(len(at), len(before))  # a date beside a moment: days are compared
        if at[:size] < before[:size]:
            found.append(entry)
        before = at or before
    return tuple(found)
