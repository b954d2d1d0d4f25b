"""The places of a whole folder; price rows are named by their line id.

Rows of ``schedule.csv`` and ``prices/<bid>.csv`` are pointed at by line id
(``/L017/rate``), which a person can read and which survives a moved row.  Where a line
stands twice, a row is pointed at by its number, from 0 after the header (``/+3/line``):
no line id begins with a plus sign.  A line that is not there is placed at the header.
"""

from collections.abc import Iterable

from bideval.errors import Finding, Source
from bideval.io.lines import place_order
from bideval.io.places import Places


class FolderPlaces:
    """Places by value, and the row of each named line."""

    def __init__(self) -> None:
        """Begin without a place."""
        self.values = Places()
        self.rows: dict[str, dict[str, int]] = {}

    def name_rows(self, file: str, lines: tuple[str, ...]) -> None:
        """Keep which row of ``file`` each line id stands in; the first one counts."""
        self.rows[file] = {line: index for index, line in reversed(list(enumerate(lines)))}

    def locate(self, source: Source) -> Source:
        """Return ``source`` with line and column, and the pointer it came with."""
        rows = self.rows.get(source.file)
        if rows is None or source.line is not None:
            return self.values.locate(source)
        _, _, rest = source.pointer.partition("/")
        line, slash, column = rest.partition("/")
        row = int(line[1:]) if line.startswith("+") and line[1:].isdigit() else rows.get(line)
        pointer = "" if row is None else f"/{row}{slash}{column}"
        return self.values.locate(source._replace(pointer=pointer))._replace(pointer=source.pointer)

    def locate_all(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Locate every source; order by file, line, column, code and message."""
        placed = (
            one._replace(sources=tuple(self.locate(source) for source in one.sources)) for one in findings
        )
        return tuple(sorted(placed, key=place_order))
