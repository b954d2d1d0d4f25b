"""The fewest and the most points that hypothetical bids get on each criterion.

Marks: every mark of the stated range.  Measures: bids at the ends of the stated ranges, and
the rehearsed ones.  Prices: the rehearsed cases, and two bids at the ends of the stated
prices.  What is said of points that nobody reaches is said of these bids.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.rehearsal.cases import Rehearsed
from bideval.analysis.rehearsal.ends import BID, at_the_ends, names_read
from bideval.analysis.rehearsal.flaws import Flaw, Seriousness
from bideval.analysis.rehearsal.setting import Setting, price_span
from bideval.analysis.rehearsal.staged import FULL, Entry, contest, even, of_bid
from bideval.analysis.rehearsal.values import mark_values
from bideval.errors import GuardError
from bideval.model.numbers import fixed_text
from bideval.model.scale import Scale
from bideval.scoring.leaf_points import raw_points
from bideval.scoring.lot_rules import Leaf

HUNDRED = Fraction(100)
WORTH = Fraction(1)  # points of the whole out of reach from which a flaw is grave
HALF, MOST = Fraction(50), Fraction(75)  # points that everybody gets


class Reach(NamedTuple):
    """The points of one criterion: the fewest and the most, before any rounding."""

    criterion: str
    title: str
    weight: Fraction  # percent of the whole
    lowest: Fraction
    highest: Fraction
    is_marked: bool
    is_past: bool  # of past bids, not of ranges

    @property
    def out_of_reach(self) -> Fraction:
        """Points of the whole that no such bid reaches."""
        return self.weight * (FULL - self.highest) / HUNDRED

    @property
    def for_all(self) -> Fraction:
        """Points of the whole that every such bid gets."""
        return self.weight * self.lowest / HUNDRED


def reaches(setting: Setting, cases: Sequence[Rehearsed]) -> tuple[Reach, ...]:
    """Return the reach of every criterion of which anything is known, in published order."""
    rules = setting.rules
    found = []
    for leaf in rules.leaves():
        points = sorted({*_by_ends(setting, leaf), *_rehearsed(leaf, cases)})
        if points and leaf.weight > 0:
            weight = leaf.weight * HUNDRED / rules.whole
            past = any(kind.like is not None for kind in setting.kinds)
            marked = leaf.scale is not None
            found.append(Reach(leaf.id, leaf.title, weight, points[0], points[-1], marked, past))
    return tuple(found)


def _rehearsed(leaf: Leaf, cases: Sequence[Rehearsed]) -> Iterator[Fraction]:
    for one in cases:
        yield from (one.points(bid, leaf.id)[0] for bid in one.judged.assessed)


def _by_ends(setting: Setting, leaf: Leaf) -> Iterator[Fraction]:
    if leaf.scale is not None:
        yield from _of_scale(setting, leaf, leaf.scale)
    elif leaf.formula is not None:
        yield from _of_prices(setting, leaf)
    elif leaf.measure is not None and not setting.needed:
        for kind in setting.kinds:
            for case in at_the_ends(setting, kind, names_read(leaf.measure, kind)):
                try:
                    yield raw_points(case, BID, leaf).points
                except GuardError:
                    continue  # a rule that is not defined for one bid alone: the rehearsed cases speak


def _of_scale(setting: Setting, leaf: Leaf, scale: Scale) -> Iterator[Fraction]:
    for kind in setting.kinds:
        values = mark_values(scale, None if kind.like is not None else kind.marks.get(leaf.id))
        marks = values.listed or ((values.at(0), values.at(values.size - 1)) if values.size else ())
        yield from (scale.points_between(mark) for mark in marks if isinstance(mark, Fraction))


def _of_prices(setting: Setting, leaf: Leaf) -> Iterator[Fraction]:
    span = price_span(setting)
    if span is None:
        return
    points = even(setting.rules, FULL)
    result = contest(setting, (Entry("low", span[0], points), Entry("high", span[1], points)))
    for bid in ("low", "high") if result is not None else ():
        assert result is not None
        scores = of_bid(result, bid).scores
        yield from (score.points_exact for score in scores if score.criterion == leaf.id)


def reach_flaws(found: Sequence[Reach]) -> Iterator[Flaw]:
    """Points that nobody reaches, and points that everybody gets."""
    for one in found:
        if one.out_of_reach > 0:
            yield _out_of_reach(one)
        if one.lowest >= HALF and one.highest > one.lowest and not one.is_marked:
            yield _for_all(one)


def _out_of_reach(one: Reach) -> Flaw:
    grave = one.out_of_reach >= WORTH and not one.is_past
    return Flaw(
        "points-out-of-reach",
        Seriousness.MEND if grave else Seriousness.CONSIDER,
        (one.criterion,),
        f"{'No past bid' if one.is_past else 'Nobody in the stated ranges'} gets more than "
        f"{_points(one.highest)} of 100 points on {one.title} ({one.criterion}): "
        f"{_points(one.out_of_reach)} of its {_points(one.weight)} points are out of reach.",
        (
            f"{_points(one.weight)} x (100 - {_points(one.highest)}) / 100 = {_points(one.out_of_reach)}",
            "tried: the rehearsed bids"
            if one.is_past
            else "tried: every end of the ranges, and the rehearsed bids",
        ),
        "Put full marks where a good bid can get them, or lower the weight to what can be got.",
    )


def _for_all(one: Reach) -> Flaw:
    grave = one.lowest >= MOST
    return Flaw(
        "points-for-all",
        Seriousness.MEND if grave and one.for_all >= WORTH and not one.is_past else Seriousness.CONSIDER,
        (one.criterion,),
        f"{'Every past bid' if one.is_past else 'Everybody in the stated ranges'} gets "
        f"{_points(one.lowest)} of 100 points or more on {one.title} ({one.criterion}): "
        f"{_points(one.for_all)} of its {_points(one.weight)} points are the same for everybody.",
        (
            f"{_points(one.weight)} x {_points(one.lowest)} / 100 = {_points(one.for_all)}",
            f"left to compete for: {_points(one.weight - one.for_all)}",
        ),
        "Let the points fall to 0 within the range that bids are expected in, such as by a published "
        "lowest and highest value.",
    )


def _points(value: Fraction) -> str:
    text = fixed_text(value, 2)
    return text.rstrip("0").rstrip(".") if "." in text else text
