"""What is drawn: the same from the same seed, in the way the page says, by another's arithmetic."""

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.analysis.rehearsal.cases import case_of, drawn_bids, judge, rehearsed_cases
from bideval.analysis.rehearsal.drawn import Drawer, step_of
from bideval.analysis.rehearsal.values import mark_values, values_in
from bideval.model.scale import Scale, ScaleMark
from bideval.scoring.lot_result import judge_lot
from tests.analysis.rehearsal.drafts import PLAN, PRICE, rules, setting_of, study
from tests.conftest import ROOT
from tests.scoring.build import text

F = Fraction
PAGE = (ROOT / "docs" / "rehearse.md").read_text(encoding="utf-8")


def by_the_page(text: str, count: int) -> int:
    """The rule of the page, done anew: blocks below the greatest multiple of ``count``, and their remainder."""
    numbers = (int(sha256(f"{text}\n{k}".encode()).hexdigest(), 16) for k in range(1000))
    return next(number for number in numbers if number < 2**256 // count * count) % count


@given(
    st.text("abcdefgh-12345", min_size=1, max_size=8),
    st.integers(1, 10**6),
    st.integers(1, 20),
    st.integers(1, 10**12),
)
def test_a_place_is_the_one_of_the_page(seed: str, case: int, bid: int, count: int) -> None:
    expected = by_the_page(f"bideval-rehearsal-1\n{seed}\nwhole\n{case}\n{bid}\nprice", count)
    assert Drawer(seed, "whole", case).place(bid, "price", count) == expected


def vectors() -> Iterator[tuple[str, ...]]:
    (block,) = re.findall(r"```vectors\n(.*?)```", PAGE, re.DOTALL)
    yield from re.findall(r"^(\S+) (\S+) (\d+) (\d+) \"([^\"]+)\" (\d+) -> (\d+)$", block, re.MULTILINE)


def test_the_page_has_vectors() -> None:
    assert len(list(vectors())) == 6


@pytest.mark.parametrize("vector", list(vectors()), ids=" ".join)
def test_a_vector_of_the_page(vector: tuple[str, ...]) -> None:
    seed, lot, case, bid, name, count, place = vector
    assert Drawer(seed, lot, int(case)).place(int(bid), name, int(count)) == int(place)


def test_each_of_six_places_comes_about_as_often() -> None:
    """Chi-square of 6,000 draws over 6 places: 5 degrees of freedom, above 30 once in 70,000 seeds."""
    counts = Counter(Drawer("a-seed", "whole", case).place(1, "price", 6) for case in range(6000))
    assert sum((counts[place] - 1000) ** 2 / 1000 for place in range(6)) < 30


STEPS: list[tuple[str, tuple[str, str], bool, str | None]] = [
    ("whole ends", ("1", "2"), False, "1/100"),
    ("hundredths", ("1.25", "2"), False, "1/100"),
    ("thousandths", ("1.125", "2"), False, "1/1000"),
    ("nine places", ("0.000000001", "2"), False, "1/1000000000"),
    ("whole numbers alone", ("1", "20"), True, "1"),
    ("a third", ("1/3", "2"), False, None),
    ("a half where whole numbers are", ("0.5", "2"), True, None),
]


@pytest.mark.parametrize("case", STEPS, ids=lambda case: case[0])
def test_the_step_between_values(case: tuple[str, tuple[str, str], bool, str | None]) -> None:
    _, (low, high), whole, step = case
    assert step_of((F(low), F(high)), whole=whole) == (None if step is None else F(step))


def test_values_have_both_ends() -> None:
    values = values_in((F(1), F("1.03")))
    assert [values.at(place) for place in range(values.size)] == [F(1), F("1.01"), F("1.02"), F("1.03")]


UNEVEN = Scale(tuple(ScaleMark(F(mark), F(points)) for mark, points in ((0, 0), (3, 20), (6, 60), (9, 100))))
EVEN = Scale((ScaleMark(F(0), F(0)), ScaleMark(F(5), F(100))), F(1, 2))
MARKS: list[tuple[str, Scale, tuple[int, int] | None, list[str]]] = [
    ("all of an uneven scale", UNEVEN, None, ["0", "3", "6", "9"]),
    ("those in a range", UNEVEN, (1, 8), ["3", "6"]),
    ("none", UNEVEN, (4, 5), []),
    ("half marks", EVEN, (4, 9), ["4", "9/2", "5"]),
    ("below the scale", EVEN, (-3, 0), ["0"]),
    ("above the scale", EVEN, (6, 7), []),
]


@pytest.mark.parametrize("case", MARKS, ids=lambda case: case[0])
def test_marks_that_may_be_drawn(case: tuple[str, Scale, tuple[int, int] | None, list[str]]) -> None:
    _, scale, span, marks = case
    values = mark_values(scale, None if span is None else (F(span[0]), F(span[1])))
    assert [values.at(place) for place in range(values.size)] == [F(mark) for mark in marks]


def test_every_figure_lies_in_its_range_on_its_grid() -> None:
    for one in rehearsed_cases(setting_of(rules())):
        assert 3 <= len(one.case.bids) <= 4
        for bid, its in one.case.bids.items():
            price = one.case.prices[bid].amount
            assert 100 <= price <= 200
            assert (price * 100).denominator == 1
            (row,) = one.case.rows[bid, "plan"]
            assert row.value in {F(2), F(3), F(4), F(5)}
            figures = {year.turnover for year in its.accounts}
            assert len(figures) == 1
            assert all(figure is not None and 60 <= figure <= 90 for figure in figures)


def test_a_range_of_one_thing_more_moves_no_other_figure() -> None:
    plain, more = setting_of(rules()), setting_of(rules(), study(backing={"bond": [0, 5]}))
    for number in (1, 2, 3):
        one, other = (drawn_bids(each, Drawer("a-seed", "whole", number)) for each in (plain, more))
        assert [(bid.price, bid.rows) for bid in one] == [(bid.price, bid.rows) for bid in other]
        assert [bid.bid.accounts for bid in one] == [bid.bid.accounts for bid in other]


def test_another_seed_draws_other_bids() -> None:
    setting = setting_of(rules())
    prices = [
        [bid.price for bid in drawn_bids(setting, Drawer(seed, "whole", 1))] for seed in ("a-seed", "b-seed")
    ]
    assert prices[0] != prices[1]


RULES = [
    ("the draft", rules()),
    ("a test that shuts some out", rules(gates=[])),
    ("a relative formula", rules(criteria=[PLAN, {"id": "price", "weight": 40, "formula": "lowest-over-bid"}])),
    ("points against the best", rules(criteria=[{**PLAN, "normalise": "to-best"}, PRICE])),
    ("price per quality point", rules(
        method={"use": "price-per-quality-point", "with": {"quality_minimum": 60}},
        criteria=[{"id": "plan", "weight": 100, "scale": text({"from": 0, "to": 5, "step": 1})}],
    )),
    ("several places", rules(places=2)),
]  # fmt: skip


@pytest.mark.parametrize("case", RULES, ids=lambda case: case[0])
def test_a_case_is_judged_as_the_lot_would_be(case: tuple[str, dict[str, object]]) -> None:
    setting = setting_of(case[1])
    for number in range(1, 16):
        bids = case_of(setting, drawn_bids(setting, Drawer(setting.seed, "whole", number)))
        short, whole = judge(bids), judge_lot(bids).result
        assert whole is not None
        assert short.award is not None
        assert (short.award.winners, short.award.tied) == (
            tuple(sorted(whole.winners)),
            tuple(sorted(whole.tied)),
        )
        totals = {one.bid: one.total for one in whole.placings if one.total is not None}
        assert {bid: own.total for bid, own in short.scores.items()} == totals
