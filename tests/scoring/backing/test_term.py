"""Contract years: their number, their length and their days, counted on the calendar by hand."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.backing.figures import NotStated
from bideval.scoring.backing.term import Term, contract_years, term_of
from tests.scoring.build import inputs_of, lowest_price

DAYS = [
    # in words                          years   starts        last year           its days
    ("three whole years",               "3",    "2026-04-01", (3, "1"),           ("2028-04-01", "2029-03-31")),
    ("a calendar year",                 "1",    "2027-01-01", (1, "1"),           ("2027-01-01", "2027-12-31")),
    ("half a year at the end",          "3/2",  "2026-04-01", (2, "1/2"),         ("2027-04-01", "2027-09-30")),
    ("a start on 29 February",          "2",    "2028-02-29", (2, "1"),           ("2029-03-01", "2030-02-28")),
    ("less than a year",                "1/4",  "2026-01-01", (1, "1/4"),         ("2026-01-01", "2026-04-02")),
    ("no day is published",             "2",    None,         (2, "1"),           (None, None)),
    ("after the end of the calendar",   "2",    "9998-06-01", (2, "1"),           (None, None)),
]  # fmt: skip


@pytest.mark.parametrize("case", DAYS, ids=lambda case: case[0])
def test_the_last_year(
    case: tuple[str, str, str | None, tuple[int, str], tuple[str | None, str | None]],
) -> None:
    _, length, starts, (number, part), days = case
    last = contract_years(Fraction(length), starts)[-1]
    assert (last.number, last.length, (last.first, last.last)) == (number, Fraction(part), days)


@given(st.fractions(min_value=Fraction(1, 12), max_value=40, max_denominator=12))
def test_years_follow_one_another_and_sum_to_the_length(length: Fraction) -> None:
    years = contract_years(length, "2026-10-01")
    assert sum(one.length for one in years) == length
    assert all(0 < one.length <= 1 for one in years)
    for before, after in pairwise(years):
        assert before.last is not None
        assert after.first is not None
        assert before.last < after.first


UNKNOWN = [
    ("no contract", {}),
    ("no length", {"contract": {"value": 9}}),
    ("no time at all", {"contract": {"value": 9, "years": 0}}),
    ("below zero", {"contract": {"value": 9, "years": -1}}),
    ("longer than anyone lives", {"contract": {"value": 9, "years": 101}}),
]


@pytest.mark.parametrize("case", UNKNOWN, ids=lambda case: case[0])
def test_a_length_that_is_not_known_is_not_stated(case: tuple[str, dict[str, object]]) -> None:
    found = term_of(inputs_of(lowest_price({"oak": 5}, **case[1])), "whole")
    assert isinstance(found, NotStated)
    assert "contract.years" in found.missing[0]


def test_a_lot_has_its_own_contract() -> None:
    contract = {"value": 9, "years": 4, "starts": "2026-01-01"}
    lots = [{"id": "north", "contract": {"value": 5, "years": 1, "starts": "2027-01-01"}}, {"id": "south"}]
    inputs = inputs_of(lowest_price({}, contract=contract, lots=lots))
    north, south = (term_of(inputs, lot) for lot in ("north", "south"))
    assert isinstance(north, Term)
    assert isinstance(south, Term)
    assert [(one.first, one.last) for one in north.years] == [("2027-01-01", "2027-12-31")]
    assert (len(south.years), south.years[0].first) == (4, "2026-01-01")
    assert (north.place.pointer, south.place.pointer) == ("/lots/0/contract", "/contract")
