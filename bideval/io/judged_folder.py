"""A tender folder, read and judged: the evaluation, or every finding of the folder in one run."""

from pathlib import Path
from typing import NamedTuple

from bideval.errors import Finding
from bideval.io.bounds import bounded
from bideval.io.folder import Reading, read_folder
from bideval.io.follow_ons import without_flawed, without_follow_ons
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
        return JudgedFolder(reading, None, without_flawed(reading.findings))
    unopened = not reading.draft.prices and not reading.draft.rates
    judgement = judge(reading.draft, quality_only=unopened if quality_only is None else quality_only)
    judged = without_follow_ons(bounded(judgement.findings), reading.findings, reading.lost)
    findings = without_flawed(reading.places.locate_all((*reading.findings, *judged)))
    return JudgedFolder(reading, judgement.evaluation if reading.inputs is not None else None, findings)
