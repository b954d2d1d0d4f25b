"""What may stand in a text: every flaw, and the fixed edition of Unicode."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.characters import Flaw, flaw_of, flaws, name_of, shown, stand_in, without_flaws

CHARACTERS = [
    # in words                      character    flaw
    ("a letter", "a", None),
    ("a line feed", "\n", None),
    ("a pound sign", "£", None),
    ("a curly quotation mark", "\u2019", None),
    ("a no-break space", "\u00a0", None),
    ("a Hebrew letter", "\u05d0", None),
    ("a combining accent", "\u0301", None),
    ("an emoji", "\U0001f600", None),
    ("a private-use bullet", "\uf0b7", None),
    ("the replacement character", "\ufffd", None),
    ("a number sign of Arabic", "\u0600", None),
    ("the last character of Unicode 14.0 by age", "\U0001f979", None),
    ("NUL", "\0", Flaw.CONTROL),
    ("a carriage return", "\r", Flaw.CONTROL),
    ("delete", "\x7f", Flaw.CONTROL),
    ("next line", "\x85", Flaw.CONTROL),
    ("a line separator", "\u2028", Flaw.CONTROL),
    ("a paragraph separator", "\u2029", Flaw.CONTROL),
    ("a tab", "\t", Flaw.TAB),
    ("an Arabic letter mark", "\u061c", Flaw.DIRECTION),
    ("a left-to-right mark", "\u200e", Flaw.DIRECTION),
    ("a right-to-left mark", "\u200f", Flaw.DIRECTION),
    ("the first embedding", "\u202a", Flaw.DIRECTION),
    ("a right-to-left override", "\u202e", Flaw.DIRECTION),
    ("the first isolate", "\u2066", Flaw.DIRECTION),
    ("the end of an isolate", "\u2069", Flaw.DIRECTION),
    ("a soft hyphen", "\u00ad", Flaw.INVISIBLE),
    ("a zero-width space", "\u200b", Flaw.INVISIBLE),
    ("a zero-width joiner", "\u200d", Flaw.INVISIBLE),
    ("a word joiner", "\u2060", Flaw.INVISIBLE),
    ("a byte order mark", "\ufeff", Flaw.INVISIBLE),
    ("a variation selector", "\ufe0f", Flaw.INVISIBLE),
    ("a Hangul filler", "\u3164", Flaw.INVISIBLE),
    ("a tag letter", "\U000e0041", Flaw.INVISIBLE),
    ("an annotation mark", "\ufff9", Flaw.INVISIBLE),
    ("a blank Braille pattern", "\u2800", Flaw.INVISIBLE),
    ("the object replacement character", "\ufffc", Flaw.INVISIBLE),
    ("a null note head", "\U0001d159", Flaw.INVISIBLE),
    ("a Khitan filler", "\U00016fe4", Flaw.INVISIBLE),
    ("a Braille pattern with a dot", "\u2801", None),
    ("an ideographic space", "\u3000", None),
    ("a noncharacter", "\ufdd0", Flaw.UNDEFINED),
    ("the last code point", "\U0010ffff", Flaw.UNDEFINED),
    ("a surrogate", "\ud800", Flaw.UNDEFINED),
    ("an unassigned code point", "\u0378", Flaw.UNDEFINED),
    ("a character of Unicode 15.0", "\U0001f6dc", Flaw.UNDEFINED),
    ("a character of Unicode 15.1", "\u2ffc", Flaw.UNDEFINED),
]


@pytest.mark.parametrize("case", CHARACTERS, ids=lambda case: case[0])
def test_flaw_of_a_character(case: tuple[str, str, Flaw | None]) -> None:
    _, char, flaw = case
    assert flaw_of(char) is flaw


_NONE = {"Cn", "Co", "Cc", "Cs"}  # not assigned, private, control, surrogate


def test_every_python_refuses_the_same_characters() -> None:
    """Source: the announcement of Unicode 14.0 counts 144,697 characters, controls not among them.

    A Python with a Unicode that is not named here needs a longer table of later characters.
    """
    assert unicodedata.unidata_version in {"14.0.0", "15.0.0", "15.1.0"}
    assigned = (
        char for char in map(chr, range(sys.maxunicode + 1)) if unicodedata.category(char) not in _NONE
    )
    defined = [char for char in assigned if flaw_of(char) is not Flaw.UNDEFINED]
    assert len(defined) == 144_697


TEXTS = [
    # in words                              text                 kinds with the offsets of each run
    ("plain text", "weight: 40\n", []),
    ("composed letters", "Caf\u00e9 £5", []),
    ("a run is one flaw", "a\0\0\0b\0", [(Flaw.CONTROL, [(1, 4), (5, 6)])]),
    ("two kinds", "\u202ea\u200b", [(Flaw.DIRECTION, [(0, 1)]), (Flaw.INVISIBLE, [(2, 3)])]),
    ("a letter and its accent", "Cafe\u0301s", [(Flaw.UNCOMPOSED, [(3, 5)])]),
    ("one on each line", "e\u0301e\u0301\n\nxe\u0301", [(Flaw.UNCOMPOSED, [(0, 2), (7, 9)])]),
    ("a sign with another code point", "5 \u2126", [(Flaw.UNCOMPOSED, [(2, 3)])]),
    ("accents in the wrong order", "a\u0301\u0323", [(Flaw.UNCOMPOSED, [(0, 3)])]),
    ("30 accents that compose with nothing", "x" + "\u0337" * 30, []),
    ("31 accents", "x" + "\u0337" * 31, [(Flaw.STACKED, [(1, 32)])]),
]


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case[0])
def test_flaws_of_a_text(case: tuple[str, str, list[tuple[Flaw, list[tuple[int, int]]]]]) -> None:
    _, text, expected = case
    assert [(flaw, list(spans)) for flaw, spans in flaws(text)] == expected


@given(st.text(max_size=40))
def test_a_text_without_flaws_is_composed_and_holds_none(text: str) -> None:
    clean = not any(flaw_of(char) for char in text)
    composed = text == unicodedata.normalize("NFC", text)
    if not flaws(text):
        assert clean
        assert composed
    elif clean and composed:
        assert [flaw for flaw, _ in flaws(text)] == [Flaw.STACKED]


@given(st.text(st.characters(), max_size=40))
def test_stand_ins_keep_every_offset(text: str) -> None:
    replaced = without_flaws(text)
    assert len(replaced) == len(text)
    assert not any(flaw_of(char) for char in replaced)
    assert [one for one in text if not flaw_of(one)] == [
        new for one, new in zip(text, replaced, strict=True) if not flaw_of(one)
    ]
    assert all(len(stand_in(char)) == 1 and flaw_of(stand_in(char)) is None for char in text)


SHOWN = [
    # in words                        text            what a message has
    ("plain text stays", "Café & Söhne", "Café & Söhne"),
    ("an override is escaped", "a\u202eb", "a\\u202eb"),
    ("a line end is escaped", "a\nb", "a\\nb"),
    ("a surrogate is escaped", "\udcff", "\\udcff"),
    ("sixty characters stay", "x" * 60, "x" * 60),
    ("more are cut", "x" * 61, "x" * 57 + "..."),
]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_shown(case: tuple[str, str, str]) -> None:
    _, text, expected = case
    assert shown(text) == expected


@given(st.text(st.characters()))
def test_what_is_shown_can_be_printed_anywhere(text: str) -> None:
    short = shown(text)
    assert short.encode("utf-8").decode("utf-8") == short
    assert "\n" not in short
    assert not any(flaw_of(char) for char in short)


NAMES = [
    ("a letter", "\u00e9", "U+00E9 LATIN SMALL LETTER E WITH ACUTE"),
    ("a control", "\r", "U+000D CARRIAGE RETURN"),
    ("a control without a common name", "\x01", "U+0001"),
    ("a character that only later Pythons know", "\U0001f6dc", "U+1F6DC"),
    ("a surrogate", "\ud800", "U+D800"),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case[0])
def test_name_of(case: tuple[str, str, str]) -> None:
    _, char, expected = case
    assert name_of(char) == expected
