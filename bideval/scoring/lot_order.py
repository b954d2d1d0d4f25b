"""The bids of a lot in order, and how far the winner is ahead."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from bideval.model.decision import Decision, DecisionKind
from bideval.scoring.case import LotCase
from bideval.scoring.joint import deciding_authority
from bideval.scoring.lot_scores import BidScores
from bideval.scoring.placing import Order, order_bids
from bideval.scoring.recorded import standing
from bideval.scoring.ties import Comparable, Settled, settle

Scores = Mapping[str, BidScores]
NO_ORDER = Order({}, (), (), {}, ())  # where nobody is ranked


def order_of(case: LotCase, scores: Scores) -> Order:
    """Rank the scored bids and settle ties by the published ladder."""
    bids = {bid: Comparable(own.price, own.points, case.bids[bid].received) for bid, own in scores.items()}
    draws = draws_about(case)

    def settled(group: Sequence[str]) -> Settled:
        return settle(group, bids, case.rules.ties, case.rules.id, draws)

    keys = {bid: own.key for bid, own in scores.items() if own.key is not None}
    return order_bids(keys, settled, case.rules.places)


def draws_about(case: LotCase) -> tuple[Decision, ...]:
    """The standing draws about this lot."""
    return tuple(
        decision
        for _, decision in standing(case.inputs)
        if decision.kind is DecisionKind.DRAW and decision.lot in {None, case.rules.id}
    )


def at_the_border(case: LotCase, order: Order) -> tuple[str, str] | None:
    """The last awarded bid and the first that is not; None if no other bid was left."""
    if len(order.sequence) <= case.rules.places:
        return None
    return order.sequence[case.rules.places - 1], order.sequence[case.rules.places]


def margin_of(case: LotCase, order: Order, scores: Scores) -> tuple[Fraction | None, Fraction | None]:
    """Last awarded against first not awarded: how far the winner is ahead, as ranked on and exact."""
    border = at_the_border(case, order)
    if border is None:
        return None, None
    if order.tied:
        return Fraction(0), Fraction(0)
    ahead, behind = (scores[bid] for bid in border)
    assert ahead.key is not None
    assert behind.key is not None
    place = deciding_authority(case.rules, ahead, behind)
    if place is not None and ahead.key_exact is not None and behind.key_exact is not None:
        return ahead.key[place] - behind.key[place], abs(ahead.key_exact[place] - behind.key_exact[place])
    if ahead.key == behind.key:
        return Fraction(0), _exact_gap(ahead, behind)
    return abs(ahead.compared - behind.compared), _exact_gap(ahead, behind)


def _exact_gap(ahead: BidScores, behind: BidScores) -> Fraction | None:
    if ahead.compared_exact is None or behind.compared_exact is None:
        return None
    return abs(ahead.compared_exact - behind.compared_exact)
