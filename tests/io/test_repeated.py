import pytest

from bideval.errors import Finding, Source, error
from bideval.io.repeated import without_repeats

DATE, NUMBER = "A time is written 2026-01-31.", "Write the number."


def bad(line: int, column: str = "at", remedy: str = DATE, code: str = "BE053") -> Finding:
    place = Source("marks.csv", f"/{line - 2}/{column}", line, 5)
    return error(code, f"{column}: bad", remedy, place)


CASES: list[tuple[str, list[Finding], list[str]]] = [
    # in words, findings, messages that are left
    ("three are shown one by one", [bad(2), bad(3), bad(4)], ["at: bad"] * 3),
    ("four are one", [bad(line) for line in (2, 3, 4, 9)], ["at: bad (so in 4 rows: lines 2, 3, 4, 9)"]),
    (
        "fifteen name eight lines",
        [bad(line) for line in range(2, 17)],
        ["at: bad (so in 15 rows: lines 2, 3, 4, 5, 6, 7, 8, 9, 7 more)"],
    ),
    (
        "each column for itself",
        [one for line in range(2, 5) for one in (bad(line), bad(line, "mark", NUMBER))],
        ["at: bad", "mark: bad"] * 3,
    ),
    ("other codes", [bad(line, code="BE356") for line in range(2, 8)], ["at: bad"] * 6),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_one_mistake_in_every_row(case: tuple[str, list[Finding], list[str]]) -> None:
    assert [one.message for one in without_repeats(case[1])] == case[2]
