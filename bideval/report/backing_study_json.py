"""``backing --json`` and ``--csv``: the study of a group with every table, for other programs."""

from collections.abc import Iterator

from bideval.analysis.answer import Answer, Cell, Table
from bideval.analysis.backing_study.plain import Claim
from bideval.analysis.backing_study.study import BackingStudy, LotStudy
from bideval.model.evaluation import Evaluation
from bideval.model.numbers import exact_text, figure_text
from bideval.report.answers_json import answer_data
from bideval.report.csv_text import csv_text
from bideval.report.whatif_json import provenance, top
from bideval.scoring.price_json import Json

CSV_HEADER = (
    "lot",
    "part",
    "answer",
    "about",
    "verdict",
    "basis",
    "table",
    "row",
    "column",
    "value",
    "exact",
)


def backing_study_data(evaluation: Evaluation, study: BackingStudy) -> dict[str, Json]:
    """Return the study as JSON data: the plain page by claim, then every part with its answers."""
    kinds: dict[str, Json] = dict(study.kinds.labels.items())
    return {
        **top(evaluation, "bideval/backing"),
        "group": study.group,
        "by": study.kinds.by,
        "by_source": study.kinds.source,
        "kinds": kinds,
        "lots": [_lot(one) for one in study.lots],
        "across": None if study.across is None else answer_data(study.across),
        **provenance(),
    }


def _lot(lot: LotStudy) -> Json:
    return {
        "id": lot.lot,
        "title": lot.title,
        "why_not": lot.why_not or None,
        "tests": list(lot.group.tests),
        "criteria": list(lot.group.leaves),
        "plain": [_claim(one) for one in lot.plain.claims],
        "parts": [
            {
                "part": section.letter,
                "question": section.question,
                "answers": [answer_data(one) for one in section.answers],
            }
            for section in lot.sections
        ],
    }


def _claim(one: Claim) -> Json:
    return {
        "heading": one.heading,
        "sentence": one.sentence,
        "verdict": one.verdict.value,
        "basis": one.basis.value,
    }


def backing_study_csv(study: BackingStudy, *, for_excel: bool = False) -> str:
    """Return every sentence and every figure of every table, one a row, behind the answer it belongs to."""
    rows = (
        row
        for lot in study.lots
        for section in lot.sections
        for answer in section.answers
        for row in _rows(lot, section.letter, answer)
    )
    return csv_text(CSV_HEADER, rows, for_excel=for_excel)


def _rows(lot: LotStudy, part: str, answer: Answer) -> Iterator[tuple[str, ...]]:
    of = (lot.lot, part, answer.analysis, answer.about, answer.verdict.value, answer.basis.value)
    yield (*of, "", "", "sentence", answer.sentence, "")
    for table in answer.tables:
        for number, row in enumerate(table.rows, start=1):
            yield from ((*of, table.title, str(number), *cell) for cell in _cells(table, row))


def _cells(table: Table, row: tuple[Cell, ...]) -> Iterator[tuple[str, str, str]]:
    for heading, cell in zip(table.headings, row, strict=True):
        if isinstance(cell, tuple):
            yield heading.key, "; ".join(cell), ""
        elif cell is None or isinstance(cell, str):
            yield heading.key, cell or "", ""
        else:
            yield heading.key, figure_text(cell), exact_text(cell)
