"""Bytes to text: what is not UTF-8, and what is said about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Severity
from bideval.io.characters import flaws
from bideval.io.lines import Lines, Notes
from bideval.io.plain_text import decoded, note_flaws

DECODED = [
    # in words                        bytes                                text
    ("nothing", b"", ""),
    ("plain text", b"a: b\n", "a: b\n"),
    ("a byte order mark is dropped", b"\xef\xbb\xbfa\n", "a\n"),
    ("a second one is not", b"\xef\xbb\xbf\xef\xbb\xbfa", "\ufeffa"),
    ("Windows line ends", b"a\r\nb\r\n", "a\nb\n"),
    ("letters of two to four bytes", "£\u20ac\U0001f600".encode(), "£\u20ac\U0001f600"),
    ("three bytes with a NUL are no UTF-16", b"a\0b", "a\0b"),
]


@pytest.mark.parametrize("case", DECODED, ids=lambda case: case[0])
def test_decoded(case: tuple[str, bytes, str]) -> None:
    _, data, text = case
    assert decoded("f", data, 100) == (text, ())


REFUSED = [
    # in words                  bytes                            code     place    words of the message
    (
        "a letter of Windows-1252",
        b"a: b\nc: Caf\xe9\n",
        "BE001",
        "f:2:7",
        "byte E9 at offset 11",
        "it would be \u00e9",
    ),
    ("a pound sign after letters", "£1\n".encode() + b"\xa32", "BE001", "f:2:1", "byte A3", "it would be £"),
    ("the column counts characters", "££".encode() + b"\xff", "BE001", "f:1:3", "offset 4", "\u00ff"),
    ("a byte that Windows-1252 lacks", b"\x81", "BE001", "f:1:1", "byte 81", "begins no character"),
    ("a surrogate", b"\xed\xa0\x80", "BE001", "f:1:1", "byte ED", "begins no character"),
    ("an overlong slash", b"ab\xc0\xaf", "BE001", "f:1:3", "byte C0", "begins no character"),
    ("a cut character", b"ab\xe2\x82", "BE001", "f:1:3", "offset 2", "the end of the file cuts off"),
    ("UTF-16 with a mark", "a,b\n".encode("utf-16"), "BE001", "f:1:1", "UTF-16", "Unicode"),
    ("UTF-16 without a mark", "a,b\n".encode("utf-16-le"), "BE001", "f:1:1", "UTF-16", "Unicode"),
    ("UTF-32", "a,b\n".encode("utf-32-be"), "BE001", "f:1:1", "UTF-16", "Unicode"),
    ("a byte too many", b"x" * 101, "BE002", "f", "101 bytes", "at most 100"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused(case: tuple[str, bytes, str, str, str, str]) -> None:
    _, data, code, place, first_words, second_words = case
    text, (finding,) = decoded("f", data, 100)
    assert text is None
    assert (finding.code, finding.severity, str(finding.sources[0])) == (code, Severity.ERROR, place)
    assert first_words in finding.message
    assert second_words in finding.message
    assert finding.remedy.endswith(".")


def test_lone_carriage_returns_are_one_finding() -> None:
    text, (finding,) = decoded("f", b"a\r\nb\rc\rd", 100)
    assert text == "a\nb\nc\nd"
    assert (finding.code, str(finding.sources[0])) == ("BE003", "f:2:2")
    assert "2 carriage returns" in finding.message


def test_the_excerpt_of_a_bad_byte_shows_its_line() -> None:
    _, (finding,) = decoded("f", b"x\nname: Caf\xe9 \xe9t\xe9\r\ny", 100)
    assert finding.sources[0].excerpt == "name: Caf\ufffd \ufffdt\ufffd"


FLAWS = [
    # in words                  text             code     place    message
    ("a bell", "a\x07", "BE003", "f:1:2", "the text has a control character: U+0007"),
    (
        "an override",
        "x\n\u202ea",
        "BE004",
        "f:2:1",
        "the text has a character that changes the direction of reading: U+202E RIGHT-TO-LEFT OVERRIDE",
    ),
    (
        "a zero-width space",
        "ab\u200b",
        "BE005",
        "f:1:3",
        "the text has a character that cannot be seen: U+200B ZERO WIDTH SPACE",
    ),
    (
        "a noncharacter",
        "\ufdd0",
        "BE006",
        "f:1:1",
        "the text has a code point that is no character of Unicode 14.0: U+FDD0",
    ),
    (
        "an accent apart",
        "Cafe\u0301",
        "BE007",
        "f:1:4",
        "a letter is not written in its composed form (NFC): e\u0301 is U+0065 U+0301, and should be U+00E9",
    ),
    (
        "a tower of accents",
        "a" + "\u0301" * 31,
        "BE008",
        "f:1:2",
        "more than 30 accents stand on one letter, beginning with U+0301 COMBINING ACUTE ACCENT",
    ),
    ("a tab", "a\tb", "BE009", "f:1:2", "the text has a tab"),
    (
        "four kinds in a row",
        "\x01\x02\x03\x04",
        "BE003",
        "f:1:1",
        "the text has a control character: U+0001, U+0002, U+0003, and more",
    ),
]


@pytest.mark.parametrize("case", FLAWS, ids=lambda case: case[0])
def test_flaws_are_findings(case: tuple[str, str, str, str, str]) -> None:
    _, text, code, place, message = case
    notes = Notes("f", Lines(text))
    note_flaws(notes)
    (finding,) = notes.all()
    assert (finding.code, str(finding.sources[0]), finding.message) == (code, place, message)


@given(st.binary(max_size=200) | st.text(max_size=80).map(str.encode))
def test_bytes_give_text_or_a_finding(data: bytes) -> None:
    text, findings = decoded("f", data, 100)
    assert text is not None or findings
    if text is not None:
        assert "\r" not in text
        notes = Notes("f", Lines(text))
        note_flaws(notes)
        assert bool(notes.all()) == bool(flaws(text))
    else:
        assert len(data) > 100 or _is_not_utf8(data) or b"\0" in data


def _is_not_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False
