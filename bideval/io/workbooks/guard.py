"""What a workbook must be before a reader of workbooks sees it.

A workbook is a zip of XML files, and may come from anywhere.  So its size, its entries,
what they unpack to and how strongly they are packed are looked at first; then each XML
file is gone through once without building anything, for document types, entities and
depth, and sheets for cells far outside what a workbook of ours has.  Programs, external
links, data connections and embedded files are refused by their place in the zip.

Nothing is unpacked to disk, and no name of an entry is used as a path.  This module does
not read what the cells say.
"""

import os
import stat
import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from bideval.errors import BidevalError, Finding, Source, error

MOST_BYTES = 20_000_000  # of the file
MOST_UNPACKED = 48_000_000  # bytes of all entries together
MOST_ENTRIES = 1_000
MOST_RATIO = 200  # unpacked to packed, of an entry of any size
_SMALL = 100_000  # bytes unpacked: below it any ratio is harmless
_DEEPEST = 64  # XML elements inside one another
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 1_000_000

_OLD = b"\xd0\xcf\x11\xe0"  # of .xls files, and of .xlsx files under a password
_FOREIGN = {
    "vbaproject": "a program (macro)",
    "macrosheets/": "a program (macro)",
    "activex/": "a program (ActiveX)",
    "customui": "a program (buttons of its own)",
    "basic/": "a program (macro)",
    "scripts/": "a program (script)",
    "externallinks/": "links to other files",
    "connections.xml": "a data connection",
    "querytables/": "a data connection",
    "embeddings/": "an embedded file",
    "oleobject": "an embedded file",
}
_ENDINGS = (".zip", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".docx", ".bin.gz", ".jar", ".exe", ".dll")
_LINK_TYPE = "/hyperlink"  # an address that somebody typed: text, which nothing here follows


class UnfitError(BidevalError):
    """Raised when a file is not opened as a workbook; ``code`` says which finding it becomes."""

    def __init__(self, code: str, reason: str) -> None:
        """Keep the finding code and the reason in plain words."""
        self.code, self.reason = code, reason
        super().__init__(code, reason)

    def __str__(self) -> str:
        return self.reason


def read_guarded(path: Path) -> bytes | Finding:
    """Return the bytes of a workbook that may be opened, or the finding that says why not."""
    try:
        _size(path.stat())
        data = path.read_bytes()
        guard(data)
    except OSError as problem:
        return unfit(path.name, UnfitError("BE700", f"it cannot be read: {problem.strerror}"))
    except UnfitError as problem:
        return unfit(path.name, problem)
    return data


def _size(found: os.stat_result) -> None:
    """Look at a file before it is read."""
    if not stat.S_ISREG(found.st_mode):
        raise UnfitError("BE700", "it is not a plain file")
    if found.st_size > MOST_BYTES:
        raise UnfitError("BE700", f"it has {found.st_size:,} bytes; at most {MOST_BYTES:,} are read")


def unfit(file: str, problem: UnfitError) -> Finding:
    """Return the finding of a workbook that is not opened."""
    remedies = {
        "BE700": "Take the workbook that was handed out, and save it as .xlsx or .ods without a password.",
        "BE701": "Save it as a plain workbook without it, or copy what was filled in into a new export.",
    }
    return error(
        problem.code, f"the workbook is not opened: {problem.reason}", remedies[problem.code], Source(file)
    )


def guard(data: bytes) -> None:
    """Raise UnfitError where ``data`` is no workbook that may be opened."""
    if len(data) > MOST_BYTES:
        raise UnfitError("BE700", f"it has {len(data):,} bytes; at most {MOST_BYTES:,} are read")
    if data.startswith(_OLD):
        raise UnfitError("BE700", "it is of the old kind .xls, or is kept under a password")
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _entries(entries)
            for entry in entries:
                _entry(archive, entry)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as problem:
        raise UnfitError("BE700", "it is not a workbook, or is damaged") from problem


def _entries(entries: list[zipfile.ZipInfo]) -> None:
    """Look at what the zip says of its entries."""
    if len(entries) > MOST_ENTRIES:
        raise UnfitError("BE700", f"it is a zip of more than {MOST_ENTRIES:,} files")
    if twice := [
        name for name, times in Counter(one.filename.lower() for one in entries).items() if times > 1
    ]:
        raise UnfitError("BE700", f"two files in it have the name {twice[0][:60]!r}")
    if sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise UnfitError("BE700", f"it unpacks to more than {MOST_UNPACKED:,} bytes")
    for one in entries:
        _named(one)


def _named(one: zipfile.ZipInfo) -> None:
    """Look at what the zip says of one entry: its name, its packing, and what it would be."""
    name = one.filename.lower().replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name:
        raise UnfitError("BE700", f"a file in it would lie outside it: {name[:60]!r}")
    if one.flag_bits & 1:
        raise UnfitError("BE700", "it is kept under a password")
    if one.file_size > _SMALL and one.file_size > MOST_RATIO * max(one.compress_size, 1):
        raise UnfitError("BE700", f"a file in it unpacks to over {MOST_RATIO} times its size")
    if name.endswith(_ENDINGS):
        raise UnfitError("BE701", f"it has an embedded file: {name[:60]!r}")
    for part, words in _FOREIGN.items():
        if f"/{part}" in f"/{name}":
            raise UnfitError("BE701", f"it has {words}")


def _entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Unpack one entry, no further than it said, and go through it if it is XML."""
    with archive.open(entry) as opened:
        text = opened.read(entry.file_size + 1)
    if len(text) > entry.file_size:
        raise UnfitError("BE700", "a file in it is larger than it says")
    if text.startswith(b"PK\x03\x04"):
        raise UnfitError("BE701", "it has an embedded file")
    if entry.filename.lower().endswith((".xml", ".rels", ".vml", ".rdf")):
        _Scan().run(text)


class _Scan:
    """One pass over an XML file, which keeps nothing but counts."""

    def __init__(self) -> None:
        self.depth = self.cells = self.row = 0
        self.cell = ""

    def run(self, text: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            parser.Parse(text, True)
        except expat.ExpatError as problem:
            raise UnfitError("BE700", "a file in it is not well-formed XML") from problem

    def _doctype(self, *_: object) -> None:
        raise UnfitError("BE700", "a file in it declares a document type or entities, as no workbook does")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnfitError("BE700", f"elements stand in one another over {_DEEPEST} deep")
        local = name.rpartition(":")[2]
        if local == "c":
            self.cell = attributes.get("r", "")
        elif local in {"v", "is", "f"}:
            self._filled(self.cell)
        elif local == "Relationship":
            _relationship(attributes)
        elif local == "Override" and "macroEnabled" in attributes.get("ContentType", ""):
            raise UnfitError("BE701", "it has a program (macro)")
        elif local in {"table-row", "table-cell", "covered-table-cell"}:
            self._repeated(local, attributes)
        elif local in {"dde-source", "dde-link", "table-source", "event-listener"}:
            raise UnfitError("BE701", "it has links to other files, or a program")

    def _end(self, _: str) -> None:
        self.depth -= 1

    def _filled(self, cell: str) -> None:
        self.cells += 1
        letters = cell.rstrip("0123456789")
        digits = cell[len(letters) :]
        if self.cells > MOST_CELLS or len(digits) > 7 or int(digits or "0") > MOST_ROWS:
            raise UnfitError("BE700", f"a sheet has cells beyond row {MOST_ROWS:,}, or too many of them")
        if column_number(letters) > MOST_COLUMNS:
            raise UnfitError("BE700", f"a sheet has cells beyond column {MOST_COLUMNS}")

    def _repeated(self, local: str, attributes: dict[str, str]) -> None:
        """Count what an OpenDocument sheet says by repetition; empty cells to the edge are usual."""
        if local == "table-row":
            self.row = _count(attributes.get("table:number-rows-repeated", "1"))
        elif any(key.startswith("office:") or key == "table:formula" for key in attributes):
            self.cells += self.row * _count(attributes.get("table:number-columns-repeated", "1"))
            if self.cells > MOST_CELLS:
                raise UnfitError("BE700", "a sheet repeats its cells too often")


def _count(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else MOST_CELLS + 1


def _relationship(attributes: dict[str, str]) -> None:
    if attributes.get("TargetMode") == "External" and not attributes.get("Type", "").endswith(_LINK_TYPE):
        raise UnfitError("BE701", "it has links to other files")


def column_number(letters: str) -> int:
    """Return the number of a column, counted from 1; 0 for no letters, and much for what is no column.

    >>> column_number("A"), column_number("AB"), column_number("$$")
    (1, 28, 1000000)
    """
    if len(letters) > 3 or not (letters == "" or (letters.isascii() and letters.isalpha())):
        return MOST_CELLS
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column, counted from 1.

    >>> column_letters(1), column_letters(28), column_letters(702)
    ('A', 'AB', 'ZZ')
    """
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
