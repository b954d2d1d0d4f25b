"""Checks on who bids: criteria that weigh the bidder's standing, and gates that test what it is."""

import pytest

from tests.scoring.checks.base import Change, Folder
from tests.scoring.checks.test_regime_rules import ACT, PCR, PSR, Row, asked, line_of, under

SIZE = {"id": "size", "weight": "20", "measure": {"field": "bidder.accounts.turnover"}, "clause": "ITT 3",
        "points": {"linear": {"from": {"at": "0", "points": "0"}, "to": {"at": "9", "points": "100"}, "outside": "clamp"}},
        "relies_on": {"combine": "none"}}  # fmt: skip
SURPLUS = {"id": "surplus", "weight": "20", "use": "local/surplus-reinvested@1", "clause": "ITT 3"}
FORM = {"id": "form", "phase": "conditions", "use": "ownership/legal-form@1", "with": {"accepts": ["charity"]},
        "test": "one-of", "on_fail": "may-disregard"}  # fmt: skip
BODY = {**FORM, "use": None, "with": {}, "measure": {"field": "bid.declared.body-type"}, "threshold": ["cic"]}

RAISED: list[Row] = [
    # in words, folder, change, code and places of each finding, part of a message
    ("the size of a bidder is weighted", under(ACT), {"tender/criteria/1": SIZE}, "BE184 /criteria/1 /regime",
     "size weighs who bids, not what is offered. Conditions of participation test the supplier"),
    ("its surplus policy is weighted, before", under(PCR), {"tender/criteria/1": SURPLUS}, "BE184 /criteria/1 /regime",
     "regulations 58 and 67 (unverified); procurements begun from 2015-02-26 to 2025-02-23; status U"),
    ("its surplus policy is weighted by a health body", under(PSR), {"tender/criteria/1": SURPLUS}, "BE184 /criteria/1 /regime",
     "falls under one of the key criteria"),
    ("a gate on the legal form", under(ACT, gates=[FORM]), {}, "BE158 /gates/0 /regime",
     "form tests who bids by ownership/legal-form@1. A condition is set only to ensure"),
    ("a gate of the tender's own on the kind of body, before", under(PCR, gates=[BODY], declares={"body-type": {"unit": "words"}}),
     {}, "BE158 /gates/0 /regime", "form tests who bids. Selection criteria are about what a tenderer can do"),
]  # fmt: skip

LET_BE: list[tuple[str, Folder, Change]] = [
    ("the size of a bidder, weighted with a reason", under(ACT), {"tender/criteria/1": {**SIZE, "because": "stock for a year"}}),
    ("the size of a bidder, reported and not weighted", under(ACT),
     {"tender/criteria/1": {**SIZE, "weight": "0"}, "tender/criteria/0/weight": "60"}),
    ("the size of a bidder, weighted under no law", under("generic@1"), {"tender/criteria/1": SIZE}),
    ("a gate on the legal form under no law", under("generic@1", gates=[FORM]), {}),
    ("a gate on the legal form where providers are selected", under(PSR, gates=[FORM]), {}),
    ("a gate of the tender's own on another word", under(ACT, gates=[BODY], declares={"somebody-types": {"unit": "words"}}),
     {"tender/gates/0/measure": {"field": "bid.declared.somebody-types"}}),
]  # fmt: skip


@pytest.mark.parametrize("case", RAISED, ids=lambda case: case[0])
def test_who_bids_is_asked_about(case: Row) -> None:
    _, folder, change, expected, words = case
    found = asked(folder, change)
    assert [line_of(one) for one in found] == [expected]
    assert words in found[0].message


@pytest.mark.parametrize("case", LET_BE, ids=lambda case: case[0])
def test_what_is_let_be(case: tuple[str, Folder, Change]) -> None:
    _, folder, change = case
    assert [one.message for one in asked(folder, change)] == []
