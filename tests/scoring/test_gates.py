"""One gate on one bid: tests and their boundaries, and whose figures count."""

from collections.abc import Mapping
from fractions import Fraction

import pytest

from bideval.scoring.admission import admit
from bideval.scoring.case import lot_case
from bideval.scoring.compile_rules import compile_rules
from tests.scoring.build import Data, Papers, gate, inputs_of, lot_of, lowest_price, stopping_codes, tender
from tests.scoring.test_minimums import stage

F = Fraction


def declaring(unit: str, value: object, test: str, threshold: object) -> Papers:
    """Return a tender with one gate on a declared value, and one bid that declares it."""
    return Papers(
        tender(
            method={"use": "lowest-compliant"},
            declares={"thing": {"unit": unit}},
            gates=[
                {
                    "id": "door",
                    "phase": "conditions",
                    "measure": {"field": "bid.declared.thing"},
                    "threshold": threshold,
                    "test": test,
                    "on_fail": "flag",
                }
            ],
        ),
        {"ash": {"declared": {"thing": value}}},
        {"ash": 100},
    )


TESTS: list[tuple[str, str, str, str, object, bool]] = [
    # in words                            unit     value          test         threshold     passes
    ("a penny under what is asked",       "money", "9.99",        "at-least",  "10",         False),
    ("exactly what is asked",             "money", "10",          "at-least",  "10",         True),
    ("a penny over what is asked",        "money", "10.01",       "at-least",  "10",         True),
    ("exactly a third",                   "ratio", "1/3",         "at-least",  "1/3",        True),
    ("a third cut off",                   "ratio", "0.333333333", "at-least",  "1/3",        False),
    ("exactly, where more is asked",      "money", "10",          "more-than", "10",         False),
    ("a penny more, where more is asked", "money", "10.01",       "more-than", "10",         True),
    ("exactly the most",                  "money", "10",          "at-most",   "10",         True),
    ("a penny over the most",             "money", "10.01",       "at-most",   "10",         False),
    ("exactly, where less is asked",      "money", "10",          "less-than", "10",         False),
    ("a penny less, where less is asked", "money", "9.99",        "less-than", "10",         True),
    ("below zero is less",                "money", "-1",          "less-than", "0",          True),
    ("the same number",                   "count", "3.0",         "is",        "3",          True),
    ("another number",                    "count", "3.1",         "is",        "3",          False),
    ("the same word",                     "words", "gold",        "is",        "gold",       True),
    ("another word",                      "words", "golden",      "is",        "gold",       False),
    ("a word of digits",                  "words", "14001",       "is",        "14001",      True),
    ("digits that are another word",      "words", "14001.0",     "is",        "14001",      False),
    ("one of the words",                  "words", "gold",        "one-of",    ["a", "gold"], True),
    ("none of the words",                 "words", "tin",         "one-of",    ["a", "gold"], False),
    ("one of the words, all digits",      "words", "9001",        "one-of",    ["9001"],     True),
]  # fmt: skip


@pytest.mark.parametrize("case", TESTS, ids=lambda case: case[0])
def test_a_value_against_a_threshold(case: tuple[str, str, str, str, object, bool]) -> None:
    _, unit, value, test, threshold, passes = case
    assert gate(lot_of(declaring(unit, value, test, threshold)), "ash", "door").passed is passes


UNTESTABLE: list[tuple[str, str, object, str, object, str]] = [
    ("nothing is declared",              "money", None,   "at-least", "10",   "BE451"),
    ("a word where a number is needed",  "money", "many", "at-least", "10",   "BE209"),
    ("a list where one value is needed", "money", ["1"],  "at-least", "10",   "BE209"),
]  # fmt: skip


@pytest.mark.parametrize("case", UNTESTABLE, ids=lambda case: case[0])
def test_a_value_that_cannot_be_tested(case: tuple[str, str, object, str, object, str]) -> None:
    _, unit, value, test, threshold, code = case
    papers = declaring(unit, value, test, threshold)
    if value is None:
        papers = Papers(papers.tender, {"ash": {}}, papers.prices)
    assert code in stopping_codes(papers)


# Whose figures count


def turnover(amount: object) -> list[Data]:
    """Return one year of accounts, or none."""
    return [] if amount is None else [{"year_end": "2025-12-31", "turnover": amount}]


def relying(own: object, parties: Mapping[str, Mapping[str, object]], relies_on: Data) -> Papers:
    """Return a tender that asks a turnover of 100, and a bid with ``own`` and its parties' turnover."""
    listed = {
        who: [{"id": name, "accounts": turnover(amount)} for name, amount in members.items()]
        for who, members in parties.items()
    }
    rule = {
        "id": "door",
        "phase": "conditions",
        "measure": {"field": "bidder.accounts.turnover"},
        "threshold": 100,
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": relies_on,
    }
    return Papers(
        tender(method={"use": "lowest-compliant"}, gates=[rule]),
        {"ash": {"accounts": turnover(own), **listed}},
        {"ash": 100},
    )


def sums(*who: str, lead: object = None) -> Data:
    """Return a reliance on the sum of figures."""
    stated = {"who": list(who), "combine": "sum"}
    return stated if lead is None else {**stated, "lead_at_least": lead}


NONE, ANY, EACH = (
    {"combine": "none"},
    {"who": ["members"], "combine": "any"},
    {"who": ["members"], "combine": "each"},
)
GUARANTOR = {"who": ["guarantor"], "combine": "any"}
SUM = sums("members")
Reliance = tuple[str, object, Mapping[str, Mapping[str, object]], Data, bool, str, tuple[str, ...]]

RELIANCES: list[Reliance] = [
    # in words                                own      parties                         rule  passes value  relied on
    ("alone, others do not count",            99,      {"members": {"fir": 900}},      NONE, False, "99",  ()),
    ("alone and enough",                      100,     {"members": {"fir": 1}},        NONE, True,  "100", ()),
    ("any: the bidder itself is enough",      100,     {"members": {"fir": 900}},      ANY,  True,  "100", ()),
    ("any: a member is enough",               1,       {"members": {"fir": 100}},      ANY,  True,  "100", ("fir",)),
    ("any: the second member is enough",      1,       {"members": {"fir": 2, "oak": 100}}, ANY, True, "100", ("oak",)),
    ("any: the first by id is named",         1,       {"members": {"oak": 100, "fir": 101}}, ANY, True, "101", ("fir",)),
    ("any: nobody is enough",                 60,      {"members": {"fir": 70}},       ANY,  False, "60",  ()),
    ("any: no accounts, but a member's",      None,    {"members": {"fir": 100}},      ANY,  True,  "100", ("fir",)),
    ("any: no accounts, a member falls short", None,   {"members": {"fir": 99}},       ANY,  False, "99",  ()),
    ("any: a member without accounts",        100,     {"members": {"fir": None}},     ANY,  True,  "100", ()),
    ("any: other parties do not count",       1,       {"subcontractors": {"fir": 900}}, ANY, False, "1",  ()),
    ("a guarantor is enough",                 1,       {"guarantors": {"fir": 100}},   GUARANTOR, True, "100", ("fir",)),
    ("a member is no guarantor",              1,       {"members": {"fir": 100}},      GUARANTOR, False, "1", ()),
    ("sum: the bidder itself is enough",      100,     {"members": {"fir": 900}},      SUM,  True,  "100", ()),
    ("sum: exactly enough together",          40,      {"members": {"fir": 35, "oak": 25}}, SUM, True, "100", ("fir", "oak")),
    ("sum: a penny short together",           "39.99", {"members": {"fir": 60}},       SUM,  False, "99.99", ()),
    ("sum: two kinds of party",               10,      {"members": {"fir": 40}, "guarantors": {"oak": 50}},
     sums("guarantors", "members"), True, "100", ("oak", "fir")),
    ("sum: the lead among the members counts once", 50, {"members": {"ash-ltd": 50, "fir": 49}}, SUM, False, "99", ()),
    ("sum: the lead carries its share",       40,      {"members": {"fir": 60}},  sums("members", lead=40), True, "100", ("fir",)),
    ("sum: the lead falls short of its share", "39.99", {"members": {"fir": 900}}, sums("members", lead=40), False, "939.99", ()),
    ("sum: the lead alone needs no share",    100,     {"members": {"fir": 1}},   sums("members", lead=100), True, "100", ()),
    ("each: all pass",                        100,     {"members": {"fir": 101, "oak": 150}}, EACH, True, "100", ()),
    ("each: one member falls short",          100,     {"members": {"fir": 101, "oak": 99}}, EACH, False, "99", ()),
    ("each: the bidder falls short",          99,      {"members": {"fir": 101}},      EACH, False, "99", ()),
]  # fmt: skip


@pytest.mark.parametrize("case", RELIANCES, ids=lambda case: case[0])
def test_whose_figures_count(case: Reliance) -> None:
    _, own, parties, relies_on, passes, value, relied_on = case
    result = gate(lot_of(relying(own, parties, relies_on)), "ash", "door")
    assert (result.passed, result.value, result.relied_on) == (passes, F(value), relied_on)


WITHOUT_FIGURES: list[tuple[str, object, Mapping[str, Mapping[str, object]], Data, str]] = [
    ("none: the bidder has no accounts",       None, {"members": {"fir": 900}},       NONE, "turnover of ash-ltd"),
    ("any: nobody has accounts",               None, {"members": {"fir": None}},      ANY,  "turnover of ash-ltd"),
    ("sum: the bidder has no accounts",        None, {"members": {"fir": 900}},       SUM,  "turnover of ash-ltd"),
    ("sum: a member has no accounts",          1,    {"members": {"fir": None}},      SUM,  "turnover of fir"),
    ("each: a member has no accounts",         100,  {"members": {"fir": None}},      EACH, "turnover of fir"),
]  # fmt: skip


@pytest.mark.parametrize("case", WITHOUT_FIGURES, ids=lambda case: case[0])
def test_missing_accounts_are_named_and_never_zero(
    case: tuple[str, object, Mapping[str, Mapping[str, object]], Data, str],
) -> None:
    _, own, parties, relies_on, words = case
    papers = relying(own, parties, relies_on)
    assert stopping_codes(papers) == {"BE451"}
    inputs = inputs_of(papers)
    (rules,) = compile_rules(inputs).lots
    assert rules.gates[0].rule.relies_on is not None
    (finding,) = admit(lot_case(inputs, rules)).findings
    assert words in finding.message


def test_a_ratio_is_taken_of_the_sums() -> None:
    """(10 + 30) / (10 + 30) = 1 fails; the two ratios would sum to 2."""
    own = [{"year_end": "2025-12-31", "current_assets": 10, "current_liabilities": 10}]
    other = [{"year_end": "2025-06-30", "current_assets": 30, "current_liabilities": 30}]
    rule = {
        "id": "liquidity",
        "phase": "conditions",
        "measure": {
            "ratio": [
                {"field": "bidder.accounts.current_assets"},
                {"field": "bidder.accounts.current_liabilities"},
            ],
            "when_zero": "refuse",
            "when_negative": "refuse",
        },
        "threshold": "3/2",
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": SUM,
    }
    bid = {"accounts": own, "members": [{"id": "fir", "accounts": other}]}
    result = gate(
        lot_of(Papers(tender(method={"use": "lowest-compliant"}, gates=[rule]), {"ash": bid}, {"ash": 1})),
        "ash",
        "liquidity",
    )
    assert (result.passed, result.value) == (False, F(1))


def backed(*amounts: object, members: tuple[object, ...] = ()) -> Papers:
    """Return a bid with bonds of its own and of members, where a security of 10 is asked."""

    def bonds(listed: tuple[object, ...]) -> list[Data]:
        return [{"form": "bond", "amount": amount, "stage": "promised"} for amount in listed]

    rule = {
        "id": "security",
        "phase": "conditions",
        "use": "backing/performance-security@1",
        "with": {"amount": 10, "accepts": ["bond"], "stage": "promised"},
        "test": "at-least",
        "on_fail": "flag",
        "relies_on": SUM,
    }
    bid = {"backing": bonds(amounts), "members": [{"id": "fir", "backing": bonds(members)}]}
    return Papers(tender(method={"use": "lowest-compliant"}, gates=[rule]), {"ash": bid}, {"ash": 1})


BACKED: list[tuple[str, Papers, bool, str]] = [
    ("no bond at all", backed(), False, "0"),
    ("bonds of its own that are enough", backed(4, 6), True, "10"),
    ("a penny short of its own", backed(4, "5.99"), False, "9.99"),
    ("a member's bond makes it up", backed(4, members=(6,)), True, "10"),
    ("a member's bond is a penny short", backed(4, members=("5.99",)), False, "9.99"),
]


@pytest.mark.parametrize("case", BACKED, ids=lambda case: case[0])
def test_backing_adds_up(case: tuple[str, Papers, bool, str]) -> None:
    _, papers, passes, value = case
    result = gate(lot_of(papers), "ash", "security")
    assert (result.passed, result.value) == (passes, F(value))


def test_a_gate_says_what_it_compared() -> None:
    papers = relying(40, {"members": {"fir": 60}}, SUM)
    result = gate(lot_of(papers), "ash", "door")
    assert (result.required, result.test, result.unit, result.phase) == (
        F(100),
        "at-least",
        "money",
        "conditions",
    )
    assert "100" in result.worked


def test_a_price_gate_reads_the_price_before_any_rounding() -> None:
    """Stage price rounds 99.6 to 100 for a formula; the limit of 99.9 is tested on 99.6."""
    rule = {
        "id": "limit",
        "phase": "price",
        "measure": {"field": "price.evaluated"},
        "threshold": "99.9",
        "test": "at-most",
        "on_fail": "must-disregard",
    }
    papers = lowest_price({"ash": "99.6"}, gates=[rule], rounding=[stage("price", 0)], rank_on="rounded")
    lot = lot_of(papers)
    assert gate(lot, "ash", "limit").value == F("99.6")
    assert lot.placings[0].total == F(100)
