"""Corrections of prices: only of a figure that differs from what its parts make.

Which figure counts is the published rule's; ``scoring.corrections`` checks the figures
of a decision against it.  Here is checked that there is something to correct.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from bideval.errors import Finding, Source, error
from bideval.model.decision import Decision, DecisionKind
from bideval.model.inputs import Inputs
from bideval.scoring.checks.decisions import place_of
from bideval.scoring.checks.known import lots_of
from bideval.scoring.prices import EvaluatedPrice, evaluated_price
from bideval.scoring.recorded import standing

WRITTEN = "Name it as prices/<bid>.csv#/<line>/extension, or prices/<bid>.yaml#/lots/<lot>/amount."


class Target(NamedTuple):
    """What a correction is about: a line's extension, or a lot's total where ``line`` is empty."""

    bid: str
    lot: str
    line: str


def check_corrected(inputs: Inputs) -> Iterator[Finding]:
    """Report corrections of fields that are no prices, or in which nothing differs."""
    grouped: dict[tuple[str, str], list[tuple[int, Decision, Target]]] = defaultdict(list)
    for index, decision in standing(inputs):
        if decision.kind is not DecisionKind.CORRECT or decision.field is None:
            continue
        if inputs.tender.prices is not None and inputs.tender.prices.correction == "reject":
            yield _rejects(index, decision)
            continue
        target = _target(inputs, decision, decision.field)
        if isinstance(target, str):
            yield error(
                "BE408",
                f"{decision.id} corrects {decision.field}: {target}",
                WRITTEN,
                place_of(index, "field"),
            )
        else:
            grouped[target.bid, target.lot].append((index, decision, target))
    for (bid, lot), found in sorted(grouped.items()):
        yield from _needless(inputs, lot, bid, found)


def _rejects(index: int, decision: Decision) -> Finding:
    return error(
        "BE408",
        f"{decision.id} corrects a price, and under the published rule a wrong price is not corrected",
        "Record what the authority decides about the bid: disregard with its ground, or a refined rule.",
        place_of(index, "field"),
        Source("tender.yaml", "/prices/correction"),
    )


def _target(inputs: Inputs, decision: Decision, field: str) -> Target | str:
    """Return what a correction is about, or why it is about nothing."""
    file, _, pointer = field.partition("#")
    bid, dot, ending = file.removeprefix("prices/").rpartition(".")
    steps = pointer.split("/")[1:]
    if not file.startswith("prices/") or not dot:
        return "that is not the file of a price"
    if decision.bid is not None and decision.bid != bid:
        return f"the decision is about {decision.bid}"
    if ending == "csv" and len(steps) == 2 and steps[1] == "extension":
        return _line_target(inputs, bid, steps[0])
    if ending == "yaml" and len(steps) == 3 and (steps[0], steps[2]) == ("lots", "amount"):
        if not any(line.lot in {steps[1], "*"} for line in inputs.schedule):
            return "a lump sum has no parts that it could differ from"
        return Target(bid, steps[1], "")
    return "only an extension or a total can be corrected"


def _line_target(inputs: Inputs, bid: str, name: str) -> Target | str:
    line = next((one for one in inputs.schedule if one.line == name), None)
    if line is None:
        return f"the price schedule has no line {name}"
    lots = lots_of(inputs, bid) if line.lot == "*" else (line.lot,)
    return Target(bid, lots[0], name) if lots else "the bid entered no lot"


def _needless(
    inputs: Inputs, lot: str, bid: str, found: list[tuple[int, Decision, Target]]
) -> Iterator[Finding]:
    """Report the corrections of what is right without them.

    Extensions are looked at without their corrections, and totals with them: a total
    is not known before its lines are.
    """
    extensions = [(index, one, target) for index, one, target in found if target.line]
    if extensions:
        price, findings = _without(inputs, lot, bid, extensions)
        csv = f"prices/{bid}.csv"
        kept = [one.source for one in price.corrections] if price else []  # the rule lets them stand
        places = [*kept, *(place for one in findings for place in one.sources)]
        differing = {place.pointer.split("/")[1] for place in places if place.file == csv}
        yield from (_nothing(index, one) for index, one, target in extensions if target.line not in differing)
    totals = [(index, one, target) for index, one, target in found if not target.line]
    if totals:
        price, findings = _without(inputs, lot, bid, totals)
        kept = [one.source for one in price.corrections if one.decision is None] if price else []
        stands = any(place.file == f"prices/{bid}.yaml" for place in kept)
        if (price is not None or not findings) and not stands:
            yield from (_nothing(index, one) for index, one, _ in totals)


def _without(
    inputs: Inputs, lot: str, bid: str, found: list[tuple[int, Decision, Target]]
) -> tuple[EvaluatedPrice | None, tuple[Finding, ...]]:
    """Evaluate the price as if these fields had never been corrected."""
    fields = {decision.field for _, decision, _ in found}
    kept = (
        one for one in inputs.decisions if one.kind is not DecisionKind.CORRECT or one.field not in fields
    )
    return evaluated_price(replace(inputs, decisions=tuple(kept)), lot, bid)


def _nothing(index: int, decision: Decision) -> Finding:
    return error(
        "BE408",
        f"{decision.id} corrects {decision.field}, where nothing differs from what its parts make",
        "Take the decision out, or supersede it: there is nothing to correct.",
        place_of(index, "field"),
    )
