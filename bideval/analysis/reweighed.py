"""The award of a lot at other weights, by the published rules, without reading the bids again.

While only weights move, the points on every criterion stand still as long as the same
bids are assessed.  Weights change who is assessed through minimums on sections alone.
So bids are admitted and scored once for each set of assessed bids, and any number of
weights are then added up, rounded, ranked and settled by the very functions of
scoring.  What the tests hold: the same award as judging the lot again.

One reading of its own: where a whole section weighs nothing, its minimum is read with
the published weights inside it, because nothing else is left to read it with.  Decisions
that are awaited are no matter of this module.  It is valid for weighted-sum alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import HUNDRED, with_weights
from bideval.errors import GuardError
from bideval.model.rules import OnFail, RankOn
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_result import draws_about
from bideval.scoring.lot_rules import Leaf, Node, Section, walk
from bideval.scoring.lot_scores import score_bids
from bideval.scoring.placing import order_bids
from bideval.scoring.policy import EXACT, Policy
from bideval.scoring.ties import Comparable, Settled, settle
from bideval.scoring.totals import plain_section_points, totals

Weights = Mapping[str, Fraction]  # percent of the whole, one for every leaf
Signature = tuple[bool, ...]  # who meets which minimum on a section
OUT_OF_REACH = Fraction(101)  # points; nobody meets this


class Award(NamedTuple):
    """Who is awarded, by id, and who are tied for the last place; before any rule across lots."""

    winners: tuple[str, ...]
    tied: tuple[str, ...] = ()


class SectionMinimum(NamedTuple):
    """A minimum on a section, with the bids that it can shut out."""

    section: Section
    leaves: tuple[str, ...]
    least: Fraction  # points, 0 to 100
    bids: tuple[str, ...]
    points: Mapping[str, Mapping[str, Fraction]]  # unrounded, by bid and leaf


class Field(NamedTuple):
    """Bids assessed together: their points by leaf, which no weight moves."""

    bids: tuple[str, ...]
    ranked: Mapping[str, Mapping[str, Fraction]]  # the points that are ranked on, by bid and leaf
    rounded: Mapping[str, Mapping[str, Fraction]]  # with the published rounding
    sections: Mapping[str, Mapping[str, Fraction]]  # normalised sections' points, ranked on, by bid
    prices: Mapping[str, Fraction | None]


@dataclass(frozen=True, slots=True)
class Reweighed:
    """A lot whose weights may move."""

    case: LotCase
    minimums: tuple[SectionMinimum, ...]
    entered: tuple[str, ...]  # assessed if no section had a minimum
    fields: dict[tuple[str, ...], Field | None] = field(default_factory=dict, compare=False)

    @property
    def policy(self) -> Policy:
        """The rounding of what is ranked on."""
        return self.case.rules.policy if self.case.rules.rank_on is RankOn.ROUNDED else EXACT

    @property
    def unit(self) -> Fraction:
        """Units of the whole in one percent of it."""
        return self.case.rules.whole / HUNDRED


def reweighed(case: LotCase) -> Reweighed:
    """Return the lot, admitted once with and once without each minimum on a section."""
    sections = [node for node in case.rules.nodes() if isinstance(node, Section) and _shuts_out(node)]
    free = with_leasts(case, {})
    entered = admit(free).assessed
    minimums = []
    for section in sections:
        closed = admit(with_leasts(case, {section.id: OUT_OF_REACH})).assessed
        bids = tuple(bid for bid in entered if bid not in closed)
        minimums.append(_minimum(case, section, bids))
    return Reweighed(case, tuple(one for one in minimums if one.bids), entered)


def _shuts_out(section: Section) -> bool:
    stated = section.minimum
    return stated is not None and stated.points is not None and stated.on_fail is not OnFail.FLAG


def _minimum(case: LotCase, section: Section, bids: tuple[str, ...]) -> SectionMinimum:
    assert section.minimum is not None
    assert section.minimum.points is not None
    leaves = [leaf for leaf in walk((section,)) if isinstance(leaf, Leaf)]
    points = {bid: {leaf.id: raw_points(case, bid, leaf).points for leaf in leaves} for bid in bids}
    return SectionMinimum(section, tuple(leaf.id for leaf in leaves), section.minimum.points, bids, points)


def with_leasts(case: LotCase, leasts: Weights) -> LotCase:
    """Return the lot with these minimums (points) on sections and no other ones on sections."""
    tree = tuple(_with_leasts(node, leasts) for node in case.rules.tree)
    return case._replace(rules=case.rules._replace(tree=tree))


def _with_leasts(node: Node, leasts: Weights) -> Node:
    if isinstance(node, Leaf):
        return node
    children = tuple(_with_leasts(child, leasts) for child in node.children)
    kept = node.minimum if node.id in leasts else None
    changed = kept.model_copy(update={"points": leasts[node.id]}) if kept else None
    return node._replace(children=children, minimum=changed)


def published_weights(case: LotCase) -> dict[str, Fraction]:
    """The published weight of every leaf, percent of the whole."""
    return {leaf.id: leaf.weight * HUNDRED / case.rules.whole for leaf in case.rules.leaves()}


def signature(lot: Reweighed, weights: Weights) -> Signature:
    """Say who meets which minimum on a section at ``weights``."""
    return tuple(met for minimum in lot.minimums for met in _met(lot, minimum, weights))


def _met(lot: Reweighed, minimum: SectionMinimum, weights: Weights) -> list[bool]:
    empty = not any(weights[leaf] for leaf in minimum.leaves)
    tree = lot.case.rules.tree if empty else with_weights(lot.case, weights).rules.tree
    section = next(node for node in walk(tree) if node.id == minimum.section.id)
    assert isinstance(section, Section)
    policy = lot.case.rules.policy
    return [
        plain_section_points(section, minimum.points[bid], policy) >= minimum.least for bid in minimum.bids
    ]


def assessed(lot: Reweighed, met: Signature) -> tuple[str, ...]:
    """Return the bids that are assessed where ``met`` says who meets which minimum."""
    pairs = [bid for minimum in lot.minimums for bid in minimum.bids]
    out = {bid for bid, passed in zip(pairs, met, strict=True) if not passed}
    return tuple(bid for bid in lot.entered if bid not in out)


def field_of(lot: Reweighed, bids: tuple[str, ...]) -> Field | None:
    """Return the points of ``bids`` assessed together; None where a rule is not defined for them."""
    if bids not in lot.fields:
        lot.fields[bids] = _field(lot, bids)
    return lot.fields[bids]


def _field(lot: Reweighed, bids: tuple[str, ...]) -> Field | None:
    try:
        scores = score_bids(lot.case, bids) if bids else {}
    except GuardError:
        return None
    exact = lot.case.rules.rank_on is not RankOn.ROUNDED
    figures = {bid: {one.criterion: one for one in own.scores} for bid, own in scores.items()}
    leaves = [leaf.id for leaf in lot.case.rules.leaves()]
    normalised = [node.id for node in lot.case.rules.nodes() if isinstance(node, Section) and node.normalise]
    rounded = {bid: {leaf: own[leaf].points for leaf in leaves} for bid, own in figures.items()}
    free = {bid: {leaf: own[leaf].points_exact for leaf in leaves} for bid, own in figures.items()}
    sections = {bid: {node: own[node].points_exact for node in normalised} for bid, own in figures.items()}
    prices = {bid: own.price for bid, own in scores.items()}
    return Field(bids, free if exact else rounded, rounded, sections, prices)


def award_at(lot: Reweighed, weights: Weights) -> Award | None:
    """Return the award at ``weights``; None where a rule is not defined for those assessed there."""
    among = field_of(lot, assessed(lot, signature(lot, weights)))
    return None if among is None else award_among(lot, among, weights)


def award_among(lot: Reweighed, among: Field, weights: Weights) -> Award:
    """Return the award at ``weights`` if exactly the bids of ``among`` are assessed."""
    tree = with_weights(lot.case, weights).rules.tree
    found = totals(tree, among.ranked, lot.policy)
    keys = {bid: (own.total,) for bid, own in found.items()}
    ties = found if lot.policy is lot.case.rules.policy else None

    def settled(group: Sequence[str]) -> Settled:
        figures = ties or totals(tree, among.rounded, lot.case.rules.policy)
        points = {
            bid: {node: scored.points for node, scored in figures[bid].by_node.items()} for bid in group
        }
        return settle_group(lot, among, group, points)

    order = order_bids(keys, settled, lot.case.rules.places)
    return Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))


def settle_group(
    lot: Reweighed, among: Field, group: Sequence[str], points: Mapping[str, Mapping[str, Fraction]]
) -> Settled:
    """Settle a group of equal bids by the published ladder; ``points`` are rounded, by bid and criterion."""
    rules = lot.case.rules
    compared = {bid: Comparable(among.prices[bid], points[bid], lot.case.bids[bid].received) for bid in group}
    return settle(group, compared, rules.ties, rules.id, draws_about(lot.case))
