"""The award if one bidder fell away, for each bidder: a withdrawal before the contract is signed.

All its bids are left out, the lots are evaluated anew - prices that are measured by the lowest
one move - and awarded anew by the same mechanism and rules.  Whether the authority may award so
after a withdrawal is a question of law that is not answered here.
"""

from collections.abc import Callable
from typing import NamedTuple

from bideval.analysis.changes.placed import Placed
from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import Allocation
from bideval.analysis.lots.conflicts import Conflicting, conflicts_in
from bideval.analysis.lots.effects import Effects, effects_of
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.rule_costs import Step, step
from bideval.analysis.whatif import what_if
from bideval.errors import Finding, Source
from bideval.model.change import WithoutBid
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.scoring.workings import Workings

Tell = Callable[[str], None]


class Moved(NamedTuple):
    """A lot that goes elsewhere: to which bid before and after; an empty one is no award."""

    lot: str
    before: str
    after: str


class Lost(NamedTuple):
    """The award without one bidder; ``award`` is None where there is no result without it."""

    bidder: str
    had: tuple[str, ...]  # lots that it was awarded
    award: Allocation | None
    moved: tuple[Moved, ...]
    others: tuple[Moved, ...]  # those of them that it had not been awarded itself
    more: Step  # than with it
    effects: Effects | None
    why: Conflicting | None  # where lots cannot be filled without it
    findings: tuple[Finding, ...] = ()


def without_each_bidder(
    inputs: Inputs,
    evaluation: Evaluation,
    whole: Allocation,
    report: Report | None,
    tell: Tell | None = None,
) -> tuple[Lost, ...]:
    """Return the award without each bidder of an assessed bid, by id; ``whole`` is the award with all."""
    workings = Workings()
    found = []
    for bidder in whole.problem.bidders:
        if tell is not None:
            tell(f"award without {bidder}")
        found.append(_without(inputs, whole, bidder, report, workings))
    return tuple(found)


def _without(
    inputs: Inputs, whole: Allocation, bidder: str, report: Report | None, workings: Workings
) -> Lost:
    bids = sorted(bid.id for bid in inputs.bids.values() if bid.bidder.id == bidder)
    changes = tuple(
        Placed(WithoutBid(kind="without-bid", bid=bid), Source("--without-each-bidder")) for bid in bids
    )
    supposed = what_if(inputs, changes, workings)
    had = tuple(one.lot for one in whole.lots if one.bidder == bidder)
    if supposed.inputs is None or supposed.evaluation is None:
        return Lost(bidder, had, None, (), (), Step(None, None), None, None, supposed.findings)
    problem = problem_of(supposed.inputs, supposed.evaluation)
    award = allocated(problem, supposed.inputs, supposed.evaluation, Asked())
    moved = moved_lots(whole, award)
    why = None if award.taken and all(one.bid for one in award.lots) else conflicts_in(award)
    return Lost(
        bidder=bidder,
        had=had,
        award=award,
        moved=moved,
        others=tuple(one for one in moved if one.lot not in had),
        more=step(whole, award),
        effects=effects_of(supposed.inputs, award, report),
        why=why if why is not None and why.conflicts else None,
    )


def moved_lots(before: Allocation, after: Allocation) -> tuple[Moved, ...]:
    """Return the lots that another bid is awarded, or none any more, in published order."""
    later = {one.lot: one.bid or "" for one in after.lots}
    pairs = ((one.lot, one.bid or "", later.get(one.lot, "")) for one in before.lots)
    return tuple(Moved(*one) for one in pairs if one[1] != one[2])
