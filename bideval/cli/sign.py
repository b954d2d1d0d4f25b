"""``bideval sign RECORD --key KEYFILE``: a detached signature that ``ssh-keygen -Y verify`` accepts."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.cli.record_argument import public_of, record_of, refuse
from bideval.cli.signature_options import FILE, SIGNATURE, bounded
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.record.canonical import UnreadableError, canonical
from bideval.record.redaction.public import check_public
from bideval.record.signing.extra import NoSignExtraError, need_sign
from bideval.record.signing.ssh import SignatureError, fingerprint, public_key_text, read_signature

MOST_KEY_BYTES = 65_536
SignatureOf = Callable[[bytes, bytes], bytes]


@click.command("sign", epilog="Example: bideval sign works.json --key ames")
@click.argument("record", type=FILE)
@click.option(
    "--key", required=True, type=FILE, metavar="FILE", help="An Ed25519 key as ssh-keygen makes it."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the signature here; without it to RECORD.sig.",
)
@click.option("--force", is_flag=True, help="Overwrite a signature that is there.")
def command(record: Path, key: Path, output: Path | None, *, force: bool) -> None:
    """Sign RECORD, whole or public, and write the signature beside it.

    ssh-keygen -Y verify checks it, and so does bideval verify. ssh-keygen -Y sign -n bideval writes
    the same file with a key on a hardware token, or one that has a passphrase.
    """
    target = output or record.with_name(record.name + SIGNATURE)
    if not force and (target.exists() or target.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(target))))
    data = _to_sign(record)
    try:
        need_sign()
        sign: SignatureOf = import_module("bideval.record.signing.keys").signature_of
        signature = sign(data, bounded(key, MOST_KEY_BYTES))
    except (NoSignExtraError, SignatureError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    try:
        write_whole(target, signature)
    except OSError as problem:
        raise click.UsageError(safe(f"{target} cannot be written: {problem.strerror}")) from problem
    public = read_signature(signature).key
    click.echo(f"signed with the key {fingerprint(public)}:\n{public_key_text(public)}")


def _to_sign(record: Path) -> bytes:
    """The canonical bytes of a record; leave if it is none, or a public one that does not hold."""
    public = public_of(record)
    if public is None:
        return canonical(record_of(record).data)
    try:
        wrong = check_public(public.record).wrong
    except UnreadableError as problem:
        refuse(record, str(problem))
    if wrong:
        refuse(record, f"it does not hold, so it is not signed: {wrong[0]}")
    return public.data
