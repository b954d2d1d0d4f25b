"""``bideval record FOLDER``: one file that carries everything needed to compute the award again."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

import click

from bideval.analysis.lots.recorded import award_to_record
from bideval.cli.custody import authorised_options, guard
from bideval.cli.folder_argument import (
    EXIT_FINDINGS,
    Stage,
    folder_argument,
    packs_option,
    safe,
    stage_option,
    stop_at_findings,
)
from bideval.errors import BidevalError
from bideval.io.safe_write import write_whole
from bideval.io.written_files import FileExistsAlreadyError
from bideval.model.study import Study
from bideval.record.assembled import Answered, NotRecordableError, Recordable, assemble, recordable
from bideval.record.custody import judge_in_custody
from bideval.record.verified import read_record

AnswerAll = Callable[[Recordable, Study | None, Sequence[str]], tuple[tuple[Answered, ...], str]]


@click.command("record", epilog="Example: bideval record sample_tenders/works-auction -o works.json")
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the record here; without it to standard output.",
)
@click.option("--ask", "asked", multiple=True, metavar="ID", help="Record this answer too; or all of them.")
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@stage_option
@authorised_options()
@packs_option
def command(
    folder: Path,
    output: Path | None,
    asked: tuple[str, ...],
    stage: Stage,
    packs: Path | None,
    *,
    force: bool,
) -> None:
    """Write the decision record of FOLDER: one file with everything needed to compute its result again."""
    if output is not None and not force and (output.exists() or output.is_symlink()):
        raise click.UsageError(safe(str(FileExistsAlreadyError(output))))
    quality_only = stage == "quality"
    if asked:
        guard(folder, packs)
    judged = judge_in_custody(folder, quality_only=quality_only, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=False)
    try:
        ready = recordable(judged.reading.inputs, judged.reading.study, quality_only=quality_only)
        answers, solver = _answers(ready, asked)
        award = award_to_record(ready.inputs, ready.evaluation)
        data = assemble(ready, judged.reading.files, answers, solver, award=award)
    except NotRecordableError as problem:
        click.echo(safe(str(problem)), err=True)
        raise click.exceptions.Exit(EXIT_FINDINGS) from problem
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        _write(output, data)


def _write(output: Path, data: bytes) -> None:
    """Write the record, and say its digests."""
    try:
        write_whole(output, data)
    except OSError as problem:
        raise click.UsageError(safe(f"{output} cannot be written: {problem.strerror}")) from problem
    for name, digest in read_record(data).typed.digests.stated().items():
        click.echo(f"{name:<7} {digest}")


def _answers(ready: Recordable, asked: tuple[str, ...]) -> tuple[tuple[Answered, ...], str]:
    """The answers to the questions and the solver's name; analyses are loaded only where one is asked."""
    if not asked:
        return (), ""
    answer: AnswerAll = import_module("bideval.cli.answered").answered
    try:
        return answer(ready, ready.study, asked)
    except (BidevalError, ValueError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
