"""JSON of other people: what is read, what is refused and why, and numbers that lose nothing."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.ocds.strict_json import MOST_DEEP, JsonError, OcdsJson, exact_number, read_json, write_json

READ = [
    # in words                      bytes                               data
    ("a price to the penny",        b'{"amount": 1250000.10}',          {"amount": Decimal("1250000.10")}),
    ("a zero at the end stays",     b"[1.50]",                          [Decimal("1.50")]),
    ("a whole number is whole",     b"[90071992547409931]",             [90071992547409931]),
    ("an exponent is exact",        b"[1.5e3]",                         [Decimal("1.5e3")]),
    ("text with accents",           '["Bad Füssing"]'.encode(),         ["Bad Füssing"]),
    ("the same key in two objects", b'[{"id": 1}, {"id": 2}]',          [{"id": 1}, {"id": 2}]),
    ("as deep as is allowed",       b"[" * MOST_DEEP + b"]" * MOST_DEEP, None),
]  # fmt: skip


@pytest.mark.parametrize("case", READ, ids=lambda case: case[0])
def test_what_is_read(case: tuple[str, bytes, object]) -> None:
    _, data, expected = case
    found = read_json(data)
    assert expected is None or found == expected


def test_digits_are_kept_as_they_stand() -> None:
    assert str(read_json(b"1250000.10")) == "1250000.10"


REFUSED = [
    # in words                          bytes                               of the reason
    ("a line cut off",                  b'{"ocid": "ocds-1", "ten',         "no JSON"),
    ("a comma too many",                b'{"id": 1,}',                      "no JSON"),
    ("single quotation marks",          b"{'id': 1}",                       "no JSON"),
    ("two documents",                   b"{} {}",                           "no JSON"),
    ("nothing",                         b"",                                "no JSON"),
    ("a key twice",                     b'{"amount": 1, "amount": 2}',      "'amount' stands twice"),
    ("a key twice, deep inside",        b'[{"a": {"b": 1, "b": 1}}]',       "'b' stands twice"),
    ("not a number",                    b'{"amount": NaN}',                 "NaN is no number"),
    ("infinity",                        b'{"amount": -Infinity}',           "Infinity is no number"),
    ("a number without end",            b"[" + b"9" * 5000 + b"]",          "longer than any amount"),
    ("an exponent without bounds",      b"[1e999999999]",                   "longer than any amount"),
    ("decimals without end",            b"[0." + b"3" * 100 + b"]",         "longer than any amount"),
    ("deeper than is allowed",          b"[" * 61 + b"]" * 61,              "60 deep"),
    ("deep enough to take a reader down", b"[" * 200_000,                   "60 deep"),
    ("an old Windows encoding",         '{"title": "Straße"}'.encode("cp1252"), "not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused(case: tuple[str, bytes, str]) -> None:
    _, data, reason = case
    with pytest.raises(JsonError) as problem:
        read_json(data)
    assert reason in str(problem.value)


BREAKS = [
    # in words                          text                    character
    ("a comma too many in an object",   '{"a": 1 , }',          8),
    ("a comma too many in a list",      "[1, 2,]",              6),
    ("a word that is none",             '{"a": nul}',           6),
]  # fmt: skip


@pytest.mark.parametrize("case", BREAKS, ids=lambda case: case[0])
def test_a_break_is_placed_alike_whichever_version_of_python_finds_it(case: tuple[str, str, int]) -> None:
    _, text, at = case
    with pytest.raises(JsonError, match=f"it breaks at character {at}$"):
        read_json(text.encode())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=8)
    | st.decimals("-1e9", "1e9", places=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)  # fmt: skip


@given(JSON, st.sampled_from([None, 2]))
def test_what_is_written_is_read_back(data: OcdsJson, indent: int | None) -> None:
    assert read_json(write_json(data, indent=indent).encode("utf-8")) == data


NUMBERS = [
    # in words                  value                       written
    ("whole",                   Fraction(7),                "7"),
    ("pence",                   Fraction("1250000.5"),      "1250000.5"),
    ("below zero",              Fraction(-1, 4),            "-0.25"),
    ("many decimals that end",  Fraction(1, 2**20),         "0.00000095367431640625"),
    ("very large",              Fraction(10**18 + 1),       "1000000000000000001"),
    ("a third never ends",      Fraction(1, 3),             None),
    ("nor does a seventh",      Fraction(600, 7),           None),
]  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_numbers_lose_nothing(case: tuple[str, Fraction, str | None]) -> None:
    _, value, expected = case
    found = exact_number(value)
    assert (None if found is None else write_json(found)) == expected


@given(st.integers(-(10**18), 10**18), st.integers(0, 12))
def test_every_decimal_comes_back_as_it_was(digits: int, places: int) -> None:
    value = Fraction(digits, 10**places)
    found = exact_number(value)
    assert found is not None
    again = read_json(write_json(found).encode())
    assert isinstance(again, int | Decimal)
    assert Fraction(again) == value
