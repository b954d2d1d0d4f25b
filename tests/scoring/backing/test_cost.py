"""What an instrument costs: worked by hand, and by a sum written apart from the program."""

from collections.abc import Mapping
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.scoring.backing.cost import cost_of, folded_price, to_fold
from bideval.scoring.backing.figures import NotStated, Stated, summed
from tests.scoring.backing.parts import bond, costed, term, told

F = Fraction
FREE = {"arrangement_fee": 0, "premium": [0], "legal_fees": 0}

# A bond of 1,000 over three years from 1 April 2026.
WORKED = [
    # in words                                      terms                                                     years  total
    ("nothing, and so stated",                      {},                                                        3,     "0"),
    ("fees are paid once",                          {"cost": {**FREE, "arrangement_fee": 7, "legal_fees": 5}}, 3,     "12"),
    ("2 percent of 1,000 in three years",           {"cost": {**FREE, "premium": [2]}},                        3,     "60"),
    ("a rate for each year: 20 + 15 + 10",          {"cost": {**FREE, "premium": [2, "1.5", 1]}},              3,     "45"),
    ("half a year at the end: 20 + 10",             {"cost": {**FREE, "premium": [2]}},                        "3/2", "30"),
    ("on what is left after step-down: 20 + 2 x 8", {"cost": {**FREE, "premium": [2]}, "step_down": [{"from_year": 2, "amount": 400}]}, 3, "36"),
    ("two steps: 20 + 8 + 2",                       {"cost": {**FREE, "premium": [2]}, "step_down": [{"from_year": 3, "amount": 100}, {"from_year": 2, "amount": 400}]}, 3, "30"),
    ("a year in which it ends counts whole",        {"cost": {**FREE, "premium": [2]}, "open_ended": None, "expires": "2027-04-01"}, 3, "40"),
    ("a year after its end does not count",         {"cost": {**FREE, "premium": [2]}, "open_ended": None, "expires": "2027-03-31"}, 3, "20"),
    ("a year before its start does not count",      {"cost": {**FREE, "premium": [2]}, "starts": "2028-03-31"}, 3,    "40"),
    ("cash of a fifth at 5 percent: 3 x 10",        {"cost": {**FREE, "collateral_rate": 5}, "collateral": {"kind": "cash", "percent": 20}}, 3, "30"),
    ("cash of an amount: 3 x 5 percent of 300",     {"cost": {**FREE, "collateral_rate": 5}, "collateral": {"kind": "cash", "amount": 300}}, 3, "45"),
    ("cash is let go with the bond",                {"cost": {**FREE, "collateral_rate": 5}, "collateral": {"kind": "cash", "amount": 300}, "open_ended": None, "expires": "2026-12-31"}, 3, "15"),
    ("a charge on property costs nothing here",     {"cost": FREE, "collateral": {"kind": "property", "amount": 300}}, 3, "0"),
    ("the cap does not lower the premium",          {"cost": {**FREE, "premium": [2]}, "cap": 500},            1,     "20"),
    ("a third of a percent stays exact",            {"cost": {**FREE, "premium": ["1/3"]}},                    1,     "10/3"),
]  # fmt: skip


@pytest.mark.parametrize("case", WORKED, ids=lambda case: case[0])
def test_the_cost_over_the_contract(case: tuple[str, Mapping[str, object], object, str]) -> None:
    _, terms, years, total = case
    assert told(cost_of(costed(**terms), term(years)).total) == total


MISSING = [
    # in words                         terms                                                    what is missing
    ("no cost at all",                 {"cost": None},                                          "of the bond: arrangement_fee"),
    ("no fee",                         {"cost": {"premium": [0], "legal_fees": 0}},             "of the bond: arrangement_fee"),
    ("no premium",                     {"cost": {"arrangement_fee": 0, "legal_fees": 0}},       "of the bond: premium"),
    ("no legal fees",                  {"cost": {"arrangement_fee": 0, "premium": [0]}},        "of the bond: legal_fees"),
    ("premiums of other years",        {"cost": {**FREE, "premium": [1, 1]}},                   "of the bond: a premium for each contract year"),
    ("nothing said of collateral",     {"collateral": None},                                    "of the bond: collateral"),
    ("cash without a rate",            {"collateral": {"kind": "cash", "percent": 20}},         "of the bond: collateral_rate"),
    ("cash of nobody knows how much",  {"collateral": {"kind": "cash"}, "cost": {**FREE, "collateral_rate": 4}}, "of the bond: the amount or percent of its collateral"),
    ("no end",                         {"open_ended": None, "cost": {**FREE, "premium": [1]}},  "of the bond: when it ends (expires, or open_ended)"),
]  # fmt: skip


@pytest.mark.parametrize("case", MISSING, ids=lambda case: case[0])
def test_a_part_that_is_missing_is_never_0(case: tuple[str, Mapping[str, object], str]) -> None:
    _, terms, missing = case
    total = cost_of(costed(**terms), term()).total
    assert isinstance(total, NotStated)
    assert missing in total.missing


def test_an_end_cannot_be_placed_without_the_start_of_the_contract() -> None:
    one = costed(open_ended=None, expires="2027-03-31", cost={**FREE, "premium": [2]})
    total = cost_of(one, term(starts=None)).total
    assert isinstance(total, NotStated)
    assert total.missing == ("when the contract starts (contract.starts in tender.yaml)",)
    assert total.places


def test_an_open_ended_one_needs_no_start() -> None:
    assert told(cost_of(costed(cost={**FREE, "premium": [2]}), term(starts=None)).total) == "60"


FOLDED = [
    # in words                       in_price    added  price of 5,000 with it
    ("not in the price",             "no",       "60",  "5060"),
    ("in the price already",         "yes",      "0",   "5000"),
    ("unknown is refused",           "unknown",  "-",   "-"),
    ("not said is refused",          None,       "-",   "-"),
]  # fmt: skip


@pytest.mark.parametrize("case", FOLDED, ids=lambda case: case[0])
def test_what_is_added_to_the_price(case: tuple[str, str | None, str, str]) -> None:
    _, in_price, added, price = case
    cost = cost_of(costed(cost={**FREE, "premium": [2]}, in_price=in_price), term())
    assert told(to_fold(cost)) == added
    assert told(folded_price(Stated(F(5000)), [cost])) == price


def test_one_unknown_among_several_keeps_the_price_from_being_folded() -> None:
    known, unknown = cost_of(costed(), term()), cost_of(costed(in_price="unknown"), term())
    folded = folded_price(Stated(F(5000)), [known, unknown])
    assert isinstance(folded, NotStated)
    assert folded.missing == ("of the bond: whether the price holds its cost (in_price)",)


def test_a_cost_that_is_not_stated_is_no_matter_where_the_price_holds_it() -> None:
    assert told(to_fold(cost_of(bond(in_price="yes"), term()))) == "0"


AMOUNTS = st.integers(0, 10**6)
RATES = st.fractions(0, 10, max_denominator=100)


@given(
    amount=st.integers(10, 10**6),
    rates=st.lists(RATES, min_size=4, max_size=4),
    cash=st.fractions(0, 100, max_denominator=10),
    rate=RATES,
    fees=st.tuples(AMOUNTS, AMOUNTS),
    step=st.integers(2, 4),
)
def test_the_formula_worked_apart(
    amount: int, rates: list[F], cash: F, rate: F, fees: tuple[int, int], step: int
) -> None:
    left = amount // 2
    one = costed(
        amount=amount,
        step_down=[{"from_year": step, "amount": left}],
        collateral={"kind": "cash", "percent": cash},
        cost={"arrangement_fee": fees[0], "premium": rates, "collateral_rate": rate, "legal_fees": fees[1]},
    )
    owed = [left if year >= step else amount for year in range(1, 5)]
    premiums = sum(F(o) * r / 100 for o, r in zip(owed, rates, strict=True))
    expected = sum(fees) + premiums + sum(F(o) * cash / 100 * rate / 100 for o in owed)
    assert told(cost_of(one, term(4)).total) == str(expected)


def test_a_sum_names_everything_that_is_missing_once() -> None:
    lacking = summed([NotStated(("a",)), Stated(F(1)), NotStated(("b", "a"))])
    assert lacking == NotStated(("a", "b"))
