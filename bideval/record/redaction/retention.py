"""How long texts are kept: a schedule by class, legal hold, and bodies taken out of a record when due.

Inputs and study hold the digest of each free text and ``texts`` its body, so a body can be erased
and every digest but that of the whole record stays.  A body goes once each place that names
it is of a class that is due; one that is held, or of no class, stays.  Texts that rules or
answers read stay, for without them neither could be made again.

Dates are as told; there is no clock here.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from bideval.model.base import CalendarDate, Frozen, Id, Text
from bideval.record.assembled import record_digest
from bideval.record.canonical import Json, canonical
from bideval.record.rebuilt import READ_BY_RULES
from bideval.record.redaction.plan import Place, Way, steps_of
from bideval.record.redaction.tree import children
from bideval.record.studied import READ_BY_ANSWERS
from bideval.record.verified import ERASED


class Kept(Frozen):
    """A class of texts: which, until when they are kept, and under which rule."""

    id: Id
    at: Annotated[tuple[Place, ...], Field(min_length=1)]  # in inputs: /consensus/*/reason; or /study
    until: CalendarDate
    rule: Text


class Hold(Frozen):
    """A legal hold: texts of a class are kept, whatever the schedule says."""

    kept: Annotated[Id, Field(alias="class")]
    reason: Text
    by: Text
    since: CalendarDate


class Schedule(Frozen):
    """A retention schedule."""

    bideval_retention: Literal["1"]
    classes: Annotated[tuple[Kept, ...], Field(min_length=1, max_length=200)]
    holds: Annotated[tuple[Hold, ...], Field(max_length=200)] = ()


class Erased(NamedTuple):
    """A record without bodies that were due: its bytes, and how many were erased, held, and kept."""

    data: bytes
    erased: Mapping[str, int]  # by class
    held: int
    kept: int  # not due, of no class, or read by rules


def erased(record: Mapping[str, Json], schedule: Schedule, on: str, by: str) -> Erased:
    """Return the record as it is after bodies due before the day ``on`` are erased by ``by``."""
    classes = _classes(record, schedule)
    held = {one.kept for one in schedule.holds}
    due = {one.id for one in schedule.classes if one.until < on}
    texts = _object(record, "texts")
    going: dict[str, str] = {}
    count_held = 0
    for digest in texts:
        named = classes.get(digest, {""})
        if named & held:
            count_held += 1
        elif named <= due:
            going[digest] = min(named)
    counts: dict[str, int] = {}
    for name in going.values():
        counts[name] = counts.get(name, 0) + 1
    data = canonical(_without(record, going, schedule, on, by)) if going else canonical(dict(record))
    return Erased(data, dict(sorted(counts.items())), count_held, len(texts) - len(going) - count_held)


def _without(
    record: Mapping[str, Json], going: Mapping[str, str], schedule: Schedule, on: str, by: str
) -> dict[str, Json]:
    rules = {one.id: one.rule for one in schedule.classes}
    words: dict[str, Json] = {
        f"{ERASED}{digest}": f"body removed on {on} under {rules[name]} by {by}"
        for digest, name in going.items()
    }
    kept = {digest: body for digest, body in _object(record, "texts").items() if digest not in going}
    changed: dict[str, Json] = {
        **record,
        "texts": kept,
        "provenance": {**_object(record, "provenance"), **words},
    }
    digests = {**_object(record, "digests"), "record": record_digest(changed)}
    return {**changed, "digests": digests}


def _classes(record: Mapping[str, Json], schedule: Schedule) -> dict[str, set[str]]:
    """The classes of each text by its digest; blank for a place of no class."""
    patterns = [(steps_of(place), one.id) for one in schedule.classes for place in one.at]
    found: dict[str, set[str]] = {}
    for way, value in _leaves({**_object(record, "inputs"), "study": record.get("study")}, ()):
        if isinstance(value, str) and value.startswith("sha256:"):
            names = {name for pattern, name in patterns if _is_at(pattern, way)} or {""}
            found.setdefault(value.removeprefix("sha256:"), set()).update({""} if _is_read(way) else names)
    return found


def _is_at(pattern: Way, way: Way) -> bool:
    """Whether a place is named: what stands below a pattern is."""
    long_enough = len(pattern) <= len(way)
    return long_enough and all(one in {"*", step} for one, step in zip(pattern, way, strict=False))


def _is_read(way: Way) -> bool:
    """Whether rules or answers read the text."""
    decision = way[:1] == ("decisions",) and way[-1] in READ_BY_RULES
    report = way[:2] == ("study", "report") and way[-1] in READ_BY_ANSWERS
    return decision or report or (way[:2] == ("tender", "declares") and "choices" in way)


def _leaves(value: Json, way: Way) -> Iterator[tuple[Way, Json]]:
    for step, one in children(value):
        yield from _leaves(one, (*way, step))
    if not children(value):
        yield way, value


def _object(data: Mapping[str, Json], key: str) -> dict[str, Json]:
    found = data[key]
    assert isinstance(found, dict)
    return found
