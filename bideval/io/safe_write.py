"""Writing that survives a crash: whole files in one step, and lines added under a lock.

A whole file is written beside its place under a name of its own, forced to disk, put in
its place in one step, and the folder forced to disk too: a reader finds the old file or
the new one, never half of one.  A file that only grows is locked while it is added to,
and its length is looked at, so that two writers lose nothing and write nothing twice.
What is said to be written is on the disk; what a crash cuts off was never said to be.

A link in the place of a file is never followed.  Files that need none of this, such as
pictures and a new folder, are written by ``written_files``.

This module does not know what stands in the files.
"""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bideval.errors import BidevalError

_PLAIN = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_CLOEXEC"))
_LOCK_AT = 1 << 40  # where the lock stands on Windows: beyond the text, which others may go on reading
_PIECE = 1 << 20  # bytes read at once


class Disk(NamedTuple):
    """The calls that reach the disk; a test puts failing ones in their place."""

    open: Callable[[Path, int, int], int] = os.open
    write: Callable[[int, bytes], int] = os.write
    fsync: Callable[[int], None] = os.fsync
    replace: Callable[[Path, Path], None] = os.replace
    close: Callable[[int], None] = os.close


DISK = Disk()


class GrownError(BidevalError):
    """Raised when a file that is to be added to is not as long as it was when it was read."""

    def __init__(self, expected: int, found: int) -> None:
        """Keep both lengths, in bytes."""
        self.expected, self.found = expected, found
        super().__init__(expected, found)

    def __str__(self) -> str:
        return f"the file has {self.found} bytes where {self.expected} were read; nothing was written"


def write_whole(path: Path, data: bytes, disk: Disk = DISK) -> None:
    """Put ``data`` in the place of ``path`` in one step, or raise OSError and change nothing.

    The folder must be there.  Where forcing the folder to disk fails, the new file may stand already.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a process of the same number that was cut off
    try:
        with _opened(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, disk) as file:
            _write_all(file, data, disk)
            disk.fsync(file)
        disk.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _force_folder(path.parent, disk)


@contextmanager
def exclusive(path: Path, disk: Disk = DISK) -> Iterator[int]:
    """Open ``path`` for reading and adding, made if it is not there, with no other writer inside meanwhile.

    Waits for the others.  Raise OSError where the file cannot be opened, or is a link.
    """
    with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, disk) as file:
        _lock(file)
        try:
            yield file
        finally:
            _unlock(file)


def length_of(file: int) -> int:
    """How many bytes an open file has."""
    return os.fstat(file).st_size


def read_from(file: int, start: int, end: int) -> bytes:
    """Return the bytes of an open file from ``start`` to ``end``."""
    os.lseek(file, start, os.SEEK_SET)
    pieces: list[bytes] = []
    while start < end and (piece := os.read(file, min(_PIECE, end - start))):
        pieces.append(piece)
        start += len(piece)
    return b"".join(pieces)


def add(path: Path, file: int, data: bytes, length: int, disk: Disk = DISK) -> None:
    """Add ``data`` to the ``exclusive`` file of ``path``, which has ``length`` bytes, and force it to disk.

    Raise GrownError where it has not, and OSError where the disk refuses: then a part of the
    data may stand at the end, and none of it counts as written.
    """
    found = length_of(file)
    if found != length:
        raise GrownError(length, found)
    _write_all(file, data, disk)
    disk.fsync(file)
    if length == 0:
        _force_folder(path.parent, disk)


@contextmanager
def _opened(path: Path, flags: int, disk: Disk) -> Iterator[int]:
    file = disk.open(path, flags | _PLAIN, 0o666)
    try:
        yield file
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            disk.close(file)
        raise
    disk.close(file)


def _write_all(file: int, data: bytes, disk: Disk) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[disk.write(file, bytes(rest)) :]


def _force_folder(folder: Path, disk: Disk) -> None:
    """Force the names of a folder to disk; Windows has no such call, and needs none."""
    if sys.platform == "win32":
        return
    with _opened(folder.resolve(), os.O_RDONLY, disk) as opened:
        disk.fsync(opened)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        os.lseek(file, _LOCK_AT, os.SEEK_SET)
        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError as problem:
                if problem.errno != errno.EDEADLK:  # ten tries of a second each are over
                    raise

    def _unlock(file: int) -> None:
        os.lseek(file, _LOCK_AT, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
