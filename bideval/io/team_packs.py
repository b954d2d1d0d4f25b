"""A shelf of a team's own: every ``.yaml`` file below a folder, beside the shelf of the program.

Its packs are named as those of a tender's own are, and a tender takes from it only
what it names.  No pack of it may have the id of one that comes with the program, so
that a reference means the same to every reader.

Files are told apart from those of the tender by a name that no file of a folder has:
``./packs/finance/cover.yaml``.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.io.packs import own_packs
from bideval.io.places import Places
from bideval.io.safe_files import list_folder, read_file
from bideval.io.yaml_text import MAX_YAML_BYTES, read_yaml
from bideval.model.pack import Pack

_ENDING = ".yaml"
_NEARLY = (".yml", ".yaml.txt", ".yml.txt")


class TeamPacks(NamedTuple):
    """The text data of each file, by its name; None where it could not be read."""

    files: Mapping[str, object]
    findings: tuple[Finding, ...]


def read_team_packs(root: Path, places: Places) -> TeamPacks:
    """Read every pack file below ``root``; ``places`` takes where each value stands."""
    names, _, unlisted = list_folder(root)
    findings = [_named(root, one) for one in unlisted]
    files: dict[str, object] = {}
    for name in names:
        if name.lower().endswith(_NEARLY):
            findings.append(_misnamed(label(root, name)))
        if not name.endswith(_ENDING):
            continue
        data = read_file(root, name, MAX_YAML_BYTES)
        if isinstance(data, Finding):
            findings.append(_named(root, data))
            files[label(root, name)] = None
            continue
        files[label(root, name)], unread = read_yaml(label(root, name), data, places)
        findings += unread
    return TeamPacks(files, tuple(findings))


def team_packs(root: Path) -> tuple[tuple[Pack, ...], tuple[Finding, ...]]:
    """Return the packs below ``root`` in the order of their references, and what is wrong, located."""
    places = Places()
    team = read_team_packs(root, places)
    packs, findings = own_packs(team.files)
    located = places.locate_all(dict.fromkeys((*team.findings, *findings)))
    return tuple(pack for _, pack in sorted(packs.items())), located


def label(root: Path, name: str) -> str:
    """Return how a file of the shelf is named in findings: the folder as it was given, then the file."""
    given = root.as_posix()
    return f"{given}/{name}" if given.startswith(".") or root.is_absolute() else f"./{given}/{name}"


def _named(root: Path, finding: Finding) -> Finding:
    sources = (one._replace(file=label(root, one.file)) for one in finding.sources)
    return finding._replace(sources=tuple(sources))


def _misnamed(name: str) -> Finding:
    remedy = "Rename it so that it ends in .yaml."
    return error("BE058", f"{name} would not be read under this name", remedy, Source(name))
