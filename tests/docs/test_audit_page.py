"""The transcripts of docs/audit.md, run by a shell: ssh-keygen, sha256sum and openssl as an auditor has them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import environment
from tests.conftest import ROOT
from tests.docs.console import Command, commands_of
from tests.docs.pages import blocks_of

PAGE = ROOT / "docs" / "audit.md"
PROGRAMS = ("bash", "ssh-keygen", "sha256sum", "openssl", "sed", "cut", "python3")
MISSING = [name for name in PROGRAMS if shutil.which(name) is None]
SHIM = '#!/bin/sh\nexec "{python}" -P -m bideval "$@"\n'


def agrees(shown: tuple[str, ...], printed: str) -> bool:
    """Say whether a page shows what was printed: ``...`` stands for any lines, ``[...]`` for any characters."""
    wanted = "".join(
        r"(?:.*\n)*?" if line == "..." else re.escape(line.rstrip()).replace(r"\[\.\.\.\]", ".*") + r"\n"
        for line in shown
    )
    return re.fullmatch(wanted, "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def run(command: Command, folder: Path) -> tuple[str, int]:
    done = subprocess.run(  # noqa: S603
        ["bash", "-c", command.text],  # noqa: S607
        cwd=folder,
        env={**environment(), "PATH": f"{folder / 'bin'}:{environment()['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    return done.stdout.decode(), done.returncode


@pytest.mark.skipif(bool(MISSING), reason=f"not on this machine: {', '.join(MISSING)}")
def test_the_transcripts_are_what_a_shell_prints(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "sample_tenders", tmp_path / "sample_tenders")
    shim = tmp_path / "bin" / "bideval"
    shim.parent.mkdir()
    shim.write_text(SHIM.format(python=sys.executable), encoding="utf-8")
    shim.chmod(0o755)
    code, expected = 0, True
    for command in [one for block in blocks_of(PAGE, "shell") for one in commands_of(block)]:
        if command.text == "echo $?":
            assert command.shown == (str(code),), f"{command.place}: the exit code is {code}"
            code = 0
            continue
        assert code == 0, (
            f"{command.place}: the command before ended with {code}, and the page does not say so"
        )
        printed, code = run(command, tmp_path)
        expected = agrees(command.shown, printed) if command.shown else printed == ""
        assert expected, f"{command.place}: {command.text} printed:\n{printed}"
    assert code == 0


SHOWN = [
    # in words                     shown              printed        agrees
    ("any characters",             ("key [...].",),   "key abc.\n",  True),
    ("any lines",                  ("a", "...", "d"), "a\nb\nd\n",   True),
    ("other words around them",    ("key [...].",),   "kex abc.\n",  False),
    ("a line too many",            ("a",),            "a\nb\n",      False),
]  # fmt: skip


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_what_a_transcript_shows(case: tuple[str, tuple[str, ...], str, bool]) -> None:
    _, shown, printed, expected = case
    assert agrees(shown, printed) is expected
