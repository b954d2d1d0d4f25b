"""What the published rounding can do to totals as a price moves, and the totals before it.

Marks and other points that no price moves are taken as they were rounded: they are the same
at every price.  What is left is the rounding of price points, of weighted figures, sections
and totals, each by half a unit of its last place at most, or a whole one where it goes up or
down.  A rounding of prices themselves has no such bound here.
"""

from fractions import Fraction
from itertools import product

from bideval.analysis.space import most_by_rounding, twice_the_error
from bideval.model.rules import RankOn, Stage
from bideval.scoring.case import Given, LotCase
from bideval.scoring.lot_rules import Leaf, LotRules, Section

HUNDRED = Fraction(100)


def rounds_prices(rules: LotRules) -> bool:
    """Whether a rounding touches what price points become."""
    if rules.rank_on is not RankOn.ROUNDED:
        return False
    stages = (Stage.PRICE, Stage.POINTS, Stage.WEIGHTED)
    sections = [node.id for node in rules.nodes() if isinstance(node, Section)]
    return (
        any(rules.policy.rule(stage, leaf.id) for stage, leaf in product(stages, _priced(rules)))
        or any(rules.policy.rule(Stage.SECTION, one) for one in sections)
        or rules.policy.rule(Stage.TOTAL) is not None
    )


def rounded_away(rules: LotRules) -> Fraction | None:
    """The most, in units of the whole, by which roundings move a lead; None where there is no bound."""
    priced = _priced(rules)
    unbounded = any(rules.policy.rule(Stage.PRICE, leaf.id) for leaf in priced)
    if unbounded or rules.authorities or any(node.normalise for node in rules.nodes()):
        return None
    of_points = (twice_the_error(rules, Stage.POINTS, leaf.id) * leaf.weight / HUNDRED for leaf in priced)
    return sum(of_points, most_by_rounding(rules))


def before_rounding(case: LotCase) -> LotCase:
    """Return the lot with its totals unrounded, but for the points that no price moves."""
    policy = case.rules.policy
    kept = {
        (bid, leaf): Given(one.points, policy.apply(Stage.POINTS, one.points, leaf))
        for (bid, leaf), one in case.given.items()
    }
    return case._replace(given=kept, rules=case.rules._replace(rank_on=RankOn.EXACT))


def _priced(rules: LotRules) -> list[Leaf]:
    return [leaf for leaf in rules.leaves() if leaf.formula is not None]
