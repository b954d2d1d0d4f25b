"""Cells of an .xlsx file as they stand: values to the last digit, formulas, number formats.

Read from the XML itself: a reader of workbooks gives a formula or its value, never both, and
numbers as floats.  Only cells that are asked for are kept.  The file has been guarded.
Source: ECMA-376 part 1, 18.2 (workbook), 18.3 (sheets), 18.4 (shared strings), 18.8 (styles).
"""

import posixpath
import zipfile
from collections.abc import Mapping
from io import BytesIO

from bideval.io.workbooks.guard import UnfitError, column_letters, column_number
from bideval.io.workbooks.own.cells_read import MOST_TEXT, At, CellsRead, Wanted, number_of
from bideval.io.workbooks.own.number_shapes import Shape, built_in, shape_of
from bideval.io.workbooks.own.xml_pass import Pass, parse
from bideval.scoring.own_book.held import Held, Kind, meant

_MOST_ARRAYS = 1_000  # formulas over several cells, of one sheet
_WORKBOOK = "/officeDocument"


def read_xlsx(data: bytes, wanted: Wanted) -> CellsRead:
    """Return the cells that are ``wanted``, by sheet.  Raise UnfitError where it is no such workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        try:
            return _read(archive, wanted)
        except KeyError as missing:
            raise UnfitError("BE700", "it is not a workbook, or is damaged") from missing


def _read(archive: zipfile.ZipFile, wanted: Wanted) -> CellsRead:
    names = set(archive.namelist())
    root = _relations(archive, "_rels/.rels")
    main = next((target for kind, target in root.values() if kind.endswith(_WORKBOOK)), "xl/workbook.xml")
    book = _Workbook()
    parse(archive.read(main), book)
    folder, file = posixpath.split(main)
    parts = _relations(archive, f"{folder}/_rels/{file}.rels")
    styles, texts = _Styles(), _Texts()
    for kind, target in parts.values():
        path = _inside(folder, target)
        if kind.endswith("/styles") and path in names:
            parse(archive.read(path), styles)
    sheets: dict[str, _Sheet] = {}
    for name, relation in book.sheets:
        if name in wanted:
            sheets[name] = _Sheet(wanted[name])
            parse(archive.read(_inside(folder, parts[relation][1])), sheets[name])
    texts.wanted = {
        raw.number for sheet in sheets.values() for raw in sheet.found.values() if raw.kind == "s"
    }
    for kind, target in parts.values():
        path = _inside(folder, target)
        if kind.endswith("/sharedStrings") and path in names and texts.wanted:
            parse(archive.read(path), texts)
    cells = {name: sheet.cells(texts.found, styles.shapes()) for name, sheet in sheets.items()}
    return CellsRead(tuple(name for name, _ in book.sheets), cells, book.is_stale)


def _inside(folder: str, target: str) -> str:
    return (
        target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
    )


def _relations(archive: zipfile.ZipFile, path: str) -> dict[str, tuple[str, str]]:
    found = _Relations()
    if path in archive.namelist():
        parse(archive.read(path), found)
    return found.found


class _Relations(Pass):
    """Type and target by id."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "Relationship":
            self.found[has.get("Id", "")] = has.get("Type", ""), has.get("Target", "")


class _Workbook(Pass):
    """The sheets in order, and whether the file asks to be calculated when it is opened."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.is_stale = False

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in has.items() if key.endswith(":id")), "")
            self.sheets.append((has.get("name", ""), relation))
        elif name == "calcPr":
            self.is_stale = has.get("fullCalcOnLoad") in {"1", "true"}


class _Styles(Pass):
    """Number formats by the number of the style."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.formats: list[str] = []
        self.in_cells = False

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "numFmt":
            self.codes[has.get("numFmtId", "")] = has.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.formats.append(has.get("numFmtId", "0"))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self.in_cells = False

    def shapes(self) -> list[Shape]:
        """Return what each style shows."""
        return [shape_of(self.codes.get(one) or built_in(_whole(one))) for one in self.formats]


class _Texts(Pass):
    """Shared strings by number, as far as they are wanted."""

    def __init__(self) -> None:
        self.wanted: set[int] = set()
        self.found: dict[int, str] = {}
        self.number = -1
        self.in_text = self.in_phonetic = False

    def start(self, name: str, has: Mapping[str, str]) -> None:
        del has
        self.number += name == "si"
        self.in_phonetic |= name == "rPh"
        self.in_text = name == "t"

    def text(self, text: str) -> None:
        if self.in_text and not self.in_phonetic and self.number in self.wanted:
            self.found[self.number] = (self.found.get(self.number, "") + text)[:MOST_TEXT]

    def end(self, name: str) -> None:
        if name == "rPh":
            self.in_phonetic = False
        self.in_text = False


class _Raw:
    """A cell as the XML has it."""

    def __init__(self, kind: str, style: str) -> None:
        self.kind, self.style = kind, _whole(style)
        self.said = ""
        self.formula: str | None = None

    @property
    def number(self) -> int:
        return _whole(self.said)


class _Sheet(Pass):
    """The cells of a sheet that are wanted."""

    def __init__(self, wanted: frozenset[At]) -> None:
        self.wanted = wanted
        self.found: dict[At, _Raw] = {}
        self.arrays: list[tuple[At, At]] = []
        self.merged: list[tuple[At, At]] = []
        self.row = self.column = 0
        self.raw: _Raw | None = None
        self.inside = ""

    def start(self, name: str, has: Mapping[str, str]) -> None:
        if name == "row":
            self.row = _whole(has["r"]) if "r" in has else self.row + 1
            self.column = 0
        elif name == "c":
            at = _at(has["r"]) if "r" in has else (self.row, self.column + 1)
            self.column = at[1]
            self.raw = None
            if at in self.wanted:
                self.raw = self.found[at] = _Raw(has.get("t", "n"), has.get("s", "0"))
        elif name == "f" and self.raw is not None:
            self.raw.formula = ""
        if name == "f" and has.get("t") in {"array", "dataTable"} and len(self.arrays) < _MOST_ARRAYS:
            self.arrays.append(_area(has.get("ref", "")))
        if name == "mergeCell" and len(self.merged) < _MOST_ARRAYS:
            self.merged.append(_area(has.get("ref", "")))
        self.inside = name

    def text(self, text: str) -> None:
        if self.raw is None:
            return
        if self.inside == "f" and len(self.raw.formula or "") < MOST_TEXT:
            self.raw.formula = ((self.raw.formula or "") + text)[:MOST_TEXT]
        elif self.inside in {"v", "t"} and len(self.raw.said) < MOST_TEXT:
            self.raw.said = (self.raw.said + text)[:MOST_TEXT]

    def end(self, name: str) -> None:
        self.inside = ""
        if name == "c":
            self.raw = None

    def cells(self, texts: Mapping[int, str], shapes: list[Shape]) -> dict[At, Held]:
        """Return what the wanted cells hold."""
        return {at: self._held(at, texts, shapes) for at in sorted(self.wanted)}

    def _held(self, at: At, texts: Mapping[int, str], shapes: list[Shape]) -> Held:
        raw = self.found.get(at)
        merge = next((area for area in self.merged if _in(at, area) and at != area[0]), None)
        if raw is None:
            return Held(part_of=None if merge is None else _name(merge[0]))
        if raw.formula is None and any(_in(at, area) for area in self.arrays):
            raw.formula = ""
        shape = shapes[raw.style] if raw.style < len(shapes) else Shape()
        held = _held(raw, texts, shape)._replace(formula=raw.formula)
        return held._replace(part_of=_name(merge[0])) if merge else held


def _held(raw: _Raw, texts: Mapping[int, str], shape: Shape) -> Held:
    """What a cell holds, without its formula."""
    if raw.kind in {"s", "str", "inlineStr", "d"}:
        said = texts.get(raw.number, "") if raw.kind == "s" else raw.said
        if not said and raw.formula is None:
            return Held()
        return Held(Kind.TEXT, meant(said), said)
    if raw.kind == "e":
        return Held(Kind.ERROR, text=raw.said)
    if not raw.said:
        return Held(Kind.BLANK if raw.formula is None else Kind.NOT_COMPUTED)
    if raw.kind == "b":
        return Held(Kind.LOGICAL, text="TRUE" if raw.said == "1" else "FALSE")
    return number_of(raw.said, shape.places, percent=shape.percent)


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _at(text: str) -> At:
    letters = text.rstrip("0123456789")
    return _whole(text[len(letters) :]), column_number(letters)


def _area(text: str) -> tuple[At, At]:
    first, _, last = text.partition(":")
    return _at(first), _at(last or first)


def _in(at: At, area: tuple[At, At]) -> bool:
    (top, left), (bottom, right) = area
    return top <= at[0] <= bottom and left <= at[1] <= right


def _name(at: At) -> str:
    return f"{column_letters(at[1])}{at[0]}"
