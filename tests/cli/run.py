"""Run the program as people do: a process of its own, with an environment that is stated.

``called`` spares the start of the process: it is for what depends on no process of its own.
Every command is started as one in test_output.py, by the example of its help.
"""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from tests.docs.console import entry_point

ROOT = Path(__file__).resolve().parents[2]
WORKS = ROOT / "sample_tenders" / "works-auction"
ENTRY = ("-m", "bideval")


class Ran(NamedTuple):
    """What a run printed, and its exit code."""

    code: int
    out: str
    err: str


def environment(**variables: str) -> dict[str, str]:
    """Return the environment of a run: the checkout, and what the test states."""
    kept = {
        name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "SYSTEMROOT", "TMPDIR"}
    }
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **variables}


def run(
    *args: str | Path,
    variables: Mapping[str, str] | None = None,
    cwd: Path = ROOT,
    options: tuple[str, ...] = (),
    interpreter: str = sys.executable,
) -> Ran:
    """Run ``python -m bideval`` with ``args``; its output is read as UTF-8, whatever the environment says."""
    done = subprocess.run(  # noqa: S603
        [interpreter, *options, *ENTRY, *map(str, args)],
        cwd=cwd,
        env=environment(**(variables or {})),
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def called(*args: str | Path, cwd: Path = ROOT) -> Ran:
    """Call what ``run`` starts, in this process, with the same environment; a fault of the program is raised."""
    with patch.dict(os.environ, environment(), clear=True), patch.object(sys, "stdin", io.StringIO()):
        printed = entry_point(list(map(str, args)), cwd)
    return Ran(printed.code, printed.out, printed.err)


def run_code(code: str, *args: str | Path, options: tuple[str, ...] = ()) -> Ran:
    """Run a short program of the test's own, with ``args`` in ``sys.argv``."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, *options, "-c", code, *map(str, args)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
