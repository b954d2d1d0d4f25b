"""The digest of an evaluation's inputs: what was decided on, not how the files were written.

Canonical inputs: numbers as reduced ``n/d``, things with ids sorted by id, rows
sorted, lots, ties and rounding in published order, free text as the SHA-256 of the
text, so that a body can be erased and the digest still checked: a text that is such a
digest stands for the body that was there.  An absent or empty
key is left out, but for an empty list that replaces another: a lot's criteria and gates.
Study and scenarios are no part of it.

The canonical form is JSON with sorted keys and no spaces (RFC 8785 profile: no
floats, ASCII keys); the digest is its SHA-256.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from functools import cache, lru_cache, partial
from hashlib import sha256
from typing import get_args

from bideval.model.base import FREE_TEXT, Frozen
from bideval.model.inputs import Inputs
from bideval.model.numbers import exact_text
from bideval.model.pack import Pack
from bideval.model.study import Study
from bideval.model.tender import Lot, Tender
from bideval.scoring.workings import FRESH, Workings

Things = Mapping[str, Frozen] | Mapping[str, Pack]
Canonical = str | bool | int | list["Canonical"] | dict[str, "Canonical"]

ERASED = re.compile(r"sha256:[0-9a-f]{64}")  # in the place of a text that was erased
PUBLISHED_ORDER = {"authorities", "lots", "ties", "rounding", "choices", "drawn"}
ROW_FREE_TEXT = frozenset(
    ("name", "strengths", "weaknesses", "evidence", "reason", "why_moved", "moved_from", "what", "measures")
)


def digest(inputs: Inputs, workings: Workings = FRESH) -> str:
    """Return ``sha256:`` and the hexadecimal digest of the canonical inputs."""
    total = sha256()
    for piece in _pieces(inputs, workings):
        total.update(piece.encode("utf-8"))
    return f"sha256:{total.hexdigest()}"


def canonical_bytes(inputs: Inputs) -> bytes:
    """Return the canonical inputs as UTF-8 JSON."""
    return "".join(_pieces(inputs, FRESH)).encode("utf-8")


def canonical_study(study: Study) -> bytes:
    """Return a study as UTF-8 JSON, its values as in canonical inputs; it is in no digest of these."""
    return _json(_model(study)).encode("utf-8")


def canonical_pack(pack: Pack) -> bytes:
    """Return a pack as UTF-8 JSON, as it stands in canonical inputs."""
    return _json(_plain(pack.raw)).encode("utf-8")


def canonical_rows(rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """Yield the canonical JSON of each row of a table, in the order of ``rows``."""
    yield from (_json(_row(row)) for row in rows)


def rules_digest(inputs: Inputs) -> str:
    """Return the digest of the published rules alone: tender, schedule and packs.

    It is that of the canonical inputs without what came after publication: bids, prices,
    rates, evaluators, marks, consensus, assignments, declarations and decisions.
    """
    return digest(Inputs(tender=inputs.tender, packs=inputs.packs, schedule=inputs.schedule))


def _pieces(inputs: Inputs, workings: Workings) -> Iterator[str]:
    """The canonical text in pieces, keys in order; rows can be many, so they are never all data at once."""
    things: dict[str, Things] = {
        "bids": inputs.bids,
        "packs": inputs.packs,
        "prices": inputs.prices,
    }
    decisions = _list([_model(one) for one in inputs.decisions], ordered=False)
    rows: dict[str, Sequence[tuple[object, ...]]] = {
        "assignments": inputs.assignments,
        "consensus": inputs.consensus,
        "declarations": inputs.declarations,
        "evaluators": inputs.evaluators,
        "marks": inputs.marks,
        "schedule": inputs.schedule,
    }
    rates = {bid: _rows(some) for bid, some in inputs.rates.items() if some}
    parts: dict[str, Iterable[str]] = {"tender": _tender(inputs.tender, workings)}
    parts |= {"decisions": (_json(decisions),)} if decisions else {}
    parts |= {name: _things(name, some, workings) for name, some in things.items() if some}
    parts |= {name: _known_rows(name, some, workings) for name, some in rows.items() if some}
    parts |= {"rates": _mapping(rates)} if rates else {}
    yield from _mapping(parts)


def _tender(tender: Tender, workings: Workings) -> Iterator[str]:
    """The tender, part by part, so that those that stand as they stood are known."""
    found: dict[str, Iterable[str]] = {}
    for name, written, free in _fields(type(tender)):
        value: object = getattr(tender, name)
        part = partial(_part, value, free=free, ordered=name in PUBLISHED_ORDER)
        text = workings.of(("digest", "tender", name), (value,), part)
        if text is not None:
            found[written] = (text,)
    return _mapping(found)


def _part(value: object, *, free: bool, ordered: bool) -> str | None:
    data = _value(value, free=free, ordered=ordered)
    return None if data is None or data in ([], {}) else _json(data)


def _things(name: str, things: Things, workings: Workings) -> Iterator[str]:
    if not workings.keeps:
        return _mapping({key: (_thing(one),) for key, one in things.items()})
    return iter((workings.of(("digest", name), (things,), lambda: _joined_things(name, things, workings)),))


def _joined_things(name: str, things: Things, workings: Workings) -> str:
    listed: Sequence[Frozen | Pack] = tuple(things.values())
    texts = workings.of_each(("digest", name), listed, _thing)
    return "".join(_mapping({key: (text,) for key, text in zip(things, texts, strict=True)}))


def _thing(thing: Frozen | Pack) -> str:
    return _json(_plain(thing.raw) if isinstance(thing, Pack) else _model(thing))


def _mapping(parts: Mapping[str, Iterable[str]]) -> Iterator[str]:
    """A JSON map in pieces, keys in order; there is at least one."""
    before = "{"
    for name, part in sorted(parts.items()):
        yield f"{before}{_key(name)}:"
        yield from part
        before = ","
    yield "}"


@lru_cache(maxsize=4096)
def _key(name: str) -> str:
    return _json(name)


def _json(data: Canonical) -> str:
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@lru_cache(maxsize=4096)
def text_digest(text: str) -> str:
    """Return how free text stands in canonical inputs."""
    return "sha256:" + sha256(text.encode("utf-8")).hexdigest()


def _model(model: Frozen) -> dict[str, Canonical]:
    found: dict[str, Canonical] = {}
    for name, written, free in _fields(type(model)):
        value = _value(getattr(model, name), free=free, ordered=name in PUBLISHED_ORDER)
        if value is not None and (value not in ([], {}) or _replaces(model, name)):
            found[written] = value
    return found


@cache
def _fields(model: type[Frozen]) -> tuple[tuple[str, str, bool], ...]:
    """Each field's name, its name in a file, and whether it holds text that people write freely."""
    return tuple(
        (name, field.alias or name, _is_free(field.annotation) or FREE_TEXT in field.metadata)
        for name, field in model.model_fields.items()
    )


def _replaces(model: Frozen, name: str) -> bool:
    """Whether an empty list is not the same as none: a lot's own replaces that of the tender."""
    return isinstance(model, Lot) and name in {"criteria", "gates"}


def _is_free(annotation: object) -> bool:
    """Whether a field holds text that people write freely."""
    return annotation is FREE_TEXT or any(_is_free(one) for one in get_args(annotation))


def _value(value: object, *, free: bool = False, ordered: bool = False) -> Canonical | None:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Frozen):
        return _model(value)
    if isinstance(value, Mapping):
        return {
            str(key): found for key, one in value.items() if (found := _value(one, free=free)) is not None
        }
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):  # a named tuple inside a row, such as a rate
            return _row(value)
        return _list([_value(one, free=free) for one in value], ordered=ordered or _keeps_order(value))
    return _single(value, free=free)


def _single(value: object, *, free: bool) -> str:
    if isinstance(value, Fraction):
        return exact_text(value)
    text = str(value.value) if isinstance(value, Enum) else str(value)
    return text if not free or ERASED.fullmatch(text) else text_digest(text)


def _keeps_order(items: Sequence[object]) -> bool:
    """Whether the order may matter: text data without ids, such as the two parts of a ratio."""
    return any(isinstance(one, Mapping) and "id" not in one for one in items)


def _list(items: Sequence[Canonical | None], *, ordered: bool) -> list[Canonical]:
    """Things are sorted by id, or by their whole text without one; published orders stay."""
    kept = [one for one in items if one is not None]
    if not ordered and all(isinstance(one, dict) for one in kept):
        kept.sort(key=_sort_key)
    return kept


def _sort_key(thing: Canonical) -> tuple[str, str]:
    identity = str(thing.get("id", "")) if isinstance(thing, dict) else ""
    return identity, _json(thing)


def _row(row: tuple[object, ...]) -> dict[str, Canonical]:
    names: tuple[str, ...] = getattr(row, "_fields", ())
    kept = [(name, one) for name, one in zip(names, row, strict=True) if one not in ("", None, ())]
    found = ((name, _value(one, free=name in ROW_FREE_TEXT)) for name, one in kept)
    return {name: one for name, one in found if one is not None}


def _rows(rows: Sequence[tuple[object, ...]]) -> Iterator[str]:
    """Rows as a JSON list in pieces, in the order of their own canonical text; there is at least one."""
    yield from _listed(sorted(_json(_row(row)) for row in rows))


def _known_rows(name: str, rows: Sequence[tuple[object, ...]], workings: Workings) -> Iterator[str]:
    """The same, of rows many of which are known."""
    if not workings.keeps:
        yield from _rows(rows)
        return
    yield workings.of(("digest", name), (rows,), lambda: _joined_rows(name, rows, workings))


def _joined_rows(name: str, rows: Sequence[tuple[object, ...]], workings: Workings) -> str:
    texts = workings.of_each(("digest", name), rows, lambda row: _json(_row(row)))
    return "".join(_listed(sorted(texts)))


def _listed(texts: Iterable[str]) -> Iterator[str]:
    before = "["
    for text in texts:
        yield before + text
        before = ","
    yield "]"


def _plain(raw: object) -> Canonical:
    """A pack's text data as it stands in its file."""
    if isinstance(raw, Mapping):
        return {str(key): _plain(one) for key, one in raw.items() if one is not None}
    if isinstance(raw, list | tuple):
        return [_plain(one) for one in raw]
    return str(raw)
