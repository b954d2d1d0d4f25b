"""Awards are compared by what they count as: a lot that is not awarded is no saving.  Figures by hand."""

from fractions import Fraction

import pytest

from bideval.analysis.lots.allocate import Asked, allocate
from bideval.analysis.lots.counted import Counted, counted_of
from bideval.analysis.lots.rule_costs import rule_costs, step
from bideval.analysis.lots.rule_ladder import ladder
from bideval.analysis.lots.study import LotsStudy
from bideval.report.allocation_text import allocation_text
from bideval.report.lots_study_text import study_blocks
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.reserve_lots import LIMIT, RESERVE, reserve_lots
from tests.scoring.build import Data, inputs_of

SOFT: Data = {**LIMIT, "soft": {"penalty": 60}}
DEAR: Data = {**LIMIT, "soft": {"penalty": 100}}

COUNTED = [
    # what, rules, what the award counts as: in all, paid, lots not awarded, penalties
    ("a lot stays unawarded", (LIMIT, RESERVE), (250, 100, 150, 0)),
    ("every lot is awarded", (LIMIT,), (270, 270, 0, 0)),
    ("no rule is published", (), (200, 200, 0, 0)),
    ("a soft rule gives way", (SOFT,), (260, 200, 0, 60)),
    ("a soft rule is kept", (DEAR,), (270, 270, 0, 0)),
    ("a lot stays unawarded, for the soft rule", (SOFT, RESERVE), (250, 100, 150, 0)),
]


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case[0])
def test_an_award_counts_as_what_the_mechanism_makes_least(
    case: tuple[str, tuple[Data, ...], tuple[int, int, int, int]],
) -> None:
    inputs = inputs_of(reserve_lots(case[1]))
    found = allocate(inputs, evaluate(inputs))
    value, paid, unawarded, penalties = map(Fraction, case[2])
    assert counted_of(found) == Counted(value, paid, unawarded, penalties)
    assert found.certificates[0].value == case[2][0]


STEPS = [
    # rule, last in, first in: by hand, from the awards in tests/analysis/lots/reserve_lots.py
    ("one-each", 50, 70),
    ("reserve", -20, 0),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_a_rule_that_leaves_a_lot_unawarded_is_no_saving(case: tuple[str, int, int]) -> None:
    rule, last, first = case
    inputs = inputs_of(reserve_lots())
    found = rule_costs(inputs, evaluate(inputs), None)
    assert found is not None
    row = next(one for one in found.rules if one.rule == rule)
    assert row.last_in.cost == last
    assert row.first_in.cost == first
    assert row.share is not None
    assert row.share.cost == (last + first) / 2  # of two rules the share is the mean of both


def test_the_ladder_counts_and_tells_the_lots_awarded() -> None:
    inputs = inputs_of(reserve_lots())
    found = ladder(inputs, evaluate(inputs), "one-each", None)
    assert found is not None
    assert [(rung.number, rung.effects.lots) for rung in found.rungs] == [(2, 2), (1, 1)]
    page = study_blocks(LotsStudy(ladders=(found,)), "GBP", 100)[0]
    rows = [line.split() for line in page.splitlines()]
    assert rows[1][:4] == ["lots", "GBP", "counted", "more"]
    assert "lots awarded" in page
    assert rows[3][:4] == ["2", "200", "200", "0"]
    assert rows[4][:4] == ["1", "100", "250", "+50"]


def test_awards_near_the_best_stand_on_one_base_with_it() -> None:
    inputs = inputs_of(reserve_lots())
    evaluation = evaluate(inputs)
    found = allocate(inputs, evaluation, Asked(near=Fraction(10)))
    assert [one.value for one in found.alternatives] == [270]
    page = allocation_text(evaluation, found, "folder")
    assert "The award counts as GBP 250: 100 paid, 150 for the reserve price of south." in page
    assert "GBP 270: north elm, south ash" in page


def test_lots_left_out_without_a_reserve_price_are_not_compared_in_money() -> None:
    alone = {"ash": {"north": 100, "south": 100}}
    whole, limited = (
        allocate(inputs, evaluate(inputs))
        for inputs in (inputs_of(reserve_lots(rules, alone, "lot-by-lot")) for rules in ((), (LIMIT,)))
    )
    assert whole.cost == 200
    assert limited.cost == 100
    assert step(whole, limited).cost is None
    assert step(limited, limited).cost == 0
