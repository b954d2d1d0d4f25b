"""A report lists so many findings of a kind, and says how many there are more."""

import pytest

from bideval.errors import Finding, Severity, Source, error, question
from bideval.model.bounds import MOST_LISTED, bounded


def finding(code: str, file: str, row: int) -> Finding:
    return error(code, f"row {row} is wrong", "Mend it.", Source(file, f"/{row}"))


CASES = [
    # in words, how many there are, how many are listed, what the last says
    ("none", 0, 0, ""),
    ("one", 1, 1, "row 0 is wrong"),
    ("as many as are listed", 5, 5, "row 4 is wrong"),
    ("one more", 6, 5, "row 4 is wrong; 1 more like it are not listed"),
    ("a flood", 2005, 5, "row 4 is wrong; 2,000 more like it are not listed"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_how_many_are_listed(case: tuple[str, int, int, str]) -> None:
    _, there, listed, said = case
    kept = bounded((finding("BE053", "marks.csv", row) for row in range(there)), most=5)
    assert len(kept) == listed
    assert (kept[-1].message if kept else "") == said


def test_each_code_and_file_has_its_own_room() -> None:
    found = [
        finding(code, file, row) for code in ("BE350", "BE351") for file in ("a", "b") for row in range(3)
    ]
    kept = bounded(found, most=2)
    assert len(kept) == 8
    assert sum("not listed" in one.message for one in kept) == 4


def test_what_an_answer_may_close_is_kept_whole() -> None:
    found = [question("BE181", f"row {row}?", "Say.", Source("a")) for row in range(9)]
    assert bounded(found, most=2, whole=frozenset({Severity.QUESTION})) == tuple(found)
    assert len(bounded(found, most=2)) == 2


def test_what_is_within_bounds_stays_as_it_is() -> None:
    found = (
        finding("BE053", "marks.csv", 2),
        finding("BE053", "marks.csv", 1),
        error("BE036", "too much", "Less."),
    )
    assert bounded(found) == found
    assert MOST_LISTED == 1000
