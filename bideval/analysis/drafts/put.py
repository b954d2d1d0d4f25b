"""One rule of a draft put into the other, which stays as it is otherwise.

What decides nothing by itself comes along: the declared values that the rule may read, and
packs that the other draft does not name.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

from bideval.analysis.changes.lists import each_criterion
from bideval.analysis.drafts.rules import (
    BIDS,
    CRITERION,
    GATE,
    LOT,
    OF_BIDS,
    PACK,
    SCHEDULE,
    WEIGHTS,
    Rule,
    by_id,
)
from bideval.model.criterion import Criterion
from bideval.model.inputs import Inputs
from bideval.model.tender import Tender


def put(rule: Rule, source: Inputs, target: Inputs) -> Inputs:
    """Return ``target`` with ``rule`` as it is in ``source``."""
    kind, name = rule.key
    with_packs = replace(target, packs={**source.packs, **target.packs})
    if kind == BIDS:
        return replace(with_packs, **{part: getattr(source, part) for part in OF_BIDS})
    if kind == SCHEDULE:
        return replace(with_packs, schedule=source.schedule)
    if kind == PACK:
        return replace(with_packs, packs={**with_packs.packs, name: source.packs[name]})
    declares = {**source.tender.declares, **target.tender.declares}
    tender = target.tender.model_copy(update={"declares": declares})
    return replace(with_packs, tender=_PUT.get(kind, _field)(rule, source.tender, tender))


def _field(rule: Rule, source: Tender, target: Tender) -> Tender:
    name = rule.key[0].replace(" ", "_")
    return target.model_copy(update={name: getattr(source, name)})


def _weights(_: Rule, source: Tender, target: Tender) -> Tender:
    """The criteria of ``source`` with its weights; what a criterion of both says stays."""
    known = by_id(target.criteria)

    def shaped(criteria: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        return tuple(
            known.get(one.id, one).model_copy(update={"weight": one.weight, "criteria": shaped(one.criteria)})
            for one in criteria
        )

    return target.model_copy(update={"criteria": shaped(source.criteria), "weighting": source.weighting})


def _criterion(rule: Rule, source: Tender, target: Tender) -> Tender:
    theirs = by_id(source.criteria)[rule.key[1]]

    def write(one: Criterion) -> Criterion:
        if one.id != theirs.id:
            return one
        return theirs.model_copy(update={"weight": one.weight, "criteria": one.criteria})

    return target.model_copy(update={"criteria": each_criterion(target.criteria, write)})


def _gate(rule: Rule, source: Tender, target: Tender) -> Tender:
    name = rule.key[1]
    theirs = next((one for one in source.gates if one.id == name), None)
    kept = [theirs if one.id == name else one for one in target.gates]
    gates = [one for one in kept if one is not None]
    added = [theirs] if theirs is not None and theirs not in gates else []
    return target.model_copy(update={"gates": (*gates, *added)})


def _lot(rule: Rule, source: Tender, target: Tender) -> Tender:
    theirs = {one.id: one for one in source.lots}
    lots = tuple(theirs[one.id] if one.id == rule.key[1] else one for one in target.lots)
    return target.model_copy(update={"lots": lots})


_PUT: Mapping[str, Callable[[Rule, Tender, Tender], Tender]] = MappingProxyType(
    {WEIGHTS: _weights, CRITERION: _criterion, GATE: _gate, LOT: _lot}
)
