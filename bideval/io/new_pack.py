"""Begin a pack: a commented file that checks clean, to be changed into what is meant.

One template serves each kind of thing that a family measures.  Nothing is written
over a file that exists, unless the caller forces it; a name that comes with the
program is never written at all.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from bideval.errors import BidevalError
from bideval.io.packs import shelf_editions
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.model.base import ID_PATTERN
from bideval.model.pack import FAMILIES
from bideval.model.raw import closest

_DEEPEST_REGIME = 3  # regimes/<where>/<rules>
_TEMPLATES: Mapping[str, str] = {
    "finance": "accounts",
    "backing": "security",
    "quality": "marked",
    "social-value": "marked",
    "reform": "marked",
    "scales": "scale",
    "regimes": "regime",
}
_OTHER_TEMPLATE = "declared"


class PackNameError(BidevalError):
    """Raised for a name that no new pack can have."""

    def __init__(self, name: str, reason: str) -> None:
        """Keep the name, and why it cannot be."""
        self.name, self.reason = name, reason
        super().__init__(name, reason)

    def __str__(self) -> str:
        return f"{self.name!r} cannot be the name of a new pack: {self.reason}"


def file_in_tender(name: str) -> str:
    """Return where the pack ``family/id`` stands in a tender folder, which has no folders below criteria/."""
    return f"criteria/{name.replace('/', '-')}.yaml"


def file_on_shelf(name: str) -> str:
    """Return where the pack ``family/id`` stands on a shelf, as on that of the program."""
    return f"{name}.yaml"


def pack_text(name: str) -> str:
    """Return the file of a new pack ``family/id``; raise PackNameError for a name that cannot be."""
    family, own = _checked(name)
    kind = _TEMPLATES.get(family, _OTHER_TEMPLATE)
    template = files("bideval") / "io" / "pack_template" / f"{kind}.yaml"
    words = {"{id}": name, "{title}": own.replace("-", " ").capitalize(), "{name}": own}
    text = template.read_text(encoding="utf-8")
    for mark, word in words.items():
        text = text.replace(mark, word)
    return text


def write_new_pack(root: Path, file: str, text: str, *, force: bool) -> Path:
    """Write ``text`` to ``file`` under ``root`` and return where.

    Raise FileExistsAlreadyError, or NoFolderError, before anything is written.
    """
    if written_over(root, (file,)) and not force:
        raise FileExistsAlreadyError(root / file)
    write_files(root, {file: text})
    return root / file


def _checked(name: str) -> tuple[str, str]:
    """Return the family and the last part of the name."""
    family, *rest = name.split("/")
    deepest = _DEEPEST_REGIME if family == "regimes" else 2
    if not rest or len(rest) >= deepest or not all(re.fullmatch(ID_PATTERN, one) for one in (family, *rest)):
        reason = "write FAMILY/ID in small letters, digits and hyphens, such as finance/months-of-reserves"
        raise PackNameError(name, reason)
    if family not in FAMILIES:
        raise PackNameError(name, f"there is no family {family}. {closest(family, FAMILIES)}")
    if name in {pack_id for pack_id, _ in shelf_editions()}:
        reason = "one of that name comes with the program; take a name of your own"
        raise PackNameError(name, reason)
    return family, rest[-1]
