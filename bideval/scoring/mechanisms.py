"""The mechanisms by which lots are awarded together, each under its published id.

A mechanism says which offers it can read and which rules it can keep; what it cannot is a
finding before it runs.  Its page is docs/allocation/<id>.md.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, get_args

from bideval.model.allocation import OfferKind, RuleKind
from bideval.model.evaluation import Evaluation, LotStatus
from bideval.model.inputs import Inputs

ALL_OFFERS: frozenset[OfferKind] = frozenset(("packages", "conditional-discounts", "volume-discounts"))
NO_OFFERS: frozenset[OfferKind] = frozenset()
EVERY_RULE: frozenset[RuleKind] = frozenset(get_args(RuleKind))
IN_TURN: frozenset[RuleKind] = frozenset(
    (
        "most-lots",
        "most-amount",
        "most-share",
        "capacity",
        "only",
        "incumbents",
        "apart",
        "no-award",
        "budget",
    )
)
BY_LOTS: frozenset[RuleKind] = frozenset(("most-lots", "only", "incumbents", "no-award"))


class MechanismEntry(NamedTuple):
    """One mechanism: what it is, which offers it reads, which rules it keeps, whether they may be soft."""

    id: str
    title: str
    offers: frozenset[OfferKind]
    rules: frozenset[RuleKind]
    soft: bool  # whether rules may be broken at a price or in an order
    searches: bool  # whether it looks for the best of all awards, with a proof
    reads_points: bool = False


MECHANISMS: Mapping[str, MechanismEntry] = MappingProxyType(
    {
        one.id: one
        for one in (
            MechanismEntry(
                "lot-by-lot", "Lot by lot in published order", NO_OFFERS, IN_TURN, soft=False, searches=False
            ),
            MechanismEntry(
                "bidder-preference", "By bidders' preferences", NO_OFFERS, BY_LOTS, soft=False, searches=False
            ),
            MechanismEntry(
                "lowest-total-price",
                "The lowest total price",
                ALL_OFFERS,
                EVERY_RULE,
                soft=True,
                searches=True,
            ),
            MechanismEntry(
                "most-points",
                "The most points",
                NO_OFFERS,
                EVERY_RULE,
                soft=True,
                searches=True,
                reads_points=True,
            ),
            MechanismEntry(
                "best-combination",
                "The best combination against the best single awards",
                ALL_OFFERS,
                EVERY_RULE,
                soft=True,
                searches=True,
            ),
        )
    }
)


def awards_together(inputs: Inputs, evaluation: Evaluation) -> bool:
    """Say whether the lots are awarded together by a published mechanism, and prices are there for it."""
    award = inputs.tender.award
    if award is None or award.mechanism is None or not inputs.tender.lots:
        return False
    return all(lot.status is not LotStatus.QUALITY_ONLY for lot in evaluation.lots)
