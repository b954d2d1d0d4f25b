"""The digest made by an independent program, written from docs/digest.md alone.

It reads the tables of that page for what each key is, and imports nothing of bideval.
It expects a folder that checks clean.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.docs.pages import code_words, tables_of

Json = str | bool | int | list["Json"] | dict[str, "Json"]
Raw = str | None | list["Raw"] | dict[str, "Raw"]
PUBLISHED_ORDER = {"lots", "authorities", "ties", "rounding", "choices", "drawn"}
REPLACES = {("Lot", "criteria"), ("Lot", "gates")}  # an empty list is not the same as none
RATE_WORDS = {"": "blank", "included": "included", "n/a": "not-offered"}
FILES = {
    "schedule.csv",
    "evaluators.csv",
    "marks.csv",
    "consensus.csv",
    "assignments.csv",
    "declarations.csv",
}
WITHOUT_LOT = {"evaluators.csv", "declarations.csv", "prices/<bid>.csv"}


class Part(NamedTuple):
    """A row of the page's table: what the keys of a part are."""

    free: set[str]
    numbers: set[str]
    bare: set[str]  # whole numbers, true or false
    inside: dict[str, str]  # the part under a key
    always: dict[str, str]


class Canon:
    """The rules of the page."""

    def __init__(self, page: Path) -> None:
        """Read the tables of the page."""
        tables = [table for table in tables_of(page) if table.heading == "How values stand"]
        self.parts = {row["Part"]: _part(row) for row in tables[0].rows}
        self.files = {code_words(row["File"])[0]: row for row in tables[1].rows}

    def text(self, root: Path, shelf: Path) -> str:
        """Return the canonical inputs of the folder ``root``; ``shelf`` holds the shipped packs."""
        tender = _yaml(root / "tender.yaml")
        assert isinstance(tender, dict)
        kept = {name: part for name, part in self.entries(root, shelf, tender) if part not in ({}, [])}
        return _text(kept)

    def digest(self, root: Path, shelf: Path) -> str:
        """Return the digest of the folder ``root``."""
        return f"sha256:{sha256(self.text(root, shelf).encode()).hexdigest()}"

    def entries(self, root: Path, shelf: Path, tender: dict[str, Raw]) -> Iterator[tuple[str, Json]]:
        """Return the keys of the whole and what stands under each, also where that is nothing."""
        yield "tender", self._value("Tender", tender)
        for folder, part in (("bids", "Bid"), ("prices", "Price sheet")):
            yield folder, {one.stem: self._value(part, _yaml(one)) for one in root.glob(f"{folder}/*.yaml")}
        yield "rates", {one.stem: self._rows("prices/<bid>.csv", one) for one in root.glob("prices/*.csv")}
        for file in FILES:
            yield file.removesuffix(".csv"), self._rows(file, root / file)
        decisions = _yaml(root / "decisions.yaml") if (root / "decisions.yaml").exists() else None
        listed = decisions if isinstance(decisions, list) else []
        yield "decisions", sorted((self._value("Decision", one) for one in listed), key=_order)
        yield "packs", dict(_packs(root, shelf, tender))

    def _value(self, name: str, raw: Raw) -> dict[str, Json]:
        assert isinstance(raw, dict), name
        part = self.parts[name]
        stated = {key: one for key, one in {**part.always, **raw}.items() if one is not None}
        found = {key: self._key(part, key, one) for key, one in stated.items()}
        return {key: one for key, one in found.items() if one not in ([], {}) or (name, key) in REPLACES}

    def _key(self, part: Part, key: str, raw: Raw) -> Json:
        if key == "rounding" and raw == "none":
            return []
        if key in part.inside:
            return self._inside(part.inside[key], key, raw)
        if key in part.free:
            return _hashed_all(raw)
        if key in part.numbers:
            return _numbers(raw)
        if key in part.bare:
            return raw == "true" if raw in {"true", "false"} else int(str(raw))
        return _as_written(_bare(raw) if key == "digest" else raw, ordered=False)

    def _inside(self, name: str, key: str, raw: Raw) -> Json:
        if isinstance(raw, list):
            parts: list[Json] = [self._value(name, one) for one in raw]
            return parts if key in PUBLISHED_ORDER else sorted(parts, key=_order)
        assert isinstance(raw, dict)
        if key == "declares" or name == "Lot price":
            return {one: self._value(name, value) for one, value in raw.items()}
        return self._value(name, raw)

    def _rows(self, file: str, path: Path) -> list[Json]:
        if not path.exists():
            return []
        rule = self.files[file]
        free, numbers = set(code_words(rule["Free text"])), set(code_words(rule["Numbers"]))
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = [_row(file, row, free, numbers) for row in csv.DictReader(opened) if any(row.values())]
        return sorted(rows, key=_text)


def _bare(raw: Raw) -> Raw:
    return raw.removeprefix("sha256:") if isinstance(raw, str) else raw


def _part(row: Mapping[str, str]) -> Part:
    inside = [one.split("` ") for one in row["Parts inside"].split(", ") if one != "-"]
    return Part(
        set(code_words(row["Free text"])),
        set(code_words(row["Numbers"])),
        set(code_words(row["Whole numbers, true or false"])),
        {key.strip("`"): part for key, part in inside},
        dict(one.split(": ") for one in code_words(row["Always there"])),
    )


def _row(file: str, row: Mapping[str, str], free: set[str], numbers: set[str]) -> Json:
    found: dict[str, Json] = {}
    if file not in WITHOUT_LOT:
        found["lot"] = "*"
    if file == "schedule.csv":
        found["years"] = "1/1"
    for key, cell in row.items():
        if key == "rate":
            found[key] = _rate(cell)
        elif cell == "":
            continue
        elif key in free:
            found[key] = _hashed(cell.replace("\r\n", "\n"))
        elif key in numbers:
            found[key] = _numbers(cell)
        elif key == "agreed_by":
            found[key] = [one.strip() for one in cell.split(";") if one.strip()]
        else:
            found[key] = cell == "yes" if key == "counts" else cell
    return found


def _rate(cell: str) -> Json:
    return {"words": RATE_WORDS[cell]} if cell in RATE_WORDS else {"words": "number", "value": _numbers(cell)}


def _numbers(raw: Raw) -> Json:
    if isinstance(raw, list):
        return [_numbers(one) for one in raw]
    if isinstance(raw, dict):
        return {key: _numbers(one) for key, one in raw.items()}
    value = Fraction(str(raw))
    return f"{value.numerator}/{value.denominator}"


def _hashed_all(raw: Raw) -> Json:
    if isinstance(raw, list):
        return [_hashed(str(one)) for one in raw]
    if isinstance(raw, dict):
        return {key: _hashed(str(one)) for key, one in raw.items()}
    return _hashed(str(raw))


def _hashed(text: str) -> str:
    return f"sha256:{sha256(text.encode()).hexdigest()}"


def _as_written(raw: Raw, *, ordered: bool) -> Json:
    """Text data; ``ordered`` keeps the order of every list, as in a pack."""
    if isinstance(raw, dict):
        return {key: _as_written(one, ordered=ordered) for key, one in raw.items() if one is not None}
    if isinstance(raw, list):
        entries = [_as_written(one, ordered=ordered) for one in raw if one is not None]
        has_ids = bool(entries) and all(isinstance(one, dict) and "id" in one for one in entries)
        return sorted(entries, key=_order) if has_ids and not ordered else entries
    return str(raw)


def _order(thing: Json) -> tuple[str, str]:
    return (str(thing.get("id", "")) if isinstance(thing, dict) else "", _text(thing))


def _text(data: object) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _packs(root: Path, shelf: Path, tender: dict[str, Raw]) -> Iterator[tuple[str, Json]]:
    own = {f"{one['id']}@{one['edition']}": one for one in map(_mapping, root.glob("criteria/*.yaml"))}
    waiting, seen = list(_named(tender)), set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        pack_id, _, edition = name.partition("@")
        file = pack_id if edition == "1" else name
        pack = own[name] if name in own else _mapping(shelf / f"{file}.yaml")
        yield name, _as_written(pack, ordered=True)
        waiting += _scales(pack)


def _scales(pack: dict[str, Raw]) -> Iterator[str]:
    points, parameters = pack.get("points"), pack.get("parameters")
    held = [points.get("scale")] if isinstance(points, dict) else []
    declared = parameters.values() if isinstance(parameters, dict) else []
    held += [one.get("default") for one in declared if isinstance(one, dict) and one.get("unit") == "scale"]
    yield from (one for one in held if isinstance(one, str) and "@" in one)


def _named(tender: dict[str, Raw]) -> Iterator[str]:
    regime = tender.get("regime")
    if isinstance(regime, str):
        yield regime if regime.startswith("regimes/") else f"regimes/{regime}"
    lots = tender.get("lots")
    for place in [tender, *(lots if isinstance(lots, list) else [])]:
        assert isinstance(place, dict)
        for key in ("criteria", "gates"):
            yield from _named_in(place.get(key))


def _named_in(listed: Raw) -> Iterator[str]:
    for one in listed if isinstance(listed, list) else []:
        assert isinstance(one, dict)
        given = one.get("with")
        scales = [one.get("scale"), given.get("scale") if isinstance(given, dict) else None]
        yield from (name for name in (one.get("use"), *scales) if isinstance(name, str) and "@" in name)
        yield from _named_in(one.get("criteria"))


def _yaml(path: Path) -> Raw:
    """Read a file of a sound folder: every scalar is text, a plain nothing is nothing."""
    return _nothing(yaml.BaseLoader(path.read_text(encoding="utf-8")).get_single_data())


def _nothing(raw: Raw) -> Raw:
    if isinstance(raw, dict):
        return {key: _nothing(one) for key, one in raw.items()}
    if isinstance(raw, list):
        return [_nothing(one) for one in raw]
    return None if raw in {"", "~", "null"} else raw


def _mapping(path: Path) -> dict[str, Raw]:
    data = _yaml(path)
    assert isinstance(data, dict)
    return data
