"""Where lines come from: files and objects in stores, whole or in ranges of bytes cut at line ends.

A line belongs to the range in which its first byte stands, so ranges next to each other share
no line and miss none.  What is compressed cannot be entered in the middle: it is one range.
An address with ``://`` is opened by fsspec (extra cluster), anything else is a path.

No more is held than one block and one line; a line beyond ``MOST_LINE`` is passed over.
"""

import gzip
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from msgspec import Struct

from bideval.errors import BidevalError
from bideval.portfolio.not_lines import HEAD, document_in, package_in

PART = 160 * 1024 * 1024  # bytes of a range, at most
_LEAST = 16 * 1024 * 1024
_LEFT = 4  # the last parts are as much as so many make what is left, so that processors end together
MOST_LINE = 16 * 1024 * 1024
_BLOCK = 1024 * 1024
_GZIP = b"\x1f\x8b"
_BOM = b"\xef\xbb\xbf"
_ENDS = 65536  # bytes of either end that tell one file from another


class SourceError(BidevalError, OSError):
    """Raised when a source cannot be opened; says which and why."""


class Part(NamedTuple):
    """A range of bytes of a source; ``end`` None is to its end, decompressed."""

    source: str
    begin: int
    end: int | None


class Line(Struct, frozen=True, gc=False):
    """A line with its number within the part, or what is wrong with the source there."""

    number: int
    data: bytes
    wrong: str = ""


def parts_of(source: str, size: int = PART) -> list[Part]:
    """Return the parts of a source, in order; an empty one has one part.

    How it is cut depends on its length alone, so that a run can go on with other workers.
    """
    with opened(source) as stream:
        head = stream.read(HEAD)
        length = stream.seek(0, os.SEEK_END)
    if head.startswith(_GZIP):
        return [Part(source, 0, None)]
    if document_in(head):
        return [Part(source, 0, length)]
    edges = [0]
    while edges[-1] < length or len(edges) < 2:
        left = length - edges[-1]
        edges.append(min(length, edges[-1] + min(size, max(_LEAST, left // _LEFT))))
    return [Part(source, begin, end) for begin, end in pairwise(edges)]


def stamp_of(source: str) -> str:
    """Return a digest of the length and of both ends of a source: enough to see that it is another."""
    with opened(source) as stream:
        length = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        first = stream.read(_ENDS)
        stream.seek(max(0, length - _ENDS))
        last = stream.read(_ENDS)
    return sha256(b"%d\n" % length + first + last).hexdigest()


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """Open a source for reading bytes; raise SourceError where that cannot be."""
    try:
        stream = _remote(source) if "://" in source else _local(source)
    except SourceError:
        raise
    except (OSError, ValueError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise SourceError(f"{source} cannot be opened: {reason}") from None
    with stream:
        yield stream


def _local(source: str) -> BinaryIO:
    return Path(source).open("rb", buffering=_BLOCK)


def _remote(source: str) -> BinaryIO:
    if find_spec("fsspec") is None:
        raise SourceError(f"{source}: install the extra cluster to read from object stores")
    try:
        found: BinaryIO = import_module("fsspec").open(source, "rb").open()
    except ImportError as problem:  # the package for that store
        raise SourceError(f"{source} cannot be opened: {problem}") from None
    return found


def lines_of(part: Part) -> Iterator[Line]:
    """Yield the lines of a part that are not blank; what breaks off is the last of them."""
    with opened(part.source) as stream:
        if part.end is None:
            with gzip.GzipFile(fileobj=stream) as unpacked:
                yield from _from_the_top(cast("BinaryIO", unpacked), None)
        elif part.begin == 0:
            yield from _from_the_top(stream, part.end)
        elif _at_line(stream, part.begin):
            yield from _lines(stream, part.end)


def _at_line(stream: BinaryIO, begin: int) -> bool:
    """Go to the first line that begins at ``begin`` or after; say whether there may be one."""
    stream.seek(begin - 1)
    while piece := stream.readline(_BLOCK):
        if piece.endswith(b"\n"):
            return True
    return False


def _from_the_top(stream: BinaryIO, end: int | None) -> Iterator[Line]:
    """The lines from the first on; or, of what is no lines, once what it is."""
    try:
        kind = document_in(stream.read(HEAD))
    except (EOFError, zlib.error, gzip.BadGzipFile):  # what breaks off is told below
        kind = ""
    if kind:
        yield Line(1, b"", kind)
        return
    stream.seek(0)
    yield from _lines(stream, end)


def _lines(stream: BinaryIO, end: int | None) -> Iterator[Line]:
    """Lines whose first byte stands before ``end``."""
    number = 0
    place = 0 if end is None else stream.tell()
    try:
        while (end is None or place < end) and (data := stream.readline(MOST_LINE + 1)):
            number += 1
            place += len(data)
            data = data.removeprefix(_BOM) if number == 1 else data
            if len(data) > MOST_LINE:
                place += _pass_over(stream, data)
                yield Line(number, b"", package_in(data[:HEAD]) or "line-too-long")
            elif data.isspace() or not data:
                yield Line(number, b"", "blank")
            else:
                yield Line(number, data)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        yield Line(number + 1, b"", "cut-off")


def _pass_over(stream: BinaryIO, data: bytes) -> int:
    """Read to the end of a line and return how many bytes that took."""
    length = 0
    while data and not data.endswith(b"\n"):
        data = stream.readline(_BLOCK)
        length += len(data)
    return length
