"""From points to totals: weights applied, sections summed, each stage rounded once.

One pass serves both the published figures and the exact ones: the policy says
where to round, and the exact policy rounds nowhere.  Weighted figures are in units
of the whole.  ``to-best`` divides unrounded points; then the stage rounds once.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.model.rules import Stage
from bideval.scoring.lot_rules import Leaf, Node, Section
from bideval.scoring.policy import Policy

HUNDRED = Fraction(100)

Unrounded = Mapping[str, Fraction]  # points before the points stage, by leaf


class Scored(NamedTuple):
    """What a bid has on one criterion or section."""

    points: Fraction  # 0 to 100
    weighted: Fraction  # units of the whole


class Total(NamedTuple):
    """A bid's total and what it is made of, by criterion and section."""

    total: Fraction
    by_node: Mapping[str, Scored]


def totals(tree: tuple[Node, ...], points: Mapping[str, Unrounded], policy: Policy) -> dict[str, Total]:
    """Return each bid's total over ``tree``, matched by bid and leaf id.

    ``points`` holds, by bid, the unrounded points of every leaf.  Normalised nodes
    are compared with the best of exactly these bids.
    """
    found: dict[str, dict[str, Scored]] = {bid: {} for bid in points}
    for node in tree:
        _score(node, points, policy, found)
    return {bid: total_of(tree, by_node, policy) for bid, by_node in found.items()}


def total_of(tree: tuple[Node, ...], by_node: Mapping[str, Scored], policy: Policy) -> Total:
    """Return a bid's total from its weighted figures at the top of ``tree``."""
    weighted = sum((by_node[node.id].weighted for node in tree), Fraction(0))
    return Total(policy.apply(Stage.TOTAL, weighted), by_node)


def _score(
    node: Node, points: Mapping[str, Unrounded], policy: Policy, found: dict[str, dict[str, Scored]]
) -> None:
    """Add the node's and its children's scores to ``found``."""
    if isinstance(node, Leaf):
        raw = {bid: by_leaf[node.id] for bid, by_leaf in points.items()}
        for bid, value in (_to_best(raw) if node.normalise else raw).items():
            found[bid][node.id] = scored(node, value, policy)
        return
    for child in node.children:
        _score(child, points, policy, found)
    figures = {bid: _sum_of(node.children, found[bid]) for bid in points}
    if node.normalise:
        shares = _to_best({bid: _share(figure, node.weight) for bid, figure in figures.items()})
        figures = {bid: node.weight * share / HUNDRED for bid, share in shares.items()}
    for bid, figure in figures.items():
        weighted = policy.apply(Stage.SECTION, figure, node.id)
        found[bid][node.id] = Scored(_share(weighted, node.weight), weighted)


def scored(leaf: Leaf, points: Fraction, policy: Policy) -> Scored:
    """What a bid has on a leaf with these unrounded points."""
    rounded = policy.apply(Stage.POINTS, points, leaf.id)
    return Scored(rounded, policy.apply(Stage.WEIGHTED, _percent(leaf.weight, rounded), leaf.id))


def plain_section_points(node: Section, points: Unrounded, policy: Policy) -> Fraction:
    """A bid's points on a section as a minimum reads them: rounded, never normalised."""
    return _share(_plain_weighted(node, points, policy), node.weight)


def plain_total(tree: tuple[Node, ...], points: Unrounded, policy: Policy) -> Fraction:
    """A bid's total as a minimum on all of quality reads it: rounded, never normalised."""
    figures = [_plain_weighted(node, points, policy) for node in tree]
    return policy.apply(Stage.TOTAL, sum(figures, Fraction(0)))


def _plain_weighted(node: Node, points: Unrounded, policy: Policy) -> Fraction:
    """The node's weighted figure after its own rounding; a leaf's has it already."""
    figure = _plain_figure(node, points, policy)
    return policy.apply(Stage.SECTION, figure, node.id) if isinstance(node, Section) else figure


def _plain_figure(node: Node, points: Unrounded, policy: Policy) -> Fraction:
    if isinstance(node, Leaf):
        return scored(node, points[node.id], policy).weighted
    return sum((_plain_weighted(child, points, policy) for child in node.children), Fraction(0))


def _percent(weight: Fraction, points: Fraction) -> Fraction:
    """``weight`` x ``points`` / 100, reduced once: most of the time of a total is spent here."""
    return Fraction(weight.numerator * points.numerator, weight.denominator * points.denominator * 100)


def _sum_of(children: Iterable[Node], by_node: Mapping[str, Scored]) -> Fraction:
    return sum((by_node[child.id].weighted for child in children), Fraction(0))


def _to_best(raw: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each value x 100 / the best; all as they are where the best is not above zero."""
    best = max(raw.values(), default=Fraction(0))
    return {bid: value * HUNDRED / best if best > 0 else value for bid, value in raw.items()}


def _share(weighted: Fraction, weight: Fraction) -> Fraction:
    return weighted * HUNDRED / weight if weight else Fraction(0)
