"""``bideval backing FOLDER --bidder BID``: one bidder's view, for which no other bid is read."""

from fractions import Fraction
from pathlib import Path

import click

from bideval.analysis.backing_study.own_view import own_view
from bideval.cli.folder_argument import echo_json, stop_at_findings
from bideval.cli.page import echo_page
from bideval.errors import UnknownIdError
from bideval.io.folder import read_folder
from bideval.report.backing_own import own_view_data, own_view_text
from bideval.scoring.compile_rules import compile_rules


def show_own_view(
    folder: Path, bid: str, group: str, rate: Fraction | None, packs: Path | None, *, as_json: bool
) -> None:
    """Print the view of ``bid``, or leave with the findings of the rules and of its own files."""
    reading = read_folder(folder, packs, own_of=bid)
    if reading.inputs is None:
        stop_at_findings(reading.findings, as_json=as_json)
    if bid not in reading.inputs.bids:
        raise click.UsageError(f"--bidder {bid}: there is no file bids/{bid}.yaml; name the id of a bid")
    findings = compile_rules(reading.inputs).findings
    if findings:
        stop_at_findings(reading.places.locate_all(findings), as_json=as_json)
    try:
        lots = own_view(reading.inputs, bid, group, rate)
    except UnknownIdError as problem:
        raise click.UsageError(str(problem)) from problem
    if as_json:
        echo_json(own_view_data(reading.inputs, bid, group, lots))
    else:
        echo_page(own_view_text(reading.inputs, bid, group, lots))
