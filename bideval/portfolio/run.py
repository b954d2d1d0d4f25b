"""A whole portfolio: its parts, spread, added up in order, and each ocid counted once.

The result depends on the bytes and on what is asked, not on how many workers there are or on
which part is done first.  Of tenders with one ocid the first that can be evaluated counts, in the
order of the files; parts that hold a later one are done again without it.  To know them takes
24 bytes a tender.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bideval.portfolio.manifest import Manifest, head_of
from bideval.portfolio.part_run import DIGEST, DUPLICATE, PLACE, Order, PartResult, Reject
from bideval.portfolio.sources import PART, Part, parts_of, stamp_of
from bideval.portfolio.spread import Job, Spread, one_process
from bideval.portfolio.tally import Tally, add, empty, tidied

NONE: frozenset[int] = frozenset()


class Rejected(NamedTuple):
    """A line that was not evaluated; its number is that in its source."""

    source: str
    reject: Reject


class Asked(NamedTuple):
    """What a run is to do, and how."""

    sources: tuple[str, ...]
    order: Order
    spread: Spread = one_process
    manifest: Path | None = None
    part_size: int = PART
    progress: Callable[[int, int], None] | None = None  # parts done, of how many


class _Seen(NamedTuple):
    """What is kept of each part until all are done."""

    first_line: int  # lines of its source before it
    ocids: bytes
    places: bytes


def run(asked: Asked, reject: Callable[[Rejected], None]) -> Tally:
    """Evaluate a portfolio; every line that is not evaluated goes to ``reject``."""
    parts = [part for source in asked.sources for part in parts_of(source, asked.part_size)]
    total = empty(len(asked.order.scenarios))
    seen: list[_Seen] = []
    before: dict[str, int] = {}
    for part, result in zip(parts, _results(asked, parts), strict=True):
        add(total, result.tally)
        first = before.get(part.source, 0)
        before[part.source] = first + result.lines
        seen.append(_Seen(first, result.ocids, result.places))
        for one in result.rejects:
            reject(_placed(part.source, first, one))
        if asked.progress:
            asked.progress(len(seen), len(parts))
    _without_repeats(asked, parts, seen, total, reject)
    return tidied(total)


def _placed(source: str, first: int, one: Reject) -> Rejected:
    return Rejected(source, replace(one, line=first + one.line))


def _results(asked: Asked, parts: Sequence[Part]) -> Iterator[PartResult]:
    """The result of every part, in order: from the manifest, or done now."""
    if asked.manifest is None:
        yield from asked.spread(asked.order, [(part, NONE) for part in parts])
        return
    stamps = [stamp_of(source) for source in asked.sources]
    manifest = Manifest(asked.manifest, head_of(asked.order, parts, stamps))
    missing = [place for place in range(len(parts)) if place not in manifest.done]
    new = asked.spread(asked.order, [(parts[place], NONE) for place in missing]) if missing else iter(())
    for place in range(len(parts)):
        if place in manifest.done:
            yield manifest.done.pop(place)
            continue
        result = next(new)
        manifest.add(place, result)
        yield result


def _without_repeats(
    asked: Asked,
    parts: Sequence[Part],
    seen: Sequence[_Seen],
    total: Tally,
    reject: Callable[[Rejected], None],
) -> None:
    """Take out of ``total`` what repeats an ocid: the parts that hold it are done again, with and without."""
    repeats = _repeats(seen)
    places = sorted(repeats)
    jobs: list[Job] = [(parts[place], which) for place in places for which in (NONE, repeats[place])]
    results = asked.spread(asked.order, jobs) if jobs else iter(())
    for place in places:
        add(total, next(results).tally, -1)
        without = next(results)
        add(total, without.tally)
        for one in without.rejects:
            if one.reason == DUPLICATE:
                reject(_placed(parts[place].source, seen[place].first_line, one))


def _repeats(seen: Sequence[_Seen]) -> dict[int, frozenset[int]]:
    """By part the lines of tenders whose ocid stood before, in an earlier part or line."""
    beginnings = np.concatenate([_beginnings(one) for one in seen])
    in_order = np.sort(beginnings)
    twice = np.unique(in_order[1:][in_order[1:] == in_order[:-1]])
    del in_order
    stood: set[bytes] = set()
    found: dict[int, set[int]] = {}
    for part, one in enumerate(seen if len(twice) else ()):
        for at in np.flatnonzero(np.isin(_beginnings(one), twice)).tolist():
            digest = one.ocids[at * DIGEST : (at + 1) * DIGEST]
            if digest in stood:
                line = int.from_bytes(one.places[at * PLACE : (at + 1) * PLACE], "little")
                found.setdefault(part, set()).add(line)
            stood.add(digest)
    return {part: frozenset(lines) for part, lines in found.items()}


def _beginnings(one: _Seen) -> NDArray[np.uint64]:
    """The first half of each digest: where two are alike the whole is looked at."""
    return np.frombuffer(one.ocids, np.uint64)[:: DIGEST // 8]
