"""``bideval diff A B``: how two tenders differ, each a record or a folder."""

from pathlib import Path

import click

from bideval.analysis.lots.recorded import award_to_record
from bideval.cli.folder_argument import echo_json, json_option, packs_option, safe, stop_at_findings
from bideval.cli.page import echo_page
from bideval.cli.record_argument import record_of, refuse
from bideval.io.judged_folder import judge_folder
from bideval.record.assembled import NotRecordableError, recordable
from bideval.record.custody import held_in
from bideval.record.diffed import Side, diff, side_of_folder, side_of_record
from bideval.report.diff_json import diff_data
from bideval.report.diff_text import diff_text

PATH = click.Path(exists=True, path_type=Path)


@click.command("diff", epilog="Example: bideval diff works.json sample_tenders/works-auction")
@click.argument("first", metavar="A", type=PATH)
@click.argument("second", metavar="B", type=PATH)
@packs_option
@json_option
def command(first: Path, second: Path, packs: Path | None, *, as_json: bool) -> None:
    """Say how A and B differ, each a decision record or a folder: rules, inputs, results, study."""
    one, other = _side(first, packs, as_json=as_json), _side(second, packs, as_json=as_json)
    found = diff(one, other)
    if as_json:
        echo_json(diff_data(one, other, found))
    else:
        echo_page(diff_text(one, other, found))
    for path in (first, second):
        held = held_in(path, None) if path.is_dir() else None
        if held is not None and held.holds is False:
            click.echo(safe(f"{path}, journal: {held.words}"), err=True)


def _side(path: Path, packs: Path | None, *, as_json: bool) -> Side:
    if not path.is_dir():
        return side_of_record(str(path), record_of(path))
    judged = judge_folder(path, quality_only=None, packs=packs)
    inputs = judged.reading.inputs
    if judged.evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    quality_only = not inputs.prices and not inputs.rates
    try:
        ready = recordable(inputs, judged.reading.study, quality_only=quality_only)
        return side_of_folder(str(path), ready, award_to_record(ready.inputs, ready.evaluation))
    except NotRecordableError as problem:
        refuse(path, str(problem))
