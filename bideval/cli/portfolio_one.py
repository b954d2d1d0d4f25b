"""One tender of a portfolio: shown, and written as folders that the other commands read."""

from collections.abc import Sequence

import click

from bideval.cli.folder_argument import safe
from bideval.cli.page import echo_page
from bideval.cli.portfolio import Request
from bideval.io.written_files import FileExistsAlreadyError, write_files, written_over
from bideval.portfolio.one_folder import folders_of
from bideval.portfolio.one_tender import tender_of
from bideval.portfolio.scenario import Scenario
from bideval.report.portfolio_tender import tender_text


def show_one(request: Request, ocid: str, scenarios: Sequence[Scenario]) -> None:
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
