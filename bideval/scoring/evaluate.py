"""Evaluate a tender: compile the rules, check the data, judge every lot.

``judge`` returns the evaluation or every finding that stands in its way; it reads
nothing but its inputs and has no clock, file or randomness.
"""

from collections.abc import Iterable
from typing import NamedTuple

from bideval.errors import Finding, NotEvaluableError, Severity
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.scoring.case import lot_case
from bideval.scoring.checks import answered, check_inputs
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.conditions import unlike, unrecorded
from bideval.scoring.digest import digest
from bideval.scoring.flags import asked
from bideval.scoring.idle_decisions import without_effect
from bideval.scoring.lot_result import judge_lot, lot_problems
from bideval.scoring.workings import FRESH, Workings


class Judgement(NamedTuple):
    """The evaluation, None where a finding of severity error stands, and every finding."""

    evaluation: Evaluation | None
    findings: tuple[Finding, ...]


def judge(inputs: Inputs, *, quality_only: bool = False, workings: Workings = FRESH) -> Judgement:
    """Evaluate every lot, or say everything that prevents it.

    ``quality_only`` evaluates before prices are opened: no rule may read a price,
    nobody is ranked, and every lot has the status ``quality-only``.  ``workings`` of
    evaluations before make this one quicker, and nothing else of it.
    """
    compiled = compile_rules(inputs, workings)
    findings = [*compiled.findings, *check_inputs(inputs, compiled.lots, workings)]
    # before the lots: marks need room once, not twice
    stamp = "" if _block(findings) else digest(inputs, workings)
    cases = [
        lot_case(inputs, rules, quality_only=quality_only, workings=workings) for rules in compiled.scorable
    ]
    judged = [judge_lot(case) for case in cases]
    findings += [finding for one in judged for finding in one.findings]
    findings += [finding for one in judged if one.result for finding in unrecorded(one.result)]
    findings += [
        finding
        for one, case in zip(judged, cases, strict=True)
        for finding in (*asked(case, one.result), *unlike(case, one.result))
    ]
    results = [one.result for one in judged if one.result]
    findings += () if _block(findings) else without_effect(inputs, results)
    ready = {rules.id for rules in compiled.scorable}
    for rules in compiled.lots:
        if rules.id not in ready:
            findings += lot_problems(lot_case(inputs, rules, quality_only=quality_only))
    open_findings = answered(_once(findings), inputs)
    if _block(open_findings):
        return Judgement(None, open_findings)
    assert all(one.result is not None for one in judged)  # what keeps a lot from a result is an error
    evaluation = Evaluation(
        tender=inputs.tender.id,
        title=inputs.tender.title,
        illustration=inputs.tender.illustration,
        currency=inputs.tender.currency,
        digest=stamp,
        lots=tuple(one.result for one in judged if one.result is not None),
    )
    return Judgement(evaluation, open_findings)


def _block(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _once(findings: list[Finding]) -> tuple[Finding, ...]:
    """Each finding once; not again what a bad declared value or a rate given twice leads to."""
    unfit = {finding.sources[0] for finding in findings if finding.code == "BE209"}
    twice = {_stem(finding) for finding in findings if finding.code == "BE267"}
    return tuple(
        finding
        for finding in dict.fromkeys(findings)
        if not (finding.code in {"BE450", "BE451"} and finding.sources[0] in unfit)
        and not (finding.code in {"BE263", "BE265", "BE266"} and _stem(finding) in twice)
    )


def _stem(finding: Finding) -> str:
    """The file that a finding is about, without its ending: the bid's prices."""
    return finding.sources[0].file.rpartition(".")[0]


def evaluate(inputs: Inputs, *, quality_only: bool = False) -> Evaluation:
    """Return the evaluation; raise NotEvaluableError where findings stand in its way."""
    judgement = judge(inputs, quality_only=quality_only)
    if judgement.evaluation is None:
        raise NotEvaluableError(judgement.findings)
    return judgement.evaluation
