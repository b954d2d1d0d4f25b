"""Words of progress for work that takes long: on standard error, at a terminal only.

Nothing is shown in the first two seconds, and what was shown is wiped out again, so that no
output depends on how fast a machine is.  Nothing is written where nobody is at a terminal.
"""

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, Timer

import click

AFTER = 2.0  # seconds
COLUMNS, LINES = 80, 24  # of a terminal that does not say
Tell = Callable[[str], None]
_WIPE = "\r\033[K"


class _Line:
    """One line of a terminal: what was told last, once it may be shown."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._words = ""
        self._open = self._shown = False

    def tell(self, words: str) -> None:
        """Keep the words, and show them where the time has come."""
        with self._lock:
            self._words = words
            self._show()

    def open(self) -> None:
        """Show what is told from now on, and what was told last."""
        with self._lock:
            self._open = True
            self._show()

    def close(self) -> None:
        """Wipe out what was shown; nothing is shown any more."""
        with self._lock:
            self._open = False
            if self._shown:
                click.echo(_WIPE, err=True, nl=False)

    def _show(self) -> None:
        if self._open and self._words:
            width = shutil.get_terminal_size((COLUMNS, LINES)).columns - 1
            click.echo(f"{_WIPE}{self._words[:width]}", err=True, nl=False)
            self._shown = True


@contextmanager
def progress(after: float = AFTER) -> Iterator[Tell]:
    """Yield what is to be told of progress; ``after`` is in seconds."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    line = _Line()
    timer = Timer(after, line.open)
    timer.daemon = True
    timer.start()
    try:
        yield line.tell
    finally:
        timer.cancel()
        line.close()
