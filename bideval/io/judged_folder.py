"""A tender folder, read and judged: the evaluation, or every finding of the folder in one run."""

from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding, Severity
from bideval.io.folder import Reading, read_folder
from bideval.io.mending import Bad, not_at
from bideval.model.evaluation import Evaluation
from bideval.scoring.evaluate import judge


class JudgedFolder(NamedTuple):
    """What came of a folder.  ``evaluation`` is None where an error stands in its way."""

    reading: Reading
    evaluation: Evaluation | None
    findings: tuple[Finding, ...]  # located and in order


def judge_folder(root: Path, *, quality_only: bool | None = None) -> JudgedFolder:
    """Read the folder at ``root`` and evaluate it.

    ``quality_only`` None scores quality alone while no price is on file.
    """
    reading = read_folder(root)
    if reading.draft is None:
        return JudgedFolder(reading, None, reading.findings)
    unopened = not reading.draft.prices and not reading.draft.rates
    judgement = judge(reading.draft, quality_only=unopened if quality_only is None else quality_only)
    bad = [
        Bad(source.file, source.pointer)
        for finding in reading.findings
        if finding.severity is Severity.ERROR
        for source in finding.sources
    ]
    findings = reading.places.locate_all((*reading.findings, *not_at(judgement.findings, bad)))
    return JudgedFolder(reading, judgement.evaluation if reading.inputs is not None else None, findings)
