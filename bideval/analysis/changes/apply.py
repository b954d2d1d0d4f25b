"""Apply the changes of a what-if to inputs, in one order, whatever order they are stated in.

Data of bids come first, then gates, then weights all at once, then formula, method,
rounding, ties and award rules.  So the result does not depend on how the changes are listed, and a
security is folded at the amount that another change gives it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.changes import award_rules, bids, gates, people, rules
from bideval.analysis.changes.folded_bond import folded
from bideval.analysis.changes.placed import CannotChangeError, Placed, changes_nothing, contradiction
from bideval.analysis.changes.scored_gate import scored, target_of
from bideval.analysis.changes.weights import Target, moved
from bideval.analysis.changes.words import change_words, claim_words
from bideval.errors import Finding, Severity
from bideval.model.change import Claim, ScoreGate, WeightChange, claims
from bideval.model.inputs import Inputs
from bideval.model.references import named_packs
from bideval.model.tender import Tender


class Applied(NamedTuple):
    """Changed inputs, None where an error stands in the way, and every finding about the changes."""

    inputs: Inputs | None
    findings: tuple[Finding, ...]


Step = Callable[..., Inputs]  # inputs, the placed change, and that change as what it is

_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "with-bid": bids.bid_added,
        "without-bid": bids.bid_removed,
        "backing": bids.backing_changed,
        "price": bids.price_changed,
        "without-evaluator": people.evaluator_left_out,
        "mark": bids.mark_changed,
        "consensus": bids.consensus_changed,
        "gate": gates.threshold_changed,
        "fold-bond": folded,
        "drop-gate": gates.gate_dropped,
        "reserve": gates.reserved,
        "score-gate": scored,
        "weight": lambda inputs, _placed, _change: inputs,  # all at once, after the others of this list
        "formula": rules.formula_changed,
        "method": rules.method_changed,
        "rounding": rules.rounding_changed,
        "ties": rules.ties_changed,
        "award-rule": award_rules.number_changed,
        "drop-rule": award_rules.rule_dropped,
    }
)
_ORDER = tuple(_STEPS)
_ASIDE: Mapping[str, Callable[..., Iterator[Finding]]] = MappingProxyType(
    {"without-evaluator": people.agreed_marks_stand}
)  # what a change that was made leaves as it was


def apply(changes: Sequence[Placed], inputs: Inputs) -> Applied:
    """Return the changed inputs, or findings for every change that cannot be made.

    A change after which everything is as it was is a warning.
    """
    published, findings = inputs.tender, list(_contradictions(changes))
    if findings:
        return Applied(None, tuple(findings))
    ordered = sorted(changes, key=lambda one: (_ORDER.index(one.change.kind), repr(one.change)))
    weighed = False
    for placed in ordered:
        if not weighed and _ORDER.index(placed.change.kind) > _ORDER.index("weight"):
            inputs, weighed = _weighed(inputs, ordered, findings), True
        try:
            after = _STEPS[placed.change.kind](inputs, placed, placed.change)
        except CannotChangeError as problem:
            findings.append(problem.finding)
            continue
        if after == inputs and placed.change.kind != "weight":
            findings.append(changes_nothing(placed, change_words(placed.change)))
        elif placed.change.kind in _ASIDE:
            findings += _ASIDE[placed.change.kind](inputs, placed, placed.change)
        inputs = after
    if not weighed:
        inputs = _weighed(inputs, ordered, findings)
    blocked = any(one.severity is Severity.ERROR for one in findings)
    return Applied(None if blocked else _with_named_packs(published, inputs), tuple(findings))


def _with_named_packs(published: Tender, inputs: Inputs) -> Inputs:
    """The inputs without the packs that only what was taken away had named."""
    if inputs.tender is published:
        return inputs
    before, after = ({name for name, _ in named_packs(one)} for one in (published, inputs.tender))
    gone = before - after
    kept = {name: pack for name, pack in inputs.packs.items() if name not in gone}
    return replace(inputs, packs=kept) if len(kept) < len(inputs.packs) else inputs


def _contradictions(changes: Sequence[Placed]) -> list[Finding]:
    """Each change that decides what one before it decides."""
    taken: dict[Claim, Placed] = {}
    found = []
    for placed in changes:
        met = sorted(claim for claim in claims(placed.change) if claim in taken)
        if met:
            found.append(contradiction(placed, taken[met[0]], claim_words(met[0])))
        for claim in claims(placed.change):
            taken.setdefault(claim, placed)
    return found


def _weighed(inputs: Inputs, changes: Sequence[Placed], findings: list[Finding]) -> Inputs:
    """Move all weights at once; where a change failed before, what it would have added may be missing."""
    if any(one.severity is Severity.ERROR for one in findings):
        return inputs
    targets = [
        Target(placed.change.criterion, placed.change.to, placed.change.take_from, placed)
        if isinstance(placed.change, WeightChange)
        else target_of(placed, placed.change)
        for placed in changes
        if isinstance(placed.change, WeightChange | ScoreGate)
    ]
    if not targets:
        return inputs
    try:
        after, is_other = moved(inputs, targets)
    except CannotChangeError as problem:
        findings.append(problem.finding)
        return inputs
    if len(targets) == 1 and not is_other:
        findings.append(changes_nothing(targets[0].placed, change_words(targets[0].placed.change)))
    return after
