"""Offsets to lines, columns, widths and excerpts; carets in long lines; the bound on findings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Finding, Severity, Source
from bideval.io.lines import MOST_OF_A_KIND, WHOLE_LINE, Lines, Notes, caret, place_order

TEXT = "id: a\n  weight: 40%\n\nend"

PLACES = [
    # in words                        span      line  column  width  excerpt
    ("the first character", (0, 1), (1, 1, 1, "id: a")),
    ("a word in the first line", (4, 5), (1, 5, 1, "id: a")),
    ("a value in the second line", (16, 19), (2, 11, 3, "  weight: 40%")),
    ("a span over a line end stops there", (16, 24), (2, 11, 3, "  weight: 40%")),
    ("the line end itself", (5, 6), (1, 6, 1, "id: a")),
    ("an empty span has a width", (8, 8), (2, 3, 1, "  weight: 40%")),
    ("an empty line", (20, 21), (3, 1, 1, "")),
    ("the last word", (21, 24), (4, 1, 3, "end")),
    ("the end of the text", (24, 24), (4, 4, 1, "end")),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_source(case: tuple[str, tuple[int, int], tuple[int, int, int, str]]) -> None:
    _, span, (line, column, width, excerpt) = case
    assert Lines(TEXT).source("f", "/p", span) == Source("f", "/p", line, column, width, excerpt)


@given(st.text("ab\n", max_size=60), st.lists(st.integers(0, 60), max_size=8))
def test_lines_are_counted_right_in_any_order(text: str, offsets: list[int]) -> None:
    lines = Lines(text, first=7)
    for offset in (min(one, len(text)) for one in offsets):
        before = text[:offset].split("\n")
        found = lines.source("f", "", (offset, offset + 1))
        assert (found.line, found.column) == (6 + len(before), len(before[-1]) + 1)
        assert found.excerpt == text.split("\n")[len(before) - 1]
        assert lines.offset_of(found.line or 0) == offset - len(before[-1])


LONG = "".join(chr(ord("a") + index % 26) for index in range(300))

EXCERPTS = [
    # in words, line, at, excerpt, caret
    ("a line of 100 is shown whole", LONG[:100], 99, LONG[:100], 99),
    ("a longer line is cut at its end", LONG, 70, LONG[:100] + "…", 70),
    ("and at its beginning", LONG, 71, "…" + LONG[21:121] + "…", 51),
    ("near its end only there", LONG, 299, "…" + LONG[249:], 51),
    ("a line that begins with dots", "…" + LONG[:80], 75, "…" + ("…" + LONG[:80])[25:], 51),
    ("with the place further left", "…" + LONG[:80], 20, "…" + LONG[:80], 20),
    ("a control character is one character", "a\x07b", 1, "a\u2407b", 1),
    ("an override is one character", "a\u202eb", 1, "a\ufffdb", 1),
    ("a tab is one character", "\tb", 1, "\u2409b", 1),
]


@pytest.mark.parametrize("case", EXCERPTS, ids=lambda case: case[0])
def test_excerpt_and_caret(case: tuple[str, str, int, str, int]) -> None:
    _, line, at, excerpt, start = case
    found = Lines(f"first\n{line}\nlast").source("f", "", (6 + at, 7 + at))
    assert (found.column, found.excerpt) == (at + 1, excerpt)
    assert caret(found) == (start, 1)


@given(st.text(st.characters(exclude_categories=["Cc"]), max_size=400), st.data())
def test_the_caret_stands_under_its_character(line: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, max(0, len(line) - 1)))
    width = data.draw(st.integers(1, 500))
    found = Lines(line).source("f", "", (at, at + width))
    place = caret(found)
    assert place is not None
    assert found.excerpt is not None
    assert len(found.excerpt) <= WHOLE_LINE + 2
    start, shown_width = place
    if line:
        assert found.excerpt[start] in {line[at], "\ufffd"}
        assert start + shown_width <= len(found.excerpt)


def test_no_caret_without_an_excerpt() -> None:
    assert caret(Source("f", "/p", 3, 2)) is None
    assert caret(Source("f", excerpt="x")) is None


@pytest.mark.parametrize("count", [0, 1, MOST_OF_A_KIND, MOST_OF_A_KIND + 1, 3 * MOST_OF_A_KIND])
def test_no_more_than_enough_of_one_code(count: int) -> None:
    notes = Notes("f", Lines("x" * 1000))
    for at in range(count):
        notes.error("BE900", "wrong", "Mend it.", (at, at + 1))
    notes.error("BE901", "other", "Mend it.", (0, 1))
    found = [one for one in notes.all() if one.code == "BE900"]
    assert len(found) == min(count, MOST_OF_A_KIND + 1)
    assert len(notes.all()) == len(found) + 1
    more = [one for one in found if "more like it" in one.message]
    assert more == (found[-1:] if count > MOST_OF_A_KIND else [])
    assert notes.has_enough("BE900") == (count > MOST_OF_A_KIND)


def test_findings_are_ordered_by_their_places() -> None:
    notes = Notes("f", Lines("ab\ncd"))
    notes.error("BE902", "late", "Mend it.", (4, 5))
    notes.error("BE901", "two places", "Mend it.", (1, 2), (0, 1), pointer="/a")
    notes.error("BE900", "early", "Mend it.", (0, 1))
    assert [one.message for one in notes.all()] == ["early", "two places", "late"]
    assert notes.all()[1].sources == (Source("f", "/a", 1, 2, 1, "ab"), Source("f", "", 1, 1, 1, "ab"))


def test_a_finding_without_a_place_comes_first() -> None:
    nowhere = Finding("BE900", Severity.ERROR, "wrong", "Mend it.", ())
    assert place_order(nowhere) < place_order(nowhere._replace(sources=(Source("a"),)))
