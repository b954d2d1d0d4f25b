"""The finance shelf: every published metric is on it, and comes out as its formula says, worked apart.

The formulas here are written in plain Python from the published definitions.  They share
no code with the packs, and agree with them on any figures.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bideval.errors import GuardError, Source
from bideval.io.packs import find_pack
from bideval.model.measure import FieldNode, asked_years, fields_of
from bideval.model.pack import Pack
from bideval.model.parameters import With, read_with
from bideval.model.points import BandRule
from bideval.scoring.measures import measure_value
from bideval.scoring.points import grade_of

F = Fraction
Years = Sequence[F]  # earliest first
Books = Mapping[str, Years]


def shelf(name: str) -> Pack:
    """Return a finance pack of the shelf."""
    pack, findings = find_pack(f"finance/{name}@1", {}, Source("tender.yaml"))
    assert findings == ()
    assert pack is not None
    return pack


def measured(pack: Pack, books: Books, **given_: str) -> F:
    """Return the measure of a pack on ``books``."""
    with_, problems = read_with(pack.parameters, given_)
    assert problems == ()

    def lookup(node: FieldNode, _: With) -> F | tuple[F, ...]:
        values = books[node.path.rpartition(".")[2]]
        years = asked_years(node)
        return values[-1] if years is None else tuple(values[-years:])

    assert pack.measure is not None
    value = measure_value(pack.measure, with_, lookup)
    assert isinstance(value, F)
    return value


def total(books: Books, name: str, years: int) -> F:
    return sum(books[name][-years:], F(0))


# The published formulas, over the sums of so many years; None: the rule is not about such figures.


def turnover(books: Books, years: int) -> F:
    return total(books, "turnover", years) / years / books["annual_value"][-1]


def lifetime(books: Books, years: int) -> F:
    return total(books, "turnover", years) / years / books["value"][-1]


def margin(books: Books, years: int) -> F:
    return 100 * total(books, "operating_profit", years) / total(books, "turnover", years)


def cash_to_debt(books: Books, years: int) -> F:
    debt = total(books, "net_debt", years)
    return F(100) if debt <= 0 else 100 * total(books, "free_cash_flow", years) / debt


def over_earnings(owed: F, earnings: F) -> F:
    """No debt is no fail; debt and no earnings to pay it from is the worst there is."""
    if owed <= 0:
        return F(0)
    return owed / earnings if earnings > 0 else F(99)


def debt(books: Books, years: int) -> F:
    return over_earnings(total(books, "net_debt", years) / years, total(books, "ebitda", years) / years)


def debt_and_pension(books: Books, years: int) -> F:
    owed = (total(books, "net_debt", years) + total(books, "net_pension_deficit", years)) / years
    return over_earnings(owed, total(books, "ebitda", years) / years)


def interest(books: Books, years: int) -> F:
    paid = total(books, "net_interest_paid", years)
    return F(10) if paid <= 0 else total(books, "ebit", years) / paid


def acid(books: Books, years: int) -> F:
    owed = total(books, "current_liabilities", years)
    quick = total(books, "current_assets", years) - total(books, "inventories", years)
    return F(2) if owed == 0 else quick / owed


def current(books: Books, years: int) -> F:
    owed = total(books, "current_liabilities", years)
    return F(3) if owed == 0 else total(books, "current_assets", years) / owed


def gearing(books: Books, years: int) -> F:
    borrowed, funds = total(books, "secured_borrowing", years), total(books, "shareholder_funds", years)
    if borrowed <= 0:
        return F(0)
    return 100 * borrowed / funds if funds > 0 else F(999)


def exposure(books: Books, years: int) -> F:
    owed = total(books, "group_balances_owed", years)
    return F(0) if owed <= 0 else 100 * owed / total(books, "gross_assets", years)


def months(books: Books, years: int) -> F:
    costs = total(books, "turnover", years) - total(books, "operating_profit", years)
    return 12 * total(books, "reserves", years) / costs


def net_assets(books: Books, years: int) -> F:
    return total(books, "net_assets", years) / years


def profit(books: Books, years: int) -> F:
    return total(books, "profit_after_tax", years) / years


Formula = Callable[[Books, int], F]
LEVELS = {"low_risk_above": "0.5", "high_risk_below": "0.2"}
METRICS: list[tuple[str, str, Formula, Callable[[F, F], F], dict[str, str], tuple[str, str, str] | None]] = [
    # in words                      pack                              formula           better  with     low, middle, high
    ("turnover over one year",      "turnover-ratio",                 turnover,         max,    {},      ("2.01", "1", "0.99")),
    ("turnover over the whole",     "lifetime-turnover",              lifetime,         max,    LEVELS,  ("0.51", "0.2", "0.19")),
    ("operating margin",            "operating-margin",               margin,           max,    {},      ("10.01", "5", "4.99")),
    ("free cash flow to net debt",  "free-cash-flow-to-net-debt",     cash_to_debt,     max,    {},      ("15.01", "5", "4.99")),
    ("net debt to EBITDA",          "net-debt-to-ebitda",             debt,             min,    {},      ("3.49", "5", "5.01")),
    ("with the pension deficit",    "net-debt-and-pension-to-ebitda", debt_and_pension, min,    {},      ("4.99", "7", "7.01")),
    ("interest cover",              "interest-cover",                 interest,         max,    {},      ("4.51", "3", "2.99")),
    ("acid ratio",                  "acid-ratio",                     acid,             max,    {},      ("1.01", "0.8", "0.79")),
    ("current ratio",               "current-ratio",                  current,          max,    {},      ("1.51", "1", "0.99")),
    ("net assets",                  "net-assets",                     net_assets,       max,    {},      ("1", "0", "-1")),
    ("gearing",                     "gearing",                        gearing,          min,    {},      ("49", "100", "101")),
    ("group exposure",              "group-exposure",                 exposure,         min,    {},      ("24", "50", "51")),
    ("months of cover",             "months-of-cover",                months,           max,    {},      ("6.1", "3", "2.9")),
    ("profit after tax",            "profit-after-tax",               profit,           max,    {},      ("1", "0", "-1")),
    ("a level of turnover",         "minimum-turnover",               turnover,         max,    {"times": "1"}, None),
    ("turnover on a line",          "turnover-cover",                 turnover,         max,    {},      None),
]  # fmt: skip
READINGS = [
    # in words                                           years  or_years
    ("the latest year",                                  1, 1),
    ("the mean of three years",                          3, 3),
    ("the better of the latest year and two together",   2, 1),
    ("the better of four years and of two",              4, 2),
]  # fmt: skip

ANY = st.integers(-500, 500).map(F)
POSITIVE = st.integers(1, 500).map(F)
NOT_BELOW_ZERO = {
    "turnover", "annual_value", "value", "current_liabilities", "gross_assets", "current_assets", "inventories",
}  # fmt: skip


@pytest.mark.parametrize("reading", READINGS, ids=lambda reading: reading[0])
@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric[0])
@settings(max_examples=40)
@given(data=st.data())
def test_a_pack_is_its_published_formula(
    metric: tuple[str, str, Formula, Callable[[F, F], F], dict[str, str], object],
    reading: tuple[str, int, int],
    data: st.DataObject,
) -> None:
    _, name, formula, better, with_, _ = metric
    _, years, or_years = reading
    pack = shelf(name)
    assert pack.measure is not None
    books = {
        field: data.draw(st.lists(POSITIVE if field in NOT_BELOW_ZERO else ANY, min_size=4, max_size=4))
        for field in dict.fromkeys(node.path.rpartition(".")[2] for node in fields_of(pack.measure))
    }
    asked = {"years": str(years), "or_years": str(or_years), **with_}
    if name == "months-of-cover" and _no_costs(books, {years, or_years}):
        with pytest.raises(GuardError, match="refuses to divide"):
            measured(pack, books, **asked)
        return
    expected = better(formula(books, years), formula(books, or_years))
    assert measured(pack, books, **asked) == expected


def _no_costs(books: Books, readings: set[int]) -> bool:
    return any(total(books, "turnover", one) <= total(books, "operating_profit", one) for one in readings)


GRADED = [metric for metric in METRICS if metric[5] is not None]


@pytest.mark.parametrize("metric", GRADED, ids=lambda metric: metric[0])
def test_low_middle_and_high_risk_are_green_amber_and_red(
    metric: tuple[str, str, object, object, dict[str, str], tuple[str, str, str]],
) -> None:
    """The middle figure stands on the border of high risk: it belongs to the middle."""
    _, name, _, _, given_, figures = metric
    pack = shelf(name)
    rule = pack.points
    assert isinstance(rule, BandRule)
    with_, _problems = read_with(pack.parameters, given_)
    assert [grade_of(rule, F(one), with_) for one in figures] == ["green", "amber", "red"]


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric[0])
def test_each_pack_shows_a_pass_a_fail_a_boundary_and_what_is_undefined(
    metric: tuple[str, str, object],
) -> None:
    pack = shelf(metric[1])
    assert any(case.refused for case in pack.cases)
    outcomes = {case.passes for case in pack.cases} | {case.points for case in pack.cases}
    assert {True, False} <= outcomes or {F(0), F(100)} <= outcomes
    assert any("exactly" in case.words for case in pack.cases)


def test_bands_that_nobody_verified_are_called_defaults() -> None:
    for _, name, *_ in GRADED:
        pack = shelf(name)
        assert pack.status == "U"
        assert "default" in f"{pack.notes} {pack.source.section}" or "states them" in str(pack.notes)


THREE = {"current_assets": [F(110)], "inventories": [F(10)], "current_liabilities": [F(100)]}
PASSED = [
    # in words                       profit  assets  borrowed  funds  how many
    ("all three",                    1,      110,    80,       80,    3),
    ("no profit",                    0,      110,    80,       80,    2),
    ("acid ratio short by a hair",   1,      109,    80,       80,    2),
    ("borrowing above the funds",    1,      110,    81,       80,    2),
    ("profit alone",                 1,      109,    81,       80,    1),
    ("none",                         -1,     109,    81,       80,    0),
    ("nothing borrowed and no funds", -1,    109,    0,        0,     1),
    ("borrowing and no funds",       -1,     109,    1,        0,     0),
]  # fmt: skip


@pytest.mark.parametrize("case", PASSED, ids=lambda case: case[0])
def test_how_many_of_the_three_tests_are_passed(case: tuple[str, int, int, int, int, int]) -> None:
    _, after_tax, assets, borrowed, funds, passed = case
    books = {
        **THREE,
        "profit_after_tax": [F(after_tax)],
        "current_assets": [F(assets)],
        "secured_borrowing": [F(borrowed)],
        "shareholder_funds": [F(funds)],
    }
    assert measured(shelf("two-of-three"), books) == passed


def test_the_published_mitigations_are_listed() -> None:
    """Prior-year accounts, marginal fails, sector norms, reserves, cash flow, interest cover, debt owed to group."""
    names = [name for name, _ in shelf("two-of-three").mitigations]
    assert names == [
        "prior-year-accounts", "marginal-fail", "sector-norms", "reserves", "cash-flow", "interest-cover", "group-debt",
    ]  # fmt: skip


NO_YEARS = [
    ("none", "0"),
    ("below zero", "-1"),
    ("a part of one", "1.5"),
    ("too many", "11"),
    ("a word", "two"),
]


@pytest.mark.parametrize("case", NO_YEARS, ids=lambda case: case[0])
def test_a_number_of_years_is_a_whole_one_from_1_to_10(case: tuple[str, str]) -> None:
    _, problems = read_with(shelf("acid-ratio").parameters, {"years": case[1]})
    assert [one.pointer for one in problems] == ["/years"]
