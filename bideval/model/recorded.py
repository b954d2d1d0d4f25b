"""The shape of a decision record: its keys and their types.  docs/record.md is the format.

What stands inside ``inputs``, ``study``, ``result`` and claims has specifications of its own; here
they are JSON.  Nothing is converted: a text stays a text.
"""

import re
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, StrictBool, StrictInt, StringConstraints
from pydantic.json_schema import SkipJsonSchema

from bideval.model.base import Frozen, Id

RECORD_FORMAT = 1

Present = TypeVar("Present")

Hex = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", strict=True)]
Digest = Annotated[str, StringConstraints(pattern=r"^sha256:[0-9a-f]{64}$", strict=True)]
Words = Annotated[str, StringConstraints(strict=True, max_length=1_000_000)]
Share = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{1,2000}/[1-9][0-9]{0,1999}$")]


def _inside(path: str) -> str:
    """Refuse a path that leads out of its folder, or that some system would read otherwise."""
    parts = path.split("/")
    if re.search(r"[\x00-\x1f\\:]", path) or any(part in {"", ".", ".."} for part in parts):
        raise ValueError("a path leads from the folder to a file inside it, parts apart by /")
    return path


class RecordedFile(Frozen):
    """A file of the folder as it was read."""

    path: Annotated[Words, Field(min_length=1, max_length=1000), AfterValidator(_inside)]
    bytes: Annotated[StrictInt, Field(ge=0, le=2**53 - 1)]
    sha256: Hex


def _in_order(files: tuple[RecordedFile, ...]) -> tuple[RecordedFile, ...]:
    """Refuse files that are not in the order of their paths, or one that is listed twice."""
    paths = [one.path for one in files]
    if paths != sorted(set(paths)):
        raise ValueError("files stand in the order of their paths, none twice")
    return files


class RecordedAnswer(Frozen):
    """What an analysis answered about a lot, with its claims."""

    lot: Id
    id: Id
    about: Words | None
    question: Words
    settings: Words
    sentence: Words
    verdict: Words
    basis: Words
    columns: tuple[dict[Id, Share], ...]
    claims: tuple[dict[str, JsonValue], ...]


def _there(value: Present) -> Present:
    """Refuse null for what is there or not."""
    if value is None:
        raise ValueError("where there is none, the key is left out")
    return value


class RecordedDigests(Frozen):
    """The digests of a record; that of the study where it holds one."""

    inputs: Digest
    rules: Digest
    result: Digest
    study: Annotated[Digest | SkipJsonSchema[None], AfterValidator(_there)] = None
    record: Digest

    def stated(self) -> dict[str, str]:
        """Return them by name, in the order in which they are printed."""
        return self.model_dump(exclude_none=True)


class RecordedResult(Frozen):
    """Lots, and authorities where several buy together, as in ``evaluate --json``."""

    lots: tuple[dict[str, JsonValue], ...]
    authorities: tuple[dict[str, JsonValue], ...] | None = None


Few = Annotated[tuple[dict[str, JsonValue], ...], Field(max_length=5000)]


class RecordedAward(Frozen):
    """The award of lots that are awarded together, as in ``allocate --json``, with its certificates."""

    mechanism: Words
    status: Words
    cost: Words | None
    cost_exact: Words | None
    points: Words | None
    points_exact: Words | None
    lots: Few
    discounts: Few
    broken: Few
    capped: Few
    equal: dict[str, JsonValue] | None
    settled_by: tuple[Words, ...]
    near: Words | None
    alternatives: Few
    alternatives_complete: StrictBool
    compared: dict[str, JsonValue] | None
    proved_least: Words | None
    notes: tuple[Words, ...]
    certificates: Few


class DecisionRecord(Frozen):
    """A decision record, edition 1."""

    model_config = ConfigDict(title="bideval decision record")

    bideval_record: Literal[1]
    tender: Id
    illustration: StrictBool
    inputs: dict[str, JsonValue]
    texts: dict[Hex, Words]
    files: Annotated[tuple[RecordedFile, ...], AfterValidator(_in_order)]
    result: RecordedResult
    award: RecordedAward | None = None  # there where lots are awarded together
    study: Annotated[dict[str, JsonValue] | SkipJsonSchema[None], AfterValidator(_there)] = None
    analyses: tuple[RecordedAnswer, ...]
    digests: RecordedDigests
    provenance: dict[str, Words]
