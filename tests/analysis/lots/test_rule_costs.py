"""What award rules cost, against figures that were worked out by enumerating every award."""

from fractions import Fraction
from itertools import permutations

import pytest

from bideval.analysis.lots.allocation import AllocationStatus
from bideval.analysis.lots.rule_costs import RuleCosts, rule_costs
from bideval.analysis.lots.rule_ladder import Ladder, ladder, ladders
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, enumerated, mutual_lots
from tests.scoring.build import inputs_of

UNIT = 10_000  # a hundredth of GBP 1m


def costs() -> RuleCosts:
    """Return the prices of the four rules."""
    inputs = inputs_of(mutual_lots())
    found = rule_costs(inputs, evaluate(inputs), None)
    assert found is not None
    return found


COSTS = costs()
BY_RULE = {one.rule: one for one in COSTS.rules}


def enumerated_under(*rules: str, reserved: int = 1) -> int:
    """Return the least cost under some of the rules, by the long way round."""
    found = enumerated(
        2 if "limit" in rules else None,
        45 if "share" in rules else None,
        reserved if "reserved" in rules else 0,
        capacity="capacity" in rules,
    )
    assert found is not None
    return found[0]


PUBLISHED = [
    # rule, last in, first in: in hundredths of GBP 1m, as published
    ("limit", 0, 60),
    ("capacity", 0, 0),
    ("share", 15, 75),
    ("reserved", 10, 70),
]


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_a_rule_costs_what_was_published(case: tuple[str, int, int]) -> None:
    rule, last, first = case
    assert BY_RULE[rule].last_in.cost == last * UNIT
    assert BY_RULE[rule].first_in.cost == first * UNIT


@pytest.mark.parametrize("rule", list(RULES))
def test_the_share_is_the_mean_step_over_every_order(rule: str) -> None:
    steps = []
    for order in permutations(RULES):
        before = order[: order.index(rule)]
        steps.append(enumerated_under(*before, rule) - enumerated_under(*before))
    share = BY_RULE[rule].share
    assert share is not None
    assert share.cost == Fraction(sum(steps), len(steps)) * UNIT


def test_the_shares_sum_to_what_all_rules_cost() -> None:
    shares = [one.share.cost for one in COSTS.rules if one.share and one.share.cost is not None]
    assert COSTS.whole.cost is not None
    assert COSTS.free.cost is not None
    assert sum(shares) == COSTS.whole.cost - COSTS.free.cost
    assert COSTS.whole.cost == 4290 * UNIT
    assert COSTS.free.cost == enumerated_under() * UNIT


def test_awards_that_keep_one_rule_more_are_not_looked_for_again() -> None:
    assert COSTS.solved < 16


def test_concentration_is_of_the_money_awarded() -> None:
    free = COSTS.free_effects  # one bidder has all: the bundle of all five lots is the cheapest
    assert free.winners == 1
    assert free.largest == 100
    assert free.concentration == 10_000
    assert COSTS.whole_effects.largest is not None
    assert COSTS.whole_effects.largest < 100
    assert COSTS.whole_effects.local_spend is None


def reserved_ladder() -> Ladder:
    """Return what reserving each number of lots for mutuals costs."""
    inputs = inputs_of(mutual_lots())
    found = ladder(inputs, evaluate(inputs), "reserved", None)
    assert found is not None
    return found


def test_the_ladder_of_reserved_lots_is_as_published() -> None:
    rungs = reserved_ladder().rungs
    told = [(one.number, one.award.cost and one.award.cost / UNIT) for one in rungs]
    assert told == [(0, 4280), (1, 4290), (2, 4310), (3, 4345), (4, 4445), (5, None)]
    assert rungs[5].award.status is AllocationStatus.IMPOSSIBLE


def test_rules_that_count_lots_have_ladders() -> None:
    inputs = inputs_of(mutual_lots())
    found = {one.rule: one for one in ladders(inputs, evaluate(inputs), None)}
    assert list(found) == ["limit", "reserved"]
    for rung in found["limit"].rungs:
        expected = enumerated(rung.number, 45, 1, capacity=True)
        assert rung.award.cost == (None if expected is None else expected[0] * UNIT)


def test_no_prices_where_the_rules_cannot_be_kept() -> None:
    inputs = inputs_of(mutual_lots({**RULES, "reserved": {**RULES["reserved"], "least": 5}}))
    assert rule_costs(inputs, evaluate(inputs), None) is None
