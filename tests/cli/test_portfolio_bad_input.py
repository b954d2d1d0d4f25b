"""Bad lines through the command: each is named in the file of rejects, and nothing is lost."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bideval.cli.main import group
from tests.portfolio.lines import line, price_only

BEFORE, AFTER = 40, 40  # good lines around the bad one
GOOD = line(price_only("good", [100, 200]))


def good(first: int, count: int) -> list[bytes]:
    return [line(price_only(f"good-{number}", [100, 200])) for number in range(first, first + count)]


def changed(old: bytes, new: bytes) -> bytes:
    assert old in GOOD
    return GOOD.replace(b'"good"', b'"bad"').replace(old, new, 1)


CASES: list[tuple[str, Callable[[], bytes], str]] = [
    ("a line that breaks off", lambda: GOOD[: len(GOOD) // 2] + b"\n", "not-json"),
    ("mixed currencies", lambda: changed(b"GBP", b"EUR"), "mixed-currencies"),
    ("an ocid that stood before", lambda: line(price_only("good-3", [1, 2])), "ocid-twice"),
    ("Latin-1", lambda: changed(b"firm-1", b"caf\xe9"), "not-utf-8"),
    ("UTF-16", lambda: "{}".encode("utf-16").replace(b"\n", b"") + b"\n", "not-utf-8"),
    ("a line of 100 MB", lambda: changed(b'"t"', b'"' + b"x" * 100_000_000 + b'"'), "line-too-long"),
    ("a negative amount", lambda: changed(b": 200", b": -200"), "negative-price"),
    ("bids without tenderers", lambda: changed(b'[{"id": "firm-1"}]', b"[]"), "bid-without-tenderer"),
]


def ran(file: Path, rejects: Path, *more: str) -> tuple[Result, list[dict[str, object]]]:
    words = ["portfolio", str(file), "--json", "--rejects", str(rejects), "--workers", "1", *more]
    done = CliRunner().invoke(group, words)
    return done, [json.loads(one) for one in rejects.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_in_the_middle_of_a_file(case: tuple[str, Callable[[], bytes], str], tmp_path: Path) -> None:
    _, bad, reason = case
    file, rejects = tmp_path / "lines.jsonl", tmp_path / "rejects.jsonl"
    file.write_bytes(b"".join([*good(0, BEFORE), bad(), *good(BEFORE, AFTER)]))
    done, named = ran(file, rejects)
    assert done.exit_code == 0, done.output
    assert [(one["line"], one["reason"]) for one in named] == [(BEFORE + 1, reason)]
    quality = json.loads(done.stdout)["quality"]
    assert (quality["lines"], quality["evaluated"]) == (BEFORE + 1 + AFTER, BEFORE + AFTER)
    assert quality["rejected"] == {reason: 1}


def test_all_of_them_in_one_file_and_strict_leaves_with_3(tmp_path: Path) -> None:
    file, rejects = tmp_path / "lines.jsonl", tmp_path / "rejects.jsonl"
    small = [(make(), reason) for words, make, reason in CASES if "100 MB" not in words]
    pieces = [piece for place, (bad, _) in enumerate(small) for piece in (*good(10 * place, 10), bad)]
    file.write_bytes(b"".join(pieces))
    done, named = ran(file, rejects, "--strict")
    assert done.exit_code == 3
    wanted = [(11 * (place + 1), reason) for place, (_, reason) in enumerate(small)]
    assert {(one["line"], one["reason"]) for one in named} == set(wanted)
    quality = json.loads(done.stdout)["quality"]
    assert quality["evaluated"] + len(named) == quality["lines"] == len(pieces)


def test_a_compressed_file_that_is_cut_off_says_where(tmp_path: Path) -> None:
    file, rejects = tmp_path / "lines.jsonl.gz", tmp_path / "rejects.jsonl"
    whole = gzip.compress(b"".join(good(0, 3000)), mtime=0)
    file.write_bytes(whole[: len(whole) * 2 // 3])
    done, named = ran(file, rejects)
    assert done.exit_code == 0, done.output
    quality = json.loads(done.stdout)["quality"]
    assert named[-1]["reason"] == "cut-off"
    assert 1000 < quality["evaluated"] < 3000
    assert named[-1]["line"] == quality["lines"] == quality["evaluated"] + 1
    assert ran(file, rejects, "--strict", "--force")[0].exit_code == 3


def test_broken_lines_keep_their_numbers_over_processes(tmp_path: Path) -> None:
    """The file is cut into parts for two workers, and the numbers are still those of the whole."""
    file, rejects = tmp_path / "lines.jsonl", tmp_path / "rejects.jsonl"
    lines = good(0, 30_000)
    broken = {9, 15_000, 15_001, 30_000}
    for number in broken:
        lines[number - 1] = b"{\n"
    file.write_bytes(b"".join(lines))
    words = ["portfolio", str(file), "--json", "--rejects", str(rejects), "--workers", "2"]
    done = CliRunner().invoke(group, words)
    assert done.exit_code == 0, done.output
    named = [json.loads(one) for one in rejects.read_text("utf-8").splitlines()]
    assert [(one["line"], one["reason"]) for one in named] == [(one, "not-json") for one in sorted(broken)]
    assert json.loads(done.stdout)["quality"]["evaluated"] == 30_000 - len(broken)


NOTHING = [
    ("no byte", b"", "Portfolio of 0 lines", "There is no line to evaluate."),
    ("an empty file that is compressed", gzip.compress(b"", mtime=0), "Portfolio of 0 lines", "no line to"),
    ("blank lines alone", b"\n \n", "Portfolio of 2 lines", "2 blank lines."),
]


@pytest.mark.parametrize("case", NOTHING, ids=lambda case: case[0])
def test_where_there_is_no_line(case: tuple[str, bytes, str, str], tmp_path: Path) -> None:
    _, data, first, words = case
    file, page = tmp_path / "lines.jsonl", tmp_path / "page.html"
    file.write_bytes(data)
    done = CliRunner().invoke(group, ["portfolio", str(file), "--html", str(page)])
    assert done.exit_code == 0, done.output
    assert done.stdout.startswith(first)
    assert words in done.stdout
    assert "Every line was evaluated" not in done.stdout
    assert "There is no line to evaluate." in page.read_text("utf-8")
    assert CliRunner().invoke(group, ["portfolio", str(file), "--strict"]).exit_code == 3


def test_blank_lines_are_counted_apart(tmp_path: Path) -> None:
    file = tmp_path / "lines.jsonl"
    file.write_bytes(GOOD + b"\n" + changed(b": 200", b": -200"))
    found = json.loads(CliRunner().invoke(group, ["portfolio", str(file), "--json"]).stdout)["quality"]
    assert (found["lines"], found["evaluated"], found["blank"]) == (3, 1, 1)
    done = CliRunner().invoke(group, ["portfolio", str(file), "--strict"])
    assert (done.exit_code, "1 blank line." in done.stdout) == (3, True)


def test_a_package_is_named_once_and_strict_leaves_with_3(tmp_path: Path) -> None:
    file, rejects = tmp_path / "package.json", tmp_path / "rejects.jsonl"
    file.write_text(json.dumps({"releases": [json.loads(GOOD)] * 40}, indent=2), "utf-8")
    done, named = ran(file, rejects)
    assert (done.exit_code, [one["reason"] for one in named]) == (0, ["release-package"])
    text = CliRunner().invoke(group, ["portfolio", str(file), "--strict"])
    assert text.exit_code == 3
    assert text.stdout.count("this is a release package, not lines; bideval ocds import reads it") == 1
