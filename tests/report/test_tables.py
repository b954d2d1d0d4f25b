"""Amounts, columns and tables for a terminal."""

from fractions import Fraction

import pytest

from bideval.report.tables import (
    aligned,
    money_text,
    most_decimals,
    name_text,
    one_line,
    shortened,
    table_text,
)

F = Fraction
MONEY: list[tuple[str, str | None, str]] = [
    ("nothing", None, "-"),
    ("zero", "0", "0"),
    ("three digits", "999", "999"),
    ("four digits", "1000", "1,000"),
    ("millions and pence", "1234567.80", "1,234,567.80"),
    ("below zero", "-1234.5", "-1,234.50"),
    ("below zero, three digits", "-999", "-999"),
    ("below one", "0.25", "0.25"),
]


@pytest.mark.parametrize("case", MONEY, ids=lambda case: case[0])
def test_money_is_grouped(case: tuple[str, str | None, str]) -> None:
    _, value, expected = case
    assert money_text(None if value is None else F(value)) == expected


COLUMNS: list[tuple[str, list[str | None], int | None, bool, list[str]]] = [
    ("no values", [], None, False, []),
    ("whole numbers", ["7", "1000"], None, False, ["7", "1,000"]),
    ("as many decimals as the longest", ["7", "1000.25", "0.5"], None, False, ["7.00", "1,000.25", "0.50"]),
    ("a gap", ["7.5", None], None, False, ["7.5", "-"]),
    ("decimals that are stated", ["7", "8"], 2, False, ["7.00", "8.00"]),
    ("with a plus above zero alone", ["7", "0", "-7"], None, True, ["+7", "0", "-7"]),
]


@pytest.mark.parametrize("case", COLUMNS, ids=lambda case: case[0])
def test_a_column_has_one_number_of_decimals(
    case: tuple[str, list[str | None], int | None, bool, list[str]],
) -> None:
    _, values, places, plus, expected = case
    numbers = [None if one is None else F(one) for one in values]
    assert aligned(numbers, places, plus=plus) == expected


def test_most_decimals_of_nothing_are_none() -> None:
    assert (most_decimals([]), most_decimals([None]), most_decimals([F("1.5"), F("0.125")])) == (0, 0, 3)


NAMES: list[tuple[str, str, str]] = [
    ("a short name", "Ash", "Ash"),
    ("as long as may be", "x" * 36, "x" * 36),
    ("a letter too long", "x" * 37, "x" * 33 + "..."),
    ("a name on two lines", "Ash\nelm wins", "Ash elm wins"),
]


@pytest.mark.parametrize("case", NAMES, ids=lambda case: case[0])
def test_a_name_fits_its_column(case: tuple[str, str, str]) -> None:
    assert shortened(case[1]) == case[2]


def test_text_of_several_lines_is_put_on_one() -> None:
    assert one_line("a\n\nb\n") == "a b"


ENTERED = [
    # in words, as it was entered, as a line with a space in front, as a name
    ("plain", "Oak Co", " Oak Co", "Oak Co"),
    ("a row of a table", "Oak Co        1  yew", " Oak Co 1 yew", "Oak Co 1 yew"),
    ("spaces in front and behind", "   1  yew ", "    1 yew", "1 yew"),
    ("no-break spaces", "Oak\u00a0\u00a0\u202f1", " Oak 1", "Oak 1"),
    ("wide spaces alone", "\u3000\u3000", " ", "(blank)"),
    ("several lines", "Oak\n  1  yew", " Oak 1 yew", "Oak 1 yew"),
]


@pytest.mark.parametrize("case", ENTERED, ids=lambda case: case[0])
def test_what_was_entered_does_not_look_like_columns_of_ours(case: tuple[str, str, str, str]) -> None:
    _, entered, line, name = case
    assert one_line(f" {entered}") == line
    assert name_text(entered) == name
    assert len(shortened(entered + " " * 140 + "yew wins", 36)) <= 36


def test_a_table_lines_its_columns_up() -> None:
    printed = table_text(("bid", "total"), [("ash", "7.50"), ("dogwood", "10.00")], right={1})
    assert printed.splitlines() == [
        "  bid      total",
        "  -------  -----",
        "  ash       7.50",
        "  dogwood  10.00",
    ]


def test_a_table_has_no_spaces_at_the_ends_of_lines() -> None:
    printed = table_text(("bid", "note"), [("ash", ""), ("elm", "late")], right=set(), indent="")
    assert printed.splitlines() == ["bid  note", "---  ----", "ash", "elm  late"]
