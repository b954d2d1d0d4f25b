"""Places of CSV cells: which cell, which fallback, and what they cost."""

import tracemalloc

import pytest

from bideval.errors import Source
from bideval.io.csv_text import CsvColumns, read_csv
from bideval.io.places import Places

FILE = '\n"bid",mark,reason\na,3,good\n"b\nc",,"two\nlines"\n\nd,5,"x, y"\n'
COLUMNS = CsvColumns(("bid", "mark"), ("reason", "at"))

PLACES = [
    # in words                          pointer             line, column, width, excerpt
    ("a cell", "/0/mark", (3, 3, 1, "a,3,good")),
    ("the last cell of a row", "/0/reason", (3, 5, 4, "a,3,good")),
    ("a quoted cell over two lines", "/1/bid", (4, 1, 2, '"b')),
    ("an empty cell in the row's second line", "/1/mark", (5, 4, 1, 'c",,"two')),
    ("a cell that begins in the row's second line", "/1/reason", (5, 5, 4, 'c",,"two')),
    ("a cell after a blank line", "/2/reason", (8, 5, 6, 'd,5,"x, y"')),
    ("a row", "/2", (8, 1, 10, 'd,5,"x, y"')),
    ("a column that the file has not", "/2/at", (8, 1, 10, 'd,5,"x, y"')),
    ("a column that nobody knows", "/0/colour", (3, 1, 8, "a,3,good")),
    ("a cell of the header", "/mark#key", (2, 7, 4, '"bid",mark,reason')),
    ("the header's cell over a row's", "/1/bid#key", (2, 1, 5, '"bid",mark,reason')),
    ("a row past the end", "/3/mark", (2, 7, 4, '"bid",mark,reason')),
    ("something that is no row", "/x/mark", (2, 7, 4, '"bid",mark,reason')),
    ("a row number without end", "/" + "9" * 400, (2, 1, 17, '"bid",mark,reason')),
    ("the whole file", "", (2, 1, 17, '"bid",mark,reason')),
]


@pytest.mark.parametrize("case", PLACES, ids=lambda case: case[0])
def test_place(case: tuple[str, str, tuple[int, int, int, str]]) -> None:
    _, pointer, (line, column, width, excerpt) = case
    places = Places()
    rows, findings = read_csv("f.csv", FILE.encode(), COLUMNS, places)
    assert (len(rows), findings) == (3, ())
    assert places.locate(Source("f.csv", pointer)) == Source("f.csv", pointer, line, column, width, excerpt)


def test_rows_with_findings_take_no_number() -> None:
    places = Places()
    rows, _ = read_csv("f.csv", b'bid,mark\na,1\nb\n"c"x,3\nd,4\n', COLUMNS, places)
    assert rows[1][0] == "d"
    assert places.locate(Source("f.csv", "/1/bid")).line == 5


def test_places_of_many_rows_cost_little() -> None:
    """The file has 60,000 rows and 6 million characters; its places fit into 2 million bytes."""
    words = ["clear", "plan", "staff", "night", "cover", "gaps", "patients", "evidence", "page"]
    lines = []
    state = 1
    for index in range(60_000):
        state = state * 6364136223846793005 % 2**64 + 1442695040888963407
        reason = " ".join(words[state // 9**place % 9] for place in range(2, 17))
        lines.append(f"bid-{index % 50},{index % 6},{reason}")
    data = ("bid,mark,reason\n" + "\n".join(lines)).encode()
    assert len(data) > 6_000_000
    tracemalloc.start()
    try:
        places = Places()
        read_csv("f.csv", data, COLUMNS, places)
        cost, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert cost < 2_000_000
    assert places.locate(Source("f.csv", "/59999/mark")).line == 60_001
