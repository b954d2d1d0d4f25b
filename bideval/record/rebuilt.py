"""The inputs of a tender built anew from a record alone: canonical inputs and bodies of texts.

Free text stays the digest that it is in canonical inputs, so that a result holds no body
that may have to be erased; only what rules read is put in clear.  Lists stand in their
canonical order.  What is built is made canonical once more and must be the same, so that
nothing is read that the digest does not cover, and nothing twice.

The types of a folder's files do the reading, and refuse what they would refuse there.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256
from typing import NamedTuple, TypeVar

from pydantic import BaseModel

from bideval.errors import BidevalError, Finding
from bideval.io.packs import scales_of
from bideval.io.tables import (
    ASSIGNMENTS,
    CONSENSUS,
    DECLARATIONS,
    EVALUATORS,
    MARKS,
    RATES,
    SCHEDULE,
    Table,
    typed_rows,
)
from bideval.io.typed import typed
from bideval.model.bid import Bid
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.numbers import lossless_text
from bideval.model.pack import Pack
from bideval.model.pack_text import parse_pack
from bideval.model.price import PriceSheet
from bideval.model.references import named_packs
from bideval.model.tender import Tender
from bideval.record.canonical import Json, canonical
from bideval.record.in_order import order_fault, unordered
from bideval.scoring.digest import canonical_bytes, canonical_rows, text_digest

Model = TypeVar("Model", bound=BaseModel)
Row = TypeVar("Row")

READ_BY_RULES = ("gate", "field", "finding", "seed")  # texts of a decision; and choices of a declared value
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
_LONG = re.compile(r"-?[0-9]{16,24}/[0-9]{1,10}")  # of more digits than a fraction in a file may have
_FILES = ("tender", "packs", "bids", "prices", "rates", "decisions")
_PARTS = frozenset((*_FILES, "schedule", "evaluators", "marks", "consensus", "assignments", "declarations"))
_RATES = {"blank": "", "included": "included", "not-offered": "n/a"}


class NotRebuiltError(BidevalError, ValueError):
    """Raised when canonical inputs do not give inputs; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class Rebuilt(NamedTuple):
    """Inputs from a record, and the pointers of texts that rules read and the record lacks.

    Decisions that refined the rules are left out: the rules are as refined already, and where
    a decision points into a list, canonical inputs do not keep the order that it counts in.
    """

    inputs: Inputs
    missing: tuple[str, ...]


def rebuilt(data: Mapping[str, Json], texts: Mapping[str, str]) -> Rebuilt:
    """Return the inputs that the canonical inputs ``data`` are of; raise NotRebuiltError.

    ``texts`` holds bodies by their SHA-256.
    """
    unknown = sorted(set(data) - _PARTS)
    if unknown:
        raise NotRebuiltError(f"inputs has a key {unknown[0]!r}, which there is not")
    inputs = _inputs(_in_clear(data, texts))
    _same_again(inputs, data)
    if (fault := order_fault(data)) is not None:
        raise NotRebuiltError(f"{fault} is not in its canonical order")
    return Rebuilt(_without_refinements(inputs), tuple(_missing(data, texts)))


def _without_refinements(inputs: Inputs) -> Inputs:
    kept = tuple(one for one in inputs.decisions if one.kind is not DecisionKind.REFINE)
    return replace(inputs, decisions=kept)


def digests_in(value: Json) -> Iterator[str]:
    """Yield the SHA-256 of every text of canonical inputs, packs left out, where nothing is hashed."""
    left: list[Json] = [value]
    if isinstance(value, dict):
        left = [part for key, part in value.items() if key != "packs"]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += one.values()
        elif isinstance(one, list):
            left += one
        elif isinstance(one, str) and _DIGEST.fullmatch(one):
            yield one.removeprefix("sha256:")


def _inputs(data: Mapping[str, Json]) -> Inputs:
    tender = _model(Tender, {"rounding": "none", **_object(data.get("tender"), "tender")}, "tender")
    decisions = enumerate(_list(data, "decisions"))
    packs = {name: _pack(name, raw) for name, raw in _entries(data, "packs")}
    _all_named(tender, packs)
    return Inputs(
        tender=tender,
        packs=packs,
        bids=_models(Bid, data, "bids"),
        prices={bid: _rising(one) for bid, one in _models(PriceSheet, data, "prices").items()},
        schedule=_rows("schedule", SCHEDULE, _list(data, "schedule")),
        rates={bid: _rows(f"rates/{bid}", RATES, _listed(rows)) for bid, rows in _entries(data, "rates")},
        evaluators=_rows("evaluators", EVALUATORS, _list(data, "evaluators")),
        marks=_rows("marks", MARKS, _list(data, "marks")),
        consensus=_rows("consensus", CONSENSUS, _list(data, "consensus")),
        assignments=_rows("assignments", ASSIGNMENTS, _list(data, "assignments")),
        declarations=_rows("declarations", DECLARATIONS, _list(data, "declarations")),
        decisions=tuple(_model(Decision, one, f"decisions/{index}") for index, one in decisions),
    )


def _same_again(inputs: Inputs, data: Mapping[str, Json]) -> None:
    """Refuse canonical inputs that are not those of what was built from them, but for the order of lists."""
    # A digest that stood for a text was hashed in its turn; a text in clear gives its own digest.
    again = {text_digest(f"sha256:{one}"): f"sha256:{one}" for one in digests_in(dict(data))}
    for name, rows in _tables(inputs).items():
        if not _same_rows(rows, data.get(name), again):
            raise NotRebuiltError(f"inputs are not in their canonical form in {name}")
    bare = replace(
        inputs, schedule=(), evaluators=(), marks=(), consensus=(), assignments=(), declarations=()
    )
    ours = canonical(unordered(json.loads(canonical_bytes(bare)), again))
    theirs = canonical(unordered({key: one for key, one in data.items() if key not in _tables(inputs)}, {}))
    if ours != theirs:
        pairs = enumerate(zip(ours, theirs, strict=False))
        at = next((place for place, (one, other) in pairs if one != other), min(len(ours), len(theirs)))
        near = theirs[max(0, at - 20) : at + 20].decode("utf-8", "replace")
        raise NotRebuiltError(f"inputs are not in their canonical form near {near!r}")


def _tables(inputs: Inputs) -> dict[str, Sequence[tuple[object, ...]]]:
    return {
        "schedule": inputs.schedule,
        "evaluators": inputs.evaluators,
        "marks": inputs.marks,
        "consensus": inputs.consensus,
        "assignments": inputs.assignments,
        "declarations": inputs.declarations,
    }


def _same_rows(rows: Sequence[tuple[object, ...]], data: Json, again: Mapping[str, str]) -> bool:
    """Say whether ``data`` are the rows of a table.

    By the digest of each: of a large record rows are the largest thing, and are not held twice.
    """
    if not isinstance(data, list):
        return data is None and not rows
    ours = sorted(
        sha256(canonical(unordered(json.loads(one), again))).digest() for one in canonical_rows(rows)
    )
    return bool(data) and ours == sorted(sha256(canonical(unordered(one, {}))).digest() for one in data)


def _in_clear(data: Mapping[str, Json], texts: Mapping[str, str]) -> dict[str, Json]:
    """The canonical inputs with what rules read in clear, and long numbers as a file would write them."""
    found = {key: part if key == "packs" else as_in_a_file(part) for key, part in data.items()}
    for decision in _listed(found.get("decisions", [])):
        if isinstance(decision, dict):
            decision.update({key: _body(decision[key], texts) for key in READ_BY_RULES if key in decision})
    for holder in _with_accounts(found.get("bids", {})):
        holder["accounts"] = sorted(_listed(holder["accounts"]), key=year_end)
    for declared in _declares(found):
        if isinstance(declared, dict) and isinstance(declared.get("choices"), list):
            declared["choices"] = [_body(one, texts) for one in _listed(declared["choices"])]
    return found


def _with_accounts(value: Json) -> Iterator[dict[str, Json]]:
    """Every bid and party that states accounts."""
    left = [value]
    while left:
        one = left.pop()
        if isinstance(one, dict):
            left += one.values()
            if "accounts" in one:
                yield one
        elif isinstance(one, list):
            left += one


def year_end(account: Json) -> str:
    """The day by which years of accounts are in order; canonical inputs have them by their text."""
    return str(account.get("year_end", "")) if isinstance(account, dict) else ""


def _missing(data: Mapping[str, Json], texts: Mapping[str, str]) -> Iterator[str]:
    """The pointers of texts that rules read, and whose bodies are not there."""
    for index, decision in enumerate(_listed(data.get("decisions", []))):
        for key in READ_BY_RULES if isinstance(decision, dict) else ():
            if isinstance(decision, dict) and key in decision and not _is_there(decision[key], texts):
                yield f"/decisions/{index}/{key}"
    tender = data.get("tender")
    declares = tender.get("declares", {}) if isinstance(tender, dict) else {}
    for name, declared in declares.items() if isinstance(declares, dict) else ():
        choices = declared.get("choices", []) if isinstance(declared, dict) else []
        for index, one in enumerate(_listed(choices)):
            if not _is_there(one, texts):
                yield f"/tender/declares/{name}/choices/{index}"


def _declares(data: Mapping[str, Json]) -> list[Json]:
    tender = data.get("tender")
    declares = tender.get("declares", {}) if isinstance(tender, dict) else {}
    return list(declares.values()) if isinstance(declares, dict) else []


def _is_there(value: Json, texts: Mapping[str, str]) -> bool:
    return isinstance(value, str) and value.removeprefix("sha256:") in texts


def _body(value: Json, texts: Mapping[str, str]) -> Json:
    return texts.get(value.removeprefix("sha256:"), value) if isinstance(value, str) else value


def as_in_a_file(value: Json) -> Json:
    """Return canonical data with long numbers as a file would write them, to be typed as files are."""
    if isinstance(value, dict):
        return {key: as_in_a_file(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_in_a_file(one) for one in value]
    if isinstance(value, str) and _LONG.fullmatch(value) and not value.endswith("/0"):
        return lossless_text(Fraction(value))
    return value


def _model(model: type[Model], data: Json, at: str) -> Model:
    found, findings = typed(model, data, at)
    if findings or found is None:
        raise NotRebuiltError(_refusal(at, findings))
    return found


def _models(model: type[Model], data: Mapping[str, Json], part: str) -> dict[str, Model]:
    found = {name: _model(model, one, f"{part}/{name}") for name, one in _entries(data, part)}
    for name, one in found.items():
        if isinstance(one, Bid) and one.id != name:
            raise NotRebuiltError(f"the bid under {name!r} has the id {one.id!r}")
    return found


def _rising(sheet: PriceSheet) -> PriceSheet:
    """The steps of a volume discount as they rise: canonical inputs have them in the order of their text."""
    if sheet.volume is None:
        return sheet
    steps = tuple(sorted(sheet.volume.steps, key=lambda step: step.at))
    return sheet.model_copy(update={"volume": sheet.volume.model_copy(update={"steps": steps})})


def _pack(name: str, raw: Json) -> Pack:
    if not _is_text(raw):
        raise NotRebuiltError(f"the pack {name!r} holds something that is no text")
    pack, findings = parse_pack(raw, name)
    if findings or pack is None:
        raise NotRebuiltError(_refusal(f"the pack {name}", findings))
    if pack.reference != name:
        raise NotRebuiltError(f"the pack under {name!r} is {pack.reference}")
    return pack


def _is_text(raw: Json) -> bool:
    if isinstance(raw, dict):
        return all(map(_is_text, raw.values()))
    return all(map(_is_text, raw)) if isinstance(raw, list) else isinstance(raw, str)


def _all_named(tender: Tender, packs: Mapping[str, Pack]) -> None:
    """Refuse a record that lacks a pack, or has one that nothing names."""
    waiting, seen = [name for name, _ in named_packs(tender)], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name not in packs:
            raise NotRebuiltError(f"the tender names the pack {name}, which inputs do not have")
        waiting += scales_of(packs[name])
    if left := sorted(packs.keys() - seen):
        raise NotRebuiltError(f"nothing names the pack {left[0]}, which inputs have")


def _rows(name: str, table: Table[Row], rows: Sequence[Json]) -> tuple[Row, ...]:
    """Type rows as those of a CSV file are typed."""
    columns = table.columns.names()
    cells = [tuple(_cell(row, column) for column in columns) for row in map(_row, rows, [name] * len(rows))]
    found, findings = typed_rows(name, table, cells)
    if findings:
        raise NotRebuiltError(_refusal(name, findings))
    return found


def _row(row: Json, name: str) -> dict[str, Json]:
    return _object(row, f"a row of {name}")


def _cell(row: Mapping[str, Json], column: str) -> str:
    value = row.get(column, "")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(one for one in value if isinstance(one, str))
    if isinstance(value, dict):  # a rate: a number, or one of three words
        words, number = value.get("words"), value.get("value")
        return number if isinstance(number, str) else _RATES.get(str(words), "?")
    return value if isinstance(value, str) else "?"


def _entries(data: Mapping[str, Json], part: str) -> list[tuple[str, Json]]:
    return sorted(_object(data.get(part, {}), part).items())


def _list(data: Mapping[str, Json], part: str) -> list[Json]:
    return _listed(data.get(part, []))


def _listed(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise NotRebuiltError("inputs have something else where a list is expected")
    return value


def _object(value: Json, at: str) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise NotRebuiltError(f"{at} is no object")
    return value


def _refusal(at: str, findings: Sequence[Finding]) -> str:
    return f"{at}: {findings[0].message}" if findings else f"{at} cannot be read"
