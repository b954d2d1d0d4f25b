"""What would let lots be filled, held against the award at that very number.  Figures by hand."""

from fractions import Fraction

import pytest

from bideval.analysis.lots.allocate import allocate
from bideval.analysis.lots.conflicts import Conflicting, conflicts_in, wanted_in
from bideval.analysis.lots.relaxed import relaxed
from bideval.analysis.lots.rules_changed import figure_of, with_number
from bideval.analysis.lots.study import Questions, study_of
from bideval.model.inputs import Inputs
from bideval.report.lots_study_text import study_blocks
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, mutual_lots
from tests.analysis.lots.reserve_lots import LIMIT, RESERVE, reserve_lots
from tests.scoring.build import Data, inputs_of

PRICES = {"ash": {"north": 100, "south": 140}, "elm": {"north": 120, "south": 145}}
BUDGET: Data = {"id": "budget", "use": "budget", "most": 200}
# both lots cost 240 at least, of ash alone; one each, 120 + 140 or 100 + 145


def filled(inputs: Inputs) -> bool:
    """Say whether the published mechanism awards every lot."""
    return all(one.bid is not None for one in allocate(inputs, evaluate(inputs)).lots)


REMEDIES = [
    # in words, rules, prices, the rule that gives way, to what
    ("a lot with a reserve price under a budget", (BUDGET, RESERVE), PRICES, "budget", 240),
    ("with a limit beside it", (BUDGET, RESERVE, LIMIT), PRICES, "budget", 245),
    ("a limit where the reserve counts as less", (LIMIT, RESERVE), {"ash": PRICES["ash"]}, "one-each", 2),
    ("no lot with a reserve price", (BUDGET,), PRICES, "budget", 240),
]


@pytest.mark.parametrize("case", REMEDIES, ids=lambda case: case[0])
def test_at_the_number_every_lot_is_awarded_and_at_no_nearer_one(
    case: tuple[str, tuple[Data, ...], dict[str, dict[str, int]], str, int],
) -> None:
    _, rules, prices, rule, to = case
    inputs = inputs_of(reserve_lots(rules, prices))
    evaluation = evaluate(inputs)
    found = relaxed(inputs, evaluation, rule, wanted_in(allocate(inputs, evaluation)))
    figure = figure_of(inputs, rule)
    assert found is not None
    assert figure is not None
    assert found.to == to
    assert found.proved
    assert filled(with_number(inputs, rule, figure.key, Fraction(to)))
    assert not filled(with_number(inputs, rule, figure.key, Fraction(to - 1)))


def test_a_number_at_which_the_mechanism_still_leaves_the_lot_out_is_not_offered() -> None:
    # one of the two alone wins: ash north comes to 250 with the reserve price of south, elm both to 319
    prices = {"ash": {"north": 100}, "elm": {"north": 170, "south": 149}}
    apart: Data = {"id": "apart", "use": "apart", "who": {"bidders": ["ash", "elm"]}}
    few: Data = {"id": "few", "use": "budget", "most": 240}
    inputs = inputs_of(reserve_lots((few, apart, RESERVE), prices))
    evaluation = evaluate(inputs)
    found = allocate(inputs, evaluation)
    assert [one.bid for one in found.lots] == ["ash", None]
    # with 319 elm could have both, which counts as more, so the award stays whatever the budget
    assert relaxed(inputs, evaluation, "few", wanted_in(found)) is None
    told = study_of(inputs, evaluation, found, None, Questions())
    assert told.relaxed == ()
    assert told.conflicts is not None
    assert ("few",) not in told.conflicts.rules


def conflicting(inputs: Inputs) -> Conflicting:
    return conflicts_in(allocate(inputs, evaluate(inputs)))


def test_an_award_that_is_shown_without_a_rule_keeps_every_other() -> None:
    rules = {**RULES, "share": {**RULES["share"], "most": 20}}
    inputs = inputs_of(mutual_lots(rules))
    for conflict in conflicting(inputs).conflicts:
        for one in conflict.without:
            assert one.every_other
            held = [bid for _, bid in one.lots]
            # a limit of two lots each, and one lot for a mutual where all five are filled
            assert all(held.count(bid) <= 2 for bid in held) or one.rule == "limit"


def test_where_other_rules_stand_in_the_way_too_the_award_says_so() -> None:
    # nobody may have north for one rule, and for the other
    none: Data = {"id": "none", "use": "only", "lots": ["north"], "who": {"types": ["charity"]}}
    nil: Data = {"id": "nil", "use": "most-amount", "most": 50, "counts": "price", "lots": ["north"]}
    inputs = inputs_of(reserve_lots((none, nil), PRICES))
    evaluation = evaluate(inputs)
    found = conflicting(inputs)
    assert {one.rules for one in found.conflicts} == {("none",), ("nil",)}
    assert all(not each.every_other for one in found.conflicts for each in one.without)
    study = study_of(inputs, evaluation, allocate(inputs, evaluation), None, Questions())
    assert "though not with every other rule kept" in " ".join(study_blocks(study, "GBP", 100)[0].split())


def test_where_nothing_can_be_awarded_no_lots_are_offered_to_be_left_out() -> None:
    kept: Data = {"id": "kept", "use": "incumbents", "incumbents": {"south": "elm"}, "keep": True}
    inputs = inputs_of(reserve_lots((kept,)))  # elm offers for north alone
    found = conflicting(inputs)
    assert [one.lots for one in found.conflicts] == [()]
    assert found.lots == ()
