"""Which rules an award breaks, from the rules as they stand and not from any programme.

So it is a second way to the same answer: the mechanisms that go lot by lot use it, what keeps
a bid from a lot is named by it, and tests hold the programme against it.  Discounts are not
looked at: a budget is held against the prices of the offers.
"""

from collections.abc import Iterable
from fractions import Fraction

from bideval.proof.linear import Number
from bideval.proof.lots import LotRule, Lots, Offer

Taken = Iterable[int]  # places of offers


def broken_by(lots: Lots, taken: Taken, *, so_far: bool = False) -> tuple[int, ...]:
    """Return the places of the rules that an award breaks.

    ``so_far``: the award is not finished, so only what no further lot can mend counts, and a
    share is one of all that its lots count.
    """
    offers = [lots.offers[place] for place in sorted(taken)]
    return tuple(at for at, rule in enumerate(lots.rules) if _breaks(lots, rule, offers, so_far=so_far))


def takes_once(lots: Lots, taken: Taken) -> bool:
    """Say whether no lot is taken twice, and every lot is that must be."""
    covered = [lot for place in taken for lot in lots.offers[place].lots]
    needed = {lot for lot, reserve in enumerate(lots.reserves) if reserve is None}
    return len(covered) == len(set(covered)) and needed <= set(covered)


def _breaks(lots: Lots, rule: LotRule, offers: list[Offer], *, so_far: bool) -> bool:
    if rule.kind in {"linked", "one-bidder"}:
        return not so_far and _is_torn(lots, rule, offers)
    if rule.kind == "winners":
        value: Number = len({lots.bidders[one.bid] for one in offers} & set(rule.bidders))
    elif rule.kind == "budget":
        value = sum((one.price for one in offers), Fraction(0))
    else:
        value = sum(
            (counted(rule, one) for one in offers if lots.bidders[one.bid] in rule.bidders), Fraction(0)
        )
    whole: Number = 1
    if rule.kind == "share":
        everything = sum(rule.weights or (), Fraction(0))
        awarded = sum((counted(rule, one) for one in offers), Fraction(0))
        whole = Fraction(everything if so_far else awarded) / 100
    too_much = rule.most is not None and value > rule.most * whole
    too_little = rule.least is not None and value < rule.least * whole
    return too_much or (too_little and not so_far)


def _is_torn(lots: Lots, rule: LotRule, offers: list[Offer]) -> bool:
    """Whether some of the lots are awarded and some are not: to anybody, or to one bidder."""
    groups: list[frozenset[int]] = [frozenset(lot for one in offers for lot in one.lots)]
    if rule.kind == "one-bidder":
        groups = [
            frozenset(lot for one in offers if lots.bidders[one.bid] == bidder for lot in one.lots)
            for bidder in rule.bidders
        ]
    wanted = frozenset(rule.lots)
    return any(wanted & group and not wanted <= group for group in groups)


def counted(rule: LotRule, offer: Offer) -> Number:
    """Return what an offer counts in a rule: its lots' weights, or its price."""
    if rule.weights is None:
        return 0 if frozenset(rule.lots).isdisjoint(offer.lots) else offer.price
    weights = dict(zip(rule.lots, rule.weights, strict=True))
    return sum((weights.get(lot, 0) for lot in offer.lots), Fraction(0))
