"""The parts of a regime's file as text data, typed: its checks, its clock, the packs it allows.

Every problem is noted with its place.  A check that nobody has verified cannot be an
error: only a rule of status V can stop a result.
"""

import re
from collections.abc import Mapping

from bideval.errors import Severity
from bideval.model.base import ID_PATTERN
from bideval.model.decision import DecisionKind
from bideval.model.raw import (
    Notes,
    check_keys,
    choice_of,
    closest,
    list_of,
    mapping_of,
    number_of,
    pointer_part,
    text_of,
    true_of,
)
from bideval.model.regime_rules import (
    FACTS,
    PARAMETERS,
    STATED_FACTS,
    TAKES,
    Allowed,
    ClockStep,
    Conditions,
    Counted,
    Looks,
    RegimeCheck,
    Wait,
)

STATUSES = ("V", "S", "U")
_PACK = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)?")
_WHOLE = re.compile(r"[1-9][0-9]{0,2}")
_CHECK_KEYS = (
    "id",
    "looks",
    "severity",
    "wording",
    "remedy",
    "cite",
    "status",
    "when",
    "unless",
    "unstated",
    "not_open",
)
_STEP_KEYS = ("id", "wording", "cite", "status", "after", "wait", "unit", "counted", "unless")


def read_checks(raw: object, bases: tuple[str, ...], notes: Notes) -> tuple[RegimeCheck, ...]:
    """Return the checks that can be read; their ids are unlike one another.

    ``bases`` are those of the regime: a check that hangs on another would never be raised.
    """
    read = [_check(one, f"/{place}", notes) for place, one in enumerate(_entries(raw, notes, "checks"))]
    found = tuple(one for one in read if one is not None)
    _note_repeated([one.id for one in found], notes)
    for check in found:
        named = [word for fact, words in (*check.when, *check.unless) if fact == "basis" for word in words]
        named += check.of if check.looks is Looks.REASON else ()
        for name in sorted(set(named) - set(bases)):
            notes.add("", f"the check {check.id} names {name}, which is no basis here", closest(name, bases))
    return found


def read_clock(raw: object, notes: Notes) -> tuple[ClockStep, ...]:
    """Return the steps that can be read, in their order; each follows one before it or none."""
    found: list[ClockStep] = []
    for place, one in enumerate(_entries(raw, notes, "steps")):
        step = _step(one, f"/{place}", tuple(step.id for step in found), notes)
        if step is not None:
            found.append(step)
    _note_repeated([one.id for one in found], notes)
    return tuple(found)


def read_allowed(raw: object, notes: Notes) -> tuple[Allowed, ...]:
    """Return what the regime allows."""
    read = [_allowed(one, f"/{place}", notes) for place, one in enumerate(_entries(raw, notes, "packs"))]
    return tuple(one for one in read if one is not None)


def _entries(raw: object, notes: Notes, what: str) -> tuple[object, ...]:
    return list_of(raw, "", notes, what) or ()


def _note_repeated(ids: list[str], notes: Notes) -> None:
    for name in sorted({one for one in ids if ids.count(one) > 1}):
        notes.add("", f"two entries are called {name}", "Give each an id of its own.")


def _check(raw: object, at: str, notes: Notes) -> RegimeCheck | None:
    entry = mapping_of(raw, at, notes, "a check")
    if entry is None:
        return None
    check_keys(entry, (*_CHECK_KEYS, *PARAMETERS), at, notes)
    name = _id(entry, at, notes)
    looks = choice_of(entry.get("looks"), f"{at}/looks", notes, list(Looks))
    severity = choice_of(entry.get("severity"), f"{at}/severity", notes, list(Severity))
    wording = _text(entry, "wording", at, notes, "what the rule says")
    remedy = _text(entry, "remedy", at, notes, "how to put it right")
    cite = _text(entry, "cite", at, notes, "the citation")
    status = choice_of(entry.get("status"), f"{at}/status", notes, STATUSES)
    if severity == Severity.ERROR and status in {"S", "U"}:
        notes.add(f"{at}/severity", "only a verified rule can be an error", "Write warning or question.")
    when, unless = (_conditions(entry, key, at, notes) for key in ("when", "unless"))
    unstated = _words(entry, "unstated", at, notes, STATED_FACTS)
    if name is None or looks is None or severity is None or status is None:
        return None
    if wording is None or remedy is None or cite is None:
        return None
    _note_parameters(Looks(looks), entry, at, notes)
    return RegimeCheck(
        name,
        Looks(looks),
        Severity(severity),
        wording,
        remedy,
        cite,
        status,
        when,
        unless,
        unstated,
        number_of(entry["at_most"], f"{at}/at_most", notes) if "at_most" in entry else None,
        _words(entry, "of", at, notes, tuple(DecisionKind) if looks == Looks.DECISION else None),
        _packs(entry, at, notes) if "packs" in entry else (),
        _words(entry, "named", at, notes),
        _words(entry, "enough", at, notes),
        true_of(entry.get("not_open", "false"), f"{at}/not_open", notes),
    )


def _note_parameters(looks: Looks, entry: Mapping[str, object], at: str, notes: Notes) -> None:
    """What it looks at has its parameters, and no others."""
    needs, may = TAKES[looks]
    for key in PARAMETERS:
        if key in needs and key not in entry:
            notes.add(at, f"a check that looks at {looks} needs {key}", f"State {key}.")
        if key in entry and key not in (*needs, *may):
            notes.add(f"{at}/{key}", f"{key} does not go with looks: {looks}", "Take it out.")
    if may and not any(key in entry for key in may):
        notes.add(at, f"a check that looks at {looks} says of what", f"State {' or '.join(may)}.")


def _step(raw: object, at: str, before: tuple[str, ...], notes: Notes) -> ClockStep | None:
    entry = mapping_of(raw, at, notes, "a step of the clock")
    if entry is None:
        return None
    check_keys(entry, _STEP_KEYS, at, notes)
    name = _id(entry, at, notes)
    wording = _text(entry, "wording", at, notes, "what is done")
    cite = _text(entry, "cite", at, notes, "the citation")
    status = choice_of(entry.get("status"), f"{at}/status", notes, STATUSES)
    after = choice_of(entry["after"], f"{at}/after", notes, before) if "after" in entry else None
    wait, unit, counted = _wait(entry, at, notes)
    unless = _conditions(entry, "unless", at, notes)
    if name is None or wording is None or cite is None or status is None:
        return None
    return ClockStep(name, wording, cite, status, after, wait, unit, counted, unless)


def _wait(
    entry: Mapping[str, object], at: str, notes: Notes
) -> tuple[int | None, Wait | None, Counted | None]:
    """Return how long is waited, in what and from which day: all three, or none."""
    there = [key for key in ("wait", "unit", "counted") if key in entry]
    if not there:
        return None, None, None
    if len(there) < 3 or "after" not in entry:
        remedy = "State wait, unit and counted, and the step after which it is waited."
        notes.add(at, "a wait is not stated in full", remedy)
        return None, None, None
    wait = text_of(entry["wait"], f"{at}/wait", notes, "a whole number") or ""
    if not _WHOLE.fullmatch(wait):
        notes.add(f"{at}/wait", f"{wait!r} is not a whole number from 1 to 999", "Write digits alone.")
    unit = choice_of(entry["unit"], f"{at}/unit", notes, list(Wait))
    counted = choice_of(entry["counted"], f"{at}/counted", notes, list(Counted))
    if not _WHOLE.fullmatch(wait) or unit is None or counted is None:
        return None, None, None
    return int(wait), Wait(unit), Counted(counted)


def _allowed(raw: object, at: str, notes: Notes) -> Allowed | None:
    entry = mapping_of(raw, at, notes, "packs that the regime allows, with wording, cite and status")
    if entry is None:
        return None
    check_keys(entry, ("packs", "wording", "cite", "status"), at, notes)
    packs = _packs(entry, at, notes)
    wording = _text(entry, "wording", at, notes, "on what terms")
    cite = _text(entry, "cite", at, notes, "the citation")
    status = choice_of(entry.get("status"), f"{at}/status", notes, STATUSES)
    return (
        None if wording is None or cite is None or status is None else Allowed(packs, wording, cite, status)
    )


def _id(entry: Mapping[str, object], at: str, notes: Notes) -> str | None:
    name = _text(entry, "id", at, notes, "an id")
    if name is not None and not re.fullmatch(ID_PATTERN, name):
        notes.add(f"{at}/id", f"{name!r} is not an id", "Write small letters, digits and hyphens.")
    return name


def _text(entry: Mapping[str, object], key: str, at: str, notes: Notes, words: str) -> str | None:
    return text_of(entry.get(key), f"{at}/{key}", notes, words)


def _packs(entry: Mapping[str, object], at: str, notes: Notes) -> tuple[str, ...]:
    """Return ids of packs and names of families; editions are not told apart."""
    found = list_of(entry.get("packs"), f"{at}/packs", notes, "ids of packs or families") or ()
    for place, one in enumerate(found):
        if not isinstance(one, str) or not _PACK.fullmatch(one):
            remedy = "Write family/id or a family, without an edition."
            notes.add(f"{at}/packs/{place}", "this does not name a pack or a family", remedy)
    return tuple(one for one in found if isinstance(one, str))


def _words(
    entry: Mapping[str, object], key: str, at: str, notes: Notes, known: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    """Return a list of ids, each one of ``known`` where that is given; empty where the key is not there."""
    if key not in entry:
        return ()
    return _listed(entry[key], f"{at}/{key}", notes, known)


def _listed(raw: object, at: str, notes: Notes, known: tuple[str, ...] | None) -> tuple[str, ...]:
    found = list_of(raw, at, notes, "words") or ()
    for place, one in enumerate(found):
        if known is not None:
            choice_of(one, f"{at}/{place}", notes, known)
        elif not isinstance(one, str) or not _PACK.fullmatch(one):
            notes.add(f"{at}/{place}", "an id is expected here", "Write small letters, digits and hyphens.")
    return tuple(one for one in found if isinstance(one, str))


def _conditions(entry: Mapping[str, object], key: str, at: str, notes: Notes) -> Conditions:
    """Return the facts of ``key``, each with the words of which it has one."""
    if key not in entry:
        return ()
    stated = mapping_of(entry[key], f"{at}/{key}", notes, "facts with lists of words") or {}
    check_keys(stated, FACTS, f"{at}/{key}", notes)
    return tuple(
        (fact, _listed(words, f"{at}/{key}/{pointer_part(fact)}", notes, FACTS[fact]))
        for fact, words in stated.items()
        if fact in FACTS
    )
