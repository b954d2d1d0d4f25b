"""Weights moved together: those named go where they are sent, and the others keep their proportions.

All weights that a what-if changes move at once, so that the order in which they are
stated does not matter.  What ``take_from`` names gives or gains what its weight moves by;
what is left of 100 percent is shared among the rest as before.  Weights are never rescaled
beyond that, and a published range gives way to the weights in force.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.changes.lists import Lists, each_criterion, every_criterion, leaves, per_lot
from bideval.analysis.changes.placed import (
    CannotChangeError,
    Placed,
    cannot_move,
    contradiction,
    does_not_fit,
    unknown,
)
from bideval.model.criterion import Criterion
from bideval.model.decision import DecisionKind
from bideval.model.inputs import Inputs
from bideval.model.numbers import decimal_text
from bideval.model.tender import Weighting
from bideval.scoring.published import Published
from bideval.scoring.recorded import decided_weights
from bideval.scoring.weights import resolve_weights

ZERO, HUNDRED = Fraction(0), Fraction(100)
Percents = Mapping[str, Fraction]  # of the whole, by criterion that scores


class Target(NamedTuple):
    """A weight to be reached: of a criterion, section or group, in percent of the whole."""

    name: str
    to: Fraction
    take_from: str | None
    placed: Placed


class Moved(NamedTuple):
    """Inputs with other weights, and whether any of them is another than it was."""

    inputs: Inputs
    is_other: bool


def moved(inputs: Inputs, targets: Sequence[Target]) -> Moved:
    """Return the inputs with every target reached; raise CannotChangeError where that cannot be."""
    _known(inputs, targets)
    is_other = False

    def change(published: Published, lists: Lists) -> Lists:
        nonlocal is_other
        before = percents(inputs, published, targets[0].placed)
        after = _after(lists.criteria, before, _of(lists.criteria, targets))
        is_other = is_other or after != before
        return lists._replace(criteria=_written(inputs, lists.criteria, after))

    tender = per_lot(inputs.tender, change)
    if tender.weighting is not None and tender.weighting.kind == "percent-of-parent":
        tender = tender.model_copy(update={"weighting": Weighting(kind="percent-of-whole")})
    set_apart = tuple(one for one in inputs.decisions if one.kind is not DecisionKind.WEIGHTS)
    return Moved(replace(inputs, tender=tender, decisions=set_apart), is_other)


def percents(inputs: Inputs, published: Published, placed: Placed) -> Percents:
    """Return the weights in force in a lot; raise CannotChangeError where there are none of one kind."""
    if inputs.tender.authorities:
        remedy = "Change the weights of the authorities in a copy of the folder."
        raise does_not_fit(placed, "several authorities have weights of their own", remedy)
    weighting = inputs.tender.weighting
    found = None
    if weighting is not None:
        decided = decided_weights(inputs, published.id)
        found, _ = resolve_weights(published.criteria, weighting, decided)
    if found is None or not found.whole:
        raise does_not_fit(placed, "the published weights do not add up", "Put right what check finds.")
    return {leaf: weight * HUNDRED / found.whole for leaf, weight in found.by_leaf.items()}


def _known(inputs: Inputs, targets: Sequence[Target]) -> None:
    """Raise for a name that no lot has."""
    names: set[str] = set()

    def look(_: Published, lists: Lists) -> Lists:
        names.update(_members(lists.criteria))
        return lists

    per_lot(inputs.tender, look)
    for target in targets:
        for name in filter(None, (target.name, target.take_from)):
            if name not in names:
                raise unknown(target.placed, "criterion, section or group", name, names)


def _members(criteria: tuple[Criterion, ...]) -> dict[str, frozenset[str]]:
    """The criteria that score in each criterion, section and group."""
    found: dict[str, frozenset[str]] = {}
    for node in every_criterion(criteria):
        inside = frozenset(one.id for one in leaves((node,)))
        if node.group is not None:
            found[node.group] = found.get(node.group, frozenset()) | inside
    named = {node.id: frozenset(one.id for one in leaves((node,))) for node in every_criterion(criteria)}
    return {**found, **named}


class _Target(NamedTuple):
    members: frozenset[str]
    source: frozenset[str] | None  # of take_from
    target: Target


def _of(criteria: tuple[Criterion, ...], targets: Sequence[Target]) -> list[_Target]:
    """The targets of one lot; raise where two of them decide about one criterion."""
    members = _members(criteria)
    found = [
        _Target(members[one.name], None if one.take_from is None else members.get(one.take_from), one)
        for one in targets
        if one.name in members
    ]
    taken: dict[str, Target] = {}
    for one in found:
        for leaf in sorted(one.members):
            if leaf in taken:
                raise CannotChangeError(
                    contradiction(one.target.placed, taken[leaf].placed, f"the weight of {leaf}")
                )
            taken[leaf] = one.target
    for one in found:
        for leaf in sorted((one.source or frozenset()) & taken.keys()):
            raise CannotChangeError(
                contradiction(one.target.placed, taken[leaf].placed, f"the weight of {leaf}")
            )
    return found


def _after(criteria: tuple[Criterion, ...], before: Percents, targets: list[_Target]) -> Percents:
    after = dict(before)
    sources: dict[frozenset[str], Fraction] = {}
    for one in targets:
        if one.source is not None:
            now = sum((before[leaf] for leaf in one.members), ZERO)
            sources[one.source] = sources.get(one.source, ZERO) + one.target.to - now
        after |= _shared(before, one.members, one.target.to)
    for source, given in sources.items():
        left = sum((before[leaf] for leaf in source), ZERO) - given
        if left < 0:
            last = next(one for one in targets if one.source == source)
            message = (
                f"{last.target.take_from} has {_words(left + given)} percent, and is to give {_words(given)}"
            )
            raise cannot_move(last.target.placed, message, "Take less, or take it from all others.")
        after |= _shared(before, source, left)
    free = [
        leaf for leaf in before if not any(leaf in {*one.members, *(one.source or ())} for one in targets)
    ]
    return _filled(before, after, free, targets)


def _filled(
    before: Percents, after: dict[str, Fraction], free: list[str], targets: list[_Target]
) -> Percents:
    """Give the criteria that are free what is left of 100, in proportion."""
    if not targets:
        return after
    held = sum((before[leaf] for leaf in free), ZERO)
    left = HUNDRED - sum((weight for leaf, weight in after.items() if leaf not in free), ZERO)
    first = targets[0].target.placed
    if left < 0:
        raise cannot_move(first, f"the weights sum to {_words(HUNDRED - left)} percent", "Ask for less.")
    if left and not held:
        message = f"no other criterion has weight, so nothing can take the {_words(left)} percent left"
        raise cannot_move(first, message, "Say which criterion takes it: take_from.")
    return after | {leaf: before[leaf] * left / held for leaf in free if held}


def _shared(before: Percents, members: frozenset[str], total: Fraction) -> dict[str, Fraction]:
    """``total`` among criteria in proportion; evenly where they weigh nothing."""
    held = sum((before[leaf] for leaf in members), ZERO)
    even = Fraction(1, len(members))
    return {leaf: total * (before[leaf] / held if held else even) for leaf in sorted(members)}


def _written(inputs: Inputs, criteria: tuple[Criterion, ...], after: Percents) -> tuple[Criterion, ...]:
    """The tree with these weights, in the unit of its weighting; sections' are the sums of theirs."""
    weighting = inputs.tender.weighting
    total = weighting.total if weighting is not None and weighting.kind == "points" else None
    unit = (total or HUNDRED) / HUNDRED

    def write(one: Criterion) -> Criterion:
        weight = None if one.criteria else after[one.id] * unit
        return one if weight == one.weight else one.model_copy(update={"weight": weight})

    return each_criterion(criteria, write)


def _words(value: Fraction) -> str:
    return decimal_text(value)
