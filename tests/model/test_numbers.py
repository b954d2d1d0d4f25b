import time
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import BidevalError, PlacesError
from bideval.model.numbers import (
    NumberError,
    decimal_text,
    exact_text,
    figure_text,
    fixed_text,
    lossless_text,
    parse_number,
    shown,
)

WIDE = Context(prec=200)

VALID = [
    # in words                          text                          value
    ("a whole number", "5", Fraction(5)),
    ("a decimal", "0.30", Fraction(3, 10)),
    ("what a float cannot hold", "0.1", Fraction(1, 10)),
    ("a negative decimal below one", "-0.5", Fraction(-1, 2)),
    ("zeros in front are digits", "0005", Fraction(5)),
    ("zeros in front of decimals", "000.500", Fraction(1, 2)),
    ("zero", "0", Fraction(0)),
    ("minus zero is zero", "-0", Fraction(0)),
    ("minus zero with decimals", "-0.000", Fraction(0)),
    (
        "fifteen digits and nine decimals",
        "123456789012345.123456789",
        Fraction(123456789012345123456789, 10**9),
    ),
    ("the least of nine decimals", "0.000000001", Fraction(1, 10**9)),
    ("a fraction", "2/9", Fraction(2, 9)),
    ("a fraction is reduced", "4/6", Fraction(2, 3)),
    ("a negative fraction", "-1/3", Fraction(-1, 3)),
    ("nought over something", "0/7", Fraction(0)),
    ("fifteen digits twice", "999999999999999/999999999999998", Fraction(999999999999999, 999999999999998)),
    ("a contract value", "450000000", Fraction(450_000_000)),
]

INVALID = [
    # in words                          text                    the reason
    ("nothing", "", "missing"),
    ("a space alone", " ", "missing"),
    ("a space in front", " 5", "space before or after"),
    ("a line end behind", "5\n", "space before or after"),
    ("a no-break space behind", "5\u00a0", "space before or after"),
    ("a percent sign", "40%", "percent sign"),
    ("grouping by commas", "1,000", "comma"),
    ("a decimal comma", "0,5", "comma"),
    ("grouping by underscores", "1_000", "underscore"),
    ("a plus sign", "+5", "plus sign"),
    ("pounds", "£5", "currency sign"),
    ("minus euros", "-€5", "currency sign"),
    ("not a number", "NaN", "not a finite number"),
    ("YAML's not a number", ".nan", "not a finite number"),
    ("infinity", "inf", "not a finite number"),
    ("minus infinity", "-Infinity", "not a finite number"),
    ("plus infinity", "+.inf", "not a finite number"),
    ("an exponent", "1e5", "exponent"),
    ("beyond the floats", "1e400", "exponent"),
    ("a negative exponent", "2.5E-3", "exponent"),
    ("Arabic-Indic digits", "\u0661\u0662\u0663", "digits other than 0 to 9"),
    ("full-width digits", "\uff15", "digits other than 0 to 9"),
    ("no digit before the point", ".5", "both sides of the point"),
    ("no digit after the point", "5.", "both sides of the point"),
    ("no digit after a minus", "-.5", "both sides of the point"),
    ("two points", "1.2.3", "too many digits or points"),
    ("sixteen digits", "1234567890123456", "at most 15 before the point"),
    ("ten decimals", "0.1234567890", "9 after it"),
    ("divided by zero", "1/0", "divides by zero"),
    ("divided by many zeros", "0/000", "divides by zero"),
    ("a minus below the line", "1/-2", "minus sign in front"),
    ("sixteen digits below the line", "1/1234567890123456", "at most 15 digits"),
    ("a decimal above the line", "1.5/2", "is not a number"),
    ("two lines", "1/2/3", "is not a number"),
    ("two minus signs", "--5", "is not a number"),
    ("a minus alone", "-", "is not a number"),
    ("a minus of another alphabet", "\u22125", "is not a number"),
    ("a space within", "1 000", "is not a number"),
    ("hexadecimal", "0x10", "is not a number"),
    ("a fraction sign", "\u00bd", "is not a number"),
    ("a word", "five", "is not a number"),
    ("a null character", "5\x00", "is not a number"),
]

BOMBS = [
    ("a power of ten that would fill memory", "1e10000000"),
    ("its negative twin", "1e-10000000"),
    ("a power within a fraction", "1/1e10000000"),
    ("a million digits", "9" * 1_000_000),
    ("a million letters", "x" * 1_000_000),
    ("a million points", "." * 1_000_000),
    ("a million digits and an e", "1" * 1_000_000 + "e"),
    ("a million spaces within", "1" + " " * 1_000_000 + "1"),
]


@pytest.mark.parametrize("case", VALID, ids=lambda case: case[0])
def test_a_number_has_its_exact_value(case: tuple[str, str, Fraction]) -> None:
    _, text, value = case
    assert parse_number(text) == value


@pytest.mark.parametrize("case", INVALID, ids=lambda case: case[0])
def test_what_is_no_number_is_refused_in_words(case: tuple[str, str, str]) -> None:
    _, text, reason = case
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert reason in str(caught.value)
    assert isinstance(caught.value, BidevalError)
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize("case", BOMBS, ids=lambda case: case[0])
def test_a_bomb_takes_no_time_and_gets_a_short_answer(case: tuple[str, str]) -> None:
    _, text = case
    began = time.perf_counter()
    with pytest.raises(NumberError) as caught:
        parse_number(text)
    assert time.perf_counter() - began < 1  # any reading of the power takes longer
    assert len(str(caught.value)) < 150


def fits_the_grammar(text: str) -> bool:
    """Read the grammar a second time, by hand and without patterns."""
    body = text.removeprefix("-")
    for mark, most_after in ((".", 9), ("/", 15)):
        before, found, after = body.partition(mark)
        parts = [(before, 15), (after, most_after)] if found else [(before, 15)]
        if all(1 <= len(part) <= most and not set(part) - set("0123456789") for part, most in parts):
            return mark != "/" or not found or bool(after.strip("0"))
    return False


digits = st.text("0123456789", min_size=1, max_size=17)
near_numbers = st.one_of(
    st.text("0123456789-./ e_,%", max_size=20),
    st.builds(
        "{}{}{}{}".format, st.sampled_from(["", "-", "--", "+"]), digits, st.sampled_from("./"), digits
    ),
    st.text(max_size=5),
)


@given(near_numbers)
def test_the_grammar_decides_and_nothing_else(text: str) -> None:
    try:
        value = parse_number(text)
    except NumberError:
        assert not fits_the_grammar(text)
    else:
        assert fits_the_grammar(text)
        above, _, below = text.partition("/")
        assert value * Fraction(Decimal(below or "1")) == Fraction(Decimal(above))


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(1, 10**15 - 1))
def test_exact_text_reads_back(numerator: int, denominator: int) -> None:
    value = Fraction(numerator, denominator)
    assert parse_number(exact_text(value)) == value


@given(st.decimals(-(10**14), 10**14, places=9))
def test_nine_places_read_back(value: Decimal) -> None:
    text = decimal_text(Fraction(value), 9)
    assert parse_number(text) == Fraction(value)
    assert text == "0" or not (text.endswith(".") or ("." in text and text.endswith("0")))


@given(st.decimals(-(10**20), 10**20, places=12), st.integers(0, 9))
def test_fixed_text_is_what_decimal_arithmetic_prints(value: Decimal, places: int) -> None:
    expected = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=WIDE)
    unsigned_zero = format(expected or abs(expected), "f")
    assert fixed_text(Fraction(value), places) == unsigned_zero


SHOWN = [
    # in words                       value              places  fixed        shortest
    ("cut half away from zero", Fraction(2, 3), 6, "0.666667", "0.666667"),
    ("the half goes up", Fraction(1, 8), 2, "0.13", "0.13"),
    ("and down below zero", Fraction(-1, 8), 2, "-0.13", "-0.13"),
    ("zeros behind go", Fraction(5, 2), 6, "2.500000", "2.5"),
    ("zeros of a whole number stay", Fraction(1200), 2, "1200.00", "1200"),
    ("zeros of a whole number without places stay", Fraction(1200), 0, "1200", "1200"),
    ("zero", Fraction(0), 2, "0.00", "0"),
    ("too small to show has no sign", Fraction(-1, 3), 0, "0", "0"),
    ("too small to show at six places", Fraction(-1, 10**7), 6, "0.000000", "0"),
]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_display(case: tuple[str, Fraction, int, str, str]) -> None:
    _, value, places, fixed, shortest = case
    assert fixed_text(value, places) == fixed
    assert decimal_text(value, places) == shortest


def test_six_places_are_shown_unless_others_are_asked_for() -> None:
    assert decimal_text(Fraction(1, 7)) == "0.142857"


@pytest.mark.parametrize("show", [fixed_text, decimal_text], ids=["fixed", "shortest"])
def test_negative_places_are_refused(show: object) -> None:
    assert callable(show)
    with pytest.raises(PlacesError, match="-1 decimal places are asked for"):
        show(Fraction(1), -1)


LONG = [
    # in words                          value                                           text
    ("499 digits", Fraction(10**499 - 1), "9" * 499 + "/1"),
    ("500 nines", Fraction(10**500 - 1), "9" * 500 + "/1"),
    ("501 digits", Fraction(10**500), "1" + "0" * 500 + "/1"),
    ("5,001 digits, with zeros inside", Fraction(10**5000 + 7), "1" + "0" * 4999 + "7/1"),
    ("6,000 digits below zero", Fraction(1 - 10**6000), "-" + "9" * 6000 + "/1"),
    ("5,001 digits below the line", Fraction(-1, 10**5000), "-1/1" + "0" * 5000),
]


@pytest.mark.parametrize("case", LONG, ids=lambda case: case[0])
def test_numbers_longer_than_str_allows_print_all_the_same(case: tuple[str, Fraction, str]) -> None:
    _, value, text = case
    assert exact_text(value) == text


def test_a_long_number_prints_in_decimals() -> None:
    value = Fraction(2 * 10**5000 + 1, 2)
    assert fixed_text(value, 1) == "1" + "0" * 5000 + ".5"
    assert decimal_text(-value, 0) == "-1" + "0" * 4999 + "1"


ENDLESS = Fraction(10**5000 + 1, 10**5000 - 1)  # of twice 5,000 digits, beyond what int takes and gives

WORKED = [
    # in words, value, in a worked line, without loss
    ("whole", Fraction(-7), "-7", "-7"),
    ("nine places", Fraction("0.123456789"), "0.123456789", "0.123456789"),
    ("a third", Fraction(1, 3), "0.333333 (1/3)", "1/3"),
    ("below zero", Fraction(-2, 3), "-0.666667 (-2/3)", "-2/3"),
    ("ten places", Fraction(1, 10**10), "0 (1/10000000000)", "1/10000000000"),
    ("beyond the digits of a file", Fraction(10**20), "1" + "0" * 20, "1" + "0" * 20),
    ("as long as anybody reads", Fraction(10**31, 3), "3" * 31 + ".333333 (1" + "0" * 31 + "/3)", "1" + "0" * 31 + "/3"),
    ("longer", Fraction(1, 7**100), "0 (a fraction of 86 digits)", f"1/{7**100}"),
    ("without end", ENDLESS, "1 (a fraction of 10,001 digits)", None),
]  # fmt: skip


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_a_number_in_a_worked_line(case: tuple[str, Fraction, str, str | None]) -> None:
    """What is cut says so, and what nobody would read to its end is not written out."""
    _, value, worked, whole = case
    assert shown(value) == worked
    if whole is not None:
        assert lossless_text(value) == whole


def test_a_number_beyond_the_limit_of_python_is_written_without_loss() -> None:
    assert lossless_text(ENDLESS) == "1" + "0" * 4999 + "1/" + "9" * 5000
    assert figure_text(Fraction(10**6000)) == "1" + "0" * 6000
