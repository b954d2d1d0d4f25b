from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import BidevalError
from bideval.kernel.batch import (
    FLOAT_END,
    INT_END,
    BatchError,
    Prepared,
    TotalsTooLargeError,
    Whole,
    batch_totals,
    prepared,
    winners,
)
from bideval.scoring.dot import ranking_from_text, totals_from_text, weighted_table, weighted_totals

Rows = Sequence[Sequence[int]]
LEAST = -(2**63)


def array(rows: Rows, criteria: int = 0) -> Whole:
    return np.array(rows, np.int64).reshape(len(rows), criteria or (len(rows[0]) if rows else 0))


def by_hand(weights: Rows, points: Rows) -> list[list[int]]:
    """Sum once more in Python's whole numbers, which have no limit."""
    return [[sum(w * p for w, p in zip(row, bid, strict=True)) for bid in points] for row in weights]


def all_ways(weights: Whole, points: Whole) -> list[Whole]:
    """Return the totals from arrays and from prepared arrays."""
    return [
        batch_totals(one, other)
        for one in (weights, prepared(weights))
        for other in (points, prepared(points))
    ]


EDGES = [0, 1, 9_999, 10**9, 2**26, 2**31 - 1, 2**53 - 1, 2**53, 2**53 + 1, 2**62, INT_END]
edge = st.one_of(
    st.integers(-(10**6), 10**6),
    st.sampled_from([*EDGES, *(-one for one in EDGES), LEAST]),
    st.integers(LEAST, INT_END),
)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[list[list[int]], list[list[int]]]:
    """Draw weights and points of small, great and mixed magnitudes, none included."""
    criteria = draw(st.integers(1, 4))
    least, most = draw(st.sampled_from([(0, 100), (0, 10**7), (-(10**8), 10**8), (LEAST, INT_END)]))
    one = st.integers(least, most) if draw(st.booleans()) else edge
    row = st.lists(one, min_size=criteria, max_size=criteria)
    return draw(st.lists(row, min_size=1, max_size=4)), draw(st.lists(row, min_size=1, max_size=4))


@given(numbers())
def test_totals_are_exact_or_refused(drawn: tuple[list[list[int]], list[list[int]]]) -> None:
    weights, points = drawn
    expected = by_hand(weights, points)
    reach = max(sum(abs(w * p) for w, p in zip(row, bid, strict=True)) for row in weights for bid in points)
    refused = 0
    try:
        found = all_ways(array(weights), array(points))
    except TotalsTooLargeError as error:
        found, refused = [], error.bound
    assert bool(found) == (not refused)
    if refused:
        assert refused > INT_END
        assert refused >= reach  # what is shown covers what can be reached
    for totals in found:
        assert totals.dtype == np.int64
        assert totals.tolist() == expected


AT_THE_EDGE = [
    # in words                               weights                      points
    ("2^53, the last that floats hold", [[2**52, 2**52]], [[1, 1]]),
    ("2^53 + 1, the first they do not", [[2**53, 1]], [[1, 1]]),
    ("2^53 + 1 as one weight", [[2**53 + 1, 0]], [[1, 1]]),
    ("2^53 + 1 as points", [[1, 0]], [[2**53 + 1, 1]]),
    ("an odd total where floats hold even ones", [[3, 2**54]], [[1, 1]]),
    ("a weight beyond floats, and no points", [[INT_END, 1]], [[0, 0]]),
    ("the greatest total", [[INT_END]], [[1]]),
    ("the least weight in a shadow of zeros", [[LEAST, 5]], [[0, 0]]),
    ("great parts that cancel", [[2**60, -(2**60), 7]], [[1, 1, 1]]),
    ("weights that sum to 100 in units of 10^-7", [[4 * 10**8, 6 * 10**8] + [0] * 18], [[10**9] * 20]),
    ("the same below zero", [[-4 * 10**8, 6 * 10**8] + [0] * 18], [[10**9] * 20]),
    ("points that sum to little, weights all at the most", [[10**9] * 20], [[10**9] + [0] * 19]),
]


@pytest.mark.parametrize("case", AT_THE_EDGE, ids=lambda case: case[0])
def test_totals_are_exact_at_the_edge(case: tuple[str, list[list[int]], list[list[int]]]) -> None:
    _, weights, points = case
    for totals in all_ways(array(weights), array(points)):
        assert totals.tolist() == by_hand(weights, points)


TOO_LARGE = [
    # in words                        weights             points              the bound shown
    ("one beyond 64 bits", [[2**62]], [[2]], 2**63),
    ("two halves beyond", [[2**62, 2**62]], [[1, 1]], 2**63),
    ("the least number has no twin", [[LEAST]], [[1]], 2**63),
    ("it would wrap to zero", [[2**32]], [[2**32]], 2**64),
    ("it would wrap to a small total", [[2**32, 5]], [[2**32, 1]], 2**64 + 2**32),
    ("parts that cancel are not relied on", [[2**62, 2**62]], [[1, -1]], 2**63),
    ("points as great", [[1]], [[LEAST]], 2**63),
]


@pytest.mark.parametrize("case", TOO_LARGE, ids=lambda case: case[0])
def test_what_may_leave_64_bits_is_refused(case: tuple[str, list[list[int]], list[list[int]], int]) -> None:
    _, weights, points, bound = case
    for one in (array(weights), prepared(array(weights))):
        with pytest.raises(
            TotalsTooLargeError, match=f"totals may reach {bound}, and {INT_END} is"
        ) as caught:
            batch_totals(one, array(points))
        assert caught.value.bound == bound
        assert isinstance(caught.value, BidevalError)
        assert isinstance(caught.value, OverflowError)


def test_a_great_scenario_among_many_is_refused_wherever_it_stands() -> None:
    for place in (0, 4095, 4096, 9_999):
        weights = np.ones((10_000, 2), np.int64)
        weights[place, 1] = 2**62
        with pytest.raises(TotalsTooLargeError):
            batch_totals(weights, array([[2, 2]]))


@pytest.mark.parametrize("scenarios", [0, 1, 4095, 4096, 4097, 12_345])
def test_every_scenario_is_summed_once(scenarios: int) -> None:
    weights = np.arange(scenarios * 3, dtype=np.int64).reshape(scenarios, 3) % 9_973
    points = array([[10_000, 0, 1], [3, 500, 70], [0, 0, 0], [-1, 2, -3]])
    expected = np.stack([(weights * bid).sum(axis=1) for bid in points], axis=1)
    for totals in all_ways(weights, points):
        assert totals.shape == (scenarios, 4)
        assert np.array_equal(totals, expected)


@given(st.integers(1, 8), st.integers(1, 5), st.data())
def test_totals_are_what_scoring_gives(criteria: int, bids: int, data: st.DataObject) -> None:
    """Percent in hundredths and points in fractions, the way an analysis goes."""
    names = [f"c{number}" for number in range(criteria)]
    fraction = st.builds(Fraction, st.integers(0, 100), st.sampled_from([1, 2, 3, 4, 5, 6, 8, 9, 11, 100]))
    points = {f"b{bid}": {name: data.draw(fraction) for name in names} for bid in range(bids)}
    shares = st.lists(st.integers(0, 10_000), min_size=criteria, max_size=criteria)
    scenarios = data.draw(st.lists(shares, min_size=1, max_size=4))
    table = weighted_table(points)
    totals = batch_totals(array(scenarios), array(table.rows))
    for row, shares_ in zip(totals.tolist(), scenarios, strict=True):
        weights = {name: Fraction(share, 100) for name, share in zip(names, shares_, strict=True)}
        exact = weighted_totals(weights, points)
        below = 100 * 100 * table.denominator
        assert {bid: Fraction(total, below) for bid, total in zip(table.bids, row, strict=True)} == exact


@given(st.integers(2, 6), st.data())
def test_winners_are_those_whom_scoring_ranks_first(criteria: int, data: st.DataObject) -> None:
    """From text in hundredths on the one side, from whole numbers on the other."""
    cuts = st.lists(st.integers(0, 10_000), min_size=criteria - 1, max_size=criteria - 1).map(sorted)
    scenarios = [
        [high - low for low, high in zip([0, *cut], [*cut, 10_000], strict=True)]
        for cut in data.draw(st.lists(cuts, min_size=1, max_size=3))
    ]
    few = st.lists(st.sampled_from([0, 5_000, 10_000]), min_size=criteria, max_size=criteria)  # many ties
    points = data.draw(st.lists(few, min_size=1, max_size=4))
    found = winners(batch_totals(array(scenarios), array(points)))
    bids = {f"b{bid}": {f"c{c}": f"{p // 100}" for c, p in enumerate(row)} for bid, row in enumerate(points)}
    for scenario, best, leads, tied in zip(scenarios, *(part.tolist() for part in found), strict=True):
        weights = {f"c{c}": f"{share // 100}.{share % 100:02d}" for c, share in enumerate(scenario)}
        ranks = ranking_from_text(weights, bids)
        assert leads == [rank == 1 for rank in ranks.values()]
        assert tied == (list(ranks.values()).count(1) > 1)
        assert Fraction(best, 10**6) == max(totals_from_text(weights, bids).values())


LEADERS = [
    # in words                 totals          best  leads                 tied
    ("one ahead", [1, 3, 2], 3, [False, True, False], False),
    ("two ahead", [3, 1, 3], 3, [True, False, True], True),
    ("all alike", [2, 2, 2], 2, [True, True, True], True),
    ("all below zero", [-5, -2, -7], -2, [False, True, False], False),
    ("one apart beyond what floats tell", [2**53, 2**53 + 1, 2**53], 2**53 + 1, [False, True, False], False),
    ("at the ends of 64 bits", [LEAST, INT_END, INT_END - 1], INT_END, [False, True, False], False),
    ("a single bid", [0], 0, [True], False),
]


@pytest.mark.parametrize("case", LEADERS, ids=lambda case: case[0])
def test_winners(case: tuple[str, list[int], int, list[bool], bool]) -> None:
    _, totals, best, leads, tied = case
    found = winners(array([totals, totals[::-1]]))
    assert found.best.tolist() == [best, best]
    assert found.leads.tolist() == [leads, leads[::-1]]
    assert found.tied.tolist() == [tied, tied]


def test_no_scenario_has_no_winner() -> None:
    found = winners(np.empty((0, 3), np.int64))
    assert [part.shape for part in found] == [(0,), (0, 3), (0,)]


WRONG = [
    # in words                     weights                           points                         the reason
    ("floats", np.ones((1, 2)), array([[1, 2]]), "the array is float64; only int64 is exact"),
    ("float points", array([[1, 2]]), np.ones((1, 2)), "the array is float64"),
    ("smaller whole numbers", np.ones((1, 2), np.int32), array([[1, 2]]), "the array is int32"),
    ("numbers without sign", np.ones((1, 2), np.uint64), array([[1, 2]]), "the array is uint64"),
    ("Python's own numbers", np.ones((1, 2), object), array([[1, 2]]), "the array is object"),
    ("no scenario, yet floats", np.ones((0, 2)), array([[1, 2]]), "the array is float64"),
    ("a single row", np.ones(2, np.int64), array([[1, 2]]), "the array has 1 dimensions, not 2"),
    ("three dimensions", np.ones((1, 2, 2), np.int64), array([[1, 2]]), "the array has 3 dimensions"),
    (
        "other criteria",
        array([[1, 2]]),
        array([[1, 2, 3]]),
        "the weights are for 2 criteria, the points for 3",
    ),
]


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_other_arrays_are_refused(case: tuple[str, Whole, Whole, str]) -> None:
    _, weights, points, reason = case
    with pytest.raises(BatchError, match=reason) as caught:
        batch_totals(weights, points)
    assert isinstance(caught.value, BidevalError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    "totals",
    [np.ones((2, 2)), np.ones(2, np.int64), np.ones((2, 0), np.int64)],
    ids=["floats", "one dimension", "no bid"],
)
def test_other_totals_have_no_winner(totals: Whole) -> None:
    with pytest.raises(BatchError, match="totals are int64, scenarios x bids, with at least one bid"):
        winners(totals)


def test_arrays_in_any_layout_give_the_same() -> None:
    weights = np.arange(60, dtype=np.int64).reshape(10, 6)
    points = np.arange(30, dtype=np.int64).reshape(5, 6)
    expected = batch_totals(weights, points)
    assert np.array_equal(batch_totals(np.asfortranarray(weights), np.asfortranarray(points)), expected)
    assert np.array_equal(batch_totals(np.repeat(weights, 2, axis=0)[::2], points[::-1])[:, ::-1], expected)


def test_what_is_prepared_is_a_copy() -> None:
    for greatest in (5, FLOAT_END + 1):
        weights = array([[greatest, 1]])
        ready = prepared(weights)
        weights[0, 1] = 100
        assert batch_totals(ready, array([[1, 1]])).tolist() == [[greatest + 1]]


def test_floats_are_kept_where_they_are_exact() -> None:
    kept: list[Prepared] = [prepared(array([[one, -one]])) for one in (FLOAT_END, FLOAT_END + 1)]
    assert [one.numbers.dtype for one in kept] == [np.float64, np.int64]
    assert [one.greatest for one in kept] == [FLOAT_END, FLOAT_END + 1]
