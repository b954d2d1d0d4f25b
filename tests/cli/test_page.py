"""The width of a page: the terminal's within bounds, and the same everywhere where output is piped."""

import sys

import pytest

from bideval.cli.page import page_width

WIDTHS: list[tuple[str, bool, str, int]] = [
    # in words, at a terminal, COLUMNS, columns of the page
    ("piped, whatever the terminal is", False, "72", 100),
    ("piped, a wide one", False, "300", 100),
    ("as wide as the terminal", True, "80", 80),
    ("never narrower than 60", True, "40", 60),
    ("never wider than 120", True, "300", 120),
]


@pytest.mark.parametrize("case", WIDTHS, ids=lambda case: case[0])
def test_how_wide_a_page_is(case: tuple[str, bool, str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    _, at_terminal, columns, expected = case
    monkeypatch.setattr(sys.stdout, "isatty", lambda: at_terminal)
    monkeypatch.setenv("COLUMNS", columns)
    assert page_width() == expected
