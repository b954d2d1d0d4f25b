"""No command opens a connection, looks up a name, or starts another program."""

import socket
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from bideval.cli.main import COMMANDS, group
from tests.cli.run import WORKS


class ReachedOutError(AssertionError):
    """Raised when a command reaches out of the machine."""


def reach_out(*_args: object, **_words: object) -> NoReturn:
    raise ReachedOutError


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing leave the machine, and no other program be started."""
    for name in ("socket", "create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, reach_out)
    monkeypatch.setattr(subprocess, "Popen", reach_out)


RUNS: list[tuple[str, ...]] = [
    ("check", str(WORKS)),
    ("criteria", "list"),
    ("criteria", "show", "finance/turnover-cover@1"),
    ("evaluate", str(WORKS)),
    ("evaluate", str(WORKS), "--json"),
    ("explain", str(WORKS), "bid-217", "--against", "bid-026"),
    ("finding", "BE103"),
    ("new", "fresh", "--regime", "generic"),
    ("schema", "tender"),
    ("sensitivity", "--list"),
    ("whatif", str(WORKS), "--without", "bid-120"),
]


def test_every_command_is_run_here() -> None:
    assert {args[0] for args in RUNS} == set(COMMANDS)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("args", RUNS, ids=lambda args: " ".join(args[:2]).partition("/")[0])
def test_a_command_stays_on_the_machine(
    args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(group, args, catch_exceptions=False)
    assert (done.exit_code, bool(done.stdout)) == (0, True)


@pytest.mark.usefixtures("alone")
def test_reaching_out_would_be_seen() -> None:
    with pytest.raises(ReachedOutError):
        socket.create_connection(("localhost", 9))
    with pytest.raises(ReachedOutError):
        subprocess.run(["true"], check=True)  # noqa: S607
