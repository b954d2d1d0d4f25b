import pytest

from bideval.errors import Source, error
from bideval.io.csv_text import CsvColumns, read_csv
from bideval.io.folder_places import FolderPlaces

FILE = "schedule.csv"
TEXT = "line,quantity\nA1,10\n3,20\nA1,30\n0,40\n"  # rows 0 to 3 stand on lines 2 to 5

CASES = [
    # in words, pointer, line and column
    ("a cell by its line's id", "/A1/quantity", (2, 4)),
    ("a row by its line's id", "/A1", (2, 1)),
    ("an id that is a number is no row number", "/3/quantity", (3, 3)),
    ("an id that is the number of another row", "/0/quantity", (5, 3)),
    ("a line that stands twice, by the number of its row", "/+2/quantity", (4, 4)),
    ("the first row by its number", "/+0/line", (2, 1)),
    ("a line that is not there", "/B7/quantity", (1, 1)),
    ("a number that is no line's id", "/2/quantity", (1, 1)),
    ("the whole file", "", (1, 1)),
]


def named() -> FolderPlaces:
    """Read the schedule and name its rows."""
    places = FolderPlaces()
    rows, _ = read_csv(FILE, TEXT.encode(), CsvColumns(("line", "quantity")), places.values)
    places.name_rows(FILE, tuple(line for line, _ in rows))
    return places


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_rows_are_found_by_the_id_of_their_line(case: tuple[str, str, tuple[int, int]]) -> None:
    _, pointer, expected = case
    found = named().locate(Source(FILE, pointer))
    assert (found.line, found.column) == expected
    assert found.pointer == pointer


def test_a_place_that_is_known_already_is_kept() -> None:
    known = Source(FILE, "/A1/quantity", 9, 9)
    assert named().locate(known) == known


def test_findings_come_in_the_order_of_their_places() -> None:
    findings = [error("BE259", "twice", "Keep one.", Source(FILE, f"/+{row}/line")) for row in (3, 0, 2)]
    assert [one.sources[0].line for one in named().locate_all(findings)] == [2, 4, 5]
