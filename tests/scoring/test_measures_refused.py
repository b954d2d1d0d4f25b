"""Measures that are refused: what is missing, what cannot be divided, what has no meaning."""

import pytest

from bideval.errors import GuardError
from bideval.model.parameters import Value
from bideval.scoring.measures import (
    measure_value,
    worked,
)
from tests.scoring.test_measures import (
    ACID,
    ANNUAL,
    BETTER,
    COLLEGE,
    COVER,
    FLOWS,
    MARGINS,
    TWO_OF_THREE,
    F,
    Given,
    Raw,
    account,
    measured,
    ratio,
    reading,
)

REFUSED: list[tuple[str, Raw, Given, dict[str, Value], str]] = [
    (
        "years that nobody stated",
        BETTER,
        {"turnover": [9, 6]},
        {"years": F(1)},
        "the parameter or_years is missing",
    ),
    (
        "no years at all",
        BETTER,
        {"turnover": [9, 6]},
        {"years": F(0), "or_years": F(1)},
        "the parameter years is 0, no number of years",
    ),
    (
        "part of a year",
        BETTER,
        {"turnover": [9, 6]},
        {"years": F(1), "or_years": F(3, 2)},
        "the parameter or_years is 1.5",
    ),
    (
        "more years than there are",
        BETTER,
        {"turnover": [9, 6]},
        {"years": F(3), "or_years": F(1)},
        "of each of 3 years is missing",
    ),
    (
        "a contract without value",
        COVER,
        {"turnover": [1, 1], "annual_value": 0},
        {},
        "tender.contract.annual_value is zero",
    ),
    (
        "liabilities below zero",
        ACID,
        {"current_assets": 1, "inventories": 0, "current_liabilities": -1},
        {},
        "current_liabilities is negative",
    ),
    (
        "a composite denominator",
        ratio(ANNUAL, {"sum": [ANNUAL, account("net_debt")]}),
        {"annual_value": 1, "net_debt": -1},
        {},
        "the denominator is zero",
    ),
    (
        "one bad year of two",
        {"mean": MARGINS},
        {"operating_profit": [1, 6], "turnover": [0, 20]},
        {},
        "the denominator is zero|turnover is zero",
    ),
    (
        "a refusal inside a test",
        TWO_OF_THREE,
        {**COLLEGE, "secured_borrowing": 6, "shareholder_funds": 0},
        {"level": F(1)},
        "shareholder_funds is zero",
    ),
    ("a value that is missing", COVER, {"turnover": [1, 1]}, {}, "annual_value of the bidder is missing"),
    ("too few years", COVER, {"turnover": [1], "annual_value": 1}, {}, "of each of 2 years is missing"),
    ("a word for a number", COVER, {"turnover": "much", "annual_value": 1}, {}, "of each of 2 years"),
    ("a word in a sum", {"sum": [ANNUAL, ANNUAL]}, {"annual_value": "much"}, {}, "is the word 'much'"),
    ("a parameter that is absent", {"parameter": "level"}, {}, {}, "the parameter level is missing"),
    (
        "a rate that leaves nothing",
        {"present-value": FLOWS, "rate": "rate", "first": "0"},
        {"flows": [1, 1, 1]},
        {"rate": F(-100)},
        "leaves nothing to divide by",
    ),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_is_refused(case: tuple[str, Raw, Given, dict[str, Value], str]) -> None:
    _, raw, given_, with_, words = case
    with pytest.raises(GuardError, match=words):
        measure_value(measured(raw), with_, reading(**given_))
    with pytest.raises(GuardError, match=words):
        worked(measured(raw), with_, reading(**given_))
