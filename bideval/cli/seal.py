"""``bideval seal``: keys for holders, and a price that only enough of them open together."""

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path

import click

from bideval.cli.folder_argument import safe
from bideval.cli.signature_options import FILE, bounded
from bideval.io.safe_write import write_whole
from bideval.record.sealing.sealed import SEALED, Sealed, SealError, read_sealed, sealed_bytes
from bideval.record.signing.extra import NoSignExtraError, need_sign

BOXES = "bideval.record.sealing.boxes"  # what needs the extra
MOST_KEY_BYTES = 65_536
MOST_PRICE_BYTES = 8_000_000
_PRICES = (".yaml", ".csv")
NewKey = Callable[[], tuple[bytes, bytes]]
PublicPart = Callable[[bytes], bytes]
Seal = Callable[[bytes, str, str, str, Mapping[str, bytes], int], Sealed]


@click.group("seal", epilog="Example: bideval seal key ames.pem")
def command() -> None:
    """Seal prices until they are opened: nobody reads one before enough holders of keys meet."""


@command.command("key", epilog="Example: bideval seal key ames.pem")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def key_command(file: Path) -> None:
    """Make a key for a holder: FILE, which only the holder keeps, and FILE.pub to seal with.

    openssl genpkey -algorithm X25519 makes the same.
    """
    public = file.with_name(f"{file.name}.pub")
    for one in (file, public):
        _free(one)
    _need_sign()
    make: NewKey = import_module(BOXES).new_key
    private_part, public_part = make()
    try:
        _write_private(file, private_part)
        write_whole(public, public_part)
    except OSError as problem:
        raise click.UsageError(safe(f"{file} cannot be written: {problem.strerror}")) from problem
    click.echo(f"{safe(str(file))}: keep it to yourself\n{safe(str(public))}: to seal prices with")


@command.command(
    "price",
    epilog="Example: bideval seal price birch.yaml --tender lane --needed 1 --holder a=ames.pub -o a.sealed",
)
@click.argument("price", type=FILE)
@click.option("--tender", required=True, metavar="ID", help="The id of the tender.")
@click.option(
    "--holder",
    "holders",
    multiple=True,
    required=True,
    metavar="NAME=FILE",
    help="A holder and the public key.",
)
@click.option("--needed", required=True, type=click.IntRange(1, 7), help="How many of them open it together.")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the sealed price here; it ends in .sealed.",
)
def price_command(price: Path, tender: str, holders: tuple[str, ...], needed: int, output: Path) -> None:
    """Seal PRICE, a file called BID.yaml or BID.csv as it will stand in prices/.

    Prints the SHA-256 of the sealed file: the receipt, which the bid names under price_sealed. PRICE
    itself is left alone; keep it outside the folder of the tender.
    """
    if price.suffix not in _PRICES or output.suffix != SEALED:
        raise click.UsageError(f"a price is called BID.yaml or BID.csv, and what is sealed ends in {SEALED}")
    _free(output)
    _need_sign()
    seal: Seal = import_module(BOXES).seal
    try:
        content = bounded(price, MOST_PRICE_BYTES)
        sealed = seal(content, tender, price.stem, f"prices/{price.name}", _keys(holders), needed)
        data = sealed_bytes(sealed)
        read_sealed(data)  # what could not be read again is not written
        write_whole(output, data)
    except (SealError, ValueError) as problem:
        raise click.UsageError(safe(_first_line(problem))) from problem
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    click.echo(f"price_sealed: {sha256(data).hexdigest()}")


def _first_line(problem: ValueError) -> str:
    is_ours = isinstance(problem, SealError)
    return str(problem) if is_ours else "the id of the tender, the bid or a holder is none"


def _keys(holders: tuple[str, ...]) -> dict[str, bytes]:
    """The public keys by the name of the holder."""
    public_part: PublicPart = import_module(BOXES).public_part
    found: dict[str, bytes] = {}
    for one in holders:
        name, equals, path = one.partition("=")
        if not equals or name in found:
            raise click.UsageError("--holder is NAME=FILE, each name once")
        file = Path(path)
        if not file.is_file():
            raise click.UsageError(safe(f"--holder {name}: {path} is no file"))
        try:
            found[name] = public_part(bounded(file, MOST_KEY_BYTES))
        except SealError as problem:
            raise click.UsageError(safe(f"--holder {name}: {problem}")) from problem
    return found


def _need_sign() -> None:
    try:
        need_sign()
    except NoSignExtraError as problem:
        raise click.UsageError(str(problem)) from problem


def _free(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise click.UsageError(safe(f"{path} exists already; nothing was written"))


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that nobody else may read."""
    opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(opened, "wb") as file:
        file.write(data)
