"""Words of progress: at a terminal, after a while, and wiped out again; nothing where it is piped."""

import sys
from collections.abc import Callable
from io import StringIO

import pytest

from bideval.cli.progress import progress

WIPE = "\r\033[K"


class _Screen(StringIO):
    def __init__(self, *, at_terminal: bool) -> None:
        super().__init__()
        self._at_terminal = at_terminal

    def isatty(self) -> bool:
        return self._at_terminal


CASES: list[tuple[str, bool, float, list[str], str]] = [
    # in words                            terminal  after  told        what is written
    ("at a terminal",                     True,     0,     ["a", "b"], f"{WIPE}a{WIPE}b{WIPE}"),
    ("longer than the line",              True,     0,     ["c" * 99], f"{WIPE}{'c' * 79}{WIPE}"),
    ("done before the time has come",     True,     60,    ["a", "b"], ""),
    ("nothing to tell",                   True,     0,     [],         ""),
    ("piped",                             False,    0,     ["a", "b"], ""),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_written(
    case: tuple[str, bool, float, list[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, at_terminal, after, told, expected = case
    screen = _Screen(at_terminal=at_terminal)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("bideval.cli.progress.Timer", _AtOnce)
    with progress(after) as tell:
        for words in told:
            tell(words)
    assert screen.getvalue() == expected


def test_what_was_told_last_is_shown_when_the_time_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen(at_terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    timers: list[Callable[[], None]] = []

    def waiting(_: float, call: Callable[[], None]) -> _Never:
        timers.append(call)
        return _Never()

    monkeypatch.setattr("bideval.cli.progress.Timer", waiting)
    with progress() as tell:
        tell("first")
        tell("second")
        assert screen.getvalue() == ""
        timers[0]()
        assert screen.getvalue() == f"{WIPE}second"
    assert screen.getvalue() == f"{WIPE}second{WIPE}"


class _AtOnce:
    """A timer that runs out at once where it is of no time, and else never."""

    daemon = False

    def __init__(self, after: float, call: Callable[[], None]) -> None:
        self._after, self._call = after, call

    def start(self) -> None:
        """Begin to wait."""
        if not self._after:
            self._call()

    def cancel(self) -> None:
        """Wait no more."""


class _Never:
    """A timer that never runs out by itself."""

    daemon = False

    def start(self) -> None:
        """Begin to wait."""

    def cancel(self) -> None:
        """Wait no more."""


def test_it_is_wiped_out_where_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Screen(at_terminal=True)
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr("bideval.cli.progress.Timer", _AtOnce)
    with pytest.raises(ZeroDivisionError):
        _fails()
    assert screen.getvalue() == f"{WIPE}at it{WIPE}"


def _fails() -> None:
    with progress(0) as tell:
        tell("at it")
        assert 1 // 0
