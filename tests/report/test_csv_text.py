"""Tables as CSV: what a program reads back, and what a spreadsheet must not take for a formula."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.report.csv_text import csv_text

CELLS = [
    # in words             cell              for a spreadsheet
    ("a name",             "ash",            "ash"),
    ("a number",           "12.5",           "12.5"),
    ("a number below 0",   "-12.5",          "-12.5"),
    ("a formula",          "=1+1",           "'=1+1"),
    ("a call",             "@SUM(A1)",       "'@SUM(A1)"),
    ("a sign and words",   "-ash",           "'-ash"),
    ("plus",               "+44",            "'+44"),
    ("plus, a number",     "+44.5",          "'+44.5"),
    ("minus alone",        "-",              "'-"),
    ("below 0, and more",  "-1.5-1",         "'-1.5-1"),
    ("another digit",      "-\u0663",        "'-\u0663"),
    ("a return first",     "\r=1",           "'\r=1"),
    ("a return alone",     "\r",             "'\r"),
    ("a tab first",        "\t=1",           "'\t=1"),
    ("a line end first",   "\n=1",           "'\n=1"),
    ("a command",          "-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
    ("an equals inside",   "a=1",            "a=1"),
]  # fmt: skip


@pytest.mark.parametrize("case", CELLS, ids=lambda case: case[0])
def test_cells(case: tuple[str, str, str]) -> None:
    _, cell, guarded = case
    for for_excel, expected in ((False, cell), (True, guarded)):
        text = csv_text(["name"], [[cell]], for_excel=for_excel)
        assert list(csv.reader(StringIO(text, newline=""))) == [["name"], [expected]]


@given(
    rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2))
)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    text = csv_text(["a", "b"], rows)
    assert list(csv.reader(StringIO(text, newline="")))[1:] == rows
