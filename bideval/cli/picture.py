"""``bideval picture FOLDER -o DIR``: one SVG of each kind, with a text that says the same beside it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from bideval.analysis.ask import LotAnswers, lots_asked
from bideval.analysis.lots.problem import LotsError
from bideval.analysis.lots.rule_ladder import ladders
from bideval.analysis.registry import ANALYSES
from bideval.analysis.settings import SettingsError
from bideval.cli.custody import authorised_options, guard
from bideval.cli.drawn import write_pictures
from bideval.cli.folder_argument import packs_option, safe, stop_at_findings
from bideval.cli.page import echo_page
from bideval.cli.progress import progress
from bideval.cli.sensitivity import question_of
from bideval.errors import UnknownIdError
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.inputs import Inputs
from bideval.model.study import Study
from bideval.record.custody import judge_in_custody
from bideval.report.evaluation_text import ILLUSTRATION
from bideval.report.pictures import panel, sheet, stack, strip
from bideval.report.pictures.answered import answer_files, answers_not_drawn
from bideval.report.pictures.drawn import Drawn, NotDrawn, file_name, files_of
from bideval.report.pictures.kinds import KINDS, STAIRCASE, ForOfficersError, chosen, kinds_rows
from bideval.report.pictures.stairs import staircase
from bideval.report.tables import table_text
from bideval.scoring.checks.board import EVERY
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.panel.view import panel_view

Found = Drawn | NotDrawn


class _Asked(NamedTuple):
    inputs: Inputs
    evaluation: Evaluation
    study: Study | None
    lots: tuple[LotResult, ...]
    kinds: tuple[str, ...]
    officers: bool

    @property
    def is_single(self) -> bool:
        return len(self.lots) == 1


@click.command(
    "picture", epilog="Example: bideval picture sample_tenders/community-health -o pictures --only totals"
)
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the pictures into this folder.",
)
@click.option("--only", multiple=True, metavar="KIND", help="This kind alone; may be repeated.")
@click.option("--lot", metavar="ID", help="This lot alone.")
@click.option(
    "--officers",
    is_flag=True,
    help="Add shadow results, how evaluators agree, and what would have turned the award.",
)
@click.option("--list", "as_list", is_flag=True, help="Say what each kind shows, and draw none.")
@click.option("--force", is_flag=True, help="Overwrite pictures that are there.")
@authorised_options()
@packs_option
def command(
    folder: Path | None,
    output: Path | None,
    only: tuple[str, ...],
    lot: str | None,
    packs: Path | None,
    *,
    officers: bool,
    as_list: bool,
    force: bool,
) -> None:
    """Draw FOLDER: each kind of picture as an SVG file, with a text of the same name that says the same."""
    if as_list:
        return echo_page(table_text(("kind", "shows", "for"), kinds_rows(), set(), ""))
    if folder is None or output is None:
        raise click.UsageError("name a tender folder and -o DIR, or ask for --list")
    try:
        kinds = chosen(only, officers=officers)
    except (UnknownIdError, ForOfficersError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    if officers:
        guard(folder, packs)
    judged = judge_in_custody(folder, quality_only=False, packs=packs)
    if judged.evaluation is None or judged.reading.inputs is None:
        stop_at_findings(judged.findings, as_json=False)
    lots = _lots(judged.evaluation, lot)
    asked = _Asked(judged.reading.inputs, judged.evaluation, judged.reading.study, lots, kinds, officers)
    files, left_out = _drawn(asked)
    if files:
        write_pictures(output, files, force=force, what="files")
    for name in sorted(files):
        click.echo(safe(name))
    for one in left_out:
        echo_page(safe(f"not drawn: {one.name}: {one.why}"), err=True)
    return None


def _lots(evaluation: Evaluation, lot: str | None) -> tuple[LotResult, ...]:
    found = tuple(one for one in evaluation.lots if lot in {None, one.id})
    if not found:
        known = UnknownIdError("lot", str(lot), tuple(one.id for one in evaluation.lots))
        raise click.UsageError(safe(str(known)))
    return found


def _drawn(asked: _Asked) -> tuple[Mapping[str, str], Sequence[NotDrawn]]:
    """Every file by name, and what there is no picture for."""
    first = ILLUSTRATION if asked.evaluation.illustration else ""
    answers = _answers(asked)
    found = [*_of_lots(asked), *_of_panel(asked), *_of_award(asked)]
    files = {
        **files_of((one for one in found if isinstance(one, Drawn)), first),
        **answer_files(answers, first, single=asked.is_single),
    }
    left_out = [one for one in found if isinstance(one, NotDrawn)]
    return files, [*left_out, *answers_not_drawn(answers, single=asked.is_single)]


def _of_lots(asked: _Asked) -> Iterator[Found]:
    currency = asked.evaluation.currency
    for lot in asked.lots:
        if stack.KIND in asked.kinds:
            name = file_name(lot.id, stack.KIND, single=asked.is_single)
            yield stack.totals(name, lot, currency, shadow=asked.officers)
        if strip.KIND in asked.kinds:
            yield strip.prices(file_name(lot.id, strip.KIND, single=asked.is_single), lot, currency)


def _of_panel(asked: _Asked) -> Iterator[Found]:
    """The mark sheet and how the panel agrees, by lot; marks for every lot stand in one picture."""
    draws = {sheet.KIND: sheet.marks, panel.KIND: panel.agreement}
    kinds = [kind for kind in draws if kind in asked.kinds]
    if not kinds:
        return
    view = panel_view(asked.inputs, compile_rules(asked.inputs).lots)
    shown = {EVERY, *(lot.id for lot in asked.lots)}
    keys = sorted({one.row.lot for one in view.spreads} & shown)
    if not keys:
        yield from (NotDrawn(kind, "nothing is marked") for kind in kinds)
    for key in keys:
        own = [one for one in view.spreads if one.row.lot == key]
        for kind in kinds:
            yield draws[kind](file_name(key, kind, single=key == EVERY or asked.is_single), own)


def _of_award(asked: _Asked) -> Iterator[Found]:
    """A staircase for each rule across lots that counts something."""
    if STAIRCASE not in asked.kinds:
        return
    try:
        found = ladders(asked.inputs, asked.evaluation, asked.study.report if asked.study else None)
    except LotsError as problem:
        yield NotDrawn(STAIRCASE, str(problem).rstrip("."))
        return
    if not found:
        yield NotDrawn(STAIRCASE, "no rule across lots counts lots or bidders")
    for one in found:
        yield staircase(f"{STAIRCASE}-{one.rule}", one, asked.evaluation.currency)


def _answers(asked: _Asked) -> tuple[LotAnswers, ...]:
    """The answers that have pictures, of the lots that are drawn."""
    kinds = [kind for kind in asked.kinds if KINDS[kind].is_answer]
    if not kinds:
        return ()
    shown = {lot.id for lot in asked.lots}
    try:
        with progress() as tell:
            found = []
            for one in lots_asked(asked.inputs, asked.evaluation, question_of(asked.study, None, ())):
                rules = one.case.rules
                if rules.id in shown:
                    tell(f"{rules.id}: {', '.join(kinds)}")
                    answers = tuple(answer for kind in kinds for answer in ANALYSES[kind].run(one))
                    found.append(LotAnswers(rules.id, rules.title, answers))
    except (UnknownIdError, SettingsError) as problem:
        raise click.UsageError(safe(str(problem))) from problem
    return tuple(found)
