import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.plain_sums import plain_sums

Rows = Sequence[Sequence[str]]


def found(weights: Sequence[str], rows: Rows) -> list[Fraction] | None:
    """Return the sums found, in percent x points."""
    sums = plain_sums(weights, zip(*rows, strict=True), len(rows))
    if sums is None:
        return None
    assert len({len(digits) for digits in sums.digits}) == 1
    values = [int(digits) for digits in sums.digits]
    assert sorted(values) == [int(digits) for digits in sorted(sums.digits)]
    return [Fraction(value, sums.unit) for value in values]


def by_hand(weights: Sequence[str], rows: Rows) -> list[Fraction]:
    """Sum once more, in fractions, one product after another."""
    return [
        sum(
            (Fraction(weight) * Fraction(text) for weight, text in zip(weights, row, strict=True)),
            Fraction(0),
        )
        for row in rows
    ]


PLAIN = [
    # in words                          weights                      rows                                 sums
    ("whole numbers", ["60", "40"], [["5", "07"], ["100", "0"]], [580, 6000]),
    ("two decimals each", ["60.00", "40.00"], [["62.50", "0.25"], ["100.00", "9.75"]], [3760, 6390]),
    ("weights finer than points", ["33.3", "66.7"], [["10", "20"]], ["1667"]),
    ("points finer than weights", ["50", "50"], [["0.000000001", "99.999999999"]], [5000]),
    ("nine decimals each", ["99.999999999", "0.000000001"], [["1.000000000", "1.000000000"]], [100]),
    ("decimals that differ", ["55.5", "44.50"], [["1", "2.5"], ["3.125", "100.0"]], ["166.75", "4623.4375"]),
    ("the highest beside the lowest", ["50", "50"], [["0", "0"], ["100", "100"], ["0", "0"]], [0, 10000, 0]),
    ("the highest in all rows", ["99.9", "0.1"], [["100.0", "100"]] * 3, [10000] * 3),
    ("a weight of all", ["100.0", "0.0"], [["99.9", "1"], ["1", "99.9"]], [9990, 100]),
    ("one weight", ["100"], [["33.3"]], [3330]),
    ("one zero in front", ["05", "95"], [["00.5", "01"]], ["97.5"]),
]


@pytest.mark.parametrize("case", PLAIN, ids=lambda case: case[0])
def test_sums_of_plain_texts(case: tuple[str, list[str], list[list[str]], list[int | str]]) -> None:
    _, weights, rows, sums = case
    expected = [Fraction(one) for one in sums]
    assert found(weights, rows) == expected


NOT_PLAIN = [
    ("above the most, whole", "101"),
    ("above the most by the least", "100.0000001"),
    ("twice the most", "200.00"),
    ("three digits that begin with zero", "050"),
    ("four digits", "0005"),
    ("four digits that end as the most does", "1100"),
    ("the same with decimals", "1100.00"),
    ("four digits that begin as the most does", "1001"),
    ("a hundred thousand digits", "0" * 100_000),
    ("below zero", "-5"),
    ("minus zero", "-0"),
    ("ten decimals", "5.1234567890"),
    ("a hundred thousand decimals", "5." + "0" * 100_000),
    ("nothing", ""),
    ("no decimals after the point", "5."),
    ("no digit before it", ".5"),
    ("a point alone", "."),
    ("two points", "5.5.5"),
    ("two points together", "5..5"),
    ("a fraction", "1/3"),
    ("an exponent", "1e1"),
    ("an underscore", "1_0"),
    ("a space behind", "5 "),
    ("a space in front", " 5"),
    ("a space within", "5 5"),
    ("other digits", "\u0665"),
    ("a tab within", "5\t6"),
    ("a tab behind", "5\t"),
    ("a line end within", "5\n6"),
    ("a line end behind", "5\n"),
    ("a return behind", "5\r"),
    ("a null character", "5\x00"),
    ("a line separator", "5\u20286"),
    ("half a character", "\ud800"),
]


@pytest.mark.parametrize("case", NOT_PLAIN, ids=lambda case: case[0])
@pytest.mark.parametrize("other", ["7", "7.25", "3.141592654"], ids=["whole", "short", "long"])
def test_all_else_is_left_to_the_grammar(case: tuple[str, str], other: str) -> None:
    _, text = case
    assert found(["60", "40"], [[other, other], [other, other]]) is not None
    for rows in (
        [[text, other], [other, other]],
        [[other, text], [other, other]],
        [[other, other], [other, text]],
    ):
        assert found(["60", "40"], rows) is None
    assert found([text, "40"], [[other, other]]) is None


@pytest.mark.parametrize("value", [5, 5.0, None, b"5", True], ids=repr)
def test_what_is_not_text_is_left_too(value: object) -> None:
    for weights, points in (([value, "40"], ["5", "5"]), (["60", "40"], ["5", value])):
        columns = [[one] for one in points]
        assert plain_sums(cast("list[str]", weights), cast("list[list[str]]", columns), 1) is None


WEIGHTS = [
    ("95 percent", ["55", "40"]),
    ("140 percent", ["70", "70"]),
    ("a billionth too little", ["50", "49.999999999"]),
    ("a billionth too much", ["50.000000001", "50"]),
    ("none", []),
]


@pytest.mark.parametrize("case", WEIGHTS, ids=lambda case: case[0])
def test_weights_that_miss_100_are_left_too(case: tuple[str, list[str]]) -> None:
    _, weights = case
    assert plain_sums(weights, [["5"]] * len(weights), 1) is None


def test_ten_decimals_in_all_texts_are_left_too() -> None:
    assert found(["60.0", "40.0"], [["5.123456789", "5.123456789"]]) is not None
    assert found(["60.0", "40.0"], [["5.1234567890", "5.1234567890"]]) is None


def test_no_row_is_left_too() -> None:
    assert plain_sums(["60", "40"], [[], []], 0) is None


def texts(places: int) -> st.SearchStrategy[str]:
    """Return texts of 0 to 100 with so many decimals, often at the ends."""
    unit = 10**places
    values = st.one_of(st.integers(0, 100 * unit), st.sampled_from([0, 1, 100 * unit - 1, 100 * unit]))
    return values.map(lambda value: f"{value // unit}.{value % unit:0{places}d}" if places else f"{value}")


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[str], list[list[str]]]:
    """Draw weights and rows of points, of the same decimals or of mixed ones."""
    places = draw(st.integers(0, 9))
    width = draw(st.integers(1, 6))
    whole = 100 * 10**places
    cuts = sorted(draw(st.lists(st.integers(0, whole), min_size=width - 1, max_size=width - 1)))
    parts = [high - low for low, high in zip([0, *cuts], [*cuts, whole], strict=True)]
    weights = [
        f"{one // 10**places}.{one % 10**places:0{places}d}".rstrip("." if not places else "")
        for one in parts
    ]
    one = draw(st.sampled_from([texts(places), texts(2), st.integers(0, 9).flatmap(texts)]))
    row = st.lists(one, min_size=width, max_size=width)
    return weights, draw(st.lists(row, min_size=1, max_size=6))


@given(tables())
def test_sums_are_what_fractions_give(table: tuple[list[str], list[list[str]]]) -> None:
    weights, rows = table
    assert found(weights, rows) == by_hand(weights, rows)


@pytest.fixture
def fewest_digits() -> Iterator[None]:
    """Let Python convert as few digits of a whole number as it can be told to."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(640)
    yield
    sys.set_int_max_str_digits(before)


@pytest.mark.usefixtures("fewest_digits")
@pytest.mark.parametrize("count", [24, 25, 26, 60, 100, 101, 500])
@pytest.mark.parametrize("end", ["", ".5", ".123456789"], ids=["whole", "short", "long"])
def test_many_rows(count: int, end: str) -> None:
    rows = [[f"{number % 100}{end}", f"{number * 7 % 100}{end}"] for number in range(count)]
    for weights in (["60", "40"], ["99.999999999", "0.000000001"]):
        assert found(weights, rows) == by_hand(weights, rows)
