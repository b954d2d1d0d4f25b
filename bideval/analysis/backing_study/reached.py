"""Which awards the choices about the group come to, and the least of them that does."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TypeGuard

from bideval.analysis.award_words import listed
from bideval.analysis.backing_study.alternatives import FOLDED
from bideval.analysis.backing_study.lines import Part
from bideval.analysis.backing_study.scene import Scene, price_of
from bideval.analysis.backing_study.singly import AllTried
from bideval.analysis.backing_study.subsets import Subsets
from bideval.analysis.backing_study.tried import Tried
from bideval.analysis.backing_study.words import figure
from bideval.analysis.reweighed import Award

Way = tuple[Award, str, Fraction | None]  # an award, the choice that comes to it, the price paid
Reached = Mapping[Award, tuple[str, Fraction | None]]


def reached_by(scene: Scene, subsets: Subsets, tried: AllTried) -> Reached:
    """The first choice to come to each clear award: as published, fewest tests away, one change, then two."""
    found: dict[Award, tuple[str, Fraction | None]] = {}
    for award, by, price in _ways(scene, subsets, tried):
        found.setdefault(award, (by, price))
    return found


def _ways(scene: Scene, subsets: Subsets, tried: AllTried) -> Iterator[Way]:
    for one in subsets.tried:
        award = one.outcome.award
        if _clear(award):
            yield award, _away(one.dropped), one.outcome.price
    for each in (*tried.singly, *tried.pairs):
        yield from _of_tried(scene, each)


def _away(dropped: tuple[str, ...]) -> str:
    return f"{listed(dropped)} taken away" if dropped else ""


def _clear(award: Award | None) -> TypeGuard[Award]:
    """Whether somebody is awarded and nobody is tied."""
    return award is not None and bool(award.winners) and not award.tied


def _of_tried(scene: Scene, one: Tried) -> Iterator[Way]:
    words = listed([each.words for each in one.alternatives])
    if one.outcome is not None and _clear(one.outcome.award):
        yield one.outcome.award, words, one.outcome.price
    charged = any(each.kind == FOLDED for each in one.alternatives)
    for part in one.line:
        if _clear(part.award):
            price = None if charged else price_of(scene.case, part.award)
            yield part.award, f"{words}, at {_weights(part)}", price


def _weights(part: Part) -> str:
    return f"a weight from {figure(part.low, 'percent', '')} to {figure(part.high, 'percent', '')}"
