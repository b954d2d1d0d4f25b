"""What community-health shows: which test of backing moves the winner, and that it is a full tender.

The gates are taken out twice, in the inputs and in a copy of the folder, and both must agree.
"""

import re
import shutil
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from bideval.model.criterion import Criterion
from bideval.model.evaluation import LotResult, PlacingStatus
from bideval.scoring.evaluate import evaluate
from tests.samples.folders import SAMPLES, by_bid, inputs_of, single_lot

FOLDER = SAMPLES / "community-health"
INPUTS = inputs_of(FOLDER)

WITHOUT = [
    # in words                            gates taken out          winner         figures of the first two
    ("both tests stand",                  (),                      "quillon",     ("82.99", "82.24")),
    ("no turnover: the winner stays",     ("turnover",),           "quillon",     ("82.36", "81.62")),
    ("no security: a mutual wins",        ("security",),           "alderbourne", ("84.86", "82.99")),
    ("neither of them: the same mutual",  ("turnover", "security"), "alderbourne", ("84.24", "82.36")),
]  # fmt: skip


def without_gates(gates: tuple[str, ...]) -> LotResult:
    """Evaluate the inputs less some gates."""
    kept = tuple(gate for gate in INPUTS.tender.gates if gate.id not in gates)
    return evaluate(replace(INPUTS, tender=INPUTS.tender.model_copy(update={"gates": kept}))).lots[0]


def copied_without_gates(gates: tuple[str, ...], place: Path) -> LotResult:
    """Evaluate a copy of the folder in which the lines of some gates are deleted."""
    shutil.copytree(FOLDER, place)
    path = place / "tender.yaml"
    rules, entries = path.read_text(encoding="utf-8").split("\ngates:\n")
    first, *others = re.split(r"^(?=  - id: |\n)", entries, flags=re.MULTILINE)
    assert first == ""
    kept = [entry for entry in others if not entry.startswith(tuple(f"  - id: {gate}\n" for gate in gates))]
    assert len(kept) == len(others) - len(gates)
    path.write_text(f"{rules}\ngates:\n{''.join(kept)}", encoding="utf-8", newline="\n")
    return evaluate(inputs_of(place)).lots[0]


@pytest.mark.parametrize("case", WITHOUT, ids=lambda case: case[0])
def test_who_wins_without_a_test_of_backing(
    case: tuple[str, tuple[str, ...], str, tuple[str, str]], tmp_path: Path
) -> None:
    _, gates, winner, figures = case
    edited = without_gates(gates)
    assert edited.winner == winner
    assert tuple(one.total for one in edited.placings[:2]) == tuple(Fraction(one) for one in figures)
    assert copied_without_gates(gates, tmp_path / "copy") == edited


@pytest.mark.parametrize("case", WITHOUT, ids=lambda case: case[0])
def test_the_margin_is_under_two_points(case: tuple[str, tuple[str, ...], str, tuple[str, str]]) -> None:
    lot = without_gates(case[1])
    assert lot.margin is not None
    assert 0 < lot.margin < 2


def test_the_mutual_that_fails_the_security_has_the_first_shadow_rank() -> None:
    placing = by_bid(single_lot("community-health"))["alderbourne"]
    assert (placing.status, placing.because) == (PlacingStatus.DISREGARDED, "failed the gate security")
    assert placing.shadow is not None
    assert placing.shadow.rank == 1
    assert INPUTS.bids["alderbourne"].bidder.type == "employee-led-mutual"


RELIED = [
    # in words                               bid             gate        on whom
    ("a guarantor's bond",                   "harbour-lane", "security", ("weald-guarantee-society",)),
    ("a member's bond",                      "thornfield",   "security", ("marlpit",)),
    ("a member's turnover, added",           "thornfield",   "turnover", ("marlpit",)),
    ("a parent company's guarantee",         "tamarisk",     "security", ("tamarisk-holdings",)),
    ("nobody: exactly the amount is enough", "quillon",      "security", ()),
]  # fmt: skip


@pytest.mark.parametrize("case", RELIED, ids=lambda case: case[0])
def test_whose_figures_made_a_bid_pass(case: tuple[str, str, str, tuple[str, ...]]) -> None:
    _, bid, gate, parties = case
    result = next(one for one in by_bid(single_lot("community-health"))[bid].gates if one.gate == gate)
    assert (result.passed, result.relied_on) == (True, parties)


def leaves(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    """Return the criteria that score."""
    return [leaf for one in criteria for leaf in (leaves(one.criteria) if one.criteria else [one])]


def test_the_size_of_the_tender() -> None:
    types = Counter(bid.bidder.type.partition("-")[0] for bid in INPUTS.bids.values())
    assert types == {"employee": 1, "multi": 1, "charity": 1, "commercial": 3}
    assert len({bid.bidder.id for bid in INPUTS.bids.values()}) == 6
    assert {leaf.id for leaf in leaves(INPUTS.tender.criteria)} >= {
        "local-reinvestment",
        "service-sustainability",
        "price",
    }
    assert len(leaves(INPUTS.tender.criteria)) == 13
    contract = INPUTS.tender.contract
    assert contract is not None
    assert (contract.value, contract.years) == (Fraction(450000000), Fraction(5))


def test_four_evaluators_marked_every_question_of_every_bid() -> None:
    questions = [leaf.id for leaf in leaves(INPUTS.tender.criteria) if leaf.with_.get("scale")]
    people = [one.id for one in INPUTS.evaluators]
    assert (len(questions), len(people)) == (8, 4)
    wanted = {(question, bid, person) for question in questions for bid in INPUTS.bids for person in people}
    assert {(row.criterion, row.bid, row.evaluator) for row in INPUTS.marks} == wanted
    assert {(row.criterion, row.bid) for row in INPUTS.consensus} == {
        (question, bid) for question, bid, _ in wanted
    }


def test_one_mark_was_given_again_and_both_rows_stand() -> None:
    later = [row for row in INPUTS.marks if row.supersedes]
    assert len(later) == 1
    assert len(INPUTS.marks) == 8 * 6 * 4 + 1


def test_every_row_has_words_of_its_own() -> None:
    words = [text for row in INPUTS.marks for text in (row.strengths, row.weaknesses)]
    reasons = [row.reason for row in INPUTS.consensus]
    for texts in (words, reasons):
        assert len(set(texts)) == len(texts)
        assert all(len(text.split()) >= 2 for text in texts)
    evidence = [*(row.evidence for row in INPUTS.marks), *(row.evidence for row in INPUTS.consensus)]
    assert all(evidence)


def test_why_a_mark_moved_stands_beside_every_mark_that_did() -> None:
    given: dict[tuple[str, str], set[Fraction]] = {}
    for row in INPUTS.marks:
        given.setdefault((row.criterion, row.bid), set()).add(row.mark)
    for agreed in INPUTS.consensus:
        moved = given[agreed.criterion, agreed.bid] != {agreed.mark}
        assert (bool(agreed.moved_from), bool(agreed.why_moved)) == (moved, moved)


def test_accounts_of_two_years_stand_behind_every_bid() -> None:
    bidders = [bid.accounts for bid in INPUTS.bids.values()]
    members = [member.accounts for bid in INPUTS.bids.values() for member in bid.members if member.accounts]
    assert (len(bidders), len(members)) == (6, 1)
    for accounts in (*bidders, *members):
        assert [year.year_end for year in accounts] == ["2024-03-31", "2025-03-31"]
        assert all(year.turnover and year.current_liabilities for year in accounts)


def test_no_page_judges_a_kind_of_owner() -> None:
    pages = [
        FOLDER / "README.md",
        FOLDER / "tender.yaml",
        FOLDER / "study.yaml",
        *(FOLDER / "expected").iterdir(),
    ]
    texts = {page.name: page.read_text(encoding="utf-8") for page in pages}
    assert [
        name for name, text in texts.items() if re.search(r"\b(weak|strong|weaker|stronger)\b", text)
    ] == []
