"""What a user installs is what the checkout holds."""

import json
import os
import subprocess
import sys
import tomllib
from configparser import ConfigParser
from email.parser import HeaderParser
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

import pytest

import bideval
from tests.packaging.conftest import Built

SHELVES = ["criteria", "docs/formulas", "docs/methods", "verifier"]

# Prints where the package was found and every file of both shelves with its size.
LIST_SHELVES = """
import json
import bideval
from bideval.io.shelf import criteria_root, docs_root

def names(folder, prefix=""):
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from names(entry, f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", len(entry.read_bytes())

print(json.dumps([bideval.__file__, dict(names(criteria_root())), dict(names(docs_root()))]))
"""


def files_under(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file under ``folder`` by its path in it, less compiled ones."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def in_wheel(wheel: Path) -> dict[str, bytes]:
    """Return the bytes of each file in ``wheel`` by its path."""
    with ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def dist_info(wheel: Path, name: str) -> str:
    """Return one file of the wheel's own description of itself."""
    return in_wheel(wheel)[f"bideval-{bideval.__version__}.dist-info/{name}"].decode()


def expected_in_wheel(root: Path) -> dict[str, bytes]:
    """Return what the wheel has to hold, by the path it has to stand at."""
    expected = {f"bideval/{name}": data for name, data in files_under(root / "bideval").items()}
    for shelf in SHELVES:
        expected |= {f"bideval/{shelf}/{name}": data for name, data in files_under(root / shelf).items()}
    return expected | {"bideval/docs/findings.md": (root / "docs/findings.md").read_bytes()}


def test_a_wheel_built_from_the_sdist_holds_the_checkouts_files(root: Path, wheel: Path) -> None:
    held = {name: data for name, data in in_wheel(wheel).items() if ".dist-info/" not in name}
    expected = expected_in_wheel(root)
    assert sorted(held) == sorted(expected)
    assert held == expected


def test_the_wheel_says_that_it_is_typed(wheel: Path) -> None:
    assert in_wheel(wheel)["bideval/py.typed"] == b""


def test_two_builds_give_the_same_bytes(builds: list[Built], wheel_from_checkout: Path) -> None:
    first, second = builds
    assert first.sdist.read_bytes() == second.sdist.read_bytes()
    assert first.wheel.read_bytes() == second.wheel.read_bytes()
    assert first.wheel.read_bytes() == wheel_from_checkout.read_bytes()


def test_the_wheel_brings_the_command_and_the_licence(root: Path, wheel: Path) -> None:
    entry_points = ConfigParser()
    entry_points.read_string(dist_info(wheel, "entry_points.txt"))
    assert dict(entry_points["console_scripts"]) == {"bideval": "bideval.cli.main:main"}
    assert dist_info(wheel, "licenses/LICENSE") == (root / "LICENSE").read_text(encoding="utf-8")


def test_one_version_everywhere(root: Path, wheel: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    metadata = HeaderParser().parsestr(dist_info(wheel, "METADATA"))
    assert project["dynamic"] == ["version"]
    assert "version" not in project
    assert metadata["Version"] == version("bideval") == bideval.__version__
    assert metadata["License-Expression"] == "Apache-2.0"


def sizes_under(prefix: str, files: dict[str, bytes]) -> dict[str, int]:
    """Return the size of each of ``files`` whose path begins with ``prefix``, by the rest of its path."""
    return {name.removeprefix(prefix): len(data) for name, data in files.items() if name.startswith(prefix)}


@pytest.fixture(params=["unpacked", "read from the archive itself"])
def installed(request: pytest.FixtureRequest, wheel: Path, tmp_path: Path) -> Path:
    """Return where Python finds the package of the wheel."""
    if request.param != "unpacked":
        return wheel
    with ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    return tmp_path / "site"


def test_shelves_are_found_in_an_installed_wheel(root: Path, installed: Path, tmp_path: Path) -> None:
    surroundings = {**os.environ, "PYTHONPATH": str(installed)}
    output = subprocess.check_output([sys.executable, "-c", LIST_SHELVES], cwd=tmp_path, env=surroundings)
    found, criteria, docs = json.loads(output)
    assert found.startswith(str(installed))
    assert criteria == sizes_under("bideval/criteria/", expected_in_wheel(root))
    assert docs == sizes_under("bideval/docs/", expected_in_wheel(root))
