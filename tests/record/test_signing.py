"""Signatures and time tokens, held against files that ssh-keygen and openssl made."""

import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.signing import checked
from bideval.record.signing.checked import Standing, check_signature
from bideval.record.signing.keys import signature_of
from bideval.record.signing.signers import read_revoked, read_signers
from bideval.record.signing.ssh import (
    SignatureError,
    armoured,
    field,
    fingerprint,
    public_key_text,
    read_public_key,
    read_signature,
)
from bideval.record.signing.token import read_token
from tests.conftest import ROOT

FILES = ROOT / "tests" / "data" / "signatures"
MESSAGE = (FILES / "message.txt").read_bytes()
TOKEN = (FILES / "message.tsr").read_bytes()
SSH_KEYGEN = shutil.which("ssh-keygen")


def made(name: str) -> bytes:
    return (FILES / f"{name}.sig").read_bytes()


def public(name: str) -> str:
    return " ".join((FILES / f"{name}.pub").read_text("utf-8").split()[:2])


def private() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())


# What others made


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_signature_of_ssh_keygen_holds(kind: str) -> None:
    signers = read_signers(f"ames@council.example {public(kind)} a comment\n".encode())
    found = check_signature("m.sig", made(kind), MESSAGE, signers)
    assert (found.standing, found.who) == (Standing.KNOWN, "ames@council.example")
    assert found.key == fingerprint(read_public_key(public(kind)))
    assert check_signature("m.sig", made(kind), MESSAGE).standing is Standing.UNKNOWN
    assert check_signature("m.sig", made(kind), MESSAGE + b" ").standing is Standing.REFUSED


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_a_signature_is_read_and_written_as_the_same_bytes(kind: str) -> None:
    assert armoured(read_signature(made(kind)).blob()) == made(kind)


@pytest.mark.skipif(SSH_KEYGEN is None, reason="ssh-keygen is not on this machine")
def test_our_signature_is_the_one_that_ssh_keygen_makes(tmp_path: Path) -> None:
    assert SSH_KEYGEN is not None
    key, message = tmp_path / "key", tmp_path / "message"
    key.write_bytes(private())
    key.chmod(0o600)
    message.write_bytes(MESSAGE)
    subprocess.run(  # noqa: S603
        [SSH_KEYGEN, "-q", "-Y", "sign", "-n", "bideval", "-f", key, message], check=True, capture_output=True
    )
    assert signature_of(MESSAGE, key.read_bytes()) == (tmp_path / "message.sig").read_bytes()


def test_a_signature_is_the_same_each_time_and_of_one_key() -> None:
    one, other = private(), private()
    assert signature_of(MESSAGE, one) == signature_of(MESSAGE, one)
    assert signature_of(MESSAGE, one) != signature_of(MESSAGE, other)
    assert check_signature("m.sig", signature_of(MESSAGE, one), MESSAGE).standing is Standing.UNKNOWN


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_every_changed_byte_of_a_signature_is_refused(kind: str) -> None:
    blob = read_signature(made(kind)).blob()
    signers = read_signers(f"ames {public(kind)}\n".encode())
    for place in range(len(blob)):
        changed = blob[:place] + bytes([blob[place] ^ 1]) + blob[place + 1 :]
        found = check_signature("m.sig", armoured(changed), MESSAGE, signers)
        assert found.standing is Standing.REFUSED, place


@pytest.mark.parametrize("kind", ["ed25519", "rsa", "ecdsa"])
def test_every_shortened_signature_is_refused(kind: str) -> None:
    blob = read_signature(made(kind)).blob()
    for end in range(len(blob)):
        assert check_signature("m.sig", armoured(blob[:end]), MESSAGE).standing is Standing.REFUSED
    assert check_signature("m.sig", armoured(blob + b"\0"), MESSAGE).standing is Standing.REFUSED


@given(st.binary(max_size=300))
def test_any_bytes_are_no_signature(data: bytes) -> None:
    for one in (data, armoured(data), armoured(b"SSHSIG\0\0\0\1" + data)):
        assert check_signature("m.sig", one, MESSAGE).standing is Standing.REFUSED


BLOB = read_signature(made("ed25519"))
REFUSED: list[tuple[str, bytes, str]] = [
    # in words, the file, the words for it
    ("nothing", b"", "stands between"),
    ("no text", b"\xff\xfe", "no text"),
    ("a record", b'{"a":1}', "stands between"),
    ("too long", b"A" * 65_537, "at most 65,536"),
    ("without its last line", made("ed25519").rpartition(b"-----END")[0], "stands between"),
    ("with something behind it", made("ed25519") + b"more\n", "stands between"),
    ("with a line that is no base64", made("ed25519").replace(b"U1NIU0lH", b"U1NI*0lH"), "no base64"),
    ("of another version", armoured(BLOB.blob().replace(b"SSHSIG\0\0\0\1", b"SSHSIG\0\0\0\2")), "version 2"),
    ("another beginning", armoured(b"SSHSIX" + BLOB.blob()[6:]), "does not begin"),
    ("over MD5", armoured(BLOB._replace(hash_name="md5").blob()), "a hash 'md5'"),
    ("for another namespace", made("other-namespace"), "made for 'file'"),
    ("by a weak key", made("rsa-1024"), "under 2,048 bits"),
    ("an older kind of RSA", armoured(read_signature(made("rsa"))._replace(kind="ssh-rsa").blob()), "cannot be checked"),
    ("a kind that there is not", armoured(BLOB._replace(kind="ssh-luck").blob()), "cannot be checked"),
    ("a key that says another kind", armoured(BLOB._replace(key=field(b"ssh-dss") + field(b"x")).blob()), "cannot be checked"),
    ("a key of no fields", armoured(BLOB._replace(key=b"").blob()), "cannot be checked"),
    ("an Ed25519 key of 31 bytes", armoured(BLOB._replace(key=field(b"ssh-ed25519") + field(b"x" * 31)).blob()), "did not sign"),
    ("something behind the signature", armoured(BLOB._replace(rest=b"abcde").blob()), "behind its last field"),
    ("a field of 4 GB", armoured(b"SSHSIG\0\0\0\1\xff\xff\xff\xff"), "cut off, or too long"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_signature_is_refused_in_one_sentence(case: tuple[str, bytes, str]) -> None:
    _, data, words = case
    found = check_signature("m.sig", data, MESSAGE)
    assert found.standing is Standing.REFUSED
    assert words in found.words
    assert "\n" not in found.words


KEYS: list[tuple[str, bytes, str]] = [
    ("no key", b"-----BEGIN", "no private key"),
    ("nothing", b"", "no private key"),
    ("a key of another kind", ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()), "none of Ed25519"),
    ("a public key", public("ed25519").encode(), "no private key"),
]  # fmt: skip


@pytest.mark.parametrize("case", KEYS, ids=lambda case: case[0])
def test_a_key_that_cannot_sign(case: tuple[str, bytes, str]) -> None:
    _, key, words = case
    with pytest.raises(SignatureError, match=words):
        signature_of(MESSAGE, key)


@pytest.mark.skipif(SSH_KEYGEN is None, reason="ssh-keygen is not on this machine")
def test_a_key_with_a_passphrase_is_for_ssh_keygen(tmp_path: Path) -> None:
    assert SSH_KEYGEN is not None
    command = [SSH_KEYGEN, "-q", "-t", "ed25519", "-N", "a secret", "-f", str(tmp_path / "key")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    with pytest.raises(SignatureError, match=r"passphrase.*ssh-keygen -Y sign -n bideval"):
        signature_of(MESSAGE, (tmp_path / "key").read_bytes())


# Whose key it is

KEY = public("ed25519")
LISTS: list[tuple[str, str, Standing]] = [
    # in words, the list, what a signature by KEY is worth
    ("who and the key", f"ames {KEY}\n", Standing.KNOWN),
    ("with a comment", f"# people\n\names {KEY} of the council\n", Standing.KNOWN),
    ("for this namespace", f'ames namespaces="file,bideval" {KEY}\n', Standing.KNOWN),
    ("for every namespace", f'ames namespaces="*" {KEY}\n', Standing.KNOWN),
    ("a line that counts behind one that does not", f'x valid-before="20300101" {KEY}\names {KEY}\n', Standing.KNOWN),
    ("nobody", "", Standing.REFUSED),
    ("another key", f"ames {public('ecdsa')}\n", Standing.REFUSED),
    ("for another namespace", f'ames namespaces="file" {KEY}\n', Standing.REFUSED),
    ("bound to dates", f'ames valid-before="20990101" {KEY}\n', Standing.REFUSED),
    ("an authority that certifies", f"ames cert-authority {KEY}\n", Standing.REFUSED),
    ("an option that there is not", f"ames no-touch-required {KEY}\n", Standing.REFUSED),
]  # fmt: skip


@pytest.mark.parametrize("case", LISTS, ids=lambda case: case[0])
def test_who_signed_is_what_the_list_says(case: tuple[str, str, Standing]) -> None:
    _, text, standing = case
    signers = read_signers(text.encode())
    assert check_signature("m.sig", made("ed25519"), MESSAGE, signers).standing is standing


NO_LISTS = [
    ("a key without who", KEY),
    ("who without a key", "ames"),
    ("base64 cut off", f"ames {KEY[:-3]}"),
    ("a kind that the key is not", f"ames ssh-rsa {KEY.split()[1]}"),
    ("two lots of options", f"ames a b {KEY}"),
    ("no text", "\udcff"),
]


@pytest.mark.parametrize("case", NO_LISTS, ids=lambda case: case[0])
def test_a_list_that_cannot_be_read(case: tuple[str, str]) -> None:
    with pytest.raises(SignatureError):
        read_signers(case[1].encode("utf-8", "surrogateescape"))


def test_a_revoked_key_counts_for_nothing_even_if_it_is_allowed() -> None:
    signers, revoked = read_signers(f"ames {KEY}\n".encode()), read_revoked(f"# stolen\n{KEY}\n".encode())
    found = check_signature("m.sig", made("ed25519"), MESSAGE, signers, revoked)
    assert (found.standing, found.words) == (Standing.REFUSED, "its key is revoked")
    assert check_signature("m.sig", made("ecdsa"), MESSAGE, None, revoked).standing is Standing.UNKNOWN
    with pytest.raises(SignatureError, match="line 1"):
        read_revoked(b"ames\n")


def test_a_key_is_written_as_it_was_read() -> None:
    assert public_key_text(read_public_key(KEY)) == KEY


def test_without_the_extra_a_signature_is_not_checked_and_a_bad_one_is_still_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(checked, "has_sign", lambda: False)
    assert check_signature("m.sig", made("ed25519"), MESSAGE).standing is Standing.NOT_CHECKED
    assert check_signature("m.sig", b"", MESSAGE).standing is Standing.REFUSED


# Time tokens


def test_a_token_of_openssl_is_about_its_bytes_and_states_its_time() -> None:
    found = read_token("m.tsr", TOKEN, MESSAGE, "m")
    assert (found.fits, found.time) == (True, "2026-11-22T11:04:09Z")  # as openssl ts -reply -text shows it
    assert "neither its signature nor its certificate is checked here" in found.words


def test_a_token_about_other_bytes_is_refused() -> None:
    found = read_token("m.tsr", TOKEN, MESSAGE + b" ", "m")
    assert (found.fits, found.words) == (False, "it is about other bytes than m")


def test_every_shortened_token_is_refused() -> None:
    assert not any(read_token("m.tsr", TOKEN[:end], MESSAGE, "m").fits for end in range(len(TOKEN)))


@given(st.binary(max_size=200))
def test_any_bytes_are_no_token(data: bytes) -> None:
    assert not read_token("m.tsr", data, MESSAGE, "m").fits


TOKENS: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "not one value"),
    ("too long", b"\x30" * 65_537, "at most 65,536"),
    ("two tokens", TOKEN + TOKEN, "not one value"),
    ("values deep in one another", b"\x30\x80" * 2000, "not as DER"),
    ("a list in a list, without end", b"0\x82\x03\xe8" + b"".join(b"0\x82" + (996 - 4 * n).to_bytes(2, "big") for n in range(249)) + bytes(4), "deep in one another"),
    ("a month that there is not", TOKEN.replace(b"20261122110409Z", b"20261322110409Z"), "none of the calendar"),
    ("a time in letters", TOKEN.replace(b"20261122110409Z", b"2026112211040xZ"), "time is not as it should be"),
    ("another hash", TOKEN.replace(bytes.fromhex("0609608648016503040201"), bytes.fromhex("0609608648016503040209")), "about a hash"),
]  # fmt: skip


@pytest.mark.parametrize("case", TOKENS, ids=lambda case: case[0])
def test_a_token_is_refused_in_one_sentence(case: tuple[str, bytes, str]) -> None:
    _, data, words = case
    found = read_token("m.tsr", data, MESSAGE, "m")
    assert not found.fits
    assert words in found.words
