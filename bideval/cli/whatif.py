"""``bideval whatif FOLDER``: what would be, were the rules or the bids other than they are."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from bideval.analysis.award_words import listed
from bideval.analysis.changes.compose import over
from bideval.analysis.changes.named import changes_of as scenario_changes
from bideval.analysis.changes.placed import Placed
from bideval.analysis.changes.words import change_words
from bideval.analysis.lots.beside import AwardsBeside, awards_beside
from bideval.analysis.not_open_along import not_open_along, not_open_over
from bideval.analysis.sweep import SweepError, grid, sweep
from bideval.analysis.whatif import SideBySide, WhatIf, side_by_side, what_if
from bideval.cli.custody import authorised_options, guard
from bideval.cli.drawn import write_pictures
from bideval.cli.folder_argument import (
    EXIT_FINDINGS,
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    stop_at_findings,
)
from bideval.cli.page import echo_page, may_draw, page_width
from bideval.cli.progress import progress
from bideval.cli.swept_lots import gridded_together, lots_along, lots_over, swept_together
from bideval.errors import Finding, Severity, UnknownIdError
from bideval.io.change_options import OptionError, changes_of, flag_of
from bideval.io.judged_folder import JudgedFolder, judge_folder
from bideval.io.saved_scenario import head_findings, save_scenario
from bideval.io.sweep_options import axes_of, axis_of
from bideval.io.written_files import FileExistsAlreadyError, NoFolderError
from bideval.model.change import FormulaChange, MethodChange
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.report.csv_text import csv_text
from bideval.report.lots_beside_text import beside_blocks, beside_words
from bideval.report.lots_study_json import beside_data
from bideval.report.lots_swept_json import along_table, over_table
from bideval.report.pictures.swept import grid_pictures, sweep_pictures
from bideval.report.sweep_json import grid_data, sweep_data
from bideval.report.sweep_text import grid_text, sweep_text
from bideval.report.whatif_csv import Table, grid_table, scenarios_table, sweep_table, whatif_table
from bideval.report.whatif_json import scenarios_data, whatif_data
from bideval.report.whatif_text import scenarios_text, whatif_text
from bideval.scoring.price_json import Json

Command = TypeVar("Command", bound=Callable[..., object])
EXCEL = "csv for a spreadsheet"
OPTIONS = "bideval.whatif.options"  # under which the options stand in their order

_CHANGES = (
    ("weight", "ID=N[,from=ID]", "A criterion, section or group at N percent; the others in proportion."),
    ("gate", "ID=VALUE", "Another threshold of a gate, or level of CRITERION/minimum."),
    ("drop-gate", "ID", "Take a gate or minimum away."),
    ("score-gate", "ID=WEIGHT,POINTS[,from=ID]", "Score a gate; POINTS is pack, or LO..HI for 0 to 100."),
    ("fold-bond", "[GATE=]RATE", "Charge a security at RATE percent a year to bids that pay for one."),
    ("formula", "CRITERION=ID[:P=V]", "Another price formula, with its parameters apart by ;."),
    ("method", "ID[:P=V]", "Another award method; price criteria go unless it is weighted-sum."),
    ("rounding", "RULES", "none, or STAGE:PLACES:MODE apart by commas, and rank_on=exact or rounded."),
    ("ties", "RUNGS", "none, or rungs apart by commas, such as lower-price,points:plan,draw."),
    ("without-bid", "BID", "Leave a bid out."),
    ("with-bid", "FILE", "One more bid, its prices and marks, from a file."),
    ("price", "BID[/LOT]=N", "Another price, without VAT."),
    ("mark", "CRITERION/BID/EVALUATOR=N", "Another mark of one evaluator."),
    ("without-evaluator", "ID", "Leave one person's marks out; what was agreed on stays."),
    ("consensus", "CRITERION/BID=N", "Another agreed mark."),
    ("reserve", "TYPE[,TYPE]", "Let in bidders of these declared types alone."),
    ("backing", "BID=FILE", "Other backing of a bidder, from a file."),
    ("award-rule", "ID=N", "Another number of a rule by which lots are awarded together."),
    ("drop-rule", "ID", "Take such a rule away."),
)


def _keep(context: click.Context, option: click.Parameter, given: tuple[str, ...]) -> None:
    kind = str(option.name).replace("_", "-")
    context.meta.setdefault(OPTIONS, []).extend((kind, one) for one in given)


def change_options(command: Command) -> Command:
    """Give a command an option for every kind of change; they may be repeated and mixed."""
    for kind, form, words in reversed(_CHANGES):
        option = click.option(
            flag_of(kind),
            kind.replace("-", "_"),
            multiple=True,
            metavar=form,
            help=words,
            expose_value=False,
            callback=_keep,
        )
        command = option(command)
    return command


class _Asked(NamedTuple):
    """An evaluated folder, and the changes that the options ask for."""

    judged: JudgedFolder
    inputs: Inputs
    evaluation: Evaluation
    typed: tuple[Placed, ...]  # by the options alone
    changes: tuple[Placed, ...]  # with those of a scenario
    form: str  # page, json, csv, or csv for a spreadsheet

    @property
    def as_json(self) -> bool:
        """Whether the result is for other programs."""
        return self.form == "json"


@click.command(
    "whatif", epilog="Example: bideval whatif sample_tenders/community-health --gate security=3500000"
)
@folder_argument
@change_options
@click.option("--take-from", metavar="ID", help="What every --weight without from= is taken from.")
@click.option("--scenario", metavar="NAME", help="Begin with a scenario of the folder; options go before it.")
@click.option("--all", "every", is_flag=True, help="Run every scenario of the folder, in one table.")
@click.option(
    "--sweep", "swept", metavar="ID=LO..HI[:STEP]", help="Move a weight, a gate, a price or an award rule."
)
@click.option("--grid", "gridded", metavar="A=..,B=..", help="Move two of them, and map who is awarded.")
@click.option("--save", metavar="NAME", help="Write the changes to scenarios/NAME.yaml of the folder.")
@click.option("--author", metavar="TEXT", help="Who asks, for --save.")
@click.option("--reason", metavar="TEXT", help="Why, for --save and --authorised-by.")
@click.option("--date", metavar="DATE", help="When, for --save, such as 2026-05-12.")
@click.option("--force", is_flag=True, help="Write over a scenario or pictures that are there.")
@authorised_options(with_reason=False)
@click.option(
    "--picture",
    "pictures",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Draw a sweep or a grid as SVG files in this folder.",
)
@click.option("--csv", "as_csv", is_flag=True, help="Print one table as CSV for other programs.")
@click.option("--for-excel", is_flag=True, help="With --csv: no cell can act as a formula in a spreadsheet.")
@packs_option
@json_option
@click.pass_context
def command(
    context: click.Context,
    folder: Path,
    take_from: str | None,
    scenario: str | None,
    swept: str | None,
    gridded: str | None,
    save: str | None,
    author: str | None,
    reason: str | None,
    date: str | None,
    packs: Path | None,
    pictures: Path | None,
    *,
    every: bool,
    force: bool,
    as_csv: bool,
    for_excel: bool,
    as_json: bool,
) -> None:
    """Change rules or bids of FOLDER, evaluate it anew, and set the result beside the published one.

    Several changes may be made at once.  Nothing in the folder is changed.
    """
    options = _with_take_from(context.meta.get(OPTIONS, []), take_from)
    _check(every=every, changed=bool(options or scenario), moved=(swept, gridded))
    if pictures is not None and not (swept or gridded):
        raise click.UsageError("--picture goes with --sweep or --grid")
    form = _form(as_json=as_json, as_csv=as_csv, for_excel=for_excel)
    head = {"name": save, "author": author, "reason": reason, "date": date, "extends": scenario}
    if save is not None:
        _check_save(head, options, as_json=as_json)
    guard(folder, packs)
    asked = _asked(folder, packs, options, scenario, form)
    if every:
        _every(asked)
    elif swept is not None or gridded is not None:
        drawn = _moved(asked, swept, gridded)
        if pictures is not None:
            write_pictures(pictures, drawn, force=force)
    else:
        _one(asked)
    if save is not None:
        _save(folder, head, asked.typed, force=force)


def _check(*, every: bool, changed: bool, moved: tuple[str | None, str | None]) -> None:
    if every and (changed or any(moved)):
        raise click.UsageError("--all runs the scenarios of the folder, without any other change")
    if all(moved):
        raise click.UsageError("--sweep moves one figure and --grid two: ask for one of them")
    if not (every or changed or any(moved)):
        raise click.UsageError("say what is to be changed, such as --weight price=30, or --all")


def _with_take_from(options: Sequence[tuple[str, str]], name: str | None) -> list[tuple[str, str]]:
    if name is not None and not any(kind == "weight" for kind, _ in options):
        raise click.UsageError("--take-from goes with --weight")
    source = f",from={name}" if name is not None else ""
    return [
        (kind, f"{text}{source}" if kind == "weight" and ",from=" not in text else text)
        for kind, text in options
    ]


def _form(*, as_json: bool, as_csv: bool, for_excel: bool) -> str:
    if as_json and as_csv:
        raise click.UsageError("--json and --csv are two forms: ask for one of them")
    if for_excel and not as_csv:
        raise click.UsageError("--for-excel goes with --csv")
    return "json" if as_json else EXCEL if for_excel else "csv" if as_csv else "page"


def _asked(
    folder: Path, packs: Path | None, options: list[tuple[str, str]], scenario: str | None, form: str
) -> _Asked:
    """Read the folder and the changes; leave where either has an error."""
    as_json = form == "json"
    judged = judge_folder(folder, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    try:
        typed, findings = changes_of(options)
    except OptionError as problem:
        raise click.UsageError(str(problem)) from problem
    if findings:
        stop_at_findings(findings, as_json=as_json)
    changes = with_scenario(judged, scenario, typed)
    return _Asked(judged, judged.reading.inputs, judged.evaluation, typed, changes, form)


def with_scenario(judged: JudgedFolder, name: str | None, typed: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Return the changes of a scenario with those of the options, which go before them."""
    known = judged.reading.scenarios
    if name is None:
        return typed
    if name not in known:
        raise click.UsageError(str(UnknownIdError("scenario", name, tuple(sorted(known)))))
    return over(scenario_changes(known, name), typed)


def _one(asked: _Asked) -> None:
    supposed = what_if(asked.inputs, asked.changes)
    lots = _beside(asked, supposed)
    if supposed.evaluation is None:
        refused = supposed.inputs is None
        said = "This cannot be changed so." if refused else f"With {supposed.words}, there is no result."
        click.echo(said, err=True)
        if any(one.code == "BE121" for one in supposed.findings):
            for line in _parameters(asked.changes):
                click.echo(line, err=True)
        stop_at_findings(_located(asked, supposed.findings), as_json=asked.as_json)
    supposed = supposed._replace(findings=_located(asked, supposed.findings))
    together = _together(asked, supposed)
    also = {} if together is None else {"allocation": beside_data(together)}
    blocks = [] if together is None else beside_blocks(together, supposed.words, asked.evaluation.currency)
    _print(
        asked,
        lambda: {**whatif_data(asked.evaluation, supposed, lots), **also},
        lambda: whatif_text(asked.evaluation, supposed, lots, blocks, page_width() if may_draw() else 0),
        lambda: whatif_table(lots),
    )


def _parameters(changes: Sequence[Placed]) -> Iterator[str]:
    """How parameters are written, where a change names a formula or a method that takes them."""
    named = [one.change for one in changes if isinstance(one.change, FormulaChange | MethodChange)]
    if named:
        yield "Here parameters stand behind the id: ID:NAME=VALUE;NAME=VALUE, in quotes."
    for one in named:
        name = f"{one.criterion}={one.use}" if isinstance(one, FormulaChange) else one.use
        yield f"  {flag_of(one.kind)} '{name}:NAME=VALUE;NAME=VALUE'"


def _together(asked: _Asked, supposed: WhatIf) -> AwardsBeside | None:
    """The award of all lots before and after, where they are awarded together."""
    if supposed.inputs is None or supposed.evaluation is None:
        return None
    study = asked.judged.reading.study
    results = (asked.evaluation, supposed.evaluation)
    return awards_beside((asked.inputs, supposed.inputs), results, study.report if study else None)


def _located(asked: _Asked, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Findings about a scenario at their lines; those about changed inputs have none."""
    apart = [one for one in findings if not one.sources[0].pointer]
    placed = [one for one in findings if one.sources[0].pointer]
    return (*asked.judged.reading.places.locate_all(placed), *apart)


def _beside(asked: _Asked, supposed: WhatIf) -> tuple[SideBySide, ...]:
    study = asked.judged.reading.study
    return side_by_side(asked.inputs, asked.evaluation, supposed, study.report if study else None)


def _every(asked: _Asked) -> None:
    """Run every scenario; one that comes to no result says why and stops no other."""
    scenarios = asked.judged.reading.scenarios
    if not scenarios:
        raise click.UsageError("the folder has no scenarios; --save NAME writes one")
    rows, together = [], []
    with progress() as tell:
        for place, name in enumerate(sorted(scenarios), start=1):
            tell(f"scenario {place} of {len(scenarios)}")
            supposed = what_if(asked.inputs, scenario_changes(scenarios, name))
            supposed = supposed._replace(findings=_located(asked, supposed.findings))
            rows.append((name, scenarios[name].head.reason, supposed, _beside(asked, supposed)))
            both = _together(asked, supposed)
            together += [] if both is None else [(name, supposed.words, both)]
    currency = asked.evaluation.currency
    said = [(name, beside_words(both, words, currency)) for name, words, both in together]
    data: dict[str, Json] = {name: beside_data(both) for name, _, both in together}
    also: dict[str, Json] = {"allocations": data} if together else {}
    _print(
        asked,
        lambda: {**scenarios_data(asked.evaluation, rows), **also},
        lambda: scenarios_text(asked.evaluation, rows, said),
        lambda: scenarios_table(rows),
    )
    if any(one.severity is Severity.ERROR for _, _, supposed, _ in rows for one in supposed.findings):
        raise click.exceptions.Exit(EXIT_FINDINGS)


def _moved(asked: _Asked, swept: str | None, gridded: str | None) -> dict[str, str]:
    """Print a sweep or a grid and return its pictures; raise UsageError where it cannot be made."""
    also = listed([change_words(one.change) for one in asked.changes]) if asked.changes else ""
    try:
        if swept is not None:
            axis = axis_of(swept, asked.inputs)
            with progress() as tell:
                sweeps = sweep(asked.inputs, asked.changes, axis, tell)
                closed = not_open_along(asked.inputs, asked.changes, axis)
                along = lots_along(asked.inputs, asked.evaluation, asked.changes, axis, tell)
            data, blocks = swept_together(asked.inputs, along, axis, also, asked.evaluation.currency)
            _print(
                asked,
                lambda: {**sweep_data(asked.evaluation, axis, also, sweeps, closed), **data},
                lambda: sweep_text(asked.evaluation, axis, also, sweeps, closed, blocks, drawn=may_draw()),
                lambda: sweep_table(sweeps) if along is None else along_table(along),
            )
            return sweep_pictures(axis, also, sweeps, asked.evaluation.currency)
        axes = axes_of(gridded or "", asked.inputs)
        with progress() as tell:
            grids = grid(asked.inputs, asked.changes, *axes, tell)
            over = not_open_over(asked.inputs, asked.changes, *axes)
            all_lots = lots_over(asked.inputs, asked.evaluation, asked.changes, axes, tell)
    except (OptionError, SweepError, UnknownIdError) as problem:
        raise click.UsageError(str(problem)) from problem
    more, mapped = gridded_together(all_lots, axes, also)
    _print(
        asked,
        lambda: {**grid_data(asked.evaluation, axes, also, grids, over), **more},
        lambda: grid_text(asked.evaluation, axes, also, grids, over, mapped),
        lambda: grid_table(axes, grids) if all_lots is None else over_table(axes, all_lots),
    )
    return grid_pictures(axes, also, grids)


def _print(
    asked: _Asked,
    data: Callable[[], Mapping[str, Json]],
    page: Callable[[], str],
    table: Callable[[], Table],
) -> None:
    if asked.as_json:
        echo_json(data())
    elif asked.form == "page":
        echo_page(page())
    else:
        click.echo(csv_text(*table(), for_excel=asked.form == EXCEL))


def _check_save(head: Mapping[str, str | None], options: Sequence[tuple[str, str]], *, as_json: bool) -> None:
    """Leave before anything is done where the scenario could not be written."""
    missing = [f"--{name}" for name in ("author", "reason", "date") if not head[name]]
    if missing:
        raise click.UsageError(f"--save needs {', '.join(missing)} too")
    if not options:
        raise click.UsageError("--save writes the changes of this command, and there are none")
    findings = head_findings(head)
    if findings:
        stop_at_findings(findings, as_json=as_json)


def _save(folder: Path, head: Mapping[str, str | None], typed: Sequence[Placed], *, force: bool) -> None:
    """Write the changes as a scenario; raise UsageError where one is there and may not be written over."""
    try:
        name = save_scenario(folder, head, [one.change for one in typed], force=force)
    except (FileExistsAlreadyError, NoFolderError) as problem:
        raise click.UsageError(str(problem)) from problem
    click.echo(f"wrote {folder / name}", err=True)
