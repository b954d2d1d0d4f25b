"""Price gaps that the published rounding hides: how much dearer a bid may be and lose nothing.

A price's points never rise with it, so the dearest price that comes to the figure of the
lowest is found by halving, in hundredths, beside the lowest and the highest expected price.
"""

from collections.abc import Iterator
from fractions import Fraction

from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.staged import FULL, Entry, even, of_bid, open_contest
from bideval.analysis.rehearsal.words import money
from bideval.model.numbers import decimal_text
from bideval.model.rules import RankOn
from bideval.scoring.lot_rules import Leaf

SEEN, GRAVE = Fraction(1, 200), Fraction(1, 50)  # of a price, from which a gap that is hidden is mentioned
CENT = Fraction(1, 100)


def hidden_gaps(setting: Setting, low: Fraction, high: Fraction) -> Iterator[Flaw]:
    """How much dearer than the lowest price a bid may be without losing anything, after rounding."""
    leaves = [leaf for leaf in setting.rules.leaves() if leaf.formula is not None and leaf.weight > 0]
    if setting.rules.rank_on is not RankOn.ROUNDED or low >= high:
        return
    for leaf in leaves:
        dearest = _dearest_alike(setting, leaf, low, high)
        if dearest is not None and (dearest - low) / low >= SEEN:
            yield _hidden(setting, leaf, low, dearest)


def _dearest_alike(setting: Setting, leaf: Leaf, low: Fraction, high: Fraction) -> Fraction | None:
    """The dearest price, in hundredths, with the figure of the lowest though not its exact points."""
    best = _figures(setting, leaf, low, low, high)
    if best is None:
        return None
    near, far = 0, int((high - low) / CENT)
    while far - near > 1:  # the points of a price never rise with it
        middle = (near + far) // 2
        found = _figures(setting, leaf, low + middle * CENT, low, high)
        near, far = (middle, far) if found is not None and found[0] == best[0] else (near, middle)
    price = low + near * CENT
    found = _figures(setting, leaf, price, low, high)
    return price if near and found is not None and found[1] != best[1] else None


def _figures(
    setting: Setting, leaf: Leaf, price: Fraction, low: Fraction, high: Fraction
) -> tuple[Fraction, Fraction] | None:
    """The weighted figure of a price, rounded and exact, beside the lowest and the highest."""
    points = even(setting.rules, FULL)
    entries = (Entry("at", price, points), Entry("low", low, points), Entry("high", high, points))
    result = open_contest(setting, entries)
    if result is None:
        return None
    score = next(one for one in of_bid(result, "at").scores if one.criterion == leaf.id)
    return score.weighted, score.weighted_exact


def _hidden(setting: Setting, leaf: Leaf, low: Fraction, dearest: Fraction) -> Flaw:
    currency = setting.inputs.tender.currency
    share = (dearest - low) / low
    return Flaw(
        "price-gap-hidden",
        Seriousness.MEND if share >= GRAVE else Seriousness.CONSIDER,
        (leaf.id,),
        f"After rounding, a bid at {money(dearest, currency)} gets the same on {leaf.title} ({leaf.id}) as "
        f"the lowest, at {money(low, currency)}.",
        (
            f"{money(dearest, currency)} - {money(low, currency)} = {money(dearest - low, currency)}",
            f"{decimal_text(share * 100, 2)}% of the lowest price",
        ),
        "Round the price points further, or not at all.",
    )
