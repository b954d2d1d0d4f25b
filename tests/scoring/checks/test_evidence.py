"""Which evidence counts is for the rules to say: silence is a warning about the tender, never a bidder's fail."""

import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import DROP, PLAIN, Case, Change, assert_found, built, changed

GATE = {
    "id": "size",
    "phase": "conditions",
    "measure": {"field": "bidder.accounts.turnover"},
    "test": "at-least",
    "threshold": "50",
    "on_fail": "flag",
    "relies_on": {"combine": "none"},
}
YEAR = {"year_end": "2025-03-31", "turnover": "60"}
AUDITED = {**YEAR, "evidence": "audited"}
SIZED = changed(
    PLAIN,
    {
        "tender/gates": [GATE],
        "tender/began": "2026-01-15",
        "bids/acorn/accounts": [YEAR],
        "bids/beech/accounts": [YEAR],
    },
)
NO_BIDS: Change = {"bids": {}, "prices": {}, "consensus": [], "marks": []}

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a bid says what its figures rest on, and the rule does not ask",
        SIZED,
        {"bids/acorn/accounts": [AUDITED]},
        "BE190 tender.yaml#/gates/0",
        "size reads accounts, and the tender does not say which evidence counts",
    ),
    (
        "a guarantor of a bid says so",
        SIZED,
        {"bids/acorn/guarantors": [{"id": "elm", "accounts": [AUDITED]}]},
        "BE190 tender.yaml#/gates/0",
        "every year that a bid states is read",
    ),
    (
        "a criterion that does not say",
        changed(SIZED, {"tender/gates": []}),
        {
            "bids/acorn/accounts": [AUDITED],
            "tender/criteria/1": {
                "id": "workforce",
                "weight": "20",
                "measure": {"field": "bidder.accounts.turnover"},
                "points": {
                    "linear": {
                        "from": {"at": "0", "points": "0"},
                        "to": {"at": "60", "points": "100"},
                        "outside": "clamp",
                    }
                },
            },
            "consensus": ["clinical,acorn,3,Page 4 names its staff.", "clinical,beech,0,There is no plan."],
        },
        "BE190 tender.yaml#/criteria/1",
        "workforce reads accounts",
    ),
]

RIGHT: list[Case] = [
    ("nobody says what figures rest on", SIZED, {}, "", ""),
    (
        "the rule says which evidence counts",
        SIZED,
        {"bids/acorn/accounts": [AUDITED], "tender/gates/0/evidence": ["audited", "unaudited"]},
        "",
        "",
    ),
    (
        "a gate that reads no accounts",
        SIZED,
        {
            "bids/acorn/accounts": [AUDITED],
            "tender/gates/0/measure": {"field": "price.evaluated"},
            "tender/gates/0/relies_on": DROP,
        },
        "",
        "",
    ),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_evidence(case: Case) -> None:
    assert_found(case)


def test_before_there_are_bids_silence_is_a_gap() -> None:
    codes = [(one.code, one.severity) for one in built(SIZED, NO_BIDS).findings]
    assert ("BE190", Severity.WARNING) in codes


def test_silence_never_stops_a_result_and_names_no_bid() -> None:
    found = [one for one in built(SIZED, {"bids/acorn/accounts": [AUDITED]}).findings if one.code == "BE190"]
    assert [one.severity for one in found] == [Severity.WARNING]
    assert all(
        "acorn" not in one.message and source.file == "tender.yaml" for one in found for source in one.sources
    )
