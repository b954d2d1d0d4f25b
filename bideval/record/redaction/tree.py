"""A tree of commitments: each value of a record behind a hash that can be opened by itself.

A single value is committed to by the SHA-256 of a salt and its canonical bytes; an object
or a list by that of what it holds.  So a part may be withheld as one hash, and the root
stays what it was.  The salt of what is withheld stays with whoever withholds it: marks
and prices are short, and without it they would be found by trying.

The salts come from one secret, so that every redaction of a record has the same root.
"""

import hmac
from hashlib import sha256

from bideval.record.canonical import Json, canonical

Way = tuple[str, ...]
SECRET_BYTES = 32
SALT = 32  # hexadecimal digits


def salt_of(secret: bytes, way: Way) -> str:
    """Return the salt of the value at ``way``."""
    steps: list[Json] = [*way]
    return hmac.new(secret, canonical(steps), sha256).hexdigest()[:SALT]


def leaf_hash(value: Json, salt: str) -> str:
    """Return the commitment to a single value, or to an empty object or list."""
    return _hash(b"leaf", salt.encode("ascii") + b"\n" + canonical(value))


def object_hash(parts: dict[str, str]) -> str:
    """Return the commitment to an object, from those to its parts by key."""
    return _hash(b"object", canonical({**parts}))


def list_hash(parts: list[str]) -> str:
    """Return the commitment to a list, from those to its parts in order."""
    return _hash(b"list", canonical([*parts]))


def _hash(kind: bytes, data: bytes) -> str:
    return sha256(b"bideval-public-1 " + kind + b"\n" + data).hexdigest()


def children(value: Json) -> list[tuple[str, Json]]:
    """Return the parts of an object or a list by their steps; none of a single value, or an empty one."""
    if isinstance(value, dict):
        return list(value.items())
    return [(str(place), one) for place, one in enumerate(value)] if isinstance(value, list) else []


def hash_of(value: Json, secret: bytes, way: Way = ()) -> str:
    """Return the commitment to ``value``, which stands at ``way``."""
    parts = {step: hash_of(one, secret, (*way, step)) for step, one in children(value)}
    if not parts:
        return leaf_hash(value, salt_of(secret, way))
    return object_hash(parts) if isinstance(value, dict) else list_hash(list(parts.values()))
