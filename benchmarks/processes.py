"""Whole processes: what a person at a terminal waits for, beside bare Python and beside imports."""

import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from benchmarks.clock import Figure, race
from benchmarks.peers import USES, sorted_out
from benchmarks.report import Outcome, Row
from benchmarks.sizes import Size

ROOT = Path(__file__).resolve().parent.parent
LEAN = Path(__file__).resolve().parent / "lean.py"
SAMPLES = ("works-auction", "community-health")

BARE = (sys.executable, "-c", "pass")
OURS = (sys.executable, "-m", "bideval")


class ChildFailedError(RuntimeError):
    """Raised when a command that is timed does not succeed: its time would mean nothing."""


class Took(NamedTuple):
    """What a command took."""

    seconds: float
    memory: float  # the most bytes at any moment


class Runner:
    """Runs commands in the checkout, with compiled modules in a folder of their own.

    So they are compiled once, in the round that warms up, whatever the surroundings
    say about writing them, and the checkout stays as it is.
    """

    def __init__(self, place: Path) -> None:
        """Keep what is made in ``place``."""
        self._result = place / "result"
        self._surroundings = _surroundings(place / "compiled")

    def run(self, command: Sequence[str]) -> Took:
        """Run a command; raise ChildFailedError if it fails."""
        whole = [sys.executable, str(LEAN), str(self._result), *command]
        child = os.posix_spawn(sys.executable, whole, self._surroundings)
        _, status = os.waitpid(child, 0)
        if status:
            raise ChildFailedError(f"{' '.join(command)} left with {os.waitstatus_to_exitcode(status)}")
        seconds, memory = self._result.read_text(encoding="ascii").split()
        return Took(float(seconds), float(memory))


def _surroundings(compiled: Path) -> Mapping[str, str]:
    """Return the environment of what is run: the checkout is found, and compiled modules are kept."""
    left_out = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(compiled)}


def help_page(size: Size) -> list[Outcome]:
    """Run the row of the help page."""
    with TemporaryDirectory() as place:
        ours, bare = _race(Runner(Path(place)), [(*OURS, "--help"), BARE], size.processes)
    return [Row("bideval --help", ours, "bare Python", bare, 5, slower=True)]


def samples(size: Size) -> list[Outcome]:
    """Run the rows of the sample tenders, beside bare Python and beside the import of each peer."""
    able, not_run = sorted_out((use for use in USES if use.imports), "import alone")
    folders = [name for name in SAMPLES if (ROOT / "sample_tenders" / name).is_dir()]
    commands = [
        *((*OURS, "evaluate", str(ROOT / "sample_tenders" / name)) for name in folders),
        BARE,
        *((sys.executable, "-c", use.imports) for use in able),
    ]
    with TemporaryDirectory() as place:
        figures = _race(Runner(Path(place)), commands, size.processes)
    peers = figures[len(folders) + 1 :]
    rows: list[Outcome] = []
    for name, ours in zip(folders, figures, strict=False):
        work = f"bideval evaluate {name}"
        rows.append(Row(work, ours, "bare Python", figures[len(folders)], 15, slower=True))
        for use, figure in zip(able, peers, strict=True):
            rows.append(Row(work, ours, f"{use.package}: import alone", figure, 1))
    return [*rows, *not_run]


def _race(runner: Runner, commands: Sequence[Sequence[str]], rounds: int) -> list[Figure]:
    return race([partial(_seconds, runner, command) for command in commands], rounds)


def _seconds(runner: Runner, command: Sequence[str]) -> float:
    return runner.run(command).seconds
