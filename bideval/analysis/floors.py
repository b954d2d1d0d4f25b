"""Minimums on sections: the only tests whose outcome moves with the weights inside a section.

A minimum on a question reads that question alone; a minimum on a section reads a
weighted mean, so other weights may let other bids in.  What a minimum reads is never
normalised.
"""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from bideval.analysis.question import Asked
from bideval.model.evaluation import Placing, PlacingStatus
from bideval.model.rules import OnFail, Stage
from bideval.scoring.case import LotCase
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_rules import Leaf, Section, walk


class Floor(NamedTuple):
    """A minimum on a section, with the points that the bids have on its leaves."""

    section: str
    least: Fraction  # points, 0 to 100
    leaves: Mapping[str, Fraction]  # published weights by leaf
    points: Mapping[str, Mapping[str, Fraction]]  # by bid and leaf
    passed: Mapping[str, bool]  # by bid, under the published weights

    def spare(self, bid: str, leaves: tuple[str, ...]) -> Fraction:
        """How far the bid's mean points on those of ``leaves`` that the section has are above the minimum.

        0 where the section has none of them.  Their weights keep their proportions.
        """
        inside = [leaf for leaf in leaves if leaf in self.leaves]
        total = sum((self.leaves[leaf] for leaf in inside), Fraction(0))
        return sum(
            (
                (self.leaves[leaf] / total if total else Fraction(1, len(inside)))
                * (self.points[bid][leaf] - self.least)
                for leaf in inside
            ),
            Fraction(0),
        )


def floors(asked: Asked) -> tuple[Floor, ...]:
    """Return the minimums on sections that decide who is assessed, with the bids they decide about.

    A bid that a decision keeps in, or that is out for another reason, is left out of
    them: no weight changes its place in the field.
    """
    return tuple(_floors(asked))


def _floors(asked: Asked) -> Iterator[Floor]:
    for node in asked.case.rules.nodes():
        stated = node.minimum
        if not isinstance(node, Section) or stated is None or stated.points is None:
            continue
        if stated.on_fail is OnFail.FLAG:
            continue
        leaves = tuple(leaf for leaf in walk(node.children) if isinstance(leaf, Leaf))
        passed = {
            placing.bid: outcome
            for placing in asked.result.placings
            if (outcome := _outcome(placing, f"{node.id}/minimum")) is not None
        }
        points = {bid: {leaf.id: _points(asked.case, bid, leaf) for leaf in leaves} for bid in passed}
        weights = {leaf.id: leaf.weight for leaf in leaves}
        yield Floor(
            node.id,
            stated.points,
            MappingProxyType(weights),
            MappingProxyType(points),
            MappingProxyType(passed),
        )


def _outcome(placing: Placing, minimum: str) -> bool | None:
    """Whether the bid met the minimum, None where the minimum does not decide about it."""
    own = next((gate for gate in placing.gates if gate.gate == minimum), None)
    if own is None:
        return None
    if placing.status is PlacingStatus.ASSESSED:
        return True if own.passed else None
    alone = all(gate.passed or gate.on_fail == "flag" or gate.gate == minimum for gate in placing.gates)
    return False if not own.passed and alone else None


def _points(case: LotCase, bid: str, leaf: Leaf) -> Fraction:
    return case.rules.policy.apply(Stage.POINTS, raw_points(case, bid, leaf).points, leaf.id)
