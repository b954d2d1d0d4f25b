"""``bideval redact RECORD --plan FILE``: a public record, without what is confidential, to be checked."""

import os
import secrets
from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.cli.plan_file import plan_in
from bideval.cli.record_argument import record_of
from bideval.cli.signature_options import FILE, bounded
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.record.redaction.plan import Plan
from bideval.record.redaction.public import read_public
from bideval.record.redaction.redacted import RedactionError, redacted
from bideval.record.redaction.tree import SECRET_BYTES

NEW = click.Path(dir_okay=False, path_type=Path)


@click.command(
    "redact", epilog="Example: bideval redact works.json --plan plan.yaml --secret works.key -o public.json"
)
@click.argument("record", type=FILE)
@click.option(
    "--plan", required=True, type=FILE, metavar="FILE", help="What is shown, and what is withheld and why."
)
@click.option(
    "--secret",
    required=True,
    type=NEW,
    metavar="FILE",
    help="What the salts come from; made if it is not there. Keep it to yourself.",
)
@click.option("-o", "--output", required=True, type=NEW, metavar="FILE", help="Write the public record here.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(record: Path, plan: Path, secret: Path, output: Path, *, force: bool) -> None:
    """Write the public record of RECORD: what the plan allows in clear, the rest as salted digests.

    Every redaction of a record with one secret has the same root. Print it when the award is made.
    """
    if not force and (output.exists() or output.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    read, asked = record_of(record), plan_in(plan, Plan)
    try:
        data = redacted(read.data, asked, _secret(secret))
        public = read_public(data)
        write_whole(output, data)
    except RedactionError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    click.echo(f"root {public.head.root}")


def _secret(path: Path) -> bytes:
    """The secret in a file of 64 hexadecimal digits; a new one where there is no file."""
    if not path.exists() and not path.is_symlink():
        made = secrets.token_bytes(SECRET_BYTES)
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(f"{made.hex()}\n".encode())
        return made
    text = bounded(path, 200).decode("ascii", "replace").strip()
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != SECRET_BYTES:
        raise click.UsageError(safe(f"{path} does not hold 64 hexadecimal digits"))
    return found
