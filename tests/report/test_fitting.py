"""Lines fitted to a width: prose goes on below, tables and what is copied stay whole."""

import pytest

from bideval.report.fitting import fitted, read_out

CASES: list[tuple[str, str, int, str]] = [
    # in words, text, width, what is printed
    ("short enough", "one two", 7, "one two"),
    ("one column too long", "one two", 6, "one\n  two"),
    ("set in under its own indent", "    reason: one two", 16, "    reason: one\n      two"),
    ("a word longer than the page stays whole", "a sha256:0123456789", 8, "a\n  sha256:0123456789"),
    ("no hyphen is a place to cut", "to bid-with-name", 9, "to\n  bid-with-name"),
    ("a table", "rank  bidder\n----  ------\n   1  ash and elm", 6, "rank  bidder\n----  ------\n   1  ash and elm"),
    ("prose above a table", "Two words:\nbid  a\n---  -\nx y  1 2 3 4 5", 8, "Two\n  words:\nbid  a\n---  -\nx y  1 2 3 4 5"),
    ("prose after a table", "a  b\n-  -\n\none two", 4, "a  b\n-  -\n\none\n  two"),
    ("a command to copy", "  bideval explain some/folder", 9, "  bideval explain some/folder"),
    ("a line of a file and its caret", "     4 | a: b c d\n       |    ^", 8, "     4 | a: b c d\n       |    ^"),
    ("an entry to copy stands whole on a line of its own", "  append to x.yaml: - {id: a, by: b}", 20,
     "  append to x.yaml:\n    - {id: a, by: b}"),
    ("a code stays beside its severity", "some/file.yaml: error BE036: too deep", 22,
     "some/file.yaml:\n  error BE036: too\n  deep"),
    ("blank lines stay", "a\n\n\nb\n", 9, "a\n\n\nb\n"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_is_printed(case: tuple[str, str, int, str]) -> None:
    _, text, width, expected = case
    assert fitted(text, width) == expected


TABLE = "Placings:\n  rank  bid  bidder\n  ----  ---  ---------\n     1  ash  Ash & Sons\n     2  elm"


def test_a_table_is_read_out_row_by_row() -> None:
    assert read_out(TABLE).split("\n") == [
        "Placings:",
        "  rank: 1; bid: ash; bidder: Ash & Sons",
        "  rank: 2; bid: elm",
    ]


READ_AS_THEY_ARE = [
    ("a sentence", "Ash wins, ahead by 2 points."),
    ("a list", "Note:\n  one thing\n  another"),
    ("a line of hyphens alone", "----"),
    ("nothing", ""),
    ("blank lines", "a\n\n\nb"),
]


@pytest.mark.parametrize("case", READ_AS_THEY_ARE, ids=lambda case: case[0])
def test_what_is_no_table_stays(case: tuple[str, str]) -> None:
    assert read_out(case[1]) == case[1]


def test_a_table_is_folded_only_where_it_is_too_wide() -> None:
    assert fitted(TABLE, 40, folded=True) == TABLE
    assert fitted(TABLE, 20, folded=False).split("\n")[1:] == TABLE.split("\n")[1:]
    narrow = fitted(TABLE, 20, folded=True).split("\n")
    assert narrow == [
        "Placings:",
        "  rank: 1; bid: ash;",
        "    bidder: Ash &",
        "    Sons",
        "  rank: 2; bid: elm",
    ]
