"""The score space of a lot: fixed points, movable weights, and how ties fall.

While only weights move, the points of the assessed bids stand still and every total
is linear in the weights.  A *column* is what a weight belongs to: a leaf, or a whole
section that is normalised, whose points depend on the weights inside it.

Totals here are in percent of the whole and before the roundings of weighted figures,
sections and totals.  ``rounding`` bounds what those roundings can do to a difference
of two totals; the exact result at given weights comes from ``altered.with_weights``.
"""

from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.question import Asked
from bideval.model.evaluation import LotResult, Placing, PlacingStatus, Score
from bideval.model.rules import Combine, Mode, RankOn, Stage
from bideval.scoring.lot_rules import Leaf, LotRules, Node, Section, walk
from bideval.scoring.lot_scores import WEIGHTED_SUM
from bideval.scoring.pairs import ahead_in_ties

HUNDRED = Fraction(100)
_HALVES = frozenset({Mode.HALF_UP, Mode.HALF_EVEN, Mode.HALF_DOWN})


class Column(NamedTuple):
    """One movable weight: its id and the leaves that it is made of."""

    id: str
    leaves: tuple[str, ...]


class Space(NamedTuple):
    """The assessed bids of a lot as points by column, under weights in percent of the whole."""

    bids: tuple[str, ...]  # by id
    columns: tuple[Column, ...]  # in published order
    weights: tuple[Fraction, ...]  # published, percent of the whole
    points: Mapping[str, tuple[Fraction, ...]]  # by bid, in the order of the columns, 0 to 100
    ahead: Mapping[tuple[str, str], bool]  # of a pair in a tie, whether the first is ahead; absent if open
    rounding: Fraction  # the most that rounding can move a difference, percent of the whole; 0 if none
    places: int
    winners: tuple[str, ...]

    def difference(self, bid: str, rival: str) -> tuple[Fraction, ...]:
        """The points of ``bid`` less those of ``rival``, by column."""
        return tuple(a - b for a, b in zip(self.points[bid], self.points[rival], strict=True))

    def total(self, bid: str, weights: tuple[Fraction, ...]) -> Fraction:
        """The total of ``bid`` under ``weights``, percent of the whole, before any later rounding."""
        return sum((w * p for w, p in zip(weights, self.points[bid], strict=True)), Fraction(0)) / HUNDRED

    def wins_ties(self, bid: str, rival: str) -> bool:
        """Whether ``bid`` is ahead of ``rival`` where their totals are equal."""
        return self.ahead.get((bid, rival), False)


def assessed_placings(result: LotResult) -> tuple[Placing, ...]:
    """The placings of the assessed bids."""
    return tuple(placing for placing in result.placings if placing.status is PlacingStatus.ASSESSED)


def score_space(asked: Asked) -> Space | str:
    """Return the score space of the lot, or say in words why it has none."""
    why_not = why_no_space(asked)
    if why_not is not None:
        return why_not
    case = asked.case
    assessed = assessed_placings(asked.result)
    scores = {placing.bid: {score.criterion: score for score in placing.scores} for placing in assessed}
    bids = tuple(sorted(scores))
    columns = tuple(columns_of(case.rules.tree))
    exact = case.rules.rank_on is not RankOn.ROUNDED
    share = HUNDRED / case.rules.whole
    weights = {leaf.id: leaf.weight * share for leaf in case.rules.leaves()}
    return Space(
        bids=bids,
        columns=columns,
        weights=tuple(sum((weights[leaf] for leaf in one.leaves), Fraction(0)) for one in columns),
        points=MappingProxyType(
            {bid: tuple(_points(scores[bid][one.id], exact) for one in columns) for bid in bids}
        ),
        ahead=MappingProxyType(ahead_in_ties(case, assessed)),
        rounding=Fraction(0) if exact else most_by_rounding(case.rules) * share,
        places=case.rules.places,
        winners=asked.result.winners,
    )


def why_no_space(asked: Asked) -> str | None:
    """Say in words why a lot has no score space; None where it has one.

    Of the result only who is assessed is looked at.
    """
    return next(filter(None, (reason(asked) for reason in _REASONS)), None)


def _by_method(asked: Asked) -> str | None:
    method = asked.case.rules.method.id
    if method == WEIGHTED_SUM:
        return None
    return f"The method {method} adds no weighted criteria, so no weight of it can be moved."


def _by_stage(asked: Asked) -> str | None:
    return "Prices are not opened, so nobody is ranked." if asked.case.quality_only else None


def _by_bids(asked: Asked) -> str | None:
    return None if assessed_placings(asked.result) else "No bid is assessed, so there is nothing to compare."


def _by_weights(asked: Asked) -> str | None:
    alone = len(columns_of(asked.case.rules.tree)) < 2
    return "There is one weight only, and it cannot move." if alone else None


def _by_rounding(asked: Asked) -> str | None:
    rules = asked.case.rules
    normalised = any(isinstance(node, Section) and node.normalise for node in rules.nodes())
    if normalised and rules.rank_on is RankOn.ROUNDED and most_by_rounding(rules):
        return "A normalised section is rounded, so totals do not follow the weights in a straight line."
    return None


def _by_authorities(asked: Asked) -> str | None:
    """Several authorities have one set of weights only where their totals are averaged unrounded."""
    rules = asked.case.rules
    if not rules.authorities:
        return None
    if rules.combine is not Combine.MEAN_OF_TOTALS:
        return "Several authorities buy together and their totals are not averaged, so no one weight decides."
    if most_by_rounding(rules) > twice_the_error(rules, Stage.TOTAL, ""):
        return "Each authority rounds its own figures, so the result does not follow one set of weights."
    return None


_REASONS = (_by_method, _by_stage, _by_bids, _by_weights, _by_authorities, _by_rounding)


def columns_of(tree: tuple[Node, ...]) -> list[Column]:
    """The movable weights of a tree, in published order: leaves, and sections that are normalised."""
    found: list[Column] = []
    for node in tree:
        if isinstance(node, Leaf):
            found.append(Column(node.id, (node.id,)))
        elif node.normalise:
            inside = tuple(leaf.id for leaf in walk(node.children) if isinstance(leaf, Leaf))
            found.append(Column(node.id, inside))
        else:
            found += columns_of(node.children)
    return found


def _points(score: Score, exact: bool) -> Fraction:
    return score.points_exact if exact else score.points


def most_by_rounding(rules: LotRules) -> Fraction:
    """The most by which later roundings can move a difference of two totals, in units of the whole."""
    errors = [
        twice_the_error(rules, Stage.WEIGHTED if isinstance(node, Leaf) else Stage.SECTION, node.id)
        for node in rules.nodes()
    ]
    return sum(errors, twice_the_error(rules, Stage.TOTAL, ""))


def twice_the_error(rules: LotRules, stage: Stage, node: str) -> Fraction:
    """Twice the most that one rounding moves one figure."""
    rule = rules.policy.rule(stage, node)
    if rule is None:
        return Fraction(0)
    return Fraction(1 if rule.mode in _HALVES else 2, 10**rule.places)
