"""What a folder holds, file by file and row by row, as the journal names it.

Content is what the digest of the inputs covers (docs/digest.md), so comments, the order of
rows and ``1.50`` for ``1.5`` are no content, and free text counts by its own digest.  A
row has a key that says what it is about: lot, criterion, bid, evaluator and time.  A file
that is entered whole, such as a bid, has one row with a blank key.

The rules - tender, schedule and packs - are taken apart to their single values, so that
a change can be named: ``tender.yaml/criteria/price/weight``.

This module compares nothing.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from bideval.model.inputs import Inputs
from bideval.model.marking import Assignment, Consensus, Declaration, Evaluator, Mark
from bideval.record.canonical import Json, digest_of
from bideval.scoring.digest import canonical_bytes, rules_digest

WHOLE = ""  # the key of a file that is entered whole
TENDER, DECISIONS, MARKS, CONSENSUS = "tender.yaml", "decisions.yaml", "marks.csv", "consensus.csv"
DECLARATIONS = "declarations.csv"

Rows = Mapping[str, str]  # digest by key
Row = Mark | Consensus | Evaluator | Assignment | Declaration
AnyRow = TypeVar("AnyRow", Mark, Consensus)

_TABLES = {
    MARKS: ("lot", "criterion", "bid", "evaluator"),
    CONSENSUS: ("lot", "criterion", "bid"),
    "evaluators.csv": ("id",),
    "assignments.csv": ("lot", "criterion", "evaluator"),
    DECLARATIONS: ("person", "bid", "stage"),
}


class Content(NamedTuple):
    """The rows of every file that is entered, the rules by their paths, and the digest of the rules."""

    files: Mapping[str, Rows]
    rules: Rows
    rules_digest: str


def content_of(inputs: Inputs) -> Content:
    """Return what ``inputs`` hold."""
    data: dict[str, Json] = json.loads(canonical_bytes(inputs))
    files = dict(sorted(_files(data, inputs)))
    return Content(files, dict(sorted(_rules(data))), rules_digest(inputs))


def _files(data: Mapping[str, Json], inputs: Inputs) -> Iterator[tuple[str, Rows]]:
    for part, name in (("bids", "bids/{}.yaml"), ("prices", "prices/{}.yaml"), ("rates", "prices/{}.csv")):
        for bid, one in _things(data, part):
            yield name.format(bid), {WHOLE: digest_of(one)}
    for name, columns in _TABLES.items():
        if rows := _keyed(data.get(name.removesuffix(".csv")), columns):
            yield name, rows
    if inputs.decisions:
        yield DECISIONS, _keyed(data["decisions"], ("id",))


def _keyed(rows: Json, columns: tuple[str, ...]) -> dict[str, str]:
    """The digest of each row by its key; a second row of one key counts on: ``a/b (2)``."""
    found: dict[str, str] = {}
    for row in rows if isinstance(rows, list) else []:
        assert isinstance(row, dict)  # as every table and list of decisions is written
        key = row_key(row, columns)
        number = 1
        while (name := key if number == 1 else f"{key} ({number})") in found:
            number += 1
        found[name] = digest_of(row)
    return found


def row_key(row: Mapping[str, object], columns: tuple[str, ...]) -> str:
    """Return what a canonical row is about, and when; of an assignment, by when.

    >>> row_key({"criterion": "design", "bid": "acorn", "at": "2026-03-02"}, ("lot", "criterion", "bid"))
    '*/design/acorn@2026-03-02'
    """
    parts = "/".join(str(row.get(name, "*")) for name in columns)
    when = row.get("at", row.get("due"))
    return f"{parts}@{when}" if when is not None and columns != ("id",) else parts


def pointers_of(inputs: Inputs) -> dict[tuple[str, str], str]:
    """Return where each row stands, by file and key: the first row that has the key."""
    files: Mapping[str, Sequence[Row]] = {
        MARKS: inputs.marks,
        CONSENSUS: inputs.consensus,
        "evaluators.csv": inputs.evaluators,
        "assignments.csv": inputs.assignments,
        DECLARATIONS: inputs.declarations,
    }
    found = {(DECISIONS, one.id): f"/{number}/id" for number, one in reversed([*enumerate(inputs.decisions)])}
    for file, rows in files.items():
        for number, row in reversed([*enumerate(rows)]):
            found[file, row_key(_about(row), _TABLES[file])] = f"/{number}"
    return found


def keys_by_row(file: str, rows: Sequence[AnyRow]) -> list[tuple[str, AnyRow]]:
    """Return the rows of ``file``, each with its key."""
    return [(row_key(_about(row), _TABLES[file]), row) for row in rows]


def _about(row: Row) -> dict[str, object]:
    return {name: value for name, value in zip(row._fields, row, strict=True) if value}


def replaced(inputs: Inputs, file: str, keys: Mapping[str, str]) -> tuple[str, ...]:
    """Return which rows of ``file`` the rows with these ``keys`` say that they replace, in order."""
    found: set[str] = set()
    if file == DECISIONS:
        found |= {one.supersedes for one in inputs.decisions if one.id in keys and one.supersedes}
    superseding: Mapping[str, Sequence[Mark | Consensus | Declaration]] = {
        MARKS: inputs.marks,
        CONSENSUS: inputs.consensus,
        DECLARATIONS: inputs.declarations,
    }
    if file in superseding:
        for row in superseding[file]:
            about = _about(row)
            if row.supersedes and row_key(about, _TABLES[file]) in keys:
                found.add(row_key({**about, "at": row.supersedes}, _TABLES[file]))
    return tuple(sorted(found))


def _things(data: Mapping[str, Json], part: str) -> Iterator[tuple[str, Json]]:
    found = data.get(part)
    yield from found.items() if isinstance(found, dict) else ()


def _rules(data: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for path, one in _leaves(data["tender"], TENDER):
        yield path, digest_of(one)
    for reference, pack in _things(data, "packs"):
        yield f"criteria/{reference}", digest_of(pack)
    for key, one in _keyed(data.get("schedule"), ("line",)).items():
        yield f"schedule.csv/{key}", one


def _leaves(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    """The single values below ``value``: things with ids by their ids, others by number from 0."""
    if isinstance(value, dict) and value:
        for name, one in value.items():
            yield from _leaves(one, f"{path}/{name}")
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for number, one in enumerate(value):
            yield from _leaves(one, f"{path}/{step_of(one, number)}")
    else:
        yield path, value


def step_of(thing: object, number: int) -> str:
    """How a thing of a list is named in a path: by its id, or by its number from 0."""
    known = thing.get("id") if isinstance(thing, dict) else getattr(thing, "id", None)
    return str(known) if isinstance(known, str) else str(number)
