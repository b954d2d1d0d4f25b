"""What a redaction shows and what it withholds: an allow-list, and for everything else who decided why.

A place is a JSON pointer into the record; ``*`` stands for one step.  What stands below a
place goes with it.  Of two places the longer one governs, of two of one length the one that
withholds.  What no place names is refused: nothing is shown, or withheld, by default.
"""

from typing import Annotated, Literal, NamedTuple

from pydantic import AfterValidator, Field, StringConstraints

from bideval.model.base import CalendarDate, Frozen, Id, Text

Way = tuple[str, ...]


def _pointer(text: str) -> str:
    if text and not text.startswith("/"):
        raise ValueError("a place is a JSON pointer: it begins with /")
    return text


Place = Annotated[str, StringConstraints(max_length=1000), AfterValidator(_pointer)]


class Withheld(Frozen):
    """What is withheld, under which law, why, by whose decision, and until when."""

    at: tuple[Place, ...] | Place
    law: Text
    reason: Text
    by: Text
    until: CalendarDate

    @property
    def places(self) -> tuple[str, ...]:
        """The places, however many."""
        return (self.at,) if isinstance(self.at, str) else self.at


class Plan(Frozen):
    """A redaction: its level by name, what it shows, and what it withholds."""

    bideval_redaction: Literal["1"]
    level: Id
    allow: Annotated[tuple[Place, ...], Field(min_length=1, max_length=1000)]
    withhold: Annotated[tuple[Withheld, ...], Field(max_length=1000)] = ()


class Governing(NamedTuple):
    """The place that governs a value: its steps, and which withholding it is, None where it is shown."""

    steps: int
    withheld: int | None


def steps_of(pointer: str) -> Way:
    """Return the steps of a JSON pointer."""
    return tuple(one.replace("~1", "/").replace("~0", "~") for one in pointer.split("/")[1:])


class Rules:
    """The places of a plan, by their steps, asked once for each value."""

    def __init__(self, plan: Plan) -> None:
        """Sort the places so that the first that matches governs."""
        listed: list[tuple[Way, int | None]] = [(steps_of(one), None) for one in plan.allow]
        listed += [
            (steps_of(one), number) for number, each in enumerate(plan.withhold) for one in each.places
        ]
        self._by_first = _grouped(sorted(listed, key=lambda one: (-len(one[0]), one[1] is None)))

    def of(self, way: Way) -> Governing | None:
        """Return what governs the value at ``way``; None where no place names it."""
        first = way[0] if way else ""
        for pattern, withheld in self._by_first.get(first, ()):
            if _matches(pattern, way):
                return Governing(len(pattern), withheld)
        return None


def _grouped(listed: list[tuple[Way, int | None]]) -> dict[str, list[tuple[Way, int | None]]]:
    """The places by their first step, which is a key of the record; ``*`` and the whole stand under each."""
    keys = {pattern[0] for pattern, _ in listed if pattern} | set(RECORD_KEYS)
    return {key: [one for one in listed if not one[0] or one[0][0] in {key, "*"}] for key in sorted(keys)}


RECORD_KEYS = (
    "bideval_record",
    "tender",
    "illustration",
    "inputs",
    "texts",
    "files",
    "result",
    "award",
    "study",
    "analyses",
    "digests",
    "provenance",
)


def _matches(pattern: Way, way: Way) -> bool:
    return len(pattern) <= len(way) and all(
        wanted in {"*", step} for wanted, step in zip(pattern, way, strict=False)
    )
