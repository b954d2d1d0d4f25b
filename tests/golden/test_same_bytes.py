"""The same bytes on any machine: whatever hash seed, time zone, locale, place or Python.

Provenance names versions and is left out of every comparison.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.run import ROOT, WORKS, environment, run

COMMUNITY = ROOT / "sample_tenders" / "community-health"


class Printed(NamedTuple):
    """What people and programs get of a folder."""

    text: str
    data: str
    explained: str


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Return two samples and a new folder."""
    fresh = tmp_path_factory.mktemp("fresh") / "my-tender"
    assert run("new", fresh, "--regime", "generic").code == 0
    return WORKS, COMMUNITY, fresh


def printed(
    folder: Path,
    variables: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
    interpreter: str = sys.executable,
    cwd: Path = ROOT,
) -> Printed:
    """Evaluate and explain a folder; fail where a run does not end well."""
    runs = [
        run(*args, variables=variables, options=options, interpreter=interpreter, cwd=cwd)
        for args in (("evaluate", folder), ("evaluate", folder, "--json"), ("explain", folder))
    ]
    assert [(one.code, one.err) for one in runs] == [(0, "")] * 3
    data = json.loads(runs[1].out)
    del data["provenance"]
    return Printed(runs[0].out, json.dumps(data, indent=2, ensure_ascii=False), runs[2].out)


@pytest.fixture(scope="module")
def plain(folders: tuple[Path, ...]) -> dict[Path, Printed]:
    """Return what an ordinary run prints."""
    return {folder: printed(folder) for folder in folders}


ENVIRONMENTS: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("hash seed 0", {"PYTHONHASHSEED": "0"}, ()),
    ("hash seed 1", {"PYTHONHASHSEED": "1"}, ()),
    ("a random hash seed", {"PYTHONHASHSEED": "random"}, ()),
    ("a zone far to the east", {"TZ": "Pacific/Kiritimati"}, ()),
    ("a zone far to the west, C locale", {"TZ": "Pacific/Midway", "LC_ALL": "C", "PYTHONUTF8": "0"}, ()),
    ("a German locale", {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}, ()),
    ("a Turkish locale", {"LC_ALL": "tr_TR.UTF-8"}, ()),
    ("without assertions", {}, ("-O",)),
    ("without docstrings", {}, ("-OO",)),
    ("a narrow terminal without colours", {"COLUMNS": "40", "NO_COLOR": "1", "TERM": "dumb"}, ()),
    ("few digits in a number", {"PYTHONINTMAXSTRDIGITS": "640"}, ()),
]


@pytest.mark.parametrize("case", ENVIRONMENTS, ids=lambda case: case[0])
def test_the_environment_changes_nothing(
    case: tuple[str, dict[str, str], tuple[str, ...]], plain: dict[Path, Printed]
) -> None:
    _, variables, options = case
    for folder, expected in plain.items():
        assert printed(folder, variables, options) == expected


def test_the_place_of_the_run_changes_nothing(plain: dict[Path, Printed], tmp_path: Path) -> None:
    for folder, expected in plain.items():
        assert printed(folder, cwd=tmp_path) == expected


def test_the_place_of_the_folder_changes_nothing_but_its_name(plain: dict[Path, Printed], tmp_path: Path) -> None:
    """A copy with other times of its files, in another place."""
    for folder, expected in plain.items():
        copy = shutil.copytree(folder, tmp_path / "elsewhere" / folder.name, copy_function=shutil.copyfile)
        found = printed(copy)
        assert (found.data, found.explained) == (expected.data, expected.explained)
        assert found.text.replace(str(copy), str(folder)) == expected.text


def other_pythons() -> list[str]:
    """Return the names of the other versions that are supported."""
    here = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return [name for name in ("python3.11", "python3.12", "python3.13") if name != here]


@pytest.mark.parametrize("name", other_pythons())
def test_another_python_changes_nothing(name: str, plain: dict[Path, Printed]) -> None:
    interpreter = shutil.which(name)
    if interpreter is None:
        pytest.skip(f"there is no {name} here")
    probe = [interpreter, "-c", "import bideval.io.judged_folder, bideval.cli.main"]
    if subprocess.run(probe, env=environment(), cwd=ROOT, capture_output=True, check=False).returncode != 0:  # noqa: S603
        pytest.skip(f"{name} has not all that bideval needs")
    for folder, expected in plain.items():
        assert printed(folder, interpreter=interpreter) == expected
