"""Rows added to a CSV file of the folder: what stands stays byte for byte, and all or nothing is added.

The file is read again under a lock of the folder, and put in place in one step, so that
a crash leaves the old file or the new one, and of two who add at once the second is told.
"""

import csv
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from io import StringIO
from pathlib import Path

from bideval.errors import BidevalError, Finding, Source, error
from bideval.io.csv_records import RECORD, cells_of
from bideval.io.csv_text import MAX_CSV_BYTES
from bideval.io.safe_files import read_file
from bideval.io.safe_write import DISK, Disk, exclusive, write_whole
from bideval.model.marking import Consensus, Mark
from bideval.model.numbers import lossless_text

LOCKED = "tender.yaml"  # the file whose lock stands for the folder: it is always there and never replaced


class MovedOnError(BidevalError):
    """Raised when a file is no longer as it was when what is to be added was judged."""

    def __init__(self, name: str) -> None:
        """Name the file."""
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return f"{self.name} was changed meanwhile; nothing was written. Run the command again."


def row_cells(row: Mark | Consensus) -> dict[str, str]:
    """Return a row as the cells of its file, by column."""
    return {name: _cell(value) for name, value in row._asdict().items()}


def _cell(value: object) -> str:
    if isinstance(value, Fraction):
        return lossless_text(value)
    return ";".join(value) if isinstance(value, tuple) else str(value)


def with_rows(
    name: str, data: bytes, columns: Sequence[str], rows: Iterable[Mapping[str, str]]
) -> bytes | Finding:
    """Return the bytes of the file with ``rows`` behind its own, in the columns that it has.

    A file without bytes begins with all ``columns``.  A finding where a row says something
    for which the file has no column.
    """
    added = list(rows)
    header = _header(data)
    if header is None:
        return _lines(columns, [dict(zip(columns, columns, strict=True)), *added], b"\n")
    missing = sorted(
        {column for row in added for column, cell in row.items() if cell and column not in header}
    )
    if missing:
        message = f"{name} has no column {', '.join(missing)}, and the new rows need it"
        remedy = f"Add it to the first row and a comma to every other. All columns: {','.join(columns)}."
        return error("BE712", message, remedy, Source(name, f"/{missing[0]}#key"))
    end = b"\r\n" if b"\r\n" in data else b"\n"
    gap = b"" if data.endswith(b"\n") else end
    return data + gap + _lines(header, added, end)


def _header(data: bytes) -> list[str] | None:
    text = data.decode("utf-8-sig").replace("\r\n", "\n").lstrip("\n")
    match = RECORD.match(text)
    return cells_of(match[1]) if match and match[1] else None


def _lines(columns: Sequence[str], rows: Iterable[Mapping[str, str]], end: bytes) -> bytes:
    out = StringIO()
    writer = csv.writer(out, lineterminator=end.decode())
    for row in rows:
        writer.writerow([row.get(column, "") for column in columns])
    return out.getvalue().encode("utf-8")


def read_now(folder: Path, name: str) -> bytes:
    """Return the bytes of a file of the folder; none where it is not there."""
    if not (folder / name).exists():
        return b""
    found = read_file(folder, name, MAX_CSV_BYTES)
    assert isinstance(found, bytes)  # it has just been read as part of the folder
    return found


def put_rows(folder: Path, name: str, before: bytes, after: bytes, disk: Disk = DISK) -> None:
    """Put ``after`` in the place of the file, which has the bytes ``before``.

    Raise MovedOnError where it has not, and OSError where the disk refuses.
    """
    with exclusive(folder / LOCKED, disk):
        if read_now(folder, name) != before:
            raise MovedOnError(name)
        write_whole(folder / name, after, disk)
