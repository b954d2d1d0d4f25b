"""The unrounded points of a set of bids on every leaf: marks, measures, and prices beside each other.

Marks and measures are of one bid alone (``leaf_points``); a price formula looks at the
prices of the whole set, rounded at stage price.  Where workings are kept, a bid's own
points are known by what they are worked out from, and prices by the set.

Nothing is weighted and nothing is added here.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.errors import GuardError, Source
from bideval.model.evaluation import FigureRead
from bideval.model.numbers import decimal_text
from bideval.model.parameters import Value
from bideval.model.rules import Stage
from bideval.model.units import Unit
from bideval.scoring.case import LotCase
from bideval.scoring.formulas.benchmarks import measured_against
from bideval.scoring.formulas.entry import PriceField
from bideval.scoring.leaf_points import Raw, raw_points, read_by_leaves
from bideval.scoring.lot_rules import Leaf, leaf_reads_price
from bideval.scoring.measure_figures import MissingFieldError
from bideval.scoring.policy import EXACT, Policy


class Tables(NamedTuple):
    """Unrounded points by bid and leaf: as published rounding sees them, and exact."""

    rounded: Mapping[str, Mapping[str, Raw]]
    exact: Mapping[str, Mapping[str, Raw]]


def tables_of(case: LotCase, bids: tuple[str, ...], of: str) -> Tables:
    """The points of ``bids`` as one field; ``of`` says whose scores they are worked out for."""
    leaves = _leaves(case)
    plain: dict[str, dict[str, Raw]] = {}
    exact: dict[str, dict[str, Raw]] = {}
    for bid in bids:
        row = _row(case, bid, leaves)
        plain[bid], exact[bid] = dict(row.rounded), dict(row.exact)
    for leaf in leaves:
        if leaf.formula is not None:
            for bid, raw in _known_priced(case, leaf, bids, case.rules.policy, of).items():
                plain[bid][leaf.id] = raw
            for bid, raw in _known_priced(case, leaf, bids, EXACT, of).items():
                exact[bid][leaf.id] = raw
    return Tables(plain, exact)


def _leaves(case: LotCase) -> tuple[Leaf, ...]:
    return tuple(leaf for leaf in case.rules.leaves() if not (case.quality_only and leaf_reads_price(leaf)))


class _Row(NamedTuple):
    """The unrounded points of one bid on the leaves that no other bid's price touches by a formula."""

    rounded: Mapping[str, Raw]
    exact: Mapping[str, Raw]


def _row(case: LotCase, bid: str, leaves: tuple[Leaf, ...]) -> _Row:
    if not case.workings.keeps:
        return _row_of(case, bid, leaves)
    reads = read_by_leaves(case, bid, leaves)
    return case.workings.of(("row", case.rules.id, bid), reads, lambda: _row_of(case, bid, leaves))


def _row_of(case: LotCase, bid: str, leaves: tuple[Leaf, ...]) -> _Row:
    unpriced = [leaf for leaf in leaves if leaf.formula is None]
    plain = {leaf.id: raw_points(case, bid, leaf) for leaf in unpriced}
    exact_case = case._replace(rules=case.rules._replace(policy=EXACT))
    touched = [leaf for leaf in unpriced if _rounds_before_points(case, leaf)]
    return _Row(plain, {**plain, **{leaf.id: raw_points(exact_case, bid, leaf) for leaf in touched}})


def _rounds_before_points(case: LotCase, leaf: Leaf) -> bool:
    """Whether the leaf's unrounded points already carry a published rounding."""
    return any(case.rules.policy.rule(stage, leaf.id) for stage in (Stage.MEASURE, Stage.MARK_MEAN))


def price_of(case: LotCase, bid: str) -> Fraction:
    """The evaluated price of a bid; raise MissingFieldError where there is none."""
    price = case.prices.get(bid)
    if price is None:
        raise MissingFieldError("price.evaluated", "the evaluated price")
    return price.amount


def _known_priced(
    case: LotCase, leaf: Leaf, bids: tuple[str, ...], policy: Policy, of: str
) -> dict[str, Raw]:
    """The same as ``_priced``; ``of`` says whose scores the bids are compared for."""
    if not case.workings.keeps:
        return _priced(case, leaf, bids, policy)
    prices = [(bid, case.prices.get(bid)) for bid in bids]
    kind = "exact price points" if policy == EXACT else "price points"
    reads = (leaf.formula, leaf.with_, prices, policy, case.rules.policy)
    return case.workings.of(
        (kind, case.rules.id, leaf.id, of), reads, lambda: _priced(case, leaf, bids, policy)
    )


def _priced(case: LotCase, leaf: Leaf, bids: tuple[str, ...], policy: Policy) -> dict[str, Raw]:
    """Points of every bid on a price criterion, the prices rounded at stage price."""
    formula = leaf.formula
    assert formula is not None
    prices = {bid: policy.apply(Stage.PRICE, price_of(case, bid), leaf.id) for bid in sorted(bids)}
    field = PriceField(tuple(prices.values()))
    with_ = _with_places(case, leaf) if formula.irrational else leaf.with_
    reason = formula.guard(field, with_)
    if reason is not None:
        raise GuardError(f"{formula.id}: {reason}")
    against = measured_against(formula, prices)
    found = {}
    for bid, price in prices.items():
        points = formula.points(price, field, with_)
        said = f"{formula.worked(price, field, with_)} = {decimal_text(points)} points{against.words}"
        places = (*case.prices[bid].sources, *_other_places(case, bid, against.bids))
        found[bid] = Raw(points, said, places, read=FigureRead("price", price, Unit.MONEY.value))
    return found


def _other_places(case: LotCase, bid: str, others: tuple[str, ...]) -> list[Source]:
    """Where the prices of other bids stand: their amount, or the file with the rates of a schedule."""
    places = []
    for other in others:
        first, *more = case.prices[other].sources
        if other != bid:
            places.append(first._replace(pointer="") if more else first)
    return places


def _with_places(case: LotCase, leaf: Leaf) -> dict[str, Value]:
    """An irrational formula is defined by its published points rounding."""
    rule = case.rules.policy.rule(Stage.POINTS, leaf.id)
    assert rule is not None
    return {**leaf.with_, "points_places": Fraction(rule.places), "points_mode": rule.mode.value}
