"""Findings that only follow from a file that could not be read whole.

Where ``consensus.csv`` is unreadable every mark is missing, and to say so once for each
would bury the cause.  So what the lost part of a file may have answered is left out; it
comes to light in the next run if it is still there.

This module makes no findings.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bideval.errors import Finding, Severity, Source
from bideval.io.file_names import TENDER
from bideval.io.mending import Bad, not_at
from bideval.io.places import KEY

_SUMS = frozenset({"BE255", "BE261", "BE263", "BE264", "BE265", "BE266", "BE408", "BE453"})
_MARKS = frozenset({"BE364", "BE452"})

# What may follow from each file, by code: docs/findings.md says what the codes mean.
_FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "marks.csv": _MARKS,
        "consensus.csv": _MARKS,
        "evaluators.csv": _MARKS | {"BE352", "BE360", "BE363", "BE367", "BE376"},
        "assignments.csv": _MARKS,
        "declarations.csv": _MARKS | {"BE358", "BE379", "BE381"},
        "schedule.csv": _SUMS | {"BE251", "BE257", "BE260", "BE269"},
        "decisions.yaml": _MARKS | _SUMS | {"BE104", "BE201", "BE411"},
    }
)


_FLAWS = frozenset(f"BE00{digit}" for digit in range(3, 10))  # characters that may not stand in a text
_VALUES = frozenset({"BE052", "BE053"})


def without_flawed(read: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return located findings less those about values that only a forbidden character makes wrong."""
    found = tuple(read)
    flaws = [one.sources[0] for one in found if one.code in _FLAWS]
    return tuple(one for one in found if one.code not in _VALUES or not _holds(one.sources[0], flaws))


def _holds(value: Source, flaws: Iterable[Source]) -> bool:
    if value.column is None:
        return False
    span = range(value.column, value.column + (value.width or 1))
    return any((flaw.file, flaw.line) == (value.file, value.line) and flaw.column in span for flaw in flaws)


# What may follow from a key of tender.yaml that had to be left out, or from a part of it.
_LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "rank_on": frozenset({"BE112"}),
        "marks": _MARKS | {"BE113", "BE365", "BE366"},
        "weighting": frozenset({"BE101", "BE103", "BE106", "BE107", "BE108", "BE109", "BE134"}),
        "method": frozenset({"BE110"}),
        "contract": frozenset({"BE451"}),
        "money": frozenset({"BE156", "BE254", "BE256", "BE257", "BE258"}),
        "declares": frozenset({"BE121", "BE208"}),
        "prices": frozenset({"BE263", "BE264", "BE265", "BE266", "BE408"}),
        "regime": frozenset({"BE160"}),
    }
)
# The same for lists, which are left out as a whole or not at all.
_LISTS_LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {"/criteria": frozenset({"BE117", "BE350"}), "/ties": frozenset({"BE150"})}
)


def without_follow_ons(
    judged: Iterable[Finding], read: Iterable[Finding], lost: frozenset[str]
) -> tuple[Finding, ...]:
    """Return the ``judged`` findings less those that follow from what was found in reading.

    ``read`` are the findings of reading, located; ``lost`` the files of which something is
    not at hand.
    """
    bad = [
        Bad(source.file, source.pointer)
        for finding in read
        if finding.severity is Severity.ERROR
        for source in finding.sources
        if source.pointer and not _is_summed(source.file)
    ]
    bad += [Bad(file, "") for file in sorted(lost) if file.endswith(".yaml")]
    pointers = [one.pointer.removesuffix(KEY) for one in bad if one.file == TENDER and one.pointer]
    out = {code for one in pointers for code in _LEFT_OUT.get(one.split("/")[1], ())}
    out |= {code for one in pointers for code in _LISTS_LEFT_OUT.get(one, ())}
    return tuple(one for one in not_at(judged, bad) if one.code not in out and not _follows(one, lost))


def _follows(finding: Finding, lost: frozenset[str]) -> bool:
    if any(finding.code in _FOLLOWS.get(file, ()) for file in lost):
        return True
    prices = {file.rpartition(".")[0] for file in lost if file.startswith("prices/")}
    return finding.code in _SUMS and any(one.file.rpartition(".")[0] in prices for one in finding.sources)


def _is_summed(file: str) -> bool:
    """Rows of these are pointed at by row in reading and by line in judging, so places do not meet."""
    return file == "schedule.csv" or (file.startswith("prices/") and file.endswith(".csv"))
