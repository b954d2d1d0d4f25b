"""CSV files: what is read, what is refused and where, and that nothing else can happen."""

import csv
import io
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Severity, Source
from bideval.io import csv_text
from bideval.io.csv_text import MAX_CSV_BYTES, CsvColumns, read_csv
from bideval.io.lines import MOST_OF_A_KIND
from bideval.io.places import Places

COLUMNS = CsvColumns(("bid", "mark"), ("reason",))
Rows = list[tuple[str, ...]]

SOUND = [
    # in words                              file                                      rows
    ("no rows", "bid,mark\n", []),
    ("no line end at the end", "bid,mark\na,3", [("a", "3", "")]),
    ("an optional column", "bid,mark,reason\na,3,good\n", [("a", "3", "good")]),
    ("columns in another order", "reason,mark,bid\ngood,3,a\n", [("a", "3", "good")]),
    ("a quoted header", '"bid","mark"\na,3\n', [("a", "3", "")]),
    ("a byte order mark", "\ufeffbid,mark\na,3\n", [("a", "3", "")]),
    ("Windows line ends", "bid,mark\r\na,3\r\nb,4\r\n", [("a", "3", ""), ("b", "4", "")]),
    ("a Windows line end in a cell", 'bid,mark\r\n"a\r\nb",3\r\n', [("a\nb", "3", "")]),
    ("blank lines anywhere", "\nbid,mark\n\na,3\n  \n\nb,4\n\n\n", [("a", "3", ""), ("b", "4", "")]),
    (
        "rows of commas that a spreadsheet leaves",
        "bid,mark\na,3\n,\n , \nb,4\n,",
        [("a", "3", ""), ("b", "4", "")],
    ),
    ("a row that begins with an empty cell", "bid,mark\n,3\n", [("", "3", "")]),
    ("a row of empty quoted cells is a row", 'bid,mark\n"",""\n', [("", "", "")]),
    ("spaces stay", "bid,mark\n a , 3\n", [(" a ", " 3", "")]),
    ("a formula is text", "bid,mark\n=1+1,@SUM\n+3,-4\n", [("=1+1", "@SUM", ""), ("+3", "-4", "")]),
    ("a comma and quotation marks", 'bid,mark\n"a ""x"", b",3\n', [('a "x", b', "3", "")]),
    ("letters beyond ASCII", "bid,mark\nCaf\u00e9,£3\n", [("Caf\u00e9", "£3", "")]),
    ("semicolons in a cell", "bid,mark\na;b,3\n", [("a;b", "3", "")]),
]


@pytest.mark.parametrize("case", SOUND, ids=lambda case: case[0])
def test_sound_files(case: tuple[str, str, Rows]) -> None:
    _, text, rows = case
    assert read_csv("f.csv", text.encode(), COLUMNS, Places()) == (rows, ())


REFUSED = [
    # in words, file, code, places, words of the message, words of the remedy
    ("an empty file", "", "BE021", ["f.csv:1:1"], "no row with the column names", "bid,mark"),
    ("only blank lines", "\n\n", "BE021", ["f.csv:1:1"], "no row with the column names", "bid,mark"),
    ("semicolons", "bid;mark\na;3\n", "BE020", ["f.csv:1:4"], "separated by semicolons", "CSV UTF-8"),
    ("tabs", "bid\tmark\na\t3\n", "BE020", ["f.csv:1:4"], "separated by tabs", "CSV UTF-8"),
    ("upright bars", "bid|mark\n", "BE020", ["f.csv:1:4"], "separated by upright bars", "CSV UTF-8"),
    ("quoted semicolons", '"bid";"mark"\n', "BE020", ["f.csv:1:6"], "separated by semicolons", "CSV UTF-8"),
    (
        "semicolons after blank lines",
        "\n\nbid;mark\n",
        "BE020",
        ["f.csv:3:4"],
        "separated by semicolons",
        "CSV",
    ),
    ("semicolons with a comma in the header", "bid;a,b;mark\n", "BE020", ["f.csv:1:4"], "semicolons", "CSV"),
    ("a separator line", "sep=;\nbid;mark\n", "BE020", ["f.csv:1:5"], "separated by semicolons", "CSV UTF-8"),
    (
        "a misspelt column",
        "bid,mark,raeson\n",
        "BE022",
        ["f.csv:1:10"],
        "no column raeson",
        "Did you mean reason?",
    ),
    ("a capital", "bid,mark,Reason\n", "BE022", ["f.csv:1:10"], "no column Reason", "Did you mean reason?"),
    (
        "a space in a name",
        "bid,mark, reason\n",
        "BE022",
        ["f.csv:1:10"],
        "no column  reason",
        "Did you mean reason?",
    ),
    ("a foreign column", "bid,mark,colour\n", "BE022", ["f.csv:1:10"], "no column colour", "Take it out."),
    (
        "a column without a name",
        "bid,mark,\n",
        "BE022",
        ["f.csv:1:10"],
        "column 3 has no name",
        "empty column",
    ),
    ("a hidden name is escaped", "bid,mark,\ue000\n", "BE022", ["f.csv:1:10"], "no column", "Take it out."),
    ("a column twice", "bid,mark,bid\n", "BE023", ["f.csv:1:10", "f.csv:1:1"], "places 1 and 3", "Take one"),
    (
        "a column missing",
        "bid,reason\n",
        "BE024",
        ["f.csv:1:1"],
        "the column mark is missing",
        "may be left out",
    ),
    (
        "a row too short",
        "bid,mark\na,3\nb\n",
        "BE025",
        ["f.csv:3:1"],
        "line 3 has 1 cell; the first row has 2",
        "empty",
    ),
    (
        "a row too long",
        "bid,mark\na,1,000\n",
        "BE025",
        ["f.csv:2:1"],
        "line 2 has 3 cells",
        "quotation marks",
    ),
    (
        "a row too long after a cell of three lines",
        'bid,mark\n"a\nb\nc",3\nd,4,5\n',
        "BE025",
        ["f.csv:5:1"],
        "line 5 has 3 cells",
        "quotation marks",
    ),
    ("inches", 'bid,mark\n5" pipe,3\n', "BE026", ["f.csv:2:2"], "inside a cell", "twice"),
    (
        "an inner mark",
        'bid,mark\n"a "b" c",3\n',
        "BE026",
        ["f.csv:2:5", "f.csv:2:1"],
        "text stands after",
        "twice",
    ),
    (
        "an inner mark in the second line of a cell",
        'bid,mark\n"a\nb "c" d",3\n',
        "BE026",
        ["f.csv:3:4", "f.csv:2:1"],
        "text stands after",
        "twice",
    ),
    ("never closed", 'bid,mark\na,3\nb,"4\nc,5\n', "BE027", ["f.csv:3:3"], "never closed", "Close it"),
    ("in the header", '"bid,mark\na,3\n', "BE027", ["f.csv:1:1"], "never closed", "Close it"),
    ("NUL", "bid,mark\na\0,3\n", "BE003", ["f.csv:2:2"], "U+0000 NUL", "Delete"),
    ("a tab in a cell", "bid,mark\na,b\tc\n", "BE009", ["f.csv:2:4"], "a tab", "spaces"),
    ("an override", "bid,mark\na\u202e,3\n", "BE004", ["f.csv:2:2"], "U+202E", "Delete"),
    ("zero width", "bid,mark\na,3\u200b\n", "BE005", ["f.csv:2:4"], "U+200B", "Delete"),
    ("an accent apart", "bid,mark\ne\u0301,3\n", "BE007", ["f.csv:2:1"], "U+00E9", "Type it again"),
    ("a lone carriage return", "bid,mark\na,3\rb,4\n", "BE003", ["f.csv:2:4"], "1 carriage", "line ends"),
    ("UTF-16", "bid,mark\n".encode("utf-16"), "BE001", ["f.csv:1:1"], "UTF-16", "CSV UTF-8"),
    (
        "Windows-1252",
        "bid,mark\ncaf\u00e9,3\n".encode("cp1252"),
        "BE001",
        ["f.csv:2:4"],
        "Windows-1252",
        "CSV UTF-8",
    ),
    ("too large", b"x" * (MAX_CSV_BYTES + 1), "BE002", ["f.csv"], "32,000,001 bytes", "right file"),
    (
        "too many commas",
        "bid,mark\n" + ",x" * 100_001,
        "BE029",
        ["f.csv:2:1"],
        "100,000 commas",
        "right file",
    ),
    ("too long a row", "bid,mark\nx,1" + "x" * 1_000_000, "BE029", ["f.csv:2:1"], "1,000,000 characters", "right file"),
    ("too long a header", '"' * 1_000_002, "BE029", ["f.csv:1:1"], "1,000,000 characters", "right file"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refused_files(case: tuple[str, str | bytes, str, list[str], str, str]) -> None:
    _, text, code, places, message, remedy = case
    data = text.encode() if isinstance(text, str) else text
    _, findings = read_csv("f.csv", data, COLUMNS, Places())
    assert [one.code for one in findings] == [code]
    assert [str(source) for source in findings[0].sources] == places
    assert message in findings[0].message
    assert remedy in findings[0].remedy


def test_all_problems_of_a_file_come_in_one_run() -> None:
    text = 'bid,mark,colour,bid\na,3,red,a\nb,4\nc,"x" y,z,c\nd\u202e,5,blue,d\ne,6,,e\n'
    rows, findings = read_csv("f.csv", text.encode(), COLUMNS, Places())
    assert [(one.code, str(one.sources[0])) for one in findings] == [
        ("BE022", "f.csv:1:10"),
        ("BE023", "f.csv:1:17"),
        ("BE025", "f.csv:3:1"),
        ("BE026", "f.csv:4:6"),
        ("BE004", "f.csv:5:2"),
    ]
    assert rows == [("a", "3", ""), ("d\u202e", "5", ""), ("e", "6", "")]


def test_no_rows_without_a_required_column_but_their_problems() -> None:
    rows, findings = read_csv("f.csv", b"bid\na\nb,4\n", COLUMNS, Places())
    assert rows == []
    assert [one.code for one in findings] == ["BE024", "BE025"]


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_text, "MAX_ROWS", 2)
    rows, findings = read_csv("f.csv", b"bid,mark\na,1\nb,2\n\nc,3\nd,4\n", COLUMNS, Places())
    assert len(rows) == 2
    assert [(one.code, str(one.sources[0])) for one in findings] == [("BE028", "f.csv:5:1")]


def test_a_file_of_faults_is_not_read_to_its_end() -> None:
    text = "bid,mark\n" + 'a"b,3\n' * 300 + "c,4\n"
    rows, findings = read_csv("f.csv", text.encode(), COLUMNS, Places())
    assert rows == []
    assert len(findings) == MOST_OF_A_KIND + 1


def test_one_column_alone() -> None:
    assert read_csv("f.csv", b"bid\na\n\nb\n", CsvColumns(("bid",)), Places()) == ([("a",), ("b",)], ())


def test_equal_cells_share_their_memory() -> None:
    rows, _ = read_csv("f.csv", b"bid,mark\nlong-name,3\nlong-name,4\n", COLUMNS, Places())
    assert rows[0][0] is rows[1][0]


def test_many_distinct_cells_stay_exact() -> None:
    lines = [f"bid-{index},{index % 7}" for index in range(70_000)]
    rows, findings = read_csv("f.csv", ("bid,mark\n" + "\n".join(lines)).encode(), COLUMNS, Places())
    assert findings == ()
    assert rows == [(f"bid-{index}", str(index % 7), "") for index in range(70_000)]


ROW_COUNT = 1500  # several blocks of places
cell = st.text('ab",;=£\n', max_size=5)
table = st.lists(st.tuples(cell.map("x".__add__), cell), min_size=1, max_size=6)


@given(table, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_rows_and_places_of_what_a_spreadsheet_writes(rows: Rows, ending: str, quote_all: bool) -> None:
    written = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(written, lineterminator=ending, quoting=quoting)
    writer.writerows([("bid", "mark"), *rows])
    places = Places()
    found, findings = read_csv("f.csv", written.getvalue().encode(), COLUMNS, places)
    assert findings == ()
    assert found == [(*row, "") for row in rows]
    _assert_places(written.getvalue().replace("\r\n", "\n"), rows, places)


def _assert_places(text: str, rows: Rows, places: Places) -> None:
    """Compare line, column and width of each cell with the file and the standard reader's line count."""
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader)
    lines = text.split("\n")
    first = reader.line_num + 1
    for index, row in enumerate(rows):
        next(reader)
        for column, value in zip(("bid", "mark"), row, strict=True):
            place = places.locate(Source("f.csv", f"/{index}/{column}"))
            assert place.line is not None
            assert place.column is not None
            assert first <= place.line <= reader.line_num
            rest = "\n".join(lines[place.line - 1 :])[place.column - 1 :]
            quoted = '"' + value.replace('"', '""') + '"'
            assert rest.startswith(quoted if rest.startswith('"') else value + (",", "\n")[column == "mark"])
            assert place.excerpt == lines[place.line - 1]
        assert places.locate(Source("f.csv", f"/{index}")).line == first
        first = reader.line_num + 1


def test_places_across_blocks() -> None:
    text = "bid,mark\n" + "".join(f'"bid\n{index}",{index}\n\n' for index in range(ROW_COUNT))
    places = Places()
    read_csv("f.csv", text.encode(), COLUMNS, places)
    for index in range(ROW_COUNT):
        found = places.locate(Source("f.csv", f"/{index}/mark"))
        assert (found.line, found.width) == (3 + 3 * index, len(str(index)))
        assert found.excerpt == f'{index}",{index}'


@given(st.binary(max_size=120))
def test_bytes_give_rows_or_findings(data: bytes) -> None:
    _assert_judged(data)


@given(st.text('ab",;\t\n\r \0\u202ee\u0301', max_size=60).map("bid,mark\n".__add__))
def test_texts_give_rows_or_findings(text: str) -> None:
    _assert_judged(text.encode())


def _assert_judged(data: bytes) -> None:
    rows, findings = read_csv("f.csv", data, COLUMNS, Places())
    assert all(len(row) == 3 for row in rows)
    for finding in findings:
        assert finding.severity is Severity.ERROR
        assert finding.sources[0].line is not None
        assert finding.remedy.endswith((".", "?"))
    if not findings:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        expected = [
            row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if "".join(row).strip()
        ]
        assert [row[:2] for row in rows if "".join(row).strip()] == [
            (row[expected[0].index("bid")], row[expected[0].index("mark")]) for row in expected[1:]
        ]
