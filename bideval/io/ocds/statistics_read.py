"""Statistics of a release held against its bids: a count that differs says that bids are missing.

Compared are counts of all bids, valid bids and disqualified bids, and the lowest and highest
valid amount, of the whole process.  Statistics by lot, and any others, are kept and not read.

Source: OCDS statistics and bids extensions, codelist statistic.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.io.ocds.desk import Desk
from bideval.io.ocds.release import Bid, Release
from bideval.model.numbers import lossless_text


def check_statistics(release: Release, desk: Desk) -> None:
    """Note every statistic that is not what the bids of the release come to."""
    if release.bids is None or not release.offers:
        return
    counted = dict(_counted(release.offers))
    for place, one in enumerate(release.bids.statistics):
        own = counted.get(one.measure or "")
        if own is None or one.value is None or one.related_lot or one.related_lots or own == one.value:
            continue
        stated, found = lossless_text(one.value), lossless_text(own)
        told = f"{one.measure} is stated as {stated}, and the bids come to {found}"
        remedy = "Find out whether bids are missing from the release; a result without them may be another."
        desk.warning("BE920", told, remedy, f"/bids/statistics/{place}/value")


def _counted(offers: tuple[Bid, ...]) -> Iterator[tuple[str, Fraction]]:
    made = [one for one in offers if one.status != "invited"]
    valid = [one for one in made if one.status == "valid"]
    yield "bids", Fraction(len(made))
    yield "validBids", Fraction(len(valid))
    yield "disqualifiedBids", Fraction(sum(one.status == "disqualified" for one in made))
    amounts = [one.value.amount for one in valid if one.value and one.value.amount is not None]
    if amounts and len(amounts) == len(valid):
        yield "lowestValidBidValue", min(amounts)
        yield "highestValidBidValue", max(amounts)
