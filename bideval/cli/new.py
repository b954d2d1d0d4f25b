"""``bideval new FOLDER --regime REGIME``."""

import re
from pathlib import Path

import click

from bideval.cli.folder_argument import safe, typed
from bideval.errors import Source
from bideval.io.new_folder import Begin, write_new_folder
from bideval.io.packs import find_pack
from bideval.io.written_files import FileExistsAlreadyError, NoFolderError
from bideval.model.pack import Pack
from bideval.model.references import regime_reference

BEGAN = "2026-01-15"


@click.command("new", epilog="Example: bideval new my-tender --regime uk/procurement-act-2023")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--regime", required=True, metavar="REGIME", help="generic, or one of: bideval criteria list regimes."
)
@click.option("--force", is_flag=True, help="Write over files that exist.")
def command(folder: Path, regime: str, *, force: bool) -> None:
    """Begin a commented tender in FOLDER that checks clean."""
    try:
        pinned, pack = _pinned(regime)
        begin = Begin(_id_of(folder), pinned, _began(pack), typed(folder))
        names = write_new_folder(folder, begin, force=force)
    except (FileExistsAlreadyError, NoFolderError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    for name in names:
        click.echo(safe(f"wrote {folder / name}"))
    click.echo(f"Next: bideval check {typed(folder)}", err=True)


def _pinned(regime: str) -> tuple[str, Pack]:
    """The regime with its edition, which must be on the shelf."""
    pinned = regime if "@" in regime else f"{regime}@1"
    pack, findings = find_pack(regime_reference(pinned), {}, Source("--regime"))
    if pack is None:
        raise click.UsageError(f"{findings[0].message}. {findings[0].remedy}")
    return pinned, pack


def _began(pack: Pack) -> str:
    """A date on which the regime is in force: the usual one, or the last day of a regime that has ended."""
    return BEGAN if pack.valid_on(BEGAN) else pack.valid_to or pack.valid_from


def _id_of(folder: Path) -> str:
    """An id made from the folder's name."""
    words = re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-")[:64]
    return words or "tender"
