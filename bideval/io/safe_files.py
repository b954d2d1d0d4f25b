"""The files of a folder, listed and read without leaving it.

A tender folder may come from anywhere.  So a symbolic link that leads out of it
is refused, and a link to a folder always; a device or a pipe is never opened; a
file is read only up to its limit; a name that shows as another is refused, and
two names that some systems take for one.

Not listed among the files: names that begin with ``.`` or ``~$``, names that end
with ``~`` or ``.bak``, ``Thumbs.db`` and ``desktop.ini``: what editors, office
programs and file managers leave behind.  They are handed on apart, for one of them
may be all there is of a bid.

This module does not know which files a tender has, and does not write.
"""

import os
import stat
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source
from bideval.io.characters import flaw_of, name_of, shown
from bideval.io.plain_text import too_large

MAX_FILES = 20_000
MAX_FOLDERS_DEEP = 8  # below the root

_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini"})
# Not every system has all of them.  Without O_NONBLOCK a pipe would hold the reader up.
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK"))
# A loop of links is a RuntimeError before Python 3.13, a NUL in the root's name a ValueError.
_UNREADABLE = (OSError, RuntimeError, ValueError)


class Listing(NamedTuple):
    """The names below a folder, with ``/`` and in order, and what is wrong."""

    names: tuple[str, ...]  # of files
    left_behind: tuple[str, ...]  # of files and folders that programs leave behind; not looked into
    findings: tuple[Finding, ...]


def list_folder(root: Path) -> Listing:
    """Return what there is below ``root``.

    A name with a finding is left out, but for names that differ only in case.
    """
    names: list[str] = []
    left_behind: list[str] = []
    findings: list[Finding] = []
    folders = [""]
    while folders and len(names) <= MAX_FILES:
        inside = _names_in(root, folders.pop())
        if isinstance(inside, Finding):
            findings.append(inside)
            continue
        findings += _clashes(name for name in inside if not _is_left_behind(name))
        for name in inside:
            if _is_left_behind(name):
                left_behind.append(name)
                continue
            found = _is_folder(root, name)
            if isinstance(found, Finding):
                findings.append(found)
            else:
                (folders if found else names).append(name)
    if len(names) > MAX_FILES:
        message = f"the folder has more than {MAX_FILES:,} files"
        findings.append(_error("BE036", message, "Check that it is the right folder.", ""))
    return Listing(
        tuple(sorted(names)[:MAX_FILES]), tuple(sorted(left_behind)), tuple(sorted(findings, key=_order))
    )


def read_file(root: Path, name: str, limit: int) -> bytes | Finding:
    """Return the bytes of the file ``name`` (with ``/``, from ``root``), or why they are not read.

    A file of over ``limit`` bytes is refused by its size, before it is read.
    """
    if problem := _bad_name(name):
        return problem
    try:
        path = _real_path(root, name)
        return _leaves(name) if path is None else _bytes(path, name, limit)
    except _UNREADABLE as error:
        return _unreadable(name, error)


def _bytes(path: Path, name: str, limit: int) -> bytes | Finding:
    """Read a file that has no link in its path."""
    before = path.stat()
    if not stat.S_ISREG(before.st_mode):
        return _not_a_file(name)
    if before.st_size > limit:
        return too_large(shown(name), before.st_size, limit)
    with os.fdopen(os.open(path, _READING), "rb") as file:
        if not os.path.samestat(before, os.fstat(file.fileno())):
            return _error("BE035", "the file was replaced while it was read", "Read the folder again.", name)
        data = file.read(before.st_size + 1)
    if len(data) > before.st_size:
        return _error("BE035", "the file grew while it was read", "Read the folder again.", name)
    return data


def _names_in(root: Path, folder: str) -> list[str] | Finding:
    """Return the names in a folder, from the root, in order."""
    try:
        with os.scandir(root / folder) as entries:
            found = [entry.name for entry in islice(entries, MAX_FILES + 1)]
    except _UNREADABLE as error:
        return _unreadable(folder, error)
    prefix = f"{folder}/" if folder else ""
    return sorted(prefix + name for name in found)


def _is_left_behind(path: str) -> bool:
    name = path.rpartition("/")[2]
    return name.startswith((".", "~$")) or name.endswith(("~", ".bak")) or name in _LEFT_BEHIND


def _is_folder(root: Path, name: str) -> bool | Finding:
    """Tell a folder from a file, or say why ``name`` is neither."""
    if problem := _bad_name(name):
        return problem
    try:
        mode = (root / name).lstat().st_mode
        if stat.S_ISLNK(mode):
            path = _real_path(root, name)
            if path is None or path.is_dir():
                return _leaves(name) if path is None else _link_to_folder(name)
            mode = path.stat().st_mode
    except _UNREADABLE as error:
        return _unreadable(name, error)
    if stat.S_ISDIR(mode) and name.count("/") >= MAX_FOLDERS_DEEP:
        message = f"folders stand more than {MAX_FOLDERS_DEEP} deep inside each other"
        return _error("BE036", message, "Check that it is the right folder.", name)
    return _not_a_file(name) if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) else stat.S_ISDIR(mode)


def _real_path(root: Path, name: str) -> Path | None:
    """Return where ``name`` leads once all links are followed, or None outside the root."""
    parts = PurePosixPath(name).parts
    base = root.resolve(strict=True)
    if ".." in parts:
        return None
    path = Path(base, *parts).resolve(strict=True)
    return path if path.is_relative_to(base) else None


def _bad_name(name: str) -> Finding | None:
    """Return the finding for a name that cannot be shown or written everywhere, if it is one."""
    bad = [char for char in name if char in "\n\\" or flaw_of(char)]
    if not bad:
        return None
    message = (
        f"the name {shown(name)} has a character that no file name of a tender may have: {name_of(bad[0])}"
    )
    return _error("BE033", message, "Rename it with letters, digits, hyphens and points.", name)


def _clashes(names: Iterable[str]) -> list[Finding]:
    """Return a finding for every set of names in one folder that some systems take for one."""
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        same[unicodedata.normalize("NFC", name).casefold()].append(name)
    message = "names differ only in capital letters or in the way an accent is written: "
    return [
        _error("BE034", message + ", ".join(map(shown, group)), "Rename or delete all but one.", *group)
        for group in same.values()
        if len(group) > 1
    ]


def _leaves(name: str) -> Finding:
    message = f"{shown(name)} leads out of the folder"
    return _error("BE031", message, "Put the file itself into the folder.", name)


def _link_to_folder(name: str) -> Finding:
    message = f"{shown(name)} is a link to a folder, which is not followed"
    return _error("BE031", message, "Put the folder itself in its place.", name)


def _not_a_file(name: str) -> Finding:
    message = f"{shown(name) or 'the folder'} is neither a file nor a folder of files"
    return _error("BE032", message, "Take it out of the folder.", name)


def _unreadable(name: str, error: Exception) -> Finding:
    """Return the finding for what the system refuses; its own words differ from machine to machine."""
    what = shown(name) or "the folder"
    if isinstance(error, FileNotFoundError):
        return _error("BE035", f"{what} is not there, or is a link to nothing", "Check the name.", name)
    if isinstance(error, PermissionError):
        return _error("BE035", f"{what} may not be read by this user", "Ask for the right to read it.", name)
    if isinstance(error, NotADirectoryError):
        return _error("BE030", f"{what} is not a folder", "Name the folder that holds the tender.", name)
    return _error("BE035", f"{what} cannot be read", "Put a fresh copy in its place.", name)


def _error(code: str, message: str, remedy: str, *names: str) -> Finding:
    sources = tuple(Source(shown(name, 200) or ".") for name in names)
    return Finding(code, Severity.ERROR, message, remedy, sources)


def _order(finding: Finding) -> tuple[str, str, str]:
    return finding.sources[0].file, finding.code, finding.message
