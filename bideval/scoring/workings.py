"""Results kept beside what they were worked out from, for many evaluations that differ in little.

A step of an evaluation names its place (what it is about) and what it reads; where it read
just the same before, the result is the same, and is not worked out anew.  So a result that
is kept can never be an old one: whatever a step does not say that it reads is the fault to
look for, and the tests hold every kind of change against evaluations that keep nothing.

By place the first and the last result are kept: of the published tender, and of the
what-if before.  Nothing here knows of tenders; nothing is kept between programs.
"""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar, cast

T = TypeVar("T")
Item = TypeVar("Item")
Place = tuple[str, ...]


class _Kept(NamedTuple):
    reads: tuple[object, ...]
    found: object


class _Each(NamedTuple, Generic[Item, T]):
    """Results by the identity of their items, which are kept so that it stays theirs."""

    found: dict[int, tuple[Item, T]]


class Workings:
    """What was worked out before, by place; ``FRESH`` keeps nothing."""

    def __init__(self, *, keeps: bool = True) -> None:
        """Begin with nothing."""
        self.keeps = keeps
        self._kept: dict[Place, tuple[_Kept, _Kept]] = {}
        self._each: dict[Place, tuple[_Each[object, object], _Each[object, object]]] = {}

    def of(self, place: Place, reads: tuple[object, ...], work: Callable[[], T]) -> T:
        """Return ``work()``, or its result at this place when it read what it reads now.

        What is raised is not kept.
        """
        if not self.keeps:
            return work()
        known = self._kept.get(place)
        if known is not None:
            first, last = known
            if first.reads == reads:
                return cast("T", first.found)  # a place is one step's, whose results have one type
            if last.reads == reads:
                return cast("T", last.found)
        found = work()
        new = _Kept(reads, found)
        self._kept[place] = (new if known is None else known[0], new)
        return found

    def of_each(self, place: Place, items: Sequence[Item], work: Callable[[Item], T]) -> list[T]:
        """Return ``work`` of every item; of the very objects that were here before it is known."""
        if not self.keeps:
            return [work(one) for one in items]
        known = self._each.get(place)
        before = [cast("_Each[Item, T]", one).found for one in known or ()]
        now: dict[int, tuple[Item, T]] = {}
        for item in items:
            key = id(item)
            kept = next((one[key] for one in before if key in one), None)
            now[key] = kept if kept is not None else (item, work(item))
        new = cast("_Each[object, object]", _Each(now))
        self._each[place] = (known[0] if known else new, new)
        return [now[id(item)][1] for item in items]


FRESH = Workings(keeps=False)
