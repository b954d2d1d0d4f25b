"""Answers of the analyses and the study of a group, as a reader may see them.

What would have been the smallest change that turns the award is for officers and courts; so is
every answer that tells a shadow result.  Members see what the margin is made of, what losing
bids, criteria and rounding did to it, and the plain page of the study.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bideval.analysis.answer import Answer, Table, Verdict
from bideval.analysis.ask import LotAnswers
from bideval.analysis.backing_study.plain import UNKNOWN
from bideval.analysis.backing_study.study import BackingStudy, LotStudy
from bideval.analysis.registry import ANALYSES
from bideval.report.answers_text import badge, table_rows
from bideval.report.page.audience import Audience, Reader
from bideval.report.page.seen import Asked, Grid, Said
from bideval.report.pictures.draw import inlined

FOR_MEMBERS = ("irrelevant-bids", "margin", "criterion-cost", "rounding-audit")  # none tells a smallest flip
_PLACES = 4
MOST_ROWS = 8  # of a table; the commands print every row
SPOKEN_OF = "as the table shows"  # in a sentence: then the table stands whole


def asked_by(reader: Reader) -> tuple[str, ...]:
    """Return the analyses that a reader's page needs; empty where it needs none."""
    if reader.sees_all:
        return tuple(ANALYSES)
    return FOR_MEMBERS if reader.audience is Audience.MEMBERS else ()


def answers_seen(lot: LotAnswers, reader: Reader) -> tuple[Asked, ...]:
    """Return the questions about a lot with what was found."""
    allowed = asked_by(reader)
    kept = [one for one in lot.answers if one.analysis in allowed]
    return _notes_once(
        Asked(name, ANALYSES[name].question, _all_said(answers, f"{lot.lot}-{place}", reader))
        for place, (name, answers) in enumerate(_by_analysis(kept))
    )


def _notes_once(asked: Iterable[Asked]) -> tuple[Asked, ...]:
    """Each note where it is said first, and not again."""
    told: set[str] = set()
    found = []
    for one in asked:
        fresh = []
        for said in one.found:
            notes = tuple(note for note in said.notes if note not in told)
            told.update(notes)
            fresh.append(said._replace(notes=notes))
        found.append(one._replace(found=tuple(fresh)))
    return tuple(found)


def _all_said(answers: Sequence[Answer], at: str, reader: Reader) -> tuple[Said, ...]:
    return tuple(_said(one, f"{at}-{place}", reader) for place, one in enumerate(answers))


def _by_analysis(answers: Sequence[Answer]) -> Iterator[tuple[str, list[Answer]]]:
    """The answers by analysis; a question that does not apply to any bid is left out."""
    for name, group in groupby(answers, key=lambda one: one.analysis):
        listed = list(group)
        telling = [one for one in listed if one.verdict is not Verdict.DOES_NOT_APPLY]
        if telling:
            yield name, telling


def _said(answer: Answer, at: str, reader: Reader) -> Said:
    """An answer; its sentence has the id ``said-`` and ``at``, which its picture is labelled by."""
    picture = "" if answer.picture is None else inlined(f"said-{at}", answer.picture)
    kept = answer.tables if picture or reader.sees_all else answer.tables[:1]
    whole = SPOKEN_OF in answer.sentence
    tables = tuple(
        grid(table, len(table.rows) if whole and not place else MOST_ROWS)
        for place, table in enumerate(kept)
        if table.rows
    )
    notes = answer.notes if reader.sees_all else ()
    return Said(answer.sentence, badge(answer), picture, tables, notes, at)


def grid(table: Table, most: int = MOST_ROWS) -> Grid:
    """Return a table of an answer as text; of more than ``most`` rows the first, and its caption says so."""
    rows = tuple(table_rows(table, _PLACES))
    more = f" (the first {most} of {len(rows)} rows)" if len(rows) > most else ""
    kept = [place for place in range(len(table.headings)) if any(row[place] != "-" for row in rows)]
    headings = [table.headings[place] for place in kept]  # a column without anything tells nothing
    return Grid(
        f"{table.title}{more}",
        tuple(one.words for one in headings),
        frozenset(place for place, one in enumerate(headings) if one.unit),
        tuple(tuple(row[place] for place in kept) for row in rows[:most]),
    )


def study_seen(study: BackingStudy | None, lot: str, reader: Reader) -> tuple[Asked, ...]:
    """Return the study of a group in a lot: its plain page, and for officers and courts its parts."""
    found = next((one for one in study.lots if one.lot == lot), None) if study is not None else None
    if study is None or found is None or not reader.sees_bids:
        return ()
    if not found.group.parts:
        return ()  # nothing is tagged as a financial test
    if found.why_not:
        return (Asked("plain", study.group, (Said(found.why_not, f"[{Verdict.DOES_NOT_APPLY.value}]"),)),)
    parts = tuple(_parts(found, reader)) if reader.sees_all else ()
    return (*_plain(found), *_notes_once(parts))


def _plain(lot: LotStudy) -> Iterator[Asked]:
    told = False
    for heading, claims in groupby(lot.plain.claims, key=lambda one: one.heading):
        if heading == UNKNOWN:
            yield from _costs(lot)
            told = True
        said = tuple(Said(one.sentence, f"[{one.verdict.value}]") for one in claims)
        yield Asked("plain", heading, said)
    if not told:
        yield from _costs(lot)


def _costs(lot: LotStudy) -> Iterator[Asked]:
    """What each award costs, an award a column, under its own heading."""
    costs = lot.plain.costs
    if costs is not None:
        table = grid(costs)
        columns = frozenset(range(1, len(table.headings)))
        table = table._replace(caption="", figures=columns)
        yield Asked("plain", costs.title, (Said("", "[as bids and study.yaml state it]", tables=(table,)),))


def _parts(lot: LotStudy, reader: Reader) -> Iterator[Asked]:
    for section in lot.sections:
        at = f"{lot.lot}-study-{section.letter}"
        yield Asked(section.letter, section.question, _all_said(section.answers, at, reader))


def is_proved(badge_text: str) -> bool:
    """Say whether a badge tells of something proved, for its look."""
    return badge_text.startswith((f"[{Verdict.PROVED.value}", f"[{Verdict.IMPOSSIBLE.value}"))
