"""The registry refuses a wrong entry; every entry has a page and a table of cases; shared terms."""

from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from bideval.errors import BidevalError, GuardError
from bideval.model.numbers import figure_text
from bideval.model.parameters import With
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceFormula
from bideval.scoring.formulas.lowest_over_bid import LOWEST_OVER_BID
from bideval.scoring.formulas.qcbs import QCBS
from bideval.scoring.formulas.registry import FormulaEntryError, by_id
from bideval.scoring.formulas.terms import FLOOR, shown_exactly
from bideval.scoring.given import number, numbers, word

TESTS = Path(__file__).parent
PAGES = TESTS.parents[2] / "docs" / "formulas"
SHARED = {"test_pages", "test_properties", "test_registry"}  # about all formulas, not one

IDS = {
    "lowest-over-bid",
    "qcbs",
    "linear-to-double-lowest",
    "linear-to-n-lowest",
    "lowest-to-highest",
    "around-average",
    "fixed-range",
    "budget-linear",
    "log-from-lowest",
    "rank-points",
    "discount-power",
    "discount-bilinear",
}


def test_the_formulas_are_these() -> None:
    assert set(PRICE_FORMULAS) == IDS
    assert all(formula.id == name for name, formula in PRICE_FORMULAS.items())


def test_the_registry_is_read_only() -> None:
    assert isinstance(PRICE_FORMULAS, MappingProxyType)


def test_every_entry_has_a_page_and_every_page_an_entry() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(PRICE_FORMULAS)


def test_every_entry_has_a_case_table_and_every_table_an_entry() -> None:
    tables = {path.stem for path in TESTS.glob("test_*.py")} - SHARED
    assert tables == {f"test_{name.replace('-', '_')}" for name in PRICE_FORMULAS}


@pytest.mark.parametrize("name", PRICE_FORMULAS)
def test_a_case_table_names_its_formula_and_has_both_halves(name: str) -> None:
    table = (TESTS / f"test_{name.replace('-', '_')}.py").read_text(encoding="utf-8")
    assert f'\nFORMULA = PRICE_FORMULAS["{name}"]\n' in table
    assert "\nVALID: list[Valid] = [\n    (" in table
    assert "\nINVALID: list[Invalid] = [\n    (" in table


REFUSED = [
    # in words, entries, part of the reason
    ("one id twice", (LOWEST_OVER_BID, LOWEST_OVER_BID), "two price formulas are called lowest-over-bid"),
    ("two formulas, one id", (LOWEST_OVER_BID, QCBS._replace(id="lowest-over-bid")), "two price formulas"),
    ("no id", (QCBS._replace(id=""),), "an id is lower-case"),
    ("an id in capitals", (QCBS._replace(id="QCBS"),), "an id is lower-case"),
    ("an id with an underscore", (QCBS._replace(id="q_cbs"),), "an id is lower-case"),
    ("an id that begins with a hyphen", (QCBS._replace(id="-qcbs"),), "an id is lower-case"),
    ("an id of 65 letters", (QCBS._replace(id="q" * 65),), "an id is lower-case"),
    ("an unknown status", (QCBS._replace(status="D"),), "a status is one of V, S, U"),
    ("one parameter twice", (QCBS._replace(parameters=(FLOOR, FLOOR)),), "two of its parameters"),
    ("no title", (QCBS._replace(title=""),), "title, rule and source are needed"),
    ("no rule", (QCBS._replace(rule=""),), "title, rule and source are needed"),
    ("no source", (QCBS._replace(source=""),), "title, rule and source are needed"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_a_wrong_entry_is_refused(case: tuple[str, tuple[PriceFormula, ...], str]) -> None:
    _, entries, reason = case
    with pytest.raises(FormulaEntryError, match=reason) as caught:
        by_id(*entries)
    assert isinstance(caught.value, BidevalError)


def test_by_id_keeps_the_given_order() -> None:
    assert list(by_id(QCBS, LOWEST_OVER_BID)) == ["qcbs", "lowest-over-bid"]


WITH: With = {"number": Fraction(3), "word": "share", "numbers": (Fraction(1), Fraction(2)), "none": None}


def test_readers_return_what_is_there() -> None:
    assert number(WITH, "number") == 3
    assert word(WITH, "word") == "share"
    assert numbers(WITH, "numbers") == (Fraction(1), Fraction(2))


MISREAD = [
    # in words, reader, name
    ("a word as a number", number, "word"),
    ("an absent number", number, "absent"),
    ("none as a number", number, "none"),
    ("a number as a word", word, "number"),
    ("an absent word", word, "absent"),
    ("a number as a list", numbers, "number"),
    ("an absent list", numbers, "absent"),
]


@pytest.mark.parametrize("case", MISREAD, ids=lambda case: case[0])
def test_a_caller_that_leaves_out_a_parameter_is_told(case: tuple[str, object, str]) -> None:
    _, reader, name = case
    assert callable(reader)
    with pytest.raises(GuardError, match=f"the parameter {name} is missing or is not a"):
        reader(WITH, name)


def test_a_list_with_a_word_in_it_is_no_list_of_numbers() -> None:
    with pytest.raises(GuardError, match="not a list of numbers"):
        numbers({"table": (Fraction(100), "seventy")}, "table")


SHOWN = [
    # in words, value, shown, shown exactly
    ("a whole amount", Fraction(44100000), "44100000", "44100000"),
    ("nine places", Fraction(1, 10**9), "0.000000001", "0.000000001"),
    ("ten places are cut to six", Fraction(1, 10**10) + 1, "1", "(10000000001/10000000000)"),
    ("a value that does not end", Fraction(200, 3), "66.666667", "(200/3)"),
    ("a negative one", Fraction(-1, 3), "-0.333333", "(-1/3)"),
]


@pytest.mark.parametrize("case", SHOWN, ids=lambda case: case[0])
def test_amounts_are_shown_in_plain_decimals(case: tuple[str, Fraction, str, str]) -> None:
    _, value, plain, exact = case
    assert figure_text(value) == plain
    assert shown_exactly(value) == exact
