"""Low-price screens over the prices of a contest: a bid's price held against those of the others.

The rules are packs of the family ``screens``: a measure, and the least level at which nothing
is flagged.  Here they look at a contest whose rules need not name them; nothing is excluded
and nothing scored.  Compared are the valid prices, in one currency.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.screens.market import Contest, Flag, Offer, process
from bideval.errors import GuardError
from bideval.model.measure import FieldNode, Measure
from bideval.model.numbers import shown
from bideval.model.parameters import With
from bideval.model.units import PRICES
from bideval.scoring.measure_figures import amount_value
from bideval.scoring.measures import Lookup, MissingFieldError, measure_value, worked
from bideval.scoring.screens import Compared, line_of


class LowPrice(NamedTuple):
    """A rule: the pack it comes from, its measure and parameters, and the least that passes."""

    id: str
    measure: Measure
    with_: With
    least: Fraction


def low_prices(contest: Contest, rule: LowPrice) -> Iterator[Flag]:
    """Yield a flag on the contest for every valid price below the level of ``rule``.

    A contest with unlike currencies, or for which the rule lacks a figure, yields none.
    """
    offers = [one for one in contest.offers or () if one.status == "valid" and one.amount is not None]
    if len({one.currency for one in offers}) != 1:
        return
    estimate = contest.estimate if contest.estimate_currency == offers[0].currency else None
    for place, offer in enumerate(offers):
        others = tuple(one.amount for at, one in enumerate(offers) if at != place and one.amount is not None)
        assert offer.amount is not None
        found = _measured(rule, offer.amount, others, estimate)
        if found is not None and found[0] < rule.least:
            value, words = found
            said = f"{_name(offer)}: {words}; below {shown(rule.least)}"
            yield Flag(rule.id, process(contest), value, said)


def _measured(
    rule: LowPrice, own: Fraction, others: tuple[Fraction, ...], estimate: Fraction | None
) -> tuple[Fraction, str] | None:
    """The figure of a rule for one price, and how it was worked out; None where it is not defined."""
    lookup = _lookup(own, others, estimate)
    try:
        value = measure_value(rule.measure, rule.with_, lookup)
        return (value, worked(rule.measure, rule.with_, lookup)) if isinstance(value, Fraction) else None
    except GuardError:
        return None


def _lookup(own: Fraction, others: tuple[Fraction, ...], estimate: Fraction | None) -> Lookup:
    def lookup(node: FieldNode, with_: With) -> Fraction | tuple[Fraction, ...] | str:
        if node.path == "price.evaluated":
            return own
        if node.path.startswith(PRICES):
            share = None if node.share is None else amount_value(node.share, with_)
            return line_of(node.path, Compared(own, others, estimate, share)).amount
        if node.path == "tender.contract.value" and estimate is not None:
            return estimate
        raise MissingFieldError(node.path, node.path)

    return lookup


def _name(offer: Offer) -> str:
    return " and ".join(offer.tenderers) or offer.id
