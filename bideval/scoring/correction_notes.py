"""What a reader must know of corrected prices: each figure, the rule, the decision, and the award.

A figure that its own parts contradict is told wherever the result is, also where the
published rule lets it stand.  Whether the corrections decide the award is found by
judging the lot once more with the prices as submitted; nothing else changes.
"""

from collections.abc import Iterator

from bideval.errors import GuardError
from bideval.model.amounts import money_text
from bideval.model.evaluated_price import Correction
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase
from bideval.scoring.joint import score_lot
from bideval.scoring.lot_order import order_of


def correction_notes(case: LotCase, winners: tuple[str, ...]) -> Iterator[str]:
    """Say what was wrong in the prices, what counts and why, and what the award would be without."""
    currency = case.inputs.tender.currency
    for bid, price in sorted(case.prices.items()):
        yield from (f"{bid}: {correction_words(one, currency)}" for one in price.corrections)
    changed = [bid for bid, price in sorted(case.prices.items()) if price.submitted != price.amount]
    without = _winners_as_submitted(case) if changed else winners
    if without != winners:
        who = " and ".join(without) or "nobody"
        yield (
            f"the corrected prices decide the award: on the prices as submitted {who} would have been first"
        )


def correction_words(one: Correction, currency: str) -> str:
    """One difference and how it was settled: submitted, recomputed, what counts, by which rule."""
    submitted, computed = (f"{currency} {money_text(value)}" for value in (one.submitted, one.computed))
    said = f"{one.what} is given as {submitted}, and its parts make {computed}"
    if one.counts == one.submitted:
        ended = f"the submitted figure stands under the published rule {one.rule}"
    else:
        ended = f"{currency} {money_text(one.counts)} counts under the published rule {one.rule}"
    decided = f" (decision {one.decision}, {one.by}): {one.reason}" if one.decision else ""
    return f"{said}; {ended}{decided}"


def _winners_as_submitted(case: LotCase) -> tuple[str, ...]:
    """Who would be awarded on the prices as submitted; nobody where no bid could be scored."""
    prices = {bid: price._replace(amount=price.submitted) for bid, price in case.prices.items()}
    plain = case._replace(prices=prices)
    try:
        assessed = admit(plain).assessed
        return order_of(plain, score_lot(plain, assessed)).winners if assessed else ()
    except GuardError:
        return ()
