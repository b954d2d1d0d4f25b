"""The award of all lots in a what-if, beside the published one: who gets which lot, at what, and why not.

Both are awarded by the same mechanism with the same proof.  Only a tender that awards its lots
together has such a result.
"""

from typing import NamedTuple

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.conflicts import Conflicting, conflicts_in
from bideval.analysis.lots.effects import Effects, effects_of
from bideval.analysis.lots.rule_costs import Step, step
from bideval.analysis.lots.without_bidder import Moved, moved_lots
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Report


class AwardsBeside(NamedTuple):
    """Both awards, the lots that go elsewhere, and what the changed one comes to more."""

    before: Allocation
    after: Allocation
    moved: tuple[Moved, ...]
    more: Step
    effects: tuple[Effects, Effects]
    why: Conflicting | None  # where a lot cannot be filled any more


def awards_beside(
    both: tuple[Inputs, Inputs], results: tuple[Evaluation, Evaluation], report: Report | None
) -> AwardsBeside | None:
    """Return both awards; None where the tender does not award its lots together."""
    award = both[0].tender.award
    if not both[0].tender.lots or award is None or award.mechanism is None:
        return None
    before, after = (allocate(inputs, result) for inputs, result in zip(both, results, strict=True))
    open_ = not after.taken or any(one.bid is None for one in after.lots)
    why = conflicts_in(after) if open_ else None
    return AwardsBeside(
        before,
        after,
        moved_lots(before, after),
        step(before, after),
        (effects_of(both[0], before, report), effects_of(both[1], after, report)),
        why if why is not None and why.conflicts else None,
    )
