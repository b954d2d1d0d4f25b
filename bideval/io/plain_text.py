"""Bytes to text: UTF-8 or a finding that says what the file is instead.

A byte order mark at the start is dropped, because Excel writes one.  Line ends
CR LF become LF, so that a file reads the same however it was copied.  Nothing
else is repaired: a character that may not stand in a tender is a finding.

This module does not open files and knows nothing of YAML or CSV.
"""

from collections.abc import Mapping
from itertools import islice
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source
from bideval.io.characters import Flaw, Span, composed, flaws, name_of, shown
from bideval.io.lines import MOST_OF_A_KIND, WHOLE_LINE, Lines, Notes, excerpt_of

_SAVE_AS = "Save it again as UTF-8; in a spreadsheet choose the file type CSV UTF-8 (comma delimited)."
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096  # bytes looked at to tell UTF-16 from UTF-8


class FlawWords(NamedTuple):
    """Code, message (with ``{}`` for the characters) and remedy of a flaw."""

    code: str
    message: str
    remedy: str


FLAW_WORDS: Mapping[Flaw, FlawWords] = {
    Flaw.CONTROL: FlawWords(
        "BE003", "the text has a control character: {}", "Delete it; it is usually left over from copying."
    ),
    Flaw.DIRECTION: FlawWords(
        "BE004",
        "the text has a character that changes the direction of reading: {}",
        "Delete it: with it a reader sees another text than the one that is scored.",
    ),
    Flaw.INVISIBLE: FlawWords(
        "BE005", "the text has a character that cannot be seen: {}", "Delete it, or type the word again."
    ),
    Flaw.UNDEFINED: FlawWords(
        "BE006",
        "the text has a code point that is no character of Unicode 14.0: {}",
        "Put a character in its place that every reader's machine can show.",
    ),
    Flaw.UNCOMPOSED: FlawWords(
        "BE007",
        "a letter is not written in its composed form (NFC): {}",
        "Type it again, or save the file in the Unicode form NFC.",
    ),
    Flaw.STACKED: FlawWords(
        "BE008",
        "more than 30 accents stand on one letter, beginning with {}",
        "Delete the accents that do not belong there.",
    ),
    Flaw.TAB: FlawWords("BE009", "the text has a tab", "Put spaces in its place."),
}


def decoded(file: str, data: bytes, most_bytes: int) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of ``data``, or None and the finding that says why there is none.

    Lone carriage returns become line ends and are a finding beside the text.
    """
    if len(data) > most_bytes:
        return None, (too_large(file, len(data), most_bytes),)
    if looks_like_utf16(data):
        message = "the file is not UTF-8: it looks like UTF-16, which some programs call Unicode"
        return None, (_error("BE001", message, _SAVE_AS, Source(file, "", 1, 1)),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(file, data, error),)
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return (text, ()) if "\r" not in text else _with_returns(file, text)


def too_large(file: str, size: int, most_bytes: int) -> Finding:
    """Return the finding for a file of over ``most_bytes`` bytes."""
    return _error(
        "BE002",
        f"the file has {size:,} bytes; at most {most_bytes:,} are read",
        "Take out what does not belong in it, or check that it is the right file.",
        Source(file),
    )


def looks_like_utf16(data: bytes) -> bool:
    """Tell whether ``data`` begins as UTF-16 or UTF-32 text does."""
    sample = data[:_SAMPLE]
    return data.startswith(_UTF16_MARKS) or (len(sample) >= 4 and sample.count(0) * 4 >= len(sample))


def note_flaws(notes: Notes) -> None:
    """Note every character that may not stand in the text, a run of them once."""
    text = notes.lines.text
    for flaw, spans in flaws(text):
        for span in islice(spans, MOST_OF_A_KIND + 1):
            note_flaw(notes, flaw, text[slice(*span)], span)


def note_flaw(notes: Notes, flaw: Flaw, piece: str, span: Span, pointer: str = "") -> None:
    """Note one flaw: ``piece`` is the flawed text, ``span`` where to look."""
    words = FLAW_WORDS[flaw]
    notes.error(words.code, words.message.format(_named(flaw, piece)), words.remedy, span, pointer=pointer)


def _named(flaw: Flaw, piece: str) -> str:
    if flaw is Flaw.UNCOMPOSED:
        short = piece[:8]
        return f"{shown(short)} is {_points(short)}, and should be {_points(composed(short))}"
    if flaw is Flaw.STACKED:
        return name_of(piece[0])
    distinct = list(dict.fromkeys(piece[:200]))
    return ", ".join(map(name_of, distinct[:3])) + (", and more" if len(distinct) > 3 else "")


def _points(piece: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in piece)


def _with_returns(file: str, text: str) -> tuple[str, tuple[Finding, ...]]:
    """Turn lone carriage returns into line ends, with one finding for them all."""
    lines = Lines(text.replace("\r", "\n"))
    at, count = text.index("\r"), text.count("\r")
    message = f"the file has {count:,} carriage returns that end no line, as old Macintosh programs write"
    remedy = "Save it again with the line ends of Windows or Unix."
    return lines.text, (_error("BE003", message, remedy, lines.source(file, "", (at, at + 1))),)


def _not_utf8(file: str, data: bytes, error: UnicodeDecodeError) -> Finding:
    at = error.start
    line_start = data.rfind(b"\n", 0, at) + 1
    rest = data[at : at + WHOLE_LINE].split(b"\n")[0]
    column = len(data[line_start:at].decode("utf-8"))
    line = (data[line_start:at] + rest).decode("utf-8", "replace").rstrip("\r")
    excerpt, _ = excerpt_of(line, 0, column)
    source = Source(file, "", data.count(b"\n", 0, at) + 1, column + 1, 1, excerpt)
    message = f"the file is not UTF-8: byte {data[at]:02X} at offset {at:,} {_guess(data, error)}"
    return _error("BE001", message, _SAVE_AS, source)


def _guess(data: bytes, error: UnicodeDecodeError) -> str:
    """Say what the byte may be: the end of a cut file, or a letter in the old Windows encoding."""
    if error.reason == "unexpected end of data":
        return "begins a character that the end of the file cuts off"
    letter = data[error.start : error.start + 1].decode("cp1252", "replace")
    if letter.isprintable() and letter != "\ufffd":
        return f"begins no character; in the Windows-1252 encoding it would be {letter}"
    return "begins no character"


def _error(code: str, message: str, remedy: str, source: Source) -> Finding:
    return Finding(code, Severity.ERROR, message, remedy, (source,))
