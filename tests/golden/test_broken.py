"""Every folder of ``broken/`` is a test by existing: what ``check`` says of it, byte for byte.

``--update-golden`` writes ``expected/findings.txt`` anew; reading that diff is a decision.
What no repository can hold on every machine is made here and refused likewise.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from bideval.errors import Finding, Severity
from bideval.io.findings_catalogue import entry
from bideval.io.judged_folder import judge_folder
from tests.conftest import ROOT
from tests.docs.pages import tables_of

BROKEN = ROOT / "sample_tenders" / "broken"
FOLDERS = sorted(path.name for path in BROKEN.iterdir() if path.is_dir())
STANDING = {"names-look-alike"}  # a question leaves the result standing
OF_NAMES = {"BE031", "BE057", "BE058"}  # about a file's name or place: no line of it is wrong


@pytest.fixture(autouse=True)
def _in_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BROKEN)


def invoked(*arguments: str) -> Result:
    """Return what a command prints and how it ends; a traceback fails the test."""
    return CliRunner().invoke(group, arguments, catch_exceptions=False)


def expected(name: str) -> bytes:
    """Return what ``check`` is expected to print."""
    return (BROKEN / name / "expected" / "findings.txt").read_bytes()


def found_in(name: str) -> tuple[Finding, ...]:
    """Return the findings of a folder, located."""
    return judge_folder(Path(name)).findings


@pytest.mark.parametrize("name", FOLDERS)
def test_check_prints_the_findings(name: str, *, update_golden: bool) -> None:
    result = invoked("check", name)
    if update_golden:
        (BROKEN / name / "expected" / "findings.txt").write_bytes(result.stdout_bytes)
    assert result.stdout_bytes.decode() == expected(name).decode()
    assert (result.exit_code, result.stderr) == (0 if name in STANDING else 3, "")


@pytest.mark.parametrize("name", FOLDERS)
@pytest.mark.parametrize("command", ["evaluate", "explain"])
def test_there_is_no_result(command: str, name: str) -> None:
    result = invoked(command, name)
    if name in STANDING:
        assert (result.exit_code, "birch" in result.stdout) == (0, True)
    else:
        assert (result.exit_code, result.stdout, result.stderr) == (3, "", expected(name).decode())


@pytest.mark.parametrize("name", FOLDERS)
def test_json_says_the_same(name: str) -> None:
    shown = json.loads(invoked("check", name, "--json").stdout)["findings"]
    found = found_in(name)
    assert [(one["code"], one["message"], one["places"][0]["line"]) for one in shown] == [
        (one.code, one.message, one.sources[0].line) for one in found
    ]
    data = json.loads(invoked("evaluate", name, "--json").stdout)
    assert data["schema"] == ("bideval/evaluation" if name in STANDING else "bideval/findings")


@pytest.mark.parametrize("name", FOLDERS)
def test_each_finding_has_a_place_a_remedy_and_an_entry(name: str) -> None:
    found = found_in(name)
    assert found
    for one in found:
        place = one.sources[0]
        assert one.remedy.strip(), one
        assert place.line is not None or one.code in OF_NAMES or not Path(name, place.file).exists(), one
        assert one.code in entry(one.code)
        assert not re.search(r"None|Fraction\(|Traceback|\b0x", one.message + one.remedy), one


@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_said_twice(name: str) -> None:
    found = found_in(name)
    assert len({(one.code, one.sources) for one in found}) == len(found)
    assert len({(one.sources[0], one.message) for one in found}) == len(found)


def test_ten_mistakes_are_ten_findings() -> None:
    assert len(found_in("ten-mistakes")) == len({one.code for one in found_in("ten-mistakes")}) == 10


# The README


def rows() -> list[dict[str, str]]:
    """Return the rows of every table of the README."""
    return [row for table in tables_of(BROKEN / "README.md") for row in table.rows]


def test_the_readme_names_the_folders_there_are() -> None:
    assert len(FOLDERS) >= 30
    assert sorted(row["Folder"].strip("`") for row in rows()) == FOLDERS


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["Folder"].strip("`"))
def test_the_readme_says_what_bideval_says(row: Mapping[str, str]) -> None:
    found = found_in(row["Folder"].strip("`"))
    assert set(re.findall(r"BE[0-9]{3}", row["What bideval says"])) == {one.code for one in found}
    if len(found) <= 2:
        assert all(one.message in row["What bideval says"] for one in found)
    else:
        assert row["What bideval says"].startswith(f"{len(found)} findings: ")
    said = [one.severity.value in row["What bideval says"] for one in found if one.severity != "error"]
    assert all(said) or len(found) > 2


# As a reader runs it


ELSEWHERE = [
    # in words, folder, environment
    ("many findings, other hashes", "ten-mistakes", {"PYTHONHASHSEED": "77", "TZ": "Asia/Kathmandu"}),
    ("characters that a terminal may lack", "not-utf-8", {"LC_ALL": "C", "PYTHONUTF8": "0"}),
    ("a link out of the folder", "link-out-of-the-folder", {"PYTHONHASHSEED": "3"}),
]


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda case: case[0])
@pytest.mark.parametrize("command", ["check", "evaluate"])
def test_the_real_entry_point(command: str, case: tuple[str, str, Mapping[str, str]]) -> None:
    _, name, changed = case
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **changed}
    arguments = [sys.executable, "-m", "bideval", command, name]
    done = subprocess.run(arguments, cwd=BROKEN, env=environment, capture_output=True, check=False)
    says, is_silent = (done.stdout, done.stderr) if command == "check" else (done.stderr, done.stdout)
    assert (says.decode(), is_silent, done.returncode) == (expected(name).decode(), b"", 3)


# What a repository cannot hold on every machine


def rename(old: str, new: str) -> Callable[[Path], None]:
    """Return the change that gives a file of the folder another name."""
    return lambda folder: (folder / old).rename(folder / new).touch()


def copied(old: str, new: str) -> Callable[[Path], None]:
    """Return the change that adds a file with another's content."""

    def change(folder: Path) -> None:
        (folder / new).write_bytes((folder / old).read_bytes())

    return change


def linked(name: str, to: str) -> Callable[[Path], None]:
    """Return the change that puts a link in the place of a file or folder."""

    def change(folder: Path) -> None:
        (folder / name).rename(folder.parent / "elsewhere")
        (folder / name).symlink_to(to)

    return change


def piped(name: str) -> Callable[[Path], None]:
    """Return the change that puts a pipe in the place of a file."""

    def change(folder: Path) -> None:
        (folder / name).unlink()
        os.mkfifo(folder / name)

    return change


HOSTILE: list[tuple[str, Callable[[Path], None], str, str]] = [
    # in words, change, code, what the message says of the name
    (
        "names that differ in capitals",
        copied("bids/birch.yaml", "bids/Birch.yaml"),
        "BE034",
        "bids/Birch.yaml",
    ),
    ("a bell in a name", rename("bids/birch.yaml", "bids/bir\u0007ch.yaml"), "BE033", "bids/bir\\x07ch.yaml"),
    (
        "a turn in a name",
        rename("prices/birch.yaml", "prices/\u202ehcrib.yaml"),
        "BE033",
        "prices/\\u202ehcrib.yaml",
    ),
    (
        "a line end in a name",
        rename("prices/birch.yaml", "prices/birch\n.yaml"),
        "BE033",
        "prices/birch\\n.yaml",
    ),
    (
        "a backslash in a name",
        rename("prices/birch.yaml", "prices\\birch.yaml"),
        "BE033",
        "prices\\birch.yaml",
    ),
    ("a link to nothing", linked("prices/birch.yaml", "nothing.yaml"), "BE035", "prices/birch.yaml"),
    ("a link to itself", linked("prices/birch.yaml", "birch.yaml"), "BE035", "prices/birch.yaml"),
    ("a folder that is a link", linked("prices", "../elsewhere"), "BE031", "prices"),
    ("a file by its full path", linked("tender.yaml", "/etc/hostname"), "BE031", "tender.yaml"),
    ("a pipe", piped("consensus.csv"), "BE032", "consensus.csv"),
]


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case[0])
def test_what_is_hostile_is_refused(
    case: tuple[str, Callable[[Path], None], str, str], tmp_path: Path
) -> None:
    _, change, code, name = case
    folder = tmp_path / "tender"
    for part in (BROKEN / "names-look-alike").rglob("*.*"):
        if "expected" not in part.parts:
            target = folder / part.relative_to(BROKEN / "names-look-alike")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(part.read_bytes())
    assert invoked("evaluate", str(folder)).exit_code == 0
    change(folder)
    errors = [one for one in judge_folder(folder).findings if one.severity is Severity.ERROR]
    assert code in {one.code for one in errors}
    assert any(name in one.message for one in errors if one.code == code)
    result = invoked("evaluate", str(folder))
    assert (result.exit_code, result.stdout) == (3, "")
    shown = invoked("check", str(folder))
    assert shown.exit_code == 3
    assert not set(shown.stdout) & {"\u0007", "\u202e"}
