import pytest

from bideval.errors import Severity
from tests.scoring.checks.base import LOTS, PLAIN, Case, assert_found, built, changed, decision, regime

GATE = {
    "id": "size",
    "phase": "conditions",
    "measure": {"constant": "1", "unit": "ratio"},
    "threshold": "1",
    "test": "at-least",
    "on_fail": "must-disregard",
    "basis": "condition",
}
RULED = changed(
    PLAIN,
    {
        "packs|regimes/here@1": regime("here"),
        "packs|regimes/brief@1": regime("brief", valid_to="2025-12-31"),
        "tender/regime": "here@1",
        "tender/began": "2026-01-15",
        "tender/gates": [GATE],
    },
)

WRONG: list[Case] = [
    # in words, folder, change, findings, part of a message
    (
        "a basis without a regime",
        RULED,
        {"tender/regime": None},
        "BE160 tender.yaml#/gates/0/basis",
        "the gate size rests on the basis condition, and the tender names no regime",
    ),
    (
        "a basis without a regime in a lot's own gates",
        LOTS,
        {"tender/lots/1/gates": [GATE]},
        "BE160 tender.yaml#/lots/1/gates/0/basis",
        "State the regime",
    ),
    (
        "a basis that the regime does not have",
        RULED,
        {"tender/gates/0/basis": "conditions"},
        "BE161 tender.yaml#/gates/0/basis",
        "Did you mean condition?",
    ),
    (
        "another consequence than the regime's",
        RULED,
        {"tender/gates/0/on_fail": "flag"},
        "BE162 tender.yaml#/gates/0/on_fail tender.yaml#/gates/0/basis",
        "for condition the regime gives must-disregard (section 1)",
    ),
    (
        "a procurement that began before the regime",
        RULED,
        {"tender/began": "2024-12-31"},
        "BE163 tender.yaml#/began tender.yaml#/regime",
        "began on 2024-12-31, and the regime here@1 holds from 2025-01-01 on",
    ),
    (
        "a procurement that began after the regime ended",
        RULED,
        {"tender/regime": "brief@1", "tender/began": "2026-01-01"},
        "BE163 tender.yaml#/began tender.yaml#/regime",
        "from 2025-01-01 to 2025-12-31",
    ),
    (
        "a regime, and no date",
        RULED,
        {"tender/began": None},
        "BE163 tender.yaml#/regime",
        "the tender does not say when it began",
    ),
    (
        "a fail let stand where the regime leaves no choice",
        RULED,
        {"decisions": [decision("waive", bid="acorn", gate="size")]},
        "BE164 decisions.yaml#/0 tender.yaml#/gates/0/basis",
        "decision d-1 lets acorn stand although it fails size",
    ),
    (
        "made good by what was not published",
        RULED,
        {
            "tender/gates/0/mitigations": {"letter": "a letter of a bank"},
            "decisions": [decision("mitigate", bid="acorn", gate="size", mitigation=["reserves"])],
        },
        """BE164 decisions.yaml#/0 tender.yaml#/gates/0/basis
           BE422 decisions.yaml#/0/mitigation""",
        "decision d-1 lets acorn stand although it fails size",
    ),
]

RIGHT: list[Case] = [
    ("a gate as the regime has it", RULED, {}, "", ""),
    (
        "a gate without a basis",
        RULED,
        {"tender/gates/0/basis": None, "tender/gates/0/on_fail": "flag"},
        "",
        "",
    ),
    ("neither a basis nor a regime", PLAIN, {}, "", ""),
    (
        "a bid disregarded as the regime has it",
        RULED,
        {"decisions": [decision("disregard", bid="acorn", gate="size")]},
        "",
        "",
    ),
    (
        "a fail made good as the published rule says",
        RULED,
        {
            "tender/gates/0/mitigations": {"letter": "a letter of a bank"},
            "decisions": [decision("mitigate", bid="acorn", gate="size", mitigation=["letter"])],
        },
        "",
        "",
    ),
    ("the first day of the regime", RULED, {"tender/began": "2025-01-01"}, "", ""),
    (
        "the last day of the regime",
        RULED,
        {"tender/regime": "regimes/brief@1", "tender/began": "2025-12-31"},
        "",
        "",
    ),
    (
        "a regime that is not on the shelf is found where packs are read",
        RULED,
        {"tender/regime": "gone@1"},
        "",
        "",
    ),
]

SEVERITIES = [
    ("before its time is a warning", {"tender/began": "2024-12-31"}, Severity.WARNING),
    ("no date is a question", {"tender/began": None}, Severity.QUESTION),
    ("another consequence is an error", {"tender/gates/0/on_fail": "flag"}, Severity.ERROR),
]


@pytest.mark.parametrize("case", [*WRONG, *RIGHT], ids=lambda case: case[0])
def test_the_regime(case: Case) -> None:
    assert_found(case)


@pytest.mark.parametrize("case", SEVERITIES, ids=lambda case: case[0])
def test_how_much_it_matters(case: tuple[str, dict[str, object], Severity]) -> None:
    _, change, expected = case
    assert [one.severity for one in built(RULED, change).findings] == [expected]
