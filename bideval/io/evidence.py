"""Evidence: which document each input was taken from, who entered it, and who checked it.

``evidence/manifest.csv`` lists the documents as received; ``evidence/sources.csv`` says of a
value where it was read.  Both stand beside the inputs and are no part of their digest.  A
value is named by file and place: in a YAML file a JSON pointer, in ``decisions.yaml`` the id
of a decision, in a CSV file the key of a row as the journal has it, or the line of a price.
A blank place is the whole file.

Documents are compared by digest alone; what stands in them, people read.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.io.csv_text import MAX_CSV_BYTES, CsvColumns, read_csv
from bideval.io.places import Places, pointer_of
from bideval.io.safe_files import read_file
from bideval.io.tables import Table, typed_rows
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.bounds import bounded
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, figure_text, parse_number

EVIDENCE, DOCUMENTS = "evidence", "documents"
MANIFEST, SOURCES = f"{EVIDENCE}/manifest.csv", f"{EVIDENCE}/sources.csv"
MAX_DOCUMENT_BYTES = 256_000_000
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PAGES = re.compile(r"[1-9][0-9]{0,5}")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}", re.ASCII)
_SOURCE = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,199})#([1-9][0-9]{0,5})(?:-([1-9][0-9]{0,5}))?", re.ASCII)

Row = TypeVar("Row")


class Document(NamedTuple):
    """A document as received: its file in ``documents/``, its digest, when as told, and its pages."""

    document: str
    sha256: str
    received: str
    pages: str  # blank where nobody counted


class Taken(NamedTuple):
    """Where one value was read, who entered it and who checked it, when, and what the document says."""

    file: str
    at: str
    source: str
    entered_by: str
    checked_by: str
    entered: str
    says: str

    @property
    def is_checked(self) -> bool:
        """Whether somebody else than who entered it has checked it."""
        return self.checked_by not in {"", self.entered_by}


class Conflict(NamedTuple):
    """A value of which documents, or a document and the folder, say different things: who says what."""

    file: str
    at: str
    versions: tuple[tuple[str, str], ...]  # where, and what stands there


class Evidence(NamedTuple):
    """What the inputs of a folder rest on.  ``values`` are all of them, by file and place."""

    documents: tuple[Document, ...]
    taken: tuple[Taken, ...]
    values: tuple[tuple[str, str], ...]
    tied: frozenset[tuple[str, str]]
    checked: frozenset[tuple[str, str]]
    conflicts: tuple[Conflict, ...]
    absent: tuple[str, ...]  # documents that are listed and not in the folder
    findings: tuple[Finding, ...]


_DOCUMENTS = Table(
    CsvColumns(("document", "sha256", "received"), ("pages",)),
    lambda cells: Document(
        cells.matching("document", _NAME, "Write the name of a file in documents/."),
        cells.matching("sha256", _SHA256, "Write the SHA-256 of the file: 64 of 0 to 9 and a to f."),
        cells.at("received"),
        cells.matching("pages", _PAGES, "Write how many pages it has, in digits.", blank=True),
    ),
)
_TAKEN = Table(
    CsvColumns(("file", "at", "source"), ("entered_by", "checked_by", "entered", "says")),
    lambda cells: Taken(
        cells.text("file"),
        cells.text("at"),
        cells.matching("source", _SOURCE, "Write a document, # and its page: heather.pdf#12, or #12-14."),
        cells.text("entered_by"),
        cells.text("checked_by"),
        cells.at("entered"),
        cells.text("says"),
    ),
)


def has_evidence(root: Path) -> bool:
    """Whether a folder says what its inputs were taken from."""
    return any((root / name).exists() or (root / name).is_symlink() for name in (MANIFEST, SOURCES))


def evidence_of(root: Path, inputs: Inputs, row_keys: Mapping[str, Sequence[str]]) -> Evidence:
    """Return what the inputs of the folder at ``root`` rest on; ``row_keys`` are the keys of rows by file."""
    places = Places()
    documents_by_row, problems = _read(root, MANIFEST, _DOCUMENTS, places)
    by_row, more = _read(root, SOURCES, _TAKEN, places)
    documents, taken = tuple(documents_by_row.values()), tuple(by_row.values())
    values = dict(_values(root, inputs, row_keys))
    by_file: dict[str, list[str]] = {}
    for file, at in values:
        by_file.setdefault(file, []).append(at)
    reach = [(one, [at for at in by_file.get(one.file, ()) if _covers(one.at, at)]) for one in taken]
    absent, wrong = _documents(root, documents_by_row)
    found = [*problems, *more, *wrong, *_sources(by_row, documents, dict(zip(by_row, reach, strict=True)))]
    return Evidence(
        documents,
        taken,
        tuple(values),
        frozenset((one.file, at) for one, places_in in reach for at in places_in),
        frozenset((one.file, at) for one, places_in in reach if one.is_checked for at in places_in),
        tuple(_conflicts(taken, values)),
        absent,
        places.locate_all(bounded(found)),
    )


def _read(
    root: Path, name: str, table: Table[Row], places: Places
) -> tuple[dict[int, Row], tuple[Finding, ...]]:
    """The sound rows of a table by their place, and what is wrong with it: one bad row hides no other."""
    if not (root / name).exists() and not (root / name).is_symlink():
        return {}, ()
    data = read_file(root, name, MAX_CSV_BYTES)
    if isinstance(data, Finding):
        return {}, (data,)
    cells, findings = read_csv(name, data, table.columns, places)
    rows, problems = typed_rows(name, table, cells)
    errors = (one for one in problems if one.severity is Severity.ERROR)
    bad = {source.pointer.split("/")[1] for one in errors for source in one.sources}
    return {place: row for place, row in enumerate(rows) if str(place) not in bad}, findings + problems


def _values(
    root: Path, inputs: Inputs, row_keys: Mapping[str, Sequence[str]]
) -> Iterator[tuple[tuple[str, str], str]]:
    """Every value of the inputs by file and place, with its text where it is a single one."""
    names = [f"bids/{bid}.yaml" for bid in inputs.bids] + [f"prices/{bid}.yaml" for bid in inputs.prices]
    for name in sorted(names):
        data = read_file(root, name, MAX_YAML_BYTES)
        if not isinstance(data, Finding):
            for at, text in _leaves(read_yaml(name, data, Places())[0], ()):
                yield (name, at), text
    for bid, rates in sorted(inputs.rates.items()):
        for rate in rates:
            yield (f"prices/{bid}.csv", rate.line), ""
    marks = {
        "marks.csv": [row.mark for row in inputs.marks],
        "consensus.csv": [row.mark for row in inputs.consensus],
    }
    for file, keys in sorted(row_keys.items()):
        texts = [figure_text(mark) for mark in marks.get(file, ())] or [""] * len(keys)
        for key, text in zip(keys, texts, strict=True):
            yield (file, key), text


def _leaves(value: object, way: tuple[str | int, ...]) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(one, (*way, str(key)))
    elif isinstance(value, list):
        for place, one in enumerate(value):
            yield from _leaves(one, (*way, place))
    elif way not in {("id",), ("bidder", "id")}:
        yield pointer_of(*way), str(value)


def _covers(stated: str, at: str) -> bool:
    return stated in {"", at} or at.startswith(f"{stated}/")


def _documents(root: Path, documents: Mapping[int, Document]) -> tuple[tuple[str, ...], list[Finding]]:
    """Which documents are not in the folder, and what is wrong with those that are."""
    absent: list[str] = []
    findings: list[Finding] = []
    seen: set[str] = set()
    for place, one in documents.items():
        source = Source(MANIFEST, f"/{place}/sha256")
        name = f"{DOCUMENTS}/{one.document}"
        if one.document in seen:
            message = f"the document {one.document} stands twice in the manifest"
            findings.append(error("BE620", message, "Keep one of the two rows.", source))
        seen.add(one.document)
        if not (root / name).exists() and not (root / name).is_symlink():
            absent.append(one.document)
            continue
        data = read_file(root, name, MAX_DOCUMENT_BYTES)
        if isinstance(data, Finding):
            findings.append(data)
        elif sha256(data).hexdigest() != one.sha256:
            message = f"{name} is not the document in the manifest: its SHA-256 is {sha256(data).hexdigest()}"
            remedy = "Put back the document as it was received."
            findings.append(error("BE620", message, remedy, source))
    return tuple(absent), findings


def _sources(
    taken: Mapping[int, Taken],
    documents: Iterable[Document],
    reach: Mapping[int, tuple[Taken, Sequence[str]]],
) -> Iterator[Finding]:
    """What is wrong with what the sources say."""
    pages = {one.document: one.pages for one in documents}
    for place, one in taken.items():
        document, first, last = _parts(one.source)
        if document not in pages:
            remedy = "Add the document to evidence/manifest.csv with its SHA-256."
            message = f"the source {one.source} is of a document that is not in the manifest"
            yield error("BE621", message, remedy, Source(SOURCES, f"/{place}/source"))
        elif last < first or (pages[document] and last > int(pages[document])):
            message = f"the source {one.source} names a page that {document} does not have"
            yield error("BE621", message, "Correct the page.", Source(SOURCES, f"/{place}/source"))
        if one.checked_by and not one.is_checked:
            message = f"{one.checked_by} entered this value and checked it too; it counts as not checked"
            remedy = "Let somebody else compare it with the document."
            yield warning("BE623", message, remedy, Source(SOURCES, f"/{place}/checked_by"))
    for place, (one, found) in reach.items():
        if not found:
            message = f"nothing stands at {one.at or 'any place'} of {one.file}, of which a source is given"
            remedy = "Name a file of the folder, and a place in it: docs/evidence.md says how."
            yield error("BE622", message, remedy, Source(SOURCES, f"/{place}/at"))


def _parts(source: str) -> tuple[str, int, int]:
    match = _SOURCE.fullmatch(source)
    assert match is not None  # by the table
    return match[1], int(match[2]), int(match[3] or match[2])


def _conflicts(taken: Iterable[Taken], values: Mapping[tuple[str, str], str]) -> Iterator[Conflict]:
    """Values of which something else is said elsewhere; numbers are compared as numbers."""
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in taken:
        if one.says:
            said.setdefault((one.file, one.at), []).append((one.source, one.says))
    for (file, at), versions in sorted(said.items()):
        here = values.get((file, at), "")
        every = [*versions, *([("the folder", here)] if here else [])]
        if len({_plain(text) for _, text in every}) > 1:
            yield Conflict(file, at, tuple(every))


def _plain(text: str) -> str:
    try:
        return figure_text(parse_number(text))
    except NumberError:
        return text
