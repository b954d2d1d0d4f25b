"""What ``bideval portfolio`` does once it is known that msgspec is there: run, and print."""

import os
import sys
from collections.abc import Sequence

import click

from bideval.cli.folder_argument import echo_json, safe
from bideval.cli.page import echo_page
from bideval.cli.portfolio import Request
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.portfolio import spread
from bideval.portfolio.counted import By
from bideval.portfolio.one_folder import folders_of
from bideval.portfolio.one_tender import tender_of
from bideval.portfolio.part_run import Order
from bideval.portfolio.result import Portfolio
from bideval.portfolio.run import Asked, Rejected, run
from bideval.portfolio.scenario import Scenario, parse_scenario
from bideval.portfolio.tally import Tally
from bideval.report.csv_text import csv_text
from bideval.report.portfolio_data import portfolio_data, portfolio_table, reject_line
from bideval.report.portfolio_page import portfolio_html
from bideval.report.portfolio_parquet import portfolio_parquet
from bideval.report.portfolio_tender import tender_text
from bideval.report.portfolio_text import portfolio_text


def work(request: Request) -> int:
    """Return how many lines were not evaluated; raise BidevalError where what is asked cannot be done."""
    scenarios = tuple(dict.fromkeys(map(parse_scenario, request.scenarios)))
    if request.ocid is not None:
        _one(request, request.ocid, scenarios)
        return 0
    order = Order(tuple(one.text for one in scenarios), request.by)
    tally = _run(request, order)
    found = Portfolio(request.files, scenarios, By(request.by), tally)
    _write(found, request)
    return found.rejected


def _one(request: Request, ocid: str, scenarios: Sequence[Scenario]) -> None:
    """Show one tender, and write it as folders where that is asked for."""
    found = tender_of(request.files, ocid)
    if request.folder is not None:
        folders = {request.folder / name: files for name, files in folders_of(found).items()}
        for folder, files in folders.items():
            there = written_over(folder, files)
            if there and not request.force:
                raise FileExistsAlreadyError(folder / there[0])
        for folder, files in folders.items():
            write_files(folder, files)
            click.echo(safe(f"Wrote {folder}; bideval evaluate, explain and record read it"), err=True)
    echo_page(tender_text(found.contests, scenarios))


def _run(request: Request, order: Order) -> Tally:
    workers = request.workers or os.cpu_count() or 1
    how = spread.cluster(request.cluster) if request.cluster else spread.processes(workers)
    progress = _progress if sys.stderr.isatty() else None
    asked = Asked(request.files, order, how, request.manifest, progress=progress)
    if request.rejects is None:
        return run(asked, _forget)
    with request.rejects.open("w", encoding="utf-8", newline="\n") as file:

        def note(one: Rejected) -> None:
            file.write(reject_line(one) + "\n")

        return run(asked, note)


def _forget(_: Rejected) -> None:
    """Nobody asked for it; it is counted all the same."""


def _progress(done: int, of: int) -> None:
    click.echo(f"\r{done} of {of} parts", err=True, nl=done == of)


def _write(found: Portfolio, request: Request) -> None:
    if request.html is not None:
        write_whole(request.html, portfolio_html(found).encode("utf-8"))
        click.echo(f"Wrote {request.html}", err=True)
    if request.parquet is not None:
        write_whole(request.parquet, portfolio_parquet(found))
        click.echo(f"Wrote {request.parquet}", err=True)
    if request.as_json:
        echo_json(portfolio_data(found))
    elif request.as_csv:
        click.echo(csv_text(*portfolio_table(found)))
    else:
        echo_page(portfolio_text(found))
