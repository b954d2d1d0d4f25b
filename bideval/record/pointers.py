"""Where a value stands in the canonical inputs of a record: a place in a file as a JSON pointer.

Inputs that were built from a record stand in its order, so a row or an entry has the same
number here and there; lines of a schedule and of rates are found by their id.
"""

from collections.abc import Mapping, Sequence

from bideval.errors import Source
from bideval.io.places import KEY, pointer_of, segments_of
from bideval.model.decision import DecisionKind
from bideval.record.canonical import Json
from bideval.record.rebuilt import year_end
from bideval.scoring.price_json import Locate

_BY_LINE = frozenset({"schedule", "rates"})


def places_in(inputs: Mapping[str, Json]) -> Locate:
    """Return what turns a source of rebuilt inputs into one whose text is its pointer into ``inputs``."""

    def locate(source: Source) -> Source:
        way = [*_part(source.file, inputs), *segments_of(source.pointer.removesuffix(KEY))]
        return Source(pointer_of(*_as_far(dict(inputs), way)))

    return locate


def _part(file: str, inputs: Mapping[str, Json]) -> list[str]:
    """The keys under which the contents of a file stand; a pack's file is its reference."""
    packs = inputs.get("packs", {})
    if isinstance(packs, dict) and file in packs:
        return ["packs", file]
    stem, _, ending = file.rpartition(".")
    folder, _, name = stem.rpartition("/")
    if folder == "prices" and ending == "csv":
        return ["rates", name]
    return [folder, name] if folder else [name]


def _as_far(inputs: Json, way: list[str]) -> list[str | int]:
    """The leading part of ``way`` that is really there."""
    found: list[str | int] = []
    value = inputs
    for step in way:
        if isinstance(value, dict) and step in value:
            found.append(step)
            value = value[step]
            continue
        place = _place(value, step, by_line=bool(found) and found[0] in _BY_LINE)
        if place is None or not isinstance(value, list):
            break
        place = _as_recorded(str(found[-1]), value)[place]
        found.append(place)
        value = value[place]
    return found


def _as_recorded(key: str, value: list[Json]) -> Sequence[int]:
    """By place in rebuilt inputs the place in canonical ones."""
    if key == "accounts":  # read in the order of time, and kept in that of their text
        return sorted(range(len(value)), key=[*map(year_end, value)].__getitem__)
    if key == "decisions":
        refines = [isinstance(one, dict) and one.get("kind") == DecisionKind.REFINE for one in value]
        return [place for place, is_one in enumerate(refines) if not is_one]
    return range(len(value))


def _place(value: Json, step: str, *, by_line: bool) -> int | None:
    if not isinstance(value, list):
        return None
    if by_line and not step.startswith("+"):
        lines = [one.get("line") if isinstance(one, dict) else None for one in value]
        return lines.index(step) if step in lines else None
    digits = step.removeprefix("+")
    place = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else -1
    return place if 0 <= place < len(value) else None
