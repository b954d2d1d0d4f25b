"""What a regime says of a what-if: its own checks on the changed rules, and nothing the code adds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bideval.analysis.not_open import Asked
from bideval.analysis.whatif import what_if
from bideval.model.inputs import Inputs
from bideval.report.whatif_json import one_data
from bideval.report.whatif_text import asked_lines
from tests.analysis.changes.by_hand import placed
from tests.analysis.changes.test_small_tenders import SCALE, papers
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data, decision
from tests.scoring.build import inputs_of as typed

ACT, PCR, PSR = "uk/procurement-act-2023@1", "uk/pcr-2015@1", "uk/nhs-provider-selection-2023@1"
BEGAN = {ACT: "2026-01-15", PCR: "2024-01-15", PSR: "2026-01-15", "generic@1": "2026-01-15"}
ACCOUNTS = [{"year_end": "2025-03-31", "turnover": 900}]
SIZE: Data = {
    "id": "size",
    "phase": "conditions",
    "measure": {"field": "bidder.accounts.turnover"},
    "test": "at-least",
    "threshold": 100,
    "on_fail": "must-disregard",
    "relies_on": {"combine": "none"},
    "clause": "ITT 4",
}
POINTS: Data = {
    "linear": {"from": {"at": 0, "points": 0}, "to": {"at": 1000, "points": 100}, "outside": "clamp"}
}
SCORED: Data = {"kind": "score-gate", "gate": "size", "weight": 10, "points": POINTS}
WEIGHED: Data = {
    "id": "size",
    "weight": 20,
    "measure": SIZE["measure"],
    "points": POINTS,
    "relies_on": {"combine": "none"},
    "clause": "ITT 6",
}
RESERVED: Data = {"kind": "reserve", "types": ["co-operative"]}


def under(
    regime: str, *, weighed: Data | None = None, decisions: Sequence[Data] = (), **rules: object
) -> Inputs:
    """Return a small tender with a gate on turnover, or with ``weighed`` as a criterion instead."""
    made = papers(60, 20, 20)
    criteria = [
        {"id": "plan", "weight": 60 if weighed is None else 40, "scale": SCALE, "clause": "ITT 5"},
        {"id": "people", "weight": 20, "scale": SCALE, "clause": "ITT 5"},
        {"id": "cost", "weight": 20, "formula": "lowest-over-bid", "clause": "ITT 7"},
    ]
    tender = {
        **made.tender,
        "criteria": criteria if weighed is None else [*criteria, weighed],
        "gates": [SIZE] if weighed is None else [],
        "regime": regime,
        "began": BEGAN[regime],
        "contract": {"value": 400, "years": 4},
        "ties": [{"by": "lower-price"}],
        **rules,
    }
    bids = {bid: {"accounts": ACCOUNTS} for bid in made.bids}
    return typed(replace(made, tender=tender, bids=bids, decisions=decisions))


def asked(inputs: Inputs, *changes: Data) -> tuple[Asked, ...]:
    supposed = what_if(inputs, placed(*changes))
    assert supposed.evaluation is not None, supposed.findings
    return supposed.asked


ANSWER = {**decision("answer", finding="BE184"), "reason": "the panel asked for it, minute 4"}
DEARER: Data = {"kind": "price", "bid": "ash", "to": 130}
LIGHTER: Data = {"kind": "weight", "criterion": "size", "to": 5}

CASES: list[tuple[str, Inputs, Sequence[Data], list[str]]] = [
    # in words, tender, changes, "check not-open? published so?" of each
    ("standing scored under the Act", under(ACT), [SCORED], ["supplier-standing not-open new"]),
    ("standing scored before it", under(PCR), [SCORED], ["supplier-standing not-open new"]),
    ("standing scored by a health body is asked about", under(PSR), [SCORED], ["supplier-standing asked new"]),
    ("standing scored under no law", under("generic@1"), [SCORED], []),
    ("one kind of bidder let in", under(ACT, gates=[]), [RESERVED], ["kind-of-supplier not-open new"]),
    ("one kind of bidder let in, before", under(PCR, gates=[]), [RESERVED], ["kind-of-supplier not-open new"]),
    ("one kind of provider let in", under(PSR, gates=[]), [RESERVED], []),
    ("turnover of exactly twice the value", under(PCR), [{"kind": "gate", "gate": "size", "to": 800}], []),
    ("turnover above it", under(PCR), [{"kind": "gate", "gate": "size", "to": 801}], ["turnover-cap not-open new"]),
    ("turnover above it, where there is no cap", under(ACT), [{"kind": "gate", "gate": "size", "to": 801}], []),
    ("another price", under(ACT), [DEARER], []),
    ("a gate gone", under(ACT), [{"kind": "drop-gate", "gate": "size"}], []),
    ("no tie rule any more", under(ACT), [{"kind": "ties", "to": "none"}], ["tie-rule asked new"]),
    ("no tie rule, as published", under(ACT, ties=[]), [DEARER], []),
    ("weighed as published without a reason", under(ACT, weighed=WEIGHED), [LIGHTER], ["supplier-standing not-open published"]),
    ("weighed with a reason", under(ACT, weighed={**WEIGHED, "because": "stock for a year"}), [LIGHTER], []),
    ("weighed and answered", under(ACT, weighed=WEIGHED, decisions=[ANSWER]), [LIGHTER], []),
    ("weighed as published, and nothing any more", under(ACT, weighed=WEIGHED), [{**LIGHTER, "to": 0}], []),
    ("two at once, what is not open first", under(ACT), [{"kind": "ties", "to": "none"}, SCORED],
     ["supplier-standing not-open new", "tie-rule asked new"]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_what_the_regime_says_of_the_changed_rules(
    case: tuple[str, Inputs, Sequence[Data], list[str]],
) -> None:
    _, inputs, changes, expected = case
    found = [
        f"{one.check} {'not-open' if one.not_open else 'asked'} {'published' if one.as_published else 'new'}"
        for one in asked(inputs, *changes)
    ]
    assert found == expected


def test_without_a_regime_nothing_is_said() -> None:
    made = papers(60, 20, 20, gates=[SIZE])
    inputs = typed(replace(made, bids={bid: {"accounts": ACCOUNTS} for bid in made.bids}))
    assert asked(inputs, SCORED) == ()


def test_lots_of_the_same_rules_are_told_of_once() -> None:
    lots = inputs_of(SAMPLES / "cleaning-lots")
    assert [one.check for one in asked(lots, RESERVED)] == ["kind-of-supplier"]


WORDS: list[tuple[str, Inputs, Data, str]] = [
    ("new", under(ACT), SCORED,
     ("Not open to this authority under uk/procurement-act-2023@1: size weighs who bids, not what is offered. "
     "Conditions of participation test the supplier; award criteria relate to the subject-matter of the contract "
     "(Procurement Act 2023, sections 22 and 23; procurements begun from 2025-02-24 on; status V).")),
    ("unverified, and says so", under(PCR), SCORED,
     ("Not open to this authority under uk/pcr-2015@1: size weighs who bids, not what is offered. Selection criteria "
     "test the tenderer; award criteria are linked to the subject-matter of the contract (Public Contracts "
     "Regulations 2015, regulations 58 and 67 (unverified); procurements begun from 2015-02-26 to 2025-02-23; status U).")),
    ("published so", under(ACT, weighed=WEIGHED), LIGHTER,
     "Not open to this authority under uk/procurement-act-2023@1 (as published too): size weighs"),
    ("asked", under(PSR), SCORED, "Under uk/nhs-provider-selection-2023@1 a question: size weighs who bids"),
]  # fmt: skip


@pytest.mark.parametrize("case", WORDS, ids=lambda case: case[0])
def test_it_is_printed_with_the_citation(case: tuple[str, Inputs, Data, str]) -> None:
    _, inputs, change, said = case
    page = " ".join("\n".join(asked_lines(what_if(inputs, placed(change)), "")).split())
    assert page.replace("- ", "-").startswith(said)


def test_programs_read_it_too() -> None:
    supposed = what_if(under(PCR), placed(SCORED))
    finding = supposed.asked[0].finding
    assert one_data(supposed, ())["regime"] == [
        {
            "regime": PCR,
            "check": "supplier-standing",
            "status": "U",
            "not_open": True,
            "as_published": False,
            "code": "BE184",
            "severity": "question",
            "message": finding.message,
            "remedy": finding.remedy,
        }
    ]
