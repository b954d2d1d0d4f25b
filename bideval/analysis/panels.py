"""What other panels would have awarded: each evaluator left out, first marks, agreed marks.

Where a mean or a median of marks governs, every evaluator is left out in turn and the lot is
judged again.  Where marks are agreed and individual marks are on file, or the reverse, the
lot is judged again by the other ones.  The *first* mark of an evaluator is the earliest row on
file: what was written before any later row replaced it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import judged
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict
from bideval.analysis.award_words import award_words, awarded_bids, listed
from bideval.analysis.eligible import award_of
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.model.marking import Consensus, Mark
from bideval.model.rules import MarksFrom
from bideval.scoring.case import LotCase
from bideval.scoring.governing import Standing, unsuperseded

_PANELS = frozenset({MarksFrom.MEAN, MarksFrom.MEDIAN})
Rows = Mapping[tuple[str, str], tuple[Standing, ...]]


class Panel(NamedTuple):
    """A way of taking the marks, and what it would have awarded; None where marks are missing."""

    words: str
    award: Award | None


def other_panels(asked: Asked, analysis: str) -> tuple[Answer, ...]:
    """Answer what panels without one evaluator, and other ways of taking the marks, would have awarded."""
    now = award_of(asked.result)
    found = []
    without = tuple(_without_each(asked.case))
    if without:
        found.append(_about_evaluators(asked, analysis, now, without))
    others = tuple(_otherwise(asked.case))
    if others:
        found.append(_about_first_marks(asked, analysis, now, others))
    return tuple(found)


def _without_each(case: LotCase) -> Iterator[Panel]:
    if case.rules.marks_from not in _PANELS:
        return
    marks = case.inputs.marks
    people = sorted({marks[row.row].evaluator for rows in case.rows.values() for row in rows})
    if len(people) < 2:
        return
    for person in people:
        kept = {
            key: tuple(row for row in rows if marks[row.row].evaluator != person)
            for key, rows in case.rows.items()
        }
        yield Panel(person, _award(case, kept))


def _award(case: LotCase, rows: Rows) -> Award | None:
    return award_of(judged(case._replace(rows={key: one for key, one in rows.items() if one})))


def _about_evaluators(asked: Asked, analysis: str, now: Award | None, panels: tuple[Panel, ...]) -> Answer:
    changed = [one for one in panels if one.award is not None and one.award != now]
    unknown = [one.words for one in panels if one.award is None]
    places = asked.case.rules.places
    said = f"Whichever evaluator is left out, {award_words(now, places)}."
    if changed:
        said = "; ".join(f"without {one.words} {award_words(one.award, places)}" for one in changed)
        said = f"With one evaluator left out: {said}."
    if unknown:
        said = f"{said} Without {listed(unknown)} some bid has no mark on some question, so nothing is said."
    verdict = Verdict.NOT_ESTABLISHED if len(unknown) == len(panels) else Verdict.PROVED
    basis = Basis.NONE if verdict is Verdict.NOT_ESTABLISHED else Basis.ENUMERATION
    if verdict is Verdict.NOT_ESTABLISHED:
        said = "No evaluator can be left out: each alone marked some question."
    return Answer(
        analysis, "evaluators", said, verdict, basis, (_table("Each evaluator left out", "left out", panels),)
    )


def _otherwise(case: LotCase) -> Iterator[Panel]:
    """The award under other ways of taking the marks that are on file."""
    rules = case.rules
    if rules.marks_from is MarksFrom.CONSENSUS and case.inputs.marks:
        first = _first_rows(case)
        for way in (MarksFrom.MEAN, MarksFrom.MEDIAN):
            if first:
                changed = case._replace(rules=rules._replace(marks_from=way))
                yield Panel(f"{way.value} of first marks", _award(changed, first))
    elif rules.marks_from in _PANELS:
        other = MarksFrom.MEDIAN if rules.marks_from is MarksFrom.MEAN else MarksFrom.MEAN
        changed = case._replace(rules=rules._replace(marks_from=other))
        yield Panel(f"{other.value} of marks", _award(changed, case.rows))
        agreed = _agreed_rows(case)
        if agreed:
            changed = case._replace(rules=rules._replace(marks_from=MarksFrom.CONSENSUS))
            yield Panel("agreed marks", _award(changed, agreed))


def _first_rows(case: LotCase) -> Rows:
    found: dict[tuple[str, str], dict[str, Standing]] = defaultdict(dict)
    for index, row in enumerate(case.inputs.marks):
        if row.lot in {case.rules.id, "*"} and not row.supersedes:
            found[row.bid, row.criterion].setdefault(row.evaluator, Standing(index, row.mark))
    return {key: tuple(rows.values()) for key, rows in found.items()}


def individual_marks(case: LotCase) -> Mapping[tuple[str, str], tuple[Fraction, ...]]:
    """The individual marks that stand, by bid and criterion."""
    return _values(case, unsuperseded(case.inputs.marks))


def _values(
    case: LotCase, rows: Iterator[tuple[int, Mark]]
) -> Mapping[tuple[str, str], tuple[Fraction, ...]]:
    found: dict[tuple[str, str], list[Fraction]] = defaultdict(list)
    for _, row in rows:
        if row.lot in {case.rules.id, "*"}:
            found[row.bid, row.criterion].append(row.mark)
    return {key: tuple(values) for key, values in found.items()}


def _agreed_rows(case: LotCase) -> Rows:
    found: dict[tuple[str, str], list[Standing]] = defaultdict(list)
    rows: Iterator[tuple[int, Consensus]] = unsuperseded(case.inputs.consensus)
    for index, row in rows:
        if row.lot in {case.rules.id, "*"}:
            found[row.bid, row.criterion].append(Standing(index, row.mark))
    return {key: tuple(one) for key, one in found.items()}


def _about_first_marks(asked: Asked, analysis: str, now: Award | None, panels: tuple[Panel, ...]) -> Answer:
    places = asked.case.rules.places
    known = [one for one in panels if one.award is not None]
    parts = [f"by the {one.words} {award_words(one.award, places)}" for one in known if one.award != now]
    same = [one.words for one in known if one.award == now]
    if not known:
        said = "Some bid lacks a mark of the other kind, so first marks and agreed marks are not compared."
        return Answer(analysis, "marks", said, Verdict.NOT_ESTABLISHED)
    said = f"As the rules have it {award_words(now, places)}"
    kept = f"; so it is by the {listed(same)}" if same else ""
    turned = f"; {'; '.join(parts)}" if parts else ""
    table = _table("Other ways of taking the marks", "marks", panels)
    return Answer(analysis, "marks", f"{said}{kept}{turned}.", Verdict.PROVED, Basis.ENUMERATION, (table,))


def _table(title: str, words: str, panels: tuple[Panel, ...]) -> Table:
    headings = (Heading("panel", words), Heading("awarded", "awarded"))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (one.words, None if one.award is None else awarded_bids(one.award)) for one in panels
    )
    return Table(title, headings, rows)
