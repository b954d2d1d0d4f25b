"""Gates and minimums: tests that admit a bid or not, one gate on one bid at a time.

The parties a rule lets a bidder rely on are tried before a fail, and named.  What
a failed gate leads to is decided in ``admission``.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.evaluation import GateResult, LeadShare
from bideval.model.points import AMBER
from bideval.model.rules import Stage, Test
from bideval.scoring.case import LotCase
from bideval.scoring.fields import lookup_for, screen_words
from bideval.scoring.leaf_points import (
    Raw,
    known_of,
    mark_of,
    parties_of,
    raw_points,
    read_by_measure,
    read_of,
)
from bideval.scoring.lot_rules import Leaf, LotGate, Node, Section, leaf_reads_price, walk
from bideval.scoring.measure_figures import MissingFieldError, compare
from bideval.scoring.measures import measure_value, worked
from bideval.scoring.parties import Figures, unread_words
from bideval.scoring.points import band_words, grade_of
from bideval.scoring.read_places import places_read, words_of
from bideval.scoring.totals import plain_section_points, plain_total

HUNDRED = Fraction(100)

Value = Fraction | str


class Tried(NamedTuple):
    """One party's value (or several parties' together) against the threshold."""

    passed: bool
    value: Value
    worked: str
    parties: tuple[str, ...]
    sources: tuple[Source, ...]
    lead: LeadShare | None = None


def gate_result(case: LotCase, bid: str, gate: LotGate) -> GateResult:
    """Test one gate on one bid; raise GuardError where the measure is not defined."""
    if not case.workings.keeps:
        return _tested(case, bid, gate)
    reads = (gate, *read_by_measure(case, bid, gate.measure, gate.pointer))
    return case.workings.of(
        ("gate", case.rules.id, gate.rule.id, bid), reads, lambda: _tested(case, bid, gate)
    )


def _tested(case: LotCase, bid: str, gate: LotGate) -> GateResult:
    own, *others = parties_of(case, bid, gate.rule.relies_on, gate.rule.evidence)
    combine = gate.rule.relies_on.combine if gate.rule.relies_on else "none"
    tried = _COMBINE[combine](case, bid, gate, own, tuple(others))
    rule = Source("tender.yaml", gate.pointer)
    return GateResult(
        gate=gate.rule.id,
        phase=gate.rule.phase.value,
        passed=tried.passed,
        value=tried.value,
        required=gate.threshold,
        test=gate.rule.test.value,
        unit=gate.unit,
        on_fail=gate.rule.on_fail.value,
        relied_on=tried.parties if tried.passed else (),
        decision=None,
        worked=tried.worked,
        sources=tried.sources or (rule,),
        amber_needs=gate.rule.amber_needs if tried.passed and tried.value == AMBER else None,
        lead=tried.lead,
        rule_at=rule,
    )


def gate_places(case: LotCase, bid: str, gate: LotGate) -> tuple[Source, ...]:
    """What the gate would read of ``bid`` and of those it may rely on."""
    parties = parties_of(case, bid, gate.rule.relies_on, gate.rule.evidence)
    return places_read(gate.measure, gate.with_, read_of(case, bid, parties))


def _try(
    case: LotCase, bid: str, gate: LotGate, parties: tuple[Figures, ...], named: tuple[str, ...]
) -> Tried:
    known = known_of(case, bid)
    lookup = lookup_for(known, parties)
    value = measure_value(gate.measure, gate.with_, lookup)
    steps = [
        worked(gate.measure, gate.with_, lookup, words_of(parties, known.day)),
        screen_words(gate.measure, known, gate.with_),
    ]
    if gate.grades is not None and isinstance(value, Fraction):
        lies, value = band_words(gate.grades, value, gate.with_), grade_of(gate.grades, value, gate.with_)
        steps.append(f"{lies}: {value}")
    said = "; ".join(filter(None, (*steps, unread_words(parties))))
    places = places_read(gate.measure, gate.with_, read_of(case, bid, parties))
    return Tried(compare(gate.rule.test, value, gate.threshold), value, said, named, places)


def _own(case: LotCase, bid: str, gate: LotGate, own: Figures, _: tuple[Figures, ...]) -> Tried:
    return _try(case, bid, gate, (own,), ())


def _any(case: LotCase, bid: str, gate: LotGate, own: Figures, others: tuple[Figures, ...]) -> Tried:
    """The first party that passes; without one, the bidder's own value stands."""
    failed: Tried | None = None
    missing: MissingFieldError | None = None
    for party in (own, *others):
        try:
            tried = _try(case, bid, gate, (party,), () if party is own else (party.party,))
        except MissingFieldError as error:
            missing = missing or error
            continue
        if tried.passed:
            return tried
        failed = failed or tried
    if failed is None:
        assert missing is not None
        raise missing
    return failed


def _sum(case: LotCase, bid: str, gate: LotGate, own: Figures, others: tuple[Figures, ...]) -> Tried:
    """The bidder alone first; then with the others' figures added, and the lead's own share tested."""
    alone = _try(case, bid, gate, (own,), ())
    if alone.passed or not others:
        return alone
    together = _try(case, bid, gate, (own, *others), tuple(party.party for party in others))
    lead = gate.rule.relies_on.lead_at_least if gate.rule.relies_on else None
    if lead is None or not isinstance(alone.value, Fraction) or not isinstance(gate.threshold, Fraction):
        return together
    share = LeadShare(alone.value, gate.threshold * lead / HUNDRED)
    return together._replace(passed=together.passed and share.value >= share.required, lead=share)


def _each(case: LotCase, bid: str, gate: LotGate, own: Figures, others: tuple[Figures, ...]) -> Tried:
    """Every party must pass; the first that fails is shown."""
    tried = [_try(case, bid, gate, (party,), (party.party,)) for party in (own, *others)]
    failed = next((one for one in tried if not one.passed), None)
    places = tuple(dict.fromkeys(place for one in tried for place in one.sources))
    return failed or tried[0]._replace(parties=(), sources=places)


_COMBINE: Mapping[str, Callable[[LotCase, str, LotGate, Figures, tuple[Figures, ...]], Tried]] = {
    "none": _own,
    "any": _any,
    "sum": _sum,
    "each": _each,
}


def turning_points(case: LotCase, bid: str, gate: LotGate) -> tuple[Fraction, ...]:
    """Return every threshold at which the bid's outcome at a gate of a number may turn, least first.

    Those are the values of the parties that it may rely on, alone and together, and where
    the lead's own share of the threshold is tested the threshold of which its value is that share.
    """
    own, *others = parties_of(case, bid, gate.rule.relies_on, gate.rule.evidence)
    lead = gate.rule.relies_on.lead_at_least if gate.rule.relies_on else None
    found: set[Fraction] = set()
    for parties in ((own,), *((one,) for one in others), (own, *others)):
        try:
            value = _try(case, bid, gate, parties, ()).value
        except MissingFieldError:
            continue
        if isinstance(value, Fraction):
            found.add(value)
            if lead and parties == (own,):
                found.add(value * HUNDRED / lead)
    return tuple(sorted(found))


def minimum_results(case: LotCase, bid: str) -> tuple[GateResult, ...]:
    """Test every minimum of the criteria tree on one bid."""
    found = [
        _minimum(case, bid, node, *stated)
        for node in case.rules.nodes()
        if node.minimum is not None and not (case.quality_only and _reads_price(node))
        for stated in _stated(node)
    ]
    return (*found, *_quality_minimum(case, bid))


def _reads_price(node: Node) -> bool:
    """Whether anything in or under the node reads a price."""
    return any(leaf_reads_price(leaf) for leaf in walk((node,)) if isinstance(leaf, Leaf))


def _stated(node: Node) -> list[tuple[str, Fraction]]:
    minimum = node.minimum
    assert minimum is not None
    stated = (("mark", minimum.mark), ("points", minimum.points))
    return [(unit, required) for unit, required in stated if required is not None]


def _minimum(case: LotCase, bid: str, node: Node, unit: str, required: Fraction) -> GateResult:
    assert node.minimum is not None
    found = _marked(case, bid, node) if unit == "mark" and isinstance(node, Leaf) else _plain(case, bid, node)
    source = Source("tender.yaml", f"{node.pointer}/minimum")
    return _at_least(f"{node.id}/minimum", found, required, unit, node.minimum.on_fail.value, source)


class _Compared(NamedTuple):
    """What a minimum compares, how it came about, and where it was read."""

    value: Fraction
    worked: str
    sources: tuple[Source, ...]


def _marked(case: LotCase, bid: str, leaf: Leaf) -> _Compared:
    mark = mark_of(case, bid, leaf)
    return _Compared(mark.value, mark.worked, mark.sources)


def _plain(case: LotCase, bid: str, node: Node) -> _Compared:
    """Points as a minimum reads them: after their own rounding, never normalised."""
    raw = {leaf.id: raw_points(case, bid, leaf) for leaf in walk((node,)) if isinstance(leaf, Leaf)}
    if isinstance(node, Section):
        place, reads = ("minimum", case.rules.id, node.id, bid), (node, raw, case.rules.policy)
        return case.workings.of(place, reads, lambda: _plain_section(case, node, raw))
    own = raw[node.id]
    return _Compared(case.rules.policy.apply(Stage.POINTS, own.points, node.id), own.worked, own.sources)


def _plain_section(case: LotCase, node: Section, raw: Mapping[str, Raw]) -> _Compared:
    points = {leaf: one.points for leaf, one in raw.items()}
    return _Compared(plain_section_points(node, points, case.rules.policy), "", _sources(raw))


def _sources(raw: Mapping[str, Raw]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for one in raw.values() for source in one.sources))


def _quality_minimum(case: LotCase, bid: str) -> tuple[GateResult, ...]:
    """The minimum that a method states for the whole of quality, after its own rounding."""
    required = case.rules.with_.get("quality_minimum")
    if not isinstance(required, Fraction) or (case.quality_only and any(map(_reads_price, case.rules.tree))):
        return ()
    raw = {leaf.id: raw_points(case, bid, leaf) for leaf in case.rules.leaves()}
    points = {leaf: one.points for leaf, one in raw.items()}
    found = _Compared(plain_total(case.rules.tree, points, case.rules.policy), "", _sources(raw))
    source = Source("tender.yaml", f"{case.rules.pointer}/method/with/quality_minimum")
    return (_at_least("quality/minimum", found, required, "points", "must-disregard", source),)


def _at_least(
    gate: str, found: _Compared, required: Fraction, unit: str, on_fail: str, source: Source
) -> GateResult:
    return GateResult(
        gate=gate,
        phase="minimums",
        passed=found.value >= required,
        value=found.value,
        required=required,
        test=Test.AT_LEAST.value,
        unit=unit,
        on_fail=on_fail,
        relied_on=(),
        decision=None,
        worked=found.worked,
        sources=found.sources or (source,),
        rule_at=source,
    )
