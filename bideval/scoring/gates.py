"""Gates and minimums: tests that admit a bid or not, one gate on one bid at a time.

The parties a rule lets a bidder rely on are tried before a fail, and named.  What
a failed gate leads to is decided in ``admission``.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import Source
from bideval.model.evaluation import GateResult
from bideval.model.rules import Stage, Test
from bideval.scoring.case import LotCase
from bideval.scoring.fields import lookup_for, places_read
from bideval.scoring.leaf_points import known_of, mark_of, raw_points
from bideval.scoring.lot_rules import Leaf, LotGate, Node, Section, leaf_reads_price, walk
from bideval.scoring.measure_figures import MissingFieldError, compare
from bideval.scoring.measures import measure_value, worked
from bideval.scoring.parties import Figures, other_figures, own_figures
from bideval.scoring.totals import plain_section_points, plain_total

HUNDRED = Fraction(100)

Value = Fraction | str


class Tried(NamedTuple):
    """One party's value (or several parties' together) against the threshold."""

    passed: bool
    value: Value
    worked: str
    parties: tuple[str, ...]


def gate_result(case: LotCase, bid: str, gate: LotGate) -> GateResult:
    """Test one gate on one bid; raise GuardError where the measure is not defined."""
    own = own_figures(case.bids[bid])
    others = other_figures(case.bids[bid], gate.rule.relies_on)
    combine = gate.rule.relies_on.combine if gate.rule.relies_on else "none"
    tried = _COMBINE[combine](case, bid, gate, own, others)
    prices = case.prices[bid].sources if bid in case.prices else ()
    read = places_read(gate.measure, bid, case.rules.contract_at, prices)
    relied = [party.source for party in others if tried.passed and party.party in tried.parties]
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
        sources=(*read, *relied) or (Source("tender.yaml", gate.pointer),),
    )


def _try(
    case: LotCase, bid: str, gate: LotGate, parties: tuple[Figures, ...], named: tuple[str, ...]
) -> Tried:
    lookup = lookup_for(known_of(case, bid), parties)
    value = measure_value(gate.measure, gate.with_, lookup)
    said = worked(gate.measure, gate.with_, lookup)
    return Tried(compare(gate.rule.test, value, gate.threshold), value, said, named)


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
    carries = alone.value * HUNDRED >= gate.threshold * lead
    return together._replace(passed=together.passed and carries)


def _each(case: LotCase, bid: str, gate: LotGate, own: Figures, others: tuple[Figures, ...]) -> Tried:
    """Every party must pass; the first that fails is shown."""
    tried = [_try(case, bid, gate, (party,), (party.party,)) for party in (own, *others)]
    failed = next((one for one in tried if not one.passed), None)
    return failed or tried[0]._replace(parties=())


_COMBINE: Mapping[str, Callable[[LotCase, str, LotGate, Figures, tuple[Figures, ...]], Tried]] = {
    "none": _own,
    "any": _any,
    "sum": _sum,
    "each": _each,
}


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
    value = (
        mark_of(case, bid, node).value
        if unit == "mark" and isinstance(node, Leaf)
        else _plain(case, bid, node)
    )
    source = Source("tender.yaml", f"{node.pointer}/minimum")
    return _at_least(f"{node.id}/minimum", value, required, unit, node.minimum.on_fail.value, source)


def _plain(case: LotCase, bid: str, node: Node) -> Fraction:
    """Points as a minimum reads them: after their own rounding, never normalised."""
    points = {leaf.id: raw_points(case, bid, leaf).points for leaf in walk((node,)) if isinstance(leaf, Leaf)}
    if isinstance(node, Section):
        return plain_section_points(node, points, case.rules.policy)
    return case.rules.policy.apply(Stage.POINTS, points[node.id], node.id)


def _quality_minimum(case: LotCase, bid: str) -> tuple[GateResult, ...]:
    """The minimum that a method states for the whole of quality, after its own rounding."""
    required = case.rules.with_.get("quality_minimum")
    if not isinstance(required, Fraction) or (case.quality_only and any(map(_reads_price, case.rules.tree))):
        return ()
    value = plain_total(case.rules.tree, _all_points(case, bid), case.rules.policy)
    source = Source("tender.yaml", f"{case.rules.pointer}/method/with/quality_minimum")
    return (_at_least("quality/minimum", value, required, "points", "must-disregard", source),)


def _all_points(case: LotCase, bid: str) -> dict[str, Fraction]:
    return {leaf.id: raw_points(case, bid, leaf).points for leaf in case.rules.leaves()}


def _at_least(
    gate: str, value: Fraction, required: Fraction, unit: str, on_fail: str, source: Source
) -> GateResult:
    return GateResult(
        gate=gate,
        phase="minimums",
        passed=value >= required,
        value=value,
        required=required,
        test=Test.AT_LEAST.value,
        unit=unit,
        on_fail=on_fail,
        relied_on=(),
        decision=None,
        worked="",
        sources=(source,),
    )
