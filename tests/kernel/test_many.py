"""Sums of many tenders at once, beside fractions, up to and beyond what 64 bits hold."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.kernel.many import (
    POINT_UNIT,
    WEIGHT_UNIT,
    Shares,
    Weights,
    ahead,
    budget_linear,
    counted,
    criterion_parts,
    linear_to_n_lowest,
    lower_price_first,
    lowest_over_bid,
    lowest_to_highest,
    masked,
    placed,
    price_part,
)
from bideval.model.rules import Mode
from bideval.scoring.rounding import round_to

# One tender of three bids, the last of them not admitted: prices, formula, shares by hand.
PRICES = np.array([[200], [100], [50]])
ADMITTED = np.array([[True], [True], [False]])
FORMULAS = [
    ("lowest over bid", lowest_over_bid(PRICES, ADMITTED), (Fraction(1, 2), 1)),
    ("to 2.5 times the lowest", linear_to_n_lowest(PRICES, ADMITTED, np.array([250])), (Fraction(1, 3), 1)),
    ("to twice the lowest", linear_to_n_lowest(PRICES, ADMITTED, np.array([200])), (0, 1)),
    ("to 1.5 times the lowest", linear_to_n_lowest(PRICES, ADMITTED, np.array([150])), (0, 1)),
    ("lowest to highest", lowest_to_highest(PRICES, ADMITTED, np.array([0])), (0, 1)),
    ("budget of 160", budget_linear(PRICES, ADMITTED, np.array([160])), (0, Fraction(3, 8))),
]


@pytest.mark.parametrize("case", FORMULAS, ids=lambda case: case[0])
def test_shares_by_hand(case: tuple[str, Shares, tuple[Fraction, Fraction]]) -> None:
    _, shares, expected = case
    found = [
        Fraction(int(over), int(under)) for (over,), (under,) in zip(shares.over, shares.under, strict=True)
    ]
    assert tuple(found[:2]) == expected


def test_equal_prices_get_what_is_stated() -> None:
    equal = np.array([[70], [70]])
    shares = lowest_to_highest(equal, np.array([[True], [True]]), np.array([25_000]))
    assert (shares.over[0, 0], shares.under[0, 0]) == (25_000, 100_000)


@given(
    weights=st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(1, 10**5)),
    points=st.integers(0, 100 * POINT_UNIT),
    price=st.tuples(st.integers(1, 4 * 10**14), st.integers(1, 4 * 10**14)),
    places=st.none() | st.integers(0, 4),
)
def test_sums_are_those_of_fractions_or_are_said_to_be_beyond(
    weights: tuple[int, int, int], points: int, price: tuple[int, int], places: int | None
) -> None:
    """One bid; a figure that is not marked is exact, or cut down by less than one unit."""
    over, under = min(price), max(price)
    own = Weights(np.array([weights[0]]), np.array([[weights[1]]]), np.array([weights[2]]))
    table = Shares(np.array([[over]]), np.array([[under]]), np.array([float(over)]), np.array([float(under)]))
    times = None if places is None else np.array([2 * 10**places])
    found = price_part(own, table, times)
    if found.beyond[0]:
        return
    exact = Fraction(weights[0], WEIGHT_UNIT * weights[2]) * Fraction(over, under)
    if places is not None:
        assert Fraction(int(found.sums[0, 0]), 10**places) == round_to(exact, places, Mode.HALF_UP)
        parts = criterion_parts(own, np.array([[[points]]]), times)
        share = Fraction(weights[1] * points, WEIGHT_UNIT * weights[2] * 100 * POINT_UNIT)
        if weights[1] * points * 2 * 10**places < 2**61:
            assert Fraction(int(parts[0, 0, 0]), 10**places) == round_to(share, places, Mode.HALF_UP)
        return
    unit = exact * WEIGHT_UNIT * weights[2] * 100 * POINT_UNIT
    assert found.cut is not None
    assert 0 <= unit - int(found.sums[0, 0]) < 1
    assert bool(found.cut[0, 0]) == (unit != int(found.sums[0, 0]))


def test_ordinary_sums_are_not_said_to_be_beyond() -> None:
    """A price of a thousand million pounds at 60 percent, rounded or not."""
    own = Weights(np.array([6000]), np.array([[4000]]), np.array([1]))
    pence = 10**11
    table = Shares(
        np.array([[pence - 1]]), np.array([[pence]]), np.array([float(pence)]), np.array([float(pence)])
    )
    assert not price_part(own, table, None).beyond[0]
    assert not price_part(own, table, np.array([200])).beyond[0]


def test_who_is_ahead_and_a_lower_price() -> None:
    sums = np.array([[5, 5, 9], [5, 7, 9], [9, 7, 1]])
    admitted = np.array([[True, True, False], [True, True, False], [False, True, False]])
    first = ahead(masked(sums, admitted), admitted)
    assert first.tolist() == [[True, False, False], [True, True, False], [False, True, False]]
    price = np.array([[3, 1, 1], [2, 4, 1], [1, 4, 1]])
    kept = lower_price_first(first, price, np.array([True, True, True]))
    assert counted(kept).tolist() == [1, 2, 0]
    assert lower_price_first(first, price, np.array([False, False, False])).tolist() == first.tolist()


@given(st.integers(1, 400), st.integers(0, 399))
def test_the_place_of_one_among_many(bids: int, one: int) -> None:
    which = np.zeros((bids, 2), np.bool_)
    which[one % bids, 0] = True
    assert placed(which)[0] == one % bids
    assert counted(which).tolist() == [1, 0]
