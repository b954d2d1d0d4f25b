from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Source
from bideval.model.marking import Mark
from bideval.model.rules import MarksFrom
from bideval.model.tender import RoundingRule
from bideval.scoring.governing import Standing, governing_mark, standing_rows, unsuperseded
from bideval.scoring.policy import EXACT, Policy
from tests.scoring.checks.base import LOTS, PLAIN, Change, Folder, changed, inputs_of

F = Fraction
TO_ONE_PLACE = Policy(
    (RoundingRule.model_validate({"stage": "mark-mean", "places": "1", "mode": "half-up"}),)
)
NOT_HERE = Policy(
    (RoundingRule.model_validate({"stage": "mark-mean", "places": "0", "mode": "half-up", "of": ["other"]}),)
)


def rows(*marks: str) -> tuple[Standing, ...]:
    return tuple(Standing(index, F(mark)) for index, mark in enumerate(marks))


GOVERNS: list[tuple[str, MarksFrom, tuple[str, ...], Policy, str]] = [
    # in words, rule, marks, rounding, the mark that governs
    ("the agreed mark", MarksFrom.CONSENSUS, ("4",), EXACT, "4"),
    ("a single marker's", MarksFrom.SINGLE, ("2.5",), EXACT, "2.5"),
    ("a mean without an end", MarksFrom.MEAN, ("3", "3", "4"), EXACT, "10/3"),
    ("a mean rounded at its stage", MarksFrom.MEAN, ("3", "3", "4"), TO_ONE_PLACE, "3.3"),
    ("a mean that rounds a half up", MarksFrom.MEAN, ("3", "3", "3", "4"), TO_ONE_PLACE, "3.3"),
    ("a rounding of another criterion", MarksFrom.MEAN, ("3", "4"), NOT_HERE, "3.5"),
    ("the middle of three", MarksFrom.MEDIAN, ("5", "1", "2"), EXACT, "2"),
    ("the mean of the middle two", MarksFrom.MEDIAN, ("1", "5", "2", "4"), EXACT, "3"),
    ("a median between marks, rounded", MarksFrom.MEDIAN, ("1", "2.5"), TO_ONE_PLACE, "1.8"),
    ("an agreed mark is never rounded", MarksFrom.CONSENSUS, ("2.25",), TO_ONE_PLACE, "2.25"),
    ("a single mark is never rounded", MarksFrom.SINGLE, ("2.25",), TO_ONE_PLACE, "2.25"),
]


@pytest.mark.parametrize("case", GOVERNS, ids=lambda case: case[0])
def test_the_mark_that_governs(case: tuple[str, MarksFrom, tuple[str, ...], Policy, str]) -> None:
    _, rule, marks, policy, expected = case
    assert governing_mark(rows(*marks), rule, policy, "quality").value == F(expected)


def test_a_mean_shows_its_marks_and_where_they_stand() -> None:
    found = governing_mark(rows("4", "3"), MarksFrom.MEAN, EXACT, "quality")
    assert found.worked == "mean of marks 3, 4 = 3.5"
    assert found.sources == (Source("marks.csv", "/0/mark"), Source("marks.csv", "/1/mark"))


def test_an_agreed_mark_stands_in_its_own_file() -> None:
    assert governing_mark(rows("4"), MarksFrom.CONSENSUS, EXACT, "quality").sources[0].file == "consensus.csv"


marks_of = st.lists(st.fractions(0, 100, max_denominator=8), min_size=1, max_size=9)


@given(marks_of, st.data())
def test_mean_and_median_do_not_depend_on_the_order_of_marks(
    marks: list[Fraction], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(marks))
    for rule in (MarksFrom.MEAN, MarksFrom.MEDIAN):
        one = governing_mark(tuple(Standing(0, mark) for mark in marks), rule, EXACT, "q")
        other = governing_mark(tuple(Standing(0, mark) for mark in shuffled), rule, EXACT, "q")
        assert (one.value, one.worked) == (other.value, other.worked)
        assert min(marks) <= one.value <= max(marks)


@given(marks_of)
def test_half_the_marks_lie_on_either_side_of_the_median(marks: list[Fraction]) -> None:
    median = governing_mark(tuple(Standing(0, mark) for mark in marks), MarksFrom.MEDIAN, EXACT, "q").value
    assert 2 * sum(mark <= median for mark in marks) >= len(marks)
    assert 2 * sum(mark >= median for mark in marks) >= len(marks)
    mirrored = governing_mark(tuple(Standing(0, -mark) for mark in marks), MarksFrom.MEDIAN, EXACT, "q").value
    assert mirrored == -median


# criterion, bid, evaluator, mark, lot, strengths, weaknesses, evidence, at, supersedes
STANDING: list[tuple[str, Folder, Change, str, dict[tuple[str, str], list[int]]]] = [
    # in words, folder, change, lot, the rows that govern by bid and criterion
    (
        "agreed marks",
        PLAIN,
        {},
        "whole",
        {
            ("acorn", "clinical"): [0],
            ("beech", "clinical"): [1],
            ("acorn", "workforce"): [2],
            ("beech", "workforce"): [3],
        },
    ),
    (
        "individual marks",
        PLAIN,
        {"tender/marks": {"from": "mean"}},
        "whole",
        {("acorn", "clinical"): [0, 1], ("beech", "clinical"): [2, 3]},
    ),
    (
        "no rule yet: individual marks",
        PLAIN,
        {"tender/marks": None},
        "whole",
        {("acorn", "clinical"): [0, 1], ("beech", "clinical"): [2, 3]},
    ),
    (
        "rows for every lot and for this one",
        LOTS,
        {},
        "north",
        {("acorn", "clinical"): [0], ("acorn", "workforce"): [1]},
    ),
    ("rows for the other lot", LOTS, {}, "south", {("acorn", "clinical"): [0], ("beech", "clinical"): [2]}),
    (
        "a row that was replaced",
        PLAIN,
        {
            "tender/marks": {"from": "mean"},
            "marks/0": "clinical,acorn,ada,0,,clear,,,2026-02-01",
            "marks/+": "clinical,acorn,ada,3,,clear,,,2026-02-02,2026-02-01",
        },
        "whole",
        {("acorn", "clinical"): [1, 4], ("beech", "clinical"): [2, 3]},
    ),
    (
        "a row of another evaluator with the same time",
        PLAIN,
        {
            "tender/marks": {"from": "mean"},
            "marks/0": "clinical,acorn,ada,0,,clear,,,2026-02-01",
            "marks/1": "clinical,acorn,bo,0,,clear,,,2026-02-01",
            "marks/+": "clinical,acorn,ada,3,,clear,,,2026-02-02,2026-02-01",
        },
        "whole",
        {("acorn", "clinical"): [1, 4], ("beech", "clinical"): [2, 3]},
    ),
]


@pytest.mark.parametrize("case", STANDING, ids=lambda case: case[0])
def test_the_rows_that_govern(
    case: tuple[str, Folder, Change, str, dict[tuple[str, str], list[int]]],
) -> None:
    _, folder, change, lot, expected = case
    found = standing_rows(inputs_of(changed(folder, change)), lot)
    assert {key: [row.row for row in rows] for key, rows in found.items()} == expected


cells = st.tuples(
    st.sampled_from("ab"), st.sampled_from(["", "1", "2", "3"]), st.sampled_from(["", "1", "2", "3"])
)


@given(st.lists(cells, max_size=8))
def test_a_row_stands_unless_some_row_of_its_key_names_its_time(
    given_rows: list[tuple[str, str, str]],
) -> None:
    marks = [Mark("*", "q", "bid", who, F(0), "", "", "", at, replaced) for who, at, replaced in given_rows]
    expected = [
        index
        for index, mark in enumerate(marks)
        if not any(mark.at and mark.at == one.supersedes and mark.evaluator == one.evaluator for one in marks)
    ]
    assert [index for index, _ in unsuperseded(marks)] == expected


def test_a_small_scale_by_hand() -> None:
    """Every triple of the marks 0 to 3: the mean is a third of the sum, the median the middle."""
    for triple in product(range(4), repeat=3):
        standing = tuple(Standing(0, F(mark)) for mark in triple)
        assert governing_mark(standing, MarksFrom.MEAN, EXACT, "q").value == F(sum(triple), 3)
        assert governing_mark(standing, MarksFrom.MEDIAN, EXACT, "q").value == sorted(triple)[1]
