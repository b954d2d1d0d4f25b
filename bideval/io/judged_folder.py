"""A tender folder, read and judged: the evaluation, or every finding of the folder in one run."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bideval.analysis.changes.placed import Scenarios
from bideval.errors import Finding, Severity
from bideval.io.folder import Reading, read_folder
from bideval.io.follow_ons import without_flawed, without_follow_ons
from bideval.io.repeated import without_repeats
from bideval.model.bounds import bounded
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.scoring.checks.whole_study import check_whole_study
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import judge

# Loaded where a folder has scenarios: every other evaluation begins without it.
CheckScenarios = Callable[[Scenarios, Inputs], tuple[Finding, ...]]


class JudgedFolder(NamedTuple):
    """What came of a folder.  ``evaluation`` is None where an error stands in its way."""

    reading: Reading
    evaluation: Evaluation | None
    findings: tuple[Finding, ...]  # located and in order


def judge_folder(root: Path, *, quality_only: bool | None = None, packs: Path | None = None) -> JudgedFolder:
    """Read the folder at ``root`` and evaluate it.

    ``quality_only`` None scores quality alone while no price is on file.  ``packs`` is
    the folder of a team's own shelf.
    """
    reading = read_folder(root, packs)
    if reading.draft is None:
        return JudgedFolder(reading, None, without_repeats(without_flawed(reading.findings)))
    unopened = not reading.draft.prices and not reading.draft.rates
    judgement = judge(reading.draft, quality_only=unopened if quality_only is None else quality_only)
    judged = without_follow_ons(bounded(judgement.findings), reading.findings, reading.lost)
    in_study = _study_findings(reading)
    supposed = _scenario_findings(reading)
    located = reading.places.locate_all((*reading.findings, *judged, *in_study, *supposed))
    findings = without_repeats(without_flawed(located))
    stops = any(one.severity is Severity.ERROR for one in supposed)
    whole = reading.inputs is not None and not in_study and not stops
    return JudgedFolder(reading, judgement.evaluation if whole else None, findings)


def _scenario_findings(reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with the what-ifs of the folder; asked only where its rules are in order."""
    if reading.draft is None or not reading.scenarios or compile_rules(reading.draft).findings:
        return ()
    check: CheckScenarios = import_module("bideval.analysis.changes.named").check_scenarios
    return check(reading.scenarios, reading.draft)


def _study_findings(reading: Reading) -> tuple[Finding, ...]:
    """What is wrong with what the study explores: weights, the exposure, the rehearsal."""
    if reading.draft is None or reading.study is None:
        return ()
    return check_whole_study(reading.study, reading.draft)
