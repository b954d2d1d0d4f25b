"""Who would be ahead in a tie of two bids, by the published rungs, whatever the weights are.

Only rungs before the first that reads a section are used: its points move with the weights
inside it.  A pair that they do not part is left out.
"""

from collections.abc import Iterable
from itertools import combinations, takewhile

from bideval.model.evaluation import Placing
from bideval.model.tender import TieRule
from bideval.scoring.case import LotCase
from bideval.scoring.lot_result import draws_about
from bideval.scoring.lot_rules import LotRules, Section
from bideval.scoring.ties import Comparable, settle


def ahead_in_ties(case: LotCase, placings: Iterable[Placing]) -> dict[tuple[str, str], bool]:
    """Return, for each pair of bids that the rungs part, whether the first is ahead."""
    rules = _steady_rungs(case.rules)
    draws = draws_about(case)
    compared = {
        placing.bid: Comparable(
            placing.price,
            {score.criterion: score.points for score in placing.scores},
            case.bids[placing.bid].received,
        )
        for placing in placings
    }
    found: dict[tuple[str, str], bool] = {}
    for one, other in combinations(sorted(compared), 2):
        classes = settle((one, other), compared, rules, case.rules.id, draws).classes
        if len(classes) == 2:
            first = classes[0][0]
            found |= {(one, other): first == one, (other, one): first == other}
    return found


def _steady_rungs(rules: LotRules) -> tuple[TieRule, ...]:
    sections = {node.id for node in rules.nodes() if isinstance(node, Section)}
    return tuple(takewhile(lambda rung: rung.of not in sections, rules.ties))
