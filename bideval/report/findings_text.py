"""Findings as text and as JSON: place, what is wrong, the line with a caret, how to mend it."""

from bideval.errors import Finding, Severity, Source
from bideval.io.lines import caret
from bideval.report.tables import one_line
from bideval.scoring.price_json import Json


def findings_text(findings: tuple[Finding, ...]) -> str:
    """Every finding, and a closing line that counts them."""
    return "\n\n".join([*map(finding_text, findings), count_words(findings)])


def finding_text(finding: Finding) -> str:
    """One finding: the first place with its line, the others by name.

    ::

        tender.yaml:14:3: error BE103: the weights of the criteria sum to 95, not 100
            14 |   - {id: quality, weight: 35}
               |                           ^^
            Correct them to the published weights ...
    """
    first, *others = finding.sources or (Source("tender folder"),)
    message = one_line(finding.message)
    lines = [f"{first}: {finding.severity.value} {finding.code}: {message}", *_excerpt(first)]
    for other in others:
        lines += [f"    see also {other}", *_excerpt(other)]
    return "\n".join([*lines, f"    {finding.remedy}"])


def _excerpt(source: Source) -> list[str]:
    span = caret(source)
    if source.excerpt is None or source.line is None or span is None:
        return []
    number = str(source.line).rjust(6)
    start, width = span
    return [
        f"    {number} | {source.excerpt}",
        f"    {' ' * len(number)} | {' ' * start}{'^' * width}",
    ]


def count_words(findings: tuple[Finding, ...]) -> str:
    """How many findings of each severity there are."""
    counts = [(severity, sum(one.severity is severity for one in findings)) for severity in Severity]
    words = [f"{count} {severity.value}{'s' if count > 1 else ''}" for severity, count in counts if count]
    return ", ".join(words) if words else "no findings"


def findings_data(folder_id: str | None, findings: tuple[Finding, ...]) -> dict[str, Json]:
    """Findings as JSON data."""
    return {
        "schema": "bideval/findings",
        "version": 1,
        "tender": folder_id,
        "findings": [_finding(one) for one in findings],
    }


def _finding(finding: Finding) -> dict[str, Json]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "remedy": finding.remedy,
        "places": [
            {"file": one.file, "pointer": one.pointer, "line": one.line, "column": one.column}
            for one in finding.sources
        ],
    }
