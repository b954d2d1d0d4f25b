"""What was done of a portfolio, part by part, so that a run that was cut off goes on where it was.

A file of JSON lines: the first says what is asked and of which bytes, each other holds one part
and what it came to.  A last line that was cut off counts as not written.  A manifest of another
question or of other bytes is refused, never mixed.
"""

import os
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from bideval.errors import BidevalError
from bideval.portfolio.part_run import Order, PartResult
from bideval.portfolio.sources import Part

FORMAT = "bideval-portfolio-manifest"


class ManifestError(BidevalError, ValueError):
    """Raised when a manifest is of another run, or is none; says which."""


class Head(Struct):
    """What a manifest is of."""

    format: str
    version: int
    order: Order
    parts: list[Part]
    stamps: list[str]


class Done(Struct):
    """One part that is done."""

    part: int
    result: PartResult


def head_of(order: Order, parts: Sequence[Part], stamps: Sequence[str]) -> Head:
    """Return the head of a manifest."""
    return Head(FORMAT, 3, order, list(parts), list(stamps))


class Manifest:
    """A manifest that is open: what stands in it, and what is added."""

    def __init__(self, path: Path, head: Head) -> None:
        """Read the file, or begin it; raise ManifestError where it is of another run."""
        self.path = path
        self.done: dict[int, PartResult] = {}
        if path.exists() and path.stat().st_size:
            self._read(head)
        else:
            self._write(msgspec.json.encode(head))

    def add(self, part: int, result: PartResult) -> None:
        """Note that a part is done, on the disk before anything else goes on."""
        self._write(msgspec.json.encode(Done(part, result)))

    def _write(self, line: bytes) -> None:
        with self.path.open("ab") as file:
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def _read(self, head: Head) -> None:
        lines = self.path.read_bytes().split(b"\n")
        whole, cut_off = lines[:-1], lines[-1]
        try:
            found = msgspec.json.decode(whole[0] if whole else cut_off, type=Head)
        except msgspec.DecodeError:
            raise ManifestError(f"{self.path} is no manifest of a portfolio") from None
        if found != head:
            raise ManifestError(
                f"{self.path} is of another run: other files, other scenarios or another grouping"
            )
        for line in whole[1:]:
            try:
                one = msgspec.json.decode(line, type=Done)
            except msgspec.DecodeError:
                continue  # joined to what a crash cut off; its part is done again
            self.done[one.part] = one.result
        if cut_off:
            self._write(b"")  # ends the line, so that what is added stands apart
