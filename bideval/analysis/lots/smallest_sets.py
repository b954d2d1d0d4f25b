"""The smallest sets of parts that cannot stand together, from a question that is put to sets.

    conflict     a set that cannot stand, of which every smaller set can
    correction   a set without which the rest can stand, and no smaller one does

Every conflict meets every correction.  So the smallest set that meets all corrections that are
known is the next to be tried: where it cannot stand it is a conflict, and none is smaller;
where it can, as much as possible is added to it, and what is left over is one more correction.

The question is monotone: what is in a set that can stand, can stand.  How it is answered, and
what proves the answer, is not known here.
"""

from collections.abc import Callable
from typing import NamedTuple

Parts = frozenset[int]


class Conflicts(NamedTuple):
    """The conflicts in order of size, and whether these are all; the corrections that were met."""

    found: tuple[Parts, ...]
    complete: bool
    corrections: tuple[Parts, ...] = ()


def conflicts_of(size: int, stands: Callable[[Parts], bool], most: int) -> Conflicts:
    """Return at most ``most`` conflicts among parts 0 to ``size`` - 1, the smallest first."""
    everything = frozenset(range(size))
    corrections: list[Parts] = []
    found: list[Parts] = []
    while True:
        tried = smallest_meeting(corrections, tuple(found))
        if tried is None:
            return Conflicts(tuple(found), complete=True, corrections=tuple(corrections))
        if not stands(tried):
            if len(found) == most:
                return Conflicts(tuple(found), complete=False, corrections=tuple(corrections))
            found.append(tried)
            continue
        standing = tried
        for part in sorted(everything - tried):
            if stands(standing | {part}):
                standing |= {part}
        corrections.append(everything - standing)


def smallest_meeting(sets: list[Parts] | tuple[Parts, ...], not_holding: tuple[Parts, ...]) -> Parts | None:
    """Return the smallest set that meets each of ``sets`` and holds none of ``not_holding``.

    None where there is none.  Of equally small ones the first in order is returned.
    """
    whole = frozenset().union(*sets)
    for size in range(len(whole) + 1):
        found = _meeting(tuple(sets), not_holding, frozenset(), size)
        if found:
            return min(found, key=sorted)
    return None


def _meeting(sets: tuple[Parts, ...], not_holding: tuple[Parts, ...], own: Parts, left: int) -> list[Parts]:
    """Every set that holds ``own``, meets each of ``sets`` and has at most ``left`` parts more."""
    if any(one <= own for one in not_holding):
        return []
    unmet = next((one for one in sets if one.isdisjoint(own)), None)
    if unmet is None:
        return [own]
    if not left:
        return []
    return [found for part in sorted(unmet) for found in _meeting(sets, not_holding, own | {part}, left - 1)]


def least_corrections(conflicts: Conflicts) -> tuple[Parts, ...]:
    """Return every smallest set that meets each conflict: without it, none is left."""
    found = smallest_meeting(conflicts.found, ())
    if found is None:
        return ()
    return tuple(sorted(set(_meeting(conflicts.found, (), frozenset(), len(found))), key=sorted))
