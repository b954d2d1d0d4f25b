"""Measures worked out: figures by hand, closed forms, and what is refused."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.model.measure import FieldNode, Measure, asked_years
from bideval.model.measure_text import parse_measure
from bideval.model.parameters import Value, With
from bideval.scoring.measures import (
    Lookup,
    MissingFieldError,
    formula,
    measure_value,
    worked,
)

F = Fraction
Raw = dict[str, object]
Given = dict[str, object]
ACC = "bidder.accounts."
REFUSE: Raw = {"when_zero": "refuse", "when_negative": "refuse"}
PARAMETERS = {
    "years": "count",
    "or_years": "count",
    "level": "ratio",
    "rate": "percent",
    "forms": "words-list",
    "stage": "words",
}


def account(name: str, years: int | None = None) -> Raw:
    """Return a field of the accounts."""
    return {"field": f"{ACC}{name}"} if years is None else {"field": f"{ACC}{name}", "years": str(years)}


def ratio(above: Raw, below: Raw, **keys: str) -> Raw:
    """Return a ratio that refuses unless ``keys`` say otherwise."""
    return {"ratio": [above, below], **REFUSE, **keys}


def measured(raw: Raw) -> Measure:
    """Return a measure that must be sound."""
    measure, problems = parse_measure(raw, None, PARAMETERS)
    assert problems == ()
    assert measure is not None
    return measure


def reading(**values: object) -> Lookup:
    """Return a lookup of ``values`` by the last part of a path; lists are yearly, the latest last."""

    def lookup(node: FieldNode, _: With) -> F | tuple[F, ...] | str:
        name = node.path.rpartition(".")[2]
        if name not in values:
            raise MissingFieldError(node.path, f"{name} of the bidder", "a")
        value = values[name]
        if isinstance(value, str):
            return value
        if isinstance(value, list):
            numbers = tuple(F(one) for one in value)
            years = asked_years(node)
            return numbers[-1] if years is None else numbers[-years:]
        return F(str(value))

    return lookup


ANNUAL: Raw = {"field": "tender.contract.annual_value"}
COVER = ratio({"mean": account("turnover", 2)}, ANNUAL)
ACID = ratio(
    {"difference": [account("current_assets"), account("inventories")]}, account("current_liabilities")
)
DEBT = ratio(account("net_debt"), account("ebitda"), when_none="0", when_zero="99", when_negative="level")
BETTER: Raw = {
    "max": [
        {"mean": {**account("turnover"), "years": "years"}},
        {"mean": {**account("turnover"), "years": "or_years"}},
    ]
}
GEARING = ratio(account("secured_borrowing"), account("shareholder_funds"), unit="percent")
INTEREST = ratio(account("ebit"), account("net_interest_paid"), when_zero="9", when_negative="level")
# A college asked for two of three: a profit, an acid ratio of at least 1, borrowing of at most 100 %.
TWO_OF_THREE: Raw = {
    "count-passing": [
        {"of": account("profit_after_tax"), "test": "more-than", "against": "0"},
        {"of": ACID, "test": "at-least", "against": "level"},
        {"of": GEARING, "test": "at-most", "against": "100"},
    ]
}
COLLEGE: Given = {"profit_after_tax": 0, "current_assets": 12, "inventories": 2, "current_liabilities": 10}
FLOWS: Raw = {"field": "bid.declared.flows", "unit": "money", "years": "3"}
MARGINS = ratio(account("operating_profit", 2), account("turnover", 2), unit="percent")

CASES: list[tuple[str, Raw, Given, dict[str, Value], F | str, str]] = [
    (
        "a single value counts in every year",
        {"sum": ratio(account("turnover", 2), ANNUAL)},
        {"turnover": [1, 3], "annual_value": 2},
        {},
        F(2),
        "sum((1, 3) / 2) = 2",
    ),
    (
        "no debt and a loss",
        DEBT,
        {"net_debt": 0, "ebitda": -4},
        {"level": F(9)},
        F(0),
        "0 / -4 [the first value is zero: taken as 0] = 0",
    ),
    (
        "more cash than debt",
        DEBT,
        {"net_debt": -6, "ebitda": 3},
        {"level": F(9)},
        F(0),
        "-6 / 3 [the first value is negative: taken as 0] = 0",
    ),
    (
        "debt and no earnings",
        DEBT,
        {"net_debt": 6, "ebitda": 0},
        {"level": F(9)},
        F(99),
        "6 / 0 [the denominator is zero: taken as 99] = 99",
    ),
    (
        "debt and a loss",
        DEBT,
        {"net_debt": 6, "ebitda": -3},
        {"level": F(9)},
        F(9),
        "6 / -3 [the denominator is negative: taken as 9] = 9",
    ),
    ("debt and earnings", DEBT, {"net_debt": 6, "ebitda": 3}, {"level": F(9)}, F(2), "6 / 3 = 2"),
    (
        "the better of the latest year and the average of two",
        BETTER,
        {"turnover": [9, 6, 2]},
        {"years": F(2), "or_years": F(1)},
        F(4),
        "max(mean(6, 2), 2) = 4",
    ),
    (
        "one reading said twice is one",
        BETTER,
        {"turnover": [9, 6]},
        {"years": F(1), "or_years": F(1)},
        F(6),
        "6",
    ),
    (
        "a third of one year's value",
        COVER,
        {"turnover": [28000000, 28000000], "annual_value": 90000000},
        {},
        F(14, 45),
        "mean(28000000, 28000000) / 90000000 = 0.311111 (14/45)",
    ),
    (
        "only the latest two years count",
        COVER,
        {"turnover": [1, 3, 5], "annual_value": 2},
        {},
        F(2),
        "mean(3, 5) / 2 = 2",
    ),
    (
        "an acid ratio",
        ACID,
        {"current_assets": 12, "inventories": 2, "current_liabilities": 8},
        {},
        F(5, 4),
        "(12 - 2) / 8 = 1.25",
    ),
    (
        "a ratio in percent",
        GEARING,
        {"secured_borrowing": 1, "shareholder_funds": 8},
        {},
        F(25, 2),
        "100 x 1 / 8 = 12.5",
    ),
    (
        "no interest paid, taken as stated",
        INTEREST,
        {"ebit": 4, "net_interest_paid": 0},
        {"level": F(1)},
        F(9),
        "4 / 0 [the denominator is zero: taken as 9] = 9",
    ),
    (
        "interest received, taken as a parameter",
        INTEREST,
        {"ebit": 4, "net_interest_paid": -2},
        {"level": F(7)},
        F(7),
        "4 / -2 [the denominator is negative: taken as 7] = 7",
    ),
    (
        "a loss over a positive denominator",
        INTEREST,
        {"ebit": -4, "net_interest_paid": 2},
        {"level": F(1)},
        F(-2),
        "-4 / 2 = -2",
    ),
    (
        "two of three are passed",
        TWO_OF_THREE,
        {**COLLEGE, "secured_borrowing": 5, "shareholder_funds": 5},
        {"level": F(1)},
        F(2),
        "tests passed of (0 more-than 0; (12 - 2) / 10 at-least 1; 100 x 5 / 5 at-most 100) = 2",
    ),
    (
        "one of three is passed",
        TWO_OF_THREE,
        {**COLLEGE, "secured_borrowing": 6, "shareholder_funds": 5},
        {"level": F(1)},
        F(1),
        "tests passed of (0 more-than 0; (12 - 2) / 10 at-least 1; 100 x 6 / 5 at-most 100) = 1",
    ),
    (
        "a sum",
        {"sum": [account("net_debt"), account("net_pension_deficit")]},
        {"net_debt": 7, "net_pension_deficit": -2},
        {},
        F(5),
        "7 + -2 = 5",
    ),
    (
        "a product",
        {"product": [{"constant": "0.1", "unit": "ratio"}, account("turnover")]},
        {"turnover": 30},
        {},
        F(3),
        "0.1 x 30 = 3",
    ),
    (
        "a distance",
        {"abs": {"difference": [account("turnover"), ANNUAL]}},
        {"turnover": 3, "annual_value": 5},
        {},
        F(2),
        "abs(3 - 5) = 2",
    ),
    (
        "the least of a list",
        {"min": [account("turnover"), ANNUAL]},
        {"turnover": 3, "annual_value": 5},
        {},
        F(3),
        "min(3, 5) = 3",
    ),
    (
        "the greatest of the years",
        {"max": account("turnover", 3)},
        {"turnover": [3, 9, 5]},
        {},
        F(9),
        "max(3, 9, 5) = 9",
    ),
    (
        "the mean of yearly margins",
        {"mean": MARGINS},
        {"operating_profit": [1, 6], "turnover": [10, 20]},
        {},
        F(20),
        "mean(100 x (1, 6) / (10, 20)) = 20",
    ),
    (
        "three payments, the first now, at 10 percent",
        {"present-value": FLOWS, "rate": "10", "first": "0"},
        {"flows": [100, 110, 121]},
        {},
        F(300),
        "present value(100, 110, 121; 10 percent a year, first due in 0 years) = 300",
    ),
    (
        "three payments, the first in a year",
        {"present-value": FLOWS, "rate": "rate", "first": "1"},
        {"flows": [110, 121, "133.1"]},
        {"rate": F(10)},
        F(300),
        "present value(110, 121, 133.1; 10 percent a year, first due in 1 years) = 300",
    ),
    ("a word", {"field": "bid.declared.badge", "unit": "words"}, {"badge": "gold"}, {}, "gold", "gold"),
    ("a single number", ANNUAL, {"annual_value": 5}, {}, F(5), "5"),
    ("a parameter alone", {"parameter": "level"}, {}, {"level": F(1, 3)}, F(1, 3), "0.333333 (1/3)"),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_figures(case: tuple[str, Raw, Given, dict[str, Value], F | str, str]) -> None:
    _, raw, given_, with_, value, words = case
    measure, lookup = measured(raw), reading(**given_)
    assert measure_value(measure, with_, lookup) == value
    assert worked(measure, with_, lookup) == words


FORMULAS: list[tuple[str, Raw, str]] = [
    ("a ratio of a mean", COVER, "mean(turnover of the latest 2 years) / annual_value"),
    ("a difference in a ratio", ACID, "(current_assets - inventories) / current_liabilities"),
    (
        "a ratio with stated exceptions",
        INTEREST,
        "ebit / net_interest_paid [9 where the denominator is zero, level where the denominator is negative]",
    ),
    (
        "backing by parameters",
        {"field": "bidder.backing.amount", "accepts": "forms", "stage": "stage"},
        "backing of forms, at stage stage",
    ),
    (
        "backing by words",
        {"field": "bidder.backing.amount", "accepts": ["bond", "escrow"], "stage": "in-force"},
        "backing of bond or escrow, at stage in-force",
    ),
    (
        "a present value",
        {"present-value": FLOWS, "rate": "rate", "first": "1"},
        "present value(flows of each of the 3 years; rate percent a year, first due in 1 years)",
    ),
]


@pytest.mark.parametrize("case", FORMULAS, ids=lambda case: case[0])
def test_formula_by_names(case: tuple[str, Raw, str]) -> None:
    _, raw, words = case
    assert formula(measured(raw)) == words


money = st.fractions(-1000, 1000, max_denominator=100)
positive = st.fractions(F(1, 100), 1000, max_denominator=100)


@given(years=st.lists(positive, min_size=2, max_size=2), annual=positive, unit=positive)
def test_a_ratio_of_money_does_not_know_the_currency(years: list[F], annual: F, unit: F) -> None:
    before = measure_value(measured(COVER), {}, lambda node, _: tuple(years) if node.years else annual)
    scaled = tuple(one * unit for one in years)
    assert (
        measure_value(measured(COVER), {}, lambda node, _: scaled if node.years else annual * unit) == before
    )
    assert before == (years[0] + years[1]) / (2 * annual)


@given(values=st.lists(money, min_size=3, max_size=3), data=st.data())
def test_the_order_of_like_values_is_irrelevant(values: list[F], data: st.DataObject) -> None:
    moved = tuple(data.draw(st.permutations(values)))
    for step in ("sum", "min", "max", "mean"):
        measure = measured({step: account("turnover", 3)})
        found = measure_value(measure, {}, lambda _, __: tuple(values))
        assert found == measure_value(measure, {}, lambda _, __: moved)
        assert isinstance(found, F)
        assert step == "sum" or min(values) <= found <= max(values)


@given(amount=positive, rate=st.integers(1, 40), first=st.integers(0, 3))
def test_equal_payments_have_the_value_of_an_annuity(amount: F, rate: int, first: int) -> None:
    """Closed form: a x (1 - v^n) / (1 - v) x v^first, with v = 1 / (1 + r)."""
    measure = measured({"present-value": FLOWS, "rate": str(rate), "first": str(first)})
    v = 1 / (1 + F(rate, 100))
    expected = amount * (1 - v**3) / (1 - v) * v**first
    assert measure_value(measure, {}, lambda _, __: (amount,) * 3) == expected


@given(values=st.lists(money, min_size=3, max_size=3))
def test_without_a_rate_the_present_value_is_the_sum(values: list[F]) -> None:
    measure = measured({"present-value": FLOWS, "rate": "0", "first": "1"})
    assert measure_value(measure, {}, lambda _, __: tuple(values)) == sum(values)
