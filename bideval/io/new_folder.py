"""Begin a tender folder: a small invented tender, commented, that checks clean.

Files are written once and never over others, unless the caller forces it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from bideval.errors import BidevalError


class FileExistsAlreadyError(BidevalError):
    """Raised when a file to be written exists and force was not asked for."""

    def __init__(self, path: Path) -> None:
        """Name the file that stands in the way."""
        self.path = path
        super().__init__(f"{path} exists already; nothing was written. Use --force to write over it.")


class Begin(NamedTuple):
    """What differs from one new tender to the next."""

    id: str
    regime: str  # a regime pack, such as uk/procurement-act-2023@1
    began: str  # a date for which the regime is valid


def template_files() -> dict[str, str]:
    """The template's files by relative name."""
    return dict(sorted(_below(files("bideval") / "io" / "template", "")))


def _below(folder: Traversable, at: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in folder.iterdir():
        name = f"{at}{entry.name}"
        found += _below(entry, f"{name}/") if entry.is_dir() else [(name, entry.read_text(encoding="utf-8"))]
    return found


def write_new_folder(folder: Path, begin: Begin, *, force: bool) -> tuple[str, ...]:
    """Write the template into ``folder`` and return the names written; raise FileExistsAlreadyError."""
    texts = template_files()
    for name in texts:
        if ((folder / name).exists() or (folder / name).is_symlink()) and not force:
            raise FileExistsAlreadyError(folder / name)
    for name, text in texts.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink():  # replaced, not followed out of the folder
            target.unlink()
        target.write_text(_filled(text, begin, folder), encoding="utf-8", newline="\n")
    return tuple(texts)


def _filled(text: str, begin: Begin, folder: Path) -> str:
    words = {"{id}": begin.id, "{regime}": begin.regime, "{began}": begin.began, "{folder}": str(folder)}
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
