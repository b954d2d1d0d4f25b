"""Losing bids at another price of their own, still losing: whether one would move the award.

Each assessed bid that is not awarded is searched as ``phantom`` searches a bid more: at the
prices where two figures meet, and on both sides.  Where a test reads a price, the whole lot is
judged again at each price that was found, and one at which the bid is shut out is set aside.

A bid that a test shut out is not asked about: its price enters no formula.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.altered import judged, with_price
from bideval.analysis.answer import Answer, Basis, Cell, Heading, Table, Verdict, not_established
from bideval.analysis.award_words import amount, award_words, awarded_bids
from bideval.analysis.eligible import award_of
from bideval.analysis.own_price import price_gates
from bideval.analysis.phantom import Found, Phantom, search
from bideval.analysis.question import Asked
from bideval.analysis.reweighed import Award
from bideval.scoring.case import LotCase


class Repriced(NamedTuple):
    """A losing bid, and what other prices of its own would do."""

    bid: str
    found: Found


def repriced(
    asked: Asked, kept: LotCase, assessed: tuple[str, ...], award: Award, unit: Fraction
) -> Iterator[Repriced]:
    """Search the other prices of each assessed bid that loses; ``kept`` is the lot with its points held."""
    for bid in assessed:
        if bid not in awarded_bids(award) and len(assessed) > 1:
            found = search(kept, assessed, award, unit, bid)
            if price_gates(asked.case):
                stand = tuple(one for one in found.phantoms if _stands(asked.case, bid, one))
                dropped = len(stand) < len(found.phantoms)
                why = "A test reads prices, so it may shut the bid out." if dropped else found.why
                found = Found(stand, found.complete and not dropped, why)
            yield Repriced(bid, found)


def _stands(case: LotCase, bid: str, found: Phantom) -> bool:
    """Whether the lot judged again in full, tests and all, comes to the same with the bid assessed."""
    result = judged(with_price(case, bid, found.price))
    ranked = result is not None and any(one.bid == bid and one.rank is not None for one in result.placings)
    return ranked and award_of(result) == found.award


def repriced_answer(analysis: str, asked: Asked, award: Award, tried: tuple[Repriced, ...]) -> Answer:
    """Return the answer about the other prices of losing bids."""
    places = asked.case.rules.places
    moving = [one for one in tried if one.found.phantoms]
    unsure = tuple(dict.fromkeys(one.found.why for one in tried if not one.found.complete))
    if moving:
        parts = [_part(asked, one) for one in moving]
        said = (
            "A losing bid could have decided by another price, still losing: "
            f"{'; '.join(parts)}; as it is {award_words(award, places)}."
        )
        notes = tuple(f"{why} Other prices may do so too." for why in unsure)
        table = Table(
            "Other prices of losing bids that move the award", _HEADINGS, tuple(_rows(asked, moving))
        )
        return Answer(analysis, "own-price", said, Verdict.PROVED, Basis.ENUMERATION, (table,), notes=notes)
    if unsure:
        said = (
            "No other price of a losing bid was found at which it still loses and the award is another; "
            "that there is none is not established."
        )
        return not_established(analysis, "own-price", said, *unsure)
    said = "No losing bid could move the award by another price of its own and still lose."
    why = tuple(dict.fromkeys(one.found.why for one in tried))
    return Answer(analysis, "own-price", said, Verdict.IMPOSSIBLE, Basis.CLOSED_FORM, notes=why)


def _part(asked: Asked, one: Repriced) -> str:
    """The price nearest to the bid's own, in words."""
    currency, nearest = asked.case.inputs.tender.currency, one.found.phantoms[0]
    own, other = (
        amount(price, "money", currency) for price in (asked.case.prices[one.bid].amount, nearest.price)
    )
    return f"with {one.bid} at {other} (it bid {own}) {award_words(nearest.award, asked.case.rules.places)}"


def _rows(asked: Asked, moving: list[Repriced]) -> Iterator[tuple[Cell, ...]]:
    for one in moving:
        for found in one.found.phantoms:
            own = asked.case.prices[one.bid].amount
            yield (one.bid, own, found.price, awarded_bids(found.award), Fraction(found.rank))


_HEADINGS = (
    Heading("bid", "bid"),
    Heading("price", "its price", "money"),
    Heading("other-price", "another price", "money"),
    Heading("awarded", "awarded"),
    Heading("rank", "its rank", "rank"),
)
