"""Files that a command writes into a folder of the reader's choice: a new tender, a pack, pictures.

The folder may come from anywhere, and with it links that lead out of it.  So a link in
the place of a file is replaced, not followed; and where a folder on the way is a link,
or is no folder, nothing is written.  The folder itself may be a link: the reader named it.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from bideval.errors import BidevalError


class FileExistsAlreadyError(BidevalError):
    """Raised when a file to be written exists and force was not asked for."""

    def __init__(self, path: Path) -> None:
        """Name the file that stands in the way."""
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.path} exists already; nothing was written. Use --force to write over it."


class NoFolderError(BidevalError):
    """Raised when a file cannot be written because its folder is a link, or is no folder."""

    def __init__(self, path: Path) -> None:
        """Name what stands in the place of the folder."""
        self.path = path
        super().__init__(path)

    def __str__(self) -> str:
        return f"{self.path} is a link, or is no folder; nothing was written. Put a folder in its place."


def written_over(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of ``names`` the folder holds already, links that lead nowhere among them."""
    return tuple(sorted(name for name in names if _is_there(folder / name)))


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write each file, by its name with ``/``, as UTF-8 with plain line ends; folders are made if need be.

    Raise NoFolderError, before anything is written, where a name leads through what is no
    folder of ``folder``.
    """
    for name in files:
        for above in PurePosixPath(name).parents:
            inside = folder / above
            if str(above) != "." and _is_there(inside) and (inside.is_symlink() or not inside.is_dir()):
                raise NoFolderError(inside)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(files.items()):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():
            target.unlink()
        target.write_text(content, encoding="utf-8", newline="\n")


def _is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()
