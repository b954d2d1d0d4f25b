"""A pack's file while it is being read, and the part of it that says what the pack is.

Every part of the file notes its problems under a finding code of its own.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.base import ID_PATTERN
from bideval.model.pack import FAMILIES, PackKind, PackSource
from bideval.model.parameters import Problem
from bideval.model.raw import Notes, check_keys, choice_of, mapping_of, text_of

_WHOLE = re.compile(r"[1-9][0-9]{0,3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_REMEDY = "Write a date of the calendar as 2026-01-31."
_OF_FAMILY = {"scales": PackKind.SCALE, "regimes": PackKind.REGIME}
ABOUT = ("bid", "supplier")
_LONGEST_REGIME = 3  # regimes/<where>/<rules>


class Desk:
    """The text data of a file, and the problems of each part of it."""

    def __init__(self, file: str, raw: Mapping[str, object]) -> None:
        """Begin without a problem."""
        self.file = file
        self.raw = raw
        self.parts: list[tuple[str, str, Notes]] = []

    def notes(self, code: str, at: str = "") -> Notes:
        """Return a place for the problems of the part at ``at``, to be found under ``code``."""
        notes = Notes()
        self.parts.append((code, at, notes))
        return notes

    def keep(self, code: str, at: str, problems: tuple[Problem, ...]) -> None:
        """Keep problems that were found elsewhere."""
        self.notes(code, at).found.extend(problems)

    def has(self, codes: Collection[str]) -> bool:
        """Say whether a problem under one of ``codes`` was noted."""
        return any(code in codes and notes.found for code, _, notes in self.parts)

    def findings(self) -> tuple[Finding, ...]:
        """Return every problem as a finding, each once."""
        found = [
            finding_of(code, one._replace(pointer=f"{at}{one.pointer}"), self.file)
            for code, at, notes in self.parts
            for one in notes.all()
        ]
        return tuple(dict.fromkeys(found))


def finding_of(code: str, problem: Problem, file: str) -> Finding:
    """Return ``problem`` as an error finding; its pointer is into ``file``."""
    return error(code, problem.message, problem.remedy, Source(file, problem.pointer))


def is_whole(text: str) -> bool:
    """Say whether ``text`` is a whole number from 1 to 9999 in digits alone, without leading zeros."""
    return _WHOLE.fullmatch(text) is not None


class Head(NamedTuple):
    """What a pack says of itself, whatever it reads."""

    id: str
    edition: int
    title: str
    question: str
    status: str
    source: PackSource
    valid_from: str
    valid_to: str | None
    notes: str | None
    about: str
    off: str | None


def read_head(desk: Desk, kind: PackKind | None) -> Head | None:
    """Read what the pack is; None where any of it cannot be read.

    A key that is missing altogether is noted by the caller.
    """
    raw, notes = desk.raw, desk.notes("BE304")
    texts = {
        key: _text(raw, key, notes)
        for key in ("id", "edition", "title", "question", "status", "notes", "off")
    }
    _check_id(texts["id"], kind, desk, notes)
    edition = texts["edition"]
    if edition is not None and not is_whole(edition):
        notes.add("/edition", f"{edition!r} is not a whole number from 1 to 9999", "Write edition: 1.")
        edition = None
    status = choice_of(texts["status"], "/status", notes, ("V", "S", "U")) if texts["status"] else None
    about = choice_of(raw["about"], "/about", notes, ABOUT) if "about" in raw else "bid"
    source = _source(raw.get("source"), desk) if "source" in raw else None
    valid = _valid(raw.get("valid"), desk) if "valid" in raw else None
    pack_id, title, question = texts["id"], texts["title"], texts["question"]
    if pack_id is None or edition is None or title is None or question is None:
        return None
    if status is None or source is None or valid is None:
        return None
    return Head(
        pack_id,
        int(edition),
        title,
        question,
        status,
        source,
        *valid,
        texts["notes"],
        about or "bid",
        texts["off"],
    )


def _text(raw: Mapping[str, object], key: str, notes: Notes) -> str | None:
    return text_of(raw[key], f"/{key}", notes, f"the {key}") if key in raw else None


def _check_id(pack_id: str | None, kind: PackKind | None, desk: Desk, notes: Notes) -> None:
    """The family is a known one and fits what the pack reads; the rest are ids."""
    if pack_id is None:
        return
    family, *rest = pack_id.split("/")
    longest = _LONGEST_REGIME if family == "regimes" else 2
    if not rest or len(rest) >= longest or not all(re.fullmatch(ID_PATTERN, one) for one in rest):
        remedy = "Write family/id in small letters, digits and hyphens, such as finance/turnover-cover."
        notes.add("/id", f"{pack_id!r} is not the id of a pack", remedy)
        return
    known = choice_of(family, "/id", notes, FAMILIES)
    wanted = _OF_FAMILY.get(family)
    stranger = kind in _OF_FAMILY.values() if wanted is None else kind is not wanted
    if known and kind and stranger:
        there = wanted or "measure or mark"
        remedy = "Scales stand under scales/, regimes under regimes/, and nothing else does."
        desk.notes("BE305").add("/id", f"a pack of the family {family} reads a {there}, not a {kind}", remedy)


def _source(raw: object, desk: Desk) -> PackSource | None:
    notes = desk.notes("BE304", "/source")
    entry = mapping_of(raw, "", notes, "a source with title and section")
    if entry is None:
        return None
    check_keys(entry, ("title", "section", "date"), "", desk.notes("BE302", "/source"))
    for key in ("title", "section"):
        if key not in entry:
            desk.notes("BE303", "/source").add("", f"the source has no {key}", f"State its {key}.")
    title, section = _text(entry, "title", notes), _text(entry, "section", notes)
    day = _day(entry["date"], "/date", notes) if "date" in entry else None
    return None if title is None or section is None else PackSource(title, section, day)


def _valid(raw: object, desk: Desk) -> tuple[str, str | None] | None:
    notes = desk.notes("BE304", "/valid")
    entry = mapping_of(raw, "", notes, "the dates from and to which the pack holds")
    if entry is None:
        return None
    check_keys(entry, ("from", "to"), "", desk.notes("BE302", "/valid"))
    if "from" not in entry:
        desk.notes("BE303", "/valid").add(
            "", "the pack does not say from when it holds", "State valid: {from: DATE}."
        )
        return None
    begin = _day(entry["from"], "/from", notes)
    end = _day(entry["to"], "/to", notes) if "to" in entry else None
    if begin and end and end < begin:
        notes.add("/to", f"{end} is before {begin}", "Write the earlier date under from.")
    return None if begin is None else (begin, end)


def _day(raw: object, at: str, notes: Notes) -> str | None:
    if isinstance(raw, str) and _DATE.fullmatch(raw):
        try:
            return date.fromisoformat(raw).isoformat()
        except ValueError:
            notes.add(at, f"{raw} is not a date of the calendar", _DATE_REMEDY)
            return None
    notes.add(at, "a date is expected here", _DATE_REMEDY)
    return None
