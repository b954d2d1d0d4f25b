"""Arithmetic differences in a priced schedule, settled by the published rule.

``rate-governs``: rate x quantity x years counts, and the lines' sum.
``extension-governs``: the submitted extension counts, and the lines' sum.
``total-governs``: the submitted total counts; extensions are recomputed and shown.
``reject``: nothing is corrected; the authority decides about the bid.

The rule never changes a figure by itself: a ``correct`` decision records it, and its
figures are checked against the rule.  Where the rule lets the submitted figure stand,
there is nothing to record, and the difference is shown.
"""

import re
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.decision import Decision, DecisionKind
from bideval.model.evaluated_price import Correction
from bideval.model.inputs import Inputs
from bideval.model.numbers import NumberError, decimal_text, lossless_text, parse_number
from bideval.scoring.recorded import in_time

LONGEST_ID = 64  # characters
RECOMPUTED = "recomputed"  # in place of a figure whose exact digits are more than a file may hold


class Difference(NamedTuple):
    """A submitted figure that is not what its own parts make."""

    bid: str
    file: str
    pointer: str
    what: str
    submitted: Fraction
    computed: Fraction


class Corrected(NamedTuple):
    """How a difference was settled: the figure that counts, what is still missing, and the record.

    ``counts`` is None where no rule gives a figure; ``correction`` while no decision that
    the rule needs stands.
    """

    counts: Fraction | None
    findings: tuple[Finding, ...]
    correction: Correction | None = None


def corrected_or_finding(inputs: Inputs, difference: Difference) -> Corrected:
    """Return the figure that counts under the published rule, and what is still missing.

    The figure comes with a finding while no decision records it, so that what
    depends on it can be checked in the same run.
    """
    source = Source(difference.file, difference.pointer)
    rule = inputs.tender.prices.correction if inputs.tender.prices else None
    if rule is None:
        return Corrected(None, (_no_rule(difference, source),))
    if rule == "reject":
        return Corrected(None, (_rejected(difference, source),))
    governs = _governs(rule, difference)
    found = [(index, one) for index, one in in_time(inputs) if _is_about(one, difference)]
    if not found and governs != difference.submitted:
        return Corrected(governs, (_asks_for_decision(difference, governs, rule, source),))
    if not found:
        return Corrected(governs, (), _settled(difference, governs, rule, None))
    index, decision = found[-1]
    if _number(decision.from_) != difference.submitted or not _says(decision.to, governs):
        return Corrected(governs, (_decision_differs(difference, governs, rule, source, index),))
    return Corrected(governs, (), _settled(difference, governs, rule, (index, decision)))


def _settled(
    difference: Difference, governs: Fraction, rule: str, decided: tuple[int, Decision] | None
) -> Correction:
    place = Source("decisions.yaml", f"/{decided[0]}") if decided else None
    decision = decided[1] if decided else None
    return Correction(
        what=difference.what,
        submitted=difference.submitted,
        computed=difference.computed,
        counts=governs,
        rule=rule,
        decision=decision.id if decision else None,
        by=decision.by if decision else "",
        reason=decision.reason if decision else "",
        source=Source(difference.file, difference.pointer),
        decided_at=place,
    )


def _governs(rule: str, difference: Difference) -> Fraction:
    """The figure that counts: a line's extension, or the total of a lot."""
    is_total = difference.pointer.endswith("/amount")
    keeps = "total-governs" if is_total else "extension-governs"
    return difference.submitted if rule == keeps else difference.computed


def _is_about(decision: Decision, difference: Difference) -> bool:
    return (
        decision.kind is DecisionKind.CORRECT and decision.field == f"{difference.file}#{difference.pointer}"
    )


def _says(to: object, governs: Fraction) -> bool:
    """Whether the decision gives the figure: as a number, or by the word where no file can hold it."""
    return to == _written(governs) == RECOMPUTED or _number(to) == governs


def _written(figure: Fraction) -> str:
    """The figure as a decision writes it; the word where it is longer than a file may hold."""
    text = lossless_text(figure)
    return RECOMPUTED if _number(text) is None else text


def _number(value: object) -> Fraction | None:
    try:
        return parse_number(value) if isinstance(value, str) else None
    except NumberError:
        return None


def ready_decision(difference: Difference, governs: Fraction, rule: str) -> str:
    """The decision to append to decisions.yaml, less the person who takes it."""
    part = re.sub("[^a-z0-9]+", "-", difference.pointer.lower())
    name = f"correct-{difference.bid}{part}"[:LONGEST_ID].rstrip("-")
    return (
        f"- {{id: {name}, kind: correct, bid: {difference.bid}, "
        f"field: {difference.file}#{difference.pointer}, from: {lossless_text(difference.submitted)}, "
        f"to: {_written(governs)}, reason: published rule {rule}, by: ..., at: ...}}"
    )


def _difference_words(difference: Difference) -> str:
    return (
        f"{difference.what} of {difference.bid} is given as {decimal_text(difference.submitted)}, "
        f"but its parts make {decimal_text(difference.computed)}"
    )


def _asks_for_decision(difference: Difference, governs: Fraction, rule: str, source: Source) -> Finding:
    return error(
        "BE263",
        _difference_words(difference),
        f"Under the published rule {rule} append to decisions.yaml: "
        f"{ready_decision(difference, governs, rule)}",
        source,
    )


def _decision_differs(
    difference: Difference, governs: Fraction, rule: str, source: Source, index: int
) -> Finding:
    remedy = f"It must read: {ready_decision(difference, governs, rule)}"
    if governs == difference.submitted:
        remedy = (
            f"Take it out, or supersede it: under the published rule {rule} the submitted figure "
            f"{decimal_text(governs)} stands, and nothing is corrected."
        )
    return error(
        "BE264",
        f"the recorded correction of {difference.what} of {difference.bid} is not what the "
        f"published rule {rule} gives",
        remedy,
        Source("decisions.yaml", f"/{index}"),
        source,
    )


def _no_rule(difference: Difference, source: Source) -> Finding:
    return error(
        "BE265",
        f"{_difference_words(difference)}, and the tender states no correction rule",
        "State the published rule in tender.yaml, such as prices: {correction: rate-governs}.",
        source,
    )


def _rejected(difference: Difference, source: Source) -> Finding:
    return error(
        "BE266",
        f"{_difference_words(difference)}, and the published rule rejects such a bid",
        "Record the authority's decision about the bid (kind disregard, with its ground), or "
        "correct the copy "
        "if the submitted document says otherwise.",
        source,
    )
