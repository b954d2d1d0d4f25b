"""Where every value of a folder stands: from file and pointer to line and column.

A pointer is a JSON pointer into a file's data, with ``~`` and ``/`` inside a name
written ``~0`` and ``~1``.  In a CSV file it is ``/ROW/COLUMN``, rows from 0 after
the header.  A pointer that ends with ``#key`` means the key itself and not its
value: ``/criteria/1/colour#key``, or in a CSV file the header's cell.

What is not there is placed at the nearest thing that is: a missing key at the
key of the mapping that lacks it, and at the top of the file at line 1, column 1.

Places stand beside the data and are no part of its equality or digest.  This
module does not read files.

>>> pointer_of("criteria", 0, "id/name")
'/criteria/0/id~1name'
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bideval.errors import Finding, Source
from bideval.io.characters import Span
from bideval.io.lines import Lines, place_order
from bideval.io.table_places import TablePlaces

KEY = "#key"


class Mark(NamedTuple):
    """Where one value of a YAML file stands, by offsets, and the marks inside it."""

    span: Span
    key: Span | None = None  # of the key it stands under; None in a list and at the top
    inside: "Mapping[str, Mark] | Sequence[Mark] | None" = None  # None: a single value


class _Tree(NamedTuple):
    lines: Lines
    root: Mark | None  # None where the file could not be read as data


class Places:
    """The places of all files of one folder, by file name."""

    def __init__(self) -> None:
        """Begin without files."""
        self._trees: dict[str, _Tree] = {}
        self._tables: dict[str, TablePlaces] = {}

    def add_tree(self, file: str, lines: Lines, root: Mark | None) -> None:
        """Keep the marks of a YAML file; a file added again replaces its first places."""
        self._tables.pop(file, None)
        self._trees[file] = _Tree(lines, root)

    def add_table(self, file: str, table: TablePlaces) -> None:
        """Keep the places of a CSV file; a file added again replaces its first places."""
        self._trees.pop(file, None)
        self._tables[file] = table

    def locate(self, source: Source) -> Source:
        """Return ``source`` with line, column, width and excerpt.

        A source that has its line keeps it.  A source of a file that is not
        known is returned as it is.
        """
        if source.line is not None:
            return source
        if source.file in self._trees:
            tree = self._trees[source.file]
            return tree.lines.source(source.file, source.pointer, _span_at(tree.root, source.pointer))
        if source.file in self._tables:
            return _in_table(self._tables[source.file], source)
        return source

    def locate_all(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Locate every source, and order by file, line, column, code and message."""
        located = (
            finding._replace(sources=tuple(self.locate(source) for source in finding.sources))
            for finding in findings
        )
        return tuple(sorted(located, key=place_order))


def pointer_of(*segments: str | int) -> str:
    """Return the JSON pointer of ``segments``, escaped."""
    return "".join("/" + str(one).replace("~", "~0").replace("/", "~1") for one in segments)


def segments_of(pointer: str) -> list[str]:
    """Return the segments of a JSON pointer, unescaped; none for the whole file."""
    return [one.replace("~1", "/").replace("~0", "~") for one in pointer.split("/")[1:]]


def _span_at(root: Mark | None, pointer: str) -> Span:
    """Return what to underline for ``pointer``: the value, its key, or the nearest thing above."""
    if root is None:
        return (0, 1)
    mark, found = _walk(root, segments_of(pointer))
    if not found and pointer.endswith(KEY):
        mark, found = _walk(root, segments_of(pointer.removesuffix(KEY)))
        if found and mark.key:
            return mark.key
    return _underlined(mark, is_root=mark is root)


def _walk(root: Mark, segments: Sequence[str]) -> tuple[Mark, bool]:
    """Follow ``segments`` as far as they exist; say whether that was all of them."""
    mark = root
    for segment in segments:
        below = _child(mark, segment)
        if below is None:
            return mark, False
        mark = below
    return mark, True


def _child(mark: Mark, segment: str) -> Mark | None:
    if isinstance(mark.inside, Mapping):
        return mark.inside.get(segment)
    index = _index(segment)
    if mark.inside is None or index is None or index >= len(mark.inside):
        return None
    return mark.inside[index]


def _index(segment: str) -> int | None:
    return int(segment) if segment.isascii() and segment.isdigit() and len(segment) < 10 else None


def _underlined(mark: Mark, *, is_root: bool) -> Span:
    """Return the value if it is single and not empty, else its key, else its beginning."""
    start, end = mark.span
    if mark.inside is None and end > start:
        return mark.span
    if mark.key:
        return mark.key
    if is_root:
        return (0, 1)
    first = next(iter(mark.inside.values()), None) if isinstance(mark.inside, Mapping) else None
    return first.key if first and first.key and first.key[0] == start else (start, start + 1)


def _in_table(table: TablePlaces, source: Source) -> Source:
    """Place ``/ROW/COLUMN``, ``/ROW``, or a header cell (``/COLUMN#key`` or ``/ROW/COLUMN#key``)."""
    wants_key = source.pointer.endswith(KEY)
    segments = segments_of(source.pointer.removesuffix(KEY))
    column = segments[-1] if len(segments) > (0 if wants_key else 1) else None
    row = _index(segments[0]) if segments and not wants_key else None
    return table.source(source.file, source.pointer, row, column)
