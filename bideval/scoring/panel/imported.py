"""What came of workbooks that were brought back: rows to add, and everything that was found."""

from typing import NamedTuple

from bideval.errors import Finding, Severity
from bideval.model.marking import Consensus, Mark
from bideval.scoring.panel.filled import Taken


class Returned(NamedTuple):
    """A workbook that came back: whose, and what becomes of it."""

    file: str
    person: str
    taken: Taken


class Imported(NamedTuple):
    """What came of an import: the workbooks, the rows that were added, and every finding."""

    returned: tuple[Returned, ...]
    added: tuple[Mark, ...] | tuple[Consensus, ...]
    findings: tuple[Finding, ...]

    @property
    def is_refused(self) -> bool:
        """Whether an error kept everything from being written."""
        return any(one.severity is Severity.ERROR for one in self.findings)
