"""What a single weight can be, and the lines along which it moves.

A mover is a criterion, a section or a group whose weight moves as one: the criteria
inside keep their proportions.  In the direction "others in proportion" the rest of the
weights keep theirs; in a trade one mover gains what another loses and nothing else moves.
Criteria inside a normalised section do not move apart.  Weights are percent of the whole.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.courses import HUNDRED, ZERO, Ray
from bideval.scoring.lot_rules import Leaf, LotRules, Node, walk


class Mover(NamedTuple):
    """A criterion, section or group with the shares of its weight by leaf."""

    id: str
    title: str
    weight: Fraction  # published, percent of the whole
    shares: Mapping[str, Fraction]  # by leaf; they sum to 1
    is_criterion: bool  # a criterion or a normalised section, and no section or group of several


def movers(rules: LotRules, weights: Mapping[str, Fraction]) -> tuple[Mover, ...]:
    """Return criteria and sections in published order, then groups; none twice, and never the whole."""
    found: dict[frozenset[str], Mover] = {}
    nodes = list(_nodes(rules.tree))
    for node in nodes:
        leaves = _leaves(node)
        single = isinstance(node, Leaf) or node.normalise
        found.setdefault(frozenset(leaves), _mover(node.id, node.title, leaves, weights, single))
    groups = sorted({node.group for node in nodes if node.group})
    for group in groups:
        leaves = sorted({leaf for node in nodes if node.group == group for leaf in _leaves(node)})
        found.setdefault(frozenset(leaves), _mover(group, group, leaves, weights, False))
    return tuple(one for leaves, one in found.items() if len(leaves) < len(weights))


def _nodes(tree: tuple[Node, ...]) -> Iterator[Node]:
    """Every node that is not inside a normalised section."""
    for node in tree:
        yield node
        if not isinstance(node, Leaf) and not node.normalise:
            yield from _nodes(node.children)


def _leaves(node: Node) -> list[str]:
    return [leaf.id for leaf in walk((node,)) if isinstance(leaf, Leaf)]


def _mover(name: str, title: str, leaves: list[str], weights: Mapping[str, Fraction], single: bool) -> Mover:
    total = sum((weights[leaf] for leaf in leaves), ZERO)
    even = Fraction(1, len(leaves))
    return Mover(
        name, title, total, {leaf: weights[leaf] / total if total else even for leaf in leaves}, single
    )


def in_proportion(mover: Mover, weights: Mapping[str, Fraction], sign: int) -> Ray | None:
    """The line along which the mover gains (sign 1) or loses (-1), the others in proportion.

    None where all others weigh nothing, so that they have no proportion to keep.
    """
    rest = HUNDRED - mover.weight
    if not rest:
        return None
    step = {
        leaf: sign * (mover.shares[leaf] if leaf in mover.shares else -weight / rest)
        for leaf, weight in weights.items()
    }
    return Ray(weights, step, rest if sign > 0 else mover.weight)


def trade(gains: Mover, loses: Mover, weights: Mapping[str, Fraction]) -> Ray:
    """The line along which one mover gains what another loses, until that weighs nothing."""
    step = {leaf: gains.shares.get(leaf, ZERO) - loses.shares.get(leaf, ZERO) for leaf in weights}
    return Ray(weights, step, loses.weight)
