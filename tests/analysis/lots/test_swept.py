"""The award of all lots along a figure and over two, against enumeration and against edited files."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.analysis.lots.swept import NO_RESULT, AwardsAlong, awards_along, awards_over, is_together
from bideval.analysis.sweep import Axis, SweepError, grid, sweep
from bideval.errors import UnknownIdError
from bideval.io.change_options import OptionError
from bideval.io.sweep_options import axes_of, axis_of
from bideval.model.inputs import Inputs
from bideval.report.lots_swept_text import along_blocks
from bideval.scoring.evaluate import evaluate
from tests.analysis.lots.mutual_lots import RULES, enumerated, mutual_lots
from tests.analysis.lots.test_weights_tried import ahead, two_lots
from tests.scoring.build import inputs_of

Cost = Callable[[int], int | None]
UNIT = 10_000  # a hundredth of GBP 1m
MEALS = inputs_of(mutual_lots())


def along(text: str, inputs: Inputs = MEALS) -> AwardsAlong:
    return awards_along(inputs, evaluate(inputs), (), axis_of(text, inputs))


def published(limit: int = 2, share: int = 45, reserved: int = 1) -> int | None:
    """The least cost of all awards that keep the rules, by enumeration; None where none does."""
    found = enumerated(limit, share, reserved, capacity=True)
    return found[0] if found is not None else None


NUMBERS: list[tuple[str, str, Cost]] = [
    # in words               option             what each value stands for
    ("lots a bidder may have", "limit=0..3", lambda value: published(limit=value) if value else None),
    ("lots for mutuals", "reserved=0..5", lambda value: published(reserved=value)),
    ("share of the value", "share=20..60:20", lambda value: published(share=value)),
]


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_every_number_of_a_rule_costs_what_enumeration_says(case: tuple[str, str, Cost]) -> None:
    _, text, cost = case
    for one in along(text).at:
        expected = cost(int(one.value))
        assert one.cost == (None if expected is None else expected * UNIT), one.value


def test_where_no_award_keeps_the_rules_nobody_is_awarded() -> None:
    last = along("reserved=4..5").at[-1]
    assert last.award.status == "impossible"
    assert all(bid is None for _, bid in last.award.lots)


def test_a_value_that_no_rule_may_have_has_no_result() -> None:
    assert [one.award.status for one in along("limit=1..2:0.5").at] == ["final", NO_RESULT, "final"]
    assert along("limit=0..1").at[0].award.status == NO_RESULT


@pytest.mark.parametrize("plan", [40, 48, 50, 53, 60])
def test_the_award_along_a_weight_is_that_of_files_with_that_weight(plan: int) -> None:
    inputs = inputs_of(two_lots(plan=45))
    found = {one.value: one.award.lots for one in along("plan=40..60:1", inputs).at}
    assert [bid for _, bid in found[Fraction(plan)]] == [ahead(plan)] * 2


def test_neighbours_with_one_award_are_one_run() -> None:
    found = along("reserved=0..5")
    assert [one for run in found.runs for one in run] == list(found.at)
    pairs = zip(found.runs, found.runs[1:], strict=False)
    assert all(one[-1].award != other[0].award for one, other in pairs)


def test_over_two_figures_each_cell_is_the_award_of_that_row_alone() -> None:
    axes = axes_of("limit=1..3,reserved=1..3", MEALS)
    found = awards_over(MEALS, evaluate(MEALS), (), axes)
    across = [one.award for one in along("reserved=1..3").at]
    down = [one.award for one in along("limit=1..3").at]
    assert list(found.rows[1]) == across  # the published limit is 2
    assert [row[0] for row in found.rows] == down  # the published reservation is 1


def test_no_lot_by_itself_is_followed_along_a_rule_of_all_lots() -> None:
    axis = axis_of("limit=1..3", MEALS)
    assert sweep(MEALS, (), axis) == ()
    assert grid(MEALS, (), axis, axis_of("ch=1..2:1", MEALS)) == ()


def test_the_page_names_what_moves_and_says_what_was_tried() -> None:
    found = along("reserved=0..5")
    page = "\n".join(along_blocks(found, axis_of("reserved=0..5", MEALS), "", "lots", "GBP"))
    assert "tried at 6 values" in " ".join(page.split())
    assert "at 5: no award keeps the rules" in page
    assert "nothing is said" in page


STEPS = [
    # in words                        option            steps
    ("whole numbers go by one",       "limit=1..3",     [1, 2, 3]),
    ("a stated step counts",          "share=20..60:20", [20, 40, 60]),
    ("far apart by twentieths",       "share=0..40",    list(range(0, 41, 2))),
    ("said what it is",               "award-rule:limit=1..2", [1, 2]),
]  # fmt: skip


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_the_values_that_are_tried(case: tuple[str, str, list[int]]) -> None:
    _, text, values = case
    assert list(axis_of(text, MEALS).values()) == values


ALONE = replace(MEALS, tender=MEALS.tender.model_copy(update={"award": None}))
WRONG: list[tuple[str, str, Inputs, type[Exception], str]] = [
    ("no such rule", "award-rule:limits=1..2", MEALS, UnknownIdError, "limits"),
    ("a rule where none is published", "award-rule:limit=1..2", ALONE, UnknownIdError, "limit"),
    ("from high to low", "limit=3..1", MEALS, OptionError, "lower"),
    ("no number", "limit=one..two", MEALS, OptionError, "one"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_cannot_be_moved(case: tuple[str, str, Inputs, type[Exception], str]) -> None:
    _, text, inputs, problem, words = case
    with pytest.raises(problem, match=words):
        axis_of(text, inputs)


def test_more_awards_than_can_be_tried_are_refused() -> None:
    axis = Axis("award-rule", "share", Fraction(0), Fraction(100), Fraction(1, 10))
    with pytest.raises(SweepError, match="state a larger step"):
        awards_along(MEALS, evaluate(MEALS), (), axis)


def test_a_rule_without_one_number_cannot_be_swept() -> None:
    rules: Mapping[str, Mapping[str, object]] = {
        **RULES,
        "some": {"id": "some", "use": "winners", "least": 1, "most": 3},
    }
    inputs = inputs_of(mutual_lots({name: dict(rule) for name, rule in rules.items()}))
    with pytest.raises(SweepError, match="no one number"):
        awards_along(inputs, evaluate(inputs), (), axis_of("some=1..2", inputs))


def test_a_tender_that_awards_each_lot_alone_is_not_swept_together() -> None:
    assert is_together(MEALS)
    assert not is_together(ALONE)
