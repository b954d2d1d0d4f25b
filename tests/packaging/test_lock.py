"""The lock pins what pyproject.toml asks for, by hash, and says nothing of where it comes from."""

import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PIN = re.compile(r"(?P<name>[a-z0-9-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}(?: \\)?")
REMARK = re.compile(r"    #( via|  )( [a-z0-9-]+( \(pyproject\.toml(:dev)?\))?)?")
PYTHONS = ["3.11", "3.12", "3.13"]


@pytest.fixture(scope="module")
def lines(root: Path) -> list[str]:
    """Return the lines of the lock."""
    return (root / "requirements" / "lock.txt").read_text(encoding="utf-8").splitlines()


def asked_for(root: Path) -> list[Requirement]:
    """Return what the project and its developers ask for."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    extras = project["project"].get("optional-dependencies", {})
    groups = [project["project"]["dependencies"], project["dependency-groups"]["dev"], *extras.values()]
    return [Requirement(text) for group in groups for text in group]


def pins_on(python: str, lines: list[str]) -> dict[str, str]:
    """Return the version locked for each package on one Python on Linux."""
    surroundings = {"python_version": python, "python_full_version": f"{python}.0"}
    surroundings |= {"os_name": "posix", "sys_platform": "linux", "platform_python_implementation": "CPython"}
    pins = [pin for line in lines if (pin := PIN.fullmatch(line))]
    here = [pin for pin in pins if not pin["marker"] or Marker(pin["marker"]).evaluate(surroundings)]
    assert len({pin["name"] for pin in here}) == len(here)
    return {pin["name"]: pin["version"] for pin in here}


@pytest.mark.parametrize("python", PYTHONS)
def test_every_requirement_is_pinned_within_its_range(python: str, root: Path, lines: list[str]) -> None:
    pins = pins_on(python, lines)
    for requirement in asked_for(root):
        assert requirement.specifier.contains(pins[canonicalize_name(requirement.name)]), requirement


def test_the_solver_differs_by_python(lines: list[str]) -> None:
    assert {python: pins_on(python, lines)["pulp"].split(".")[0] for python in PYTHONS} == {
        "3.11": "3",
        "3.12": "4",
        "3.13": "4",
    }


def test_the_lock_holds_pins_hashes_and_remarks_only(lines: list[str]) -> None:
    assert [line for line in lines if not any(form.fullmatch(line) for form in (PIN, HASH, REMARK))] == []


def test_every_pin_has_a_hash(lines: list[str]) -> None:
    first_lines = [following for line, following in pairwise(lines) if PIN.fullmatch(line)]
    assert len(first_lines) > 1
    assert [line for line in first_lines if not HASH.fullmatch(line)] == []
