"""Bids whose own price for a lot is above its published reserve price: they are not offered for it alone.

Source: rules of kind ``no-award`` of ``tender.yaml``.  A package is held against the sum of the
reserve prices of its lots, so a bid that stands here may still be awarded the lot in a package.
"""

from collections.abc import Iterator

from bideval.analysis.lots.allocation import AboveReserve
from bideval.model.allocation import Award
from bideval.model.evaluation import LotResult, PlacingStatus


def above_reserve(award: Award, lot: LotResult, awarded: str | None) -> Iterator[AboveReserve]:
    """Yield the bids above the reserve price of ``lot`` that rank ahead of ``awarded``; all without one."""
    rule = next((one for one in reversed(award.rules) if lot.id in one.reserves), None)
    if rule is None:
        return
    reserve = rule.reserves[lot.id]
    ranks = {one.bid: one.rank or 0 for one in lot.placings if one.status is PlacingStatus.ASSESSED}
    before = ranks.get(awarded) if awarded is not None else None
    prices = {one.bid: one.price for one in lot.placings}
    for bid, rank in sorted(ranks.items(), key=lambda pair: (pair[1], pair[0])):
        price = prices[bid]
        if price is not None and price > reserve and (before is None or rank < before):
            yield AboveReserve(bid, rank, reserve, rule.id)
