"""Texts, ids, times and amounts of other people as a tender folder can hold them.

What a folder cannot hold is changed as little as can be: a character that may not stand in a
file becomes the replacement character, an id becomes letters, digits and hyphens beside the
origin's own id.  A time without a zone is taken for UTC nowhere: it is left out.
"""

import re
import unicodedata
from datetime import UTC, date, datetime
from fractions import Fraction

from bideval.io.characters import without_flaws
from bideval.model.base import ID_PATTERN
from bideval.model.numbers import NumberError, lossless_text, parse_number
from bideval.scoring.checks.ids import id_skeleton

_LONGEST_TEXT = 20_000
_LONGEST_ID = 64
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})"
)


def plain_text(text: str | None) -> str:
    """Return a text on one line, composed, without characters that no file may hold; empty for none.

    >>> plain_text("  Road   works no. 4 ")
    'Road works no. 4'
    """
    composed = unicodedata.normalize("NFC", " ".join((text or "").split()))
    return without_flaws(composed)[:_LONGEST_TEXT].strip()


class Ids:
    """Ids of one kind, made from the ids of the origin; no two of them look alike."""

    def __init__(self, kind: str) -> None:
        """Begin without any; ``kind`` stands before an id that would be empty."""
        self.kind = kind
        self._made: dict[str, str] = {}
        self._looks: set[str] = set()

    def of(self, origin: str) -> str:
        """Return the id of a thing of the origin; the same again for the same thing.

        >>> ids = Ids("bid"); ids.of("GB-COH/123"), ids.of("gb coh 123"), ids.of("###")
        ('gb-coh-123', 'gb-coh-123-2', 'bid-1')
        """
        if origin not in self._made:
            self._made[origin] = self._new(origin)
        return self._made[origin]

    def _new(self, origin: str) -> str:
        plain = unicodedata.normalize("NFKD", origin).encode("ascii", "ignore").decode().lower()
        base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: _LONGEST_ID - 8].strip("-")
        tried, count = base or f"{self.kind}-1", 1
        while id_skeleton(tried) in self._looks or not re.fullmatch(ID_PATTERN, tried):
            count += 1
            tried = f"{base or self.kind}-{count}"
        self._looks.add(id_skeleton(tried))
        return tried


def moment_of(text: str | None) -> str | None:
    """Return a time of the standard in UTC, to the second below; None where it says no moment.

    >>> moment_of("2007-05-09T00:00:00+09:00"), moment_of("9 May 2007")
    ('2007-05-08T15:00:00Z', None)
    """
    if text is None or not _TIME.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return found.strftime("%Y-%m-%dT%H:%M:%SZ") if found.year >= 1000 else None


def day_of(text: str | None) -> str | None:
    """Return the day that a time of the standard falls on where it was written; None where it says none.

    >>> day_of("2007-05-09T00:00:00+09:00"), day_of("2007-05-09"), day_of("2007-13-01")
    ('2007-05-09', '2007-05-09', None)
    """
    day = (text or "")[:10]
    try:
        return date.fromisoformat(day).isoformat() if _DAY.fullmatch(day) else None
    except ValueError:
        return None


def amount_text(value: Fraction) -> str | None:
    """Return an amount as a file holds it, or None where it is longer than a file may hold.

    >>> amount_text(Fraction("1250000.50")), amount_text(Fraction(10**15))
    ('1250000.5', None)
    """
    text = lossless_text(value)
    try:
        return text if parse_number(text) == value and "/" not in text else None
    except NumberError:
        return None
