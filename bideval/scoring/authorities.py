"""Each authority's own ranking of a lot that several buy together, beside the combined one.

An authority's ranking is the plain result under its own weights: the same assessed
bids, the same rounding and the same tie ladder.  It awards nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from bideval.model.evaluation import AuthorityResult, Placing
from bideval.scoring.case import LotCase
from bideval.scoring.joint import alone
from bideval.scoring.lot_order import NO_ORDER, margin_of, order_of
from bideval.scoring.lot_rules import AuthorityRules
from bideval.scoring.lot_scores import score_bids


def authority_results(case: LotCase, placings: Mapping[str, Placing]) -> tuple[AuthorityResult, ...]:
    """Rank the assessed bids by each authority's weights; ``placings`` are their placings in the lot.

    While quality alone is scored nobody is ranked, and only the scores stand.
    """
    if not placings:
        return ()
    return tuple(_ranked(case, one, placings) for one in case.rules.authorities)


def _ranked(case: LotCase, authority: AuthorityRules, placings: Mapping[str, Placing]) -> AuthorityResult:
    own = alone(case, authority)
    scores = score_bids(own, tuple(sorted(placings)))
    order = order_of(own, scores) if not case.quality_only else NO_ORDER
    margin, margin_exact = margin_of(own, order, scores)
    found = tuple(
        placings[bid]._replace(
            rank=order.ranks.get(bid),
            total=scores[bid].total if order.ranks else None,
            total_exact=scores[bid].total_exact if order.ranks else None,
            worked=scores[bid].worked,
            tie_rungs=order.rungs.get(bid, ()),
            scores=scores[bid].scores,
        )
        for bid in order.sequence or sorted(scores)
    )
    return AuthorityResult(
        id=authority.id,
        title=authority.title,
        budget_share=authority.budget_share,
        winners=order.winners,
        tied=order.tied,
        margin=margin,
        margin_exact=margin_exact,
        placings=found,
    )


def disagreement(results: Sequence[AuthorityResult]) -> Iterator[str]:
    """Say in one sentence where the authorities' own rankings would not award the same bids."""
    if len({(frozenset(one.winners), frozenset(one.tied)) for one in results}) > 1:
        yield f"the authorities disagree: by its own weights {', and '.join(map(_would, results))}"


def _would(result: AuthorityResult) -> str:
    """What an authority's own weights alone would lead to."""
    awards = [f"would award {_names(result.winners)}"] if result.winners else []
    awards += [f"has {_names(result.tied)} tied"] if result.tied else []
    return f"{result.id} {' and '.join(awards)}"


def _names(bids: tuple[str, ...]) -> str:
    return bids[0] if len(bids) == 1 else f"{', '.join(bids[:-1])} and {bids[-1]}"
