"""The award of a lot under other gates: admitted anew, scored once for each set of assessed bids.

Gates decide who is assessed, and that set decides everything else: relative prices,
normalised criteria, ranks.  So every set of gates is admitted by the published rules,
and sets that come to the same assessed bids share one result.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from bideval.analysis.altered import judged
from bideval.analysis.reweighed import Award
from bideval.model.evaluation import LotResult, LotStatus
from bideval.scoring.admission import admit
from bideval.scoring.case import LotCase


@dataclass(frozen=True, slots=True)
class Eligible:
    """The results of the sets of assessed bids of one lot seen so far; None where no rule gives one."""

    results: dict[tuple[str, ...], LotResult | None] = field(default_factory=dict, compare=False)

    def result(self, case: LotCase) -> LotResult | None:
        """The result of the lot under the gates of ``case``, in which nothing else may be changed."""
        return self.among(case, admit(case).assessed)

    def among(self, case: LotCase, assessed: tuple[str, ...]) -> LotResult | None:
        """The result of the lot under the gates of ``case``, by which ``assessed`` are assessed."""
        if assessed not in self.results:
            self.results[assessed] = judged(case)
        return self.results[assessed]


def award_of(result: LotResult | None) -> Award | None:
    """Return who is awarded in a result, before any rule across lots."""
    if result is None:
        return None
    return Award(tuple(sorted(leaders(result))), tuple(sorted(result.tied)))


def leaders(result: LotResult) -> tuple[str, ...]:
    """Return the awarded bids of a lot by itself: before rules across lots, those that rank for it."""
    if result.status is not LotStatus.NEEDS_ALLOCATION:
        return result.winners
    return tuple(one.bid for one in result.placings if one.rank is not None and one.rank <= result.places)


def price_paid(result: LotResult | None, award: Award | None) -> Fraction | None:
    """The evaluated prices of the awarded bids together; None where nobody is awarded or one has none."""
    if result is None or award is None or not award.winners:
        return None
    prices = [one.price for one in result.placings if one.bid in award.winners]
    return sum((one for one in prices if one is not None), Fraction(0)) if None not in prices else None
