"""``bideval bundle FOLDER``: everything an auditor needs, in one folder or file that checks itself."""

from pathlib import Path

import click

from bideval.cli.bundled import Asked, bundled
from bideval.cli.folder_argument import folder_argument, packs_option, safe
from bideval.cli.signature_options import FILE
from bideval.io.safe_write import write_whole
from bideval.io.written_bag import write_folder
from bideval.io.written_files import FileExistsAlreadyError
from bideval.record.bag import BagNameError, bag_of, zipped


@click.command("bundle", epilog="Example: bideval bundle sample_tenders/works-auction -o works-bundle")
@folder_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="A new folder, or a file that ends in .zip.",
)
@click.option(
    "--record", type=FILE, metavar="FILE", help="A record of FOLDER, signed or not; without it one is made."
)
@click.option("--report", type=FILE, metavar="FILE", help="A page that bideval report wrote, to go with it.")
@click.option(
    "--wheels",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Wheels of bideval and what it needs, to run it without a network.",
)
@click.option("--force", is_flag=True, help="Overwrite a .zip that is there.")
@packs_option
def command(
    folder: Path,
    output: Path,
    record: Path | None,
    report: Path | None,
    wheels: Path | None,
    packs: Path | None,
    *,
    force: bool,
) -> None:
    """Write the bundle of FOLDER: record, files, evidence, verifier, and pages for the auditor.

    Its layout is BagIt, so that sha256sum checks it. The same folder and record give the same bytes.
    A signature or time token beside the record comes along.
    """
    is_zip = output.suffix.lower() == ".zip"
    _free(output, is_zip=is_zip, force=force)
    tender, files = bundled(folder, Asked(record, report, wheels, packs))
    try:
        bag = bag_of(files, tender)
        if is_zip:
            write_whole(output, zipped(bag, tender))
        else:
            write_folder(output, bag)
    except BagNameError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    click.echo(f"{safe(str(output))}: {len(bag)} files, {sum(map(len, bag.values())):,} bytes")


def _free(output: Path, *, is_zip: bool, force: bool) -> None:
    """Leave where something stands in the place of the bundle."""
    there = output.exists() or output.is_symlink()
    if is_zip and there and not force:
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    if not is_zip and there and (output.is_symlink() or not output.is_dir() or any(output.iterdir())):
        raise click.UsageError(safe(f"{output} is there, and no empty folder; name a new one"))
