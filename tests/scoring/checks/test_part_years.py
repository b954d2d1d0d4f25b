"""Years of other than twelve months: flows of them are asked about, standing amounts are not."""

from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.errors import Severity
from bideval.model.measure_text import parse_measure
from tests.scoring.build import Data, Papers, decision, findings_of, gate, lot_of, tender

TURNOVER: Data = {"field": "bidder.accounts.turnover"}
ASSETS: Data = {"field": "bidder.accounts.net_assets"}
PROFIT: Data = {"field": "bidder.accounts.operating_profit"}
MARGIN: Data = {
    "ratio": [PROFIT, TURNOVER],
    "unit": "percent",
    "when_zero": "refuse",
    "when_negative": "refuse",
}
DAYS: Data = {"ratio": [ASSETS, TURNOVER], "when_zero": "refuse", "when_negative": "refuse"}
MEAN: Data = {"mean": {**TURNOVER, "years": 2}}
FULL: Data = {
    "year_end": "2024-12-31",
    "evidence": "audited",
    "turnover": 80,
    "net_assets": 5,
    "operating_profit": 4,
}


SIZE: Data = {
    "id": "size",
    "phase": "conditions",
    "threshold": 0,
    "test": "at-least",
    "on_fail": "flag",
    "relies_on": {"combine": "none"},
}


def short(months: int | None) -> Data:
    """Return a year of so many months."""
    part: Data = {"year_end": "2025-12-31", "evidence": "part-year", "turnover": 20, "net_assets": 5}
    return {**part, "operating_profit": 4, **({} if months is None else {"months": months})}


def reading(
    measure: Data, *years: Data, evidence: tuple[str, ...] = (), decisions: tuple[Data, ...] = ()
) -> Papers:
    """Return a tender whose gate reads ``measure`` of one bid with these years."""
    rule: Data = {**SIZE, "measure": measure, **({"evidence": evidence} if evidence else {})}
    papers = tender(method={"use": "lowest-compliant"}, gates=[rule])
    return Papers(papers, {"ash": {"accounts": years}}, {"ash": 100}, decisions=decisions)


CASES = [
    # in words                                   measure   years                evidence      findings
    ("three months of turnover",                 TURNOVER, (short(3),),         (),           ["BE219"]),
    ("eighteen months",                          TURNOVER, (short(18),),        (),           ["BE219"]),
    ("twelve months",                            TURNOVER, (short(12),),        (),           []),
    ("the months are not stated",                TURNOVER, (short(None),),      (),           ["BE218"]),
    ("what stands on the last day",              ASSETS,   (short(3),),         (),           []),
    ("a margin of one year",                     MARGIN,   (short(3),),         (),           []),
    ("assets beside turnover",                   DAYS,     (short(3),),         (),           ["BE219"]),
    ("a mean of a full year and a short one",    MEAN,     (FULL, short(3)),    (),           ["BE219"]),
    ("a short year that does not count",         TURNOVER, (FULL, short(3)),    ("audited",), []),
    ("a full year after a short one",            TURNOVER, ({**short(3), "year_end": "2023-12-31"}, FULL), (), []),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_flows_of_uneven_years(case: tuple[str, Data, tuple[Data, ...], tuple[str, ...], list[str]]) -> None:
    _, measure, years, evidence, codes = case
    found = [
        one
        for one in findings_of(reading(measure, *years, evidence=evidence))
        if one.code in {"BE218", "BE219"}
    ]
    assert [one.code for one in found] == codes
    assert {one.severity for one in found} <= {Severity.WARNING, Severity.QUESTION}


def test_the_question_names_bid_year_and_months_and_the_figure_stands_as_stated() -> None:
    papers = reading(TURNOVER, short(3))
    (finding,) = [one for one in findings_of(papers) if one.code == "BE219"]
    assert finding.message.startswith("size reads turnover of ")
    assert "in ash, and its year to 2025-12-31 has 3 months" in finding.message
    assert [one.file for one in finding.sources] == ["bids/ash.yaml", "tender.yaml"]
    assert gate(lot_of(papers), "ash", "size").value == 20


def test_an_answer_closes_it() -> None:
    answer = decision("answer", bid="ash", finding="BE219")
    found = findings_of(reading(TURNOVER, short(3), decisions=(answer,)))
    assert "BE219" not in {one.code for one in found}


@pytest.mark.parametrize("months", [0, -3, 19, 1000])
def test_months_out_of_range_are_refused(months: int) -> None:
    with pytest.raises(ValueError, match="months"):
        findings_of(reading(TURNOVER, short(months)))


ANNUAL: Data = {**TURNOVER, "part_years": "annualise"}
PLAIN: Data = {**TURNOVER, "part_years": "as-stated"}
ANNUAL_MEAN: Data = {"mean": {**ANNUAL, "years": 2}}
ANNUAL_DAYS: Data = {**DAYS, "ratio": [ASSETS, ANNUAL]}

PUBLISHED = [
    # in words                                          measure      years                 figure    worked
    ("three months of 20 are a year of 80",             ANNUAL,      (short(3),),          "80",     "20 x 12/3 = 80"),
    ("eighteen months of 20",                           ANNUAL,      (short(18),),         "40/3",   "20 x 12/18 = 13.333333 (40/3)"),
    ("twelve months are a year",                        ANNUAL,      (short(12),),         "20",     "20"),
    ("a year that says nothing has twelve",             ANNUAL,      (FULL,),              "80",     "80"),
    ("a rule that reads it as stated",                  PLAIN,       (short(3),),          "20",     "20"),
    ("a full year and a short one",                     ANNUAL_MEAN, (FULL, short(6)),     "60",     "mean(80, 20 x 12/6) = 60"),
    ("assets stay as they are",                         ANNUAL_DAYS, (short(3),),          "1/16",   "5 / (20 x 12/3) = 0.0625"),
    ("a loss grows with the months too",                {**PROFIT, "part_years": "annualise"},
     ({**short(6), "operating_profit": -4},),                                              "-8",     "-4 x 12/6 = -8"),
]  # fmt: skip


@pytest.mark.parametrize("case", PUBLISHED, ids=lambda case: case[0])
def test_what_a_rule_says_of_part_of_a_year_is_done_and_asks_nothing(
    case: tuple[str, Data, tuple[Data, ...], str, str],
) -> None:
    """Twelve times a month, worked by hand."""
    _, measure, years, figure, worked = case
    papers = reading(measure, *years)
    assert "BE219" not in {one.code for one in findings_of(papers)}
    (gated,) = lot_of(papers).placings[0].gates
    assert (gated.value, gated.worked) == (Fraction(figure), worked)


def test_figures_of_several_parties_are_annualised_each_by_its_own_months() -> None:
    papers = reading(ANNUAL, short(3))
    other = {"id": "oak", "accounts": [short(6)]}
    relied = {"relies_on": {"who": ["members"], "combine": "sum"}, "threshold": 100}
    both = replace(
        papers,
        tender=tender(method={"use": "lowest-compliant"}, gates=[{**SIZE, "measure": ANNUAL, **relied}]),
        bids={"ash": {"accounts": [short(3)], "members": [other]}},
    )
    (gated,) = lot_of(both).placings[0].gates
    assert (gated.value, gated.worked) == (Fraction(120), "20 x 12/3 + 20 x 12/6 = 120")


def test_part_of_a_year_without_its_months_cannot_be_annualised() -> None:
    found = [one for one in findings_of(reading(ANNUAL, short(None))) if one.severity is Severity.ERROR]
    assert [
        "the number of months of the year to 2025-12-31 of ash-ltd is missing" in one.message for one in found
    ] == [True]


def test_a_pack_takes_it_under_with() -> None:
    rule = {
        "id": "size",
        "phase": "conditions",
        "use": "finance/turnover-ratio@1",
        "with": {"part_years": "annualise"},
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": {"combine": "none"},
    }
    papers = tender(method={"use": "lowest-compliant"}, gates=[rule], contract={"value": 80, "years": 1})
    made = Papers(papers, {"ash": {"accounts": [short(3)]}}, {"ash": 100})
    (gated,) = lot_of(made).placings[0].gates
    assert (gated.value, gated.passed) == (Fraction(1), True)
    assert "BE219" not in {one.code for one in findings_of(made)}
    asked = replace(made, tender={**papers, "gates": [{**rule, "with": {}}]})
    assert "BE219" in {one.code for one in findings_of(asked)}


BAD = [
    ("a word there is not", {**TURNOVER, "part_years": "yes"}, "'yes' is not one of as-stated, annualise"),
    ("on what stands on the last day", {**ASSETS, "part_years": "annualise"}, "part_years belongs to flows of accounts alone"),
    ("on a declared value", {"field": "bid.declared.turnover", "unit": "money", "part_years": "annualise"},
     "part_years belongs to flows of accounts alone"),
]  # fmt: skip


@pytest.mark.parametrize("case", BAD, ids=lambda case: case[0])
def test_part_years_is_said_of_flows_alone(case: tuple[str, Data, str]) -> None:
    _, measure, said = case
    _, problems = parse_measure(measure, None, {})
    assert any(said in one.message for one in problems)
