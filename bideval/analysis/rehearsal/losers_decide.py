"""A bid that itself loses decides which of two others wins, shown by a contest.

Failure of independence of irrelevant alternatives, of relative formulas and of points against
the best bid: Bergman and Lundberg, and Telgen and Timmer 2016, on price-to-quality scoring;
the pages of the formulas say of each whether it is relative.

Where the totals are a weighted sum, the quality lead at which the winner turns lies half-way
between the two leads at which the two bids are level; else leads are tried one by one.  Either
way the contest is judged again by the published rules, and only what then turns is said.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from bideval.analysis.phantom import steady
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.formula_defects import CHEAP, DEAR, GOOD, Ground, cents, lines_of, ordinary
from bideval.analysis.rehearsal.setting import Setting
from bideval.analysis.rehearsal.staged import (
    FULL,
    Entry,
    contest,
    even,
    given_leaves,
    least_points,
    of_bid,
    staged,
    why_undefined,
)
from bideval.model.evaluation import LotResult
from bideval.model.numbers import decimal_text
from bideval.scoring.rounding import Mode, round_to

MOST_LEAD = 60  # points of quality that are tried one by one


class _Extra(NamedTuple):
    """One bid more, and what is said of it."""

    kind: str
    entry: Entry
    words: str
    remedy: str


def loser_flaws(setting: Setting, ground: Ground) -> Iterator[Flaw]:
    """For each kind of extra bid, the first contest that it turns; none where no contest can be made."""
    if not given_leaves(setting.rules) or why_undefined(setting, ordinary(setting, ground)):
        return
    normalised = any(node.normalise for node in setting.rules.nodes())
    if not normalised and steady(staged(setting, ordinary(setting, ground))) is not None:
        return
    for extras in _extras(setting, ground):
        tried = ((extra, _turned(setting, ground, extra.entry)) for extra in extras)
        yield from islice((_decides(setting, extra, *shown) for extra, shown in tried if shown), 1)


def _extras(setting: Setting, ground: Ground) -> tuple[tuple[_Extra, ...], ...]:
    least, full = least_points(setting.rules), even(setting.rules, FULL)
    absolute = (
        "Use a formula in which a bid's points hang on its own price alone, such as fixed-range, or say in "
        "the documents that losing bids bear on the result."
    )
    best = "Score quality against the published scale, not against the best bid."
    low = [
        _Extra("low-outlier", Entry("outlier", cents(ground.low * share), least), words, absolute)
        for share, words in _LOWER
    ]
    high = [
        _Extra("phantom-bid", Entry("phantom", cents(ground.high * times), least), words, absolute)
        for times, words in _HIGHER
    ]
    words = "with full quality at three times the highest expected price"
    splendid = _Extra("phantom-bid", Entry("phantom", cents(ground.high * 3), full), words, best)
    return tuple(low), (*high, splendid)


_LOWER = (
    (Fraction(1, 2), "at half the lowest expected price"),
    (Fraction(3, 4), "at three quarters of the lowest expected price"),
    (Fraction(9, 10), "at nine tenths of the lowest expected price"),
)
_HIGHER = (
    (Fraction(11, 10), "at a tenth more than the highest expected price"),
    (Fraction(3, 2), "at one and a half times the highest expected price"),
)
_Shown = tuple[LotResult, LotResult, Fraction]


def _turned(setting: Setting, ground: Ground, extra: Entry) -> _Shown | None:
    """A quality lead of the dear bid at which the extra bid, losing itself, turns the order of the others."""
    for lead in _leads(setting, ground, extra):
        two = _two(setting, ground, lead)
        if two is None:
            continue
        without, with_ = contest(setting, two), contest(setting, (*two, extra))
        if without is None or with_ is None or len(without.winners) != 1 or len(with_.winners) != 1:
            continue
        if with_.winners not in {without.winners, (extra.id,)}:
            return without, with_, lead
    return None


def _two(setting: Setting, ground: Ground, lead: Fraction) -> tuple[Entry, Entry] | None:
    """The two ordinary bids, the dear one ``lead`` points better on every criterion of quality."""
    least = max(least_points(setting.rules).values(), default=Fraction(0))
    top = min(FULL, max(GOOD, least + lead))
    if top - lead < least:
        return None
    better, worse = even(setting.rules, top), even(setting.rules, top - lead)
    return Entry(CHEAP, ground.cheap, worse), Entry(DEAR, ground.dear, better)


def _leads(setting: Setting, ground: Ground, extra: Entry) -> Iterator[Fraction]:
    """The lead half-way between two level contests, to two places and exactly; then whole points."""
    two = _two(setting, ground, Fraction(0))
    assert two is not None
    gaps = [_gap(contest(setting, entries)) for entries in (two, (*two, extra))]
    weight = sum((leaf.weight for leaf in given_leaves(setting.rules)), Fraction(0))
    if None not in gaps and weight > 0:
        low, high = sorted(gap * FULL / weight for gap in gaps if gap is not None)
        middle = (low + high) / 2
        rounded = round_to(middle, 2, Mode.HALF_UP)
        yield from (one for one in (rounded, middle) if 0 <= one <= FULL and low < one < high)
        if not any(node.normalise for node in setting.rules.nodes()):
            return
    yield from (Fraction(one) for one in range(MOST_LEAD + 1))


def _gap(result: LotResult | None) -> Fraction | None:
    """How far the cheap bid is ahead of the dear one, in units of the whole; None where totals are no sum."""
    if result is None or result.method != "weighted-sum":
        return None
    cheap, dear = (of_bid(result, bid).total_exact for bid in (CHEAP, DEAR))
    return None if cheap is None or dear is None else cheap - dear


def _decides(setting: Setting, extra: _Extra, without: LotResult, with_: LotResult, lead: Fraction) -> Flaw:
    name = "A low outlier" if extra.kind == "low-outlier" else "One more bid"
    return Flaw(
        extra.kind,
        Seriousness.CONSIDER,
        (setting.rules.id,),
        f"{name}, {extra.words}, loses and yet decides: without it the bid {without.winners[0]} wins, "
        f"with it the bid {with_.winners[0]}.",
        (
            f"{DEAR} is {decimal_text(lead)} points better than {CHEAP} on every criterion of quality",
            *(f"without {extra.entry.id}: {line}" for line in lines_of(setting, without)),
            *(f"with {extra.entry.id}: {line}" for line in lines_of(setting, with_)),
        ),
        extra.remedy,
    )
