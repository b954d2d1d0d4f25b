"""Files that a command writes into a folder of the reader's choice: pictures, pages, letters."""

from collections.abc import Iterable, Mapping
from pathlib import Path


def written_over(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Return which of ``names`` the folder holds already."""
    return tuple(sorted(name for name in names if (folder / name).exists()))


def write_files(folder: Path, files: Mapping[str, str]) -> None:
    """Write each file, by name, as UTF-8 with plain line ends; the folder is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in sorted(files.items()):
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
