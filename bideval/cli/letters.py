"""``bideval letters FOLDER``: what each bidder is told, and the sheets that officers need beside it."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from bideval.cli.bars import with_bar
from bideval.cli.folder_argument import (
    echo_json,
    folder_argument,
    json_option,
    packs_option,
    safe,
    stop_at_findings,
)
from bideval.cli.output_files import refuse_overwriting, write_bytes
from bideval.cli.page import echo_page
from bideval.errors import Finding, Severity
from bideval.io.contacts import read_contacts
from bideval.io.holidays import read_holidays, shipped_holidays
from bideval.io.judged_folder import JudgedFolder
from bideval.model.base import moment
from bideval.record.custody import judge_in_custody
from bideval.record.undecided import DECISION, check_decided
from bideval.report.findings_text import findings_text
from bideval.report.letters.cut import Addressed, Entered, check_letters, letters
from bideval.report.letters.extra import MissingLettersError, TemplateRefusedError, need_letters
from bideval.report.letters.listing import letters_data, letters_text
from bideval.report.letters.word import MOST_BYTES, check_template, shipped_template
from bideval.report.letters.written import FORMATS, Making, made, officers_pages
from bideval.report.page.awards_seen import awarded_together
from bideval.scoring.letters.clock import Holidays


class _Asked(NamedTuple):
    output: Path | None
    lot: str | None
    bid: str | None
    formats: tuple[str, ...]
    template: Path | None
    force: bool


def _date(context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Take a date as it is told."""
    del context, option
    try:
        return None if value is None else moment(value)[:10]
    except ValueError as problem:
        raise click.BadParameter(str(problem)) from problem


@click.command(
    "letters",
    epilog="Example: bideval letters sample_tenders/community-health -o letters --dated 2026-05-06",
)
@folder_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write the letters and the officers' sheets below DIR; without it they are listed.",
)
@click.option("--lot", metavar="LOT", help="Only the letters of this lot.")
@click.option(
    "--bid", metavar="BID", help="Only the letters to this bid's bidder, without the officers' sheets."
)
@click.option(
    "--format",
    "formats",
    type=click.Choice(FORMATS),
    multiple=True,
    help="html always; word and pdf beside it, with the extra letters.",
)
@click.option("--dated", metavar="DATE", callback=_date, help="The date of the letters: 2026-05-06.")
@click.option(
    "--notice",
    metavar="DATE",
    callback=_date,
    help="When the notice was published that the standstill is counted from; without it no date is given.",
)
@click.option("--signed", metavar="TEXT", default="", help="Who signs, and where questions go.")
@click.option(
    "--holidays",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Days that are no working days: columns date, title. Without it those on the program's file.",
)
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Your own Word template.",
)
@click.option(
    "--save-template",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the program's Word template to FILE, to be edited, and end.",
)
@click.option("--force", is_flag=True, help="Overwrite files that are there.")
@packs_option
@json_option
def command(
    folder: Path,
    output: Path | None,
    lot: str | None,
    bid: str | None,
    formats: tuple[str, ...],
    dated: str | None,
    notice: str | None,
    signed: str,
    holidays: Path | None,
    template: Path | None,
    save_template: Path | None,
    packs: Path | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write what each bidder of FOLDER is told: winner, other assessed bids, bids that were not assessed.

    A letter holds what its own bidder may know, and of a winner its scores and their reasons.
    Missing reasons stop the letters. A shadow result stands in none.
    """
    if save_template is not None:
        refuse_overwriting([save_template], force=force)
        write_bytes(save_template, shipped_template())
        return
    asked = _Asked(output, lot, bid, tuple(dict.fromkeys(("html", *formats))), template, force)
    judged = judge_in_custody(folder, quality_only=False, packs=packs)
    inputs = judged.reading.inputs
    if inputs is None:
        stop_at_findings(judged.findings, as_json=as_json)
    _known(asked, tuple(inputs.bids), inputs.lot_ids)
    contacts = read_contacts(folder, frozenset(inputs.bids))
    awards = awarded_together(inputs, judged.evaluation) if judged.evaluation is not None else None
    checked = check_letters(inputs, judged.evaluation, contacts.of, lot, bid, awards)
    standing = (*contacts.findings, *judged.reading.places.locate_all(checked))
    _stop(judged, standing, as_json=as_json)
    undecided, questions = check_decided(folder), _open(judged)
    standing = (*undecided, *questions, *standing)
    awaited = (*((DECISION,) if undecided else ()), *_answers(questions))
    if dated and notice and notice < dated:
        raise click.UsageError(f"the notice of {notice} would come before the letters of {dated}")
    off = _holidays(holidays, as_json=as_json)
    entered = Entered(contacts.of, dated or "", signed, notice, off, awaited, awards)
    assert judged.evaluation is not None
    found = tuple(one for one in letters(inputs, judged.evaluation, entered, lot) if bid in {None, one.bid})
    written = _write(asked, judged, entered, found) if output is not None else ()
    if standing and not as_json:
        echo_page(findings_text(standing), err=True)
    if as_json:
        echo_json(letters_data(inputs, found, written))
    else:
        echo_page(letters_text(inputs, found, written))


def _known(asked: _Asked, bids: Sequence[str], lots: Sequence[str]) -> None:
    """Leave where a bid or a lot is named that there is not, or a template that nothing would use."""
    for kind, one, there in (("bid", asked.bid, bids), ("lot", asked.lot, lots)):
        if one is not None and one not in there:
            raise click.UsageError(
                safe(f"no {kind} is called {one!r}; there are: {', '.join(sorted(there))}")
            )
    if asked.template is not None and "word" not in asked.formats:
        raise click.UsageError("--template is for --format word")
    if set(asked.formats) - {"html"}:
        try:
            need_letters()
        except MissingLettersError as missing:
            raise click.UsageError(str(missing)) from missing


def _stop(judged: JudgedFolder, standing: tuple[Finding, ...], *, as_json: bool) -> None:
    """Leave where there is no result, or a letter cannot be written."""
    if judged.evaluation is None:
        stop_at_findings(tuple(dict.fromkeys((*judged.findings, *standing))), as_json=as_json)
    if any(one.severity is Severity.ERROR for one in standing):
        stop_at_findings(standing, as_json=as_json)


def _open(judged: JudgedFolder) -> tuple[Finding, ...]:
    """The questions of the folder that nobody has answered yet, such as a mark by somebody in conflict."""
    return tuple(one for one in judged.findings if one.severity is Severity.QUESTION)


def _answers(questions: Sequence[Finding]) -> Iterator[str]:
    """What is awaited of officers; a letter names the code alone, since the words may be about a person."""
    for code in sorted({one.code for one in questions}):
        yield f"an answer to the open question {code}, which bideval check shows"


def _holidays(path: Path | None, *, as_json: bool) -> Holidays:
    if path is None:
        return shipped_holidays()
    found, findings = read_holidays(path)
    if found is None:
        stop_at_findings(findings, as_json=as_json)
    return found


def _write(
    asked: _Asked, judged: JudgedFolder, entered: Entered, found: Sequence[Addressed]
) -> tuple[str, ...]:
    """Write every file, or none where one is there already or a letter cannot be set."""
    assert asked.output is not None
    making = Making(asked.formats, _template(asked.template))
    files = dict(_made(found, making))
    if asked.bid is None and asked.lot is None:
        assert judged.reading.inputs is not None
        assert judged.evaluation is not None
        files |= officers_pages(judged.reading.inputs, judged.evaluation, judged.reading.study, entered)
    refuse_overwriting([asked.output / name for name in files], force=asked.force)
    for name, data in sorted(files.items()):
        write_bytes(asked.output / name, data)
    return tuple(sorted(files))


def _made(found: Sequence[Addressed], making: Making) -> Iterator[tuple[str, bytes]]:
    """Make every file."""
    for one in with_bar(found, "Letters"):
        try:
            yield from made(one, making)
        except TemplateRefusedError as problem:
            raise click.UsageError(safe(f"{one.letter.lot}/{one.bid}: {problem}")) from problem


def _template(path: Path | None) -> bytes:
    if path is None:
        return shipped_template()
    try:
        data = path.read_bytes() if path.stat().st_size <= MOST_BYTES else b""
        check_template(data)
    except OSError as problem:
        raise click.UsageError(safe(f"{path} cannot be read: {problem.strerror}")) from problem
    except TemplateRefusedError as problem:
        raise click.UsageError(safe(f"{path}: {problem}")) from problem
    return data
