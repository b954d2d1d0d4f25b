"""What came of the signatures of a file: who signed it, or why a signature counts for nothing.

A signature that holds says that whoever has the key signed these bytes.  Whose key it is
says the list of allowed signers alone; a revoked key counts for nothing.  When it was signed
no signature says.
"""

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from importlib import import_module
from typing import NamedTuple

from bideval.record.signing.extra import has_sign
from bideval.record.signing.signers import Signer, signers_of
from bideval.record.signing.ssh import (
    NAMESPACE,
    SignatureError,
    SshSignature,
    fingerprint,
    read_signature,
)

Holds = Callable[[SshSignature, bytes], bool]


class Standing(StrEnum):
    """What a signature is worth."""

    KNOWN = "known signer"  # it holds, and the list names who has the key
    UNKNOWN = "unknown signer"  # it holds, and nobody said whose key it is
    REFUSED = "refused"  # it does not hold, or its key counts for nothing
    NOT_CHECKED = "not checked"  # the extra is not installed


class SignatureChecked(NamedTuple):
    """A signature by the name of its file, what it is worth, and the words for it."""

    name: str
    standing: Standing
    words: str
    key: str = ""  # its fingerprint
    who: str = ""


def check_signature(
    name: str,
    signature: bytes,
    data: bytes,
    signers: Sequence[Signer] | None = None,
    revoked: Collection[bytes] = (),
) -> SignatureChecked:
    """Check one signature file of ``data``; ``signers`` None: no list was given."""
    try:
        found = read_signature(signature)
        mark = fingerprint(found.key)
        if found.namespace != NAMESPACE:
            return _refused(name, f"it was made for {found.namespace!r}, not for {NAMESPACE!r}", mark)
        if found.key in revoked:
            return _refused(name, "its key is revoked", mark)
        if not has_sign():
            words = "not checked: the extra sign is not installed; ssh-keygen -Y verify checks it"
            return SignatureChecked(name, Standing.NOT_CHECKED, words, mark)
        holds: Holds = import_module("bideval.record.signing.keys").holds
        if not holds(found, data):
            return _refused(name, "the key in it did not sign this file", mark)
    except SignatureError as problem:
        return _refused(name, str(problem))
    return _by_whom(name, found.key, signers)


def _refused(name: str, reason: str, key: str = "") -> SignatureChecked:
    return SignatureChecked(name, Standing.REFUSED, reason, key)


def _by_whom(name: str, key: bytes, signers: Sequence[Signer] | None) -> SignatureChecked:
    mark = fingerprint(key)
    if signers is None:
        words = "signed with this key; whose it is, is not shown without a list of allowed signers"
        return SignatureChecked(name, Standing.UNKNOWN, words, mark)
    lines = signers_of(key, signers)
    if not lines:
        return _refused(name, "its key is not in the list of allowed signers", mark)
    if lines[0].why_not:
        return _refused(name, f"the line of {lines[0].who} in the list: {lines[0].why_not}", mark)
    return SignatureChecked(name, Standing.KNOWN, f"signed by {lines[0].who}", mark, lines[0].who)
