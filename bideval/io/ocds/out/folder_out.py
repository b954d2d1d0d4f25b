"""The files of a folder as a release shows them, and the release that the folder came from.

At the level ``full`` every file of the folder that holds text stands byte for byte, the journal
too; not what lies in it for people alone: documents, letters, a README.  At the level
``public`` stand the published rules alone: tender, price schedule and packs of its own, written
anew from their data, for a comment is not published.
"""

from hashlib import sha256
from pathlib import Path

from bideval.errors import BidevalError, Finding
from bideval.io.csv_text import MAX_CSV_BYTES
from bideval.io.file_names import file_names
from bideval.io.ocds.out.asked import Level
from bideval.io.ocds.out.release_out import Base, FileText
from bideval.io.ocds.own_release import is_file_name
from bideval.io.ocds.release import Release
from bideval.io.ocds.strict_json import read_json
from bideval.io.places import Places
from bideval.io.safe_files import list_folder, read_file
from bideval.io.typed import typed
from bideval.io.yaml_out import Data, yaml_text
from bideval.io.yaml_text import read_yaml

ORIGIN = "documents/ocds.json"  # the release that a folder was made of, with all its parts
_NOT_TAKEN = ("README.md", "documents/", "expected/", "letters/")


class NotShownError(BidevalError, ValueError):
    """Raised when a release cannot hold a file of the folder under its name."""

    def __init__(self, name: str) -> None:
        """Keep the name."""
        self.name = name
        super().__init__(name)

    def __str__(self) -> str:
        return f"{self.name} has a name that no release can hold; rename it with letters, digits and hyphens"


def files_shown(root: Path, level: Level) -> tuple[FileText, ...]:
    """Return the files of a folder that the level shows, by path; it has been read without error.

    Raise NotShownError for a file that rules read and that has no name fit for a release.
    """
    listed, left_behind, _ = list_folder(root)
    names = file_names(listed, left_behind)
    wanted = {one for one in names.read if level is Level.FULL or _is_published(one)}
    if level is Level.FULL:
        wanted |= {one for one in listed if one == ORIGIN or not one.startswith(_NOT_TAKEN)}
    found = []
    for name in sorted(wanted):
        data = read_file(root, names.actual.get(name, name), MAX_CSV_BYTES)
        if name in names.read and not is_file_name(name):
            raise NotShownError(name)
        if not isinstance(data, Finding) and is_file_name(name) and _is_text(data):
            found.append(_shown(name, data, level))
    return tuple(found)


def _is_published(name: str) -> bool:
    return name in {"tender.yaml", "schedule.csv"} or name.startswith("criteria/")


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _shown(name: str, data: bytes, level: Level) -> FileText:
    text = data.decode("utf-8")
    if level is Level.PUBLIC and name.endswith(".yaml"):
        found, _ = read_yaml(name, data, Places())
        text = yaml_text(_data(found))
    return FileText(name, sha256(text.encode("utf-8")).hexdigest(), text)


def _data(found: object) -> Data:
    """What the strict reader gave, as data."""
    if isinstance(found, dict):
        return {str(key): _data(one) for key, one in found.items()}
    if isinstance(found, list):
        return [_data(one) for one in found]
    return found if isinstance(found, str) else None


def base_of(root: Path) -> Base | None:
    """Return the release that a folder came from, where it has one that can be read."""
    if not (root / ORIGIN).is_file():
        return None
    data = read_file(root, ORIGIN, MAX_CSV_BYTES)
    if isinstance(data, Finding):
        return None
    found = read_json(data)
    if not isinstance(found, dict):
        return None
    release, problems = typed(Release, found, ORIGIN)
    return None if release is None or problems else Base(found, release)
