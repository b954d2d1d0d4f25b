"""An RFC 3161 time token: whether it is about these bytes, and which time it states.

A token is DER (ITU-T X.690): a timestamp response, or the signed data alone.  Inside
it TSTInfo holds the hash of what was stamped and the time.  Both are read here.

Neither the signature inside the token is checked nor its certificate, so anybody can write
a token that is read here.  That takes the certificates of the authority, and ``openssl ts
-verify`` does it.  The words say so each time.
"""

from collections.abc import Iterator
from datetime import datetime
from hashlib import new as new_hash
from typing import NamedTuple

MOST_TOKEN_BYTES = 65_536
_MOST_DEEP = 32
_SEQUENCE, _SET, _OID, _OCTETS, _TIME = 0x30, 0x31, 0x06, 0x04, 0x18
_TST_INFO = bytes.fromhex("2a864886f70d0109100104")  # id-ct-TSTInfo
_HASHES = {
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}
_NOT_CHECKED = "neither its signature nor its certificate is checked here; openssl ts -verify does"


class TokenRead(NamedTuple):
    """A token by the name of its file: whether it is of these bytes, the words, and the time it states."""

    name: str
    fits: bool
    words: str
    time: str = ""  # 2026-03-12T09:30:00Z


class _DerError(ValueError):
    """Raised where bytes are no DER, or not that of a token."""


class _Value(NamedTuple):
    tag: int
    body: bytes


def read_token(name: str, token: bytes, data: bytes, of: str) -> TokenRead:
    """Hold a token against ``data``, which is called ``of``."""
    try:
        hash_name, hashed, time = _stamped(token)
    except _DerError as problem:
        return TokenRead(name, fits=False, words=f"it is no RFC 3161 time token: {problem}")
    if new_hash(hash_name, data).digest() != hashed:
        return TokenRead(name, fits=False, words=f"it is about other bytes than {of}", time=time)
    return TokenRead(name, fits=True, words=f"{of} was there at {time}, it says; {_NOT_CHECKED}", time=time)


def _stamped(token: bytes) -> tuple[str, bytes, str]:
    """The name of the hash, the hash, and the time of the TSTInfo in a token."""
    if len(token) > MOST_TOKEN_BYTES:
        raise _DerError(f"it has {len(token):,} bytes, and a token at most {MOST_TOKEN_BYTES:,}")
    outer = list(_values(token))
    if len(outer) != 1:
        raise _DerError("it is not one value")
    version, policy, imprint, _, time, *_ = _content(_info(outer[0], 0), 5)
    if (version.tag, version.body, policy.tag, imprint.tag) != (0x02, b"\x01", _OID, _SEQUENCE):
        raise _DerError("what it states is not of version 1")
    algorithm, hashed = _content(imprint, 2)
    hash_name = _HASHES.get(_content(algorithm, 1)[0].body)
    if hash_name is None:
        raise _DerError("it is about a hash that is not SHA-256, SHA-384 or SHA-512")
    return hash_name, hashed.body, _moment(time)


def _info(value: _Value, deep: int) -> _Value:
    """Find the TSTInfo: the octets that stand beside its name."""
    found = list(_infos(value, deep))
    if len(found) != 1:
        raise _DerError("it holds no TSTInfo, or more than one")
    inside = list(_values(found[0]))
    if len(inside) != 1:
        raise _DerError("what it states is not one value")
    return inside[0]


def _infos(value: _Value, deep: int) -> Iterator[bytes]:
    if deep > _MOST_DEEP:
        raise _DerError("its values stand too deep in one another")
    if not value.tag & 0x20:  # no value is inside
        return
    inside = list(_values(value.body))
    if len(inside) == 2 and inside[0] == _Value(_OID, _TST_INFO) and inside[1].tag == 0xA0:
        octets = list(_values(inside[1].body))
        if [one.tag for one in octets] != [_OCTETS]:
            raise _DerError("its TSTInfo is not in octets")
        yield octets[0].body
        return
    for one in inside:
        yield from _infos(one, deep + 1)


def _content(value: _Value, least: int) -> list[_Value]:
    if value.tag not in {_SEQUENCE, _SET}:
        raise _DerError("a list is missing in it")
    found = list(_values(value.body))
    if len(found) < least:
        raise _DerError("a part of it is missing")
    return found


def _values(data: bytes) -> Iterator[_Value]:
    """The values that stand behind one another in ``data``."""
    start = 0
    while start < len(data):
        tag = data[start]
        if tag & 0x1F == 0x1F or start + 1 >= len(data):
            raise _DerError("a value is cut off, or has a tag that no token has")
        length, start = _length(data, start + 1)
        if start + length > len(data):
            raise _DerError("a value is cut off")
        yield _Value(tag, data[start : start + length])
        start += length


def _length(data: bytes, start: int) -> tuple[int, int]:
    """The length of a value, and where the value begins."""
    first = data[start]
    if first < 0x80:
        return first, start + 1
    count = first & 0x7F
    if not 0 < count <= 3 or start + 1 + count > len(data):
        raise _DerError("a length is not as DER has it")
    return int.from_bytes(data[start + 1 : start + 1 + count], "big"), start + 1 + count


def _moment(value: _Value) -> str:
    text = value.body.decode("ascii", "replace").partition(".")[0].removesuffix("Z")
    if value.tag != _TIME or len(text) != 14 or not text.isdigit():
        raise _DerError("its time is not as it should be")
    try:
        found = datetime.strptime(text + "+0000", "%Y%m%d%H%M%S%z")
    except ValueError:
        raise _DerError("its time is none of the calendar") from None
    return found.strftime("%Y-%m-%dT%H:%M:%SZ")
