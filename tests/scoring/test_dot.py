from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.dot import (
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
