"""Paths as the program prints them: ready to be typed, and harmless to a terminal."""

import shlex
from pathlib import Path

import pytest

from bideval.cli.folder_argument import as_typed, typed
from tests.cli.run import run

PATHS = [
    # in words, path, as it is typed
    ("plain", "my-tender", "my-tender"),
    ("a space", "my tender", "'my tender'"),
    ("a command behind it", "x; touch y", "'x; touch y'"),
    ("a variable", "$HOME", "'$HOME'"),
    ("a quotation mark", "o'er", "'o'\"'\"'er'"),
    ("like an option", "--json", "./--json"),
    ("colours of a terminal", "esc\x1b[31m", "'esc\\x1b[31m'"),
    ("a line end", "a\nb", "'a\\nb'"),
    ("another direction", "a\u202eb", "'a\\u202eb'"),
]


@pytest.mark.parametrize("case", PATHS, ids=lambda case: case[0])
def test_a_path_as_it_is_typed(case: tuple[str, str, str]) -> None:
    _, path, expected = case
    assert typed(Path(path)) == expected
    assert typed(Path(path)).isprintable()


def test_a_shell_takes_it_for_the_path() -> None:
    assert shlex.split(as_typed(Path("a b"), Path("-c;d"))) == ["a b", "--packs", "./-c;d"]


def test_what_a_new_folder_says_can_be_typed(tmp_path: Path) -> None:
    made = run("new", "x; touch y", "--regime", "generic", cwd=tmp_path)
    assert made.err == "Next: bideval check 'x; touch y'\n"
    printed = run("evaluate", "x; touch y", cwd=tmp_path)
    assert "  bideval explain 'x; touch y' " in printed.out
    commented = (tmp_path / "x; touch y" / "tender.yaml").read_text(encoding="utf-8")
    assert "bideval check 'x; touch y'" in commented


def test_a_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "bids").symlink_to("../out")
    made = run("new", "new", "--regime", "generic", "--force", cwd=tmp_path)
    assert made.code == 2
    assert "new/bids is a link, or is no folder; nothing was written" in " ".join(made.err.split())
    assert list((tmp_path / "out").iterdir()) == []


def test_a_module_in_the_current_folder_is_not_run(tmp_path: Path) -> None:
    """Python itself would put the current folder first."""
    for name in ("yaml", "click", "pydantic", "os", "gc"):
        (tmp_path / f"{name}.py").write_text("print('run')\n", encoding="utf-8")
    shown = run("finding", "BE001", cwd=tmp_path)
    assert shown.code == 0
    assert "run\n" not in shown.out
