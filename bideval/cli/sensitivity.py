"""``bideval sensitivity FOLDER``: what would have changed the result, with proof."""

from fractions import Fraction
from pathlib import Path

import click

from bideval.analysis.ask import ask
from bideval.analysis.propose import solver
from bideval.analysis.question import Question, Range
from bideval.analysis.settings import SettingsError, settings_words
from bideval.cli.custody import authorised_options, guard
from bideval.cli.drawn import write_pictures
from bideval.cli.folder_argument import (
    as_typed,
    echo_json,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page, may_draw
from bideval.cli.progress import progress
from bideval.errors import UnknownIdError
from bideval.io.judged_folder import judge_folder
from bideval.io.pleaded_file import read_pleaded
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, parse_number
from bideval.model.pleaded import Pleaded
from bideval.model.study import Study
from bideval.report.analyses_text import analyses_data, analyses_text
from bideval.report.answers_json import answers_data
from bideval.report.answers_text import answers_text
from bideval.report.pictures.draw import pictures


def _range(text: str) -> tuple[str, Range]:
    """Read CRITERION=LO..HI; raise UsageError in words."""
    name, equals, ends = text.partition("=")
    low, dots, high = ends.partition("..")
    if not (name and equals and dots):
        raise click.UsageError(f"--range {text}: write CRITERION=LO..HI, such as price=20..40")
    try:
        return name, (parse_number(low), parse_number(high))
    except NumberError as problem:
        raise click.UsageError(f"--range {text}: {problem}") from problem


def question_of(study: Study | None, challenger: str | None, ranges: tuple[str, ...]) -> Question:
    """What the study and the options ask; an option goes before the study's range of the same id."""
    read = list(map(_range, ranges))
    asked = dict(read)
    if len(asked) < len(read):
        raise click.UsageError("--range names one criterion twice")
    stated = study.ranges if study is not None else {}
    from_study = {
        name: given if isinstance(given, tuple) else (given, given) for name, given in stated.items()
    }
    order = study.order if study is not None else ()
    report = study.report if study is not None else None
    return Question(challenger=challenger, ranges={**from_study, **asked}, order=order, report=report)


@click.command(
    "sensitivity",
    epilog="Example: bideval sensitivity sample_tenders/community-health --ask smallest-reweighting",
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--ask", "asked", multiple=True, metavar="ID", help="Only this question; may be repeated.")
@click.option("--list", "as_list", is_flag=True, help="Explain each question, and ask none.")
@click.option(
    "--challenger", metavar="BID", help="Ask about this bid alone, where a question is about a bid."
)
@click.option(
    "--range", "ranges", multiple=True, metavar="CRITERION=LO..HI", help="A weight to explore, in percent."
)
@click.option("--keep-groups", is_flag=True, help="Keep the weight of every section.")
@click.option("--whole-percent", is_flag=True, help="Move weights by whole percents.")
@click.option(
    "--off-by", default="1", metavar="STEPS", help="How far each mark may be off (mark-uncertainty)."
)
@click.option(
    "--picture",
    "drawn",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw the answers as SVG files in this folder.",
)
@click.option("--force", is_flag=True, help="Overwrite pictures that are there.")
@click.option(
    "--pleaded",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A list of pleaded errors (pleaded-errors).",
)
@authorised_options()
@packs_option
@json_option
def command(
    folder: Path | None,
    asked: tuple[str, ...],
    challenger: str | None,
    ranges: tuple[str, ...],
    off_by: str,
    pleaded: Path | None,
    drawn: Path | None,
    packs: Path | None,
    *,
    as_list: bool,
    keep_groups: bool,
    whole_percent: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Say what would have changed the result of FOLDER: each question one sentence, proved or not."""
    if as_list or folder is None:
        if not as_list:
            raise click.UsageError("name a tender folder, or ask for --list")
        return echo_json(analyses_data()) if as_json else click.echo(analyses_text())
    guard(folder, packs)
    judged = judge_folder(folder, quality_only=False, packs=packs)
    inputs = judged.reading.inputs
    if judged.evaluation is None or inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    question = question_of(judged.reading.study, challenger, ranges)._replace(
        keep_groups=keep_groups, whole_percent=whole_percent, off_by=_steps(off_by)
    )
    question = question._replace(pleaded=_pleaded(pleaded, inputs, as_json=as_json))
    if challenger is not None and challenger not in inputs.bids:
        raise click.UsageError(str(UnknownIdError("bid", challenger, tuple(sorted(inputs.bids)))))
    try:
        with progress() as tell:
            lots = ask(inputs, judged.evaluation, question, asked, lambda lot, name: tell(f"{lot}: {name}"))
    except (UnknownIdError, SettingsError) as problem:
        raise click.UsageError(str(problem)) from problem
    words = settings_words(question)
    if drawn is not None:
        write_pictures(drawn, dict(pictures(lots)), force=force)
    if as_json:
        echo_json(answers_data(judged.evaluation, lots, words, " ".join(solver())))
    else:
        typed, draw = as_typed(folder, packs), may_draw()
        echo_page(answers_text(judged.evaluation, lots, words, typed, whole=bool(asked), draw=draw))
    return None


def _pleaded(file: Path | None, inputs: Inputs, *, as_json: bool) -> Pleaded | None:
    """Read the list of pleaded errors, or leave with its findings."""
    if file is None:
        return None
    listed = read_pleaded(file, inputs)
    if listed.pleaded is None:
        stop_at_findings(listed.findings, as_json=as_json)
    return listed.pleaded


def _steps(text: str) -> Fraction:
    try:
        steps = parse_number(text)
    except NumberError as problem:
        raise click.UsageError(f"--off-by {text}: {problem}") from problem
    if steps < 0:
        raise click.UsageError(f"--off-by {text}: a mark cannot be off by less than nothing")
    return steps
