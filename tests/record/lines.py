"""Journals for tests: sound ones of any length, and a disk that forces nothing."""

from bideval.record.entries import START, Draft, Kind, Row, placed
from bideval.record.journal import (
    Journal,
)
from tests.record.failing import Failing

QUICK = Failing(0).disk()
DIGEST = "sha256:" + "ab" * 32


def draft(number: int, kind: Kind = Kind.MARK, at: str = "2026-03-03") -> Draft:
    """Return a draft that says its number."""
    rows = (Row(f"*/plan/bid-{number}/osei@{at}", DIGEST),)
    return Draft(kind, "R. Ames", at, f"mark {number}", file="marks.csv", rows=rows, digest=DIGEST)


def written(count: int) -> bytes:
    """Return a sound journal of so many entries."""
    prev, lines = START, []
    for number in range(1, count + 1):
        entry, line = placed(draft(number), number, prev)
        prev = entry.hash
        lines.append(line)
    return b"".join(lines)


def reasons(journal: Journal) -> list[str]:
    """Return what the entries say, less those that set bytes aside."""
    return [one.draft.reason for one in journal.entries if one.draft.kind is not Kind.RECOVERED]
