"""What could stand in the place of a test: the other ways to ask for the same thing.

A test is taken away; counted for every bid, where a fail was let stand; relaxed to the
very figure of a bid that fails it; made to accept other forms of backing; scored instead
of admitting; or charged to the price.  Each is fully determined by the published rules,
the bids and stated rates: no rate and no weight is assumed.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.accepts import (
    Forms,
    asks_for_backing,
    forms_brought,
    forms_of,
    with_accepted,
)
from bideval.analysis.backing_study.scene import Scene
from bideval.analysis.backing_study.standing import Standing, gate_named, standings
from bideval.analysis.backing_study.words import figure
from bideval.errors import GuardError
from bideval.model.numbers import decimal_text
from bideval.scoring.gates import gate_result, turning_points
from bideval.scoring.lot_rules import LotGate

DROPPED, COUNTED, RELAXED, ACCEPTS, SCORED, FOLDED = (
    "taken away",
    "counted",
    "relaxed",
    "other backing",
    "scored instead",
    "in the price",
)
BOND_PREMIUM = "bond-premium"  # the rate of study.yaml
MOST_FORMS = 6  # of one bid, tried in every set
_LOOSER = MappingProxyType({"at-least": 1, "more-than": 1, "at-most": -1, "less-than": -1})
_STRICT = frozenset({"more-than", "less-than"})


class Alternative(NamedTuple):
    """One test with something in its place; ``words`` stand after "with", ``condition`` after "if"."""

    test: str
    kind: str
    words: str
    condition: str
    threshold: Fraction | None = None
    forms: Forms = ()
    lets_pass: tuple[str, ...] = ()  # the bids that then pass this test and do not as published


def bond_rate(scene: Scene) -> Fraction | None:
    """The premium in percent a year that is stated; None where none is."""
    if scene.options.bond_rate is not None:
        return scene.options.bond_rate
    return scene.study.rates.get(BOND_PREMIUM) if scene.study is not None else None


def alternatives(scene: Scene) -> tuple[Alternative, ...]:
    """Every alternative to every test of the group, test by test."""
    by_test: dict[str, list[Standing]] = {test: [] for test in scene.group.tests}
    for one in standings(scene):
        by_test[one.test].append(one)
    return tuple(found for test, rows in by_test.items() for found in _of_test(scene, test, rows))


def _of_test(scene: Scene, test: str, rows: list[Standing]) -> Iterator[Alternative]:
    failing = tuple(one.bid for one in rows if one.failed)
    yield Alternative(test, DROPPED, f"{test} taken away", f"{test} is taken away", lets_pass=failing)
    if any(_was_let_stand(scene, one) for one in rows):
        words = f"{test} counted for every bid that fails it"
        yield Alternative(
            test, COUNTED, words, f"every bid that fails {test} is left out, whatever was decided"
        )
    gate = gate_named(scene.case, test)
    if gate is None:
        yield from _lower_minimums(scene, test, rows)
        return
    yield from _relaxed(scene, gate, failing)
    if asks_for_backing(gate):
        yield from _accepting(scene, gate, failing)
    words, condition = (
        f"{test} scored instead of admitting",
        f"{test} gives points instead of letting bids in",
    )
    yield Alternative(test, SCORED, words, condition)
    rate = bond_rate(scene)
    if asks_for_backing(gate) and rate is not None:
        words = f"{test} charged to the price at {decimal_text(rate)} percent a year"
        condition = (
            f"bids whose price does not cover {test} are charged {decimal_text(rate)}% of it a year instead"
        )
        yield Alternative(test, FOLDED, words, condition, rate, lets_pass=failing)


def _was_let_stand(scene: Scene, one: Standing) -> bool:
    """Whether the bid is assessed although it fails, and the fail is more than a flag."""
    if not one.failed or one.result is None or one.result.on_fail == "flag":
        return False
    return one.bid in scene.published.assessed


def _lower_minimums(scene: Scene, test: str, rows: list[Standing]) -> Iterator[Alternative]:
    """A minimum at the own figure of each bid that fails it."""
    found: dict[Fraction, list[str]] = {}
    for one in rows:
        value = one.result.value if one.result is not None and one.failed else None
        if isinstance(value, Fraction):
            found.setdefault(value, []).append(one.bid)
    for value in sorted(found, reverse=True):
        passing = tuple(bid for level, bids in found.items() if level >= value for bid in bids)
        unit = next(one.result.unit for one in rows if one.result is not None)
        level = figure(value, unit, scene.currency)
        words, condition = f"{test} at {level}", f"{test} is at {level}"
        yield Alternative(test, RELAXED, words, condition, value, lets_pass=tuple(sorted(passing)))


# Relaxed


def _relaxed(scene: Scene, gate: LotGate, failing: tuple[str, ...]) -> Iterator[Alternative]:
    """The threshold at the figure of each bid that fails, the nearest first."""
    sign = _LOOSER.get(gate.rule.test.value)
    if sign is None or not isinstance(gate.threshold, Fraction):
        return
    own = {bid: value for bid in failing if (value := own_threshold(scene, gate, bid)) is not None}
    for value in sorted(set(own.values()), key=lambda one: -sign * one):
        moved = _just_past(scene, gate, value, sign)
        lets = tuple(bid for bid in failing if passes(scene, bid, gate._replace(threshold=moved)))
        side = ("below " if sign > 0 else "above ") if gate.rule.test.value in _STRICT else ""
        level, name = f"{side}{figure(value, gate.unit, scene.currency)}", gate.rule.id
        yield Alternative(name, RELAXED, f"{name} at {level}", f"{name} is at {level}", moved, lets_pass=lets)


def own_threshold(scene: Scene, gate: LotGate, bid: str) -> Fraction | None:
    """The hardest threshold that the bid would pass (or, of a strict test, be level with); None: none."""
    sign = _LOOSER.get(gate.rule.test.value)
    if sign is None or not isinstance(gate.threshold, Fraction):
        return None
    points = sorted(turning_points(scene.case, bid, gate), key=lambda one: -sign * one)
    for value in points:
        looser = sign * value <= sign * gate.threshold
        if looser and passes(scene, bid, gate._replace(threshold=_just_past(scene, gate, value, sign))):
            return value
    return None


def _just_past(scene: Scene, gate: LotGate, value: Fraction, sign: int) -> Fraction:
    """The value itself, or for a strict test one short of it with no other bid's figure between."""
    if gate.rule.test.value not in _STRICT:
        return value
    every = (one for bid in scene.case.bids for one in turning_points(scene.case, bid, gate))
    beyond = [abs(value - one) for one in every if sign * one < sign * value]
    return value - sign * (min(beyond, default=Fraction(2)) / 2)


def passes(scene: Scene, bid: str, gate: LotGate) -> bool:
    """Whether a bid passes a gate; False where it states no figure."""
    try:
        return gate_result(scene.case, bid, gate).passed
    except GuardError:
        return False


# Other backing


def _accepting(scene: Scene, gate: LotGate, failing: tuple[str, ...]) -> Iterator[Alternative]:
    """Each accepted form alone; each other form that a bid brings as well; and sets that let one pass."""
    accepted, name = forms_of(gate), gate.rule.id
    if len(accepted) > 1:
        for form in accepted:
            said = form_words((form,))
            condition = f"only a {said} counts for {name}"
            yield Alternative(name, ACCEPTS, f"{name} met by {said} alone", condition, forms=(form,))
    brought = {form for one in scene.case.bids.values() for form in forms_brought(one)}
    sets: set[Forms] = {(form,) for form in brought.difference(accepted)}
    found = sets.union(*(enough_forms(scene, gate, bid) for bid in failing))
    for forms in sorted(found, key=lambda one: (len(one), one)):
        wider = tuple(sorted({*accepted, *forms}))
        lets = tuple(bid for bid in failing if _passes_with(scene, bid, gate, wider))
        said = form_words(forms)
        condition = f"{said} may count for {name} too"
        yield Alternative(name, ACCEPTS, f"{name} also met by {said}", condition, forms=wider, lets_pass=lets)


def enough_forms(scene: Scene, gate: LotGate, bid: str) -> tuple[Forms, ...]:
    """The smallest sets of further forms with which what stands behind the bid would pass."""
    accepted = forms_of(gate)
    extra = [form for form in forms_brought(scene.case.bids[bid]) if form not in accepted][:MOST_FORMS]
    found: list[Forms] = []
    for size in range(1, len(extra) + 1):
        for forms in combinations(extra, size):
            smaller = any(set(less) <= set(forms) for less in found)
            if not smaller and _passes_with(scene, bid, gate, tuple(sorted({*accepted, *forms}))):
                found.append(forms)
    return tuple(found)


def _passes_with(scene: Scene, bid: str, gate: LotGate, forms: Forms) -> bool:
    case = with_accepted(scene.case, gate.rule.id, forms)
    changed = gate_named(case, gate.rule.id)
    assert changed is not None
    return passes(scene, bid, changed)


def form_words(forms: Forms) -> str:
    """Forms of backing in words.

    >>> form_words(("reserves", "social-investor-facility"))
    'reserves and social investor facility'
    """
    return listed([form.replace("-", " ") for form in forms])
