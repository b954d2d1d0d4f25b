"""Award rules that ask for an offer nobody makes, and what follows: read from the offers, not searched for.

An incumbent that keeps its lot and has no offer for it; lots that go together, one of which nobody
has an offer for.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from bideval.analysis.lots.problem import Problem
from bideval.model.allocation import AwardRule

Follows = Literal["not-read", "never-kept", "none-awarded"]


class Unmet(NamedTuple):
    """One rule: the lots that nobody, or this bidder, has an offer for, and what follows for others."""

    rule: str
    lots: tuple[str, ...]
    bidder: str | None  # None: nobody has an offer
    follows: Follows
    others: tuple[str, ...] = ()  # lots that are not awarded therefore


def unmet_in(problem: Problem) -> tuple[Unmet, ...]:
    """Return such rules in published order."""
    return tuple(one for rule in problem.award.rules for one in _unmet(problem, rule))


def _unmet(problem: Problem, rule: AwardRule) -> Iterator[Unmet]:
    if rule.use == "incumbents" and rule.keep:
        for lot, bidder in sorted(rule.incumbents.items()):
            if bidder not in problem.bidders or lot not in problem.lots:
                yield Unmet(rule.id, (lot,), bidder, "not-read")
            elif lot not in _offered(problem, bidder):
                yield Unmet(rule.id, (lot,), bidder, "never-kept")
    elif rule.use == "linked":
        offered = _offered(problem, None)
        missing = tuple(lot for lot in rule.lots if lot not in offered)
        others = tuple(lot for lot in rule.lots if lot in offered)
        if missing and others:
            yield Unmet(rule.id, missing, None, "none-awarded", others)


def _offered(problem: Problem, bidder: str | None) -> frozenset[str]:
    """The lots that a bidder has an offer for; ``bidder`` None: that anybody has."""
    pairs = zip(problem.offers, problem.data.offers, strict=True)
    return frozenset(
        lot
        for name, offer in pairs
        for lot in name.lots
        if bidder is None or problem.bidders[problem.data.bidders[offer.bid]] == bidder
    )
