"""The JSON documents of a file: one document, or one on each line, plain or compressed with gzip.

What a file is shows in its first bytes.  A document that spans lines begins with a line
that is a bracket alone, or that ends open; in any other file each line is a document of its
own.  A line that cannot be read is reported with its number, and the rest is read.

The file is read once and in pieces; no more is held than one line, or one whole document
where it spans lines.  What the documents say is for others.
"""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple, cast

from bideval.errors import Finding, Source, error
from bideval.io.ocds.strict_json import JsonError, OcdsJson, read_json
from bideval.io.plain_text import looks_like_utf16

MOST_LINE_BYTES = 16 * 1024 * 1024
MOST_DOCUMENT_BYTES = 64 * 1024 * 1024  # of one that spans lines
_PIECE = 1024 * 1024
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_OPEN_ENDS = (b"{", b"[", b",", b":")

_AGAIN = "Fetch the file again; what was read before the break stands."
_SPLIT = "Have it published with one contracting process a line."


class Read(NamedTuple):
    """A document with the number of its first line; or the finding that says why there is none."""

    line: int
    data: OcdsJson
    finding: Finding | None = None


def documents(stream: BinaryIO, name: str) -> Iterator[Read]:
    """Yield every document of ``stream`` in order; ``name`` is what findings call the file."""
    lines = _Lines(_plain(stream), name)
    first = lines.next()
    if first is None:
        yield lines.failed("BE900", "the file is empty", "Name a file of releases, records or packages.")
    elif looks_like_utf16(first):
        message = "the file is not UTF-8: it looks like UTF-16, which some programs call Unicode"
        yield lines.failed("BE001", message, "Save it again as UTF-8.")
    elif _is_open(first):
        yield _document(lines, first)
    else:
        yield from _each_line(lines, first)


def _plain(stream: BinaryIO) -> BinaryIO:
    """The stream without its compression, if it has one."""
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast("io.RawIOBase", stream))
    begins = buffered.peek(2)[:2]
    return cast("BinaryIO", gzip.GzipFile(fileobj=buffered) if begins == _GZIP else buffered)


def _is_open(first: bytes) -> bool:
    """Whether a document goes on after its first line."""
    return first.strip() in {b"[", b"{", b"[{"} or first.rstrip().endswith(_OPEN_ENDS)


class _Lines:
    """The lines of a stream with their numbers; what breaks off is kept in ``broken``."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self.stream = stream
        self.name = name
        self.number = 0
        self.too_long = 0  # bytes of the line, where it was not kept
        self.broken: str | None = None

    def next(self) -> bytes | None:
        """The next line that is not blank, b"" where it was too long to keep, or None at the end."""
        while (line := self._line()) is not None:
            if line.strip() or self.too_long:
                return line
        return None

    def _line(self) -> bytes | None:
        try:
            data = self.stream.readline(MOST_LINE_BYTES + 1)
            self.too_long = self._rest_of(data) if len(data) > MOST_LINE_BYTES else 0
        except (EOFError, zlib.error, OSError) as problem:
            self.broken = _gzip_words(problem)
            return None
        self.number += 1 if data else 0
        if self.number == 1:
            data = data.removeprefix(_BOM)
        return b"" if self.too_long else (data or None)

    def _rest_of(self, data: bytes) -> int:
        """Pass over the rest of a line and return its length; its end ends it."""
        length = len(data)
        while data and not data.endswith(b"\n"):
            data = self.stream.readline(_PIECE)
            length += len(data)
        return length

    def rest(self, most: int) -> bytes | None:
        """All that follows, or None where that is more than ``most`` bytes."""
        pieces: list[bytes] = []
        left = most
        try:
            while left >= 0 and (piece := self.stream.read(_PIECE)):
                pieces.append(piece)
                left -= len(piece)
        except (EOFError, zlib.error, OSError) as problem:
            self.broken = _gzip_words(problem)
        return None if left < 0 else b"".join(pieces)

    def failed(self, code: str, message: str, remedy: str) -> Read:
        place = Source(self.name, "", max(1, self.number), 1)
        return Read(max(1, self.number), None, error(code, message, remedy, place))


def _gzip_words(problem: Exception) -> str:
    if isinstance(problem, EOFError):
        return "the compressed file is cut off"
    return "the compressed file is damaged"


def _document(lines: _Lines, first: bytes) -> Read:
    """The one document that spans the lines of a file."""
    rest = lines.rest(MOST_DOCUMENT_BYTES)
    if lines.broken:
        return lines.failed("BE901", f"{lines.broken}; nothing of it can be read", _AGAIN)
    if rest is None:
        most = f"{MOST_DOCUMENT_BYTES:,}"
        return lines.failed("BE902", f"the document has more than {most} bytes and spans lines", _SPLIT)
    return _read(lines, first + rest)


def _each_line(lines: _Lines, first: bytes) -> Iterator[Read]:
    line: bytes | None = first
    while line is not None:
        if lines.too_long:
            words = f"the line has {lines.too_long:,} bytes; at most {MOST_LINE_BYTES:,} are read"
            yield lines.failed("BE902", words, _SPLIT)
        else:
            yield _read(lines, line)
        line = lines.next()
    if lines.broken:
        yield lines.failed("BE901", f"{lines.broken} after line {lines.number:,}", _AGAIN)


def _read(lines: _Lines, data: bytes) -> Read:
    try:
        found = read_json(data)
    except JsonError as problem:
        code = "BE001" if "UTF-8" in problem.reason else "BE900"
        return lines.failed(code, problem.reason, "Have the line put right by who published it.")
    return Read(lines.number, found)
