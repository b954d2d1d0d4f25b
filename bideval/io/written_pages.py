"""Write a folder of generated pages, and take away those that are generated no more.

Only ``.md`` files are touched: the folder holds nothing but generated pages.
"""

from collections.abc import Mapping
from pathlib import Path


def read_pages(root: Path) -> dict[str, str]:
    """Return every page below ``root`` by its name, with ``/``."""
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in _pages(root)}


def write_pages(root: Path, pages: Mapping[str, str]) -> None:
    """Make the pages below ``root`` exactly ``pages``."""
    for path in _pages(root):
        if path.relative_to(root).as_posix() not in pages:
            path.unlink()
    for name, text in sorted(pages.items()):
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _pages(root: Path) -> list[Path]:
    return sorted(root.rglob("*.md"))
