"""Changes that cannot be made: each says which, why, and how to go on."""

from collections.abc import Sequence

import pytest

from bideval.analysis.changes.apply import apply
from bideval.errors import Severity
from tests.analysis.changes.by_hand import applied, placed
from tests.analysis.changes.test_small_tenders import bond, lots, marked, papers, scheduled, secured
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data, Papers
from tests.scoring.build import inputs_of as typed

HEALTH = inputs_of(SAMPLES / "community-health")
LINEAR = {"linear": {"from": {"at": 0, "points": 0}, "to": {"at": 1, "points": 100}, "outside": "clamp"}}

BEDS = {
    "id": "beds",
    "phase": "conditions",
    "measure": {"field": "bid.declared.beds"},
    "threshold": 5,
    "test": "at-least",
    "on_fail": "must-disregard",
}

REFUSED: list[tuple[str, Sequence[Data], str, str]] = [
    # in words, changes, code, what is said
    ("no such criterion", [{"kind": "weight", "criterion": "prise", "to": 3}], "BE522", "Did you mean price?"),
    ("nothing such to take from", [{"kind": "weight", "criterion": "price", "to": 3, "take_from": "safty"}], "BE522", "Did you mean safety?"),
    ("no such gate", [{"kind": "gate", "gate": "securty", "to": 3}], "BE522", "Did you mean security?"),
    ("no such minimum", [{"kind": "drop-gate", "gate": "workforce/minimum"}], "BE522", "there is no gate workforce/minimum"),
    ("no such gate to score", [{"kind": "score-gate", "gate": "turnove", "weight": 3, "points": "pack"}], "BE522", "Did you mean turnover?"),
    ("no such bid to price", [{"kind": "price", "bid": "quilon", "to": 3}], "BE522", "Did you mean quillon?"),
    ("no such bid to leave out", [{"kind": "without-bid", "bid": "quilon"}], "BE522", "Did you mean quillon?"),
    ("no such bid to back", [{"kind": "backing", "bid": "quilon", "backing": [bond()]}], "BE522", "Did you mean quillon?"),
    ("no such question", [{"kind": "consensus", "criterion": "safty", "bid": "quillon", "to": 3}], "BE522", "Did you mean safety?"),
    ("no such formula", [{"kind": "formula", "criterion": "price", "use": "lowest-over-bids"}], "BE522", "Did you mean lowest-over-bid?"),
    ("no such criterion for a formula", [{"kind": "formula", "criterion": "prise", "use": "qcbs"}], "BE522", "Did you mean price?"),
    ("no such method", [{"kind": "method", "use": "weighted-sums"}], "BE522", "Did you mean weighted-sum?"),
    ("a new bid marked on nothing there is", [{"kind": "with-bid", "bid": {"id": "oak", "bidder": {"id": "oak", "name": "Oak"}}, "marks": {"plan": 3}}], "BE522", "there is no criterion plan"),
    ("a bid that is there", [{"kind": "with-bid", "bid": {"id": "quillon", "bidder": {"id": "oak", "name": "Oak"}}}], "BE527", "there is a bid quillon already"),
    ("more than there is", [{"kind": "weight", "criterion": "price", "to": 60}, {"kind": "weight", "criterion": "quality", "to": 50}], "BE525", "sum to 110 percent"),
    ("more than the other has", [{"kind": "weight", "criterion": "price", "to": 40, "take_from": "safety"}], "BE525", "safety has 9 percent, and is to give 20"),
    ("one weight twice", [{"kind": "weight", "criterion": "price", "to": 40}, {"kind": "weight", "criterion": "price", "to": 50}], "BE524", "the weight of price"),
    ("a section and what is in it", [{"kind": "weight", "criterion": "quality", "to": 40}, {"kind": "weight", "criterion": "safety", "to": 5}], "BE524", "the weight of safety"),
    ("taken from what moves too", [{"kind": "weight", "criterion": "price", "to": 25, "take_from": "safety"}, {"kind": "weight", "criterion": "safety", "to": 5}], "BE524", "the weight of safety"),
    ("one gate moved and dropped", [{"kind": "gate", "gate": "security", "to": 5}, {"kind": "drop-gate", "gate": "security"}], "BE524", "the threshold of security"),
    ("one gate scored and folded", [{"kind": "score-gate", "gate": "security", "weight": 5, "points": "pack"}, {"kind": "fold-bond", "rate": 1, "gate": "security"}], "BE524", "what becomes of the gate security"),
    ("one bid priced twice", [{"kind": "price", "bid": "quillon", "to": 5}, {"kind": "price", "bid": "quillon", "to": 6}], "BE524", "the price of quillon"),
    ("two methods", [{"kind": "method", "use": "lowest-compliant"}, {"kind": "method", "use": "weighted-sum"}], "BE524", "the method"),
    ("priced, and not there", [{"kind": "price", "bid": "quillon", "to": 5}, {"kind": "without-bid", "bid": "quillon"}], "BE522", "there is no bid quillon"),
    ("the agreed mark governs", [{"kind": "mark", "criterion": "safety", "bid": "quillon", "evaluator": "mistry", "to": 3}], "BE526", "the agreed mark governs"),
    ("a pack without points", [{"kind": "score-gate", "gate": "turnover", "weight": 5, "points": "pack"}], "BE527", "has no points rule of its own"),
    ("no points rule", [{"kind": "score-gate", "gate": "turnover", "weight": 5, "points": {"liner": "x"}}], "BE527", "a points rule is exactly one of"),
    ("a criterion that reads no price", [{"kind": "formula", "criterion": "safety", "use": "qcbs"}], "BE527", "not scored by a price formula"),
    ("a gate that asks for no backing", [{"kind": "fold-bond", "rate": 1, "gate": "turnover"}], "BE527", "turnover asks for no amount of backing"),
    ("a minimum in words", [{"kind": "gate", "gate": "quality/minimum", "to": "high"}], "BE527", "is a number"),
]  # fmt: skip


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[0])
def test_what_cannot_be_changed(case: tuple[str, Sequence[Data], str, str]) -> None:
    _, changes, code, said = case
    found = apply(placed(*changes), HEALTH)
    assert found.inputs is None
    assert [one.code for one in found.findings if one.severity is Severity.ERROR] == [code]
    (finding,) = found.findings
    assert said in f"{finding.message} {finding.remedy}"
    assert finding.sources[0].pointer.startswith("/changes/")
    assert finding.remedy


OTHERS: list[tuple[str, Papers, Data, str]] = [
    ("agreed marks do not govern", marked("mean", 4), {"kind": "consensus", "criterion": "plan", "bid": "elm", "to": 3}, "BE526"),
    ("no such evaluator", marked("mean", 4), {"kind": "mark", "criterion": "plan", "bid": "elm", "evaluator": "cy", "to": 3}, "BE522"),
    ("all weight on what is lowered", papers(0, 0, 100), {"kind": "weight", "criterion": "cost", "to": 40}, "BE525"),
    ("several lots priced", lots(), {"kind": "price", "bid": "ash", "to": 3}, "BE527"),
    ("no such lot", lots(), {"kind": "price", "bid": "ash", "to": 3, "lot": "nord"}, "BE522"),
    ("no weights at all", lots(), {"kind": "score-gate", "gate": "beds", "weight": 5, "points": LINEAR}, "BE527"),
    ("no gate asks for backing", lots(), {"kind": "fold-bond", "rate": 5}, "BE527"),
    ("a contract without years", secured({"ash": []}, contract={"value": 5}), {"kind": "fold-bond", "rate": 5}, "BE527"),
    ("a gate without a pack", papers(50, 10, 40, gates=[BEDS], declares={"beds": {"unit": "count"}}), {"kind": "score-gate", "gate": "beds", "weight": 5, "points": "pack"}, "BE527"),
    ("a gate that a criterion is called after", papers(50, 10, 40, gates=[BEDS | {"id": "plan"}], declares={"beds": {"unit": "count"}}), {"kind": "score-gate", "gate": "plan", "weight": 5, "points": LINEAR}, "BE527"),
]  # fmt: skip


@pytest.mark.parametrize("case", OTHERS, ids=lambda case: case[0])
def test_what_other_tenders_cannot_take(case: tuple[str, Papers, Data, str]) -> None:
    _, given, change, code = case
    found = applied(typed(given), change)
    assert found.inputs is None
    assert [one.code for one in found.findings] == [code]


def test_the_price_of_a_schedule_is_not_one_amount() -> None:
    found = applied(scheduled(), {"kind": "price", "bid": "ash", "to": 5})
    assert [one.code for one in found.findings] == ["BE527"]


VOID: list[tuple[str, Data]] = [
    ("a weight that it has", {"kind": "weight", "criterion": "price", "to": "20.0"}),
    ("a section's weight that it has", {"kind": "weight", "criterion": "quality", "to": 45}),
    ("a threshold that it has", {"kind": "gate", "gate": "security", "to": "10000000.00"}),
    ("a minimum that it has", {"kind": "gate", "gate": "quality/minimum", "to": 50}),
    ("a price that it has", {"kind": "price", "bid": "quillon", "to": 428400000}),
    (
        "a mark that it has",
        {"kind": "consensus", "criterion": "clinical-model", "bid": "alderbourne", "to": 4},
    ),
    ("the formula", {"kind": "formula", "criterion": "price", "use": "lowest-over-bid"}),
    ("the method", {"kind": "method", "use": "weighted-sum"}),
    ("the rounding", {"kind": "rounding", "to": [{"stage": "weighted", "places": 2, "mode": "half-up"}]}),
]


@pytest.mark.parametrize("case", VOID, ids=lambda case: case[0])
def test_a_change_that_changes_nothing_is_a_warning(case: tuple[str, Data]) -> None:
    _, change = case
    found = applied(HEALTH, change)
    assert [(one.code, one.severity) for one in found.findings] == [("BE523", Severity.WARNING)]
    assert found.inputs is not None
