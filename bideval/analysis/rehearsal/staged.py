"""Worked contests: a few bids with given prices and given points, judged by the published rules.

For counter-examples and price tables.  Every criterion that does not go by prices has the
points that are given; minimums and the tests that read something else than prices are taken to be
passed, and left out.  Everything else is as published: formula, weights, rounding, ties.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.cases import judge
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.supposed_bids import BEGAN, as_price
from bideval.model.bid import Bid, Bidder
from bideval.model.evaluation import LotResult, Placing
from bideval.model.measure import Measure, fields_of
from bideval.model.units import PRICES
from bideval.scoring.case import Given, LotCase, lot_case
from bideval.scoring.lot_result import judge_lot
from bideval.scoring.lot_rules import Leaf, LotRules, Node, Section, without_minimums

FULL = Fraction(100)
_READABLE = ("price.", PRICES, "tender.")


class Entry(NamedTuple):
    """A bid of a worked contest: its price, and its points (0 to 100) by criterion."""

    id: str
    price: Fraction
    points: Mapping[str, Fraction]


def staged(setting: Setting, entries: Iterable[Entry], *, tested: bool = True) -> LotCase:
    """Return the lot with exactly these bids, received one after the other.

    ``tested`` False leaves out the tests of prices too.
    """
    listed = tuple(entries)
    began = setting.inputs.tender.began or BEGAN
    lots = (setting.rules.id,) if setting.inputs.tender.lots else ()
    bids = {
        one.id: Bid(
            id=one.id,
            bidder=Bidder(id=one.id, name=one.id),
            lots=lots,
            received=f"{began}T00:00:{number:02}Z",
        )
        for number, one in enumerate(listed, 1)
    }
    rules = setting.rules
    published = setting.published.gates if tested else ()
    gates = tuple(gate for gate in published if _reads_prices_alone(gate.measure))
    open_rules = rules._replace(tree=without_minimums(rules.tree), gates=gates)
    case = lot_case(replace(setting.inputs, bids=bids), open_rules)
    given = {(one.id, leaf): Given(points, points) for one in listed for leaf, points in one.points.items()}
    return case._replace(prices={one.id: as_price(one.price) for one in listed}, given=given)


def contest(setting: Setting, entries: Iterable[Entry]) -> LotResult | None:
    """Return the result of a worked contest, or None where a rule is not defined for it."""
    return judge_lot(staged(setting, entries)).result


def open_contest(setting: Setting, entries: Iterable[Entry]) -> LotResult | None:
    """Return the result without the tests of prices: every price gets what its formula gives it."""
    return judge_lot(staged(setting, entries, tested=False)).result


def why_undefined(setting: Setting, entries: Iterable[Entry]) -> str:
    """Say why a worked contest has no result; empty where it has one."""
    return judge(staged(setting, entries)).why


def _reads_prices_alone(measure: Measure) -> bool:
    return all(node.path.startswith(_READABLE) for node in fields_of(measure))


def given_leaves(rules: LotRules) -> tuple[Leaf, ...]:
    """The criteria whose points a worked contest gives: all but those that go by prices alone."""
    return tuple(leaf for leaf in rules.leaves() if _is_given(leaf))


def _is_given(leaf: Leaf) -> bool:
    return leaf.formula is None and (leaf.measure is None or not _reads_prices_alone(leaf.measure))


def even(rules: LotRules, points: Fraction) -> dict[str, Fraction]:
    """The same points on every criterion that reads no price, but no fewer than its minimum."""
    least = least_points(rules)
    return {leaf.id: max(points, least[leaf.id]) for leaf in given_leaves(rules)}


def least_points(rules: LotRules) -> dict[str, Fraction]:
    """The fewest points with which a bid passes every published minimum, by criterion."""
    stated = rules.with_.get("quality_minimum")
    at_least = stated if isinstance(stated, Fraction) else Fraction(0)
    found: dict[str, Fraction] = {}
    for node in rules.tree:
        _least(node, at_least, found)
    return found


def _least(node: Node, above: Fraction, found: dict[str, Fraction]) -> None:
    own = max(above, _minimum_points(node))
    if isinstance(node, Section):
        for child in node.children:
            _least(child, own, found)
    elif _is_given(node):
        found[node.id] = max(own, node.scale.marks[0].points) if node.scale is not None else own


def _minimum_points(node: Node) -> Fraction:
    if node.minimum is None:
        return Fraction(0)
    points = node.minimum.points or Fraction(0)
    if node.minimum.mark is not None and isinstance(node, Leaf) and node.scale is not None:
        return max(points, node.scale.points_between(node.minimum.mark))
    return points


def of_bid(result: LotResult, bid: str) -> Placing:
    """The placing of a bid that was entered."""
    return next(one for one in result.placings if one.bid == bid)
