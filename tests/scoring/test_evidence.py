"""Which years of accounts a rule reads, and what is said where there is none: never a zero."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bideval.errors import Severity
from bideval.model.bid import Bid
from bideval.scoring.parties import counting, own_figures, yearly
from tests.scoring.build import Data, Papers, findings_of, gate, lot_of, score, tender, text

F = Fraction
UNAUDITED = "unaudited"
AUDITED: Data = {"year_end": "2024-03-31", "evidence": "audited", "turnover": 80}
LATER = {"year_end": "2025-03-31", "evidence": UNAUDITED, "turnover": 120}
SHUT = {"year_end": "2025-03-31", "evidence": "period-unavailable"}
UNSAID = {"year_end": "2025-03-31", "turnover": 120}
FORMER = {"year_end": "2025-03-31", "evidence": "predecessor-service", "turnover": 95}


def reading(
    *years: Data,
    evidence: tuple[str, ...] = (),
    asked: int = 1,
    behind: tuple[Data, ...] = (),
    since: str = "",
) -> Papers:
    """Return a tender whose one gate asks for a mean turnover of 100 of one bid."""
    rule: Data = {
        "id": "turnover",
        "phase": "conditions",
        "measure": {"mean": {"field": "bidder.accounts.turnover", "years": asked}},
        "threshold": 100,
        "test": "at-least",
        "on_fail": "may-disregard",
        "relies_on": {"who": ["guarantors"], "combine": "any"} if behind else {"combine": "none"},
        **({"evidence": evidence} if evidence else {}),
    }
    who = {"id": "ash-ltd", "name": "Ash Limited", **({"trading_since": since} if since else {})}
    return Papers(
        tender(method={"use": "lowest-compliant"}, gates=[rule]),
        {"ash": {"bidder": who, "accounts": years, "guarantors": behind}},
        {"ash": 100},
    )


READ = [
    # in words                                 years              evidence that counts     value  passes  left out
    ("nothing is said: the latest year",       (AUDITED, LATER),  (),                      120,   True,   ""),
    ("both count: the latest year",            (AUDITED, LATER),  ("audited", UNAUDITED),  120,   True,   ""),
    ("audited accounts alone",                 (AUDITED, LATER),  ("audited",),            80,    False,  "year to 2025-03-31 (unaudited)"),
    ("a year that does not say",               (AUDITED, UNSAID), ("audited",),            80,    False,  "year to 2025-03-31 (evidence not stated)"),
    ("a year without figures is passed over",  (AUDITED, SHUT),   ("audited",),            80,    False,  "year to 2025-03-31 (period-unavailable)"),
    ("the service under its former provider",  (FORMER,),         ("predecessor-service",), 95,   False,  ""),
]  # fmt: skip


@pytest.mark.parametrize("case", READ, ids=lambda case: case[0])
def test_years_whose_evidence_does_not_count_are_not_read(
    case: tuple[str, tuple[Data, ...], tuple[str, ...], int, bool, str],
) -> None:
    _, years, evidence, value, passes, unread = case
    result = gate(lot_of(reading(*years, evidence=evidence)), "ash", "turnover")
    assert (result.value, result.passed) == (F(value), passes)
    assert ("not read" in result.worked) == bool(unread)
    assert unread in result.worked


MISSING = [
    # in words                                   years             evidence      years asked  bidder                           why
    ("no accounts at all",                       (),               (),           1, "",                              "for the latest year is missing"),
    ("one year of two",                          (LATER,),         (),           2, "",                              "for each of the latest 2 years is missing"),
    ("a year without figures",                   (AUDITED, SHUT),  (),           1, "",                              "the bid states the year to 2025-03-31 as period-unavailable"),
    ("the year before it began",                 (LATER,),         (),           2, "2024-04-01", "ash-ltd was not trading yet in the year to 2024-03-31 (since 2024-04-01)"),
    ("it has only just begun",                   (),               (),           1, "2026-01-01", "ash-ltd was not trading yet (since 2026-01-01)"),
    ("a leap day",                               ({"year_end": "2024-02-29", "turnover": 5},), (), 2, "2023-03-01",
     "was not trading yet in the year to 2023-02-28"),
    ("it traded long enough, and states one",    (LATER,),         (),           2, "2024-03-31", "for each of the latest 2 years is missing"),
    ("no year whose evidence counts",            (LATER,),         ("audited",), 1, "",                              "year to 2025-03-31 (unaudited)"),
    ("it was trading, and its year is not counted", (LATER,),      ("audited",), 1, "2024-06-01",
     "is missing: not read, as the evidence does not count: ash-ltd, year to 2025-03-31 (unaudited)"),
    ("not counted, and the year before it began", (LATER,),        ("audited",), 2, "2024-06-01",
     "was not trading yet in the year to 2024-03-31 (since 2024-06-01), and that is not read as zero; not read"),
    ("a young bidder, the year unavailable",     (SHUT,),          ("audited",), 1, "2024-06-01",
     "is missing: the bid states the year to 2025-03-31 as period-unavailable"),
]  # fmt: skip


@pytest.mark.parametrize("case", MISSING, ids=lambda case: case[0])
def test_what_is_not_there_is_said_with_bidder_field_and_rule_and_is_never_zero(
    case: tuple[str, tuple[Data, ...], tuple[str, ...], int, str, str],
) -> None:
    _, years, evidence, asked, since, why = case
    found = [
        one
        for one in findings_of(reading(*years, evidence=evidence, asked=asked, since=since))
        if one.code == "BE451"
    ]
    (finding,) = found
    assert finding.severity is Severity.ERROR
    assert finding.message.startswith(
        "turnover cannot be worked out for ash: turnover of ash-ltd in its accounts"
    )
    assert why in finding.message
    assert finding.message.endswith("is missing") == why.endswith("is missing")
    assert [one.file for one in finding.sources] == ["bids/ash.yaml", "tender.yaml"]
    assert "bidder.accounts.turnover" in finding.remedy


UNDECLARED = [
    # in words                    criterion                                                              the finding
    ("a declared value",          {"field": "bid.declared.beds"},                                        "beds-score cannot be worked out for ash: the declared value beds is missing"),
    ("one of two",                {"sum": [{"field": "bid.declared.beds"}, {"constant": 1, "unit": "count"}]}, "beds-score cannot be worked out for ash: the declared value beds is missing"),
    ("accounts",                  {"field": "bidder.accounts.turnover"},                                 "beds-score cannot be worked out for ash: turnover of ash-ltd in its accounts"),
    ("a rating",                  {"field": "bidder.rating.score", "agency": "Northmark"},               "beds-score cannot be worked out for ash: the score of ash-ltd by Northmark, in force on 2026-01-15, is missing"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNDECLARED, ids=lambda case: case[0])
def test_a_figure_that_a_bidder_did_not_state_names_bidder_field_and_criterion(
    case: tuple[str, Data, str],
) -> None:
    _, measure, words = case
    line = {"from": {"at": 0, "points": 0}, "to": {"at": 100, "points": 100}, "outside": "clamp"}
    rules = tender(
        began="2026-01-15",
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        declares={"beds": {"unit": "count"}},
        criteria=[{"id": "beds-score", "weight": 100, "measure": measure, "points": {"linear": line}}],
    )
    (finding,) = [one for one in findings_of(Papers(rules, {"ash": {}})) if one.severity is Severity.ERROR]
    assert finding.code == "BE451"
    assert words in finding.message
    assert finding.sources[0].file == "bids/ash.yaml"


def test_a_criterion_leaves_the_same_years_out_and_says_so() -> None:
    line = {"from": {"at": 0, "points": 0}, "to": {"at": 100, "points": 100}, "outside": "clamp"}
    rules = tender(
        method={"use": "weighted-sum"},
        weighting={"kind": "percent-of-whole"},
        criteria=[
            {
                "id": "size",
                "weight": 100,
                "measure": {"field": "bidder.accounts.turnover"},
                "points": {"linear": line},
                "evidence": ["audited"],
            }
        ],
    )
    found = score(lot_of(Papers(rules, {"ash": {"accounts": [AUDITED, LATER]}})), "ash", "size")
    assert found.points == 80
    assert "not read" in found.worked


def test_figures_of_others_are_read_by_the_same_evidence() -> None:
    """With a guarantor whose audited year passes and whose later year does not count."""
    elm = {"id": "elm", "accounts": [{**AUDITED, "turnover": 101}, {**LATER, "turnover": 1}]}
    papers = reading(AUDITED, evidence=("audited",), behind=(elm,))
    result = gate(lot_of(papers), "ash", "turnover")
    assert (result.value, result.relied_on) == (F(101), ("elm",))


RUNGS = ("audited", "unaudited", "part-year", "bank-letter", None)


@given(
    years=st.lists(st.tuples(st.sampled_from(RUNGS), st.integers(0, 99)), max_size=6),
    counted=st.sets(st.sampled_from(RUNGS[:-1]), min_size=1),
    asked=st.integers(1, 3),
)
def test_the_latest_years_are_the_latest_of_those_that_count(
    years: list[tuple[str | None, int]], counted: set[str], asked: int
) -> None:
    rows = [
        {"year_end": f"{2020 + place}-03-31", "turnover": amount, **({"evidence": rung} if rung else {})}
        for place, (rung, amount) in enumerate(years)
    ]
    bid = Bid.model_validate(text({"id": "ash", "bidder": {"id": "ash", "name": "Ash"}, "accounts": rows}))
    kept = [F(amount) for rung, amount in years if rung in counted][-asked:]
    found = yearly(counting(own_figures(bid), tuple(sorted(counted))), "turnover", asked)
    assert found == (tuple(kept) if len(kept) == asked else None)
