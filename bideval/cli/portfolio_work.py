"""What ``bideval portfolio`` does once it is known that msgspec is there: run, and print."""

import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Self

import click

from bideval.cli.folder_argument import echo_json, safe
from bideval.cli.output_files import write_bytes
from bideval.cli.page import echo_page
from bideval.cli.portfolio import Outcome, Request
from bideval.io.written_files import FileExistsAlreadyError
from bideval.portfolio import spread
from bideval.portfolio.counted import By
from bideval.portfolio.part_run import Order
from bideval.portfolio.result import Portfolio
from bideval.portfolio.run import Asked, Rejected, run
from bideval.portfolio.scenario import Scenario, parse_scenario
from bideval.portfolio.tally import Tally
from bideval.report.csv_text import csv_text
from bideval.report.portfolio_data import is_reject_line, portfolio_data, portfolio_table, reject_line
from bideval.report.portfolio_text import portfolio_text

ShowOne = Callable[[Request, str, Sequence[Scenario]], None]

_LONGEST = 65536  # bytes of a line of rejects, by far


def work(request: Request) -> Outcome:
    """Do what is asked and return what became of the lines; raise BidevalError where it cannot be done."""
    scenarios = tuple(dict.fromkeys(map(parse_scenario, request.scenarios)))
    if request.ocid is not None:
        show: ShowOne = import_module("bideval.cli.portfolio_one").show_one
        show(request, request.ocid, scenarios)
        return Outcome(1, 0)
    _refuse_overwriting(request)
    order = Order(tuple(one.text for one in scenarios), request.by)
    tally = _run(request, order)
    found = Portfolio(request.files, scenarios, By(request.by), tally)
    _write(found, request)
    return Outcome(tally.evaluated, found.rejected)


def _refuse_overwriting(request: Request) -> None:
    """Before any work begins, refuse what could not be written, or would be lost."""
    for path in (request.html, request.parquet, request.rejects):
        if path is None:
            continue
        if not path.parent.is_dir():
            raise click.UsageError(safe(f"{path} cannot be written: there is no such folder"))
        if request.force or (path is request.rejects and _goes_on(path, request.manifest)):
            continue
        if path.exists() or path.is_symlink():
            raise click.UsageError(safe(str(FileExistsAlreadyError(path))))


def _goes_on(rejects: Path, manifest: Path | None) -> bool:
    """Whether a run goes on from a manifest, and what it is to write are rejects of that run."""
    if manifest is None or not manifest.is_file() or not rejects.is_file() or rejects.is_symlink():
        return False
    with rejects.open("rb") as file:
        first = file.readline(_LONGEST)
    return not first or is_reject_line(first)


def _run(request: Request, order: Order) -> Tally:
    how = _how(request)
    progress = _progress if sys.stderr.isatty() else None
    asked = Asked(request.files, order, how, request.manifest, progress=progress)
    if request.rejects is None:
        return run(asked, _forget)
    with _Rejects(request.rejects) as rejects:
        return run(asked, rejects.note)


def _how(request: Request) -> spread.Spread:
    if request.cluster:
        return spread.cluster(request.cluster)
    if request.workers:
        return spread.processes(request.workers)
    return spread.processes(os.cpu_count() or 1, spread.WORTH_MORE)


class _Rejects:
    """The file of rejects, opened with the first of them: where a run cannot begin, nothing is touched."""

    def __init__(self, path: Path) -> None:
        self._path, self._file = path, ExitStack()
        self._write: Callable[[str], int] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, problem: type[BaseException] | None, *_: object) -> None:
        with self._file:
            if problem is None:
                self._opened()  # nothing was rejected: the file is there, and empty

    def note(self, one: Rejected) -> None:
        """Write a line."""
        self._opened()(reject_line(one) + "\n")

    def _opened(self) -> Callable[[str], int]:
        if self._write is None:
            file = self._file.enter_context(self._path.open("w", encoding="utf-8", newline="\n"))
            self._write = file.write
        return self._write


def _forget(_: Rejected) -> None:
    """Nobody asked for it; it is counted all the same."""


def _progress(done: int, of: int) -> None:
    click.echo(f"\r{done} of {of} parts", err=True, nl=done == of)


def _write(found: Portfolio, request: Request) -> None:
    if request.html is not None:
        html: Callable[[Portfolio], str] = import_module("bideval.report.portfolio_page").portfolio_html
        write_bytes(request.html, html(found).encode("utf-8"))
        click.echo(f"Wrote {request.html}", err=True)
    if request.parquet is not None:
        parquet: Callable[[Portfolio], bytes]
        parquet = import_module("bideval.report.portfolio_parquet").portfolio_parquet
        write_bytes(request.parquet, parquet(found))
        click.echo(f"Wrote {request.parquet}", err=True)
    if request.as_json:
        echo_json(portfolio_data(found))
    elif request.as_csv:
        click.echo(csv_text(*portfolio_table(found)))
    else:
        echo_page(portfolio_text(found))
