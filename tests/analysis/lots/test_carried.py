"""An award that is carried over from fewer rules is the one that a search under all of them names."""

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.rule_costs import Awards
from bideval.analysis.lots.rules_changed import without_rules
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, TYPES, VALUES, mutual_lots
from tests.scoring.build import Data, inputs_of

MORE: Mapping[str, Data] = {
    "winners": {"id": "winners", "use": "winners", "least": 4},
    "few": {"id": "few", "use": "winners", "most": 2},
    "budget": {"id": "budget", "use": "budget", "most": 43_000_000},
    "linked": {"id": "linked", "use": "linked", "lots": ["north", "east"], "one_bidder": True},
    "apart": {"id": "apart", "use": "apart", "lots": ["north", "south", "city"]},
    "soft": {
        "id": "soft",
        "use": "least-lots",
        "least": 2,
        "who": {"types": ["charity"]},
        "soft": {"penalty": 120_000},
    },
    "first": {"id": "first", "use": "most-lots", "most": 1, "soft": {"priority": 1}},
    "open": {"id": "open", "use": "no-award", "reserves": {"city": 10_650_000, "south": 9_500_000}},
}
EVERY = {**RULES, **MORE}


@settings(max_examples=12, deadline=None)
@given(st.sets(st.sampled_from(sorted(EVERY)), min_size=2, max_size=4))
def test_every_set_of_rules_gives_the_award_of_a_search(chosen: set[str]) -> None:
    inputs = inputs_of(mutual_lots({name: EVERY[name] for name in sorted(chosen)}))
    evaluation = evaluate(inputs)
    awards = Awards(inputs, evaluation)
    sets = [one for size in range(len(chosen) + 1) for one in combinations(sorted(chosen), size)]
    for rules in sets:
        carried = awards.under(frozenset(rules))
        searched = allocate(without_rules(inputs, chosen - set(rules)), evaluation)
        assert (carried.status, carried.cost) == (searched.status, searched.cost)
        assert [one.bid for one in carried.lots] == [one.bid for one in searched.lots]


@pytest.mark.parametrize("rule", sorted(EVERY))
def test_a_rule_taken_away_leaves_all_others(rule: str) -> None:
    inputs = inputs_of(mutual_lots(EVERY))
    award = without_rules(inputs, (rule,)).tender.award
    assert award is not None
    assert [one.id for one in award.rules] == [name for name in EVERY if name != rule]
    assert set(VALUES) == {lot.id for lot in inputs.tender.lots}
    assert set(TYPES) == set(inputs.bids)
