"""What the commands about records share: the file argument, and reading a record or stopping."""

from importlib import import_module
from pathlib import Path
from typing import NamedTuple, NoReturn

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, safe
from bideval.errors import Finding
from bideval.io.safe_files import read_file
from bideval.record.canonical import MOST_BYTES, UnreadableError
from bideval.record.redaction.public import PublicRead, read_public
from bideval.record.verified import ReadRecord, read_record

EXIT_DIFFERS = 4
EXIT_IN_WORDS = 5
_PACKED = b"\xfd7zXZ\x00"  # the first bytes of a file that xz made
_MOST_MEMORY = 1 << 27  # bytes that decompressing may take


def record_of(path: Path) -> ReadRecord:
    """Return the record in a file; leave with exit code 3 and one sentence where it is none."""
    data = read_file(path.parent, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        refuse(path, data.message)
    if data.startswith(_PACKED):
        data = unpacked(path, data)
    try:
        return read_record(data)
    except UnreadableError as problem:
        refuse(path, str(problem))


def unpacked(path: Path, data: bytes) -> bytes:
    """Return the record that a report carries compressed; refuse one that is broken or grows too large."""
    lzma = import_module("lzma")
    reader = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MOST_MEMORY)
    try:
        found: bytes = reader.decompress(data, MOST_BYTES + 1)
    except lzma.LZMAError as problem:
        refuse(path, f"it cannot be decompressed: {problem}")
    if not reader.eof or reader.unused_data:
        refuse(path, "it cannot be decompressed whole, or more follows it")
    return found


class PublicFile(NamedTuple):
    """A public record, and its bytes."""

    record: PublicRead
    data: bytes


def public_of(path: Path) -> PublicFile | None:
    """Return the public record in a file, None where it is meant as a whole one; leave if it is neither."""
    data = read_file(path.parent, path.name, MOST_BYTES)
    if isinstance(data, Finding):
        refuse(path, data.message)
    if not data.startswith(b'{"bideval_public":'):  # the first key in order, in its one spelling
        return None
    try:
        return PublicFile(read_public(data), data)
    except UnreadableError as problem:
        refuse(path, str(problem))


def refuse(path: Path, reason: str) -> NoReturn:
    """Say why a file is no record, and leave with exit code 3."""
    click.echo(safe(f"{path}: {reason}"), err=True)
    raise click.exceptions.Exit(EXIT_FINDINGS)
