r"""Characters that a text file of a tender may not hold, and how to show them safely.

A reader of a tender must see the text that is scored.  So no control
characters, no direction controls, nothing invisible, nothing that Unicode does
not define, and one spelling for each accented letter (form NFC).

Source: Unicode Standard, property Default_Ignorable_Code_Point; UAX #15 for
NFC and for the limit of 30 combining marks; UAX #9 for direction controls.
What counts as defined is fixed at Unicode 14.0, so that every supported Python
version refuses the same files.

This module does not decode bytes and makes no findings.  Private-use
characters and no-break spaces are let through: they can be seen.  Reports print
every run of spaces in a name, no-break ones too, as one.

>>> flaw_of("\u202e"), flaw_of("a")
(<Flaw.DIRECTION: 'direction'>, None)
>>> shown("a\u202eb")
'a\\u202eb'
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain

Span = tuple[int, int]  # offsets of the first character and of the one after the last

MOST_MARKS = 30  # combining marks in a row: the limit of the stream-safe text format, UAX #15


class Flaw(StrEnum):
    """What is wrong with a piece of text."""

    CONTROL = "control"
    TAB = "tab"
    DIRECTION = "direction"
    INVISIBLE = "invisible"
    UNDEFINED = "undefined"
    STACKED = "stacked"
    UNCOMPOSED = "uncomposed"


DIRECTION_CONTROLS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

# Default_Ignorable_Code_Point; the interlinear annotation marks and the object that end it; and what has
# no ink though it is no space: the blank Braille pattern, a Khitan filler, the null note head.
_INVISIBLE = (
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200D), (0x2060, 0x2065), (0x206A, 0x206F), (0x2800, 0x2800), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFC), (0x16FE4, 0x16FE4),
    (0x1BCA0, 0x1BCA3), (0x1D159, 0x1D159), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip

# Defined by Unicode 15.0 or 15.1 and not by 14.0: Python 3.12 and 3.13 know them, 3.11 does not.
_LATER_THAN_14 = (
    (0x0CF3, 0x0CF3), (0x0ECE, 0x0ECE), (0x2FFC, 0x2FFF), (0x31EF, 0x31EF), (0x10EFD, 0x10EFF),
    (0x1123F, 0x11241), (0x11B00, 0x11B09), (0x11F00, 0x11F10), (0x11F12, 0x11F3A), (0x11F3E, 0x11F59),
    (0x1342F, 0x1342F), (0x13439, 0x13455), (0x1B132, 0x1B132), (0x1B155, 0x1B155), (0x1D2C0, 0x1D2D3),
    (0x1DF25, 0x1DF2A), (0x1E030, 0x1E06D), (0x1E08F, 0x1E08F), (0x1E4D0, 0x1E4F9), (0x1F6DC, 0x1F6DC),
    (0x1F774, 0x1F776), (0x1F77B, 0x1F77F), (0x1F7D9, 0x1F7D9), (0x1FA75, 0x1FA77), (0x1FA87, 0x1FA88),
    (0x1FAAD, 0x1FAAF), (0x1FABB, 0x1FABD), (0x1FABF, 0x1FABF), (0x1FACE, 0x1FACF), (0x1FADA, 0x1FADB),
    (0x1FAE8, 0x1FAE8), (0x1FAF7, 0x1FAF8), (0x2B739, 0x2B739), (0x2EBF0, 0x2EE5D), (0x31350, 0x323AF),
)  # fmt: skip

_SUSPECT = re.compile(r"[^\n\x20-\x7e]+")
_PIECE = 1_000_000  # characters looked at in one go, to save memory

_CONTROL_NAMES = {
    "\0": "NUL", "\t": "TAB", "\b": "BACKSPACE", "\v": "VERTICAL TAB", "\f": "FORM FEED",
    "\r": "CARRIAGE RETURN", "\x1b": "ESCAPE", "\x7f": "DELETE", "\x85": "NEXT LINE",
}  # fmt: skip


@lru_cache(maxsize=4096)
def flaw_of(char: str) -> Flaw | None:
    """Return what is wrong with one character, or None where it may stand in a text."""
    if char == "\n" or " " <= char <= "~":
        return None
    if char == "\t":
        return Flaw.TAB
    category = unicodedata.category(char)
    tests = (
        (Flaw.CONTROL, category in {"Cc", "Zl", "Zp"}),
        (Flaw.DIRECTION, char in DIRECTION_CONTROLS),
        (Flaw.INVISIBLE, _within(char, _INVISIBLE)),
        (Flaw.UNDEFINED, category in {"Cn", "Cs"} or _within(char, _LATER_THAN_14)),
    )
    return next((flaw for flaw, applies in tests if applies), None)


def _within(char: str, ranges: Iterable[Span]) -> bool:
    return any(first <= ord(char) <= last for first, last in ranges)


def flaws(text: str) -> list[tuple[Flaw, Iterator[Span]]]:
    """Return the kinds of flaw in ``text``, each with the runs of it, found as they are asked for."""
    suspects = _suspects(text)
    if not suspects:
        return []
    of_kind: defaultdict[Flaw | None, set[str]] = defaultdict(set)
    for char in suspects:
        of_kind[flaw_of(char)].add(char)
    kinds = [(kind, _runs(text, of_kind[kind])) for kind in Flaw if kind in of_kind]
    marks = {char for char in suspects if unicodedata.combining(char)}
    stacks = _runs(text, marks, MOST_MARKS + 1) if marks else iter(())
    if first := next(stacks, None):
        # Bringing such a text into form NFC takes time by the square of the stack's height.
        return [*kinds, (Flaw.STACKED, chain([first], stacks))]
    if not unicodedata.is_normalized("NFC", text):
        kinds.append((Flaw.UNCOMPOSED, _uncomposed(text)))
    return kinds


def without_flaws(text: str) -> str:
    """Return ``text`` with U+FFFD for every character that may not stand in it, offsets kept."""
    bad = {char for char in _suspects(text) if flaw_of(char)}
    return re.sub(_one_of(bad), "\ufffd", text) if bad else text


def _suspects(text: str) -> set[str]:
    """Return the distinct characters that are not plain printable ASCII."""
    found: set[str] = set()
    for start in range(0, len(text), _PIECE):
        found.update(*_SUSPECT.findall(text[start : start + _PIECE]))
    return found


def _one_of(chars: set[str]) -> str:
    return "[" + "".join(map(re.escape, sorted(chars))) + "]"


def _runs(text: str, chars: set[str], least: int = 1) -> Iterator[Span]:
    pattern = re.compile(f"{_one_of(chars)}{{{least},}}")
    return (match.span() for match in pattern.finditer(text))


def _uncomposed(text: str) -> Iterator[Span]:
    """Yield the first piece of each line that form NFC would write otherwise."""
    offset = 0
    while offset < len(text):
        end = end_of_line(text, offset)
        line = text[offset:end]
        if not line.isascii() and not unicodedata.is_normalized("NFC", line):
            start = _first_difference(line, unicodedata.normalize("NFC", line))
            yield offset + start, offset + _after_marks(line, start + 1)
        offset = end + 1


def end_of_line(text: str, at: int) -> int:
    """Return the offset of the first line feed from ``at`` on, or of the end of the text."""
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _first_difference(line: str, composed: str) -> int:
    same = next(
        (at for at, (one, other) in enumerate(zip(line, composed, strict=False)) if one != other),
        len(composed),
    )
    return min(same, len(line) - 1)


def _after_marks(line: str, at: int) -> int:
    while at < len(line) and unicodedata.combining(line[at]):
        at += 1
    return at


def composed(piece: str) -> str:
    """Return ``piece`` in form NFC; for short pieces only."""
    return unicodedata.normalize("NFC", piece)


def name_of(char: str) -> str:
    """Return the code point and, where Unicode 14.0 has one, the name: ``U+00E9 ...``."""
    code = f"U+{ord(char):04X}"
    known = "" if flaw_of(char) is Flaw.UNDEFINED else unicodedata.name(char, _CONTROL_NAMES.get(char, ""))
    return f"{code} {known}".rstrip()


def shown(text: str, most: int = 60) -> str:
    """Return ``text`` for a message: flawed characters and line ends escaped, cut at ``most`` characters."""
    cut = text if len(text) <= most else text[: most - 3] + "..."
    return "".join(_escaped(char) if char == "\n" or flaw_of(char) else char for char in cut)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape", "backslashreplace").decode("ascii")


def stand_in(char: str) -> str:
    """Return one visible character for ``char``, so that columns stay true in an excerpt."""
    if flaw_of(char) is None:
        return char
    if char < " ":
        return chr(0x2400 + ord(char))  # the control pictures
    return "\u2421" if char == "\x7f" else "\ufffd"
