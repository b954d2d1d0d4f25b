"""The same bytes on any machine: whatever hash seed, time zone, locale, place or Python.

Provenance names versions and is left out of every comparison.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.run import ROOT, WORKS, environment, run

COMMUNITY = ROOT / "sample_tenders" / "community-health"


# Every folder in one process, through the entry point: what it prints, then a mark and the exit code.
PROGRAM = """
import sys
from bideval.cli.main import main
for folder in sys.argv[1:]:
    for args in (["evaluate", folder], ["evaluate", folder, "--json"], ["explain", folder]):
        sys.argv = ["bideval", *args]
        try:
            main()
        except SystemExit as left:
            sys.stdout.write(f"\\x1e{left.code or 0}\\x1e")
"""


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
    folders: Iterable[Path],
    variables: Mapping[str, str] | None = None,
    options: tuple[str, ...] = (),
    interpreter: str = sys.executable,
    cwd: Path = ROOT,
) -> tuple[Printed, ...]:
    """Evaluate and explain each folder; fail where a run does not end well."""
    names = [str(folder) for folder in folders]
    done = subprocess.run(
        [interpreter, *options, "-c", PROGRAM, *names],
        cwd=cwd,
        env=environment(**(variables or {})),
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""
    pieces = done.stdout.decode("utf-8").split("\x1e")
    assert pieces[1::2] == ["0"] * (3 * len(names))
    outputs = pieces[:-1:2]
    return tuple(
        Printed(outputs[place], without_provenance(outputs[place + 1]), outputs[place + 2])
        for place in range(0, len(outputs), 3)
    )


def without_provenance(data: str) -> str:
    """Return JSON output less the part that names versions, in the same order."""
    found = json.loads(data)
    assert set(found.pop("provenance")) == {"bideval", "python"}
    return json.dumps(found, indent=2, ensure_ascii=False)


@pytest.fixture(scope="module")
def plain(folders: tuple[Path, ...]) -> tuple[Printed, ...]:
    """Return what an ordinary run prints of each folder."""
    return printed(folders)


def test_each_run_of_its_own_prints_the_same(folders: tuple[Path, ...], plain: tuple[Printed, ...]) -> None:
    for folder, expected in zip(folders, plain, strict=True):
        assert run("evaluate", folder) == (0, expected.text, "")
        assert run("explain", folder) == (0, expected.explained, "")
        assert without_provenance(run("evaluate", folder, "--json").out) == expected.data


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
    case: tuple[str, dict[str, str], tuple[str, ...]], folders: tuple[Path, ...], plain: tuple[Printed, ...]
) -> None:
    _, variables, options = case
    assert printed(folders, variables, options) == plain


def test_the_place_of_the_run_changes_nothing(
    folders: tuple[Path, ...], plain: tuple[Printed, ...], tmp_path: Path
) -> None:
    assert printed(folders, cwd=tmp_path) == plain


def test_the_place_of_the_folder_changes_nothing_but_its_name(
    folders: tuple[Path, ...], plain: tuple[Printed, ...], tmp_path: Path
) -> None:
    """A copy in another place, its files with other times."""
    copies = [shutil.copytree(one, tmp_path / one.name, copy_function=shutil.copyfile) for one in folders]
    for folder, copy, expected, found in zip(folders, copies, plain, printed(copies), strict=True):
        assert (found.data, found.explained) == (expected.data, expected.explained)
        assert found.text.replace(str(copy), str(folder)) == expected.text


def other_pythons() -> list[str]:
    """Return the names of the other versions that are supported."""
    here = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    return [name for name in ("python3.11", "python3.12", "python3.13") if name != here]


@pytest.mark.parametrize("name", other_pythons())
def test_another_python_changes_nothing(
    name: str, folders: tuple[Path, ...], plain: tuple[Printed, ...]
) -> None:
    interpreter = shutil.which(name)
    if interpreter is None:
        pytest.skip(f"there is no {name} here")
    probe = [interpreter, "-c", "import bideval.io.judged_folder, bideval.cli.main"]
    if subprocess.run(probe, env=environment(), cwd=ROOT, capture_output=True, check=False).returncode != 0:
        pytest.skip(f"{name} has not all that bideval needs")
    assert printed(folders, interpreter=interpreter) == plain
