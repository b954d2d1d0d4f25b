"""``bideval workbook model FOLDER -o FILE``."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bideval.cli.folder_argument import as_typed, folder_argument, packs_option, safe, stop_at_findings
from bideval.cli.output_files import refuse_overwriting, write_bytes
from bideval.cli.workbook_files import need
from bideval.errors import BidevalError
from bideval.model.inputs import Inputs
from bideval.record.custody import judge_in_custody
from bideval.report.findings_text import count_words
from bideval.scoring.compile_rules import compile_rules

if TYPE_CHECKING:
    from bideval.io.workbooks.live.whole import Model


@click.command(
    "model", epilog="Example: bideval workbook model sample_tenders/community-health -o model.xlsx"
)
@folder_argument
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The workbook to write.",
)
@click.option(
    "--map",
    "map_to",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="MAP",
    help="Write the map too, by which bideval workbook check follows it; for a single lot.",
)
@click.option("--force", is_flag=True, help="Write over files that are there.")
@packs_option
def model_command(
    folder: Path, output: Path, map_to: Path | None, packs: Path | None, *, force: bool
) -> None:  # fmt: skip
    """Write the result of FOLDER as a workbook whose formulas work it out again.

    Weighted sums can be told so, with every price formula that is not irrational.  Of what
    cannot, the reason is said.
    """
    need()
    judged = judge_in_custody(folder, packs=packs)
    inputs = judged.reading.inputs
    if judged.evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=False)
    if map_to is not None and len(judged.evaluation.lots) > 1:
        raise click.UsageError("--map is for a tender of a single lot: a map is of one lot")
    refuse_overwriting([one for one in (output, map_to) if one is not None], force=force)
    try:
        model = import_module("bideval.io.workbooks.live.whole").model_workbook(inputs, judged.evaluation)
    except BidevalError as problem:
        raise click.UsageError(safe(str(problem))) from problem
    words = _words(model.why_not, single=len(judged.evaluation.lots) == 1)
    if model.workbook is None:
        raise click.UsageError(safe(f"no workbook can work this out: {'; '.join(words)}"))
    write_bytes(output, model.workbook)
    click.echo(safe(f"wrote {output}"))
    if map_to is not None:
        write_bytes(map_to, _map(inputs, model, folder, map_to))
        click.echo(safe(f"wrote {map_to}"))
    for one in words:
        click.echo(safe(f"not in it, {one}"), err=True)
    if judged.findings:
        click.echo(f"bideval check {as_typed(folder, packs)} has {count_words(judged.findings)}", err=True)


def _map(inputs: Inputs, model: "Model", folder: Path, map_to: Path) -> bytes:
    """The map of the workbook, with the folder as seen from where the map is."""
    rules = {one.id: one for one in compile_rules(inputs).scorable}
    lot, (sheet, lines) = next(iter(model.lots.items()))
    seen = os.path.relpath(folder.resolve(), map_to.resolve().parent)
    made = import_module("bideval.io.workbooks.live.model_map").model_map(seen, lines, sheet, rules[lot])
    return str(made).encode()


def _words(why_not: Mapping[str, str], *, single: bool) -> list[str]:
    """Say each reason once, with the lots that it is about."""
    if single:
        return list(why_not.values())
    lots = {why: [lot for lot, one in why_not.items() if one == why] for why in why_not.values()}
    return [f"lot{'s' if len(of) > 1 else ''} {', '.join(of)}: {why}" for why, of in lots.items()]
