"""Two drafts evaluated over the same bids, and each rule that differs put into the other alone.

``alone`` is the first draft with one rule of the second; ``without`` is the second draft with
that rule as the first has it.  A rule that turns the award in one of them and not in the
other works together with others.  Every result is a plain evaluation.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bideval.analysis.drafts.put import put
from bideval.analysis.drafts.rules import BIDS, Rule, bids_that_differ, differing
from bideval.analysis.eligible import award_of
from bideval.analysis.whatif import SideBySide, WhatIf, side_by_side
from bideval.errors import Finding, Severity, Source, error, warning
from bideval.model.evaluation import Evaluation, LotResult
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.scoring.evaluate import judge
from bideval.scoring.workings import Workings


class Draft(NamedTuple):
    """A draft that was evaluated, and what it is called."""

    name: str
    inputs: Inputs
    evaluation: Evaluation


class Tried(NamedTuple):
    """The results of a draft with one rule of the other, by lot; ``why`` where there are none."""

    lots: tuple[LotResult, ...]
    why: str


class Moved(NamedTuple):
    """A rule that differs, put into the first draft alone, and taken out of the second alone."""

    rule: Rule
    alone: Tried
    without: Tried


class Compared(NamedTuple):
    """What two drafts come to, what differs, and what each difference moves."""

    lots: tuple[SideBySide, ...]
    moved: tuple[Moved, ...]
    findings: tuple[Finding, ...]


def compare(first: Draft, second: Draft, report: Report | None) -> Compared:
    """Set two drafts side by side; without lots where findings of severity error stand in the way."""
    findings = tuple(_findings(first, second))
    if any(one.severity is Severity.ERROR for one in findings):
        return Compared((), (), findings)
    beside = WhatIf((), second.inputs, second.evaluation, ())
    workings = Workings()
    moved = tuple(_moved(rule, first, second, workings) for rule in differing(first.inputs, second.inputs))
    return Compared(side_by_side(first.inputs, first.evaluation, beside, report), moved, findings)


def _moved(rule: Rule, first: Draft, second: Draft, workings: Workings) -> Moved:
    return Moved(
        rule,
        _tried(put(rule, second.inputs, first.inputs), workings),
        _tried(put(rule, first.inputs, second.inputs), workings),
    )


def _tried(inputs: Inputs, workings: Workings) -> Tried:
    unopened = not inputs.prices and not inputs.rates
    judgement = judge(inputs, quality_only=unopened, workings=workings)
    if judgement.evaluation is not None:
        return Tried(judgement.evaluation.lots, "")
    first = next(one for one in judgement.findings if one.severity is Severity.ERROR)
    return Tried((), f"{first.code} {first.message}")


def _findings(first: Draft, second: Draft) -> Iterator[Finding]:
    """Other lots cannot be set side by side; other bids can, and are no matter of the rules."""
    ours, theirs = ([lot.id for lot in one.evaluation.lots] for one in (first, second))
    places = [Source(f"{one.name}/tender.yaml") for one in (first, second)]
    if sorted(ours) != sorted(theirs):
        message = f"the lots are {', '.join(ours)} in one and {', '.join(theirs)} in the other"
        yield error("BE528", message, "Compare drafts of one tender, with the same lots.", *places)
    if first.evaluation.currency != second.evaluation.currency:
        pair = f"{first.evaluation.currency} and {second.evaluation.currency}"
        yield error("BE528", f"the prices are in {pair}", "Compare drafts in one currency.", *places)
    for bid, parts in bids_that_differ(first.inputs, second.inputs).items():
        yield warning(
            "BE529",
            f"{bid} is not the same in both: {', '.join(parts)}",
            "Copy the bid from one folder to the other, unless a rule that differs asks for other data.",
            *(Source(f"{one.name}/bids/{bid}.yaml") for one in (first, second)),
        )


def turns(one: Moved, lot: SideBySide) -> tuple[bool, bool]:
    """Whether the rule changes the award of the first draft alone, and that of the second when taken out."""
    alone, without = (
        next((award_of(found) for found in tried.lots if found.id == lot.published.id), None)
        for tried in (one.alone, one.without)
    )
    return (
        alone is not None and alone != lot.before,
        without is not None and without != lot.after,
    )


def is_about_bids(rule: Rule) -> bool:
    """Whether what differs is the bids, and no rule."""
    return rule.key[0] == BIDS
