"""Prices and bids that are supposed, ranked by the very functions that rank a lot.

``held`` works out once what no price moves; ``placed`` then scores and ranks any set of
bids as one field.  A supposed bid (``with_phantom``) has a price and the points that it is
given, nothing on the rest; it is taken to pass every test.  Who is admitted is not asked
here: callers settle first that it does not change.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.reweighed import Award
from bideval.errors import GuardError
from bideval.model.parameters import With
from bideval.scoring.case import Given, LotCase
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.joint import is_illustrative, score_lot
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_order import order_of
from bideval.scoring.lot_rules import Leaf, Node, leaf_reads_price
from bideval.scoring.methods.entry import Better
from bideval.scoring.policy import EXACT

ZERO = Fraction(0)


class Placed(NamedTuple):
    """The award among a set of bids, and how good each bid's figure is: more is better."""

    award: Award
    figures: Mapping[str, Fraction]  # exact where the figure is; a bid that is left unranked has none
    ranks: Mapping[str, int]


def held(case: LotCase, bids: Iterable[str]) -> LotCase:
    """Return the lot with the points of ``bids`` kept wherever no rule reads a price."""
    exact = case._replace(rules=case.rules._replace(policy=EXACT))
    kept = {
        (bid, leaf.id): Given(raw_points(case, bid, leaf).points, raw_points(exact, bid, leaf).points)
        for bid in bids
        for leaf in case.rules.leaves()
        if not leaf_reads_price(leaf)
    }
    return case._replace(given={**case.given, **kept})


def with_phantom(case: LotCase, price: Fraction) -> tuple[LotCase, str]:
    """Return the lot with one more bid, at ``price``, that has no points but for its price; and its id."""
    name = next(one for one in ("phantom", *(f"phantom-{n}" for n in range(2, 99))) if one not in case.bids)
    like = min(case.prices)
    bid = case.bids[like].model_copy(update={"id": name, "received": None})
    nothing = {(name, leaf.id): Given(ZERO, ZERO) for leaf in case.rules.leaves() if leaf.formula is None}
    changed = case._replace(
        bids={**case.bids, name: bid},
        prices={**case.prices, name: case.prices[like]._replace(amount=price, parts=())},
        given={**case.given, **nothing},
    )
    return changed, name


def with_formula(case: LotCase, formula: PriceFormula, with_: With) -> LotCase:
    """Return the lot with another formula on every price criterion."""
    tree = tuple(_with_formula(node, formula, with_) for node in case.rules.tree)
    authorities = tuple(
        one._replace(tree=tuple(_with_formula(node, formula, with_) for node in one.tree))
        for one in case.rules.authorities
    )
    return case._replace(rules=case.rules._replace(tree=tree, authorities=authorities))


def _with_formula(node: Node, formula: PriceFormula, with_: With) -> Node:
    if isinstance(node, Leaf):
        return node if node.formula is None else node._replace(formula=formula, with_=with_)
    return node._replace(children=tuple(_with_formula(child, formula, with_) for child in node.children))


def placed(case: LotCase, bids: tuple[str, ...]) -> Placed | None:
    """Rank exactly ``bids``; None where a rule is not defined for them or none ranks them."""
    if is_illustrative(case.rules):
        return None
    try:
        scores = score_lot(case, tuple(sorted(bids)))
    except GuardError:
        return None
    order = order_of(case, scores)
    sign = 1 if case.rules.method.better is Better.HIGHER else -1
    figures = {
        bid: sign * (own.compared if own.compared_exact is None else own.compared_exact)
        for bid, own in scores.items()
        if own.key is not None
    }
    award = Award(tuple(sorted(order.winners)), tuple(sorted(order.tied)))
    return Placed(award, figures, order.ranks)
