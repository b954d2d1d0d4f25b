"""Tables that are refused: numbers that are none, criteria that do not match, sums that cannot be made."""

from collections import defaultdict
from collections.abc import Mapping
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import BidevalError
from bideval.model.numbers import NumberError, parse_number
from bideval.scoring.dot import (
    TableError,
    WeightedTable,
    ranking_from_text,
    totals_from_text,
    weighted_table,
    weighted_totals,
)
from tests.scoring.test_dot import F, Texts, number_texts, summed

# Each of these stands in for the points of bid b for y in an else valid table.
BAD_POINTS = [
    ("nothing", "", "a number is missing"),
    ("below zero", "-0.01", "-0.01 is not between 0 and 100"),
    ("above the most", "100.01", "100.01 is not between 0 and 100"),
    ("one above the most", "101", "101 is not between 0 and 100"),
    ("a fraction above the most", "1000/9", "1000/9 is not between 0 and 100"),
    ("an exponent", "1e5", "has an exponent"),
    ("an exponent bomb", "1e10000000", "has an exponent"),
    ("not a number", "nan", "is not a finite number"),
    ("infinity", "inf", "is not a finite number"),
    ("Arabic-Indic digits", "\u0665\u0660", "digits other than 0 to 9"),
    ("full-width digits", "\uff15\uff10", "digits other than 0 to 9"),
    ("an underscore", "5_0", "underscore"),
    ("a plus sign", "+5", "plus sign"),
    ("a percent sign", "40%", "percent sign"),
    ("a comma", "62,5", "comma"),
    ("no digit before the point", ".5", "both sides of the point"),
    ("no digit after the point", "5.", "both sides of the point"),
    ("two points", "5.0.0", "too many digits or points"),
    ("ten decimals", "5.0000000000", "too many digits or points"),
    ("two minus signs", "--5", "is not a number"),
    ("divided by zero", "1/0", "divides by zero"),
    ("a word", "five", "is not a number"),
    ("a space in front", " 5", "space before or after"),
    ("a line end behind", "5\n", "space before or after"),
    ("a line end in front", "\n5", "space before or after"),
    ("two numbers in two lines", "5\n6", "is not a number"),
    ("two numbers and a return", "5\r6", "is not a number"),
    ("a line separator", "5\u20286", "is not a number"),
    ("a next-line character", "5\x856", "is not a number"),
    ("a file separator", "5\x1c6", "is not a number"),
    ("a null character", "5\x006", "is not a number"),
    ("a tab within", "5\t6", "is not a number"),
    ("a vertical tab behind", "5\v", "space before or after"),
    ("a no-break space behind", "5\u00a0", "space before or after"),
    ("a zero-width space behind", "5\u200b", "is not a number"),
    ("a line end alone", "\n", "a number is missing"),
]
NOT_TEXT = [
    ("a float", 5.0),
    ("a whole number that is no text", 5),
    ("a yes", True),
    ("nothing at all", None),
    ("bytes", b"5"),
    ("a list", ["5"]),
    ("an exact number", F(5)),
]


def table_with(*values: object) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Return a valid table but for the points of b for y and of c for x, which are ``values``."""
    of_b, of_c = (cast("str", value) for value in (*values, "5")[:2])
    points = {
        "a": {"x": "3.25", "y": "7", "z": "1"},
        "b": {"x": "4", "y": of_b, "z": "2"},
        "c": {"z": "8.5", "y": "9", "x": of_c},
    }
    return {"x": "50", "y": "30", "z": "20"}, points


def problems_of(weights: Texts, points: Mapping[str, Texts]) -> tuple[str, ...]:
    """Return the problems found, which are the same for totals and for ranks."""
    found = []
    for score in (totals_from_text, ranking_from_text):
        with pytest.raises(TableError) as caught:
            score(weights, points)
        assert isinstance(caught.value, BidevalError)
        assert isinstance(caught.value, ValueError)
        found.append(caught.value.problems)
    assert found[0] == found[1]
    return found[0]


@pytest.mark.parametrize("case", BAD_POINTS, ids=lambda case: case[0])
def test_bad_points_are_refused_with_their_place(case: tuple[str, str, str]) -> None:
    _, text, reason = case
    (problem,) = problems_of(*table_with(text))
    assert problem.startswith("the points of bid b for y: ")
    assert reason in problem


@pytest.mark.parametrize("case", BAD_POINTS, ids=lambda case: case[0])
def test_a_bad_weight_is_refused_with_its_criterion(case: tuple[str, str, str]) -> None:
    _, text, reason = case
    weights, points = table_with("5")
    (problem,) = problems_of({**weights, "y": text}, points)
    assert problem.startswith("the weight of y: ")
    assert reason in problem


@pytest.mark.parametrize("case", NOT_TEXT, ids=lambda case: case[0])
def test_what_is_not_text_is_refused(case: tuple[str, object]) -> None:
    _, value = case
    (problem,) = problems_of(*table_with(value))
    assert problem == f"the points of bid b for y: {value!r} is not text"
    weights, points = table_with("3.123456")
    (problem,) = problems_of({**weights, "y": cast("str", value)}, points)
    assert problem == f"the weight of y: {value!r} is not text"


tricky = st.one_of(
    st.text("0123456789.\n\r\t -/", max_size=6),
    st.text(max_size=4),
    st.builds("{}{}{}".format, number_texts(2), st.characters(), number_texts(2)),
    number_texts(9),
)


@given(tricky, tricky)
def test_the_grammar_decides_and_no_text_reaches_into_the_next(of_b: str, of_c: str) -> None:
    """Reading many texts at one look lets no bad text pass: not even two that make up for each other."""
    wrong = 0
    for text in (of_b, of_c):
        try:
            wrong += not 0 <= parse_number(text) <= 100
        except NumberError:
            wrong += 1
    weights, points = table_with(of_b, of_c)
    if wrong:
        assert len(problems_of(weights, points)) == wrong
    else:
        exact = {bid: {one: parse_number(text) for one, text in row.items()} for bid, row in points.items()}
        totals = summed({one: parse_number(text) for one, text in weights.items()}, exact)
        assert totals_from_text(weights, points) == totals


REFUSED = [
    # in words             weights                       points                          problems
    ("95 percent", {"x": "55", "y": "40"}, {"a": {"x": "1", "y": "2"}}, ["the weights sum to 95, not 100"]),
    ("140 percent", {"x": "70", "y": "70"}, {"a": {"x": "1", "y": "2"}}, ["the weights sum to 140, not 100"]),
    ("99 percent of one", {"x": "99"}, {"a": {"x": "1"}}, ["the weights sum to 99, not 100"]),
    (
        "a billionth too little",
        {"x": "50", "y": "49.999999999"},
        {"a": {"x": "1", "y": "2"}},
        ["the weights sum to 99.999999999, not 100"],
    ),
    (
        "less than a billionth too much",
        {"x": "100", "y": "1/999999999999"},
        {"a": {"x": "1", "y": "2"}},
        ["the weights sum to 99999999999901/999999999999, not 100"],
    ),
    (
        "negative",
        {"x": "120", "y": "-20"},
        {"a": {"x": "1", "y": "2"}},
        ["the weight of x", "the weight of y"],
    ),
    ("no bid", {"x": "60", "y": "40"}, {}, ["there is no bid"]),
    ("no criterion", {}, {"a": {}}, ["the weights sum to 0, not 100"]),
    ("nothing at all", {}, {}, ["the weights sum to 0, not 100", "there is no bid"]),
    ("a criterion missing", {"x": "60", "y": "40"}, {"a": {"x": "1"}}, ["bid a: nothing stands for y"]),
    (
        "one criterion too many",
        {"x": "60", "y": "40"},
        {"a": {"x": "1", "y": "1"}, "b": {"x": "1", "y": "1", "z": "1"}},
        ["bid b: there is no criterion z"],
    ),
    (
        "one for another",
        {"x": "60", "y": "40"},
        {"a": {"x": "1", "Y": "1"}},
        ["bid a: nothing stands for y", "bid a: there is no criterion Y"],
    ),
    (
        "all that is wrong, in order",
        {"y": "40%", "x": "60"},
        {"b": {"x": "1e5", "z": "1"}, "a": {"x": "101", "y": "-1"}},
        [
            "the weight of y: '40%'",
            "the points of bid a for x: 101",
            "the points of bid a for y: -1",
            "bid b: nothing stands for y",
            "bid b: there is no criterion z",
            "the points of bid b for x: '1e5'",
        ],
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_table_that_cannot_be_summed_is_refused(
    case: tuple[str, Texts, Mapping[str, Texts], list[str]],
) -> None:
    _, weights, points, expected = case
    problems = problems_of(weights, points)
    assert len(problems) == len(expected)
    for problem, beginning in zip(problems, expected, strict=True):
        assert problem.startswith(beginning)


def test_a_mapping_that_makes_up_keys_hides_no_difference() -> None:
    made_up: defaultdict[str, str] = defaultdict(lambda: "50", {"x": "1", "z": "2"})
    assert problems_of({"x": "60", "y": "40"}, {"a": made_up}) == (
        "bid a: nothing stands for y",
        "bid a: there is no criterion z",
    )


def test_five_problems_are_printed_and_the_others_counted() -> None:
    error = TableError(*(f"problem {number}" for number in range(1, 8)))
    assert str(error) == "; ".join([*(f"problem {number}" for number in range(1, 6)), "and 2 more problems"])
    assert str(TableError(*error.problems[:5])).endswith("problem 4; problem 5")


MISMATCHES = [
    # in words                    weights        points                                         problems
    ("a criterion missing", ["x", "y"], {"a": ["x", "y"], "b": ["x"]}, ("bid b: nothing stands for y",)),
    ("one too many", ["x"], {"a": ["x", "y"], "b": ["x"]}, ("bid a: there is no criterion y",)),
    (
        "one for another, in order of bids",
        ["x"],
        {"b": ["y"], "a": ["x", "z"]},
        ("bid a: there is no criterion z", "bid b: nothing stands for x", "bid b: there is no criterion y"),
    ),
]


@pytest.mark.parametrize("case", MISMATCHES, ids=lambda case: case[0])
def test_other_criteria_are_refused(
    case: tuple[str, list[str], Mapping[str, list[str]], tuple[str, ...]],
) -> None:
    _, criteria, rows, problems = case
    weights = dict.fromkeys(criteria, F(1))
    points = {bid: dict.fromkeys(row, F(1)) for bid, row in rows.items()}
    with pytest.raises(TableError) as caught:
        weighted_totals(weights, points)
    assert caught.value.problems == problems


def test_a_table_takes_the_same_criteria_only() -> None:
    with pytest.raises(TableError, match="bid b: nothing stands for x; bid b: there is no criterion y"):
        weighted_table({"a": {"x": F(1)}, "b": {"y": F(1)}})
    with pytest.raises(
        TableError, match="the weights: nothing stands for x; the weights: there is no criterion y"
    ):
        weighted_table({"a": {"x": F(1)}}).totals({"y": F(1)})


def test_a_table_in_other_orders_is_the_same_table() -> None:
    one = weighted_table({"a": {"x": F(1, 2), "y": F(1, 3)}, "b": {"x": F(1), "y": F(2)}})
    assert one == weighted_table({"b": {"y": F(2), "x": F(1)}, "a": {"y": F(1, 3), "x": F(1, 2)}})
    assert one == WeightedTable(("a", "b"), ("x", "y"), ((3, 2), (6, 12)), 6)
