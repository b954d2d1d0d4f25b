from collections.abc import Callable
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.csv_text import read_csv
from bideval.io.places import Places
from bideval.io.tables import (
    ASSIGNMENTS,
    CONSENSUS,
    EVALUATORS,
    MARKS,
    RATES,
    SCHEDULE,
    Row,
    Table,
    typed_rows,
)
from bideval.model.marking import Assignment, Consensus, Evaluator, Mark
from bideval.model.price import RateKind, RateRow, ScheduleLine

F = Fraction


def read(table: Table[Row], *lines: str) -> tuple[tuple[Row, ...], list[str]]:
    """Read a file of these lines; return its rows, and its findings as text."""
    rows, untyped = read_csv("file.csv", "\n".join(lines).encode(), table.columns, Places())
    assert untyped == ()
    typed, findings = typed_rows("file.csv", table, rows)
    return typed, [f"{one.code} {one.sources[0].pointer} {one.message}" for one in findings]


def test_a_mark_with_everything() -> None:
    header = "lot,criterion,bid,evaluator,mark,strengths,weaknesses,evidence,at,supersedes"
    line = 'north,clinical,acorn,ada,2/3,"clear, short",late,p4,2026-02-01T09:30:00Z,2026-01-31'
    expected = Mark(
        "north",
        "clinical",
        "acorn",
        "ada",
        F(2, 3),
        "clear, short",
        "late",
        "p4",
        "2026-02-01T09:30:00Z",
        "2026-01-31",
    )
    assert read(MARKS, header, line) == ((expected,), [])


def test_a_mark_with_the_least() -> None:
    expected = Mark("*", "clinical", "acorn", "ada", F(3), "", "", "", "", "")
    assert read(MARKS, "mark,evaluator,bid,criterion", "3,ada,acorn,clinical") == ((expected,), [])


def test_an_agreed_mark() -> None:
    header = "criterion,bid,mark,reason,agreed_by,lot,moved_from,why_moved"
    expected = Consensus("*", "clinical", "acorn", F(3), "page 4", "", "5", "old plan", ("ada", "bo"), "", "")
    assert read(CONSENSUS, header, "clinical,acorn,3,page 4, ada ;; bo,*,5,old plan") == ((expected,), [])


def test_people_and_what_they_mark() -> None:
    assert read(EVALUATORS, "id,name,role", "ada,Ada Bell,chair") == (
        (Evaluator("ada", "Ada Bell", "chair"),),
        [],
    )
    assert read(ASSIGNMENTS, "evaluator,criterion", "ada,clinical") == (
        (Assignment("ada", "*", "clinical"),),
        [],
    )


def test_a_line_of_the_schedule() -> None:
    header = "section,line,lot,unit,quantity,years,kind,counts"
    expected = ScheduleLine("Beds", "A.1", "*", "bed", F(5, 2), F(3), "option", counts=False)
    assert read(SCHEDULE, header, "Beds,A.1,*,bed,2.5,3,option,no") == ((expected,), [])
    blank = ScheduleLine("", "1", "*", "", F(4), F(1), "rate", counts=True)
    assert read(SCHEDULE, "line,quantity,kind,counts", "1,4,rate,yes") == ((blank,), [])


RATES_CELLS: list[tuple[str, str, RateKind]] = [
    # in words, the cell, what it means
    ("a number", "12.50", RateKind("number", F(25, 2))),
    ("nothing asked", "0", RateKind("number", F(0))),
    ("a fraction", "1/3", RateKind("number", F(1, 3))),
    ("nothing written", "", RateKind("blank", None)),
    ("priced elsewhere", "included", RateKind("included", None)),
    ("not offered", "n/a", RateKind("not-offered", None)),
]


@pytest.mark.parametrize("case", RATES_CELLS, ids=lambda case: case[0])
def test_blank_zero_included_and_not_offered_are_four_values(case: tuple[str, str, RateKind]) -> None:
    _, cell, expected = case
    assert read(RATES, "line,rate", f"A1,{cell}") == ((RateRow("A1", expected, None, ""),), [])


def test_an_extension_and_a_treatment() -> None:
    expected = RateRow("A1", RateKind("number", F(2)), F(20), "exempt")
    assert read(RATES, "line,rate,extension,vat", "A1,2,20,exempt") == ((expected,), [])


Reader = Callable[[str, str], list[str]]


def reader(table: Table[Row]) -> Reader:
    """Return what reads a file of a header and one row, and gives its findings."""
    return lambda header, row: read(table, header, row)[1]


in_marks, in_consensus, in_rates = reader(MARKS), reader(CONSENSUS), reader(RATES)
in_evaluators, in_assignments, in_schedule = reader(EVALUATORS), reader(ASSIGNMENTS), reader(SCHEDULE)

MARK_HEADER = "criterion,bid,evaluator,mark,lot,at,supersedes"
BAD: list[tuple[str, Reader, str, str, list[str]]] = [
    # in words, file, header, row, findings
    (
        "a criterion that is no id",
        in_marks,
        MARK_HEADER,
        "Clinical,acorn,ada,3,,,",
        ["BE053 /0/criterion criterion: 'Clinical' does not have the right form"],
    ),
    ("no bid", in_marks, MARK_HEADER, "clinical,,ada,3,,,", ["BE053 /0/bid bid: the cell is blank"]),
    (
        "a space before an evaluator",
        in_marks,
        MARK_HEADER,
        "clinical,acorn, ada,3,,,",
        ["BE053 /0/evaluator evaluator: ' ada' does not have the right form"],
    ),
    (
        "a mark in words",
        in_marks,
        MARK_HEADER,
        "clinical,acorn,ada,three,,,",
        ["BE053 /0/mark mark: 'three' is not a number"],
    ),
    ("no mark", in_marks, MARK_HEADER, "clinical,acorn,ada,,,,", ["BE053 /0/mark mark: a number is missing"]),
    (
        "a formula for a mark",
        in_marks,
        MARK_HEADER,
        "clinical,acorn,ada,=1+2,,,",
        ["BE053 /0/mark mark: '=1+2' is not a number"],
    ),
    (
        "a lot that is no id",
        in_marks,
        MARK_HEADER,
        "clinical,acorn,ada,3,all lots,,",
        ["BE053 /0/lot lot: 'all lots' does not have the right form"],
    ),
    (
        "a time in another form",
        in_marks,
        MARK_HEADER,
        "clinical,acorn,ada,3,,1.2.2026,",
        ["BE053 /0/at at: '1.2.2026' does not have the right form"],
    ),
    (
        "what it replaces in another form",
        in_marks,
        MARK_HEADER,
        "clinical,acorn,ada,3,,,first",
        ["BE053 /0/supersedes supersedes: 'first' does not have the right form"],
    ),
    (
        "three bad cells",
        in_marks,
        MARK_HEADER,
        "C,acorn,A,x,,,",
        [
            "BE053 /0/criterion criterion: 'C' does not have the right form",
            "BE053 /0/evaluator evaluator: 'A' does not have the right form",
            "BE053 /0/mark mark: 'x' is not a number",
        ],
    ),
    (
        "an agreed mark with a sign",
        in_consensus,
        "criterion,bid,mark,reason",
        "clinical,acorn,+3,page 4",
        ["BE053 /0/mark mark: '+3' has a plus sign; write the digits alone"],
    ),
    (
        "a role that is none",
        in_evaluators,
        "id,name,role",
        "ada,Ada,boss",
        ["BE053 /0/role role: 'boss' is not one of evaluator, chair, moderator, observer, adviser, approver"],
    ),
    (
        "an assignment to nothing",
        in_assignments,
        "evaluator,criterion",
        "ada,",
        ["BE053 /0/criterion criterion: the cell is blank"],
    ),
    (
        "a line with a space",
        in_schedule,
        "line,quantity,kind,counts",
        "A 1,4,rate,yes",
        ["BE053 /0/line line: 'A 1' does not have the right form"],
    ),
    (
        "a quantity that is missing",
        in_schedule,
        "line,quantity,kind,counts",
        "A1,,rate,yes",
        ["BE053 /0/quantity quantity: a number is missing"],
    ),
    (
        "a kind that is none",
        in_schedule,
        "line,quantity,kind,counts",
        "A1,4,rates,yes",
        ["BE053 /0/kind kind: 'rates' is not one of rate, lump-sum, option, provisional"],
    ),
    (
        "counts in other words",
        in_schedule,
        "line,quantity,kind,counts",
        "A1,4,rate,true",
        ["BE053 /0/counts counts: 'true' is not one of yes, no"],
    ),
    (
        "a rate with a comma",
        in_rates,
        "line,rate",
        'A1,"1,50"',
        ["BE053 /0/rate rate: '1,50' has a comma; write 1250000.50, with a point and no grouping"],
    ),
    (
        "not offered in other words",
        in_rates,
        "line,rate",
        "A1,N/A",
        ["BE053 /0/rate rate: 'N/A' is not a number"],
    ),
    (
        "an extension in words",
        in_rates,
        "line,rate,extension",
        "A1,2,twenty",
        ["BE053 /0/extension extension: 'twenty' is not a number"],
    ),
    (
        "a treatment that is none",
        in_rates,
        "line,rate,vat",
        "A1,2,full",
        ["BE053 /0/vat vat: 'full' is not one of standard, reduced, zero, exempt, outside-scope, not-stated"],
    ),
]


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_bad_cells(case: tuple[str, Reader, str, str, list[str]]) -> None:
    _, findings_of, header, row, expected = case
    assert findings_of(header, row) == expected


def test_a_bad_row_keeps_its_place() -> None:
    good, bad = "clinical,acorn,ada,3,,,", "clinical,acorn,ada,x,,,"
    rows, findings = read(MARKS, MARK_HEADER, good, bad, good, bad)
    assert [one.split()[1] for one in findings] == ["/1/mark", "/3/mark"]
    assert [row.mark for row in rows] == [3, 0, 3, 0]


STOPS = [
    # in words, bad rows, good rows after them, rows that are typed, what the last finding says
    ("one below the bound", 999, 5, 1004, "mark: 'x'"),
    ("at the bound, with more to come", 1000, 5, 1000, "from here on 5 rows are not read"),
    ("at the bound, and nothing more", 1000, 0, 1000, "mark: 'x'"),
    ("a flood", 5000, 0, 1000, "from here on 4,000 rows are not read"),
]


@pytest.mark.parametrize("case", STOPS, ids=lambda case: case[0])
def test_reading_stops_after_so_many_bad_cells(case: tuple[str, int, int, int, str]) -> None:
    _, bad, good, typed, said = case
    rows = [("plan", "oak", "ada", mark, *[""] * 6) for mark in (*["x"] * bad, *["3"] * good)]
    kept, findings = typed_rows("marks.csv", MARKS, rows)
    assert len(kept) == typed
    assert said in findings[-1].message
    assert findings[-1].sources[0].pointer.split("/")[1] == str(min(bad - 1, 999) + ("rows" in said))


cells = st.text(
    st.characters(codec="ascii", categories=["Lu", "Ll", "Nd", "Pd", "Po", "Zs"], exclude_characters='",'),
    max_size=8,
)


@given(st.lists(st.tuples(cells, cells, cells, cells), min_size=1, max_size=6))
def test_no_cell_stops_the_reading_of_the_others(given_rows: list[tuple[str, str, str, str]]) -> None:
    typed, findings = typed_rows("marks.csv", MARKS, [(*row, *[""] * 6) for row in given_rows])
    assert len(typed) == len(given_rows)
    for index, (row, mark) in enumerate(zip(given_rows, typed, strict=True)):
        assert (mark.criterion, mark.bid, mark.evaluator) == row[:3]
        stated = [
            one.sources[0].pointer for one in findings if one.sources[0].pointer.startswith(f"/{index}/")
        ]
        assert len(stated) == len(set(stated))
