"""Years of other than twelve months: flows of them are asked about, standing amounts are not."""

import pytest

from bideval.errors import Severity
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


def short(months: int | None) -> Data:
    """Return a year of so many months."""
    part: Data = {"year_end": "2025-12-31", "evidence": "part-year", "turnover": 20, "net_assets": 5}
    return {**part, "operating_profit": 4, **({} if months is None else {"months": months})}


def reading(
    measure: Data, *years: Data, evidence: tuple[str, ...] = (), decisions: tuple[Data, ...] = ()
) -> Papers:
    """Return a tender whose gate reads ``measure`` of one bid with these years."""
    rule: Data = {
        "id": "size",
        "phase": "conditions",
        "measure": measure,
        "threshold": 0,
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": {"combine": "none"},
        **({"evidence": evidence} if evidence else {}),
    }
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
