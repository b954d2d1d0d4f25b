"""Canonical JSON: one spelling is read, all others are refused with a sentence, within time and room."""

import json
import time

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from bideval.record.canonical import (
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_DEEP,
    MOST_KEYS,
    MOST_VALUES,
    MOST_WHOLE,
    Json,
    UnreadableError,
    canonical,
    canonical_by_the_standard_library,
    digest_of,
    profile_fault,
    read_canonical,
)
from tests.record.test_archive import RECORDS

# What is read, as JSON says it; the bytes are those of RFC 8785 in this profile.
READ: list[tuple[str, bytes, Json]] = [
    ("an empty object", b"{}", {}),
    ("an empty list", b"[]", []),
    ("keys in order", b'{"a":1,"b":[true,false,null]}', {"a": 1, "b": [True, False, None]}),
    ("capitals before small letters", b'{"B":0,"a":0}', {"a": 0, "B": 0}),
    ("control characters as RFC 8785 has them", rb'"\b\f\n\r\t\u001f"', "\b\f\n\r\t\x1f"),
    ("a quotation mark and a backslash", rb'"\"\\"', '"\\'),
    ("delete and beyond as themselves", '"\x7f\u2028é😀"'.encode(), "\x7f\u2028é😀"),
    ("the greatest number", b"9007199254740991", MOST_WHOLE),
    ("the least number", b"-9007199254740991", -MOST_WHOLE),
    ("brackets and commas inside a text", b'"{[,:]}1.5e9"', "{[,:]}1.5e9"),
    ("as deep as may be", b"[" * MOST_DEEP + b"]" * MOST_DEEP, None),
]


@pytest.mark.parametrize("case", READ, ids=lambda case: case[0])
def test_canonical_bytes_are_read_and_written(case: tuple[str, bytes, Json]) -> None:
    _, data, value = case
    found = read_canonical(data)
    assert value is None or found == value
    assert canonical(found) == data


REFUSED: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "no JSON"),
    ("a byte order mark", b"\xef\xbb\xbf{}", "canonical JSON has no such thing"),
    ("a space", b'{"a": 1}', "canonical JSON has no such thing"),
    ("a line end at the end", b"{}\n", "canonical JSON has no such thing"),
    ("two values", b"{}{}", "no JSON"),
    ("a key twice", b'{"a":1,"a":1}', "the key 'a' stands twice"),
    ("a key twice, once with an escape", rb'{"a":1,"\u0061":1}', "the key 'a' stands twice"),
    ("a key twice, deep inside", b'[[{"x":{"b":0,"a":1,"a":2}}]]', "the key 'a' stands twice"),
    ("keys out of order", b'{"b":1,"a":1}', "not spelt as canonical JSON"),
    ("a key that is not ASCII", '{"é":1}'.encode(), "not ASCII"),
    ("an escape that is not needed", rb'"\u0061"', "not spelt as canonical JSON"),
    ("an escaped slash", rb'"\/"', "not spelt as canonical JSON"),
    ("capitals in an escape", rb'"\u001F"', "not spelt as canonical JSON"),
    ("a bare control character", b'"\x01"', "no JSON"),
    ("a float", b"1.5", "canonical JSON has no such thing"),
    ("a whole float", b"1.0", "canonical JSON has no such thing"),
    ("an exponent", b"1e2", "canonical JSON has no such thing"),
    ("minus zero", b"-0", "not spelt as canonical JSON"),
    ("a zero in front", b"01", "no JSON"),
    ("a plus sign", b"+1", "canonical JSON has no such thing"),
    ("NaN", b"NaN", "canonical JSON has no such thing"),
    ("Infinity", b'{"a":Infinity}', "canonical JSON has no such thing"),
    ("minus Infinity", b"-Infinity", "canonical JSON has no such thing"),
    ("a number beyond 2^53", b"9007199254740992", "beyond 2^53"),
    ("a number of seventeen digits", b"12345678901234567", "canonical JSON has no such thing"),
    ("a number of a million digits", b"1" * 1_000_000, "canonical JSON has no such thing"),
    ("half of a surrogate pair", rb'"\ud800"', "half of a surrogate pair"),
    ("half of a surrogate pair as a key", rb'{"\udfff":1}', "not ASCII"),
    ("a surrogate in UTF-8", b'"\xed\xa0\x80"', "not UTF-8"),
    ("a byte that is not UTF-8", b'"\xff"', "byte 2 is not UTF-8"),
    ("an overlong sequence", b'"\xc0\xaf"', "not UTF-8"),
    ("UTF-16", '{"a":1}'.encode("utf-16"), "not UTF-8"),
    ("single quotation marks", b"{'a':1}", "canonical JSON has no such thing"),
    ("a comment", b"{}//x", "canonical JSON has no such thing"),
    ("a comma at the end", b"[1,]", "no JSON"),
    ("a comma alone", b"[,]", "no JSON"),
    ("a key without a value", b'{"a"}', "no JSON"),
    ("a text that is not closed", b'{"a":"b}', "canonical JSON has no such thing"),
    ("a bracket that is not closed", b"[[[", "no JSON"),
    ("a bracket too many", b"]]]", "no JSON"),
    ("brackets that cross", b"[{]}", "no JSON"),
    ("true in capitals", b"TRUE", "canonical JSON has no such thing"),
    ("a NUL", b"\x00", "canonical JSON has no such thing"),
    ("too deep by one", b"[" * (MOST_DEEP + 1) + b"]" * (MOST_DEEP + 1), "64 deep"),
    ("a million brackets", b"[" * 900_000, "64 deep"),
    ("a million objects in one another", b'{"":' * 400_000, "64 deep"),
    ("more values than may be", b"[" + b"0," * MOST_VALUES + b"0]", "1,000,000 values"),
    ("more bytes than may be", b'"' + b"a" * MOST_BYTES + b'"', "at most"),
    ("a text longer than may be", b'"' + b"a" * (MOST_CHARACTERS + 1) + b'"', "characters"),
    (
        "more keys than may be",
        canonical({f"{place:06}": 0 for place in range(MOST_KEYS + 1)}),
        "200,000 keys",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_any_other_bytes_are_refused_with_a_sentence_soon(case: tuple[str, bytes, str]) -> None:
    _, data, words = case
    began = time.perf_counter()
    with pytest.raises(UnreadableError) as caught:
        read_canonical(data)
    assert time.perf_counter() - began < 2
    assert words in str(caught.value)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
data = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-MOST_WHOLE, MOST_WHOLE), texts),
    lambda inside: st.one_of(
        st.lists(inside, max_size=4),
        st.dictionaries(st.text(st.characters(max_codepoint=127), max_size=4), inside, max_size=4),
    ),
    max_leaves=12,
)


@given(data)
def test_what_is_written_is_read_as_it_was(value: Json) -> None:
    written = canonical(value)
    assert written == canonical_by_the_standard_library(value)
    assert written == rfc8785.dumps(value)
    assert profile_fault(value) is None
    assert read_canonical(written) == value
    assert json.loads(written) == value


@given(data, st.integers(min_value=0), st.binary(min_size=1, max_size=2))
def test_bytes_put_in_anywhere_are_refused_or_spell_something_else(
    value: Json, at: int, put_in: bytes
) -> None:
    written = canonical(value)
    place = at % (len(written) + 1)
    changed = written[:place] + put_in + written[place:]
    try:
        found = read_canonical(changed)
    except UnreadableError:
        return
    assert canonical(found) == changed
    assert digest_of(found) != digest_of(value)


BEYOND: list[tuple[str, Json, str]] = [
    ("a number beyond 2^53", {"a": [MOST_WHOLE + 1]}, "beyond 2^53"),
    ("a key that is not ASCII", {"a": {"ö": 1}}, "not ASCII"),
    ("a long text", ["a" * (MOST_CHARACTERS + 1)], "characters"),
]


@pytest.mark.parametrize("case", BEYOND, ids=lambda case: case[0])
def test_what_cannot_be_written_is_said(case: tuple[str, Json, str]) -> None:
    _, value, words = case
    assert words in (profile_fault(value) or "")


def test_records_are_spelt_alike_by_every_encoder() -> None:
    for path in RECORDS:
        data = read_canonical(path.read_bytes())
        assert canonical_by_the_standard_library(data) == rfc8785.dumps(data) == path.read_bytes()


HALVES: list[tuple[str, Json]] = [
    ("a text", "\ud800"),
    ("a key", {"\udfff": 1}),
    ("deep inside", [{"a": ["x", "\ud83d"]}]),
]


@pytest.mark.parametrize("case", HALVES, ids=lambda case: case[0])
def test_half_of_a_surrogate_pair_is_not_written(case: tuple[str, Json]) -> None:
    with pytest.raises(UnicodeEncodeError):
        canonical(case[1])
