"""A disk on which one call fails: the n-th, of whatever kind.  A failing write leaves a part behind.

Nothing is forced to the real disk: what a process has written, the same machine reads.
"""

import errno
import os
from pathlib import Path

from bideval.io.safe_write import Disk


class Failing:
    """Counts the calls that reach the disk, and fails the one with this number; 0 fails none."""

    def __init__(self, number: int, part: int = 3) -> None:
        """Fail call ``number``; a write that fails has written ``part`` bytes before."""
        self.number, self.part = number, part
        self.names: list[str] = []

    @property
    def calls(self) -> int:
        """How many calls there were."""
        return len(self.names)

    def disk(self) -> Disk:
        """Return the calls."""
        return Disk(self._open, self._write, self._fsync, self._replace, self._close)

    def _fails(self, name: str) -> bool:
        self.names.append(name)
        return len(self.names) == self.number

    def _open(self, path: Path, flags: int, mode: int) -> int:
        if self._fails("open"):
            raise OSError(errno.EIO, "failed")
        return os.open(path, flags, mode)

    def _write(self, file: int, data: bytes) -> int:
        if self._fails("write"):
            os.write(file, data[: self.part])
            raise OSError(errno.EIO, "failed")
        return os.write(file, data)

    def _fsync(self, file: int) -> None:
        del file
        if self._fails("fsync"):
            raise OSError(errno.EIO, "failed")

    def _replace(self, path: Path, target: Path) -> None:
        if self._fails("replace"):
            raise OSError(errno.EIO, "failed")
        path.replace(target)

    def _close(self, file: int) -> None:
        os.close(file)
        if self._fails("close"):
            raise OSError(errno.EIO, "failed")
