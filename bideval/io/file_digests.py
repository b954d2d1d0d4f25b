"""Which files of a tender folder were read, and the digests of their bytes.

The files are those that an evaluation reads, with study and scenarios; what else lies in
the folder is none of them.  Nothing is typed here.
"""

from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding
from bideval.io.csv_text import MAX_CSV_BYTES
from bideval.io.file_names import file_names
from bideval.io.safe_files import list_folder, read_file
from bideval.io.yaml_text import MAX_YAML_BYTES


class FileRead(NamedTuple):
    """A file of a folder as it was read."""

    path: str  # from the folder, parts apart by /
    size: int  # bytes
    sha256: str  # 64 hexadecimal digits


def file_read(path: str, data: bytes) -> FileRead:
    """Return what is recorded of a file that was read."""
    return FileRead(path, len(data), sha256(data).hexdigest())


def files_of(root: Path) -> tuple[tuple[FileRead, ...], tuple[Finding, ...]]:
    """Return the files of the tender folder at ``root`` by path, and which of them cannot be read."""
    listed, left_behind, findings = list_folder(root)
    names = file_names(listed, left_behind)
    found: list[FileRead] = []
    problems = list(findings)
    for name in names.read:
        limit = MAX_CSV_BYTES if name.endswith(".csv") else MAX_YAML_BYTES
        data = read_file(root, names.actual.get(name, name), limit)
        if isinstance(data, Finding):
            problems.append(data)
        else:
            found.append(file_read(name, data))
    return tuple(found), tuple(problems)
