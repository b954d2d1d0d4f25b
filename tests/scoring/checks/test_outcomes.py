"""Mitigations that decisions name, against those that were published."""

import pytest

from bideval.errors import Severity, Source
from bideval.io.packs import find_pack
from tests.scoring.checks.base import PLAIN, Case, assert_found, built, changed

BOOKS = {
    "year_end": "2025-03-31",
    "profit_after_tax": "-5",
    "current_assets": "90",
    "inventories": "0",
    "current_liabilities": "100",
    "secured_borrowing": "0",
    "shareholder_funds": "10",
}
GATE = {
    "id": "three-tests",
    "phase": "conditions",
    "use": "finance/two-of-three@1",
    "test": "at-least",
    "on_fail": "may-disregard",
    "relies_on": {"combine": "none"},
}
MITIGATED = {
    "id": "m1",
    "kind": "mitigate",
    "bid": "acorn",
    "gate": "three-tests",
    "reason": "Reserves cover two years of losses.",
    "by": "R. Ames",
    "at": "2026-03-02",
}
SHIPPED, _ = find_pack("finance/two-of-three@1", {}, Source("tender.yaml"))
FAILING = changed(
    {**PLAIN, "packs": {"finance/two-of-three@1": SHIPPED}},
    {
        "tender/gates": [GATE],
        "bids/acorn/accounts": [BOOKS],
        "bids/beech/accounts": [{**BOOKS, "profit_after_tax": "5"}],
        "decisions": [{**MITIGATED, "mitigation": ["reserves"]}],
    },
)
OWN = {**GATE, "mitigations": {"parent-support": "a written undertaking of a parent company"}}
SIZE = {
    "id": "three-tests",
    "phase": "conditions",
    "measure": {"field": "price.evaluated"},
    "threshold": "90",
    "test": "at-most",
    "on_fail": "flag",
}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "it names none of the published ones",
        FAILING,
        {"decisions": [MITIGATED]},
        "BE422 decisions.yaml#/0",
        "Those published are prior-year-accounts, marginal-fail, sector-norms, reserves",
    ),
    (
        "one that was not published",
        FAILING,
        {"decisions": [{**MITIGATED, "mitigation": ["reserves", "goodwill"]}]},
        "BE422 decisions.yaml#/0/mitigation",
        "m1 mitigates the fail of three-tests by goodwill, which was not published",
    ),
    (
        "one, where none was published",
        FAILING,
        {"tender/gates/0": SIZE, "bids/acorn/accounts": [], "bids/beech/accounts": []},
        "BE422 decisions.yaml#/0/mitigation",
        "No mitigations were published for this gate",
    ),
]

RIGHT: list[Case] = [
    ("a published one", FAILING, {}, "", ""),
    (
        "two published ones",
        FAILING,
        {"decisions": [{**MITIGATED, "mitigation": ["reserves", "cash-flow"]}]},
        "",
        "",
    ),
    (
        "one that the gate publishes beside those of its pack",
        FAILING,
        {"tender/gates/0": OWN, "decisions": [{**MITIGATED, "mitigation": ["parent-support"]}]},
        "",
        "",
    ),
    (
        "none, where none was published",
        FAILING,
        {
            "tender/gates/0": SIZE,
            "decisions": [MITIGATED],
            "bids/acorn/accounts": [],
            "bids/beech/accounts": [],
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_mitigations(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize("case", WRONG, ids=lambda case: case[0])
def test_an_unpublished_mitigation_is_a_warning_and_the_decision_stands(case: Case) -> None:
    found = built(case[1], case[2]).findings
    assert [one.severity for one in found] == [Severity.WARNING]
