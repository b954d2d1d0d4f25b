"""Sign with a key, and check one signature with the key it carries.  Needs the extra ``sign``.

Signing takes an Ed25519 key without a passphrase, whose signature is the same bytes each
time; for other keys there is ``ssh-keygen -Y sign``, which writes the same file.  Checked are
Ed25519, ECDSA, RSA of 2,048 bits or more, and Ed25519 of hardware keys.

Whose key it is, is not asked here (``signers``).
"""

from collections.abc import Mapping
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384, SHA512, HashAlgorithm
from cryptography.hazmat.primitives.serialization import load_ssh_private_key, load_ssh_public_key

from bideval.record.signing.ssh import (
    NAMESPACE,
    SignatureError,
    SshSignature,
    armoured,
    field,
    fields_of,
    public_key_text,
    to_sign,
)

MOST_KEY_BYTES = 65_536
_LEAST_RSA_BITS = 2048
_USER_PRESENT = 1  # flag of a hardware key: somebody touched it
_OTHERWISE = "sign with: ssh-keygen -Y sign -n bideval -f KEYFILE RECORD"


def signature_of(data: bytes, private: bytes) -> bytes:
    """Return the signature file of ``data``; ``private`` is an OpenSSH key file.  Raise SignatureError."""
    key = _private_key(private)
    kind = field(b"ssh-ed25519")
    public = kind + field(key.public_key().public_bytes_raw())
    signed = key.sign(to_sign(data))
    return armoured(SshSignature(public, NAMESPACE, b"", "sha512", "ssh-ed25519", signed).blob())


def _private_key(private: bytes) -> Ed25519PrivateKey:
    try:
        key = load_ssh_private_key(private, password=None)
    except TypeError:  # how the library says that a passphrase is needed
        raise SignatureError(f"the key has a passphrase, and bideval asks for none; {_OTHERWISE}") from None
    except (ValueError, UnsupportedAlgorithm):
        raise SignatureError("this is no private key in the form of OpenSSH") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SignatureError(f"the key is none of Ed25519; {_OTHERWISE}")
    return key


def holds(signature: SshSignature, data: bytes) -> bool:
    """Whether the key in ``signature`` signed ``data``; raise SignatureError for a key that is not known."""
    message = signature.message(data)
    try:
        _check(signature, message)
    except InvalidSignature:
        return False
    return True


def _check(signature: SshSignature, message: bytes) -> None:
    key, kind = signature.key_kind, signature.kind
    if key == kind == "ssh-ed25519":
        _ed25519(fields_of(signature.key, 2)[1], signature.signed, message)
    elif key == kind == "sk-ssh-ed25519@openssh.com":
        _hardware(signature, message)
    elif key == "ssh-rsa" and kind in _RSA:
        _rsa(signature, message)
    elif key == kind and kind in _CURVES:
        _ecdsa(signature, message)
    else:
        raise SignatureError(f"a signature {kind!r} by a key {key!r} cannot be checked here")


_RSA: Mapping[str, HashAlgorithm] = {"rsa-sha2-256": SHA256(), "rsa-sha2-512": SHA512()}
_CURVES: Mapping[str, HashAlgorithm] = {
    "ecdsa-sha2-nistp256": SHA256(),
    "ecdsa-sha2-nistp384": SHA384(),
    "ecdsa-sha2-nistp521": SHA512(),
}


def _ed25519(public: bytes, signed: bytes, message: bytes) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signed, message)
    except ValueError:
        raise InvalidSignature from None


def _hardware(signature: SshSignature, message: bytes) -> None:
    """A hardware key signs digests, its flags and its counter."""
    _, public, application = fields_of(signature.key, 3)
    if len(signature.rest) != 5 or not signature.rest[0] & _USER_PRESENT:
        raise InvalidSignature
    whole = sha256(application).digest() + signature.rest + sha256(message).digest()
    _ed25519(public, signature.signed, whole)


def _rsa(signature: SshSignature, message: bytes) -> None:
    key = _public_key(signature)
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size < _LEAST_RSA_BITS:
        raise SignatureError(f"an RSA key of under {_LEAST_RSA_BITS:,} bits counts for nothing")
    key.verify(signature.signed, message, padding.PKCS1v15(), _RSA[signature.kind])


def _ecdsa(signature: SshSignature, message: bytes) -> None:
    key = _public_key(signature)
    assert isinstance(key, ec.EllipticCurvePublicKey)  # by its kind
    first, second = (int.from_bytes(part, "big", signed=True) for part in fields_of(signature.signed, 2))
    if first <= 0 or second <= 0:
        raise InvalidSignature
    signed = encode_dss_signature(first, second)
    key.verify(signed, message, ec.ECDSA(_CURVES[signature.kind]))


def _public_key(signature: SshSignature) -> object:
    try:
        return load_ssh_public_key(public_key_text(signature.key).encode("ascii"))
    except (ValueError, UnsupportedAlgorithm, NotImplementedError):  # a compressed point is none of ssh's
        raise SignatureError("the key in it cannot be read") from None
