"""``bideval workbook check FILE --map MAP``."""

import sys
from functools import partial
from importlib import import_module
from pathlib import Path

import click

from bideval.cli.folder_argument import echo_json, json_option, packs_option, safe, stop_at_findings
from bideval.cli.page import echo_page
from bideval.cli.record_argument import EXIT_DIFFERS
from bideval.cli.workbook_files import need
from bideval.record.custody import judge_in_custody


@click.command("check", epilog="Example: bideval workbook check evaluation.xlsx --map evaluation-map.yaml")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "of_map",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="MAP",
    help="The file that says where each figure stands, and by which rules.",
)
@packs_option
@json_option
def check_command(file: Path, of_map: Path, packs: Path | None, *, as_json: bool) -> None:
    """Recompute an evaluation workbook of your own, .xlsx or .ods, cell by cell.

    Every difference, typed total, number kept as text, other rounding and missing cell is listed.
    Leaves with 4 where something differs, with 3 where map or workbook cannot be used.
    """
    need()
    if sys.stderr.isatty():
        click.echo(safe(f"reading {file} ..."), err=True)
    module = import_module("bideval.io.workbooks.own.checking")
    checked = module.check_workbook(file, of_map, partial(judge_in_custody, packs=packs))
    if checked.judged is None:
        stop_at_findings(checked.findings, as_json=as_json)
    report = import_module("bideval.report.workbook_check")
    title = checked.of_map.title
    if as_json:
        echo_json(report.checked_data(file.name, of_map.name, title, checked.judged))
    else:
        echo_page(report.checked_text(file.name, title, checked.judged))
    if import_module("bideval.scoring.own_book.judged").differs(checked.judged):
        raise click.exceptions.Exit(EXIT_DIFFERS)
