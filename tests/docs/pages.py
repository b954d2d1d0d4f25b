"""The project's pages as data: fenced blocks with their lines, tables under their headings.

A block whose first line is ``# file: NAME`` is a file: NAME is its place in the
working folder, and the line itself is no part of it.  A block that begins with
``# part of tender.yaml`` holds some keys of a tender.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from sybil import Document
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer

FILE = re.compile(r"# file: (?P<name>[A-Za-z0-9@._/-]+)")
PART = "# part of tender.yaml"
LEFT_OUT = {".venv", ".git", "node_modules"}


class Block(NamedTuple):
    """A fenced block: the number of its first line, its language and its text."""

    page: Path
    line: int
    language: str
    text: str

    def place(self, offset: int = 0) -> str:
        """Return the page and the line, for a message."""
        return f"{self.page}:{self.line + offset}"


class Table(NamedTuple):
    """A table of a page: the heading it stands under, the number of its first line, its rows as dicts."""

    heading: str
    line: int
    rows: tuple[dict[str, str], ...]

    def column(self, name: str) -> tuple[str, ...]:
        """Return the cells of one column."""
        return tuple(row[name] for row in self.rows)


def all_pages(root: Path) -> list[Path]:
    """Return every page whose examples are run: README.md, docs/ and the samples' own."""
    found = [root / "README.md", *(root / "docs").rglob("*.md"), *(root / "sample_tenders").rglob("*.md")]
    return sorted(page for page in found if page.is_file() and LEFT_OUT.isdisjoint(page.parts))


def blocks_of(page: Path, languages: str) -> list[Block]:
    """Return the fenced blocks of a page in these languages, a pattern such as ``yaml|csv``, in order."""
    document = Document.parse(str(page), FencedCodeBlockLexer(languages))
    return [
        Block(
            page,
            document.text.count("\n", 0, region.start) + 2,
            region.lexemes["language"],
            str(region.lexemes["source"]),
        )
        for _, region in document.regions
    ]


def file_of(block: Block) -> tuple[str, str] | None:
    """Return the name and the text of the file that a block is, or None."""
    first, _, rest = block.text.partition("\n")
    match = FILE.fullmatch(first.strip())
    return None if match is None else (match["name"], rest)


def files_of(page: Path) -> dict[str, tuple[Block, str]]:
    """Return the files that the blocks of a page are, by name."""
    found: dict[str, tuple[Block, str]] = {}
    for block in blocks_of(page, "yaml|csv|json"):
        file = file_of(block)
        if file is not None:
            assert file[0] not in found, f"{block.place()}: {file[0]} stands on this page already"
            found[file[0]] = block, file[1]
    return found


def write_files(page: Path, folder: Path, above: int | None = None) -> None:
    """Write the files of a page into ``folder``; with ``above``, those that stand above that line."""
    for name, (block, text) in files_of(page).items():
        if above is not None and block.line > above:
            continue
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def tables_of(page: Path) -> list[Table]:
    """Return every table of a page, outside fenced blocks, in order."""
    found: list[Table] = []
    heading, fenced, lines = "", False, page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        fenced ^= line.startswith("```")
        if not fenced and line.startswith("#"):
            heading = line.lstrip("#").strip()
        if not fenced and line.startswith("|") and not lines[number - 1].startswith("|"):
            found.append(Table(heading, number + 1, tuple(_rows(lines, number))))
    return found


def _rows(lines: list[str], start: int) -> Iterator[dict[str, str]]:
    names = _cells(lines[start])
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            return
        yield dict(zip(names, _cells(line), strict=True))


def _cells(line: str) -> list[str]:
    """Return the cells of a row; an upright bar inside a cell is written with a backslash."""
    parts = re.split(r"(?<!\\)\|", line.strip())
    return [part.strip().replace("\\|", "|") for part in parts[1:-1]]


def code_words(text: str) -> list[str]:
    """Return what stands in backticks in ``text``."""
    return re.findall(r"`([^`]+)`", text)


def prose_of(page: Path) -> str:
    """Return the text of a page without its fenced blocks."""
    return re.sub(r"^(`{3,}).*?^\1 *$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def section_text(page: Path, heading: str) -> str:
    """Return the prose under a heading, up to the next heading of its rank or above."""
    lines = prose_of(page).splitlines()
    start = next(number for number, line in enumerate(lines) if _heading(line) == heading)
    rank = _rank(lines[start])
    ends = (number for number in range(start + 1, len(lines)) if 0 < _rank(lines[number]) <= rank)
    return "\n".join(lines[start + 1 : next(ends, len(lines))])


def _rank(line: str) -> int:
    match = re.match(r"(#+) ", line)
    return len(match[1]) if match else 0


def _heading(line: str) -> str:
    return line.lstrip("#").strip() if _rank(line) else ""
