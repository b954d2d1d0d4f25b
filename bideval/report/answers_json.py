"""``sensitivity --json``: the answers with their certificates, for other programs and the checker.

Each number stands as decimals and, beside it, exactly: ``weight`` and
``weight_exact``.  ``python -m bideval.proof FILE`` checks every certificate in it.
"""

import sys
from collections.abc import Sequence
from fractions import Fraction

from bideval import __version__
from bideval.analysis.answer import Answer, Cell, Table
from bideval.analysis.ask import LotAnswers
from bideval.model.evaluation import Evaluation
from bideval.model.numbers import exact_text, figure_text
from bideval.proof.claims_json import as_json
from bideval.proof.names import KEY
from bideval.scoring.price_json import Json


def answers_data(
    evaluation: Evaluation, lots: Sequence[LotAnswers], settings: str, solver: str
) -> dict[str, Json]:
    """Return the answers as JSON data; ``solver`` names what proposed, outside every comparison."""
    return {
        "schema": "bideval/sensitivity",
        "version": 1,
        "tender": evaluation.tender,
        "illustration": evaluation.illustration,
        "digest": evaluation.digest,
        "settings": settings,
        "lots": [
            {"id": lot.lot, "title": lot.title, "answers": [answer_data(answer) for answer in lot.answers]}
            for lot in lots
        ],
        "provenance": {
            "bideval": __version__,
            "python": ".".join(map(str, sys.version_info[:3])),
            "solver": solver,
        },
    }


def answer_data(answer: Answer) -> dict[str, Json]:
    """Return one answer as JSON data, with its tables and certificates."""
    return {
        "analysis": answer.analysis,
        "about": answer.about or None,
        "sentence": answer.sentence,
        "verdict": answer.verdict.value,
        "basis": answer.basis.value,
        "tables": [table_data(table) for table in answer.tables],
        "notes": list(answer.notes),
        "certificates": _certificates(answer),
    }


def _certificates(answer: Answer) -> list[Json]:
    claims: list[dict[str, Json]] = [dict(as_json(claim)) for claim in answer.certificates]
    for claim, names in zip(claims, answer.names, strict=False):
        claim[KEY] = {"bid": names.bid, "rivals": [*names.rivals], "weights": [*names.weights]}
    return [*claims]


def table_data(table: Table) -> dict[str, Json]:
    """Return a table of figures as JSON data, each number as decimals and exactly."""
    rows: list[Json] = []
    for row in table.rows:
        cells: dict[str, Json] = {}
        for heading, cell in zip(table.headings, row, strict=True):
            cells.update(_cell(heading.key, cell))
        rows.append(cells)
    units: dict[str, Json] = {heading.key: heading.unit for heading in table.headings if heading.unit}
    return {"title": table.title, "units": units, "rows": rows}


def _cell(key: str, cell: Cell) -> dict[str, Json]:
    if isinstance(cell, Fraction):
        return {key: figure_text(cell), f"{key}_exact": exact_text(cell)}
    return {key: list(cell) if isinstance(cell, tuple) else cell}
