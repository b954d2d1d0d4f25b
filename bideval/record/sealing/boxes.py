"""Seal a price for holders of keys, and open it with the keys of enough of them.

Needs the extra ``sign``.  The price is encrypted with ChaCha20-Poly1305 under a random key;
for each group of holders that key is encrypted once more, under a key derived by HKDF-SHA256
from the X25519 secrets that the sender shares with every one of them.  Who lacks one
secret lacks the key.  No key is used twice, so each nonce is zero.

The price is filled up to whole blocks first: its length would tell how many digits it has.
No share of a secret is computed by hand; there is one box for each group instead.
"""

from collections.abc import Mapping, Sequence

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from bideval.record.canonical import Json, canonical
from bideval.record.sealing.sealed import PIECE, Box, Holder, Sealed, SealError, groups

MOST_PRICE_BYTES = 8_000_000
_BLOCK = 4096  # bytes that the price is filled up to
_LENGTH = 8  # bytes in front of it that say how long it is
_NONCE = bytes(12)  # every key is used once


def new_key() -> tuple[bytes, bytes]:
    """Return a new private key and its public part, as PEM."""
    key = X25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private, key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def public_part(pem: bytes) -> bytes:
    """Return the 32 bytes of a public key in PEM; raise SealError."""
    try:
        key = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise SealError("it is no public key in PEM") from None
    if not isinstance(key, X25519PublicKey):
        raise SealError("it is no public key of X25519")
    return key.public_bytes_raw()


def seal(price: bytes, tender: str, bid: str, file: str, holders: Mapping[str, bytes], needed: int) -> Sealed:
    """Return the price sealed so that any ``needed`` of the holders open it together.

    ``holders`` are public keys by name.  Raise SealError where it cannot be sealed so.
    """
    if len(price) > MOST_PRICE_BYTES:
        raise SealError(f"the price has {len(price):,} bytes; at most {MOST_PRICE_BYTES:,} can be sealed")
    if not 1 <= needed <= len(holders):
        raise SealError(f"{needed} of {len(holders)} holders cannot open anything together")
    sender, key = X25519PrivateKey.generate(), ChaCha20Poly1305.generate_key()
    listed = tuple(Holder(name=name, key=one.hex()) for name, one in sorted(holders.items()))
    empty = Sealed(
        bideval_sealed=1,
        tender=tender,
        bid=bid,
        file=file,
        needed=needed,
        holders=listed,
        sender=sender.public_key().public_bytes_raw().hex(),
        boxes=(),
        body=("00",),
    )
    secrets = {name: _shared(sender, one) for name, one in holders.items()}
    boxes = tuple(
        Box(holders=group, box=_locked(empty, group, secrets, key).hex())
        for group in groups(tuple(holders), needed)
    )
    body = ChaCha20Poly1305(key).encrypt(_NONCE, _filled(price), empty.head)
    pieces = tuple(body[start : start + PIECE].hex() for start in range(0, len(body), PIECE))
    return empty.model_copy(update={"boxes": boxes, "body": pieces})


def holders_of(sealed: Sealed, private: Sequence[bytes]) -> tuple[str, ...]:
    """Return which holders these private keys in PEM are of; raise SealError for one that is no key."""
    names = {one.key: one.name for one in sealed.holders}
    found = (names.get(_private(pem).public_key().public_bytes_raw().hex()) for pem in private)
    return tuple(sorted({name for name in found if name is not None}))


def key_of(sealed: Sealed, private: Sequence[bytes]) -> bytes:
    """Return the key of a sealed price; raise SealError where holders are too few or a box was altered."""
    names = {one.key: one.name for one in sealed.holders}
    sender = bytes.fromhex(sealed.sender)
    secrets: dict[str, bytes] = {}
    for one in map(_private, private):
        name = names.get(one.public_key().public_bytes_raw().hex())
        if name is not None:
            secrets[name] = _shared(one, sender)
    box = next((one for one in sealed.boxes if secrets.keys() >= set(one.holders)), None)
    if box is None:
        raise SealError(f"{sealed.needed} holders open it together, and {len(secrets)} of them are here")
    info = _info(sealed, box.holders)
    try:
        return _lock(info, box.holders, secrets).decrypt(_NONCE, bytes.fromhex(box.box), info)
    except InvalidTag:
        raise SealError("it was altered since it was sealed") from None


def opened_with(sealed: Sealed, key: bytes) -> bytes:
    """Return the price; raise SealError where it is not the key, or the price was altered."""
    body = b"".join(map(bytes.fromhex, sealed.body))
    try:
        filled = ChaCha20Poly1305(key).decrypt(_NONCE, body, sealed.head)
    except InvalidTag:
        raise SealError("it was altered since it was sealed, or the key is another") from None
    length = int.from_bytes(filled[:_LENGTH], "big")
    if len(filled) % _BLOCK or length > len(filled) - _LENGTH or any(filled[_LENGTH + length :]):
        raise SealError("what was sealed is not a price as it should be")
    return filled[_LENGTH : _LENGTH + length]


def _filled(price: bytes) -> bytes:
    whole = len(price).to_bytes(_LENGTH, "big") + price
    return whole + bytes(-len(whole) % _BLOCK)


def _shared(private: X25519PrivateKey, public: bytes) -> bytes:
    try:
        return private.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:  # a point with which every secret is the same
        raise SealError("a public key in it is none that can be used") from None


def _private(pem: bytes) -> X25519PrivateKey:
    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError:  # how the library says that a passphrase is needed
        raise SealError("the key has a passphrase; openssl pkey -in KEY writes it without") from None
    except (ValueError, UnsupportedAlgorithm):
        raise SealError("it is no private key in PEM") from None
    if not isinstance(key, X25519PrivateKey):
        raise SealError("it is no private key of X25519")
    return key


def _locked(empty: Sealed, group: tuple[str, ...], secrets: Mapping[str, bytes], key: bytes) -> bytes:
    info = _info(empty, group)
    return _lock(info, group, secrets).encrypt(_NONCE, key, info)


def _info(sealed: Sealed, group: tuple[str, ...]) -> bytes:
    names: list[Json] = [*group]
    return b"bideval-seal-1\n" + sealed.head + b"\n" + canonical(names)


def _lock(info: bytes, group: tuple[str, ...], secrets: Mapping[str, bytes]) -> ChaCha20Poly1305:
    together = b"".join(secrets[name] for name in group)
    return ChaCha20Poly1305(HKDF(SHA256(), 32, None, info).derive(together))
