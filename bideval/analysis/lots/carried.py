"""When a best award under fewer or weaker rules is a best one under more: no search is needed.

Every award that keeps the stronger rules keeps the weaker ones.  So where the best award under
the weaker rules keeps the stronger ones too, none of the fewer awards there is better, and a
tie rule that named it among more names it among fewer.
"""

from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.kept import broken_by, takes_once
from bideval.analysis.lots.problem import Problem
from bideval.scoring.mechanisms import MECHANISMS


def is_still_best(before: Allocation, problem: Problem) -> bool:
    """Say whether an award is known to be the best of ``problem``, which has the rules and more.

    A budget is held against prices before discounts, so a no is not the last word.
    """
    entry = MECHANISMS[before.mechanism]
    if not entry.searches or before.mechanism == "best-combination":
        return False  # lot by lot, or by a comparison of two awards
    if before.status not in {AllocationStatus.FINAL, AllocationStatus.PROVISIONAL}:
        return False
    places = {name: place for place, name in enumerate(problem.offers)}
    names = [before.problem.offers[place] for place in before.taken]
    if any(name not in places for name in names):
        return False
    taken = tuple(places[name] for name in names)
    return not broken_by(problem.data, taken) and takes_once(problem.data, taken)
