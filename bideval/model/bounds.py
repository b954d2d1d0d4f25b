"""How many findings of one kind in one file a report lists.

A file can be wrong in a million rows.  The first thousand say as much as all of them, and
a report that never ends helps nobody; so the last one listed says how many are not.

Findings are taken one by one, and those that are not listed are not kept: a million of
them would fill the memory.  This module makes no findings and reads no files.
"""

from collections import Counter
from collections.abc import Iterable

from bideval.errors import Finding, Severity

MOST_LISTED = 1000  # findings of one code in one file


def bounded(
    findings: Iterable[Finding], most: int = MOST_LISTED, *, whole: frozenset[Severity] = frozenset()
) -> tuple[Finding, ...]:
    """Return the first ``most`` findings of each code and file; the last says how many more there are.

    Which ones come first is the caller's order, so findings about rows come in the order of the rows.
    Of the severities in ``whole`` all are kept.
    """
    kept: list[Finding] = []
    counts: Counter[tuple[str, str]] = Counter()
    last: dict[tuple[str, str], int] = {}
    for finding in findings:
        kind = finding.code, finding.sources[0].file if finding.sources else ""
        counts[kind] += finding.severity not in whole
        if counts[kind] <= most or finding.severity in whole:
            last[kind] = len(kept)
            kept.append(finding)
    for kind, at in last.items():
        more = counts[kind] - most
        if more > 0:
            kept[at] = kept[at]._replace(message=f"{kept[at].message}; {more:,} more like it are not listed")
    return tuple(kept)
