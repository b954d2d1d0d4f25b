"""SSHSIG: a detached signature of a file, as ``ssh-keygen -Y sign`` writes it.

The form is that of PROTOCOL.sshsig, the specification that comes with OpenSSH: fields with
their length in front, in base64 of 70 columns between two lines that say what it is.  Read
strictly and within bounds; one spelling of the fields, nothing behind them.

Nothing is signed and no signature is checked here.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import new as new_hash
from hashlib import sha256
from typing import NamedTuple

from bideval.errors import BidevalError

NAMESPACE = "bideval"  # what ssh-keygen is given with -n
MOST_SIGNATURE_BYTES = 65_536
MOST_FIELD = 16_384  # bytes
_MAGIC = b"SSHSIG"
_VERSION = 1
_COLUMNS = 70
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_HASHES = ("sha256", "sha512")
_LINE = re.compile(r"[A-Za-z0-9+/=]{1,100}")


class SignatureError(BidevalError, ValueError):
    """Raised when bytes are no signature or no key; says why in one sentence."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        self.reason = reason
        super().__init__(reason)

    def __str__(self) -> str:
        return self.reason


class SshSignature(NamedTuple):
    """The fields of a signature."""

    key: bytes  # the public key, as fields
    namespace: str
    reserved: bytes  # signed, and without a meaning yet
    hash_name: str  # sha256 or sha512
    kind: str  # how it was signed, such as ssh-ed25519
    signed: bytes  # what the kind says; all that stands behind the kind
    rest: bytes = b""  # of a hardware key: flags and counter

    def blob(self) -> bytes:
        """Return the bytes that the armour holds."""
        name, signature = self.namespace.encode(), field(self.kind.encode()) + field(self.signed) + self.rest
        common = field(name) + field(self.reserved) + field(self.hash_name.encode())
        return _MAGIC + _VERSION.to_bytes(4, "big") + field(self.key) + common + field(signature)

    def message(self, data: bytes) -> bytes:
        """Return the bytes that were signed, if ``data`` is what was signed."""
        return to_sign(data, self.namespace, self.hash_name, self.reserved)

    @property
    def key_kind(self) -> str:
        """The kind of the key, such as ssh-ed25519."""
        return key_kind(self.key)


def field(data: bytes) -> bytes:
    """Return ``data`` with its length in front."""
    return len(data).to_bytes(4, "big") + data


def to_sign(
    data: bytes, namespace: str = NAMESPACE, hash_name: str = "sha512", reserved: bytes = b""
) -> bytes:
    """Return the bytes that a key signs to sign ``data``."""
    digest = new_hash(hash_name, data).digest()
    parts = (namespace.encode(), reserved, hash_name.encode(), digest)
    return _MAGIC + b"".join(map(field, parts))


def armoured(blob: bytes) -> bytes:
    """Return the text of a signature file."""
    text = base64.b64encode(blob).decode("ascii")
    lines = [text[start : start + _COLUMNS] for start in range(0, len(text), _COLUMNS)]
    return "\n".join([_BEGIN, *lines, _END, ""]).encode("ascii")


def read_signature(data: bytes) -> SshSignature:
    """Return the signature that a file holds; raise SignatureError where it holds none."""
    if len(data) > MOST_SIGNATURE_BYTES:
        raise SignatureError(f"it has {len(data):,} bytes; a signature has at most {MOST_SIGNATURE_BYTES:,}")
    blob = _unarmoured(data)
    start = len(_MAGIC)
    if blob[:start] != _MAGIC:
        raise SignatureError("it does not begin as an SSH signature does")
    if (version := int.from_bytes(blob[start : start + 4], "big")) != _VERSION:
        raise SignatureError(f"it is an SSH signature of version {version}, and only {_VERSION} is known")
    key, namespace, reserved, hash_name, signature = _fields(blob[start + 4 :], 5)
    kind, signed, rest = _first_two(signature)
    found = SshSignature(key, _ascii(namespace), reserved, _ascii(hash_name), kind, signed, rest)
    if found.hash_name not in _HASHES:
        raise SignatureError(f"it was made over a hash {found.hash_name!r}, and only sha256 and sha512 count")
    if rest and not kind.startswith("sk-"):
        raise SignatureError("something stands behind its last field")
    key_kind(key)
    return found


def read_public_key(text: str) -> bytes:
    """Return the fields of a public key written ``ssh-ed25519 AAAA...``; raise SignatureError."""
    words = text.split()
    if len(words) < 2:
        raise SignatureError("a public key is its kind, a space and base64")
    key = _base64(words[1])
    if key_kind(key) != words[0]:
        raise SignatureError(f"the key says {key_kind(key)!r} of itself, and the line {words[0]!r}")
    return key


def public_key_text(key: bytes) -> str:
    """Return a public key as it stands in a file."""
    return f"{key_kind(key)} {base64.b64encode(key).decode('ascii')}"


def fingerprint(key: bytes) -> str:
    """Return what ssh-keygen -l shows of a public key: ``SHA256:`` and its digest in base64."""
    return "SHA256:" + base64.b64encode(sha256(key).digest()).decode("ascii").rstrip("=")


def key_kind(key: bytes) -> str:
    """Return the kind that a public key says it is; raise SignatureError where it says none."""
    return _ascii(next(_each_field(key), b""))


def fields_of(key: bytes, count: int) -> tuple[bytes, ...]:
    """Return the ``count`` fields of a public key, the kind first; raise SignatureError if it has others."""
    return _fields(key, count)


def _unarmoured(data: bytes) -> bytes:
    try:
        lines = data.decode("ascii").splitlines()
    except UnicodeDecodeError:
        raise SignatureError("it is no text of an SSH signature") from None
    if len(lines) < 3 or lines[0] != _BEGIN or lines[-1] != _END:
        raise SignatureError(f"an SSH signature stands between {_BEGIN} and {_END}")
    if not all(map(_LINE.fullmatch, lines[1:-1])):
        raise SignatureError("a line between its first and its last is no base64")
    return _base64("".join(lines[1:-1]))


def _base64(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise SignatureError("what should be base64 is none") from None


def _fields(data: bytes, count: int) -> tuple[bytes, ...]:
    found = tuple(_each_field(data))
    if len(found) != count:
        raise SignatureError(f"it has {len(found)} fields where {count} are expected")
    return found


def _first_two(data: bytes) -> tuple[str, bytes, bytes]:
    """Two fields, and the bytes behind them."""
    kind = _one_field(data)
    signed = _one_field(data[4 + len(kind) :])
    return _ascii(kind), signed, data[8 + len(kind) + len(signed) :]


def _each_field(data: bytes) -> Iterator[bytes]:
    while data:
        one = _one_field(data)
        yield one
        data = data[4 + len(one) :]


def _one_field(data: bytes) -> bytes:
    length = int.from_bytes(data[:4], "big")
    if len(data) < 4 or length > MOST_FIELD or len(data) < 4 + length:
        raise SignatureError("one of its fields is cut off, or too long")
    return data[4 : 4 + length]


def _ascii(data: bytes) -> str:
    try:
        return data.decode("ascii")
    except UnicodeDecodeError:
        raise SignatureError("a name in it is not of ASCII characters") from None
