"""What an OpenDocument spreadsheet says beside its values: formulas, hidden sheets, own properties.

Read in one pass over each XML file, which the guard has been through before.  Source:
OpenDocument 1.2 part 1, sections 9 (tables), 4.3.2 (user-defined metadata) and 16 (styles).
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple
from xml.parsers import expat

_MOST_FORMULAS = 1_000  # that are kept of one sheet: nobody reads more findings


class OdsMarks(NamedTuple):
    """Formulas by sheet as row and column from 1, the names of hidden sheets, and own properties."""

    formulas: Mapping[str, tuple[tuple[int, int], ...]]
    hidden: frozenset[str]
    properties: Mapping[str, str]


def ods_marks(content: bytes, meta: bytes) -> OdsMarks:
    """Return what ``content.xml`` and ``meta.xml`` say beside the values."""
    read = _Content()
    _parse(content, read.start, None, None)
    owned = _Meta()
    if meta:
        _parse(meta, owned.start, owned.end, owned.text)
    formulas = {name: tuple(found) for name, found in read.formulas.items()}
    return OdsMarks(formulas, frozenset(read.hidden), owned.found)


def _parse(
    data: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.Parse(data, True)


class _Content:
    """Where in content.xml the reader is."""

    def __init__(self) -> None:
        self.formulas: dict[str, list[tuple[int, int]]] = {}
        self.hidden: set[str] = set()
        self.style = self.sheet = ""
        self.unseen: set[str] = set()  # styles of tables that are not displayed
        self.row = self.column = 0
        self.rows = 1  # how often the row stands

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style:style":
            self.style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.unseen.add(self.style)
        elif name == "table:table":
            self.sheet, self.row, self.rows = attributes.get("table:name", ""), 0, 1
            if attributes.get("table:style-name", "") in self.unseen:
                self.hidden.add(self.sheet)
        elif name == "table:table-row":
            self.row += self.rows if self.row else 1
            self.rows = int(attributes.get("table:number-rows-repeated", "1"))
            self.column = 1
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            found = self.formulas.setdefault(self.sheet, [])
            if "table:formula" in attributes and len(found) < _MOST_FORMULAS:
                found.append((self.row, self.column))
            self.column += int(attributes.get("table:number-columns-repeated", "1"))


class _Meta:
    """Where in meta.xml the reader is."""

    def __init__(self) -> None:
        self.name: str | None = None
        self.found: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.name = attributes.get("meta:name") if name == "meta:user-defined" else None

    def text(self, text: str) -> None:
        if self.name is not None:
            self.found[self.name] = self.found.get(self.name, "") + text

    def end(self, _: str) -> None:
        self.name = None
