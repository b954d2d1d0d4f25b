"""Backing that contradicts itself, and exposures that cannot be read: what is found and where."""

from collections.abc import Mapping

import pytest

from bideval.errors import Finding, Severity
from bideval.model.study import Study
from bideval.scoring.checks.backing import check_backing
from bideval.scoring.checks.exposure import check_exposure
from tests.scoring.build import Papers, inputs_of, tender, text

BOND = {"form": "bond", "amount": 100, "stage": "promised"}
DECLARES = {"paid-ahead": {"unit": "money"}, "beds": {"unit": "count"}}


def papers(bid: Mapping[str, object], **rules: object) -> Papers:
    """Return a tender of three years with one bid."""
    stated = {"contract": {"value": 900, "years": 3}, "declares": DECLARES, **rules}
    return Papers(tender(method={"use": "lowest-compliant"}, **stated), {"oak": bid}, {"oak": 5})


def of_bond(terms: Mapping[str, object]) -> list[Finding]:
    """Return what is found of a bond with ``terms``."""
    return list(check_backing(inputs_of(papers({"backing": [{**BOND, **terms}]}))))


COST = {"arrangement_fee": 0, "premium": [1], "legal_fees": 0}
WRONG = [
    # in words                          terms                                                                   under        part of the message
    ("a cap above the amount",          {"cap": 101},                                                           "cap",       "above its amount of 100"),
    ("a cap below zero",                {"cap": -1},                                                            "cap",       "below zero"),
    ("a step above the amount",         {"step_down": [{"from_year": 2, "amount": 101}]},                       "step_down/0/amount", "from 100 to 101"),
    ("a step to the same",              {"step_down": [{"from_year": 2, "amount": 100}]},                       "step_down/0/amount", "does not step down"),
    ("a later step that rises",         {"step_down": [{"from_year": 3, "amount": 60}, {"from_year": 2, "amount": 50}]}, "step_down/0/amount", "from 50 to 60"),
    ("a step below zero",               {"step_down": [{"from_year": 2, "amount": -1}]},                        "step_down/0/amount", "below zero"),
    ("two steps from one year",         {"step_down": [{"from_year": 2, "amount": 50}, {"from_year": 2, "amount": 40}]}, "step_down/1/from_year", "twice from year 2"),
    ("a step after the contract",       {"step_down": [{"from_year": 4, "amount": 50}]},                        "step_down/0/from_year", "a contract of 3 years"),
    ("an end before its start",         {"starts": "2027-01-02", "expires": "2027-01-01"},                      "expires",   "before it starts on 2027-01-02"),
    ("open-ended with an end",          {"open_ended": True, "expires": "2027-01-01"},                          "open_ended", "and ends on 2027-01-01"),
    ("collateral in two ways",          {"collateral": {"kind": "cash", "amount": 5, "percent": 5}},            "collateral", "an amount and as a percentage"),
    ("collateral, and none",            {"collateral": {"kind": "none", "amount": 5}},                          "collateral", "that there is none"),
    ("collateral below zero",           {"collateral": {"kind": "cash", "percent": -5}},                        "collateral/percent", "below zero"),
    ("a fee below zero",                {"cost": {**COST, "arrangement_fee": -5}, "in_price": "no"},            "cost/arrangement_fee", "below zero"),
    ("a premium below zero",            {"cost": {**COST, "premium": [1, -1, 1]}, "in_price": "no"},            "cost/premium/1", "below zero"),
    ("premiums of other years",         {"cost": {**COST, "premium": [1, 1]}, "in_price": "no"},                "cost/premium", "2 yearly premiums in a contract of 3 years"),
    ("a rating of nothing",             {"provider_rating": {"agency": "N", "date": "2026-01-01"}},             "provider_rating", "without a grade or a score"),
    ("a rating that ends early",        {"provider_rating": {"agency": "N", "grade": "A", "date": "2026-01-01", "valid_until": "2025-12-31"}}, "provider_rating/valid_until", "ends before it begins"),
    ("a cost that may be in the price", {"cost": COST},                                                         "cost",      "not whether its price holds it"),
]  # fmt: skip


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_what_cannot_all_be_so(case: tuple[str, Mapping[str, object], str, str]) -> None:
    _, terms, key, words = case
    (finding,) = [one for one in of_bond(terms) if words in one.message]
    assert (finding.sources[0].file, finding.sources[0].pointer) == ("bids/oak.yaml", f"/backing/0/{key}")
    warned = finding.code == "BE217"
    assert finding.severity is (Severity.WARNING if warned else Severity.ERROR)
    assert warned is ("not whether" in words)


RIGHT = [
    ("form, amount and stage alone", {}),
    ("a cap of the amount", {"cap": 100}),
    (
        "two steps in any order",
        {"step_down": [{"from_year": 3, "amount": 40}, {"from_year": 2, "amount": 50}]},
    ),
    ("a step to nothing", {"step_down": [{"from_year": 3, "amount": 0}]}),
    ("one day", {"starts": "2027-01-01", "expires": "2027-01-01"}),
    ("not open-ended, with an end", {"open_ended": False, "expires": "2027-01-01"}),
    ("no collateral", {"collateral": {"kind": "none"}}),
    ("a premium for all years", {"cost": COST, "in_price": "unknown"}),
    ("a premium for each year", {"cost": {**COST, "premium": [2, 1, 0]}, "in_price": "yes"}),
    ("in the price, and no cost stated", {"in_price": "yes"}),
]


@pytest.mark.parametrize("case", RIGHT, ids=lambda case: case[0])
def test_what_is_sound_is_left_alone(case: tuple[str, Mapping[str, object]]) -> None:
    assert of_bond(case[1]) == []


def test_backing_of_a_party_and_what_was_asked_are_looked_at_too() -> None:
    guarantor = {
        "id": "elm",
        "backing": [{**BOND, "cap": 200}],
        "approaches": [{"form": "bond", "outcome": "declined", "amount": -5}],
    }
    found = list(check_backing(inputs_of(papers({"guarantors": [guarantor]}))))
    assert [(one.code, one.sources[0].pointer) for one in found] == [
        ("BE216", "/guarantors/0/backing/0/cap"),
        ("BE211", "/guarantors/0/approaches/0/amount"),
    ]
    assert "bond (elm) of oak" in found[0].message


def of_exposure(section: Mapping[str, object], **rules: object) -> list[Finding]:
    """Return what is found of an exposure in three years."""
    study = Study.model_validate(text({"exposure": section}))
    return list(check_exposure(study, inputs_of(papers({}, **rules))))


WHO = {"source": "treasurer"}
UNREADABLE = [
    # in words                          section                                                            under              part of the message
    ("nothing but a source",            {"handback": WHO},                                                 "handback",        "in one way"),
    ("an amount and yearly ones",       {"handback": {**WHO, "amount": 1, "by_year": [1, 1, 1]}},          "handback",        "in one way"),
    ("a percentage of an amount",       {"handback": {**WHO, "amount": 1, "percent": 5}},                  "handback",        "in one way"),
    ("two values for three years",      {"handback": {**WHO, "by_year": [1, 1]}},                          "handback/by_year", "2 yearly values in a contract of 3"),
    ("below zero",                      {"handback": {**WHO, "amount": -1}},                               "handback",        "below zero"),
    ("a field that is no money",        {"handback": {**WHO, "reads": "bid.declared.beds"}},               "handback/reads",  "no amount of money"),
    ("a field that nobody declares",    {"handback": {**WHO, "reads": "bid.declared.paid"}},               "handback/reads",  "no amount of money"),
    ("a field of accounts",             {"handback": {**WHO, "reads": "bidder.accounts.turnover"}},        "handback/reads",  "no amount of money"),
    ("a bid that there is not",         {"handback": {**WHO, "bids": {"yew": {"amount": 1}}}},             "handback/bids/yew", "a bid yew"),
    ("a bid with nothing of its own",   {"handback": {**WHO, "amount": 1, "bids": {"oak": {}}}},           "handback/bids/oak", "in one way"),
    ("a lot that there is not",         {"lot": "north", "handback": {**WHO, "amount": 1}},                "lot",             "a lot north"),
    ("a rate above 100",                {"default_rate": {**WHO, "percent": 101}},                         "default_rate",    "not within 0 to 100"),
    ("a rate in two ways",              {"default_rate": {**WHO, "percent": 1, "by_year": [1, 1, 1]}},     "default_rate",    "in one way"),
    ("no rate",                         {"default_rate": WHO},                                             "default_rate",    "in one way"),
    ("rates for other years",           {"default_rate": {**WHO, "by_year": [1]}},                         "default_rate/by_year", "1 yearly values"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNREADABLE, ids=lambda case: case[0])
def test_an_exposure_that_cannot_be_read(case: tuple[str, Mapping[str, object], str, str]) -> None:
    _, section, key, words = case
    (finding,) = of_exposure(section)
    assert (finding.code, finding.sources[0].pointer) == ("BE504", f"/exposure/{key}")
    assert words in finding.message


READABLE = [
    ("nothing", {}),
    ("an amount", {"handback": {**WHO, "amount": 0}}),
    ("one for each year", {"handback": {**WHO, "by_year": [1, 2, 3]}}),
    (
        "part of a year's value",
        {"handback": {**WHO, "reads": "tender.contract.annual_value", "percent": "25/3"}},
    ),
    ("a declared amount", {"handback": {**WHO, "reads": "bid.declared.paid-ahead"}}),
    ("of one bid alone", {"handback": {**WHO, "bids": {"oak": {"amount": 1}}}}),
    ("a rate of one bid alone", {"default_rate": {**WHO, "bids": {"oak": {"percent": 1}}}}),
    ("the one lot by name", {"lot": "whole", "handback": {**WHO, "amount": 1}}),
]


@pytest.mark.parametrize("case", READABLE, ids=lambda case: case[0])
def test_an_exposure_that_can(case: tuple[str, Mapping[str, object]]) -> None:
    assert of_exposure(case[1]) == []


def test_with_lots_it_says_of_which_it_is() -> None:
    section = {"handback": {**WHO, "amount": 1}}
    (finding,) = of_exposure(section, lots=[{"id": "north"}, {"id": "south"}])
    assert finding.sources[0].pointer == "/exposure"
    assert of_exposure({**section, "lot": "south"}, lots=[{"id": "north"}, {"id": "south"}]) == []
