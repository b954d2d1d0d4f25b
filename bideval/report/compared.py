"""What is compared where one bid is set against another: which figures, by whose weights.

Most lots have one comparison.  Where several authorities buy together it depends on
the published rule that combines their totals.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from bideval.model.evaluation import AuthorityResult, LotResult, LotStatus, Placing
from bideval.model.rules import Combine, RankOn
from bideval.report.authorities_text import authority_words


class View(NamedTuple):
    """Two placings to compare: those of the lot, or of one authority that buys with others."""

    lot: LotResult
    ours: Placing
    theirs: Placing
    figures: tuple[Fraction, Fraction]
    head: str = ""


def compared_views(lot: LotResult, pair: tuple[Placing, Placing], rank_on: RankOn) -> Iterator[View]:
    """Yield what sets two bids apart; nothing where one of them was not assessed.

    In a lexicographic lot that is the total of the first authority that has them apart;
    without a rule that combines totals there is one comparison for each authority.
    """
    own = [
        (authority, View(lot, *placings, figures))
        for authority in lot.authorities
        if (placings := _own(authority, pair)) and (figures := _figures(*placings, rank_on))
    ]
    if lot.status is LotStatus.ILLUSTRATIVE:
        yield from (view._replace(head=f"By {authority_words(one)}: ") for one, view in own)
        return
    apart = [(one, view) for one, view in own if view.figures[0] != view.figures[1]]
    if lot.combine == Combine.LEXICOGRAPHIC and own:
        authority, view = (apart or own)[0]
        decided_by = f"the total of {authority.id}" if apart else None
        yield view._replace(lot=lot._replace(decided_by=decided_by))
        return
    figures = _figures(*pair, rank_on)
    if figures is not None:
        yield View(lot, *pair, figures)


def _own(authority: AuthorityResult, pair: tuple[Placing, Placing]) -> tuple[Placing, Placing] | None:
    """The two placings by the authority's own weights; None where a bid was not assessed."""
    placings = {one.bid: one for one in authority.placings}
    ours, theirs = (placings.get(one.bid) for one in pair)
    return None if ours is None or theirs is None else (ours, theirs)


def _figures(ours: Placing, theirs: Placing, rank_on: RankOn) -> tuple[Fraction, Fraction] | None:
    """The two figures that are ranked on; a figure that is a root is only known rounded."""
    pairs = [
        (one.total, one.total_exact if one.total_exact is not None else one.total) for one in (ours, theirs)
    ]
    chosen = [exact if rank_on is RankOn.EXACT else rounded for rounded, exact in pairs]
    if chosen[0] is None or chosen[1] is None:
        return None
    return chosen[0], chosen[1]
