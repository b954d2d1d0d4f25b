"""What can be wrong: findings about files, and exceptions for callers.

A problem in a user's file is a ``Finding``: plain data, collected and returned,
never raised.  An exception is for a caller that broke a contract.

This module does not read files and does not print.
"""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding matters: errors stop a result, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    QUESTION = "question"


class Source(NamedTuple):
    """Where a value stands: a file of the folder and a place in it.

    ``pointer`` is a JSON pointer into the file's data (``/criteria/0/weight``;
    in a CSV file ``/ROW/COLUMN`` with rows from 0 after the header); in a workbook the
    cell, ``Marks!C7``, which says where it is by itself.  ``line``
    and ``column`` count from 1 and are None until the place is looked up;
    ``width`` is the number of characters to underline, ``excerpt`` the line.
    """

    file: str
    pointer: str = ""
    line: int | None = None
    column: int | None = None
    width: int | None = None
    excerpt: str | None = None

    def __str__(self) -> str:
        parts = [self.file]
        parts += [self.pointer] if "!" in self.pointer and not self.pointer.startswith("/") else []
        parts += [str(number) for number in (self.line, self.column) if number is not None]
        return ":".join(parts)


class Finding(NamedTuple):
    """One problem in a tender folder, with its places and its remedy."""

    code: str  # stable, BE and three digits; explained in docs/findings.md
    severity: Severity
    message: str  # what is wrong, with the values
    remedy: str  # how to put it right
    sources: tuple[Source, ...]  # the first is where to look; a second where two are involved


class BidevalError(Exception):
    """Any error that bideval raises on purpose.

    A subclass hands its own parameters to ``super().__init__`` and words them in
    ``__str__``, so that it survives pickling on its way from another process.
    """


class PlacesError(BidevalError, ValueError):
    """Raised when a number of decimal places is negative."""

    def __init__(self, places: int) -> None:
        """Keep the number of places that was asked for."""
        self.places = places
        super().__init__(places)

    def __str__(self) -> str:
        return f"{self.places} decimal places are asked for; 0 or more are possible"


class NotEvaluableError(BidevalError):
    """Raised when inputs with findings of severity error are evaluated."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings that stand in the way."""
        self.findings = findings
        super().__init__(findings)

    def __str__(self) -> str:
        words = "1 finding stands" if len(self.findings) == 1 else f"{len(self.findings)} findings stand"
        return f"{words} in the way of a result"


class UnknownIdError(BidevalError):
    """Raised when a bid, lot, criterion or code is asked for that is not there."""

    def __init__(self, kind: str, wanted: str, known: tuple[str, ...]) -> None:
        """Keep what was asked for and what there is."""
        self.kind, self.wanted, self.known = kind, wanted, known
        super().__init__(kind, wanted, known)

    def __str__(self) -> str:
        there = ", ".join(self.known) or "none"
        return f"no {self.kind} is called {self.wanted!r}; there are: {there}"


class GuardError(BidevalError):
    """Raised when a formula, method or measure is not defined for its input.

    ``bid`` names the bid, or is None where the whole field of bids is the cause.
    """

    def __init__(self, reason: str, bid: str | None = None) -> None:
        """Keep the reason in words and the bid it is about."""
        self.reason, self.bid = reason, bid
        super().__init__(reason, bid)

    def __str__(self) -> str:
        return self.reason


def error(code: str, message: str, remedy: str, *sources: Source) -> Finding:
    """Return a finding that stops a result."""
    return Finding(code, Severity.ERROR, message, remedy, sources)


def warning(code: str, message: str, remedy: str, *sources: Source) -> Finding:
    """Return a finding that a careful reader wants to see."""
    return Finding(code, Severity.WARNING, message, remedy, sources)


def question(code: str, message: str, remedy: str, *sources: Source) -> Finding:
    """Return a finding that a person closes with an ``answer`` decision."""
    return Finding(code, Severity.QUESTION, message, remedy, sources)
