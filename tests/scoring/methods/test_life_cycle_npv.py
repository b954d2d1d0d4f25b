"""Cases of `life-cycle-npv`.

The published vectors are openprocurement/esculator's test data (esculator/tests/data.py),
printed to 11 decimals: cost reductions of 92.47 and twenty times 250, payment share 0.70,
announced on 2017-08-18, discount rate 0.125, unless a row says otherwise.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import GuardError
from bideval.model.numbers import fixed_text
from bideval.scoring.methods.entry import MethodBid
from bideval.scoring.methods.life_cycle_npv import (
    contract_amount,
    days_left_in_year,
    horizon,
    net_present_value,
)
from tests.scoring.methods.table import Given, bid, figures, ranking, refusal

METHOD = "life-cycle-npv"
TERMS = {
    "announcement_date": "2017-08-18",
    "discount_rate": "0.125",
    "days_per_year": "365",
    "horizon_years": "20",
}
REDUCTIONS = ["92.47"] + ["250"] * 20
PLACES = 11  # of the published figures


def offer(
    name: str = "a",
    years: str = "2",
    days: str = "10",
    share: str = "0.70",
    reductions: list[str] = REDUCTIONS,
) -> MethodBid:
    declared: dict[str, str | list[str]] = {
        "contract-years": years,
        "contract-days": days,
        "payment-share": share,
        "cost-reductions": reductions,
    }
    return bid(name, declared=declared)


Case = tuple[str, Mapping[str, str], MethodBid, str, str]

CASES: list[Case] = [
    # in words, terms, bid, published amountContract, published amountPerformance
    ("no contract", TERMS, offer(years="0", days="0"), "0.00000000000", "1810.95435405817"),
    ("a day", TERMS, offer(years="0", days="1"), "0.47947407407", "1810.49606787280"),
    ("into the next year", TERMS, offer(years="0", days="360"), "172.60571232877", "1657.43269121038"),
    ("a year", TERMS, offer(years="1", days="0"), "175.00297260274", "1655.39595725875"),
    ("two years and a day", TERMS, offer(years="2", days="1"), "350.48242465753", "1516.76226628463"),
    ("half a year over ten", TERMS, offer(years="10", days="182"), "1837.26324657534", "817.12906555064"),
    (
        "eleven years and 256 days",
        TERMS,
        offer(years="11", days="256"),
        "2047.74269863014",
        "763.74700436815",
    ),
    ("the longest published", TERMS, offer(years="15", days="0"), "2625.00297260274", "650.19504129090"),
    ("no discount", TERMS | {"discount_rate": "0"}, offer(), "354.79749315068", "4645.20675342466"),
    ("a rate of one", TERMS | {"discount_rate": "1"}, offer(), "354.79749315068", "117.87571646511"),
    ("nothing paid out", TERMS, offer(share="0"), "0.00000000000", "1810.95435405817"),
    (
        "a first stub of one day",
        TERMS | {"announcement_date": "2017-12-30"},
        offer(),
        "419.04406849315",
        "1540.63620088962",
    ),
    (
        "no first stub",
        TERMS | {"announcement_date": "2017-12-31"},
        offer(),
        "354.79452054795",
        "1513.14383477073",
    ),
    (
        "from New Year's Day",
        TERMS | {"announcement_date": "2018-01-01"},
        offer(),
        "245.00297260274",
        "1471.31191860622",
    ),
    (
        "savings in the last stub alone",
        TERMS | {"discount_rate": "0"},
        offer(years="0", days="1", reductions=["0"] * 20 + ["0.01"]),
        "0.00000000000",
        "0.00630136986",
    ),
]

Refused = tuple[str, Given, MethodBid, str | None, str]

REFUSED: list[Refused] = [
    # in words, terms, bid, the bid at fault, part of the reason
    ("no day of the calendar", TERMS | {"announcement_date": "2017-02-29"}, offer(), None, "2017-02-29"),
    ("no month of the calendar", TERMS | {"announcement_date": "2017-13-01"}, offer(), None, "2017-13-01"),
    ("day zero", TERMS | {"announcement_date": "2017-01-00"}, offer(), None, "day of the calendar"),
    ("a date in another order", TERMS | {"announcement_date": "18-08-2017"}, offer(), None, "YYYY-MM-DD"),
    ("a date with a time", TERMS | {"announcement_date": "2017-08-18T00:00"}, offer(), None, "YYYY-MM-DD"),
    ("no discount rate", {"announcement_date": "2017-08-18"}, offer(), None, "discount_rate is missing"),
    ("a rate below 0", TERMS | {"discount_rate": "-0.1"}, offer(), None, "too low"),
    ("a year of 360 days", TERMS | {"days_per_year": "360"}, offer(), None, "too low"),
    ("half a year of horizon", TERMS | {"horizon_years": "0.5"}, offer(), None, "not a whole number"),
    ("a share above 1", TERMS, offer(share="1.01"), "a", "0 to 1 is allowed"),
    ("a share below 0", TERMS, offer(share="-0.01"), "a", "0 to 1 is allowed"),
    ("half a day", TERMS, offer(days="0.5"), "a", "a whole number of 0 or more"),
    ("years below 0", TERMS, offer(years="-1"), "a", "a whole number of 0 or more"),
    ("days that make a year", TERMS, offer(days="365"), "a", "fewer than 365"),
    ("a contract into the last stub", TERMS, offer(years="19", days="136"), "a", "7070 at most"),
    ("twenty reductions", TERMS, offer(reductions=["250"] * 20), "a", "must declare 21 numbers"),
    ("a reduction below 0", TERMS, offer(reductions=["-1"] + ["250"] * 20), "a", "-1 among its"),
    (
        "no reductions",
        TERMS,
        bid("a", declared={"contract-years": "1", "payment-share": "0.7"}),
        "a",
        "21 numbers",
    ),
    (
        "no share",
        TERMS,
        bid("a", declared={"cost-reductions": REDUCTIONS}),
        "a",
        "no number for payment-share",
    ),
]


def values(given: Mapping[str, str]) -> dict[str, Fraction | str]:
    return {name: text if name == "announcement_date" else Fraction(text) for name, text in given.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_published_vectors(case: Case) -> None:
    _, given, one, amount, performance = case
    found = figures(METHOD, given, (one,))["a"]
    assert fixed_text(found.value, PLACES) == performance
    assert fixed_text(contract_amount(one, values(given)), PLACES) == amount


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_refusals(case: Refused) -> None:
    _, given, one, at_fault, reason = case
    found = refusal(METHOD, given, (one,))
    assert found[0] == at_fault
    assert reason in found[1]


def test_the_higher_value_wins_and_the_worked_line_gives_both_amounts() -> None:
    found = figures(
        METHOD, TERMS, (offer("long", years="10", days="182"), offer("short", years="1", days="0"))
    )
    assert ranking(METHOD, found) == "short > long"
    assert found["short"].worked == (
        "reductions less payments over 21 periods, discounted at 0.125 a year = 1655.39595725875; "
        "payments in all, undiscounted: 175.00297260274"
    )


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_days_left_agree_with_the_calendar(day: date) -> None:
    assert days_left_in_year(day.isoformat()) == (date(day.year, 12, 31) - day).days


@pytest.mark.parametrize(
    "text", ["1900-02-29", "2100-02-29", "2023-04-31", "2023-00-10", "2023-1-10", "\uff12023-01-10"]
)
def test_days_off_the_calendar_are_refused(text: str) -> None:
    with pytest.raises(GuardError, match="day of the calendar"):
        days_left_in_year(text)


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(1, 30))
def test_the_horizon_is_whole_years_in_all(day: date, years: int) -> None:
    lengths = horizon(values(TERMS | {"announcement_date": day.isoformat(), "horizon_years": str(years)}))
    assert sum(lengths) == 365 * years
    assert len(lengths) == years + 1
    assert min(lengths) >= 0


@given(
    st.dates(date(2001, 1, 1), date(2003, 12, 31)),
    st.integers(0, 18),
    st.integers(0, 364),
    st.integers(0, 1000),
)
def test_level_savings_are_paid_out_by_the_day(day: date, years: int, days: int, thousandths: int) -> None:
    """Closed form: with level yearly savings the amount is share x savings x days / 365."""
    share, left = Fraction(thousandths, 1000), days_left_in_year(day.isoformat())
    level = [f"{365 * left}/365"] + ["365"] * 20  # a unit a day, the first stub for its own days
    one = offer(years=str(years), days=str(days), share=str(share), reductions=level)
    assert contract_amount(one, values(TERMS | {"announcement_date": day.isoformat()})) == share * (
        365 * years + days
    )


def test_the_longest_contract_ends_with_the_last_whole_year() -> None:
    """Closed form: 135 days and nineteen years at a unit a day, all of it paid out."""
    level = ["135"] + ["365"] * 20
    one = offer(years="19", days="135", share="1", reductions=level)
    assert figures(METHOD, TERMS | {"discount_rate": "0"}, (one,))["a"].value == 230  # the last stub is kept
    assert contract_amount(one, values(TERMS)) == 135 + 19 * 365


@pytest.mark.parametrize("rate", ["0.035", "0.125", "1"])
def test_without_stubs_or_contract_it_is_an_annuity(rate: str) -> None:
    """Closed form: a sum of 1 a year for n years is worth (1 - (1 + r)^-n) / r."""
    given_ = values(TERMS | {"announcement_date": "2017-12-31", "discount_rate": rate})
    one = offer(years="0", days="0", reductions=["1"] * 21)
    yearly = Fraction(rate)
    assert net_present_value(one, given_) == (1 - (1 + yearly) ** -20) / yearly
