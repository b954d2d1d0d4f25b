from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.units import REMEMBERED, UNIT, dots, units

SHORT = [
    text
    for whole in (*map(str, range(10)), *(f"{number:02d}" for number in range(100)), "100")
    for places in range(3)
    for number in range(10**places if whole != "100" else 1)
    for text in [f"{whole}.{number:0{places}d}" if places else whole]
]

PLAIN = [
    # in words                  texts                          units
    ("whole numbers", ["0", "5", "07", "100"], [0, 5 * UNIT, 7 * UNIT, 100 * UNIT]),
    ("two decimals each", ["0.25", "62.50", "100.00"], [2_500_000, 625_000_000, 1_000_000_000]),
    ("seven decimals each", ["0.0000001", "99.9999999", "100.0000000"], [1, 999_999_999, 1_000_000_000]),
    ("mixed decimals", ["1", "2.5", "3.125", "100.0"], [10_000_000, 25_000_000, 31_250_000, 1_000_000_000]),
    ("one alone", ["12.345"], [123_450_000]),
    ("the same twice", ["1.234", "1.234"], [12_340_000, 12_340_000]),
    ("none", [], []),
]

NOT_PLAIN = [
    ("above the most, whole", ["5", "101"]),
    ("above the most by the least", ["5.0000000", "100.0000001"]),
    ("above the most, mixed", ["5", "100.5"]),
    ("below zero", ["-5"]),
    ("eight decimals", ["5.12345678"]),
    ("eight decimals among others", ["5.1", "5.12345678"]),
    ("three digits of zeros", ["005"]),
    ("nothing", [""]),
    ("nothing among others", ["5", "", "6"]),
    ("no decimals after the point", ["5."]),
    ("no digit before it", [".5"]),
    ("a fraction", ["1/3"]),
    ("an exponent", ["1e1"]),
    ("an underscore", ["1_0"]),
    ("a space", ["5 "]),
    ("other digits", ["\u0665"]),
    ("a line end within", ["5\n6"]),
    ("a line end, and a text that makes up for it", ["5\n6", ""]),
    ("a line end behind", ["5\n"]),
    ("line ends around", ["5", "\n", "6"]),
    ("a line separator", ["5\u20286"]),
]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case[0])
def test_plain_texts_have_their_units(case: tuple[str, list[str], list[int]]) -> None:
    _, texts, expected = case
    REMEMBERED.clear()
    assert units(texts) == expected  # read
    assert units(texts) == expected  # partly or wholly remembered
    assert dots([1] * len(texts), [texts]) == [sum(expected)]


@pytest.mark.parametrize("case", NOT_PLAIN, ids=lambda case: case[0])
@pytest.mark.parametrize(
    "others", [[], ["7.25"], ["3.1415926"]], ids=["alone", "beside short", "beside long"]
)
def test_all_else_is_left_to_the_grammar(case: tuple[str, list[str]], others: list[str]) -> None:
    _, texts = case
    for _ in range(2):
        assert units([*others, *texts]) is None
        assert dots([1] * len(texts), [texts]) is None


def test_short_texts_alone_are_remembered_and_their_number_is_bounded() -> None:
    REMEMBERED.clear()
    assert len(SHORT) == 12_213
    assert units(SHORT) == [Fraction(Decimal(text)) * UNIT for text in SHORT]
    assert REMEMBERED.keys() == set(SHORT)
    assert units([f"12.{number:03d}" for number in range(1000)]) is not None
    assert units([f"{number % 100}.{number}" for number in range(100_000)]) is not None
    assert len(REMEMBERED) == 12_213
    assert units(SHORT) == [Fraction(Decimal(text)) * UNIT for text in SHORT]


plain = st.decimals(0, 100, places=7).map(lambda value: format(value, "f"))
cut = st.integers(0, 8)


@given(st.lists(st.tuples(plain, cut), max_size=12), st.lists(st.booleans(), max_size=12))
def test_what_is_read_is_exact_whatever_was_remembered(
    parts: list[tuple[str, int]], forget: list[bool]
) -> None:
    texts = [text[: len(text) - cut].rstrip(".") if cut else text for text, cut in parts]
    if any(forget):
        REMEMBERED.clear()
    assert units(texts) == [Fraction(Decimal(text)) * UNIT for text in texts]


@given(
    st.lists(st.integers(0, 10**9), min_size=3, max_size=3),
    st.lists(st.tuples(plain, plain, plain), max_size=5),
)
def test_dots_are_exact_sums_of_products(shares: list[int], rows: list[tuple[str, str, str]]) -> None:
    expected = [
        sum(share * Fraction(Decimal(text)) * UNIT for share, text in zip(shares, row, strict=True))
        for row in rows
    ]
    assert dots(shares, rows) == expected
