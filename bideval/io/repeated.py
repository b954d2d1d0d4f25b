"""One mistake made in every row of a column is one finding, with the lines that have it.

A spreadsheet that writes dates its own way makes the same mistake in each row.  Up to
three are shown one by one; more are counted under the first.
"""

from collections import defaultdict
from collections.abc import Iterable

from bideval.errors import Finding

CELL = "BE053"
ONE_BY_ONE = 3
MOST_LINES = 8  # that a message names

Kind = tuple[str, str, str]  # file, column and remedy


def without_repeats(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return located ``findings`` in their order, with bad cells of one kind and column as one."""
    found = tuple(findings)
    alike: dict[Kind, list[Finding]] = defaultdict(list)
    for one in found:
        if one.code == CELL:
            alike[_kind(one)].append(one)
    return tuple(
        _counted(one, alike[_kind(one)])
        for one in found
        if one.code != CELL or len(alike[_kind(one)]) <= ONE_BY_ONE or one is alike[_kind(one)][0]
    )


def _kind(finding: Finding) -> Kind:
    place = finding.sources[0]
    return place.file, place.pointer.rpartition("/")[2], finding.remedy


def _counted(finding: Finding, alike: list[Finding]) -> Finding:
    if len(alike) <= ONE_BY_ONE:
        return finding
    lines = [str(one.sources[0].line) for one in alike if one.sources[0].line is not None]
    more = [f"{len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    listed = ", ".join([*lines[:MOST_LINES], *more])
    return finding._replace(message=f"{finding.message} (so in {len(alike)} rows: lines {listed})")
