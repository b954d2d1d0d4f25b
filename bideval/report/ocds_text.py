"""What came of an import of releases: how many, how they go with the awards recorded, what was found.

Text for people, and the same as JSON.  Counts are kept, and the first findings that say why a
process could not be evaluated; all errors go to the file of rejects.
"""

import json
from collections import Counter
from typing import NamedTuple

from bideval.errors import Finding, Severity
from bideval.io.ocds.importing import Imported, Outcome
from bideval.report.findings_text import finding_text, findings_data
from bideval.report.tables import table_text
from bideval.scoring.price_json import Json

SHOWN = 10  # findings printed in full
_WORDS = {
    Outcome.SAME: "the recorded bid wins",
    Outcome.TIED: "the recorded bid is among the tied",
    Outcome.OTHER: "another bid wins",
    Outcome.NO_AWARD: "no award is recorded, or none that names a bid",
}
_ORDER = {one: place for place, one in enumerate(Severity)}


class Tally:
    """The counts of an import."""

    def __init__(self) -> None:
        """Begin at nothing."""
        self.outcomes: Counter[Outcome] = Counter()
        self.findings: Counter[tuple[int, str, str]] = Counter()  # by rank of severity, code, example
        self.shown: list[Finding] = []
        self.folders = 0
        self.rejected = 0
        self.errors = 0
        self._shown_errors = 0
        self._examples: dict[str, str] = {}

    def add(self, one: Imported) -> None:
        """Count one process."""
        self.outcomes[one.outcome] += 1
        self.folders += one.folder is not None
        self.rejected += one.is_rejected
        for finding in one.findings:
            example = self._examples.setdefault(finding.code, finding.message)
            self.findings[_ORDER[finding.severity], finding.code, example] += 1
            self._show(finding, one)

    def _show(self, finding: Finding, of: Imported) -> None:
        """Keep what is printed in full: errors, and why a process without one is not evaluated."""
        is_error = finding.severity is Severity.ERROR
        self.errors += is_error
        is_reason = is_error or (of.outcome is Outcome.NOT_EVALUATED and not of.is_rejected)
        if is_reason and len(self.shown) < SHOWN:
            self.shown.append(finding)
            self._shown_errors += is_error

    @property
    def more_errors(self) -> int:
        """How many errors there are beside those printed in full."""
        return self.errors - self._shown_errors

    @property
    def processes(self) -> int:
        """How many processes and unreadable lines there were."""
        return self.outcomes.total()


class Written(NamedTuple):
    """Where an import wrote, as it is typed; empty where nothing was written."""

    folders: str
    rejects: str


def import_text(name: str, tally: Tally, where: Written) -> str:
    """The import in words."""
    evaluated = tally.processes - tally.outcomes[Outcome.NOT_EVALUATED]
    left = tally.processes - evaluated
    lines = [f"{tally.processes:,} read from {name}: {evaluated:,} evaluated, {left:,} not evaluated."]
    rows = [(words, f"{tally.outcomes[one]:,}") for one, words in _WORDS.items() if tally.outcomes[one]]
    if rows:
        lines += ["", table_text(("of those evaluated", "count"), rows, {1})]
    if tally.findings:
        lines += ["", table_text(("code", "severity", "count", "such as"), _found(tally), {2})]
    lines += ["", *_where(tally, where)] if where.folders or where.rejects else []
    return "\n".join(lines)


def _found(tally: Tally) -> list[tuple[str, str, str, str]]:
    severities = list(Severity)
    return [
        (code, severities[rank].value, f"{count:,}", _cut(example))
        for (rank, code, example), count in sorted(tally.findings.items())
    ]


def _cut(text: str, most: int = 60) -> str:
    return text if len(text) <= most else f"{text[: most - 3]}..."


def _where(tally: Tally, where: Written) -> list[str]:
    lines = [f"{_several(tally.folders, 'folder')} written to {where.folders}"] if where.folders else []
    rejects = _several(tally.rejected, "reject")
    return [*lines, *([f"{rejects} written to {where.rejects}"] if where.rejects else [])]


def _several(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def shown_text(tally: Tally) -> str:
    """Why the first processes were not evaluated, in full, and how many more errors there are."""
    lines = [finding_text(one) for one in tally.shown]
    if tally.more_errors:
        processes = f"{tally.rejected:,} {'process has' if tally.rejected == 1 else 'processes have'}"
        more = f"{_several(tally.more_errors, 'more error')}"
        lines += [f"and {more}; {processes} errors in all, and --rejects FILE keeps each with its findings"]
    return "\n\n".join(lines)


def import_data(name: str, tally: Tally) -> dict[str, Json]:
    """The import as JSON data."""
    severities = list(Severity)
    return {
        "schema": "bideval/ocds-import",
        "version": 1,
        "file": name,
        "processes": tally.processes,
        "outcomes": {one.value: tally.outcomes[one] for one in Outcome},
        "rejected": tally.rejected,
        "folders": tally.folders,
        "findings": [
            {"code": code, "severity": severities[rank].value, "count": count, "example": example}
            for (rank, code, example), count in sorted(tally.findings.items())
        ],
    }


def reject_line(name: str, one: Imported) -> str:
    """One process that was rejected, as a line of the file of rejects."""
    data = findings_data(None, one.findings)
    return json.dumps(
        {"file": name, "line": one.line, "ocid": one.ocid or None, "findings": data["findings"]},
        ensure_ascii=False,
    )
