"""The names that files of a tender folder have, and names that are nearly one of them.

A file under a nearly right name would be passed over, and a bid or a decision with it.
So such a name is an error.  For the search for further problems the file is read as if
it had the right name; nothing is ever scored so.

This module opens no files.
"""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from types import MappingProxyType
from typing import NamedTuple

from bideval.errors import Finding, Severity, Source, error, warning
from bideval.io.tables import TABLE_FILES

TENDER = "tender.yaml"
TOP_FILES = (TENDER, "decisions.yaml", "study.yaml", *TABLE_FILES)
FOLDERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"bids": (".yaml",), "prices": (".yaml", ".csv"), "criteria": (".yaml",), "scenarios": (".yaml",)}
)
KNOWN_ELSEWHERE = (
    "README.md",
    "contacts.csv",
    "journal.jsonl",
    "expected/",
    "documents/",
    "evidence/",
    "letters/",
)
_SEALED = re.compile(r"prices/[a-z0-9][a-z0-9-]{0,63}\.(?:sealed|opened)")  # read once they are opened
_OTHER_FILES = frozenset(name for name in KNOWN_ELSEWHERE if not name.endswith("/"))
_OTHER_FOLDERS = tuple(name for name in KNOWN_ELSEWHERE if name.endswith("/"))

_MEANT_FOLDERS = MappingProxyType({"": "", "bid": "bids", "price": "prices", **{one: one for one in FOLDERS}})
_MEANT_ENDINGS = MappingProxyType(
    {
        **dict.fromkeys(("yaml", "yml", "yaml.txt", "yml.txt"), ".yaml"),
        **dict.fromkeys(("csv", "csv.txt"), ".csv"),
    }
)
_LEAVINGS = re.compile(r"^(?:\._|~\$|\.)+|(?:~|\.bak)+$")  # what programs put around a name
_SPREADSHEETS = frozenset({"xlsx", "xlsm", "xls", "ods", "numbers"})
_CLOSE = 0.8  # a misspelt name; lower, and unlike names would be taken for one another


class FileNames(NamedTuple):
    """The names of a folder: those read, the name each misnamed file has, and what is wrong."""

    read: tuple[str, ...]  # as they should be, in order
    actual: Mapping[str, str]  # for a misnamed file: the name it has, by the one it should have
    unreadable: tuple[str, ...]  # what stands in a spreadsheet, by the name it should have
    findings: tuple[Finding, ...]


def file_names(names: tuple[str, ...], left_behind: tuple[str, ...] = ()) -> FileNames:
    """Sort the ``names`` of a folder's files into those that are read and those that are not.

    What is ``left_behind`` by other programs is passed over, but where it is all there
    is of a file of the tender.
    """
    read = {name for name in names if _is_read(name)}
    actual: dict[str, str] = {}
    unreadable: list[str] = []
    findings: list[Finding] = []
    for name in names:
        if name in read or name in _OTHER_FILES or name.startswith(_OTHER_FOLDERS) or _SEALED.fullmatch(name):
            continue
        meant = _meant(name)
        if meant is not None and meant not in read and meant not in actual:
            actual[meant] = name
            findings += [] if meant == TENDER else [_misnamed(name, meant)]
        elif (sheet := _in_spreadsheet(name, names)) and not (sheet in read and "/" not in sheet):
            unreadable.append(sheet)
            findings.append(_spreadsheet(name, sheet))
        else:
            findings.append(_unread(name, meant))
    for name in left_behind:
        meant = _left_of(name)
        if meant is not None and not _is_there(meant, {*read, *actual}):
            actual.update({} if meant in FOLDERS else {meant: name})
            findings += [] if meant == TENDER else [_misnamed(name, meant)]
    if TENDER not in read:
        if TENDER not in actual:  # then other files are no odd ones out, and there may be thousands
            findings = [one for one in findings if one.severity is Severity.ERROR]
        findings.append(_no_tender(actual.get(TENDER)))
    return FileNames(tuple(sorted({*read, *actual})), actual, tuple(unreadable), tuple(findings))


def _is_read(name: str) -> bool:
    folder, slash, rest = name.partition("/")
    if not slash:
        return name in TOP_FILES
    return "/" not in rest and rest.endswith(FOLDERS.get(folder, ()))


def _meant(name: str) -> str | None:
    """Return the name that ``name`` was probably meant to be, if there is one."""
    above, _, last = name.rpartition("/")
    stem, _, ending = last.partition(".")
    folder, right = _MEANT_FOLDERS.get(above.lower()), _MEANT_ENDINGS.get(ending.lower())
    if folder is None or right is None:
        return None
    if folder:
        return f"{folder}/{stem}{right}" if right in FOLDERS[folder] else None
    close = get_close_matches(f"{stem.lower()}{right}", TOP_FILES, n=1, cutoff=_CLOSE)
    return close[0] if close else None


def _left_of(name: str) -> str | None:
    """Return the file or folder that ``name`` is a hidden, a locked or an older form of, if it is one."""
    above, slash, last = name.rpartition("/")
    bare = _LEAVINGS.sub("", last)
    return bare if not slash and bare in FOLDERS else _meant(f"{above}{slash}{bare}")


def _is_there(meant: str, names: set[str]) -> bool:
    return any(name.startswith(f"{meant}/") for name in names) if meant in FOLDERS else meant in names


def _in_spreadsheet(name: str, names: tuple[str, ...]) -> str | None:
    """Return the file that what is in a spreadsheet was probably meant to be in."""
    stem, _, ending = name.rpartition(".")
    if ending.lower() not in _SPREADSHEETS:
        return None
    if stem.startswith("prices/") and stem.count("/") == 1:
        return f"{stem}.csv" if "schedule.csv" in names else f"{stem}.yaml"
    return f"{stem.lower()}.csv" if f"{stem.lower()}.csv" in TABLE_FILES else None


def _misnamed(name: str, meant: str) -> Finding:
    return error("BE058", f"{name} would not be read under this name", f"Rename it to {meant}.", Source(name))


def _spreadsheet(name: str, meant: str) -> Finding:
    remedy = f"Save it as {meant}, with the file type CSV UTF-8 (comma delimited)."
    if meant.endswith(".yaml"):
        remedy = f"Write the price into {meant}: lots: {{whole: {{amount: ..., vat: ...}}}}."
    return error("BE058", f"{name} is a spreadsheet, and would not be read", remedy, Source(name))


def _unread(name: str, meant: str | None) -> Finding:
    """A file that no rule reads: an error where a bid or a decision might be lost, else a warning."""
    folder = name.partition("/")[0] if "/" in name else ""
    if folder in FOLDERS:
        remedy = f"Files of {folder}/ end in {' or '.join(FOLDERS[folder])} and stand in no subfolder."
        return error("BE058", f"{name} would not be read", remedy, Source(name))
    if meant is not None and _same_but_ending(name, meant):
        remedy = f"Keep one of the two, as {meant}."
        return error("BE058", f"{name} would not be read: {meant} is there too", remedy, Source(name))
    remedy = "Remove it, or keep it in documents/, which bideval does not read."
    return warning("BE059", f"{name} is not part of a tender folder and is not read", remedy, Source(name))


def _same_but_ending(name: str, meant: str) -> bool:
    return name.lower().partition(".")[0] == meant.partition(".")[0]


def _no_tender(misnamed: str | None) -> Finding:
    remedy = (
        f"Rename {misnamed} to {TENDER}."
        if misnamed
        else "Begin one with: bideval new FOLDER --regime generic"
    )
    return error("BE057", f"there is no {TENDER} in the folder", remedy, Source(misnamed or TENDER))


def stems(names: tuple[str, ...], folder: str, ending: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a subfolder with this ending: id and name."""
    for name in names:
        if name.startswith(f"{folder}/") and name.endswith(ending) and name.count("/") == 1:
            yield name.removeprefix(f"{folder}/").removesuffix(ending), name
