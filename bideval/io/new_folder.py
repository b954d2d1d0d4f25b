"""Begin a tender folder: a small invented tender, commented, that checks clean.

Files are written once and never over others, unless the caller forces it.
"""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over


class Begin(NamedTuple):
    """What differs from one new tender to the next."""

    id: str
    regime: str  # a regime pack, such as uk/procurement-act-2023@1
    began: str  # a date for which the regime is valid
    typed: str  # the folder, as it is typed behind a command


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
    """Write the template into ``folder`` and return the names written.

    Raise FileExistsAlreadyError, or NoFolderError, before anything is written.
    """
    texts = {name: _filled(text, begin) for name, text in template_files().items()}
    there = written_over(folder, texts)
    if there and not force:
        raise FileExistsAlreadyError(folder / there[0])
    write_files(folder, texts)
    return tuple(texts)


def _filled(text: str, begin: Begin) -> str:
    words = {"{id}": begin.id, "{regime}": begin.regime, "{began}": begin.began, "{folder}": begin.typed}
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text
