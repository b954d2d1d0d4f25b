"""Who has a share in an event that depends on which of a few groups of criteria count.

For every set of groups the lot is judged with those alone, their weights scaled up to
the whole.  A group's share is its mean step towards the event over all orders in which
the groups can be added (Shapley value), so the shares sum to 1 where the event holds and
to 0 where it does not.  Nobody is awarded where nothing counts.

Every set is enumerated; there is no sampling.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import factorial

from bideval.analysis.courses import HUNDRED, ZERO
from bideval.analysis.reweighed import (
    Award,
    Field,
    Reweighed,
    Weights,
    assessed,
    award_among,
    field_of,
    signature,
)
from bideval.scoring.lot_rules import Leaf, LotRules, Node

MOST_GROUPS = 12
Groups = Mapping[str, tuple[str, ...]]  # leaves by group, each leaf in one


def groups_of(rules: LotRules) -> dict[str, tuple[str, ...]]:
    """Every leaf under its group, or else under the top section or criterion that it is in."""
    found: dict[str, list[str]] = {}

    def visit(node: Node, name: str) -> None:
        own = node.group or name
        if isinstance(node, Leaf):
            found.setdefault(own, []).append(node.id)
            return
        for child in node.children:
            visit(child, own)

    for node in rules.tree:
        visit(node, node.id)
    return {name: tuple(leaves) for name, leaves in found.items()}


def awards_by_set(
    lot: Reweighed, groups: Groups, weights: Weights, rounding: Fraction
) -> tuple[Award | None, ...]:
    """The award with each set of groups alone; set ``m`` holds group k where bit k of m is 1.

    ``rounding`` is the most that rounding can move a difference of totals, percent of the whole.
    """
    names = list(groups)
    sizes = [sum((weights[leaf] for leaf in groups[name]), ZERO) for name in names]
    points: dict[tuple[str, ...], dict[str, list[Fraction]]] = {}
    found: list[Award | None] = []
    for members in range(2 ** len(names)):
        chosen = [place for place in range(len(names)) if members >> place & 1]
        whole = sum((sizes[place] for place in chosen), ZERO)
        if not whole:
            found.append(Award(()))
            continue
        scaled = scaled_up(weights, [leaf for place in chosen for leaf in groups[names[place]]])
        among = field_of(lot, assessed(lot, signature(lot, scaled)))
        if among is None:
            found.append(None)
            continue
        parts = points.setdefault(among.bids, _parts(lot, among, groups, weights))
        totals = {bid: sum((own[place] for place in chosen), ZERO) / whole for bid, own in parts.items()}
        clear = _clear(totals, lot.case.rules.places, rounding) if parts else None
        found.append(clear or award_among(lot, among, scaled))
    return tuple(found)


def scaled_up(weights: Weights, kept: Sequence[str]) -> dict[str, Fraction]:
    """The weights of ``kept`` in proportion, summing to 100; all others 0."""
    whole = sum((weights[leaf] for leaf in kept), ZERO)
    return {leaf: weight * HUNDRED / whole if leaf in kept else ZERO for leaf, weight in weights.items()}


def _parts(lot: Reweighed, among: Field, groups: Groups, weights: Weights) -> dict[str, list[Fraction]]:
    """What each group gives each bid; empty where a section is normalised, so that parts do not add up."""
    if any(among.sections.values()):
        return {}
    return {
        bid: [sum((weights[leaf] * own[leaf] for leaf in leaves), ZERO) for leaves in groups.values()]
        for bid, own in among.ranked.items()
    }


def _clear(totals: Mapping[str, Fraction], places: int, rounding: Fraction) -> Award | None:
    """The award where the places are taken by more than any rounding; None where they are not."""
    ranked = sorted(totals, key=lambda bid: (-totals[bid], bid))
    if len(ranked) > places and totals[ranked[places - 1]] - totals[ranked[places]] <= rounding:
        return None
    return Award(tuple(sorted(ranked[:places])))


def shapley(values: Sequence[Fraction], count: int) -> tuple[Fraction, ...]:
    """The share of each of ``count`` players; ``values`` by set of players, as bits.

    >>> shapley([Fraction(v) for v in (0, 0, 0, 1)], 2)
    (Fraction(1, 2), Fraction(1, 2))
    """
    shares = []
    for player in range(count):
        share = ZERO
        for members in range(2**count):
            if not members >> player & 1:
                step = values[members | 1 << player] - values[members]
                size = members.bit_count()
                share += step * Fraction(factorial(size) * factorial(count - size - 1), factorial(count))
        shares.append(share)
    return tuple(shares)
