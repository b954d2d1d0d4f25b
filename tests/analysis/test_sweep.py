"""Sweeps and grids: every turn is a turn, and every value between two is what re-evaluation gives."""

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.analysis.eligible import award_of
from bideval.analysis.sweep import Axis, Sweep, SweepError, grid, sweep
from bideval.analysis.whatif import lot_results, what_if
from bideval.errors import UnknownIdError
from bideval.io.change_options import OptionError
from bideval.io.sweep_options import axes_of, axis_of
from tests.analysis.changes.by_hand import placed
from tests.analysis.changes.test_small_tenders import lots
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data
from tests.scoring.build import inputs_of as typed

F = Fraction
HEALTH = inputs_of(SAMPLES / "community-health")

# Worked by hand from the bids: each bid's own security, in the order of its amount.
SECURITY = [
    ("alderbourne", F(1_000_000), F(3_500_000)),
    ("quillon", F(3_500_000), F(10_000_000)),
    ("thornfield", F(10_000_000), F(11_500_000)),
    ("tamarisk", F(11_500_000), F(12_000_000)),
]


def test_a_gate_turns_at_the_bids_own_figures() -> None:
    (found,) = sweep(HEALTH, [], axis_of("security=1000000..12000000", HEALTH))
    assert found.exact
    assert [
        (one.award.winners[0] if one.award else "", one.low, one.high) for one in found.stretches
    ] == SECURITY
    assert [one.to_in for one in found.stretches] == [True, True, True, True]
    assert [one.from_in for one in found.stretches] == [True, False, False, False]


RANGES = [
    ("nothing may be at 0", "security=0..4000000", (F(0), True, True), F(0)),
    ("nor below it", "security=-5..4000000", (F(-5), True, True), F(0)),
]


@pytest.mark.parametrize("case", RANGES, ids=lambda case: case[0])
def test_a_gate_has_no_result_where_its_pack_lets_no_threshold_be(
    case: tuple[str, str, tuple[F, bool, bool], F],
) -> None:
    _, option, ends, turn = case
    (found,) = sweep(HEALTH, [], axis_of(option, HEALTH))
    first, second = found.stretches[:2]
    assert (first.award, first.low, first.from_in, first.to_in) == (None, *ends)
    assert first.high == second.low == turn
    assert second.award is not None
    assert not second.from_in
    assert second.high == 3_500_000


AT = [F(-4_000_000), F(-1, 100), F(0), F(1, 100), F(3_500_000), F(350_000_001, 100), F(4_000_000)]


@pytest.mark.parametrize("value", AT, ids=str)
def test_the_line_of_a_gate_is_what_files_with_that_threshold_give(value: F) -> None:
    axis = axis_of("security=-4000000..4000000", HEALTH)
    (found,) = sweep(HEALTH, [], axis)
    (there,) = (
        one
        for one in found.stretches
        if one.low < value < one.high
        or (value == one.low and one.from_in)
        or (value == one.high and one.to_in)
    )
    assert there.award == award_of(lot_results(HEALTH, [axis.change(value)]).get("whole"))


WEIGHTS: Sequence[tuple[str, str, Sequence[Data]]] = [
    ("a criterion", "local-reinvestment=0..60", []),
    ("a section", "quality=0..100", []),
    ("under another threshold", "price=0..100", [{"kind": "gate", "gate": "security", "to": 3500000}]),
    ("with one bid less", "staff-continuity=0..90", [{"kind": "without-bid", "bid": "quillon"}]),
]


@cache
def followed(text: str) -> Sweep:
    """The sweep of one of the WEIGHTS, followed once."""
    changes = next(one for _, of, one in WEIGHTS if of == text)
    (found,) = sweep(HEALTH, placed(*changes), axis_of(text, HEALTH))
    return found


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case[0])
@settings(max_examples=15)
@given(data=st.data())
def test_between_two_turns_of_a_weight_the_award_is_the_same(
    case: tuple[str, str, Sequence[Data]], data: st.DataObject
) -> None:
    _, text, changes = case
    axis = axis_of(text, HEALTH)
    found = followed(text)
    assert found.exact
    assert (found.stretches[0].low, found.stretches[-1].high) == (axis.low, axis.high)
    stretch = data.draw(st.sampled_from(found.stretches))
    part = data.draw(st.fractions(F(1, 100), F(99, 100), max_denominator=100))
    value = stretch.low + (stretch.high - stretch.low) * part
    result = lot_results(HEALTH, [*placed(*changes), axis.change(F(round(value * 10**6), 10**6))])
    assert award_of(result.get("whole")) == stretch.award


def test_a_price_is_narrowed_down_to_a_penny() -> None:
    axis = axis_of("quillon=400000000..460000000:20000000", HEALTH)
    (found,) = sweep(HEALTH, [], axis)
    assert found.exact
    first, second = found.stretches
    assert second.low - first.high == F(1, 100)
    for value, winner in ((first.high, "quillon"), (second.low, "harbour-lane")):
        evaluation = what_if(HEALTH, [axis.change(value)]).evaluation
        assert evaluation is not None
        assert evaluation.lots[0].winner == winner


def test_rows_are_what_if_results() -> None:
    axis = axis_of("price=10..50:20", HEALTH)
    (found,) = sweep(HEALTH, [], axis)
    assert [row.value for row in found.rows] == [10, 30, 50]
    for row in found.rows:
        evaluation = what_if(HEALTH, [axis.change(row.value)]).evaluation
        assert evaluation is not None
        assert (row.award, row.margin) == (award_of(evaluation.lots[0]), evaluation.lots[0].margin)


def test_the_cells_of_a_grid_are_what_if_results() -> None:
    axes = axes_of("weight:price=10..40:30,security=3000000..11000000:4000000", HEALTH)
    (found,) = grid(HEALTH, [], *axes)
    for row, first in zip(found.awards, axes[0].values(), strict=True):
        for award, second in zip(row, axes[1].values(), strict=True):
            result = lot_results(HEALTH, [axes[0].change(first), axes[1].change(second)])["whole"]
            assert award == award_of(result)


def test_a_lot_without_the_gate_has_one_stretch() -> None:
    inputs = typed(lots(gates=[]))
    north, south = sweep(inputs, [], axis_of("beds=1..9", inputs))
    assert len(north.stretches) == 1
    assert [one.award.winners if one.award else () for one in south.stretches] == [("elm",), ()]


WRONG: list[tuple[str, str, type[Exception], str]] = [
    ("no range", "price", OptionError, "is not of the form"),
    ("no end", "price=10..", OptionError, "is not of the form"),
    ("nothing after the colon", "price=10..20:", OptionError, "is not of the form"),
    ("no number", "price=ten..20", OptionError, "is not a number"),
    ("the wrong way round", "price=20..10", OptionError, "from a lower to a higher"),
    ("no way at all", "price=20..20", OptionError, "from a lower to a higher"),
    ("a step of nothing", "price=10..20:0", OptionError, "a step is above zero"),
    ("a step backwards", "price=10..20:-1", OptionError, "a step is above zero"),
    ("nothing of that name", "prise=10..20", UnknownIdError, "no weight, gate or price is called 'prise'"),
    ("no gate of that name", "gate:price=10..20", UnknownIdError, "no gate is called 'price'"),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_an_axis_that_is_none(case: tuple[str, str, type[Exception], str]) -> None:
    _, text, kind, said = case
    with pytest.raises(kind) as raised:
        axis_of(text, HEALTH)
    assert said in str(raised.value)


RIGHT = [
    ("a criterion", "price=10..20", ("weight", "price")),
    ("a section", "quality=10..20:2", ("weight", "quality")),
    ("a gate", "security=1..2", ("gate", "security")),
    ("a minimum", "quality/minimum=40..60", ("gate", "quality/minimum")),
    ("a price", "quillon=1..2", ("price", "quillon")),
    ("said what it is", "price:quillon=1..2", ("price", "quillon")),
    ("below zero", "turnover=-1..2", ("gate", "turnover")),
]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_an_axis_moves(case: tuple[str, str, tuple[str, str]]) -> None:
    _, text, expected = case
    axis = axis_of(text, HEALTH)
    assert (axis.kind, axis.id) == expected


def test_one_axis_is_no_grid() -> None:
    with pytest.raises(OptionError, match="is not two of"):
        axes_of("price=10..20", HEALTH)


LIMITS = [
    ("a weight over 100", Axis("weight", "price", F(50), F(150), F(100)), []),
    ("too many values", Axis("weight", "price", F(0), F(100), F(1, 100)), []),
    ("moved by a change too", Axis("gate", "security", F(1), F(2), F(1)), [{"kind": "gate", "gate": "security", "to": 5}]),
    ("changes that cannot be made", Axis("gate", "security", F(1), F(2), None), [{"kind": "drop-gate", "gate": "x"}]),
]  # fmt: skip


@pytest.mark.parametrize("case", LIMITS, ids=lambda case: case[0])
def test_sweeps_that_cannot_be_made(case: tuple[str, Axis, Sequence[Data]]) -> None:
    _, axis, changes = case
    with pytest.raises(SweepError):
        sweep(HEALTH, placed(*changes), axis)


def test_a_grid_of_too_many_cells() -> None:
    axes = axes_of("price=0..100:1,security=1..100:1", HEALTH)
    with pytest.raises(SweepError, match="more than 1000 cells"):
        grid(HEALTH, [], *axes)
