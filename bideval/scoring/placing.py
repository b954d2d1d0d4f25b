"""Order the assessed bids, settle ties, name the winners and the margin.

Bids are ranked on the rounded or the exact figure, as published.  Tied ranks run
1, 1, 3.  A tie inside the places is no tie; across the award border it is, and
then the certain winners alone are listed.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from bideval.model.evaluation import TieRung
from bideval.scoring.ties import Settled

Key = tuple[Fraction, ...]


class Order(NamedTuple):
    """Ranks by bid, the winners, and who is tied across the award border."""

    ranks: Mapping[str, int]
    winners: tuple[str, ...]
    tied: tuple[str, ...]
    rungs: Mapping[str, tuple[TieRung, ...]]
    sequence: tuple[str, ...]  # best first; equal bids by id


def order_bids(keys: Mapping[str, Key], settle: Callable[[Sequence[str]], Settled], places: int) -> Order:
    """Rank bids by ``keys`` (greater is better), equal keys settled by ``settle``."""
    classes: list[tuple[str, ...]] = []
    rungs: dict[str, tuple[TieRung, ...]] = {}
    for key in sorted(set(keys.values()), reverse=True):
        group = sorted(bid for bid, own in keys.items() if own == key)
        settled = settle(group) if len(group) > 1 else Settled((tuple(group),), {})
        classes += settled.classes
        rungs.update(settled.rungs)
    ranks: dict[str, int] = {}
    for same in classes:
        ranks.update(dict.fromkeys(same, len(ranks) + 1))
    winners, tied = _award(classes, places)
    return Order(ranks, winners, tied, rungs, tuple(bid for same in classes for bid in same))


def _award(classes: list[tuple[str, ...]], places: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The bids certain of a place, and those tied for the last of them."""
    winners: list[str] = []
    for same in classes:
        if len(winners) + len(same) > places:
            return tuple(winners), same if len(winners) < places else ()
        winners += same
    return tuple(winners), ()
