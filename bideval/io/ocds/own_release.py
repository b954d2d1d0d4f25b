"""A release that bideval wrote, back as the folder it was written from.

Its extension holds the text of the folder's files.  Each is held against its SHA-256, and a
name that leads out of the folder is refused, for the release may come from anywhere.  Whether
the folder comes to the same digest is asked once it is written and read again.
"""

import re
from hashlib import sha256
from typing import NamedTuple

from bideval.io.ocds.processes import Data
from bideval.io.ocds.strict_json import OcdsJson

FORMAT = "bideval-ocds-evaluation"
_NAME = re.compile(r"(?:[a-z]{1,20}/)?[A-Za-z0-9][A-Za-z0-9_-]{0,99}\.(?:yaml|csv|jsonl|json|sealed|opened)")
MOST_FILES = 20_000


class OwnFiles(NamedTuple):
    """The files of a release of ours by name, its digests, or the reason why it cannot be taken."""

    files: dict[str, str]
    rules_digest: str
    digest: str | None  # None at the level public
    reason: str = ""


def is_file_name(name: str) -> bool:
    """Whether a release may hold a file of this name: in the folder, or one below it.

    >>> is_file_name("bids/ash.yaml"), is_file_name("../ash.yaml")
    (True, False)
    """
    return _NAME.fullmatch(name) is not None


def own_files(data: Data) -> OwnFiles | None:
    """Return the files that a release holds, or None where it is not one of ours."""
    extension = data.get("evaluation")
    if not isinstance(extension, dict) or extension.get("format") != FORMAT:
        return None
    digest, rules = extension.get("digest"), extension.get("rulesDigest")
    listed = extension.get("files")
    if extension.get("version") != "1" or not isinstance(listed, list) or len(listed) > MOST_FILES:
        return OwnFiles({}, "", None, "its evaluation is of no version that is known here")
    files: dict[str, str] = {}
    for one in listed:
        found = _file(one)
        if found is None or found[0] in files:
            return OwnFiles(
                {}, "", None, f"file {len(files) + 1} of its evaluation is damaged, or not named right"
            )
        files[found[0]] = found[1]
    return OwnFiles(files, str(rules), digest if isinstance(digest, str) else None)


def _file(one: OcdsJson) -> tuple[str, str] | None:
    """Name and text of a file, or None where it cannot be taken."""
    if not isinstance(one, dict):
        return None
    path, text, stamp = one.get("path"), one.get("text"), one.get("sha256")
    if not isinstance(path, str) or not isinstance(text, str) or not is_file_name(path):
        return None
    try:
        same = sha256(text.encode("utf-8")).hexdigest() == stamp
    except UnicodeEncodeError:
        return None
    return (path, text) if same else None
