"""A sealed price: the file ``prices/<bid>.sealed``, read strictly.  docs/seal.md is the format.

It holds the price encrypted with a key of its own, and that key once for each group of
holders that is large enough, locked with the keys of all of them.  Beside it, once opened,
``prices/<bid>.opened`` holds the key in clear: anybody can then check that the price that
counts is the one that was sealed.

Nothing is encrypted or decrypted here.
"""

import re
from itertools import combinations
from typing import Annotated, Literal, NamedTuple, TypeVar

from pydantic import Field, StrictInt, StringConstraints, ValidationError

from bideval.errors import BidevalError
from bideval.model.base import Frozen, Id
from bideval.record.canonical import Json, UnreadableError, canonical, read_canonical

SEALED, OPENED = ".sealed", ".opened"  # in the place of .yaml or .csv
MOST_HOLDERS = 7
MOST_SEALED_BYTES = 32_000_000
MOST_OPENED_BYTES = 1_000
PIECE = 500_000  # bytes of the body in one text
_FILE = re.compile(r"prices/([a-z0-9][a-z0-9-]{0,63})\.(?:yaml|csv)")

Model = TypeVar("Model", bound=Frozen)
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$", strict=True)]
Hex = Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{2})+$", strict=True)]
Locked = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{96}$", strict=True)]


class SealError(BidevalError, ValueError):
    """Raised when something cannot be sealed or opened; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class Holder(Frozen):
    """Who holds a key, and its public part."""

    name: Id
    key: Key


class Box(Frozen):
    """The key of the price, locked with the keys of these holders together."""

    holders: tuple[Id, ...]
    box: Locked


class Sealed(Frozen):
    """A sealed price."""

    bideval_sealed: Literal[1]
    tender: Id
    bid: Id
    file: str  # that it was: prices/<bid>.yaml or .csv
    needed: Annotated[StrictInt, Field(ge=1, le=MOST_HOLDERS)]  # how many holders open it together
    holders: Annotated[tuple[Holder, ...], Field(min_length=1, max_length=MOST_HOLDERS)]
    sender: Key  # the public part of a key that was used once
    boxes: tuple[Box, ...]
    body: Annotated[tuple[Hex, ...], Field(min_length=1)]

    @property
    def head(self) -> bytes:
        """What box and body are bound to: all but them, in canonical bytes."""
        data: dict[str, Json] = self.model_dump(mode="json", exclude={"boxes", "body"})
        return canonical(data)


class Opened(Frozen):
    """The key of a price that was opened."""

    bideval_opened: Literal[1]
    key: Key


class SealedFile(NamedTuple):
    """A sealed price as a file: its name, its bytes and what it holds."""

    name: str
    data: bytes
    sealed: Sealed


def groups(names: tuple[str, ...], needed: int) -> tuple[tuple[str, ...], ...]:
    """Return every group of ``needed`` holders, names in order.

    >>> groups(("b", "a", "c"), 2)
    (('a', 'b'), ('a', 'c'), ('b', 'c'))
    """
    return tuple(combinations(sorted(names), needed))


def sealed_bytes(sealed: Sealed) -> bytes:
    """Return the bytes of the file."""
    data: dict[str, Json] = sealed.model_dump(mode="json")
    return canonical(data)


def read_sealed(data: bytes) -> Sealed:
    """Return the sealed price that a file holds; raise SealError where it holds none."""
    sealed = _typed(Sealed, data, "a sealed price")
    names = tuple(one.name for one in sealed.holders)
    match = _FILE.fullmatch(sealed.file)
    if match is None or match[1] != sealed.bid:
        raise SealError(f"it is of {sealed.file!r}, which is no price of the bid {sealed.bid}")
    if len(set(names)) != len(names) or names != tuple(sorted(names)):
        raise SealError("its holders are not in order, or one is named twice")
    if len({one.key for one in sealed.holders}) != len(names):
        raise SealError("two of its holders have the same key")
    if sealed.needed > len(names) or tuple(one.holders for one in sealed.boxes) != groups(
        names, sealed.needed
    ):
        raise SealError(f"it has not one box for each group of {sealed.needed} of its holders")
    return sealed


def opened_bytes(key: bytes) -> bytes:
    """Return the bytes of the file that holds the key in clear."""
    return canonical({"bideval_opened": 1, "key": key.hex()})


def read_opened(data: bytes) -> bytes:
    """Return the key in such a file; raise SealError where it holds none."""
    return bytes.fromhex(_typed(Opened, data, "the key of an opened price").key)


def _typed(model: type[Model], data: bytes, what: str) -> Model:
    try:
        return model.model_validate(read_canonical(data))
    except UnreadableError as problem:
        raise SealError(f"it is not {what}: {problem}") from None
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_context=False, include_input=False)[0]
        at = "/".join(str(part)[:40] for part in first["loc"])
        raise SealError(f"it is not {what}: {ascii(at)[1:-1]}: {first['msg'][:120]}") from None
