from collections import defaultdict
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType
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

F = Fraction
Texts = Mapping[str, str]
Points = Mapping[str, Fraction]


def summed(weights: Points, points: Mapping[str, Points]) -> dict[str, Fraction]:
    """Sum once more, in fractions throughout and one product after another."""
    totals = {}
    for bid, row in points.items():
        total = F(0)
        for criterion, weight in weights.items():
            total += weight * row[criterion] / 100
        totals[bid] = total
    return totals


def placed(totals: Mapping[str, Fraction]) -> dict[str, int]:
    """Rank once more, by counting who is ahead."""
    return {bid: 1 + sum(other > total for other in totals.values()) for bid, total in totals.items()}


ids = st.from_regex(r"[a-z0-9][a-z0-9-]{0,5}", fullmatch=True)
any_fraction = st.fractions(max_denominator=10**12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[Points, Mapping[str, Points]]:
    """Draw any weights and points, of either sign, in any order of the criteria."""
    criteria = draw(st.lists(ids, max_size=6, unique=True))
    bids = draw(st.lists(ids, max_size=5, unique=True))
    weights = {criterion: draw(any_fraction) for criterion in criteria}
    points = {bid: {one: draw(any_fraction) for one in draw(st.permutations(criteria))} for bid in bids}
    return weights, points


@given(tables())
def test_totals_are_what_fractions_give(table: tuple[Points, Mapping[str, Points]]) -> None:
    weights, points = table
    assert weighted_totals(weights, points) == summed(weights, points)
    assert list(weighted_totals(weights, points)) == sorted(points)


@given(tables(), st.data())
def test_a_table_is_weighted_many_times(
    table: tuple[Points, Mapping[str, Points]], data: st.DataObject
) -> None:
    weights, points = table
    if not points:
        assert weighted_table(points) == WeightedTable((), (), (), 1)
        return
    made = weighted_table(points)
    for _ in range(2):
        others = {criterion: data.draw(any_fraction) for criterion in weights}
        assert made.totals(others) == summed(others, points)


KNOWN = [
    # in words                       weights                         points                           totals
    (
        "a published weighted sum: 320 + 210 + 135 + 90 = 755, printed 75.50",
        {"technical": "40", "commercial": "30", "compliance": "15", "delivery": "15"},
        {"one": {"technical": "80", "commercial": "70", "compliance": "90", "delivery": "60"}},
        {"one": F("75.5")},
    ),
    (
        "the middle bid of three with the same price per quality point",
        {"quality": "50", "price": "50"},
        {
            "a": {"quality": "50", "price": "100"},
            "b": {"quality": "75", "price": "200/3"},
            "c": {"quality": "100", "price": "50"},
        },
        {"a": F(75), "b": F(425, 6), "c": F(75)},
    ),
    ("one criterion", {"price": "100"}, {"a": {"price": "33.3"}}, {"a": F("33.3")}),
    (
        "a weight of two ninths is exact",
        {"x": "200/9", "y": "700/9"},
        {"a": {"x": "90", "y": "9"}},
        {"a": F(27)},
    ),
    (
        "ten times a tenth is one",
        {f"c{number}": "10" for number in range(10)},
        {
            "a": {f"c{number}": "0.1" for number in range(10)},
            "b": {f"c{number}": "0.10" for number in range(10)},
        },
        {"a": F("0.1"), "b": F("0.1")},
    ),
    (
        "a criterion without weight",
        {"x": "0", "y": "100.000"},
        {"a": {"x": "100", "y": "0"}, "b": {"y": "0.000000001", "x": "99"}},
        {"a": F(0), "b": F(1, 10**9)},
    ),
    (
        "zeros in front and minus zero",
        {"x": "0050", "y": "50"},
        {"a": {"x": "-0", "y": "007.5"}},
        {"a": F("3.75")},
    ),
    (
        "the highest total",
        {"x": "99.9999999", "y": "0.0000001"},
        {"a": {"x": "100.0000000", "y": "100"}},
        {"a": F(100)},
    ),
]


@pytest.mark.parametrize("case", KNOWN, ids=lambda case: case[0])
def test_known_totals(case: tuple[str, Texts, Mapping[str, Texts], Mapping[str, Fraction]]) -> None:
    _, weights, points, totals = case
    for _ in range(2):  # the second time, a number is remembered
        assert totals_from_text(weights, points) == totals
        assert ranking_from_text(weights, points) == placed(totals)


@st.composite
def number_texts(draw: st.DrawFn, most_places: int) -> str:
    """Draw text of a number from 0 to 100 in one of the ways that the grammar allows."""
    places = draw(st.integers(0, most_places))
    units = draw(st.integers(0, 100 * 10**places))
    whole, decimals = divmod(units, 10**places)
    return f"{whole}.{decimals:0{places}d}" if places else f"{whole}"


@st.composite
def texts(draw: st.DrawFn) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Draw a table of texts: often plain, sometimes with long decimals, zeros or fractions in it."""
    criteria = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    bids = draw(st.lists(ids, min_size=1, max_size=6, unique=True))
    places = draw(st.integers(0, 9))
    cuts = sorted(
        draw(
            st.lists(st.integers(0, 100 * 10**places), min_size=len(criteria) - 1, max_size=len(criteria) - 1)
        )
    )
    ends = zip([0, *cuts], [*cuts, 100 * 10**places], strict=True)
    shares = [F(high - low, 10**places) for low, high in ends]
    one = st.one_of(
        number_texts(2),
        number_texts(places),
        number_texts(9),
        st.sampled_from(
            ["0", "100", "50", "1/3", "0007", "-0", "100.00", "99.999999999", "0.0000001", "5.50"]
        ),
    )
    weights = {
        criterion: f"{share.numerator}/{share.denominator}"
        for criterion, share in zip(criteria, shares, strict=True)
    }
    if draw(st.booleans()):
        fixed = [(share * 10**places).numerator for share in shares]
        weights = {
            criterion: f"{units // 10**places}.{units % 10**places:0{places}d}".rstrip(
                "." if not places else ""
            )
            for criterion, units in zip(criteria, fixed, strict=True)
        }
    return weights, {
        bid: {criterion: draw(one) for criterion in draw(st.permutations(criteria))} for bid in bids
    }


@given(texts())
def test_text_gives_what_fractions_give(table: tuple[dict[str, str], dict[str, dict[str, str]]]) -> None:
    weights, points = table
    exact = {criterion: F(text) for criterion, text in weights.items()}
    by_hand = summed(exact, {bid: {one: F(text) for one, text in row.items()} for bid, row in points.items()})
    frozen = {bid: MappingProxyType(row) for bid, row in points.items()}
    for given_ in (points, frozen, points):
        totals, ranks = totals_from_text(weights, given_), ranking_from_text(weights, given_)
        assert totals == by_hand
        assert ranks == placed(by_hand)
        assert list(totals) == list(ranks) == sorted(points)


TIES = [
    # in words                 points of one criterion              ranks
    ("two first", {"a": "50", "b": "50.0", "c": "1"}, {"a": 1, "b": 1, "c": 3}),
    ("two last", {"c": "1", "b": "50", "a": "1.00"}, {"a": 2, "b": 1, "c": 2}),
    ("two in the middle", {"a": "9", "b": "5", "c": "5", "d": "2"}, {"a": 1, "b": 2, "c": 2, "d": 4}),
    ("all alike", {"a": "0", "b": "0.00", "c": "00"}, {"a": 1, "b": 1, "c": 1}),
    ("a hair apart", {"a": "50", "b": "50.000000001", "c": "49.999999999"}, {"a": 2, "b": 1, "c": 3}),
    ("thirds", {"a": "1/3", "b": "2/6", "c": "0.333333333"}, {"a": 1, "b": 1, "c": 3}),
    ("a single bid", {"a": "0"}, {"a": 1}),
]


@pytest.mark.parametrize("case", TIES, ids=lambda case: case[0])
@pytest.mark.parametrize(
    "weights", [{"x": "100"}, {"x": "50", "y": "50"}], ids=["one criterion", "two criteria"]
)
def test_tied_bids_share_their_rank(weights: Texts, case: tuple[str, Texts, Mapping[str, int]]) -> None:
    _, given_, ranks = case
    assert (
        ranking_from_text(weights, {bid: dict.fromkeys(weights, text) for bid, text in given_.items()})
        == ranks
    )


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
