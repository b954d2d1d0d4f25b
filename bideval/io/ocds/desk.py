"""What a release is read with: how far to trust it, where it stands, and what was found wrong."""

from typing import NamedTuple

from bideval.errors import Finding, Severity, Source
from bideval.io.ocds.plain import Ids
from bideval.io.ocds.weights import Confidence

MOST_FINDINGS = 100  # of one process


class Reader(NamedTuple):
    """How a reader wants releases read.

    ``trust`` is the least confidence with which weights in words are taken; None takes
    none.  ``limits`` takes the value of the tender for the highest price that is let in,
    and its minimum value for the lowest, both inclusive.
    """

    trust: Confidence | None = None
    limits: bool = False


class Desk:
    """One process while it is read: ids that were made, and findings with their places."""

    def __init__(self, file: str, line: int, reader: Reader) -> None:
        """Begin with nothing found."""
        self.file, self.line, self.reader = file, line, reader
        self.bids, self.bidders, self.lots = Ids("bid"), Ids("bidder"), Ids("lot")
        self.findings: list[Finding] = []

    def error(self, code: str, message: str, remedy: str, pointer: str = "") -> None:
        """Note what keeps the process from being evaluated."""
        self._note(code, Severity.ERROR, message, remedy, pointer)

    def warning(self, code: str, message: str, remedy: str, pointer: str = "") -> None:
        """Note what a careful reader wants to see."""
        self._note(code, Severity.WARNING, message, remedy, pointer)

    def _note(self, code: str, severity: Severity, message: str, remedy: str, pointer: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            place = Source(self.file, pointer, self.line, 1)
            self.findings.append(Finding(code, severity, message, remedy, (place,)))
