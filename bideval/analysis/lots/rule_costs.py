"""What each published award rule costs, by awarding the lots again without it: never from multipliers.

    last in    the award under all rules, less that under all others
    first in   the award under this rule alone, less that under none
    share      the mean step over every order in which the rules can come in (Shapley value); the
               shares sum to what all rules cost together

All three are exact differences of whole awards: proved best, or awarded in turn where the
mechanism is such.  Where a best award under some rules keeps a further one as well, that rule
costs nothing more there, so it is not searched for again.  What a rule is worth is not said.

Awards are compared by what they count as (``counted``): a lot that is not awarded counts as its
reserve price, so a rule that lets a lot go unawarded is no saving.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import NamedTuple

from bideval.analysis.lots.allocate import Asked, allocated
from bideval.analysis.lots.allocation import Allocation, AllocationStatus
from bideval.analysis.lots.carried import is_still_best
from bideval.analysis.lots.counted import counted_of
from bideval.analysis.lots.effects import Effects, effects_of
from bideval.analysis.lots.problem import problem_of
from bideval.analysis.lots.rules_changed import rule_ids, rule_named, without_rules
from bideval.analysis.shapley import shapley
from bideval.model.evaluation import Evaluation
from bideval.model.inputs import Inputs
from bideval.model.study import Report

MOST_RULES = 10  # for which every set is looked at: 1,024 sets
Tell = Callable[[str], None]
Rules = frozenset[str]


class Step(NamedTuple):
    """A difference of two awards: what they count as in money, and points; None where it is not known."""

    cost: Fraction | None
    points: Fraction | None


class RuleCost(NamedTuple):
    """What one rule costs; ``share`` is None where there are too many rules to look at every set."""

    rule: str
    title: str
    clause: str
    last_in: Step
    first_in: Step
    share: Step | None
    without: Allocation  # all rules but this one
    effects: Effects  # of that award


class RuleCosts(NamedTuple):
    """The award under all rules and under none, and every rule between them."""

    whole: Allocation
    free: Allocation
    whole_effects: Effects
    free_effects: Effects
    rules: tuple[RuleCost, ...]
    solved: int  # how often the lots were awarded


class Awards:
    """The award of the lots under any set of the published rules, each worked out once."""

    def __init__(self, inputs: Inputs, evaluation: Evaluation, tell: Tell | None = None) -> None:
        """Begin with none."""
        self.inputs = inputs
        self.evaluation = evaluation
        self.ids = rule_ids(inputs)
        self.solved = 0
        self._tell = tell
        self._known: dict[Rules, Allocation] = {}

    def under(self, rules: Rules) -> Allocation:
        """Return the award under these rules alone."""
        if rules not in self._known:
            self._known[rules] = self._carried(rules) or self._solved(rules)
        return self._known[rules]

    def _solved(self, rules: Rules) -> Allocation:
        self.solved += 1
        if self._tell is not None:
            self._tell(f"award {self.solved} under other rules")
        inputs = without_rules(self.inputs, set(self.ids) - rules)
        return allocated(problem_of(inputs, self.evaluation), inputs, self.evaluation, Asked())

    def _carried(self, rules: Rules) -> Allocation | None:
        """The award under all of these rules but one, where it keeps that one too."""
        for rule in sorted(rules):
            before = self._known.get(rules - {rule})
            if before is not None and self._keeps(before, rules, rule):
                return before
        return None

    def _keeps(self, before: Allocation, rules: Rules, rule: str) -> bool:
        """Whether the best award under fewer rules is one under these: then it is the best of them."""
        published = rule_named(self.inputs, rule)
        if published is not None and published.use == "no-award":
            return False  # which lets more awards in
        inputs = without_rules(self.inputs, set(self.ids) - rules)
        return is_still_best(before, problem_of(inputs, self.evaluation))


def rule_costs(
    inputs: Inputs, evaluation: Evaluation, report: Report | None, tell: Tell | None = None
) -> RuleCosts | None:
    """Return the price of every rule; None where no award keeps all of them, or none is established.

    Raises LotsError where the tender awards no lots together.
    """
    awards = Awards(inputs, evaluation, tell)
    everything: Rules = frozenset(awards.ids)
    free, whole = awards.under(frozenset()), awards.under(everything)
    if not _is_known(whole):
        return None
    shares = _shares(awards) if len(awards.ids) <= MOST_RULES else {}
    rows = []
    for rule in awards.ids:
        published = rule_named(inputs, rule)
        without = awards.under(everything - {rule})
        rows.append(
            RuleCost(
                rule=rule,
                title=(published.title if published else None) or "",
                clause=(published.clause if published else None) or "",
                last_in=step(without, whole),
                first_in=step(free, awards.under(frozenset((rule,)))),
                share=shares.get(rule),
                without=without,
                effects=effects_of(inputs, without, report),
            )
        )
    effects = (effects_of(inputs, whole, report), effects_of(inputs, free, report))
    return RuleCosts(whole, free, *effects, tuple(rows), awards.solved)


def _is_known(found: Allocation) -> bool:
    return counted_of(found) is not None


def cost_of(found: Allocation) -> Fraction | None:
    """Return what is paid, which may be known also where a tie leaves open who is awarded."""
    counted = counted_of(found)
    return None if counted is None else counted.paid


def points_of(found: Allocation) -> Fraction | None:
    """Return the points of an award, where the mechanism reads points or the lots are scored."""
    return found.points if found.status is not AllocationStatus.NOT_ESTABLISHED else None


def step(before: Allocation, after: Allocation) -> Step:
    """Return what an award counts as more than another, and by how many points it is above it.

    Nothing is said in money where lots are left out that have no reserve price, and not the same ones.
    """
    points = _less(points_of(after), points_of(before))
    one, other = counted_of(before), counted_of(after)
    if one is None or other is None or one.unpriced != other.unpriced:
        return Step(None, points)
    return Step(other.value - one.value, points)


def _less(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one - other


def _shares(awards: Awards) -> Mapping[str, Step]:
    """The Shapley value of every rule; none where a set of rules has no established award."""
    ids = awards.ids
    sets = [frozenset(ids[at] for at in range(len(ids)) if own >> at & 1) for own in range(2 ** len(ids))]
    by_size = {rules: awards.under(rules) for rules in sorted(sets, key=len)}
    costs = _shapley(_alike([by_size[one] for one in sets]), len(ids))
    points = _shapley([points_of(by_size[one]) for one in sets], len(ids))
    return {rule: Step(cost, each) for rule, cost, each in zip(ids, costs, points, strict=True)}


def _alike(found: list[Allocation]) -> list[Fraction | None]:
    """What awards count as; None of each where they leave out different lots without a reserve price."""
    counted = [counted_of(one) for one in found]
    alike = len({one.unpriced for one in counted if one is not None}) == 1
    return [None if one is None or not alike else one.value for one in counted]


def _shapley(values: list[Fraction | None], count: int) -> tuple[Fraction | None, ...]:
    known = [one for one in values if one is not None]
    return shapley(known, count) if len(known) == len(values) else (None,) * count
