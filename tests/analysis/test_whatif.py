"""What-ifs side by side: who is let in or shut out, and what it costs, against figures worked by hand."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from bideval.analysis.whatif import SideBySide, lot_results, result_words, side_by_side, what_if
from bideval.errors import Severity
from bideval.model.evaluation import LotStatus
from bideval.model.inputs import Inputs
from bideval.model.study import Report
from bideval.scoring.evaluate import evaluate
from tests.analysis.changes.by_hand import placed
from tests.analysis.changes.test_small_tenders import MARKS, lots, papers
from tests.samples.folders import SAMPLES, inputs_of
from tests.scoring.build import Data
from tests.scoring.build import inputs_of as typed

F = Fraction
HEALTH = inputs_of(SAMPLES / "community-health")
REPORT = Report.model_validate(
    {"surplus": "bid.declared.surplus-reinvested", "local-spend": "bid.declared.local-spend"}
)


def beside(inputs: Inputs, *changes: Data, report: Report | None = REPORT) -> tuple[SideBySide, ...]:
    supposed = what_if(inputs, placed(*changes))
    assert supposed.evaluation is not None, supposed.findings
    return side_by_side(inputs, evaluate(inputs), supposed, report)


SMALL = {"kind": "gate", "gate": "security", "to": 3500000}
LARGE = {"kind": "gate", "gate": "security", "to": 11000000}

ADMITTED: list[tuple[str, Sequence[Data], tuple[str, ...], tuple[str, ...]]] = [
    ("one let in", [SMALL], ("alderbourne",), ()),
    ("two shut out", [LARGE], (), ("harbour-lane", "quillon")),
    ("both", [SMALL, {"kind": "gate", "gate": "turnover", "to": 1}], (), ("harbour-lane", "thornfield")),
    ("a bid left out is not shut out", [{"kind": "without-bid", "bid": "quillon"}], (), ()),
    ("nobody", [{"kind": "weight", "criterion": "price", "to": 30}], (), ()),
]  # fmt: skip


@pytest.mark.parametrize("case", ADMITTED, ids=lambda case: case[0])
def test_who_is_let_in_or_shut_out(
    case: tuple[str, Sequence[Data], tuple[str, ...], tuple[str, ...]],
) -> None:
    _, changes, let_in, shut_out = case
    (found,) = beside(HEALTH, *changes)
    assert (found.let_in, found.shut_out) == (let_in, shut_out)


def test_what_a_smaller_security_costs() -> None:
    """From the bid files: alderbourne against quillon."""
    (found,) = beside(HEALTH, SMALL)
    assert [(one.words, one.unit, one.published, one.changed) for one in found.costs] == [
        ("price", "money", F(428_400_000), F(433_200_000)),
        ("surplus put back", "percent", F(25), F(100)),
        ("local spend", "money", F(234_300_000), F(342_400_000)),
    ]
    assert [(one.bid, one.gate.gate, one.short) for one in found.unmet] == [
        ("alderbourne", "security", F(6_500_000))
    ]


NOT_STATED: list[tuple[str, Report | None]] = [
    ("no report", None),
    ("nothing named", Report()),
    ("what no bid declares", Report.model_validate({"surplus": "bid.declared.x", "local-spend": "bid.declared.y"})),
    ("what is not declared", Report.model_validate({"surplus": "bidder.accounts.surplus"})),
]  # fmt: skip


@pytest.mark.parametrize("case", NOT_STATED, ids=lambda case: case[0])
def test_what_the_study_does_not_name_is_not_stated(case: tuple[str, Report | None]) -> None:
    _, report = case
    (found,) = beside(HEALTH, SMALL, report=report)
    assert [(one.published, one.changed) for one in found.costs[1:]] == [(None, None), (None, None)]


SENTENCES: list[tuple[str, Sequence[Data], str]] = [
    ("another winner, dearer", [SMALL], "alderbourne wins in place of quillon, at GBP 4,800,000 more"),
    (
        "another winner, cheaper",
        [{"kind": "method", "use": "lowest-compliant"}],
        "tamarisk wins in place of quillon, at GBP 6,800,000 less",
    ),
    (
        "the same",
        [{"kind": "weight", "criterion": "price", "to": 30}],
        "the award stays as it is: quillon wins",
    ),
    (
        "nobody",
        [{"kind": "gate", "gate": "security", "to": 99000000}],
        "no bid is assessed; as published quillon wins",
    ),
]


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case[0])
def test_one_sentence(case: tuple[str, Sequence[Data], str]) -> None:
    _, changes, said = case
    (found,) = beside(HEALTH, *changes)
    assert result_words(found, "GBP") == said


def test_every_lot_is_set_beside_its_own() -> None:
    north, south = beside(typed(lots(gates=[])), {"kind": "price", "bid": "elm", "lot": "south", "to": 9})
    assert (north.before, north.after) == (north.before, north.before)
    assert south.costs[0].changed == 9


def test_bids_stand_by_changed_rank_then_published_rank() -> None:
    (found,) = beside(HEALTH, SMALL)
    assert [row[0] for row in found.rows] == [
        "alderbourne",
        "quillon",
        "harbour-lane",
        "thornfield",
        "tamarisk",
        "larkspur",
    ]


def test_what_the_data_cannot_feed_has_no_result_and_says_why() -> None:
    """A formula that needs a parameter: found by evaluating, in a file that was not read as it is."""
    supposed = what_if(HEALTH, placed({"kind": "formula", "criterion": "price", "use": "budget-linear"}))
    assert supposed.evaluation is None
    assert {one.code for one in supposed.findings} == {"BE121"}
    assert {source.pointer for one in supposed.findings for source in one.sources} == {""}


def test_what_cannot_be_applied_has_no_inputs_either() -> None:
    supposed = what_if(HEALTH, placed({"kind": "drop-gate", "gate": "x"}))
    assert (supposed.inputs, supposed.evaluation) == (None, None)
    assert side_by_side(HEALTH, evaluate(HEALTH), supposed, None) == ()


def test_a_void_change_has_the_published_digest() -> None:
    inputs = typed(papers(60, 20, 20))
    supposed = what_if(inputs, placed({"kind": "weight", "criterion": "cost", "to": 20}))
    assert supposed.evaluation is not None
    assert supposed.evaluation.digest == evaluate(inputs).digest
    assert [one.severity for one in supposed.findings] == [Severity.WARNING]


def test_before_prices_are_opened_quality_alone_is_scored() -> None:
    inputs = replace(typed(papers(60, 20, 20)), prices={})
    change = placed({"kind": "consensus", "criterion": "plan", "bid": "elm", "to": 10})
    supposed = what_if(inputs, change)
    assert supposed.evaluation == evaluate(
        replace(typed(replace(papers(60, 20, 20), consensus=MARKS | {("elm", "plan"): 10})), prices={}),
        quality_only=True,
    )
    (found,) = side_by_side(inputs, evaluate(inputs, quality_only=True), supposed, None)
    assert found.changed.status is LotStatus.QUALITY_ONLY
    (lot,) = supposed.evaluation.lots
    untold = tuple(one._replace(scores=()) for one in lot.placings)
    assert lot_results(inputs, change)["whole"] == lot._replace(placings=untold)
