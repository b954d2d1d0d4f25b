"""waived-guarantee: the test is waived by a decision, the result says so, and what is left is worked out."""

from dataclasses import replace
from fractions import Fraction

from bideval.io.folder import read_folder
from bideval.model.decision import DecisionKind
from bideval.model.evaluation import PlacingStatus
from bideval.scoring.backing.of_bid import BidBacking, backings_of
from bideval.scoring.compile_rules import compile_rules
from bideval.scoring.evaluate import evaluate
from tests.samples.folders import SAMPLES, by_bid, inputs_of, single_lot
from tests.scoring.backing.parts import told

FOLDER = SAMPLES / "waived-guarantee"
INPUTS = inputs_of(FOLDER)


def backing(bid: str) -> BidBacking:
    """Return what is said of the backing of a bid."""
    study = read_folder(FOLDER).study
    assert study is not None
    (rules,) = compile_rules(INPUTS).lots
    return backings_of(INPUTS, rules, study.exposure, (bid,))[bid]


def test_the_winner_failed_the_guarantee_and_a_decision_with_its_reason_lets_it_stand() -> None:
    lot = single_lot("waived-guarantee")
    gate = by_bid(lot)["keelson"].gates[0]
    assert (lot.winner, gate.passed, gate.decision) == ("keelson", False, "waive keelson-waived")
    assert any("keelson failed the gate refund-guarantee and stays in" in note for note in lot.notes)
    assert (lot.margin, lot.placings[0].total) == (Fraction("1.89"), Fraction("85.25"))


def test_had_the_board_disregarded_it_the_next_would_have_won() -> None:
    out = tuple(one.model_copy(update={"kind": DecisionKind.DISREGARD}) for one in INPUTS.decisions)
    (lot,) = evaluate(replace(INPUTS, decisions=out)).lots
    assert (lot.winner, lot.margin) == ("drydock", Fraction("0.25"))
    assert by_bid(lot)["keelson"].status is PlacingStatus.DISREGARDED


def test_what_is_left_exposed_by_hand() -> None:
    """Year 1: 5.2m + 250k + 300k + 2.7m + 120k = 8.57m; cover 1.5m; the bond ends in the middle of year 3."""
    keelson = backing("keelson")
    assert [told(one) for one in keelson.cover] == ["1500000", "900000", "0"]
    assert [told(one.exposure) for one in keelson.exposure] == ["7070000", "8470000", "3870000"]
    assert [told(one.expected_loss) for one in keelson.exposure] == ["282800", "338800", "154800"]
    assert [told(one.exposure) for one in backing("drydock").exposure] == ["-130000", "670000", "-3480000"]
    assert told(keelson.folded) == str(19400000 + 9000 + 70500 + 82500 + 6000)
