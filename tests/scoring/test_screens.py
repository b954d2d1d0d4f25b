"""Screens of low prices: the lines that the rules draw, worked by hand, and what holds for all."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import GuardError
from bideval.scoring.screens import SCREENS, Compared, line_of

Case = tuple[str, str, str, tuple[str, ...], str | None, str | None, Fraction]

CASES: list[Case] = [
    # in words, rule, own price, the others, estimate, share, amount
    ("mean of three", "mean", "80", ("100", "120"), None, None, Fraction(100)),
    ("median of an even number", "median", "60", ("80", "100", "200"), None, None, Fraction(90)),
    ("median of one", "median", "60", (), None, None, Fraction(60)),
    ("second lowest beside a tie", "second-lowest", "60", ("60", "90"), None, None, Fraction(60)),
    ("second lowest of one is itself", "second-lowest", "60", (), None, None, Fraction(60)),
    (
        "mean of the others leaves the own out",
        "mean-of-others",
        "1",
        ("90", "110"),
        None,
        None,
        Fraction(100),
    ),
    ("next of a tie is the tie", "next", "60", ("60", "90"), None, None, Fraction(60)),
    ("next of the dearest is itself", "next", "90", ("60", "70"), None, None, Fraction(90)),
    ("second mean without the high price", "double-mean", "70", ("100", "190"), None, "20", Fraction(85)),
    ("Spain: one bid, estimate less 25", "spain-rd-1098-2001", "10", (), "200", None, Fraction(150)),
    ("Spain: two bids, the other less 20", "spain-rd-1098-2001", "10", ("50",), "200", None, Fraction(40)),
    ("Spain: three, mean less 10", "spain-rd-1098-2001", "90", ("100", "110"), "100", None, Fraction(90)),
    (
        "Spain: three, the highest out",
        "spain-rd-1098-2001",
        "80",
        ("90", "130"),
        "80",
        None,
        Fraction(153, 2),
    ),
    (
        "Spain: three, the estimate counts",
        "spain-rd-1098-2001",
        "74",
        ("75", "76"),
        "100",
        None,
        Fraction(75),
    ),
    ("Spain: four, none out", "spain-rd-1098-2001", "95", ("100", "100", "105"), None, None, Fraction(90)),
    (
        "Spain: five, one out",
        "spain-rd-1098-2001",
        "84",
        ("95", "100", "101", "180"),
        None,
        None,
        Fraction(171, 2),
    ),
    (
        "Spain: four, too few left",
        "spain-rd-1098-2001",
        "60",
        ("61", "140", "141"),
        None,
        None,
        Fraction(783, 10),
    ),
    ("Italy: five bids", "italy-trimmed", "70", ("80", "85", "90", "95"), "100", "10", Fraction(80)),
    ("Italy: all the same", "italy-trimmed", "80", ("80", "80"), "100", "10", Fraction(80)),
    ("Italy: two bids leave none", "italy-trimmed", "50", ("95",), "100", "10", Fraction(50)),
    (
        "Italy: eleven bids leave two at each end",
        "italy-trimmed",
        "1",
        ("50",) * 10,
        "100",
        "10",
        Fraction(50),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_the_line_is_as_worked_by_hand(case: Case) -> None:
    _, rule, own, others, estimate, share, amount = case
    compared = Compared(
        Fraction(own),
        tuple(map(Fraction, others)),
        Fraction(estimate) if estimate else None,
        Fraction(share) if share else None,
    )
    line = line_of(f"prices.{rule}", compared)
    assert line.amount == amount
    assert line.worked


REFUSED = [
    ("Spain: one bid and no estimate", "spain-rd-1098-2001", Compared(Fraction(1), ()), "estimate"),
    (
        "Spain: three bids and no estimate",
        "spain-rd-1098-2001",
        Compared(Fraction(1), (Fraction(1), Fraction(1))),
        "estimate",
    ),
    (
        "Italy without an estimate",
        "italy-trimmed",
        Compared(Fraction(1), (Fraction(1),), None, Fraction(10)),
        "estimate",
    ),
    ("Italy without a share", "italy-trimmed", Compared(Fraction(1), (Fraction(1),), Fraction(2)), "share"),
    (
        "Italy from nothing",
        "italy-trimmed",
        Compared(Fraction(1), (Fraction(1),), Fraction(0), Fraction(10)),
        "not above zero",
    ),
    ("a second mean without a share", "double-mean", Compared(Fraction(1), (Fraction(1),)), "share"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_wanting_is_named(case: tuple[str, str, Compared, str]) -> None:
    _, rule, compared, words = case
    with pytest.raises(GuardError, match=words):
        line_of(f"prices.{rule}", compared)


PRICES = st.lists(st.integers(1, 10**6), min_size=1, max_size=9)


@pytest.mark.parametrize("rule", SCREENS)
@given(prices=PRICES, data=st.data(), factor=st.integers(2, 50))
def test_order_and_currency_are_irrelevant(
    rule: str, prices: list[int], data: st.DataObject, factor: int
) -> None:
    own, others = Fraction(prices[0]), tuple(map(Fraction, prices[1:]))
    line = line_of(rule, Compared(own, others, Fraction(10**6), Fraction(10))).amount
    shuffled = tuple(data.draw(st.permutations(others)))
    assert line_of(rule, Compared(own, shuffled, Fraction(10**6), Fraction(10))).amount == line
    scaled = Compared(
        own * factor, tuple(one * factor for one in others), Fraction(10**6) * factor, Fraction(10)
    )
    assert line_of(rule, scaled).amount == line * factor


@pytest.mark.parametrize("rule", ["mean", "median", "second-lowest", "mean-of-others", "double-mean"])
@given(prices=PRICES)
def test_an_average_lies_among_the_prices(rule: str, prices: list[int]) -> None:
    own, others = Fraction(prices[0]), tuple(map(Fraction, prices[1:]))
    assert (
        min(prices)
        <= line_of(f"prices.{rule}", Compared(own, others, None, Fraction(10))).amount
        <= max(prices)
    )
