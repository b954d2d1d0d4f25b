"""The rows of published rules about the award of lots.

That a rule may be broken is written with the least factor that makes it idle then, so that
nothing is loosened beyond need.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.proof.binary import SparseRow, sparse_row
from bideval.proof.linear import Number
from bideval.proof.lots import LotRule, Lots
from bideval.proof.lots_columns import Columns, Terms, covering, money


def rule_rows(lots: Lots, columns: Columns, place: int, rule: LotRule) -> Iterator[SparseRow]:
    """Yield the rows of a rule, or those that let it be broken at its price."""
    breach = columns.breaches.get(place)
    for terms, least, most in _parts_of(lots, columns, rule):
        if most is not None:
            yield _at_most(terms, most, breach)
        if least is not None:
            yield _at_most({column: -factor for column, factor in terms.items()}, -least, breach)


def _parts_of(
    lots: Lots, columns: Columns, rule: LotRule
) -> Iterator[tuple[Terms, Number | None, Number | None]]:
    """The sums that a rule is about, each with its least and its most."""
    if rule.kind == "amount":
        yield _awarded(lots, rule, rule.bidders), rule.least, rule.most
    elif rule.kind == "budget":
        yield money(lots, columns), rule.least, rule.most
    elif rule.kind == "winners":
        among = {column: 1 for bidder, column in columns.winners.items() if bidder in rule.bidders}
        yield dict(among), rule.least, rule.most
    elif rule.kind == "share":
        own, everybody = _awarded(lots, rule, rule.bidders), _awarded(lots, rule, None)
        whole = _constant(lots, rule)
        if whole is not None:  # every lot is awarded, so everybody's share is known beforehand
            least, most = (None if one is None else one * whole / 100 for one in (rule.least, rule.most))
            yield own, least, most
            return
        for percent, is_most in ((rule.least, False), (rule.most, True)):
            if percent is not None:
                share = Fraction(percent) / 100
                terms: Terms = {
                    column: own.get(column, 0) - share * each for column, each in everybody.items()
                }
                yield terms, None if is_most else 0, 0 if is_most else None
    else:
        for bidder in (None,) if rule.kind == "linked" else rule.bidders:
            covered = [covering(lots, lot, bidder) for lot in rule.lots]  # none, where nobody bid for them
            for other in covered[1:]:
                yield _less(covered[0], other), 0, 0


def _awarded(lots: Lots, rule: LotRule, bidders: tuple[int, ...] | None) -> Terms:
    """What each offer counts in a rule; ``bidders`` None: those of everybody."""
    weights = None if rule.weights is None else dict(zip(rule.lots, rule.weights, strict=True))
    among, there = frozenset(bidders or ()), frozenset(rule.lots)
    found: Terms = {}
    for place, offer in enumerate(lots.offers):
        if bidders is not None and lots.bidders[offer.bid] not in among:
            continue
        if weights is not None:
            found[place] = sum((weights.get(lot, 0) for lot in offer.lots), Fraction(0))
        elif not there.isdisjoint(offer.lots):
            found[place] = offer.price
    return found


def _constant(lots: Lots, rule: LotRule) -> Fraction | None:
    """What everybody's awards count together, where every lot of the rule is awarded to somebody."""
    if rule.weights is None or any(lots.reserves[lot] is not None for lot in rule.lots):
        return None
    return sum(map(Fraction, rule.weights), Fraction(0))


def _at_most(terms: Terms, most: Number, breach: int | None) -> SparseRow:
    """The sum is at most so much; or as large as it can be, at the price of a breach."""
    over = sum((max(factor, 0) for factor in terms.values()), Fraction(0)) - most
    if breach is None or over <= 0:
        return sparse_row(terms, None, most)
    return sparse_row({**terms, breach: -over}, None, most)


def _less(first: list[int], second: list[int]) -> Terms:
    """One sum less another; what is in both falls out."""
    found: Terms = dict.fromkeys(first, 1)
    for place in second:
        found[place] = found.get(place, 0) - 1
    return found
