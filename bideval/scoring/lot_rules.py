"""The rules of one lot, compiled: weights in units of the whole, packs resolved.

A compiled rule holds everything a calculation needs and nothing it has to look
up.  Compiling, and every finding about the rules, is in ``compile_*``.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from bideval.model.criterion import Gate, Minimum, ReliesOn
from bideval.model.measure import Measure, fields_of, reads_all_prices
from bideval.model.parameters import With
from bideval.model.points import BandRule, PointsRule
from bideval.model.rules import Combine, MarksFrom, RankOn
from bideval.model.scale import Scale
from bideval.model.tender import TieRule
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.methods.entry import Method
from bideval.scoring.policy import Policy


class Reads(StrEnum):
    """What a leaf takes its points from."""

    MARK = "mark"
    MEASURE = "measure"
    PRICE = "price"


class Leaf(NamedTuple):
    """A criterion that scores.  ``weight`` is in units of the whole."""

    id: str
    title: str
    pointer: str
    weight: Fraction
    reads: Reads
    scale: Scale | None
    measure: Measure | None
    points: PointsRule | None
    formula: PriceFormula | None
    with_: With
    relies_on: ReliesOn | None
    minimum: Minimum | None
    normalise: bool
    group: str | None
    clause: str | None
    evidence: tuple[str, ...] = ()  # the rungs whose years of accounts count; empty: all
    when_missing: Fraction | None = None  # points where the bid states no figure; None: the rule is silent


class Section(NamedTuple):
    """A criterion made of criteria.  ``weight`` is the sum of its leaves'."""

    id: str
    title: str
    pointer: str
    weight: Fraction
    children: tuple["Node", ...]
    minimum: Minimum | None
    normalise: bool
    group: str | None
    clause: str | None


Node = Leaf | Section


class LotGate(NamedTuple):
    """A gate with its measure and threshold resolved; ``grades`` where it tests the grade of the measure."""

    rule: Gate
    pointer: str
    measure: Measure
    with_: With
    threshold: Fraction | str | tuple[str, ...]
    unit: str
    grades: BandRule | None = None


class AuthorityRules(NamedTuple):
    """One of several authorities: the criteria tree under its own weights."""

    id: str
    title: str
    budget_share: Fraction | None  # percent
    tree: tuple[Node, ...]


class LotRules(NamedTuple):
    """Everything published about how one lot is decided.

    Where several authorities buy together, ``tree`` has the combined weights, the sum
    of budget share x weight / 100, under ``mean-of-totals``: but for rounding, the
    combined total is the weighted sum under these.  Under any other rule it has those
    of the first authority, and no result of the lot is a sum under them.
    """

    id: str
    title: str
    pointer: str
    whole: Fraction
    tree: tuple[Node, ...]
    gates: tuple[LotGate, ...]
    method: Method
    with_: With
    policy: Policy
    rank_on: RankOn
    marks_from: MarksFrom | None
    ties: tuple[TieRule, ...]
    places: int
    value: Fraction | None
    years: Fraction | None
    contract_at: str
    authorities: tuple[AuthorityRules, ...] = ()
    combine: Combine | None = None

    def nodes(self) -> Iterator[Node]:
        """Every section and leaf, parents first, in published order."""
        return walk(self.tree)

    def leaves(self) -> Iterator[Leaf]:
        """Every leaf in published order."""
        return (node for node in self.nodes() if isinstance(node, Leaf))

    def reads_price(self) -> bool:
        """Whether any rule of the lot reads a price."""
        return (
            self.method.reads_price
            or any(leaf_reads_price(leaf) for leaf in self.leaves())
            or any(reads_price(gate.measure) for gate in self.gates)
            or any(rung.by == "lower-price" for rung in self.ties)
        )


def walk(tree: tuple[Node, ...]) -> Iterator[Node]:
    """Every node of ``tree``, parents first."""
    for node in tree:
        yield node
        if isinstance(node, Section):
            yield from walk(node.children)


def with_weights(tree: tuple[Node, ...], by_leaf: Mapping[str, Fraction]) -> tuple[Node, ...]:
    """Return ``tree`` with the weights ``by_leaf``; a section's is the sum of its leaves'."""
    return tuple(_weighted(node, by_leaf) for node in tree)


def _weighted(node: Node, by_leaf: Mapping[str, Fraction]) -> Node:
    if isinstance(node, Leaf):
        return node._replace(weight=by_leaf[node.id])
    children = with_weights(node.children, by_leaf)
    return node._replace(children=children, weight=sum((one.weight for one in children), Fraction(0)))


def has_minimums(rules: LotRules) -> bool:
    """Whether any criterion, section or the method states a minimum."""
    return "quality_minimum" in rules.with_ or any(node.minimum is not None for node in rules.nodes())


def without_minimums(tree: tuple[Node, ...]) -> tuple[Node, ...]:
    """Return ``tree`` as if it stated no minimum."""
    return tuple(
        node._replace(minimum=None, children=without_minimums(node.children))
        if isinstance(node, Section)
        else node._replace(minimum=None)
        for node in tree
    )


def leaf_reads_price(leaf: Leaf) -> bool:
    """Whether the leaf takes its points from the evaluated price, by a formula or a measure."""
    return leaf.formula is not None or (leaf.measure is not None and reads_price(leaf.measure))


def reads_price(measure: Measure) -> bool:
    """Whether the measure reads the evaluated price, or the prices of all bids."""
    return reads_all_prices(measure) or any(node.path == "price.evaluated" for node in fields_of(measure))
