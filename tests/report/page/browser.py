"""A real browser, driven by its own protocol over two pipes: no port is opened, nothing is installed.

Keys are real: what they reach is what a person without a mouse reaches.  Where there is no
Chromium, the tests that ask for one are skipped and say so.
"""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)  # fmt: skip
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
_OPTIONS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe")
_SHIFT = 8
_CODES = {"Tab": 9, "Enter": 13, " ": 32, "End": 35, "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40, "Backspace": 8}  # fmt: skip
_TEXTS = {"Enter": "\r", " ": " "}
# The protocol is read from descriptor 3 and written to 4; both ends are above these.
_ON_THREE_AND_FOUR = (
    "import os, sys; read, write, *command = sys.argv[1:]; "
    "os.dup2(int(read), 3); os.dup2(int(write), 4); os.execv(command[0], command)"
)
Json = Mapping[str, object]


class Size(NamedTuple):
    """A window, in CSS pixels."""

    wide: int
    high: int


DESK, PHONE = Size(1440, 900), Size(360, 740)


class Browser:
    """One tab; what it complains of is kept in ``errors``, what it asks for in ``requests``."""

    def __init__(self, said: int, heard: int) -> None:
        """Take the ends of the two pipes, and open a tab."""
        self._said, self._heard, self._last, self._rest = said, heard, 0, b""
        self._session: str | None = None
        self.errors: list[str] = []
        self.requests: list[str] = []
        self._loaded = False
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        for domain in ("Page", "Runtime", "Log", "Network", "DOM"):
            self.call(f"{domain}.enable")
        still = [{"name": "prefers-reduced-motion", "value": "reduce"}]  # no scrolling to wait for
        self.call("Emulation.setEmulatedMedia", features=still)

    def call(self, method: str, **named: object) -> Json:
        """Call one method of the protocol and return its answer."""
        self._last += 1
        asked: dict[str, object] = {"id": self._last, "method": method, "params": named}
        if self._session is not None:
            asked["sessionId"] = self._session
        os.write(self._said, json.dumps(asked).encode() + b"\0")
        while True:
            heard = self._next()
            if heard.get("id") == self._last:
                assert "error" not in heard, (method, heard["error"])
                answer = heard["result"]
                assert isinstance(answer, dict)
                return answer
            self._note(heard)

    def open(self, page: Path, fragment: str = "", *, size: Size = DESK, scripts: bool = True) -> None:
        """Open a file in a window of ``size``, with or without scripts, and forget what was before."""
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.resize(size)
        self._go("about:blank")
        self.errors.clear()
        self.requests.clear()
        self._go(page.as_uri() + fragment)

    def _go(self, address: str) -> None:
        self._loaded = False
        self.call("Page.navigate", url=address)
        while not self._loaded:
            self._note(self._next())

    def resize(self, size: Size) -> None:
        """Make the window another size."""
        self.call("Emulation.setDeviceMetricsOverride", width=size.wide, height=size.high, deviceScaleFactor=1, mobile=False)  # fmt: skip

    def ask(self, script: str) -> object:
        """Return what an expression comes to; a promise is waited for."""
        found = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in found, found
        result = found["result"]
        assert isinstance(result, dict)
        return result.get("value")

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press a key and let it go."""
        named = {"key": key, "code": key, "windowsVirtualKeyCode": _CODES.get(key, 0), "modifiers": _SHIFT if shift else 0}  # fmt: skip
        text = _TEXTS.get(key, key if len(key) == 1 else "")
        self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", text=text, **named)
        self.call("Input.dispatchKeyEvent", type="keyUp", **named)

    def write(self, words: str) -> None:
        """Press one key after another."""
        for one in words:
            self.press(one)

    def _next(self) -> Json:
        while b"\0" not in self._rest:
            chunk = os.read(self._heard, 1 << 20)
            assert chunk, "the browser has gone"
            self._rest += chunk
        message, self._rest = self._rest.split(b"\0", 1)
        heard: Json = json.loads(message)
        return heard

    def _note(self, heard: Json) -> None:
        method, named = heard.get("method"), heard.get("params", {})
        assert isinstance(named, dict)
        if method == "Page.loadEventFired":
            self._loaded = True
        elif method == "Runtime.exceptionThrown":
            self.errors.append(str(named["exceptionDetails"]))
        elif method == "Log.entryAdded" and named["entry"]["level"] == "error":
            self.errors.append(str(named["entry"]["text"]))
        elif method == "Runtime.consoleAPICalled" and named["type"] in {"error", "assert"}:
            self.errors.append(str(named["args"]))
        elif method == "Network.requestWillBeSent":
            self.requests.append(str(named["request"]["url"]))


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """Start a browser whose profile is kept in a folder of the test, and end it."""
    assert CHROMIUM is not None
    (for_it, ours), (theirs, from_it) = os.pipe(), os.pipe()
    high = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (for_it, from_it)]
    ends = [str(one) for one in high]
    options = (*_OPTIONS, f"--user-data-dir={profile}", "about:blank")
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", _ON_THREE_AND_FOUR, *ends, CHROMIUM, *options],
        pass_fds=high,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for one in (for_it, from_it, *high):
        os.close(one)
    try:
        yield Browser(ours, theirs)
    finally:
        process.terminate()
        process.wait(30)
        os.close(ours)
        os.close(theirs)
