"""The grammar of CSV records, against the standard library's reader where it is as strict."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.csv_records import RECORD, Fault, FaultKind, cell_spans, cells_of, first_fault

RECORDS = [
    # in words                       record            cells                   spans
    ("bare cells", "a,b", ["a", "b"], [(0, 1), (2, 3)]),
    ("empty cells", ",a,", ["", "a", ""], [(0, 0), (1, 2), (3, 3)]),
    ("only a comma", ",", ["", ""], [(0, 0), (1, 1)]),
    ("a comma in quotation marks", '"a,b",c', ["a,b", "c"], [(0, 5), (6, 7)]),
    ("a doubled quotation mark", '"a ""b""",c', ['a "b"', "c"], [(0, 9), (10, 11)]),
    ("an empty quoted cell", '"",c', ["", "c"], [(0, 2), (3, 4)]),
    ("only a quotation mark", '"""",c', ['"', "c"], [(0, 4), (5, 6)]),
    ("a line end in quotation marks", '"a\nb",c', ["a\nb", "c"], [(0, 5), (6, 7)]),
    ("spaces stay", ' a ,"b "', [" a ", "b "], [(0, 3), (4, 8)]),
    ("an empty first cell before a quoted one", ',"a"', ["", "a"], [(0, 0), (1, 4)]),
    ("a cell longer than the standard reader takes", '"' + "x" * 140_000 + '",b', ["x" * 140_000, "b"], None),
]


@pytest.mark.parametrize("case", RECORDS, ids=lambda case: case[0])
def test_sound_records(case: tuple[str, str, list[str], list[tuple[int, int]] | None]) -> None:
    _, record, cells, spans = case
    match = RECORD.match(record + "\nnext")
    assert match is not None
    assert match[1] == record
    assert cells_of(record) == cells
    assert spans is None or cell_spans(record) == spans


BROKEN = [
    # in words                          text                fault
    ("a quotation mark in a bare cell", 'a,5" pipe"\n', Fault(FaultKind.QUOTE_INSIDE, 3, 2)),
    ("text after the closing one", 'a,"b"c\n', Fault(FaultKind.TEXT_AFTER, 5, 2)),
    ("a space after the closing one", '"a" ,b\n', Fault(FaultKind.TEXT_AFTER, 3, 0)),
    ("a space before the opening one", 'a, "b"\n', Fault(FaultKind.QUOTE_INSIDE, 3, 2)),
    ("an inner one that is not doubled", '"a "b" c"\n', Fault(FaultKind.TEXT_AFTER, 4, 0)),
    ("one that is never closed", 'a,"b\nc,d\n', Fault(FaultKind.NEVER_CLOSED, 2, 2)),
    ("one at the very end", 'a,"', Fault(FaultKind.NEVER_CLOSED, 2, 2)),
    ("a fault after a line end in a cell", '"a\nb"c,"d"\n', Fault(FaultKind.TEXT_AFTER, 5, 0)),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case[0])
def test_broken_records(case: tuple[str, str, Fault]) -> None:
    _, text, fault = case
    match = RECORD.match(text)
    assert match is None or cells_of(match[1]) is None
    assert first_fault(text, 0) == fault


cells = st.lists(st.text('ab",; \n', max_size=6), min_size=1, max_size=5)


@given(cells)
def test_what_a_spreadsheet_writes_is_read(row: list[str]) -> None:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n", quoting=csv.QUOTE_ALL).writerow(row)
    record = written.getvalue().removesuffix("\n")
    match = RECORD.match(written.getvalue())
    assert match is not None
    assert match[1] == record
    assert cells_of(record) == row
    assert [record[slice(*span)] for span in cell_spans(record)] == [
        '"' + one.replace('"', '""') + '"' for one in row
    ]


@given(st.text('a",\n', max_size=14))
def test_a_record_is_read_as_the_standard_reader_does_or_refused(text: str) -> None:
    match = RECORD.match(text)
    found = cells_of(match[1]) if match else None
    if found is None:
        fault = first_fault(text, 0)
        assert text[: fault.at + 1].count('"') > 0
        assert fault.cell <= fault.at < len(text)
    elif match and match[1]:
        assert found == next(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len(cell_spans(match[1])) == len(found)
