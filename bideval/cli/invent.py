"""``bideval invent``: lines to try a portfolio on."""

import sys
from pathlib import Path

import click

from bideval.io.written_files import FileExistsAlreadyError
from bideval.portfolio.invent import invented


@click.command("invent", epilog="Example: bideval invent 1000 --seed 1 -o tenders.jsonl")
@click.argument("count", type=click.IntRange(1, 10_000_000))
@click.option(
    "--seed", type=click.IntRange(0), required=True, help="Which tenders: the same seed, the same bytes."
)
@click.option(
    "--first", type=click.IntRange(0), default=0, metavar="N", help="Begin with number N of the seed."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Else standard output.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
def command(count: int, seed: int, first: int, output: Path | None, *, force: bool) -> None:
    """Write COUNT invented tenders, one a line, in the form that portfolio reads.

    What is assumed of them is in docs/portfolio.md.  They show what the program does; no
    figure that comes of them says anything of the world.
    """
    lines = invented(count, seed, begin=first)
    if output is None:
        sys.stdout.buffer.writelines(lines)
        return
    if output.exists() and not force:
        raise click.UsageError(str(FileExistsAlreadyError(output)))
    with output.open("wb") as file:
        file.writelines(lines)
    click.echo(f"Wrote {output}", err=True)
