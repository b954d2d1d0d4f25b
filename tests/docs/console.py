"""Console examples of a page: commands with the lines they print, run as a reader would.

``$ `` begins a command, a backslash at the end of a line carries it on, and the lines
below it are what it prints; a line ``...`` stands for any lines.  A command that does not
end with code 0 is followed by ``$ echo $?`` and its code.
"""

import contextlib
import gc
import io
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from bideval.cli.main import main
from tests.conftest import ROOT
from tests.docs.pages import Block

PROMPT = "$ "
ANY_LINES = "..."


class Command(NamedTuple):
    """A command of a console block, and the lines that the page shows below it."""

    place: str  # page and line
    line: int
    text: str
    shown: tuple[str, ...]


def commands_of(block: Block) -> list[Command]:
    """Return the commands of a console block, in order."""
    found: list[Command] = []
    lines = block.text.rstrip("\n").split("\n")
    number = 0
    while number < len(lines):
        place = block.place(number)
        assert lines[number].startswith(PROMPT), f"{place}: a console example begins with a command"
        text = lines[number].removeprefix(PROMPT)
        while text.endswith("\\"):
            number += 1
            text = text[:-1] + lines[number].strip()
        end = number + 1
        while end < len(lines) and not lines[end].startswith(PROMPT):
            end += 1
        found.append(Command(place, block.line + number, text.strip(), tuple(lines[number + 1 : end])))
        number = end
    return found


class Printed(NamedTuple):
    """What a command printed, both streams in one as on a terminal, and its exit code."""

    text: str
    code: int
    out: str  # standard output alone
    err: str = ""  # standard error alone


def run(text: str, folder: Path) -> Printed:
    """Run one ``bideval`` command in ``folder`` through the entry point of the program.

    ``> NAME`` at its end writes what it prints into a file.
    """
    words = shlex.split(text)
    into = folder / words[-1] if words[-2:-1] == [">"] else None
    printed = entry_point(words[1:-2] if into else words[1:], folder)
    if into is None:
        return printed
    into.write_text(printed.out, encoding="utf-8", newline="\n")
    return Printed("", printed.code, "")


def run_verifier(text: str, folder: Path) -> Printed:
    """Run the second verifier of the checkout in ``folder``, as a program of its own."""
    words = [sys.executable, str(ROOT / "verifier" / "verify.py"), *shlex.split(text)[2:]]
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False, text=True)  # noqa: S603
    return Printed(done.stdout + done.stderr, done.returncode, done.stdout)


def run_on_files(text: str, folder: Path) -> Printed:
    """Copy a folder (``cp -r A B``) or remove files (``rm A B``) inside ``folder``, as a reader would."""
    tool, *words = shlex.split(text)
    paths = [(folder / one).resolve() for one in words if one != "-r"]
    assert all(one.is_relative_to(folder.resolve()) for one in paths), f"{text} leaves the folder"
    if tool == "cp":
        source, target = paths
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        for one in paths:
            one.unlink()
    return Printed("", 0, "")


class _Stream(io.TextIOWrapper):
    """A stream of its own whose text also goes to the terminal."""

    def __init__(self, terminal: list[str]) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n")
        self.terminal = terminal

    def write(self, text: str, /) -> int:
        written = super().write(text)
        self.terminal.append(text)
        return written

    def text(self) -> str:
        self.seek(0)
        return self.read()


def entry_point(arguments: list[str], folder: Path) -> Printed:
    """Call what the installed command calls."""
    terminal: list[str] = []
    out, err = _Stream(terminal), _Stream(terminal)
    with (
        contextlib.chdir(folder),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "argv", ["bideval", *arguments]),
    ):
        code = _exit_code()
    return Printed("".join(terminal), code, out.text(), err.text())


def _exit_code() -> int:
    searched = gc.get_threshold()
    try:
        main()
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    finally:  # of a process that ends: garbage is left, and this one goes on
        gc.unfreeze()
        gc.set_threshold(*searched)
    return 0


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """Say whether a page shows what was printed; ``...`` stands for any lines, or none."""
    wanted = (r"(?:.*\n)*?" if line == ANY_LINES else f"{re.escape(line.rstrip())}\n" for line in shown)
    lines = [line.rstrip() + "\n" for line in printed.splitlines()]
    return re.fullmatch("".join(wanted), "".join(lines)) is not None
