"""What verifying asks of signatures and time tokens: their files, who may sign, and keys that are revoked."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import click

from bideval.cli.folder_argument import safe
from bideval.cli.record_argument import refuse
from bideval.errors import Finding
from bideval.io.safe_files import read_file
from bideval.record.signing.checked import SignatureChecked, Standing, check_signature
from bideval.record.signing.signers import MOST_LIST_BYTES, read_revoked, read_signers
from bideval.record.signing.ssh import MOST_SIGNATURE_BYTES, SignatureError
from bideval.record.signing.token import MOST_TOKEN_BYTES, TokenRead, read_token

Command = TypeVar("Command", bound=Callable[..., object])
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SIGNATURE, TOKEN = ".sig", ".tsr"  # behind the name of the file that is signed or stamped


def signature_options(command: Command) -> Command:
    """Give a command ``--signature``, ``--signers`` and ``--revoked``."""
    words = "A signature of RECORD; RECORD.sig is found by itself."
    given = click.option("--signature", "given", multiple=True, type=FILE, metavar="FILE", help=words)
    words = "Who may sign: a list as ssh-keygen -Y verify takes it with -f."
    signers = click.option("--signers", type=FILE, metavar="FILE", help=words)
    words = "Public keys that count for nothing any more, one a line."
    return given(signers(click.option("--revoked", type=FILE, metavar="FILE", help=words)(command)))


def signatures_of(
    record: Path, data: bytes, given: tuple[Path, ...], signers: Path | None, revoked: Path | None
) -> tuple[SignatureChecked, ...]:
    """Check every signature of a record; leave where a list cannot be read.

    Where it is asked who signed, and no signature stands there, that is one that is refused.
    """
    known = None if signers is None else _list(signers, read_signers)
    gone = frozenset[bytes]() if revoked is None else _list(revoked, read_revoked)
    files = signature_files(record, given)
    if known is not None and not files:
        words = "there is no such file, and it was asked who signed"
        return (SignatureChecked(record.name + SIGNATURE, Standing.REFUSED, words),)
    return tuple(
        check_signature(path.name, bounded(path, MOST_SIGNATURE_BYTES), data, known, gone) for path in files
    )


def signature_files(record: Path, given: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Return the files that sign a record: the one beside it, and those that are given, none twice."""
    beside = record.with_name(record.name + SIGNATURE)
    return tuple(dict.fromkeys([*([beside] if beside.is_file() else []), *given]))


def tokens_of(record: Path, data: bytes, given: tuple[Path, ...]) -> tuple[TokenRead, ...]:
    """Read the time tokens that stand beside a record and beside its signatures."""
    return tuple(_tokens(record, data, given))


def token_files(record: Path, given: tuple[Path, ...] = ()) -> tuple[Path, ...]:
    """Return the time tokens beside a record and beside its signatures."""
    stamped = (record, *signature_files(record, given))
    return tuple(path for one in stamped if (path := one.with_name(one.name + TOKEN)).is_file())


def _tokens(record: Path, data: bytes, given: tuple[Path, ...]) -> Iterator[TokenRead]:
    for path in token_files(record, given):
        stamped = path.with_name(path.name.removesuffix(TOKEN))
        content = data if stamped == record else bounded(stamped, MOST_SIGNATURE_BYTES)
        yield read_token(path.name, bounded(path, MOST_TOKEN_BYTES), content, stamped.name)


Read = TypeVar("Read")


def _list(path: Path, read: Callable[[bytes], Read]) -> Read:
    try:
        return read(bounded(path, MOST_LIST_BYTES))
    except SignatureError as problem:
        raise click.UsageError(safe(f"{path}: {problem}")) from problem


def bounded(path: Path, most: int) -> bytes:
    """Return the bytes of a file; leave with exit code 3 where it is larger, or no file."""
    data = read_file(path.parent, path.name, most)
    if isinstance(data, Finding):
        refuse(path, data.message)
    return data
