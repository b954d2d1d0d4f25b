"""Huge and hostile files are refused quickly and in little memory, with one finding that says why.

Made in a temporary folder from a small tender.  The seconds are those of the processor,
start of the program included; the memory is the most that was resident.  A small
launcher in between measures them, since a process begins with its parent's peak.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.conftest import ROOT

SMALL = ROOT / "sample_tenders" / "price-per-quality-point"
MB = 1_000_000
MOST_SECONDS = 2.0
MOST_MEMORY = 256 * 1024 * 1024  # bytes
MOST_PRINTED = 100_000  # characters

LAUNCHER = """
import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, check=False)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 1 if sys.platform == "darwin" else 1024
print(json.dumps({
    "code": done.returncode, "out": done.stdout.decode("utf-8"), "err": done.stderr.decode("utf-8"),
    "seconds": used.ru_utime + used.ru_stime, "memory": used.ru_maxrss * unit,
}))
"""


class Ran(NamedTuple):
    """What a run printed, how it ended, and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    memory: int


def ran(*arguments: str) -> Ran:
    """Run the program, measured."""
    command = [sys.executable, "-c", LAUNCHER, sys.executable, "-m", "bideval", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)  # noqa: S603
    return Ran(**json.loads(done.stdout))


Change = Callable[[Path], object]


def holds(name: str, content: bytes, times: int = 1) -> Change:
    """Return the change after which the file ``name`` holds ``content`` so many times."""
    return lambda folder: (folder / name).write_bytes(content * times)


def ends(name: str, content: bytes, times: int) -> Change:
    """Return the change that adds ``content`` so many times at the end of the file ``name``."""

    def change(folder: Path) -> None:
        with (folder / name).open("ab") as file:
            file.write(content * times)

    return change


def is_sparse(name: str, size: int) -> Change:
    """Return the change after which the file ``name`` claims ``size`` bytes and takes up none."""

    def change(folder: Path) -> None:
        with (folder / name).open("wb") as file:
            file.truncate(size)

    return change


def laughs(folder: Path) -> None:
    """Write nine lists of nine, each of the one before: a billion entries, if they were counted out."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    (folder / "tender.yaml").write_text("\n".join(lines), encoding="utf-8")


def many_files(folder: Path) -> None:
    """Write more files than a folder of a tender may hold."""
    (folder / "documents").mkdir()
    for number in range(20_001):
        (folder / "documents" / f"{number}.txt").touch()


def deep_folders(folder: Path) -> None:
    """Put folders into folders."""
    (folder / "/".join(["documents"] * 40)).mkdir(parents=True)


BID, PRICE, MARKS, TENDER = "bids/millrace.yaml", "prices/millrace.yaml", "consensus.csv", "tender.yaml"
KEYS = b"".join(b"k%d: 1\n" % number for number in range(150_000))

CASES: list[tuple[str, Change, str]] = [
    # in words, change, code
    ("rules of 50 MB", ends(TENDER, b"# words\n", 50 * MB // 8), "BE002"),
    ("a bid of 50 MB", ends(BID, b"# words\n", 50 * MB // 8), "BE002"),
    ("a price of 50 MB", holds(PRICE, b"9", 50 * MB), "BE002"),
    ("marks of 50 MB", ends(MARKS, b"plan,millrace,3,ok\n", 50 * MB // 19), "BE002"),
    ("marks that claim ten gigabytes", is_sparse(MARKS, 10**10), "BE002"),
    ("a price that claims ten gigabytes", is_sparse(PRICE, 10**10), "BE002"),
    ("a table of nothing but zero bytes", holds(MARKS, b"\0", 31 * MB), "BE001"),
    ("a table of nothing but commas", holds(MARKS, b",", 31 * MB), "BE021"),
    ("a table that becomes no text", ends(MARKS, b"\xff", 31 * MB), "BE001"),
    ("a row of thirty million letters", ends(MARKS, b"a", 30 * MB), "BE029"),
    ("a header of thirty million quotation marks", holds(MARKS, b'"', 31 * MB), "BE029"),
    ("a bomb of tags", holds(TENDER, b"".join(b"%%TAG !%x! x\n" % n for n in range(125_000))), "BE013"),
    ("brackets without end", holds(TENDER, b"[", 1_900_000), "BE017"),
    ("braces without end", holds(TENDER, b"{a: ", 450_000), "BE017"),
    ("more keys than any tender has", holds(TENDER, KEYS), "BE018"),
    ("a file that multiplies itself", laughs, "BE012"),
    (
        "a price of two million digits",
        holds(PRICE, b"lots: {whole: {amount: " + b"9" * 1_900_000 + b"}}"),
        "BE052",
    ),
    (
        "a fraction of two million digits",
        holds(PRICE, b"lots: {whole: {amount: 1/" + b"3" * 1_900_000 + b"}}"),
        "BE052",
    ),
    (
        "an id of two million letters",
        holds(BID, b"id: " + b"a" * 1_900_000 + b"\nbidder: {id: a, name: A}\n"),
        "BE052",
    ),
    ("a key of two million letters", holds(BID, b"a" * 1_900_000 + b": 1\n"), "BE010"),
    ("nothing but tabs", holds(TENDER, b"\t\n", 900_000), "BE009"),
    ("a bell on each of many lines", ends(TENDER, b"# \x07\n", 400_000), "BE003"),
    ("a tower of accents", ends(BID, b"# e" + "\u0301".encode() * 900_000, 1), "BE008"),
    (
        "a table of empty cells",
        holds(MARKS, b"criterion,bid,mark,reason\n" + b'"","","",""\n' * 200_000),
        "BE053",
    ),
    ("many files in one", holds(TENDER, b"---\na\n", 300_000), "BE016"),
    ("folders inside folders", deep_folders, "BE036"),
    ("twenty thousand files", many_files, "BE036"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a small tender that evaluates, to be changed."""
    return shutil.copytree(SMALL, tmp_path / "tender")


def test_the_small_tender_is_within_the_bounds_itself(folder: Path) -> None:
    run = ran("evaluate", str(folder))
    assert (run.code, run.err) == (0, "")
    assert run.seconds < MOST_SECONDS
    assert run.memory < MOST_MEMORY / 2


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_it_is_refused_quickly(case: tuple[str, Change, str], folder: Path) -> None:
    _, change, code = case
    change(folder)
    run = ran("check", str(folder))
    assert (run.code, run.err) == (3, "")
    assert f"error {code}: " in run.out
    assert len(run.out) < MOST_PRINTED
    assert run.seconds < MOST_SECONDS
    assert run.memory < MOST_MEMORY


FLOODS = [
    # in words, what differs from a good row, with its number, code, how often it is listed, what is said of the rest
    ("no numbers", {"mark": "x"}, "BE053", 2, "from here on 19,000 rows are not read"),
    (
        "nothing but empty cells",
        dict.fromkeys(("criterion", "bid", "mark", "reason"), ""),
        "BE053",
        4,
        "rows are not read",
    ),
    ("one mark again and again", {}, "BE357", 1000, " more like it are not listed"),
    (
        "criteria of another tender",
        {"criterion": "plan-%d"},
        "BE350",
        1000,
        "more names in the column criterion",
    ),
    ("bids of another tender", {"bid": "oak-%d"}, "BE351", 1000, "more names in the column bid"),
]


@pytest.mark.parametrize("case", FLOODS, ids=lambda case: case[0])
def test_a_flood_of_wrong_rows_is_counted_and_not_printed(
    case: tuple[str, dict[str, str], str, int, str], folder: Path
) -> None:
    _, changed, code, listed, said = case
    header = (folder / MARKS).read_text(encoding="utf-8").split("\n")[0].split(",")
    given = {"criterion": "plan", "bid": "millrace", "mark": "3", "reason": "ok", **changed}
    line = ",".join(f'"{given.get(name, "")}"' for name in header) + "\n"
    rows = "".join(line.replace("%d", str(number)) for number in range(20_000))
    (folder / MARKS).write_text(",".join(header) + "\n" + rows, encoding="utf-8")
    run = ran("check", str(folder))
    assert (run.code, run.err) == (3, "")
    assert run.out.count(f" error {code}: ") == listed
    assert " ".join(run.out.split()).count(said.strip()) == 1
    assert run.seconds < MOST_SECONDS * 2
    assert run.memory < MOST_MEMORY
