"""Every console example of every page does what the page says, run through the real entry point."""

import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.console import Command, agrees, commands_of, run, run_on_files, run_verifier
from tests.docs.own_workbooks import write_workbooks
from tests.docs.pages import all_pages, blocks_of, write_files

# What a reader runs before there is a bideval to run, or what runs for minutes.
NOT_RUN = {
    "make bench",
    "make coverage",
    "make demo",
    "make docs",
    "make lint",
    "make setup",
    "make test",
    "make test-long",
}
EXIT_CODE = "echo $?"
ON_FILES = ("cp -r ", "rm ")
VERIFIER = "python3 verifier/verify.py "  # from a checkout, as the pages tell
FOLLOWED = {"README.md", "compare.md", "custody.md", "marks-to-letters.md", "seal.md"}

PAGES = [page for page in all_pages(ROOT) if blocks_of(page, "console")]


@pytest.mark.usefixtures("searched_once")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_examples_do_what_the_page_says(page: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_tenders", tmp_path / "sample_tenders")
    write_workbooks(page, tmp_path)
    commands = [command for block in blocks_of(page, "console") for command in commands_of(block)]
    assert commands, f"{page} has no command"
    code = 0
    for command, after in zip(commands, [*commands[1:], None], strict=True):
        if command.text in NOT_RUN:
            continue
        if command.text == EXIT_CODE:
            assert command.shown == (str(code),), f"{command.place}: the exit code is {code}"
            code = 0
            continue
        # These are followed from top to bottom; on a reference page a file may stand further down.
        write_files(page, tmp_path, above=command.line if page.name in FOLLOWED else None)
        code = checked(command, tmp_path)
        asked = after is not None and after.text == EXIT_CODE
        assert code == 0 or asked, f"{command.place}: exit code {code}, and the page does not say so"


def checked(command: Command, folder: Path) -> int:
    """Run a command, compare what it prints where the page shows it, and return its exit code."""
    by_verifier = command.text.startswith(VERIFIER)
    on_files = command.text.startswith(ON_FILES)
    known = by_verifier or on_files or command.text.startswith("bideval ") or command.text == "bideval"
    assert known, f"{command.place}: {command.text!r} is neither run here nor listed as not run"
    runner = run_verifier if by_verifier else run_on_files if on_files else run
    printed = runner(command.text, folder)
    if command.shown:
        message = f"{command.place}: {command.text} printed:\n{printed.text}"
        assert agrees(command.shown, printed.text), message
    return printed.code


def test_what_is_not_run_is_there() -> None:
    """A target that is gone from the Makefile would fail for the reader, and nothing here would tell."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {command for command in NOT_RUN if command.startswith("make ")} <= {
        f"make {one}" for one in targets
    }


SHOWN = [
    # in words                           shown                  printed                 agrees
    ("the same lines",                   ("a", "b"),            "a\nb\n",               True),
    ("spaces at the end do not matter",  ("a",),                "a  \n",                True),
    ("any lines in between",             ("a", "...", "d"),     "a\nb\nc\nd\n",         True),
    ("any lines may be none",            ("a", "...", "b"),     "a\nb\n",               True),
    ("any lines at both ends",           ("...", "b", "..."),   "a\nb\nc\n",            True),
    ("a blank line is a line",           ("a", "", "b"),        "a\n\nb\n",             True),
    ("a line too many",                  ("a",),                "a\nb\n",               False),
    ("a line too few",                   ("a", "b"),            "a\n",                  False),
    ("another order",                    ("a", "b"),            "b\na\n",               False),
    ("dots inside a line are dots",      ("a...",),             "abc\n",                False),
    ("a pattern is no pattern",          ("a.c",),              "abc\n",                False),
    ("spaces at the beginning matter",   ("a",),                " a\n",                 False),
    ("a blank line too few",             ("a", "b"),            "a\n\nb\n",             False),
]  # fmt: skip


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_what_a_page_shows(case: tuple[str, tuple[str, ...], str, bool]) -> None:
    _, shown, printed, expected = case
    assert agrees(shown, printed) is expected


WRONG = [
    # in words                   the example                                the message says
    ("a line of output changed", "$ bideval --version\nversion none\n",     ":3: bideval --version printed"),
    ("output, and no command",   "bideval, version none\n",                 ":3: a console example begins"),
    ("a code that is not told",  "$ bideval check nowhere\n...\n",          ":3: exit code 2"),
    ("another code than told",   "$ bideval check nowhere\n$ echo $?\n3\n", ":4: the exit code is 2"),
    ("another program",          "$ frobnicate\n",                          ":3: 'frobnicate' is neither"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_a_wrong_example_fails_with_page_and_line(case: tuple[str, str, str], tmp_path: Path) -> None:
    _, example, message = case
    page = tmp_path / "page.md"
    page.write_text(f"# A page\n```console\n{example}```\n", encoding="utf-8")
    with pytest.raises(AssertionError, match=r"page\.md:") as failed:
        test_examples_do_what_the_page_says(page, tmp_path)
    assert message in str(failed.value)
