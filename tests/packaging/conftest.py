"""Build the package twice, as a user would, in different surroundings."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest


class Built(NamedTuple):
    """What one build made."""

    sdist: Path
    wheel: Path  # made from the sdist


# Neither the zone, nor the language, nor the order of a set, nor the rights of a new file may show.
SURROUNDINGS = [
    ({"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}, 0o022),
    ({"TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}, 0o077),
]


def run_build(source: Path, target: Path, surroundings: Mapping[str, str], umask: int, *options: str) -> Path:
    """Build ``source`` into ``target`` with the environment's own hatchling, off line."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        *options,
        "--outdir",
        str(target),
        str(source),
    ]
    environment = {**os.environ, **surroundings}
    done = subprocess.run(command, env=environment, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return target


@pytest.fixture(scope="session")
def builds(root: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Built]:
    """Return an sdist and the wheel built from it, once for each of the surroundings."""
    made = []
    for surroundings, umask in SURROUNDINGS:
        folder = run_build(root, tmp_path_factory.mktemp("build"), surroundings, umask)
        made.append(Built(next(folder.glob("*.tar.gz")), next(folder.glob("*.whl"))))
    return made


@pytest.fixture(scope="session")
def wheel(builds: list[Built]) -> Path:
    """Return the wheel of the first build."""
    return builds[0].wheel


@pytest.fixture(scope="session")
def wheel_from_checkout(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a wheel built from the checkout itself, with no sdist between."""
    folder = run_build(root, tmp_path_factory.mktemp("direct"), {}, 0o022, "--wheel")
    return next(folder.glob("*.whl"))
