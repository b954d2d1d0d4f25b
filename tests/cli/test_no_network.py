"""No command opens a connection, looks up a name, or starts another program."""

import socket
import subprocess
from pathlib import Path
from typing import NoReturn

import pytest
from click.testing import CliRunner

from bideval.cli.main import COMMANDS, group
from tests.cli.examples import examples, prepared


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


def test_every_command_is_run_here() -> None:
    assert {one.split()[0] for one in examples()} == set(COMMANDS)


@pytest.mark.parametrize("example", examples())
def test_a_command_stays_on_the_machine(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    words = prepared(example, tmp_path)
    monkeypatch.chdir(tmp_path)
    request.getfixturevalue("alone")  # what the example needs is made by other programs, before
    done = CliRunner().invoke(group, words, catch_exceptions=False)
    assert (done.exit_code, bool(done.output)) == (0, True)


@pytest.mark.usefixtures("alone")
def test_reaching_out_would_be_seen() -> None:
    with pytest.raises(ReachedOutError):
        socket.create_connection(("localhost", 9))
    with pytest.raises(ReachedOutError):
        subprocess.run(["true"], check=True)  # noqa: S607
