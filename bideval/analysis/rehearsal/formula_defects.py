"""Defects of the price rules, each shown by a contest that the published rules decide.

Penny price: a bid of 0.01 with the least quality allowed wins.  Two equal bids: nothing
published settles the tie.  One bid, equal prices, or two ordinary prices: the rule is not
defined.  Source: the defects of price formulas, which each page of docs/formulas states of
its own.  What a losing bid decides is shown in ``losers_decide``.
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.staged import (
    Entry,
    contest,
    even,
    given_leaves,
    least_points,
    why_undefined,
)
from bideval.analysis.rehearsal.words import money
from bideval.model.evaluation import LotResult, LotStatus
from bideval.model.numbers import decimal_text
from bideval.scoring.rounding import Mode, round_to

PENNY = Fraction(1, 100)
GOOD = Fraction(80)  # points of a good bid on every criterion
CHEAP, DEAR, PENNY_BID = "cheap", "dear", "penny"
SETTLING = frozenset({"draw", "earlier-received"})


class Ground(NamedTuple):
    """Two ordinary prices, and the lowest and highest, from which the contests are made."""

    low: Fraction
    cheap: Fraction
    dear: Fraction
    high: Fraction


def ground_of(low: Fraction, high: Fraction) -> Ground:
    """Return the ordinary prices a quarter and three quarters of the way from ``low`` to ``high``."""
    if low == high:
        low = cents(high * Fraction(9, 10))
    return Ground(low, cents(low + (high - low) / 4), cents(low + (high - low) * Fraction(3, 4)), high)


def cents(value: Fraction) -> Fraction:
    """Return a price in hundredths, and above 0."""
    return max(round_to(value, 2, Mode.HALF_UP), PENNY)


def formula_flaws(setting: Setting, ground: Ground) -> Iterator[Flaw]:
    """Every defect of the price rules that a contest shows; none where no contest can be made."""
    why = why_undefined(setting, ordinary(setting, ground))
    if why:
        yield from _of_ordinary_prices(setting, ground, why)
        return
    yield from _undefined(setting, ground)
    yield from _equal_bids(setting, ground)
    if given_leaves(setting.rules):
        yield from _penny(setting, ground)


def _of_ordinary_prices(setting: Setting, ground: Ground, why: str) -> Iterator[Flaw]:
    """A price formula without points for two ordinary prices; other rules may read what no contest has."""
    formulas = [leaf.formula.id for leaf in setting.rules.leaves() if leaf.formula is not None]
    if any(f"{formula}:" in why for formula in formulas):
        currency = setting.inputs.tender.currency
        prices = f"{money(ground.cheap, currency)} and {money(ground.dear, currency)}"
        yield _undefined_flaw(setting, f"two bids at {prices}", why)


def ordinary(setting: Setting, ground: Ground) -> tuple[Entry, Entry]:
    """Two good bids of equal quality at the two ordinary prices."""
    good = even(setting.rules, GOOD)
    return Entry(CHEAP, ground.cheap, good), Entry(DEAR, ground.dear, good)


# Contests with no result


def _undefined(setting: Setting, ground: Ground) -> Iterator[Flaw]:
    points = even(setting.rules, GOOD)
    alone = (Entry("only", ground.cheap, points),)
    level = (Entry("one", ground.cheap, points), Entry("two", ground.cheap, points))
    for entries, words in ((alone, "a single bid"), (level, "two bids at one price")):
        why = why_undefined(setting, entries)
        if why:
            yield _undefined_flaw(setting, words, why)


def _undefined_flaw(setting: Setting, words: str, why: str) -> Flaw:
    return Flaw(
        "undefined-points",
        Seriousness.MEND,
        (setting.rules.id,),
        f"The rules give no result for {words}.",
        (why,),
        "Publish what happens then, or use a formula that is defined for it.",
    )


def _equal_bids(setting: Setting, ground: Ground) -> Iterator[Flaw]:
    points = even(setting.rules, GOOD)
    result = contest(setting, (Entry("one", ground.cheap, points), Entry("two", ground.cheap, points)))
    if result is None or result.status is not LotStatus.TIED or result.places > 1:
        return
    rungs = [rung.by for rung in setting.rules.ties]
    if SETTLING & set(rungs):
        return
    said = f"the tie rules that are published: {', '.join(rungs)}" if rungs else "no tie rule is published"
    yield Flaw(
        "unsettled-tie",
        Seriousness.MEND,
        (setting.rules.id,),
        "Two bids that are equal in price and points stay tied, and nobody can be awarded.",
        (*lines_of(setting, result), said),
        "End the tie rules in something that always settles, such as a draw from a seed that is made public.",
    )


# A bid that gives nothing


def _penny(setting: Setting, ground: Ground) -> Iterator[Flaw]:
    least = least_points(setting.rules)
    result = contest(setting, (*ordinary(setting, ground), Entry(PENNY_BID, PENNY, least)))
    if result is None or result.winners != (PENNY_BID,):
        return
    yield Flaw(
        "penny-price",
        Seriousness.MEND,
        (setting.rules.id,),
        f"A bid at {money(PENNY, setting.inputs.tender.currency)} with the least quality that the rules "
        "allow beats two good bids.",
        (*lines_of(setting, result), f"points of {PENNY_BID} on quality: {_range_words(least.values())}"),
        "Publish a minimum for quality, a screen for abnormally low prices that asks for an explanation, or "
        "a formula that stops rewarding prices below a stated one.",
    )


def _range_words(values: Iterable[Fraction]) -> str:
    found = sorted(values)
    return " to ".join(dict.fromkeys(decimal_text(one) for one in (found[0], found[-1])))


def lines_of(setting: Setting, result: LotResult) -> tuple[str, ...]:
    """The working of every bid of a contest, best first."""
    currency = setting.inputs.tender.currency
    return tuple(
        f"{one.bid} at {money(one.price or Fraction(0), currency)}: {one.worked}" for one in result.placings
    )
