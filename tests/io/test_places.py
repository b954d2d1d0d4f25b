"""Pointers to places: values, keys, and what is not there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Finding, Severity, Source
from bideval.io.csv_text import CsvColumns, read_csv
from bideval.io.places import Places, pointer_of, segments_of
from bideval.io.yaml_text import read_yaml

TENDER = """\
# rules
id: roads
vat: {basis: real, "a/b": 1}
criteria:
  - id: price
    weight: 40%
    colour: red
  -
    id: plan
    with:
      scale: |
        0-5
  - [x, y]
empty:
list: []
bare:
  - - deep
"a~b": tilde
"k#key": hash
long: "one
  two"
"""

PLACES = [
    # in words                              pointer                     line, column, width
    ("a value", "/id", (2, 5, 5)),
    ("its key", "/id#key", (2, 1, 2)),
    ("a value in a list", "/criteria/0/weight", (6, 13, 3)),
    ("an unknown key", "/criteria/0/colour#key", (7, 5, 6)),
    ("a quoted key with a slash", "/vat/a~1b#key", (3, 20, 5)),
    ("its value", "/vat/a~1b", (3, 27, 1)),
    ("a quoted key with a tilde", "/a~0b", (18, 8, 5)),
    ("a mapping is shown by its key", "/vat", (3, 1, 3)),
    ("a list is shown by its key", "/criteria", (4, 1, 8)),
    ("an item is shown by its first key", "/criteria/0", (5, 5, 2)),
    ("an item on a line of its own", "/criteria/1", (9, 5, 2)),
    ("an item that is a list in brackets", "/criteria/2", (13, 5, 1)),
    ("an item that is a list of dashes", "/bare/0", (17, 5, 1)),
    ("a value in it", "/bare/0/0", (17, 7, 4)),
    ("a missing key points at its mapping's key", "/vat/rate", (3, 1, 3)),
    ("a missing key of an item", "/criteria/0/title", (5, 5, 2)),
    ("something missing deep down", "/criteria/1/with/scale/marks/0/points", (11, 14, 1)),
    ("a missing key asked for as a key", "/vat/rate#key", (3, 1, 3)),
    ("an index past the end", "/criteria/7/id", (4, 1, 8)),
    ("a word where an index belongs", "/criteria/first", (4, 1, 8)),
    ("a digit of another script", "/criteria/\u0661", (4, 1, 8)),
    ("a number without end", "/criteria/" + "9" * 5000, (4, 1, 8)),
    ("an item asked for as a key", "/criteria/0#key", (5, 5, 2)),
    ("an empty value is shown by its key", "/empty", (14, 1, 5)),
    ("an empty list is shown by its key", "/list", (15, 1, 4)),
    ("a missing item of an empty list", "/list/0", (15, 1, 4)),
    ("a text over two lines", "/long", (20, 7, 4)),
    ("a key that itself ends so", "/k#key", (19, 10, 4)),
    ("such a key as a key", "/k#key#key", (19, 1, 7)),
    ("a missing key of the file", "/method", (1, 1, 1)),
    ("the file", "", (1, 1, 1)),
    ("a pointer that is none", "method", (1, 1, 1)),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_locate(case: tuple[str, str, tuple[int, int, int]]) -> None:
    _, pointer, (line, column, width) = case
    places = Places()
    assert read_yaml("t.yaml", TENDER.encode(), places)[1] == ()
    found = places.locate(Source("t.yaml", pointer))
    assert (found.line, found.column, found.width) == (line, column, width)
    assert found.excerpt == TENDER.split("\n")[line - 1]
    assert found.pointer == pointer


FILES = [
    # in words                      file                pointer  line, column, width, excerpt
    ("a single value", "value", "", (1, 1, 5, "value")),
    ("a file that is a list", "- a\n- b\n", "/1", (2, 3, 1, "- b")),
    ("an empty item", "- a\n-\n", "/1", (2, 2, 1, "-")),
    ("an empty file", "", "/id", (1, 1, 1, "")),
    ("a file of comments", "# x\n", "/id", (1, 1, 1, "# x")),
    ("a file that could not be read", "a: [\n", "/id", (1, 1, 1, "a: [")),
    ("a tab instead of indentation", "a:\n\tb: c\n", "/a/b", (1, 1, 1, "a:")),
]


@pytest.mark.parametrize("case", FILES, ids=lambda case: case[0])
def test_locate_in_odd_files(case: tuple[str, str, str, tuple[int, int, int, str]]) -> None:
    _, text, pointer, expected = case
    places = Places()
    read_yaml("f", text.encode(), places)
    assert places.locate(Source("f", pointer)) == Source("f", pointer, *expected)


def test_the_first_of_two_equal_keys_has_the_place() -> None:
    places = Places()
    read_yaml("f", b"a: first\nb: c\na: second\n", places)
    assert places.locate(Source("f", "/a")).line == 1


def test_sources_that_need_no_place_stay() -> None:
    places = Places()
    read_yaml("f", b"a: b\n", places)
    placed = Source("f", "/a", 7, 8, 9, "elsewhere")
    assert places.locate(placed) is placed
    assert places.locate(Source("other", "/a")) == Source("other", "/a")


def test_a_file_read_again_replaces_its_places() -> None:
    places = Places()
    read_yaml("f", b"a: b\n", places)
    read_csv("f", b"x\n1\n", CsvColumns(("x",)), places)
    assert places.locate(Source("f", "/0/x")).line == 2
    read_yaml("f", b"\n\na: b\n", places)
    assert places.locate(Source("f", "/a")).line == 3


def _finding(message: str, *sources: Source, code: str = "BE900") -> Finding:
    return Finding(code, Severity.ERROR, message, "Mend it.", sources)


def test_locate_all_places_every_source_and_sorts() -> None:
    places = Places()
    read_yaml("b.yaml", b"x: 1\ny: 2\n", places)
    read_yaml("a.yaml", b"x: 1\n", places)
    given_ = [
        _finding("second line", Source("b.yaml", "/y")),
        _finding("two places", Source("b.yaml", "/x"), Source("a.yaml", "/x")),
        _finding("other code", Source("b.yaml", "/x"), code="BE800"),
        _finding("same place", Source("b.yaml", "/x")),
        _finding("no place", Source("b.csv", "/0/x")),
        _finding("first file", Source("a.yaml", "/x")),
        _finding("nowhere"),
    ]
    located = places.locate_all(given_)
    assert [one.message for one in located] == [
        "nowhere",
        "first file",
        "no place",
        "other code",
        "same place",
        "two places",
        "second line",
    ]
    assert [str(source) for source in located[5].sources] == ["b.yaml:1:4", "a.yaml:1:4"]
    assert places.locate_all(reversed(given_)) == located
    assert places.locate_all(located) == located


@given(st.lists(st.text("a~/#01", max_size=5), max_size=5))
def test_pointers_keep_their_segments(segments: list[str]) -> None:
    assert segments_of(pointer_of(*segments)) == segments


@given(st.text("/~01abcx#key", max_size=30))
def test_every_pointer_has_a_place(pointer: str) -> None:
    places = Places()
    read_yaml("f", b"a: {b: [x, {c: 1}]}\n", places)
    read_csv("t", b"a,b\n1,2\n", CsvColumns(("a", "b")), places)
    assert places.locate(Source("f", pointer)).line == 1
    assert places.locate(Source("t", pointer)).line in {1, 2}
