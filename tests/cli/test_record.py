"""``record``, ``verify`` and ``diff`` as a process: exit codes, what is written, hostile files, no solver."""

import json
import shutil
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from bideval.record.canonical import canonical
from tests.cli.run import ROOT, WORKS, called, run, run_code
from tests.record.recorded import changed, loaded, with_digests
from tests.record.test_archive import ARCHIVE

RECORD = ARCHIVE / "format-1" / "works-auction.json"
HELD = ARCHIVE / "format-1" / "waived-guarantee.json"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record in a folder of its own, made by the command."""
    path = tmp_path / "works.json"
    assert called("record", WORKS, "-o", path).code == 0
    return path


def test_a_record_is_written_and_verified(record: Path) -> None:
    printed = called("verify", record, WORKS)
    assert (printed.code, printed.err) == (0, "")
    assert printed.out.startswith(
        "SAME: the recorded inputs give the recorded result under the recorded rules.\n"
    )
    assert "The files of the folder are those that were read." in printed.out
    assert "Consistent; origin not established" in printed.out
    assert sorted(one.name for one in record.parent.iterdir()) == ["works.json"]


def test_a_record_goes_to_standard_output_as_the_same_bytes(record: Path) -> None:
    assert run("record", WORKS).out.encode() == record.read_bytes()


def test_a_file_that_is_there_is_left_alone_without_force(record: Path) -> None:
    record.write_text("mine", "utf-8")
    again = called("record", WORKS, "-o", record)
    assert (again.code, record.read_text("utf-8")) == (2, "mine")
    assert "--force" in again.err
    assert called("record", WORKS, "-o", record, "--force").code == 0
    assert called("verify", record).code == 0


NOT_WRITTEN: list[tuple[str, tuple[str, ...], int, str]] = [
    ("a folder with errors", ("record", "sample_tenders/broken/weights-sum-to-95"), 3, "BE103"),
    ("an analysis there is not", ("record", str(WORKS), "--ask", "luck"), 2, "no analysis is called 'luck'"),
    ("no folder", ("record", "nowhere"), 2, "does not exist"),
    ("into a folder there is not", ("record", str(WORKS), "-o", "nowhere/x.json"), 2, "cannot be written"),
]


@pytest.mark.parametrize("case", NOT_WRITTEN, ids=lambda case: case[0])
def test_nothing_is_written(case: tuple[str, tuple[str, ...], int, str], tmp_path: Path) -> None:
    _, args, code, words = case
    shutil.copytree(ROOT / "sample_tenders" / "broken", tmp_path / "sample_tenders" / "broken")
    before = sorted(tmp_path.rglob("*"))
    printed = called(*args, cwd=tmp_path)
    assert (printed.code, printed.out) == (code, "")
    assert words in printed.err
    assert "Traceback" not in printed.err
    assert sorted(tmp_path.rglob("*")) == before


def test_a_changed_digit_is_said_with_both_values(tmp_path: Path) -> None:
    record = loaded(RECORD.read_bytes())
    way = ("result", "lots", 0, "placings", 0, "price")
    path = tmp_path / "changed.json"
    path.write_bytes(canonical(with_digests(changed(record, way, "4160009"))))
    printed = called("verify", path)
    assert printed.code == 4
    assert "DIFFERS: 1 value differs." in printed.out
    words = " ".join(printed.out.split())
    assert '/result/lots/0/placings/0/price (whole, bid-217): recorded "4160009", computed "4160000"' in words
    assert "the recorded value is against bid-217" in words


def test_a_changed_file_of_the_folder_is_said(record: Path, tmp_path: Path) -> None:
    folder = tmp_path / "works"
    shutil.copytree(WORKS, folder)
    (folder / "tender.yaml").write_bytes((folder / "tender.yaml").read_bytes() + b"# later\n")
    (folder / "prices" / "bid-008.yaml").unlink()
    printed = called("verify", record, folder, "--json")
    data = json.loads(printed.out)
    assert (printed.code, data["same"], data["differences"]) == (4, False, [])
    assert [one["about"] for one in data["files"]] == ["prices/bid-008.yaml", "tender.yaml"]


def test_a_known_digest_says_what_it_is_of() -> None:
    digests = loaded(RECORD.read_bytes())["digests"]
    assert isinstance(digests, dict)
    for name, digest in digests.items():
        data = json.loads(called("verify", RECORD, "--digest", str(digest), "--json").out)
        assert data["known"] == [{"of": name, "digest": digest}]
        assert (data["same"], data["origin"]) == (True, "known digest")
    other = called("verify", RECORD, "--digest", "sha256:" + "0" * 64)
    assert (other.code, "known from elsewhere" in other.out) == (4, True)
    assert called("verify", RECORD, "--digest", "0" * 64).code == 2


# Without solver, tables and analyses

BLOCKED = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"pulp", "highspy", "pandas", "numpy", "orjson", "rfc8785"}:
            raise ImportError(name)
sys.meta_path.insert(0, Blocked())
from bideval.cli.main import main
try:
    main()
finally:
    sys.stderr.write(" ".join(one for one in sys.modules if one.startswith("bideval.analysis")))
"""


def test_a_record_with_certificates_verifies_without_solver_and_tables() -> None:
    ran = run_code(BLOCKED, "verify", HELD)
    assert (ran.code, "WORDS NOT CHECKED" in ran.out) == (5, True), ran.err
    assert "certificates are proved and about this tender" in ran.out
    assert "bideval.analysis.registry" not in ran.err
    assert run_code(BLOCKED, "verify", RECORD, WORKS).code == 0
    assert run_code(BLOCKED, "sensitivity", WORKS).code != 0


# Hostile files, each within 2 s and 256 MB

MOST_MEMORY = 256 * 1024  # kB, at the peak
MOST_TIME = 2.0  # seconds of the processor, of starting the program too
# Linux counts the memory of the program that started this one into ru_maxrss, but not into VmHWM.
MEASURED = """
import pathlib, re, resource, sys
from bideval.cli.main import main
try:
    main()
finally:
    used, status = resource.getrusage(resource.RUSAGE_SELF), pathlib.Path("/proc/self/status")
    peak = re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1] if status.exists() else used.ru_maxrss
    sys.stderr.write(f"\\n{peak} {used.ru_utime + used.ru_stime}")
"""


class Used(NamedTuple):
    """What a run printed and used."""

    code: int
    said: str
    errors: tuple[str, ...]
    memory: int  # kB
    seconds: float


def measured(path: Path) -> Used:
    """Verify a file in a process that says what it used."""
    ran = run_code(MEASURED, "verify", path)
    *errors, last = ran.err.rstrip().split("\n")
    memory, seconds = last.split()
    lines = tuple(line for line in errors if line)
    return Used(ran.code, ran.out + "\n".join(lines), lines, int(memory), float(seconds))


def bomb(key: str, value: object) -> bytes:
    """Return a record with another value under a key."""
    record = loaded(RECORD.read_bytes())
    record[key] = json.loads(json.dumps(value))
    return canonical(record)


SOUND = RECORD.read_bytes()
HOSTILE: list[tuple[str, bytes, int, str]] = [
    ("an empty file", b"", 3, "no JSON"),
    ("no JSON", b"bideval", 3, "has no such thing"),
    ("another program's JSON", b'{"schema":"x"}', 3, "no decision record"),
    ("a list", b"[]", 3, "a record is an object"),
    ("cut off", SOUND[: len(SOUND) // 2], 3, ""),
    ("a line end more", SOUND + b"\n", 3, "has no such thing"),
    ("twice", SOUND + SOUND, 3, "no JSON"),
    ("deeply nested", b"[" * 900_000, 3, "deep"),
    ("deeply nested without end", b"[" * 5_000_000, 3, "values"),
    ("a key twice", SOUND[:-1] + b',"tender":"x"}', 3, "stands twice"),
    ("a huge number", bomb("files", [])[:-1] + b',"z":' + b"9" * 5_000_000 + b"}", 3, "has no such thing"),
    ("a float", b'{"bideval_record":1.0}', 3, "has no such thing"),
    ("NaN", b'{"bideval_record":NaN}', 3, "has no such thing"),
    ("another edition", bomb("bideval_record", 2), 3, "edition 1"),
    ("true for 1", bomb("bideval_record", True), 3, "edition 1"),
    ("text for 1", bomb("bideval_record", "1"), 3, "edition 1"),
    ("an unknown key", bomb("more", 1), 3, "more"),
    ("no inputs", bomb("inputs", []), 3, "inputs"),
    ("inputs that are empty", bomb("inputs", {}), 4, "tender"),
    (
        "a path outside the folder",
        bomb("files", [{"path": "../x", "bytes": 1, "sha256": "0" * 64}]),
        3,
        "files",
    ),
    ("an absolute path", bomb("files", [{"path": "/etc/x", "bytes": 1, "sha256": "0" * 64}]), 3, "files"),
    (
        "a path with a backslash",
        bomb("files", [{"path": "a\\b", "bytes": 1, "sha256": "0" * 64}]),
        3,
        "files",
    ),
    ("a file twice", bomb("files", [{"path": "x", "bytes": 1, "sha256": "0" * 64}] * 2), 3, "none twice"),
    ("a length below nothing", bomb("files", [{"path": "x", "bytes": -1, "sha256": "0" * 64}]), 3, "files"),
    ("a digest that is none", bomb("digests", {"inputs": "sha256:0"}), 3, "digests"),
    ("texts under no digest", bomb("texts", {"x": "y"}), 3, "texts"),
    ("a result without lots", bomb("result", {"lots": []}), 4, "DIFFERS"),
    ("a result of wrong types", bomb("result", {"lots": [{"id": 1, "placings": {"a": None}}]}), 4, "DIFFERS"),
    ("a text that a terminal acts on", bomb("tender", "\x1b[2J"), 3, "tender"),
    ("an escape in a key", b'{"\\u001b[2J":1,"\\u001b[2J":2}', 3, "stands twice"),
    ("many values", b"[" + b"0," * 2_000_000 + b"0]", 3, "values"),
    ("many empty objects", b"[" + b"{}," * 400_000 + b"{}]", 3, "a record is an object"),
    ("a long text", b'"' + b"a" * 30_000_000 + b'"', 3, "characters"),
    ("too large", b'"' + b"a" * 40_000_000 + b'"', 3, "at most 33,554,432"),
    ("exponents where figures stand", bomb("result", {"lots": [{"margin": "1e999999999"}]}), 4, "DIFFERS"),
]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_a_hostile_file_ends_with_one_sentence_soon(
    case: tuple[str, bytes, int, str], tmp_path: Path
) -> None:
    _, data, code, words = case
    path = tmp_path / "x.json"
    path.write_bytes(data)
    used = measured(path)
    assert (used.code, "Traceback" in used.said) == (code, False), used.said[:500]
    assert words in used.said
    assert "\x1b" not in used.said
    assert code == 4 or len(used.errors) == 1
    assert used.memory < MOST_MEMORY
    assert used.seconds < MOST_TIME
    assert [one.name for one in tmp_path.iterdir()] == ["x.json"]


LINKS: list[tuple[str, str]] = [("a folder", "folder"), ("a link to a device", "zero"), ("nothing", "none")]


@pytest.mark.parametrize("case", LINKS, ids=lambda case: case[0])
def test_what_is_no_file_is_not_read(case: tuple[str, str], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "zero").symlink_to("/dev/zero")
    began = time.monotonic()
    ran = called("verify", tmp_path / case[1])
    assert ran.code in {2, 3}
    assert "Traceback" not in ran.err
    assert time.monotonic() - began < 20


# diff

DIFFS: list[tuple[str, str, str, tuple[str, ...]]] = [
    (
        "a record and its folder",
        str(RECORD),
        str(WORKS),
        ("Rules: the same", "Inputs: the same", "Results: the same"),
    ),
    (
        "two folders",
        "sample_tenders/losing-bid-flips-winner/without-d",
        "sample_tenders/losing-bid-flips-winner/with-d",
        (
            "Rules: 2 differences",
            "bids, bid-d: nothing ->",
            "whole, winners: bid-a -> bid-c",
            "whole, bid-a, rank: 1 -> 4",
        ),
    ),
]


@pytest.mark.parametrize("case", DIFFS, ids=lambda case: case[0])
def test_two_tenders_are_compared_in_words(case: tuple[str, str, str, tuple[str, ...]]) -> None:
    _, first, second, words = case
    printed = called("diff", first, second)
    assert (printed.code, printed.err) == (0, "")
    for one in words:
        assert one in printed.out
    parts = [printed.out.index(name) for name in ("Rules:", "Inputs:", "Results:")]
    assert parts == sorted(parts)


def test_a_folder_with_errors_is_not_compared() -> None:
    printed = called("diff", WORKS, "sample_tenders/broken/weights-sum-to-95")
    assert (printed.code, "BE103" in printed.err) == (3, True)
