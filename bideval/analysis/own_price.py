"""Whether a lower price of its own can only help a bid, and from which price on it is let in.

Rule.  Where, as a bid's price rises, its own points never rise and the points of no other
bid fall, every other bid can only draw nearer: whether it is awarded then turns once.
Every price formula has that property (a property of each that the tests hold), and so do
rounding, weighting and the lower-price rung.  What may break it is named by ``doubt``:
criteria or tests that read prices in another way, normalised figures that hold a price, and
some methods.  A draw may fall either way with every bid more in a tie: callers leave it out.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from bideval.model.measure import FieldNode
from bideval.model.rules import OnFail, Test
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.entry import Benchmark, Kind
from bideval.scoring.lot_rules import Leaf, LotGate, Node, leaf_reads_price, reads_price, walk

# Their figure gets better as the own price falls, and no other bid's figure does.
METHODS = frozenset(
    {
        "weighted-sum",
        "lowest-compliant",
        "price-per-quality-point",
        "quality-over-price",
        "vfm-index",
        "weighted-vfm-index",
        "monetised-quality",
        "price-quality-method",
        "feature-coefficient",
        "extended-benchmark-ratio",
        "life-cycle-npv",
    }
)
UPPER = frozenset({Test.AT_MOST, Test.LESS_THAN})
LOWER = frozenset({Test.AT_LEAST, Test.MORE_THAN})


class Floor(NamedTuple):
    """The lowest price, in minor units, at which no test shuts a bid out for a low price."""

    units: int
    gate: str  # empty where no test does


def doubt(case: LotCase, bid: str) -> str | None:
    """Say why a lower price might not only help ``bid``, or None."""
    rules = case.rules
    if rules.method.id not in METHODS:
        return f"under the method {rules.method.id} a lower price need not help a bid"
    for leaf in rules.leaves():
        if leaf_reads_price(leaf) and leaf.formula is None:
            return f"{leaf.id} takes its points from prices in a way of its own"
    mixed = normalised_price(rules.tree)
    if mixed is not None:
        return f"{mixed} is measured against the best bid and holds a price"
    for gate in price_gates(case):
        if not _is_plain(case, bid, gate):
            return f"the test {gate.rule.id} reads prices in a way of its own"
    return None


def price_gates(case: LotCase) -> tuple[LotGate, ...]:
    """The gates that read a price and can shut a bid out."""
    return tuple(
        gate
        for gate in case.rules.gates
        if reads_price(gate.measure) and gate.rule.on_fail is not OnFail.FLAG
    )


def normalised_price(tree: Iterable[Node]) -> str | None:
    """The first normalised criterion or section that holds a price, or None."""
    for node in walk(tuple(tree)):
        leaves = (leaf for leaf in walk((node,)) if isinstance(leaf, Leaf))
        if node.normalise and any(leaf_reads_price(leaf) for leaf in leaves):
            return node.id
    return None


def _is_plain(case: LotCase, bid: str, gate: LotGate) -> bool:
    """Whether the gate tests the bid's own evaluated price against an amount, and no person decides."""
    plain = isinstance(gate.measure, FieldNode) and gate.measure.path == "price.evaluated"
    told = any(one.gate == gate.rule.id and one.bid == bid for one in case.inputs.decisions)
    numeric = isinstance(gate.threshold, Fraction) and gate.grades is None
    return plain and numeric and not told and gate.rule.test in UPPER | LOWER


def lowest_let_in(case: LotCase, unit: Fraction) -> Floor:
    """Return the lowest price at which plain tests against low prices let a bid in."""
    found = Floor(1, "")
    for gate in price_gates(case):
        threshold = gate.threshold
        if gate.rule.test not in LOWER or gate.rule.on_fail is not OnFail.MUST_DISREGARD:
            continue
        assert isinstance(threshold, Fraction)
        steps = threshold / unit
        least = ceil(steps) if gate.rule.test is Test.AT_LEAST else floor(steps) + 1
        found = max(found, Floor(least, gate.rule.id), key=lambda one: one.units)
    return found


def steady_from(case: LotCase, others: list[Fraction]) -> Fraction | None:
    """From which price of one bid on, up to its own, no other bid's figure moves; None if unknown.

    ``others`` are the evaluated prices of the other assessed bids.
    """
    formulas = [leaf.formula for leaf in case.rules.leaves() if leaf.formula is not None]
    if case.rules.method.kind is Kind.RELATIVE or any(
        set(one.benchmarks) - {Benchmark.LOWEST} for one in formulas
    ):
        return None
    return min(others) if any(one.kind is Kind.RELATIVE for one in formulas) and others else Fraction(0)


def holds_a_minimum(case: LotCase) -> bool:
    """Whether a minimum looks at points for a price, so that who is assessed may move with it."""
    priced = [
        node
        for node in case.rules.nodes()
        if any(isinstance(leaf, Leaf) and leaf_reads_price(leaf) for leaf in walk((node,)))
    ]
    return any(node.minimum is not None for node in priced) or (
        bool(priced) and "quality_minimum" in case.rules.with_
    )
