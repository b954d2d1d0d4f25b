"""``python -m benchmarks [NAME...]``: run the benchmarks named, or all, and print one table."""

import os
import platform
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version

import click

from benchmarks.backing import backing
from benchmarks.batch import batch
from benchmarks.evaluation import evaluation
from benchmarks.letters import letters
from benchmarks.lots import lots
from benchmarks.memory import memory
from benchmarks.peers import USES
from benchmarks.portfolio import portfolio
from benchmarks.processes import help_page, samples
from benchmarks.records import records
from benchmarks.report import Outcome, table_text
from benchmarks.shares import shares
from benchmarks.sizes import FULL, Size
from benchmarks.whatifs import whatifs
from benchmarks.winners import ranks, winners
from benchmarks.workbooks import workbooks
from bideval import __version__

BENCHMARKS: Mapping[str, Callable[[Size], list[Outcome]]] = {
    "evaluation": evaluation,
    "batch": batch,
    "help": help_page,
    "evaluate": samples,
    "memory": memory,
    "shares": shares,
    "winners": winners,
    "ranks": ranks,
    "backing": backing,
    "portfolio": portfolio,
    "records": records,
    "lots": lots,
    "whatifs": whatifs,
    "workbooks": workbooks,
    "letters": letters,
}


@click.command(epilog=f"They are {', '.join(BENCHMARKS)}.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
def main(names: tuple[str, ...]) -> None:
    """Run the benchmarks named, or all."""
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        raise click.UsageError(f"there is no benchmark {unknown[0]}; there are {', '.join(BENCHMARKS)}")
    click.echo(versions_text())
    outcomes = [one for name in names or BENCHMARKS for one in BENCHMARKS[name](FULL)]
    click.echo(table_text(outcomes))


def versions_text() -> str:
    """Say what is measured, and on what."""
    packages = ["numpy", *dict.fromkeys(use.package for use in USES)]
    python = f"{platform.python_implementation()} {platform.python_version()}"
    parts = [f"bideval {__version__}", python, *map(_version, packages), f"{os.cpu_count()} cores"]
    return "; ".join(parts)


def _version(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


if __name__ == "__main__":
    sys.exit(main())
