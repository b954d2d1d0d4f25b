"""``bideval portfolio FILES...``: many tenders under their own rules and under others."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from bideval.cli.folder_argument import EXIT_FINDINGS, json_option, safe
from bideval.errors import BidevalError

if TYPE_CHECKING:
    from collections.abc import Callable

_BY = ("ownership", "size", "region", "cpv", "authority", "year")
_OUT = click.Path(dir_okay=False, path_type=Path)


class Outcome(NamedTuple):
    """What became of the lines."""

    evaluated: int  # tenders
    rejected: int  # lines


class Request(NamedTuple):
    """What is asked for."""

    files: tuple[str, ...]
    scenarios: tuple[str, ...]
    by: str
    html: Path | None
    parquet: Path | None
    rejects: Path | None
    manifest: Path | None
    workers: int | None
    cluster: str | None
    ocid: str | None
    folder: Path | None
    as_json: bool
    as_csv: bool
    force: bool


@click.command(
    "portfolio",
    epilog="Example: bideval portfolio tenders.jsonl --scenario social-value=20 --scenario turnover=off",
)
@click.argument("files", nargs=-1, required=True, metavar="FILES...")
@click.option("--scenario", "scenarios", multiple=True, metavar="TEXT", help="Other rules; may be repeated.")
@click.option(
    "--by", type=click.Choice(_BY), default="ownership", show_default=True, help="How awards are grouped."
)
@json_option
@click.option("--csv", "as_csv", is_flag=True, help="Print one flat table.")
@click.option("--html", type=_OUT, metavar="FILE", help="Write a page with pictures too.")
@click.option("--parquet", type=_OUT, metavar="FILE", help="Write the flat table as Parquet too.")
@click.option("--rejects", type=_OUT, metavar="FILE", help="Write every line that is not evaluated, and why.")
@click.option("--strict", is_flag=True, help="Leave with 3 where a line is not evaluated, or there is none.")
@click.option("--manifest", type=_OUT, metavar="FILE", help="Keep what is done, and go on from there.")
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes; without it as many as save time."
)
@click.option("--cluster", metavar="ADDRESS", help="A Dask cluster, such as tcp://10.0.0.5:8786.")
@click.option("--tender", "ocid", metavar="OCID", help="This tender alone, by the engine of evaluate.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="With --tender: write it as a tender folder.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
def command(
    files: tuple[str, ...],
    scenarios: tuple[str, ...],
    by: str,
    html: Path | None,
    parquet: Path | None,
    rejects: Path | None,
    manifest: Path | None,
    workers: int | None,
    cluster: str | None,
    ocid: str | None,
    folder: Path | None,
    *,
    force: bool,
    as_json: bool,
    as_csv: bool,
    strict: bool,
) -> None:
    """Decide every tender of FILES again, under its own rules and under others.

    FILES hold one OCDS release a line, plain or compressed with gzip, or are addresses of an
    object store.  What is read of a line, and what can be supposed, is in docs/portfolio.md.
    """
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two ways to print one result; choose one")
    if folder is not None and ocid is None:
        raise click.UsageError("--folder writes one tender: name it with --tender OCID")
    if ocid is not None:
        _refuse_beside_one(
            {
                "--json": as_json,
                "--csv": as_csv,
                "--html": html,
                "--parquet": parquet,
                "--rejects": rejects,
                "--strict": strict,
                "--manifest": manifest,
                "--cluster": cluster,
            }
        )
    _refuse_twice(files, [one for one in (html, parquet, rejects, manifest) if one is not None])
    _need("msgspec", "read many tenders")
    if parquet is not None:
        _need("polars", "write Parquet")
    request = Request(
        files,
        scenarios,
        by,
        html,
        parquet,
        rejects,
        manifest,
        workers,
        cluster,
        ocid,
        folder,
        as_json=as_json,
        as_csv=as_csv,
        force=force,
    )
    outcome = _outcome(request)
    if outcome.rejected and rejects is None:
        click.echo("Name a file with --rejects to see which lines were not evaluated.", err=True)
    if strict and (outcome.rejected or not outcome.evaluated):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _refuse_beside_one(given: Mapping[str, object]) -> None:
    """Refuse what goes with all tenders, and would do nothing beside --tender."""
    found = [name for name, value in given.items() if value]
    if found:
        raise click.UsageError(f"--tender shows one tender as text: leave out {', '.join(found)}")


def _outcome(request: Request) -> Outcome:
    """Do the work, whose modules need the extra."""
    work: Callable[[Request], Outcome] = import_module("bideval.cli.portfolio_work").work
    try:
        return work(request)
    except BidevalError as problem:
        raise click.UsageError(str(problem)) from None


def _need(package: str, purpose: str) -> None:
    if find_spec(package) is None:
        raise click.UsageError(f"install the extra portfolio ({package}) to {purpose}")


def _refuse_twice(files: Sequence[str], written: Sequence[Path]) -> None:
    """Refuse to write over what is read, or one thing over another."""
    taken = {Path(one).resolve() for one in files if "://" not in one}
    for one in written:
        if one.resolve() in taken:
            raise click.UsageError(
                f"{safe(str(one))} is named twice: what is written needs a file of its own"
            )
        taken.add(one.resolve())
