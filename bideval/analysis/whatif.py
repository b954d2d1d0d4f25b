"""A what-if: changed inputs evaluated as any others, set beside the published result.

Every what-if is a plain evaluation; nothing is carried over from the published one.  The
cost of a choice is the difference of two results: what is paid, what the awarded bids
declare of surplus and local spending where the study names it, and by how much they miss
the tests as published.  What the figures are worth is not said.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.award_words import award_words, listed
from bideval.analysis.changes.apply import apply
from bideval.analysis.changes.placed import Placed
from bideval.analysis.changes.words import change_words
from bideval.analysis.eligible import award_of, price_paid
from bideval.analysis.not_open import Asked, asked_by_regime
from bideval.analysis.reweighed import Award
from bideval.errors import Finding, GuardError, Severity, Source
from bideval.model.amounts import money_text
from bideval.model.change import Change
from bideval.model.evaluation import Evaluation, GateResult, LotResult, Placing, PlacingStatus
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.model.units import DECLARED
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import Judgement, judge
from bideval.scoring.fields import declared_value
from bideval.scoring.lot_result import judge_lot
from bideval.scoring.workings import FRESH, Workings

MONEY = "money"


class WhatIf(NamedTuple):
    """A what-if and what came of it; ``evaluation`` is None where an error stands in its way.

    ``findings`` are about the changes, and where there is no evaluation also about the
    changed inputs: those name a file and no line of it, since it was not read as it is.
    ``asked`` is what the regime finds in the changed rules.
    """

    changes: tuple[Change, ...]
    inputs: Inputs | None
    evaluation: Evaluation | None
    findings: tuple[Finding, ...]
    asked: tuple[Asked, ...] = ()

    @property
    def words(self) -> str:
        """What is supposed, in words."""
        return listed([change_words(one) for one in self.changes])


def what_if(inputs: Inputs, changes: Sequence[Placed], workings: Workings = FRESH) -> WhatIf:
    """Evaluate ``inputs`` with ``changes`` made, or say everything that prevents it.

    For many what-ifs of one tender give each the same ``Workings()``: what a change does
    not touch is then not worked out again, and the result is the same.
    """
    what = tuple(one.change for one in changes)
    applied = apply(changes, inputs)
    if applied.inputs is None:
        return WhatIf(what, None, None, applied.findings)
    if workings.keeps:
        workings.of(("published",), (inputs,), lambda: _judged(inputs, workings))
    judgement = _judged(applied.inputs, workings)
    if judgement.evaluation is not None:
        asked = asked_by_regime(inputs, applied.inputs, workings)
        return WhatIf(what, applied.inputs, judgement.evaluation, applied.findings, asked)
    errors = [one for one in judgement.findings if one.severity is Severity.ERROR]
    return WhatIf(what, applied.inputs, None, (*applied.findings, *map(_of_file, errors)))


def _judged(inputs: Inputs, workings: Workings) -> Judgement:
    return judge(inputs, quality_only=_unopened(inputs), workings=workings)


def _of_file(finding: Finding) -> Finding:
    files = dict.fromkeys(source.file for source in finding.sources)
    return finding._replace(sources=tuple(Source(file) for file in files))


def lot_results(
    inputs: Inputs, changes: Sequence[Placed], workings: Workings = FRESH
) -> dict[str, LotResult | None]:
    """The result of every lot with ``changes`` made; None where a finding stands in its way.

    The same results as ``what_if`` gives, without the checks of data that no change touches, a
    digest, scores criterion by criterion, and shadow results: for what-ifs by the thousand,
    each with the same ``Workings()``.
    """
    applied = apply(changes, inputs)
    if applied.inputs is None:
        return {}
    if workings.keeps:
        workings.of(("published results",), (inputs,), lambda: _results(inputs, workings))
    return _results(applied.inputs, workings)


def _results(inputs: Inputs, workings: Workings) -> dict[str, LotResult | None]:
    unopened = _unopened(inputs)
    cases = (
        lot_case(inputs, rules, quality_only=unopened, workings=workings)
        for rules in compile_rules(inputs, workings).scorable
    )
    return {case.rules.id: judge_lot(case, shadows=False, scores_told=False).result for case in cases}


def _unopened(inputs: Inputs) -> bool:
    """Whether no price is on file: then quality alone is scored, as ``evaluate`` does."""
    return not inputs.prices and not inputs.rates


# Side by side


class Cost(NamedTuple):
    """A figure of the awarded bids, as published and changed; None where it is not stated."""

    words: str
    unit: str
    published: Fraction | None
    changed: Fraction | None


class Unmet(NamedTuple):
    """A published test that an awarded bid does not meet, and what it lacks where that is a number."""

    bid: str
    gate: GateResult
    short: Fraction | None


class SideBySide(NamedTuple):
    """One lot, as published and changed."""

    published: LotResult
    changed: LotResult
    before: Award | None
    after: Award | None
    let_in: tuple[str, ...]
    shut_out: tuple[str, ...]
    costs: tuple[Cost, ...]
    unmet: tuple[Unmet, ...]

    @property
    def rows(self) -> tuple[tuple[str, Placing | None, Placing | None], ...]:
        """Every bid with its two placings: by changed rank, then published rank, then id."""
        published = {one.bid: one for one in self.published.placings}
        changed = {one.bid: one for one in self.changed.placings}
        found = [(bid, published.get(bid), changed.get(bid)) for bid in {*published, *changed}]
        return tuple(sorted(found, key=lambda row: (*_rank(row[2]), *_rank(row[1]), row[0])))


def _rank(placing: Placing | None) -> tuple[bool, int]:
    rank = None if placing is None else placing.rank
    return rank is None, rank or 0


def side_by_side(
    inputs: Inputs, published: Evaluation, changed: WhatIf, report: Report | None
) -> tuple[SideBySide, ...]:
    """Set every lot of a what-if beside the published one; empty where it has no evaluation."""
    if changed.evaluation is None or changed.inputs is None:
        return ()
    results = {one.id: one for one in changed.evaluation.lots}
    both = (inputs, changed.inputs)
    return tuple(_lot(both, one, results[one.id], report) for one in published.lots)


def _lot(
    both: tuple[Inputs, Inputs], before: LotResult, after: LotResult, report: Report | None
) -> SideBySide:
    was, now = _assessed(before), _assessed(after)
    awards = award_of(before), award_of(after)
    return SideBySide(
        before,
        after,
        *awards,
        tuple(sorted((now - was) & _entered(before))),
        tuple(sorted((was - now) & _entered(after))),
        tuple(_costs(both, (before, after), awards, report)),
        tuple(_unmet(before, awards[1])),
    )


def _assessed(result: LotResult) -> set[str]:
    return {one.bid for one in result.placings if one.status is PlacingStatus.ASSESSED}


def _entered(result: LotResult) -> set[str]:
    return {one.bid for one in result.placings}


def _costs(
    both: tuple[Inputs, Inputs],
    results: tuple[LotResult, LotResult],
    awards: tuple[Award | None, Award | None],
    report: Report | None,
) -> Iterator[Cost]:
    pairs = zip(results, awards, strict=True)
    yield Cost("price", MONEY, *(price_paid(result, award) for result, award in pairs))
    named = (
        ("surplus put back", report.surplus if report else None),
        ("local spend", report.local_spend if report else None),
    )
    for words, measure in named:
        unit = _unit(both[0], measure)
        found = (_declared(inputs, award, measure, unit) for inputs, award in zip(both, awards, strict=True))
        yield Cost(words, unit, *found)


def _unit(inputs: Inputs, measure: str | None) -> str:
    declared = inputs.tender.declares.get((measure or "").removeprefix(DECLARED))
    return declared.unit if declared is not None else ""


def _declared(inputs: Inputs, award: Award | None, measure: str | None, unit: str) -> Fraction | None:
    """What the awarded bids declare together: money is added, of anything else only one bid's is shown."""
    if measure is None or award is None or not award.winners or not measure.startswith(DECLARED):
        return None
    if len(award.winners) > 1 and unit != MONEY:
        return None
    values = []
    for bid in award.winners:
        raw = inputs.bids[bid].declared.get(measure.removeprefix(DECLARED))
        try:
            values.append(None if raw is None else declared_value(raw))
        except GuardError:
            return None
    stated = [one for one in values if isinstance(one, Fraction)]
    return sum(stated, Fraction(0)) if len(stated) == len(values) else None


def _unmet(published: LotResult, award: Award | None) -> Iterator[Unmet]:
    """The published tests that the awarded bids failed when the published rules were applied."""
    placings = {one.bid: one for one in published.placings}
    for bid in award.winners if award else ():
        for gate in placings[bid].gates if bid in placings else ():
            if not gate.passed:
                yield Unmet(bid, gate, _short(gate))


def _short(gate: GateResult) -> Fraction | None:
    if isinstance(gate.value, Fraction) and isinstance(gate.required, Fraction):
        return abs(gate.required - gate.value)
    return None


# In one sentence


def result_words(one: SideBySide, currency: str, before: str = "as published") -> str:
    """What a change does to the award of a lot, to follow "with ...,"; ``before`` calls the first result."""
    places = one.changed.places
    if one.before == one.after:
        return _kept_words(one, places)
    gap = _gap(one.costs[0])
    paid = f", at {_money_gap(gap, currency)}" if gap is not None else ""
    if places == 1 and _one(one.before) and _one(one.after):
        assert one.before is not None
        return f"{award_words(one.after, places)} in place of {one.before.winners[0]}{paid}"
    said = award_words(one.after, places)
    return f"{said}{paid}; {before} {award_words(one.before, places)}"


def _kept_words(one: SideBySide, places: int) -> str:
    said = award_words(one.after, places)
    return f"the award stays as it is: {said}"


def _one(award: Award | None) -> bool:
    return award is not None and len(award.winners) == 1 and not award.tied


def _gap(cost: Cost) -> Fraction | None:
    return None if cost.published is None or cost.changed is None else cost.changed - cost.published


def _money_gap(gap: Fraction, currency: str) -> str:
    if not gap:
        return "the same price"
    return f"{currency} {money_text(abs(gap))} {'more' if gap > 0 else 'less'}"
