"""Where the cells of a CSV file stand, kept small.

For each row only its first line is kept; the text is kept compressed, in blocks
of ``ROWS_A_BLOCK`` rows, and the columns are found again when a place is asked
for.  A file of 60,000 rows costs about a quarter of its size.

This module does not read files and does not judge them.
"""

import zlib
from array import array
from collections.abc import Mapping
from typing import NamedTuple

from bideval.errors import Source
from bideval.io.characters import Span, end_of_line
from bideval.io.csv_records import RECORD, cell_spans
from bideval.io.lines import Lines

ROWS_A_BLOCK = 512
_LEVEL = 4  # of zlib: the next levels take three times as long and save a tenth


class TablePlaces(NamedTuple):
    """The places of one CSV file; rows count from 0 after the header."""

    header: Lines  # the header's record alone
    columns: Mapping[str, int]  # column name to its position in the file
    first_lines: "array[int]"  # of each row
    blocks: tuple[bytes, ...]

    def source(self, file: str, pointer: str, row: int | None, column: str | None) -> Source:
        """Return the place of a cell, of a row (``column`` None) or of a header cell (``row`` None).

        A row or a column that is not there gives the nearest place that is.
        """
        position = self.columns.get(column) if column is not None else None
        if row is None or not 0 <= row < len(self.first_lines):
            return self.header.source(file, pointer, _cell(self.header.text, 0, position))
        lines = self._block(row // ROWS_A_BLOCK)
        start = lines.offset_of(self.first_lines[row])
        return lines.source(file, pointer, _cell(lines.text, start, position))

    def _block(self, index: int) -> Lines:
        text = zlib.decompress(self.blocks[index]).decode("utf-8")
        return Lines(text, self.first_lines[index * ROWS_A_BLOCK])


def _cell(text: str, start: int, position: int | None) -> Span:
    """Return the span of a cell of the record at ``start``; of its first line without a position."""
    record = RECORD.match(text, start)
    spans = cell_spans(record[1]) if record else []
    if position is None or position >= len(spans):
        return start, end_of_line(text, start)
    first, last = spans[position]
    return start + first, start + last


class TableWriter:
    """Gathers the places of one CSV file while it is read."""

    def __init__(self, text: str, header: Lines, columns: Mapping[str, int]) -> None:
        """Begin with the header read and no rows."""
        self._text = text
        self._header = header
        self._columns = columns
        self._first_lines = array("I")
        self._blocks: list[bytes] = []
        self._block_start = 0

    def add_row(self, line: int, offset: int) -> None:
        """Note a row that begins at ``line`` and at ``offset`` of the text."""
        if len(self._first_lines) % ROWS_A_BLOCK == 0:
            self._close_block(offset)
        self._first_lines.append(line)

    def finish(self, end: int) -> TablePlaces:
        """Return the places; ``end`` is the offset after the last row."""
        self._close_block(end)
        return TablePlaces(self._header, self._columns, self._first_lines, tuple(self._blocks))

    def _close_block(self, end: int) -> None:
        if self._first_lines:
            self._blocks.append(zlib.compress(self._text[self._block_start : end].encode("utf-8"), _LEVEL))
        self._block_start = end
