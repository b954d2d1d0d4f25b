"""The workbook whose formulas work a result out again: its formulas and its refusals."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.io.workbooks.live.cells import (
    NoModelError,
    number_text,
    rounded_price,
    telling_places,
    trusted,
)
from bideval.io.workbooks.live.prices import PriceCells, price_text, steady
from bideval.model.evaluation import PlacingStatus
from bideval.model.tender import RoundingRule
from bideval.scoring.formulas import PRICE_FORMULAS
from bideval.scoring.formulas.entry import PriceField
from tests.io.workbooks.modelled import PRICE, PRICES, QUALITY, ROUND_TOTAL, modelled, opened, papers
from tests.scoring.build import Papers

F = Fraction


def rule(mode: str, places: int, stage: str = "total") -> RoundingRule:
    return RoundingRule.model_validate({"stage": stage, "places": str(places), "mode": mode})


# Numbers

NUMBERS = [
    # in words                   value                        text
    ("a whole number",           F(60),                       "60"),
    ("zero",                     F(0),                        "0"),
    ("pence",                    F("48250.50"),               "48250.5"),
    ("below zero",               F("-0.25"),                  "-0.25"),
    ("fifteen digits",           F("1234567890123.45"),       "1234567890123.45"),
    ("decimals that do not end", F(10, 3),                    "10/3"),
]  # fmt: skip
NO_NUMBERS = [
    ("sixteen digits",           F("12345678901234.56")),
    ("a very long fraction",     F(1, 3**40)),
    ("a long whole number",      F(10**16 + 1)),
    ("many decimals",            F(1, 10**16)),
]  # fmt: skip


@pytest.mark.parametrize("case", NUMBERS, ids=lambda case: case[0])
def test_numbers_stand_as_they_are(case: tuple[str, Fraction, str]) -> None:
    assert number_text(case[1]) == case[2]


@pytest.mark.parametrize("case", NO_NUMBERS, ids=lambda case: case[0])
def test_what_a_spreadsheet_would_cut_is_refused(case: tuple[str, Fraction]) -> None:
    with pytest.raises(NoModelError, match="digits"):
        number_text(case[1])


@given(st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**5))
def test_a_number_that_is_taken_is_the_same_number(value: Fraction) -> None:
    assert Fraction(number_text(value)) == value


# Roundings

NEAR = [
    # in words                                   value                           places  trusted
    ("on a half",                                F("4.015"),                     2,      True),
    ("on a unit",                                F("4.01"),                      2,      True),
    ("well between",                             F("4.0137"),                    2,      True),
    ("below zero, on a half",                    F("-4.015"),                    2,      True),
    ("a third",                                  F(1, 3),                        2,      True),
    ("just below a half",                        F("4.015") - F(1, 10**11),      2,      False),
    ("just above a half",                        F("4.015") + F(1, 10**11),      2,      False),
    ("just above a unit",                        F("4.01") + F(1, 10**11),       2,      False),
    ("a hair off nothing",                       F(1, 10**12),                   0,      False),
    ("more points than are rounded safely",      F(10_001),                      2,      False),
]  # fmt: skip


@pytest.mark.parametrize("case", NEAR, ids=lambda case: case[0])
def test_what_lies_next_to_a_border_is_not_trusted(case: tuple[str, Fraction, int, bool]) -> None:
    _, value, places, is_trusted = case
    if is_trusted:
        trusted(value, places, "plan")
    else:
        with pytest.raises(NoModelError, match="plan"):
            trusted(value, places, "plan")


TOTALS = [
    # in words                                  totals                                              places
    ("apart",                                   (F(80), F("79.99")),                                10),
    ("equal",                                   (F(80), F(80)),                                     10),
    ("equal thirds",                            (F(1, 3), F(1, 3)),                                 10),
    ("equal, at half of the tenth decimal",     (F(1, 2 * 10**10), F(1, 2 * 10**10)),               9),
    ("nearer than can be told",                 (F(80), F(80) - F(1, 10**11)),                      None),
    ("apart, but not where halves are left",    (F("1.00000000005"), F("1.00000000025")),           None),
]  # fmt: skip


@pytest.mark.parametrize("case", TOTALS, ids=lambda case: case[0])
def test_totals_are_ranked_where_they_can_be_told_apart(
    case: tuple[str, tuple[Fraction, ...], int | None],
) -> None:
    if case[2] is not None:
        assert telling_places(case[1]) == case[2]
    else:
        with pytest.raises(NoModelError, match="nearer each other"):
            telling_places(case[1])


def test_prices_in_a_mode_without_a_function_are_refused() -> None:
    assert rounded_price("E8", rule("up", 0, "price")) == "ROUNDUP(E8,0)"
    for mode in ("half-even", "half-down"):
        with pytest.raises(NoModelError, match=mode):
            rounded_price("E8", rule(mode, 0, "price"))


# Price formulas

AT = PriceCells("E8", "$E8:$G8", {name: name.upper() for name in ("floor", "cap", "n", "budget", "table")})
TEXTS = [
    # id                         with                                     the rule of its page, put in cells
    ("lowest-over-bid",          {},                                      "100*MIN($E8:$G8)/E8"),
    ("qcbs",                     {},                                      "100*MIN($E8:$G8)/E8"),
    ("linear-to-double-lowest",  {"floor": F(0)},                         "MAX(100*(2*MIN($E8:$G8)-E8)/MIN($E8:$G8),FLOOR)"),
    ("linear-to-double-lowest",  {"floor": None},                         "100*(2*MIN($E8:$G8)-E8)/MIN($E8:$G8)"),
    ("linear-to-n-lowest",       {"n": F(3)},                             "MAX(100*(N*MIN($E8:$G8)-E8)/((N-1)*MIN($E8:$G8)),0)"),
    ("budget-linear",            {"budget": F(9), "floor": None},         "100*(BUDGET-E8)/BUDGET"),
    ("around-average",           {"form": "half-marks", "floor": None, "cap": F(90)}, "MIN(50-100*(E8-AVERAGE($E8:$G8))/AVERAGE($E8:$G8),CAP)"),
    ("rank-points",              {"table": (F(100),), "equal": "share-better"}, "INDEX(TABLE,RANK(E8,$E8:$G8,1))"),
]  # fmt: skip


@pytest.mark.parametrize("case", TEXTS, ids=lambda case: case[2])
def test_price_formulas_as_cells(case: tuple[str, dict[str, Fraction | str | None], str]) -> None:
    assert price_text(PRICE_FORMULAS[case[0]], AT, case[1]) == case[2]


def test_every_formula_is_written_or_refused_for_being_irrational() -> None:
    at = AT._replace(given={name: name for one in PRICE_FORMULAS.values() for name in names_of(one.id)})
    with_ = {"form": "share", "equal": "share-mean"}
    for formula in PRICE_FORMULAS.values():
        if formula.irrational:
            with pytest.raises(NoModelError, match="irrational"):
                price_text(formula, at, with_)
        else:
            assert "E8" in price_text(formula, at, with_)


def names_of(formula: str) -> list[str]:
    return [one.name for one in PRICE_FORMULAS[formula].parameters]


STEADY = [
    # in words                              formula               prices                                        steady
    ("a lowest price over others",          "lowest-over-bid",    (F(1), F(10**12)),                            True),
    ("prices far apart",                    "lowest-to-highest",  (F(100), F(110), F(120)),                     True),
    ("all equal",                           "lowest-to-highest",  (F(100), F(100)),                             True),
    ("a penny apart at a billion",          "lowest-to-highest",  (F(10**12), 10**12 + F("0.01"), 10**12 + F("0.02")), False),
]  # fmt: skip


@pytest.mark.parametrize("case", STEADY, ids=lambda case: case[0])
def test_prices_too_near_each_other_are_not_trusted(
    case: tuple[str, str, tuple[Fraction, ...], bool],
) -> None:
    _, name, prices, expected = case
    field, with_ = PriceField(prices), {"when_equal": F(100)}
    assert all(steady(PRICE_FORMULAS[name], one, field, with_) for one in prices) is expected


# Whole workbooks


def test_the_formulas_of_a_small_tender_worked_by_hand() -> None:
    """Fir, the cheapest, is ranked by 0.45 x 30 + 0.15 x 90 + 40 = 67; the columns are best first."""
    model, evaluation = modelled(papers(rounding=[{"stage": "weighted", "places": 2, "mode": "half-up"}]))
    sheet, said = opened(model)["Result"], opened(model, values=True)["Result"]
    found = {str(row[0].value): row for row in said.iter_rows(min_row=20) if row[0].value}
    assert [one.bid for one in evaluation.lots[0].placings] == [cell.value for cell in said[4][4:8]]
    rows = {
        (block, str(row[0].value)): str(row[4].value)
        for block, first in (("read", 6), ("points", 11), ("weighted", 16), ("result", 22))
        for row in sheet.iter_rows(min_row=first, max_row=first + 5)
        if row[0].value
    }
    assert rows["points", "plan"] == "=INDEX(Tables!$B$3:$B$6,MATCH(E7,Tables!$A$3:$A$6,0))"
    assert rows["points", "staff"] == "=100*(E8-Tables!$A$9)/(Tables!$A$10-Tables!$A$9)"
    assert rows["points", "price"] == "=100*MIN($E$9:$H$9)/E9"
    assert rows["weighted", "plan"] == "=ROUND(ROUND($C18*E12/100,10),2)"
    assert rows["weighted", "quality"] == "=E18+E19"
    assert rows["result", "total"] == "=ROUND(E17+E20,10)"
    assert [sheet.cell(row, 3).value for row in (17, 18, 20, 23)] == ["=C18+C19", 45, 40, "=C17+C20"]
    assert rows["result", "rank"] == "=RANK(E23,$E$23:$H$23,0)"
    fir = [cell.value for cell in said[4]].index("fir")
    assert found["total"][fir].value == 67


def test_bids_that_were_not_assessed_are_named_and_not_in_it() -> None:
    gate = {
        "id": "limit", "phase": "price", "measure": {"field": "price.evaluated"}, "threshold": 110,
        "test": "at-most", "on_fail": "must-disregard",
    }  # fmt: skip
    model, evaluation = modelled(papers(gates=[gate]))
    assert [one.bid for one in evaluation.lots[0].placings if one.status is PlacingStatus.DISREGARDED] == [
        "elm"
    ]
    book = opened(model)
    assert "elm" not in [cell.value for cell in book["Result"][4]]
    assert "elm: disregarded" in [row[0].value for row in book["Read me"].iter_rows()]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    nasty = '=HYPERLINK("x","y")'
    quality = {**QUALITY, "title": nasty}
    model, _ = modelled(papers(quality=quality, title="@SUM(1)"))
    cells = [cell for sheet in opened(model) for row in sheet.iter_rows() for cell in row]
    found = [cell for cell in cells if cell.value in {nasty, "@SUM(1)"}]
    assert {cell.value for cell in found} == {nasty, "@SUM(1)"}
    assert {cell.data_type for cell in found} == {"s"}


def test_the_same_tender_gives_the_same_bytes() -> None:
    assert modelled(papers())[0] == modelled(papers())[0]


REFUSED: list[tuple[str, Papers, str]] = [
    # in words                          papers                                                             said
    ("an irrational price formula",     papers({**PRICE, "formula": "log-from-lowest", "with": {"ratio": 2, "floor": 0}}, rounding=[{"stage": "points", "places": 2, "mode": "half-up"}]), "irrational"),
    ("ranked on what is not rounded",   papers(rounding=ROUND_TOTAL, rank_on="exact"),                     "bids ranked on others"),
    ("a section held against the best", papers(quality={**QUALITY, "normalise": "to-best"}),               "the best bid"),
    ("a price of sixteen digits",       Papers(papers().tender, papers().bids, {**PRICES, "elm": "12345678901234.56"}, papers().consensus), "15 digits"),
    ("a penny apart at a billion",      Papers(papers({**PRICE, "formula": "lowest-to-highest", "with": {"when_equal": 100}}).tender, papers().bids, {"ash": "1000000000000.01", "elm": "1000000000000.02", "fir": "1000000000000.04", "oak": "1000000000000"}, papers().consensus), "nearer each other"),
    ("prices to the even pound",        papers(rounding=[{"stage": "price", "places": 0, "mode": "half-even"}]), "half-even"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_formulas_cannot_tell_is_refused_with_the_reason(case: tuple[str, Papers, str]) -> None:
    model, _ = modelled(case[1])
    assert model.workbook is None
    assert list(model.why_not) == ["whole"]
    assert case[2] in model.why_not["whole"]
